"""Strings that break programs, typed into real pages: kept and shown again, or refused with the text in place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ideanet.people.models import Person
from ideas.workflow import commenting
from tests import factories
from tests.awards import builders
from tests.corpora.pages import Form, Page, open_page
from tests.councils import making
from tests.publishing import world

pytestmark = pytest.mark.django_db

MORE = ["nul \x00", "a\r\nb\rc", "\u202egnp.exe", "🏴‍☠️ e\u0301", "  indented\n\n    code  ", "<b>&amp;</b>"]
DOORS: list[Callable[[], "Door"]] = []


@dataclass(frozen=True)
class Door:
    """A page with a form on it that shows what was kept, who stands before it, and where they type."""

    person: Person
    path: str
    fields: tuple[str, ...]


def door(make: Callable[[], Door]) -> Callable[[], Door]:
    DOORS.append(make)
    return make


@door
def draft() -> Door:
    idea = factories.make_draft()
    return Door(idea.created_by, reverse("ideas:edit", args=[idea.pk]), ("title", "nugget", "body"))


@door
def comment() -> Door:
    person, idea = factories.make_employee(), factories.make_idea()
    made = commenting.post(idea, by=person, body="Before", audience="everyone")
    return Door(person, reverse("ideas:comment_edit", args=[idea.pk, made.pk]), ("body",))


@door
def theme() -> Door:
    made = factories.ThemeFactory.create()
    return Door(made.owner, reverse("ideas:theme_edit", args=[made.pk]), ("title", "summary", "brief"))


@door
def profile() -> Door:
    # Blanks inside a name become one.
    return Door(factories.make_employee(), reverse("people:profile"), ("job_title", "biography"))


@door
def council() -> Door:
    made = making.make_council()
    fields = ("name", "purpose", "charter", "invitation_note")
    return Door(made.created_by, reverse("councils:edit", args=[made.pk]), fields)


@door
def cycle() -> Door:
    marketer = builders.make_marketer()
    made = builders.make_draft_cycle(by=marketer)
    return Door(marketer, reverse("awards:edit_cycle", args=[made.pk]), ("title", "summary", "brief"))


@door
def piece() -> Door:
    marketer = world.make_marketer()
    made = world.make_draft(by=marketer)
    return Door(marketer, reverse("publishing:draft", args=[made.pk]), ("title", "standfirst", "body"))


def as_typed(text: str) -> str:
    """A form may change how lines end and leave out blanks around; nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def differences(form: Form, fields: tuple[str, ...], text: str) -> dict[str, Any]:
    held = {name: form.data[name][0] for name in fields}
    return {name: value for name, value in held.items() if as_typed(value) != as_typed(text)}


@pytest.mark.parametrize("door", DOORS)
def test_what_is_typed_is_kept_or_refused_with_the_text_in_place(
    door: Callable[[], Door], client: Client, naughty: list[str]
) -> None:
    opened = door()
    client.force_login(opened.person)
    form = open_page(client, opened.path).form_with(*opened.fields)
    refusals = []
    for text in naughty + MORE:
        response = client.post(form.action, form.typing(text, opened.fields))
        assert response.status_code in {200, 302, 422}, text
        if response.status_code == 302:
            page = open_page(client, opened.path)
        else:
            page = Page(response.content.decode(), opened.path)
            refusals.append((text, page.errors))
        form = page.form_with(*opened.fields)
        assert not differences(form, opened.fields, text), text
    assert all(errors for _text, errors in refusals)
    assert len(refusals) < 100, refusals[:3]
