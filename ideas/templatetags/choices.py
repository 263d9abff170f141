"""`{% load choices %}`, then `{% filters form action %}`: what narrows a list, from memory."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString

from ideanet import html
from ideas.forms.filters import FilterForm

register = template.Library()


@dataclass(frozen=True)
class Choice:
    """All that ideas/partials/filters.html is told of a field; one without options is ticked or not."""

    name: str
    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str
    errors: tuple[str, ...]

    @classmethod
    def of(cls, field: BoundField) -> "Choice":
        options: Any = getattr(field.field, "choices", ())
        return cls(
            name=field.html_name,
            id=field.id_for_label,
            label=str(field.label),
            options=tuple((str(value), str(label)) for value, label in options),
            value=str(field.value() or ""),
            errors=tuple(str(error) for error in field.errors),
        )


@register.simple_tag(takes_context=True)
def filters(context: Context, form: FilterForm, action: str, skip: str = "") -> SafeString:
    """The form that `action` answers, without the field named `skip`."""
    fields = tuple(Choice.of(field) for field in form if field.name != skip)
    told = {"fields": fields, "action": action}
    return html.piece("ideas/partials/filters.html", told, token=lambda: str(context.get("csrf_token", "")))
