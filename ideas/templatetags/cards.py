"""`{% load cards %}`, then `{% card idea %}`: an idea in a list."""

from typing import Final

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from ideanet import html
from ideanet.html.memory import Memory
from ideas import snippets
from ideas.cards import Card
from ideas.models import Idea

register = template.Library()

_remembered: Final = Memory(8_000_000)


@register.simple_tag(takes_context=True)
def card(
    context: Context, idea: Idea, *, short: bool = False, level: int = 2, hide_theme: bool = False
) -> str:
    """ideas/partials/card.html for the page's reader; the same words for the same reader are rendered once.

    Needs of the page: reader, and supported (keys of the ideas that the reader supports) where there are any.
    """
    shown = Card.of(idea, context["reader"].person, supported=context.get("supported") or ())
    key = (shown, short, level, hide_theme, get_language(), timezone.get_current_timezone_name())
    return _remembered.recall(key, shown.nugget, lambda: _render(shown, short, level, hide_theme))


@register.simple_tag(takes_context=True)
def hit(context: Context, idea: Idea) -> str:
    """ideas/partials/hit.html for the page's reader: a card with the words that were searched for in it."""
    told = {
        "idea": Card.of(idea, context["reader"].person, supported=()),
        "title_marked": str(getattr(idea, "title_marked", "") or ""),
        "snippet": snippets.framed(*cut) if (cut := getattr(idea, "cut", None)) else "",
    }
    return html.piece("ideas/partials/hit.html", told, token=str)


def _render(shown: Card, short: bool, level: int, hide_theme: bool) -> str:
    told = {
        "idea": shown,
        "short": short,
        "level": level,
        "hide_theme": hide_theme,
        "reader": shown.reader,
        "supported": [shown.pk] if shown.is_supported else [],
    }
    return render_to_string("ideas/partials/card.html", told)
