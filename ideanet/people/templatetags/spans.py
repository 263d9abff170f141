"""A filter for spans of time: `{% load spans %}`, then `{{ row.median|days }}`."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def days(span: timedelta) -> str:
    """In whole days, in words."""
    count = round(span / timedelta(days=1))
    if count == 0:
        return _("less than a day")
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
