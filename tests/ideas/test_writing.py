"""Drafts, revisions and who may see them, as the workflow writes them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ideanet.activity.models import Event, Follow
from ideas import moves
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Revision
from ideas.stages import Audience, Kind, Stage
from ideas.workflow import moving, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db

NEW = Text("New title", "New nugget.", "New body.")


def test_a_draft_begins_with_one_author_who_has_all_the_credit() -> None:
    author = factories.make_employee()
    theme = factories.ThemeFactory.create()
    idea = writing.create_idea(NEW, by=author, theme=theme, kind=Kind.TALK, audience=Audience.NETWORK)
    idea.refresh_from_db()
    assert (idea.title, idea.nugget, idea.body, idea.kind, idea.audience, idea.stage, idea.created_by) == (
        "New title",
        "New nugget.",
        "New body.",
        "talk",
        "network",
        "draft",
        author,
    )
    assert list(idea.authorships.values_list("person", "share")) == [(author.pk, 100)]
    assert Follow.objects.get(person=author).reason == "author"
    assert Event.objects.get().kind == "idea.created"
    assert Idea.objects.matching("nugget").get() == idea


@pytest.mark.parametrize("kind", ["chosen", "rival", "academic", "gone"])
def test_outsiders_say_what_matters_and_submit_nothing(kind: str) -> None:
    cast = Cast()
    with pytest.raises(PermissionDenied):
        writing.create_idea(NEW, by=cast[kind], theme=cast.theme)


def test_an_idea_is_never_wider_than_its_theme() -> None:
    author = factories.make_employee()
    inside = factories.ThemeFactory.create(is_network=False)
    with pytest.raises(RefusedError, match="stays inside the company"):
        writing.create_idea(NEW, by=author, theme=inside, audience=Audience.NETWORK)
    project = factories.ThemeFactory.create(is_network=False, is_project=True)
    stranger = factories.OrganisationFactory.create()
    with pytest.raises(RefusedError, match="is a project"):
        writing.create_idea(NEW, by=author, theme=project, audience=Audience.SHARED, shared_with=[stranger])


def test_a_draft_is_saved_with_its_theme_and_kind() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author)
    other = factories.ThemeFactory.create()
    writing.save_draft(draft, NEW, by=author, read_at=draft.changed_at, theme=other, kind=Kind.IMPROVEMENT)
    saved = Idea.objects.get(pk=draft.pk)
    assert (saved.title, saved.nugget, saved.body, saved.theme, saved.kind) == (
        "New title",
        "New nugget.",
        "New body.",
        other,
        "improvement",
    )
    assert saved.changed_at > draft.changed_at
    assert Idea.objects.matching("nugget").get() == saved


def test_a_draft_moves_into_no_theme_that_is_narrower_than_it() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author, audience=Audience.NETWORK)
    inside = factories.ThemeFactory.create(is_network=False)
    with pytest.raises(RefusedError):
        writing.save_draft(draft, NEW, by=author, read_at=draft.changed_at, theme=inside)
    assert Idea.objects.get(pk=draft.pk).title == "A quiet idea"


def test_a_draft_that_was_changed_since_is_not_overwritten() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author)
    with pytest.raises(OutOfDateError):
        writing.save_draft(draft, NEW, by=author, read_at=draft.changed_at - timedelta(seconds=1))
    assert Idea.objects.get(pk=draft.pk).title == "A quiet idea"


def test_a_draft_that_was_submitted_meanwhile_is_no_draft_any_more() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    with pytest.raises(OutOfDateError, match="submitted meanwhile"):
        writing.save_draft(idea, NEW, by=author, read_at=idea.changed_at)
    with pytest.raises(OutOfDateError, match="submitted meanwhile"):
        writing.discard_draft(idea, by=author)


def test_only_its_authors_write_an_idea() -> None:
    cast = Cast()
    draft, idea = cast.idea(Stage.DRAFT), cast.idea(Stage.OPEN)
    for kind in set(cast.people) - {"author"}:
        with pytest.raises(PermissionDenied):
            writing.save_draft(draft, NEW, by=cast[kind], read_at=draft.changed_at)
        with pytest.raises(PermissionDenied):
            writing.discard_draft(draft, by=cast[kind])
        with pytest.raises(PermissionDenied):
            writing.publish_revision(idea, NEW, by=cast[kind], note="Mine now.", read_number=1)
        with pytest.raises(PermissionDenied):
            writing.change_audience(idea, by=cast[kind], audience=Audience.NETWORK)


def test_a_revision_is_numbered_and_the_one_before_it_stays_as_it_was() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    sharper = Text("New title", NEW.nugget, "The *longer* story.")
    revision = writing.publish_revision(idea, sharper, by=author, note="Sharper.", read_number=1)
    rows = Revision.objects.filter(idea=idea).values_list("number", "title", "body", "note", "is_material")
    assert list(rows) == [
        (2, "New title", "The *longer* story.", "Sharper.", False),
        (1, "A quiet idea", "The *long* story.", "", False),
    ]
    idea.refresh_from_db()
    assert (idea.title, idea.revision_number, revision.number) == ("New title", 2, 2)
    event = Event.objects.filter(kind="idea.revised").get()
    assert (event.data, event.subject_id) == ({"number": 2, "note": "Sharper."}, revision.pk)


def test_a_material_revision_asks_supporters_again() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author, audience=Audience.NETWORK)
    for person in (factories.make_employee(), factories.make_outsider()):
        voting.vote(idea, by=person)
    writing.publish_revision(idea, NEW, by=author, note="Turned round.", read_number=1, is_material=True)
    idea.refresh_from_db()
    assert tallies(idea) == {"backers": (1, 0), "customers": (1, 0), "accounts": 1}
    assert (idea.material_number, Event.objects.filter(kind="idea.revised_materially").count()) == (2, 1)


def tallies(idea: Idea) -> dict[str, Any]:
    return {
        "backers": (idea.backer_count, idea.current_backer_count),
        "customers": (idea.customer_count, idea.current_customer_count),
        "accounts": idea.account_count,
    }


def test_nothing_is_published_over_a_revision_that_the_writer_did_not_see() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    writing.publish_revision(idea, NEW, by=author, note="First.", read_number=1)
    with pytest.raises(OutOfDateError):
        writing.publish_revision(idea, Text("Other", "Other."), by=author, note="Second.", read_number=1)


def test_a_revision_that_changes_nothing_is_refused() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    same = Text(idea.title, idea.nugget, idea.body)
    with pytest.raises(RefusedError, match="Nothing has changed since revision 1"):
        writing.publish_revision(idea, same, by=author, note="Nothing.", read_number=1)


def test_nobody_revises_under_a_councils_eyes() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    moving.advance(moves.SEND_TO_REVIEW, idea, by=cast["owner"])
    with pytest.raises(OutOfDateError, match="not open any more"):
        writing.publish_revision(idea, NEW, by=cast["author"], note="Quickly.", read_number=1)


def test_the_audience_is_changed_and_recorded() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    writing.change_audience(idea, by=cast["author"], audience=Audience.SHARED, shared_with=[cast.project])
    idea.refresh_from_db()
    assert (idea.audience, [o.name for o in idea.shared_with.all()]) == ("shared", ["Project Ltd"])
    assert Event.objects.get(kind="idea.audience_changed").data == {"before": "internal", "after": "shared"}


def test_the_audience_is_never_wider_than_the_theme() -> None:
    cast = Cast({"is_network": False})
    idea = cast.idea(Stage.OPEN)
    with pytest.raises(RefusedError):
        writing.change_audience(idea, by=cast["author"], audience=Audience.NETWORK)
    assert Idea.objects.get(pk=idea.pk).audience == "internal"


def test_a_discarded_draft_is_gone() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author)
    writing.discard_draft(draft, by=author)
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"stage": "loud"},
        {"audience": "everybody"},
        {"voices": ["aliens"]},
        {"stage": Stage.OPEN, "revision_number": 0},
        {"stage": Stage.OPEN, "revision_number": 1, "owed_by": None},
        {"stage": Stage.MERGED, "revision_number": 1},
    ],
    ids=str,
)
def test_the_database_holds_what_the_rules_say(fields: dict[str, Any]) -> None:
    draft = factories.make_draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=draft.pk).update(**fields)
