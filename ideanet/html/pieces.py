"""Parts of pages, each rendered once for all who are told the same: the template hears nothing else."""

import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Final

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ideanet.html.memory import Memory

_remembered: Final = Memory()
# Stands in for the token of forms, which is each reader's own. Nobody can write it, as nobody can guess it.
_TOKEN: Final = secrets.token_hex(16)


def piece(
    template: str,
    told: Mapping[str, Hashable],
    *,
    token: Callable[[], str],
    own: Mapping[str, object] | None = None,
) -> SafeString:
    """The template with `told` as all of its context, from memory where it was told the same before.

    Args:
        told: values that are equal only where they read the same, such as frozen dataclasses of plain ones.
        token: gives the reader's `csrf_token`; asked only where the piece holds a form.
        own: what is this rendering's alone, such as the key of a request: put in last, and only shown as it is.
    """
    if any(isinstance(value, Model) for value in told.values()):
        raise TypeError(f"{template} is told a row, which equals itself whatever it says.")
    # Safe and unsafe text are equal to each other, as are 1 and True: the type tells them apart.
    values = tuple((name, type(value), value) for name, value in told.items())
    key = (template, values, get_language(), timezone.get_current_timezone_name())
    marks = {name: f"{_TOKEN}-{name}-" for name in own or {}}
    made = _remembered.recall(
        key, "", lambda: render_to_string(template, {**told, **marks, "csrf_token": _TOKEN})
    )
    for name, mark in marks.items():
        made = made.replace(mark, escape((own or {})[name]))
    return mark_safe(made.replace(_TOKEN, token()) if _TOKEN in made else made)
