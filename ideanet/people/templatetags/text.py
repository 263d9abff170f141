"""Filters for text that people wrote: `{% load text %}`, then `{{ idea.body|markdown }}`."""

from django import template
from django.utils.safestring import SafeString

from ideanet import html

register = template.Library()


@register.filter
def markdown(text: str, top: int = 2) -> SafeString:
    """Markdown as safe HTML whose highest heading is of level `top`."""
    return html.render(text, top=top)


@register.filter
def illustrated(text: str, top: int = 2) -> SafeString:
    """As `markdown`, with the pictures that the site keeps for the text."""
    return html.render(text, top=top, pictures=True)


@register.filter
def inline(text: str) -> SafeString:
    """Markdown as safe HTML for the inside of one paragraph, such as a nugget."""
    return html.inline(text)


@register.filter
def plain(text: str) -> str:
    """Markdown as plain text, escaped where it is shown."""
    return html.to_text(text)


@register.filter
def excerpt(text: str, words: int = 40) -> str:
    """The first words of what was written, on one line."""
    return html.excerpt(text, words)


@register.filter
def highlight(snippet: str) -> SafeString:
    """A search snippet with its hits marked."""
    return html.highlight(snippet)
