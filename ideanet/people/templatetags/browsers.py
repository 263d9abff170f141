"""A filter for what browsers call themselves: `{% load browsers %}`, then `{{ session.user_agent|browser }}`."""

from django import template

from ideanet.people import browsers

register = template.Library()


@register.filter
def browser(user_agent: str) -> str:
    """Its name and its system, in words."""
    return browsers.describe(user_agent)
