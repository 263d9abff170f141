"""Filters for what people said: `{% load talk %}`, then `{{ shown.said|said }}`."""

from django import template
from django.utils.safestring import SafeString

from ideanet import html
from ideas.mentions import Said

register = template.Library()


@register.filter
def said(words: Said, top: int = 4) -> SafeString:
    """The words as safe HTML, with the people whom they name linked."""
    return html.render(words.text, top=top, names=words.names)
