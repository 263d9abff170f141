"""Submitting, owing an answer, going round again, and being put into practice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ideanet.people.stages import Role
from ideas import moves
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Revision, Theme
from ideas.stages import Audience, Stage
from ideas.workflow import moving
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db


def test_submitting_publishes_the_first_revision_and_says_who_owes_the_answer() -> None:
    theme = factories.ThemeFactory.create(answer_days=5)
    idea = factories.make_idea(theme=theme)
    assert (idea.stage, idea.revision_number, idea.owed_by, idea.answer_due_on) == (
        Stage.OPEN,
        1,
        theme.owner,
        timezone.localdate() + timedelta(days=5),
    )
    revision = Revision.objects.get(idea=idea)
    assert (revision.number, revision.round.number, revision.title, revision.body) == (
        1,
        1,
        idea.title,
        idea.body,
    )
    assert idea.opened_at is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"closes_at": timezone.now() - timedelta(minutes=1), "opens_at": timezone.now() - timedelta(days=2)},
        {"opens_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["closed", "not open yet"],
)
def test_a_theme_takes_nothing_outside_its_minutes_and_the_text_is_kept(fields: dict[str, object]) -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author, body="Many words.")
    Theme.objects.filter(pk=draft.theme_id).update(**fields)
    with pytest.raises(RefusedError, match="is not taking ideas now"):
        moving.perform(moves.SUBMIT, draft, by=author)
    kept = Idea.objects.get(pk=draft.pk)
    assert (kept.stage, kept.body, kept.revision_number) == (Stage.DRAFT, "Many words.", 0)


def test_an_idea_without_a_nugget_is_not_submitted() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author, nugget="  ")
    with pytest.raises(RefusedError, match="nugget"):
        moving.perform(moves.SUBMIT, draft, by=author)


def test_an_idea_wider_than_its_theme_has_become_is_not_submitted() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author, audience=Audience.NETWORK)
    Theme.objects.filter(pk=draft.theme_id).update(is_network=False)
    with pytest.raises(RefusedError, match="stays inside the company"):
        moving.perform(moves.SUBMIT, draft, by=author)


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_every_no_carries_a_reason(reason: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    with pytest.raises(RefusedError, match="carries a reason"):
        moving.perform(moves.TURN_DOWN, idea, by=cast["owner"], reason=reason)
    assert Idea.objects.get(pk=idea.pk).stage == Stage.OPEN


def test_nobody_owes_an_answer_once_it_is_given() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    moving.perform(moves.TURN_DOWN, idea, by=cast["owner"], reason="No.")
    idea.refresh_from_db()
    assert (idea.stage, idea.owed_by, idea.answer_due_on) == (Stage.DECLINED, None, None)


def test_rooms_above_may_say_who_owes_the_next_answer_and_by_when() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    moving.advance(moves.SEND_TO_REVIEW, idea, by=cast["owner"], owed_by=cast["executive"], owed_days=3)
    idea.refresh_from_db()
    assert (idea.stage, idea.owed_by, idea.answer_due_on) == (
        Stage.IN_REVIEW,
        cast["executive"],
        timezone.localdate() + timedelta(days=3),
    )


def test_marketing_answers_for_the_theme_owners_own_ideas() -> None:
    owner = factories.make_employee()
    marketer = factories.make_powerful(Role.MARKETING)
    idea = factories.make_idea(owner, theme=factories.ThemeFactory.create(owner=owner))
    assert idea.owed_by == marketer


def test_marketing_answers_for_a_theme_whose_owner_has_left() -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    theme = factories.ThemeFactory.create(owner=factories.make_employee(is_active=False))
    assert factories.make_idea(theme=theme).owed_by == marketer


def test_the_owner_answers_when_there_is_nobody_else() -> None:
    owner = factories.make_employee()
    assert factories.make_idea(owner, theme=factories.ThemeFactory.create(owner=owner)).owed_by == owner


def test_who_owes_an_answer_sees_even_a_restricted_idea_until_it_is_given() -> None:
    idea = factories.make_idea(audience=Audience.RESTRICTED)
    owner = idea.theme.owner
    assert Idea.objects.visible_to(owner).filter(pk=idea.pk).exists()
    moving.perform(moves.TURN_DOWN, idea, by=owner, reason="No.")
    assert not Idea.objects.visible_to(owner).filter(pk=idea.pk).exists()


def test_another_round_starts_with_no_voice_heard_and_keeps_what_was_said() -> None:
    cast = Cast()
    idea = cast.idea(Stage.PUBLISHED, voices=["peers"], backer_count=0)
    moving.perform(moves.NEW_ROUND, idea, by=cast["author"])
    idea.refresh_from_db()
    assert (idea.stage, idea.round_number, idea.voices, idea.owed_by) == (
        Stage.OPEN,
        2,
        [],
        cast["owner"],
    )
    assert list(idea.rounds.values_list("number", "started_by")) == [
        (1, cast["author"].pk),
        (2, cast["author"].pk),
    ]


def test_adopting_says_by_whom_since_when_and_what_came_of_it() -> None:
    cast = Cast()
    idea = cast.idea(Stage.APPROVED)
    moving.adopt(
        idea,
        by=cast["marketing"],
        adopted_by="The night shift",
        adopted_on=date(2026, 11, 1),
        outcome="Nobody was woken.",
    )
    idea.refresh_from_db()
    assert (idea.stage, idea.adopted_by, idea.adopted_on, idea.outcome) == (
        Stage.ADOPTED,
        "The night shift",
        date(2026, 11, 1),
        "Nobody was woken.",
    )


def test_an_idea_that_has_moved_on_is_not_moved_again() -> None:
    cast = Cast()
    stale = cast.idea(Stage.OPEN)
    moving.perform(moves.WITHDRAW, stale, by=cast["author"])
    with pytest.raises(OutOfDateError, match="“Withdraw” is no longer possible"):
        moving.perform(moves.WITHDRAW, stale, by=cast["author"])
