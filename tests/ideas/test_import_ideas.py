"""`manage.py import_ideas`."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from ideanet.people.models import Person
from ideas.documents import NotADocumentError
from ideas.management.commands.import_ideas import LOCK, read_file
from ideas.models import Idea, Theme
from ideas.stages import Audience, Kind, Stage
from tests.factories import PersonFactory, ThemeFactory, make_outsider

pytestmark = pytest.mark.django_db

DOCUMENT = "# Pay by the outcome\n\nPay for what you *get*.\n\n## Why\n\nBecause.\n"


@pytest.fixture
def author() -> Person:
    return PersonFactory.create(email="ada@example.com")


@pytest.fixture
def theme() -> Theme:
    return ThemeFactory.create(title="Services")


@pytest.fixture
def folder(tmp_path: Path, author: Person, theme: Theme) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "outcome.md").write_text(DOCUMENT)
    return folder


def run(folder: Path, **options: Any) -> list[str]:
    """The lines that the command says."""
    out = StringIO()
    given = {"theme": "services", "author": "ADA@example.com"} | options
    call_command("import_ideas", folder, stdout=out, **given)
    return out.getvalue().splitlines()


def test_a_document_becomes_an_open_idea(folder: Path, author: Person, theme: Theme) -> None:
    assert run(folder) == ["1 taken, 0 taken before and unchanged, 0 skipped."]
    idea = Idea.objects.get()
    assert (idea.title, idea.nugget) == ("Pay by the outcome", "Pay for what you get.")
    assert idea.body == "Pay for what you *get*.\n\n## Why\n\nBecause."
    assert (idea.stage, idea.audience, idea.kind) == (Stage.OPEN, Audience.INTERNAL, Kind.WHITE_PAPER)
    assert (idea.theme, idea.created_by, idea.revision_number) == (theme, author, 1)
    assert idea.source_key == "papers/outcome.md"
    assert list(Idea.objects.visible_to(author).matching("outcome")) == [idea]


def test_run_again_it_changes_nothing(folder: Path) -> None:
    run(folder)
    before = Idea.objects.values().get()
    assert run(folder) == ["0 taken, 1 taken before and unchanged, 0 skipped."]
    assert Idea.objects.values().get() == before


def test_a_document_that_changed_leaves_its_idea_alone(folder: Path) -> None:
    run(folder)
    before = Idea.objects.values().get()
    (folder / "outcome.md").write_text(DOCUMENT + "\nMore.\n")
    assert run(folder) == [
        "Skipped:",
        "  papers/outcome.md was taken before and has changed since; its idea is left as it is",
        "0 taken, 0 taken before and unchanged, 1 skipped.",
    ]
    assert Idea.objects.values().get() == before


def test_a_dry_run_takes_nothing(folder: Path) -> None:
    (folder / "copy.md").write_text(DOCUMENT)
    said = [
        "Would take:",
        "  papers/copy.md: Pay by the outcome",
        "Skipped:",
        "  papers/outcome.md says the same as papers/copy.md, which was taken before",
        "1 would be taken, 0 taken before and unchanged, 1 skipped.",
    ]
    assert run(folder, dry_run=True) == said
    assert not Idea.objects.exists()


def test_every_file_is_accounted_for(folder: Path, tmp_path: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "other.MD").write_text("---\ntitle: Other\n---\nText.")
    (folder / "bad.md").write_bytes(b"\xff")
    (folder / "big.md").write_text("word " * 200_000)
    (folder / "LICENSE").write_text("Text.")
    (folder / "link.md").symlink_to(tmp_path / "nowhere.md")
    (folder / ".hidden.md").write_text(DOCUMENT)
    long = Path(*["x" * 100] * 3)
    (folder / long).mkdir(parents=True)
    (folder / long / "far.md").write_text("# Far\n\nText.")
    assert run(folder, verbosity=2) == [
        "Taken:",
        "  papers/deep/other.MD: Other",
        "  papers/outcome.md: Pay by the outcome",
        "Skipped:",
        "  papers/LICENSE is not a Markdown document",
        "  papers/bad.md is not text in UTF-8",
        "  papers/big.md is longer than 200,000 characters",
        "  papers/link.md is a link to something else",
        f"  papers/{long}/far.md has a name longer than 300 characters",
        "2 taken, 0 taken before and unchanged, 5 skipped.",
    ]
    assert run(folder, verbosity=2)[:3] == [
        "Taken before, unchanged:",
        "  papers/deep/other.MD",
        "  papers/outcome.md",
    ]


def test_a_file_that_cannot_be_read_says_so(folder: Path) -> None:
    with pytest.raises(NotADocumentError, match="cannot be read: No such file or directory"):
        read_file(folder / "gone.md", "papers/gone.md", {})


def test_a_draft_is_left_to_its_author(folder: Path, theme: Theme) -> None:
    theme.closes_at = timezone.now()
    theme.save()
    run(folder, stage="draft", theme=str(theme.pk), audience="restricted")
    assert Idea.objects.values_list("stage", "audience").get() == (Stage.DRAFT, Audience.RESTRICTED)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"author": "nobody@example.com"}, "Nobody here has the address nobody@example.com."),
        (
            {"author": "out@example.org"},
            "out@example.org may not submit ideas: authors are active employees.",
        ),
        ({"theme": "Service"}, "There is no theme “Service”. There is “Services”, “Closed”."),
        ({"theme": "77"}, "There is no theme “77”. There is “Services”, “Closed”."),
        ({"theme": "closed"}, "The theme “Closed” takes no ideas now; import with --stage draft."),
        (
            {"theme": "closed", "audience": "network"},
            "The theme “Closed” stays narrower than the audience network.",
        ),
    ],
)
def test_what_would_stop_every_document_is_said_at_once(
    folder: Path, options: dict[str, str], sentence: str
) -> None:
    make_outsider(email="out@example.org")
    ThemeFactory.create(
        title="Closed", opens_at=timezone.now().replace(year=2001), closes_at=timezone.now(), is_network=False
    )
    with pytest.raises(CommandError) as error:
        run(folder, **options)
    assert str(error.value) == sentence
    assert not Idea.objects.exists()


def test_without_a_folder_it_says_so(folder: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        run(folder / "nowhere")


def test_without_a_theme_it_says_so(author: Person, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is none yet"):
        run(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_one_too_many(folder: Path) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        with pytest.raises(CommandError, match="Another import is running"):
            run(folder)
    finally:
        other.close()
