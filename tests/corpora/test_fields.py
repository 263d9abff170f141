"""Strings that break programs go through every text field of every form: kept, or refused in words."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.template import Context, Template

from ideas.forms.sessions import PeopleField

PACKAGES = ("ideanet", "ideas", "councils", "awards")
# These take one notation only, and say so, or take words apart.
OTHER = (forms.EmailField, forms.URLField, forms.UUIDField, forms.RegexField, SimpleArrayField, PeopleField)
SHOWN = Template('<p>{{ text }}</p><input value="{{ text }}"><textarea>\n{{ text }}</textarea>')


def text_fields() -> Iterator[tuple[str, forms.CharField]]:
    """Every field for free text of every form class of ours, by its name."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if "forms" not in module.name.split("."):
                continue
            for form in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(form, type)
                    and issubclass(form, forms.BaseForm)
                    and form.__module__ == module.name
                ):
                    yield from _of(form)


def _of(form: Any) -> Iterator[tuple[str, forms.CharField]]:
    for name, field in form.base_fields.items():
        if not isinstance(field, forms.CharField) or isinstance(field, OTHER):
            continue
        # Passwords are never shown, and some fields make a list of words.
        if not isinstance(field.widget, forms.PasswordInput) and isinstance(tried(field, "a")[0], str):
            yield f"{form.__module__}.{form.__name__}.{name}", field


def kept(text: str, field: forms.CharField) -> str:
    """What the field may make of the text: the same, without blanks around it if it says so."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip() if field.strip else lines


def tried(field: forms.CharField, text: str) -> tuple[str, list[str]]:
    """What the field makes of the text, and what it has against it."""
    try:
        return field.clean(text), []
    except forms.ValidationError as refusal:
        return "", [str(message).strip() for message in refusal.messages]


FIELDS = dict(text_fields())


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_keeps_what_it_takes_and_says_why_it_does_not(name: str, naughty: list[str]) -> None:
    field = FIELDS[name]
    for text in [*naughty, "nul \x00", "a\r\nb\rc", "\u202egnp.exe", "🏴‍☠️ e\u0301", "x" * 300_000]:
        found, refusals = tried(field, text)
        assert refusals or kept(found, field) == kept(text, field)
        assert all(refusals)


def test_there_are_fields_to_try() -> None:
    assert len(FIELDS) > 40


def test_a_page_shows_every_text_as_it_is(naughty: list[str]) -> None:
    for text in naughty:
        paragraph, given, area = html5lib.parseFragment(SHOWN.render(Context({"text": text})))
        assert [said(paragraph), given.get("value"), said(area)] == [as_parsed(text)] * 3


def said(element: Element) -> str:
    return "".join(element.itertext())


def as_parsed(text: str) -> str:
    """What every HTML parser makes of these characters, wherever they stand."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
