"""A folder of real documents becomes ideas that people find and read."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from ideanet.people.models import Person
from ideas.models import Idea
from tests.factories import ThemeFactory, make_employee

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


def test_every_document_is_found_by_its_title(ideas: list[Idea], reader: Person) -> None:
    for idea in ideas:
        assert idea in Idea.objects.visible_to(reader).matching(idea.title)[:10], idea.title
