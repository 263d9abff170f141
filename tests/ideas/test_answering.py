"""Official answers: who gives them, one at a time, and what they do to the answer that is owed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from ideanet.activity.models import Event
from ideas import answers, moves
from ideas.errors import OutOfDateError
from ideas.models import Comment, Idea
from ideas.needs import answers_owed
from ideas.stages import Audience, Stage
from ideas.workflow import answering, commenting, moving
from tests import factories
from tests.ideas.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    return cast.idea(Stage.OPEN, Audience.NETWORK)


def say(idea: Idea, cast: Cast, kind: str, audience: str = "everyone") -> Comment:
    return commenting.post(idea, by=cast[kind], body=f"Said by {kind}.", audience=audience)


def official(idea: Idea) -> Comment | None:
    return Comment.objects.filter(idea=idea).pinned().first()


def test_whoever_answers_for_the_idea_pins_and_nobody_else(idea: Idea, cast: Cast) -> None:
    found = set()
    for kind, person in cast.people.items():
        comment = say(idea, cast, "employee")
        try:
            answering.pin(comment, by=person)
            found.add(kind)
        except PermissionDenied:
            assert official(idea) != comment
    assert found == {"owner", "marketing"}


@pytest.mark.parametrize(("kind", "audience"), [("rival", "everyone"), ("employee", "employees")])
def test_an_official_answer_is_the_companys_and_read_by_everyone(
    idea: Idea, cast: Cast, kind: str, audience: str
) -> None:
    with pytest.raises(PermissionDenied):
        answering.pin(say(idea, cast, kind, audience), by=cast["owner"])


def test_another_answer_takes_the_place_of_the_first(idea: Idea, cast: Cast) -> None:
    first, second = say(idea, cast, "owner"), say(idea, cast, "employee")
    for comment in (first, first, second):
        answering.pin(comment, by=cast["owner"])
    assert official(idea) == second
    assert Event.objects.filter(kind="comment.pinned").count() == 2


def test_the_owed_answer_is_given_with_it_and_owed_again_without(idea: Idea, cast: Cast) -> None:
    assert [need.label for need in answers_owed(cast["owner"])] == ["Answer “A quiet idea”"]
    comment = say(idea, cast, "owner")
    answering.pin(comment, by=cast["owner"])
    assert list(answers_owed(cast["owner"])) == []
    assert not Idea.objects.overdue(timezone.localdate().replace(year=2100)).exists()
    assert answers.pace(Idea.objects.all()).answered == 1
    answering.unpin(comment, by=cast["marketing"])
    assert len(list(answers_owed(cast["owner"]))) == 1


def test_an_answer_that_is_taken_back_is_owed_again(idea: Idea, cast: Cast) -> None:
    comment = say(idea, cast, "owner")
    answering.pin(comment, by=cast["owner"])
    commenting.delete(comment, by=cast["owner"])
    assert (official(idea), Idea.objects.get(pk=idea.pk).answered_at) == (None, None)


def test_what_was_taken_back_cannot_be_pinned(idea: Idea, cast: Cast) -> None:
    comment = say(idea, cast, "employee")
    commenting.delete(comment, by=cast["employee"])
    with pytest.raises(OutOfDateError):
        answering.pin(comment, by=cast["owner"])


def test_another_round_asks_for_another_answer(cast: Cast) -> None:
    idea = cast.idea(Stage.PUBLISHED, Audience.NETWORK)
    answering.pin(say(idea, cast, "owner"), by=cast["owner"])
    moving.perform(moves.NEW_ROUND, idea, by=cast["marketing"])
    assert Idea.objects.owed().filter(pk=idea.pk).exists()


def test_it_stands_first_on_the_page_and_in_its_place(idea: Idea, cast: Cast) -> None:
    say(idea, cast, "employee")
    comment = say(idea, cast, "owner")
    answering.pin(comment, by=cast["owner"])
    for kind in ("employee", "rival"):
        page = sign_in(cast[kind]).get(idea.get_absolute_url()).content.decode()
        discussion = page.split('id="discussion"')[1]
        assert discussion.index("Said by owner.") < discussion.index("Said by employee.")
        assert discussion.count("Said by owner.") == 2
        assert "It was answered on" in page
        assert page.count(f'id="comment-{comment.pk}"') == 1


def test_it_is_shown_on_every_page_of_a_long_discussion(idea: Idea, cast: Cast) -> None:
    for _ in range(51):
        last = say(idea, cast, "owner")
    answering.pin(last, by=cast["owner"])
    page = sign_in(cast["rival"]).get(idea.get_absolute_url()).content.decode()
    assert 'id="official-answer"' in page
    assert f'id="comment-{last.pk}"' not in page


def test_the_buttons_are_there_for_those_who_may(idea: Idea, cast: Cast) -> None:
    comment = say(idea, cast, "owner")
    for kind, is_offered in (("owner", True), ("employee", False), ("author", False), ("rival", False)):
        page = sign_in(cast[kind]).get(idea.get_absolute_url()).content.decode()
        assert ("Make it the official answer" in page) == is_offered
    answering.pin(comment, by=cast["owner"])
    assert (
        "No longer the official answer"
        in sign_in(cast["owner"]).get(idea.get_absolute_url()).content.decode()
    )


def test_the_database_keeps_one_official_answer_that_everyone_reads(idea: Idea, cast: Cast) -> None:
    comments = [say(idea, cast, "owner"), say(idea, cast, "employee", "employees")]
    answering.pin(comments[0], by=cast["owner"])
    other = say(idea, cast, "employee")
    pinned = {"pinned_at": timezone.now(), "pinned_by": cast["owner"]}
    for comment in (other, comments[1]):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(**pinned)
    assert factories.make_idea().answered_at is None
