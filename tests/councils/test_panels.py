"""What an idea's page shows of its reviews, reader by reader, and sending it to a council."""

from typing import Any

import pytest
from django.urls import reverse

from councils import panels
from councils.models import CouncilReview
from councils.stages import Outcome
from councils.workflow import conflicts
from ideanet.people.models import Person
from ideas import moves
from ideas.models import Idea
from ideas.stages import Audience
from ideas.workflow import moving
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db


DOORS = ("opens_review", "opens_dashboard", "opens_letter", "owes_review")


def panel(sign_in: SignIn, person: Person, idea: Idea, *, part: bool = True) -> str:
    headers = {"HX-Request": "true"} if part else {}
    answer = sign_in(person).get(reverse("councils:idea_panel", args=[idea.pk]), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_idea_without_reviews_has_an_empty_panel_and_an_honest_page(sign_in: SignIn) -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    assert panel(sign_in, person, idea).strip() == ""
    assert "No reviews to see" in panel(sign_in, person, idea, part=False)


def test_everyone_who_sees_the_idea_may_know_which_council_has_it(sign_in: SignIn) -> None:
    council, _chair, _members = making.make_chaired_council(name="Sages")
    review = making.make_review(council, audience=Audience.NETWORK)
    body = panel(sign_in, factories.make_employee(), review.idea)
    assert ("Sages" in body, "under review since" in body, "/reviews/" in body) == (True, True, False)
    outsider = panel(sign_in, factories.make_outsider(), review.idea)
    assert ("Sages" in outsider, "A council" in outsider) == (False, True)


def row_of(person: Person, idea: Idea) -> dict[str, Any]:
    (row,) = panels.rows_of(person, Idea.objects.for_rules().get(pk=idea.pk))
    return {
        name: getattr(row, name)
        for name in ("opens_review", "opens_dashboard", "opens_letter", "owes_review", "outcome")
    }


def test_each_reader_has_the_doors_that_are_theirs() -> None:
    council, chair, (member, idle) = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    making.assign(review, member, by=chair)
    shut: dict[str, Any] = dict.fromkeys(DOORS, False) | {"outcome": None}
    assert row_of(author, review.idea) == shut
    assert row_of(factories.make_employee(), review.idea) == shut
    assert row_of(idle, review.idea) == shut | {"opens_review": True}
    assert row_of(member, review.idea) == shut | {"opens_review": True, "owes_review": True}
    assert row_of(chair, review.idea) == shut | {"opens_review": True, "opens_dashboard": True}


def test_authors_and_reviewers_have_the_letter_and_others_the_outcome(sign_in: SignIn) -> None:
    council, chair, (member, _idle) = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    making.submit(review, member, by=chair)
    making.close(review, by=chair)
    letter = reverse("councils:letter", args=[review.pk])
    for person in (author, member, chair):
        assert letter in panel(sign_in, person, review.idea)
    body = panel(sign_in, factories.make_employee(), review.idea)
    assert ("Approve" in body, letter in body) == (True, False)


def test_a_decision_is_no_news_before_its_letter(sign_in: SignIn) -> None:
    council, chair, (member, _idle) = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    making.submit(review, member, by=chair)
    making.decide(review, by=chair)
    assert row_of(author, review.idea)["outcome"] is None
    assert "under review since" in panel(sign_in, author, review.idea)


def test_members_in_conflict_are_shown_nothing_but_an_author_is(sign_in: SignIn) -> None:
    council, _chair, (member, _idle) = making.make_chaired_council()
    author = making.seat(council).person
    review = making.make_review(council, factories.make_idea(author))
    conflicts.declare(review, member, by=member, reason="Cousins.")
    assert panel(sign_in, member, review.idea).strip() == ""
    assert "under review since" in panel(sign_in, author, review.idea)


def test_rounds_stand_the_newest_first_and_withdrawn_ones_not_at_all() -> None:
    council, chair, (member, _idle) = making.make_chaired_council()
    author = factories.make_employee()
    first = making.make_review(council, factories.make_idea(author))
    making.submit(first, member, by=chair, outcome=Outcome.REVISE)
    making.close(first, by=chair, outcome=Outcome.REVISE)
    second = making.make_review(council, Idea.objects.get(pk=first.idea_id))
    idea = Idea.objects.for_rules().get(pk=first.idea_id)
    assert [r.review.pk for r in panels.rows_of(author, idea)] == [second.pk, first.pk]
    moving.perform(moves.WITHDRAW, idea, by=author)
    making.announce_all()
    assert [r.review.pk for r in panels.rows_of(author, idea)] == [first.pk]


def test_those_who_may_send_choose_a_council(sign_in: SignIn) -> None:
    _council, chair, (member, _idle) = making.make_chaired_council(name="Sages")
    other = making.make_council(name="Others")
    idea = factories.make_idea()
    owner = panel(sign_in, idea.theme.owner, idea)
    assert ("Sages" in owner, "Others" in owner) == (True, True)
    theirs = panel(sign_in, chair, idea)
    assert ("Sages" in theirs, "Others" in theirs) == (True, False)
    assert panel(sign_in, member, idea).strip() == ""
    assert other.pk


def test_an_idea_is_sent_from_its_page(sign_in: SignIn) -> None:
    council, _chair, _members = making.make_chaired_council()
    idea = factories.make_idea()
    send = reverse("councils:idea_reviews", args=[idea.pk])
    client = sign_in(idea.theme.owner)
    assert client.post(send, {"council": 0}).status_code == 422
    assert client.post(send, {"council": council.pk}).headers["Location"] == idea.get_absolute_url()
    assert CouncilReview.objects.get().idea == idea
    assert client.post(send, {"council": council.pk}).status_code == 409


def test_a_council_that_could_not_decide_is_refused_in_the_form(sign_in: SignIn) -> None:
    council = making.make_council(quorum=3)
    idea = factories.make_idea()
    send = reverse("councils:idea_reviews", args=[idea.pk])
    answer = sign_in(idea.theme.owner).post(send, {"council": council.pk})
    assert (answer.status_code, "its quorum is 3" in answer.content.decode()) == (422, True)


def test_those_who_may_not_send_are_refused(sign_in: SignIn) -> None:
    council, _chair, (member, _idle) = making.make_chaired_council()
    idea = factories.make_idea()
    send = reverse("councils:idea_reviews", args=[idea.pk])
    assert sign_in(member).post(send, {"council": council.pk}).status_code == 403
