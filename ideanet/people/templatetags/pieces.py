"""`{% piece "partials/masthead.html" masthead=reader.masthead %}`: a partial from memory, on every page."""

from typing import Any

from django import template
from django.template import Context

from ideanet import html

register = template.Library()


@register.simple_tag(takes_context=True)
def piece(context: Context, template_name: str, **told: Any) -> str:
    """As `{% include … with … only %}`, but that what is told the same is rendered once.

    What is called `own_…` is this rendering's alone, and may only be shown: it is put in afterwards.
    """
    own = {name: told.pop(name) for name in list(told) if name.startswith("own_")}
    return html.piece(template_name, told, token=lambda: str(context.get("csrf_token", "")), own=own)
