"""A folder of real documents becomes ideas that people find and read."""

from io import StringIO
from pathlib import Path

import html5lib
import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from ideanet import html
from ideanet.people.models import Person
from ideanet.publishing import exporting
from ideanet.publishing.composing import compose
from ideanet.publishing.models import Draft
from ideanet.publishing.workflow import drafting
from ideas.models import Idea
from tests.factories import ThemeFactory, make_employee
from tests.oracle import XHTML, faults
from tests.publishing import world

pytestmark = pytest.mark.django_db


def imported(corpora: Path) -> str:
    """The last line of what the command says."""
    out = StringIO()
    call_command("import_ideas", corpora / "ideas", theme="Designs", author="ada@example.com", stdout=out)
    return out.getvalue().splitlines()[-1]


@pytest.fixture
def reader() -> Person:
    return make_employee()


@pytest.fixture
def ideas(corpora: Path, reader: Person) -> list[Idea]:
    ThemeFactory.create(title="Designs")
    make_employee(email="ada@example.com")
    assert imported(corpora) == "156 taken, 0 taken before and unchanged, 1 skipped."
    return list(Idea.objects.visible_to(reader).order_by("pk"))


def test_importing_again_changes_nothing(corpora: Path, ideas: list[Idea]) -> None:
    before = list(Idea.objects.order_by("pk").values())
    assert len(ideas) == len(before) == 156
    assert imported(corpora) == "0 taken, 156 taken before and unchanged, 1 skipped."
    assert list(Idea.objects.order_by("pk").values()) == before


def test_every_document_opens_and_is_shown_whole(ideas: list[Idea], reader: Person, client: Client) -> None:
    client.force_login(reader)
    for idea in ideas:
        response = client.get(idea.get_absolute_url())
        assert response.status_code == 200, idea.source_key
        page = response.content.decode()
        assert html.render(idea.body) in page, idea.source_key
        assert html.inline(idea.nugget) in page, idea.source_key


def test_every_document_is_found_by_its_title(ideas: list[Idea], reader: Person, client: Client) -> None:
    client.force_login(reader)
    for idea in ideas:
        page = client.get(reverse("ideas:search"), {"q": idea.title}).content.decode()
        assert f'href="{idea.get_absolute_url()}"' in page, idea.title


def test_every_document_leaves_as_a_draft_that_renders(ideas: list[Idea]) -> None:
    marketer = world.make_marketer()
    for idea in ideas:
        draft = drafting.make(world.approve(idea), by=marketer)
        piece = compose(Draft.objects.for_leaving().get(pk=draft.pk))
        shown = html.render(piece.body)
        assert shown == html.render(idea.body), idea.source_key
        assert shown in exporting.to_page(piece), idea.source_key
        markdown = exporting.to_markdown(piece)
        front, _mark, text = markdown.removeprefix("---\n").partition("\n---\n")
        assert yaml.safe_load(front)["title"] == idea.title
        assert faults(html.render(text)) == [], idea.source_key
        assert code(html.render(text)) == code(shown), idea.source_key


def code(shown: str) -> list[str]:
    """What stands in the blocks of code."""
    return ["".join(block.itertext()) for block in html5lib.parseFragment(shown).iter(f"{XHTML}pre")]
