"""The pages of reviews, as a browser uses them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F
from django.urls import reverse

from councils.models import (
    Answer,
    Assignment,
    Conflict,
    CouncilReview,
    Decision,
    Recommendation,
    Remark,
    Seat,
)
from councils.stages import AssignmentState, Blindness, Outcome, ReviewState
from councils.workflow import assigning, conflicts, founding, lettering, reviewing
from councils.workflow.founding import Asked
from ideanet.people.models import Guidelines, Person
from ideanet.people.stages import OrganisationKind
from ideas.models import Idea
from ideas.stages import EvidenceKind
from ideas.workflow import attaching, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.compared import as_seen
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db


def page(name: str, *keys: Any) -> str:
    return reverse(f"councils:{name}", args=keys)


def asked(**fields: Any) -> tuple[CouncilReview, Assignment, Person, Person]:
    """A review, one member asked for it, that member and the chair."""
    council, chair, (member, _other) = making.make_chaired_council(**fields)
    review = making.make_review(council, title="Bold")
    return review, making.assign(review, member, by=chair), member, chair


def filled(review: CouncilReview, points: Any = 4, **fields: Any) -> dict[str, Any]:
    answers = {f"criterion_{c.pk}": points for c in review.scorecard.criteria.all()}
    texts = {"outcome": Outcome.APPROVE, "to_authors": "Well argued.", "to_council": ""}
    return answers | texts | fields


def test_the_queue_shows_what_is_not_judged_first_and_what_one_chairs(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    early = making.make_review(council, title="Early but judged")
    making.submit(early, member, by=chair)
    Assignment.objects.update(due_at=F("due_at") - timedelta(days=3))
    making.assign(making.make_review(council, title="Late to judge"), member, by=chair)
    body = sign_in(member).get(page("queue")).content.decode()
    assert body.index("Late to judge") < body.index("Early but judged")
    assert "In your hands as chair" not in body
    assert "In your hands as chair" in sign_in(chair).get(page("queue")).content.decode()
    assert "Nothing to review" in sign_in(factories.make_employee()).get(page("queue")).content.decode()


def test_overdue_reviews_are_marked_for_the_council_and_its_chair(sign_in: SignIn) -> None:
    review, _assignment, member, chair = asked()
    span = timedelta(days=20)
    CouncilReview.objects.update(opened_at=F("opened_at") - span, due_at=F("due_at") - span)
    Assignment.objects.update(due_at=F("due_at") - span)
    idle = review.council.seats.exclude(person__in=[member, chair]).get().person
    for person, address in (
        (member, page("queue")),
        (idle, page("council", review.council_id)),
        (idle, page("reviews", review.council_id)),
        (chair, page("dashboard", review.pk)),
        (idle, page("idea_panel", review.idea_id)),
    ):
        assert "Overdue" in sign_in(person).get(address).content.decode(), address


def test_the_desk_has_the_text_its_evidence_and_the_scorecard(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    scholar = making.seat(council, factories.make_outsider(OrganisationKind.ACADEMIC)).person
    author = factories.make_employee()
    idea = factories.make_idea(author, body="The *whole* story.")
    piece: dict[str, Any] = {
        "kind": EvidenceKind.PRIMARY_RESEARCH,
        "source": "Us",
        "dated_on": "2026-01-01",
        "citation": "Us",
    }
    attaching.attach(idea, by=author, title="A survey", **piece)
    attaching.attach(idea, by=author, title="A secret", is_internal=True, **piece)
    review = making.make_review(council, idea)
    for person in (member, scholar):
        making.assign(review, person, by=chair)
    body = sign_in(member).get(page("review", review.pk)).content.decode()
    for shown in ("<em>whole</em>", "A survey", "A secret", "Originality", "You are asked for this review"):
        assert shown in body
    body = sign_in(scholar).get(page("review", review.pk)).content.decode()
    assert ("A survey" in body, "A secret" in body) == (True, False)


def test_the_second_round_shows_what_changed_since_the_revision_one_judged(sign_in: SignIn) -> None:
    council, chair, (member, other) = making.make_chaired_council()
    author = factories.make_employee()
    idea = factories.make_idea(author, body="Steel is green.")
    first = making.make_review(council, idea)
    making.submit(first, member, by=chair, outcome=Outcome.REVISE)
    assert "What changed since" not in sign_in(member).get(page("review", first.pk)).content.decode()
    making.close(first, by=chair, outcome=Outcome.REVISE)
    idea = Idea.objects.get(pk=idea.pk)
    text = Text(idea.title, idea.nugget, "Steel can be green.")
    writing.publish_revision(idea, text, by=author, note="As asked.", read_number=idea.revision_number)
    second = making.make_review(council, Idea.objects.get(pk=idea.pk))
    for person, words in ((member, "which you judged"), (other, "which the council judged")):
        making.assign(second, person, by=chair)
        body = sign_in(person).get(page("review", second.pk)).content.decode()
        assert words in body
        assert "<del>is</del> <ins>can be</ins>" in as_seen(body)


def test_a_criterion_may_be_answered_in_words(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    asked_for = [
        Asked("Nerve", labels=["Low", "High"], rubric=["Hides.", "Dares."]),
        Asked("Advice", is_text=True),
    ]
    founding.keep_scorecard(council, asked_for, by=chair, minimum_coverage=100)
    review = making.make_review(council)
    making.assign(review, member, by=chair)
    client = sign_in(member)
    assert "Dares." in client.get(page("review", review.pk)).content.decode()
    nerve, advice = (f"criterion_{c.pk}" for c in review.scorecard.criteria.all())
    answer = client.post(page("recommendation", review.pk), filled(review) | {nerve: 2, advice: " "})
    assert (answer.status_code, "Still to be answered: Advice" in answer.content.decode()) == (422, True)
    words = {nerve: 2, advice: "Ask a *smelter*."}
    for _time in range(2):
        assert client.post(page("recommendation", review.pk), filled(review) | words).status_code == 302
    scores = Recommendation.objects.get().scores.values_list("points", "text")
    assert list(scores) == [(2, ""), (None, "Ask a *smelter*.")]
    body = client.get(page("review", review.pk)).content.decode()
    assert ("Ask a *smelter*." in body, "100 % of the scale" in body) == (True, True)


def test_a_draft_is_saved_with_and_without_scripts(sign_in: SignIn) -> None:
    review, _assignment, member, _chair = asked()
    client = sign_in(member)
    answer = client.post(page("draft", review.pk), {"to_authors": "Half a"}, headers={"HX-Request": "true"})
    assert (answer.status_code, "Draft saved at" in answer.content.decode()) == (200, True)
    answer = client.post(page("draft", review.pk), {"to_authors": "Half a thought"})
    assert answer.headers["Location"] == review.get_absolute_url()
    assert "Half a thought" in client.get(review.get_absolute_url()).content.decode()


def test_a_draft_that_makes_no_sense_is_shown_again(sign_in: SignIn) -> None:
    review, _assignment, member, _chair = asked()
    answer = sign_in(member).post(page("draft", review.pk), {"outcome": "maybe", "to_authors": "Kept."})
    assert (answer.status_code, "Kept." in answer.content.decode()) == (422, True)


def test_a_draft_too_late_is_told_and_given_back(sign_in: SignIn) -> None:
    review, assignment, member, _chair = asked()
    reviewing.submit(assignment, making.draft(review), by=member)
    client = sign_in(member)
    plain = client.post(page("draft", review.pk), {"to_authors": "One more thing"})
    assert (plain.status_code, "One more thing" in plain.content.decode()) == (409, True)
    part = client.post(page("draft", review.pk), {"to_authors": "x"}, headers={"HX-Request": "true"})
    assert (part.status_code, "trouble" in part.content.decode()) == (409, True)


def test_a_review_is_submitted_and_a_double_click_is_no_error(sign_in: SignIn) -> None:
    review, _assignment, member, _chair = asked()
    client = sign_in(member)
    for _click in range(2):
        assert client.post(page("recommendation", review.pk), filled(review)).status_code == 302
    body = client.get(review.get_absolute_url()).content.decode()
    assert ("4 of 5" in body, f'data-kept-done="review-{review.pk}"' in body) == (True, True)
    assert Recommendation.objects.get().is_submitted


def test_what_is_missing_is_said_and_the_draft_is_kept(sign_in: SignIn) -> None:
    review, _assignment, member, _chair = asked()
    answer = sign_in(member).post(page("recommendation", review.pk), {"to_authors": "All I have."})
    body = answer.content.decode()
    assert (answer.status_code, "Still to be answered: Originality" in body) == (422, True)
    criteria = review.scorecard.criteria.filter(is_required=True)
    marked = [*(f"criterion_{criterion.pk}" for criterion in criteria), "outcome"]
    for name in marked:  # All at once, each with a way to its field.
        assert f'href="#id_{name}"' in body
    assert body.count(">Still to be answered.<") + body.count("Still to be answered.</a>") == 2 * len(marked)
    assert "For the authors: Still to be answered." not in body
    assert Recommendation.objects.get().to_authors == "All I have."


def test_not_applicable_and_optional_criteria_are_offered_where_allowed(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    founding.keep_scorecard(
        council,
        [Asked("Must"), Asked("May", is_required=False), Asked("Maybe", allows_not_applicable=True)],
        by=chair,
        minimum_coverage=0,
    )
    review = making.make_review(council)
    making.assign(review, member, by=chair)
    client = sign_in(member)
    body = client.get(review.get_absolute_url()).content.decode()
    assert (body.count("Not applicable"), body.count("No answer")) == (1, 1)
    must, may, maybe = (f"criterion_{c.pk}" for c in review.scorecard.criteria.all())
    form = filled(review) | {must: "5", may: "", maybe: "na"}
    assert client.post(page("recommendation", review.pk), form).status_code == 302
    scores = Recommendation.objects.get().scores.values_list("criterion__name", "points")
    assert list(scores) == [("Must", 5), ("Maybe", None)]
    assert "not applicable" in client.get(review.get_absolute_url()).content.decode()


def test_whoever_has_not_agreed_to_the_guidelines_is_asked_and_loses_nothing(sign_in: SignIn) -> None:
    review, _assignment, member, _chair = asked()
    guidelines = Guidelines.objects.create(body="Be kind.", disclaimer="Ours.")
    client = sign_in(member)
    assert client.get(review.get_absolute_url()).status_code == 302
    form = filled(review)
    answer = client.post(page("recommendation", review.pk), form)
    assert ("Be kind." in answer.content.decode(), Recommendation.objects.exists()) == (True, False)
    client.post(page("recommendation", review.pk), form | {"agree_to": guidelines.pk})
    assert Recommendation.objects.get().is_submitted


def test_assignments_are_accepted_and_declined_on_their_pages(sign_in: SignIn) -> None:
    review, assignment, member, chair = asked()
    client = sign_in(member)
    assert (
        client.post(page("accept_assignment", assignment.pk)).headers["Location"] == review.get_absolute_url()
    )
    assert "Decline this review" in client.get(page("decline_assignment", assignment.pk)).content.decode()
    assert client.post(page("decline_assignment", assignment.pk), {"reason": ""}).status_code == 422
    assert client.post(page("decline_assignment", assignment.pk), {"reason": "Ill."}).status_code == 302
    assert "Ill." in sign_in(chair).get(page("dashboard", review.pk)).content.decode()
    assert client.post(page("accept_assignment", assignment.pk)).status_code == 404


def test_a_chair_asks_several_at_once_and_is_told_who_cannot(sign_in: SignIn) -> None:
    council, chair, (boss, one, two) = making.make_chaired_council(members=3)
    review = making.make_review(council, factories.make_idea(factories.make_employee(manager=boss)))
    client = sign_in(chair)
    seats = [Seat.objects.get(person=person).pk for person in (one, two)]
    answer = client.post(page("assignments", review.pk), {"seats": seats})
    assert answer.headers["Location"] == page("dashboard", review.pk)
    body = client.get(page("dashboard", review.pk)).content.decode()
    assert ("2 members were asked." in body, "Cannot be asked" in body) == (True, True)
    blocked = Seat.objects.get(person=boss).pk
    mine = Seat.objects.get(person=chair).pk
    answer = client.post(page("assignments", review.pk), {"seats": [blocked, mine]})
    body = answer.content.decode()
    assert (answer.status_code, f"{boss.name} cannot review this idea" in body) == (422, True)
    assert Assignment.objects.filter(person=chair).exists()


def test_a_chair_takes_back_and_reminds_from_the_dashboard(sign_in: SignIn) -> None:
    review, assignment, member, chair = asked()
    client = sign_in(chair)
    dashboard = page("dashboard", review.pk)
    client.post(page("reminders", assignment.pk))
    assert f"{member.name} was reminded." in client.get(dashboard).content.decode()
    referer = {"Referer": f"http://testserver{dashboard}"}
    assert (
        client.post(page("reminders", assignment.pk), headers=referer).headers["Location"].endswith(dashboard)
    )
    assert "reminded within the last day" in client.get(dashboard).content.decode()
    elsewhere = client.post(page("reminders", assignment.pk), headers={"Referer": "https://evil.example/"})
    assert elsewhere.headers["Location"] == page("councils")
    client.post(page("assignment", assignment.pk), {"_method": "delete"})
    assert Assignment.objects.get().state == AssignmentState.VOID


@pytest.mark.parametrize("field", ["reminded_before_at", "reminded_after_at"])
def test_the_dashboard_says_when_reminders_went_out(sign_in: SignIn, field: str) -> None:
    review, _assignment, _member, chair = asked()
    Assignment.objects.update(**{field: F("assigned_at")})
    assert "it was due, " in sign_in(chair).get(page("dashboard", review.pk)).content.decode()


def test_a_chair_who_owes_a_review_sees_no_counts(sign_in: SignIn) -> None:
    review, assignment, member, chair = asked()
    making.assign(review, chair, by=chair)
    reviewing.submit(assignment, making.draft(review), by=member)
    client = sign_in(chair)
    body = client.get(page("dashboard", review.pk)).content.decode()
    assert ("appear once yours is in" in body, "reviews are in" in body, "argued" in body) == (
        True,
        False,
        False,
    )
    # A button to remind somebody would say that their review is not in.
    assert page("reminders", assignment.pk) not in body
    assert client.post(page("reminders", assignment.pk)).status_code == 403
    assert client.get(page("decision", review.pk)).status_code == 403
    assert client.get(page("discussion", review.pk)).status_code == 403


def test_a_conflict_is_declared_on_a_page_of_its_own(sign_in: SignIn) -> None:
    review, _assignment, member, chair = asked()
    client = sign_in(member)
    assert "cannot be undone" in client.get(page("conflicts", review.pk)).content.decode()
    assert client.post(page("conflicts", review.pk), {"reason": ""}).status_code == 422
    assert client.post(page("conflicts", review.pk), {"reason": "Cousins."}).status_code == 302
    assert client.get(review.get_absolute_url()).status_code == 404
    body = sign_in(chair).get(page("dashboard", review.pk)).content.decode()
    assert "declared a conflict of interest: Cousins." in body


def test_a_chair_declares_a_members_conflict(sign_in: SignIn) -> None:
    review, _assignment, member, chair = asked()
    client = sign_in(chair)
    address = f"{page('conflicts', review.pk)}?person={member.pk}"
    assert f"{member.name} has a conflict" in client.get(address).content.decode()
    form = {"person": member.pk, "reason": "Married to the author."}
    assert client.post(page("conflicts", review.pk), form).headers["Location"] == page("dashboard", review.pk)
    assert Conflict.objects.get().declared_by == chair
    assert client.get(f"{page('conflicts', review.pk)}?person=0").status_code == 404
    idle = review.council.seats.exclude(person__in=[member, chair]).get().person
    assert sign_in(idle).get(f"{page('conflicts', review.pk)}?person={chair.pk}").status_code == 403


def judged(**fields: Any) -> tuple[CouncilReview, Person, Person, Person]:
    """A review with one submitted recommendation; its author, member and chair."""
    council, chair, (member, _other) = making.make_chaired_council(**fields)
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author, title="Bold"))
    making.submit(review, member, by=chair)
    return review, author, member, chair


def test_a_chair_decides_writes_and_sends_and_the_author_answers(sign_in: SignIn) -> None:
    review, author, _member, chair = judged()
    client = sign_in(chair)
    body = client.get(page("decision", review.pk)).content.decode()
    assert ("The rule says: Approve" in body, "So the rule says: Approve." in body) == (True, True)
    against = {"outcome": Outcome.REVISE, "points": "- Cite.\n\n* Shorten."}
    answer = client.post(page("decision", review.pk), against)
    assert (answer.status_code, "does not say so" in answer.content.decode()) == (422, True)
    answer = client.post(page("decision", review.pk), against | {"reason": "It is too long."})
    assert answer.headers["Location"] == page("letter", review.pk)
    body = client.get(page("decision", review.pk)).content.decode()
    assert ("Against the rule" in body, "It is too long." in body) == (True, True)
    letter = Decision.objects.get().letter
    assert "1. Cite.\n2. Shorten." in letter.body
    part = client.post(page("letter", review.pk), {"body": "Dear all"}, headers={"HX-Request": "true"})
    assert "Draft saved at" in part.content.decode()
    assert client.post(page("letter", review.pk), {"body": ""}).status_code == 422
    assert client.post(page("letter", review.pk), {"body": "Dear *all*"}).status_code == 302
    assert "Dear *all*" in client.get(page("letter", review.pk)).content.decode()
    assert client.post(page("sending", review.pk), {"body": " \n "}).status_code == 422
    assert client.post(page("sending", review.pk), {"body": ""}).status_code == 422
    sent = client.post(page("sending", review.pk), {"body": "Dear *all*,"})
    assert sent.headers["Location"] == page("letter", review.pk)
    writer = sign_in(author)
    body = writer.get(page("letter", review.pk)).content.decode()
    assert ("Dear <em>all</em>," in body, "Cite." in body, "three or more" in body) == (True, True, True)
    first, second = Decision.objects.get().points.all()
    assert writer.post(page("answer", review.pk), {"body": ""}).status_code == 422
    form = {"body": "We did.", f"point_{first.pk}": "Ten papers.", f"point_{second.pk}": ""}
    assert writer.post(page("answer", review.pk), form).status_code == 302
    assert Answer.objects.get().body == "We did."
    body = client.get(page("letter", review.pk)).content.decode()
    assert ("We did." in body, "Ten papers." in body, "Not answered." in body) == (True, True, True)


def test_the_next_round_shows_what_the_last_one_asked_and_how_it_was_met(sign_in: SignIn) -> None:
    review, author, member, chair = judged()
    making.close(review, by=chair, outcome=Outcome.REVISE)
    point = Decision.objects.get().points.get()
    lettering.answer(review, by=author, body="See *section 2*.", met={point.pk: "By ten papers."})
    again = making.make_review(review.council, Idea.objects.get(pk=review.idea_id))
    making.assign(again, member, by=chair)
    body = sign_in(member).get(again.get_absolute_url()).content.decode()
    for shown in ("What round 1 asked for", point.text, "By ten papers.", "<em>section 2</em>"):
        assert shown in body
    assert (
        "The next round has opened"
        in sign_in(author)
        .post(page("answer", review.pk), {"body": "More.", f"point_{point.pk}": ""})
        .content.decode()
    )
    assert "Your answer" not in sign_in(author).get(page("letter", review.pk)).content.decode()


def test_a_second_round_after_a_withdrawn_first_shows_nothing_of_it(sign_in: SignIn) -> None:
    review, _author, member, chair = judged(round_limit=3)
    making.close(review, by=chair, outcome=Outcome.REVISE)
    CouncilReview.objects.update(state=ReviewState.WITHDRAWN)
    again = making.make_review(review.council, Idea.objects.get(pk=review.idea_id))
    making.assign(again, member, by=chair)
    assert "What round" not in sign_in(member).get(again.get_absolute_url()).content.decode()


def test_a_decision_without_a_quorum_says_what_is_missing(sign_in: SignIn) -> None:
    review, _author, _member, chair = judged(quorum=2)
    body = sign_in(chair).get(page("decision", review.pk)).content.decode()
    assert ("No quorum yet" in body, "1 more review" in body, "Decide, and write" in body) == (
        True,
        True,
        False,
    )


def test_a_decision_is_taken_back_with_a_reason(sign_in: SignIn) -> None:
    review, _author, _member, chair = judged()
    making.decide(review, by=chair)
    client = sign_in(chair)
    assert client.post(page("decision", review.pk), {"_method": "delete"}).status_code == 422
    taken = {"_method": "delete", "reason": "Misread."}
    assert client.post(page("decision", review.pk), taken).headers["Location"] == page("dashboard", review.pk)
    assert making.reload(review).state == ReviewState.OPEN


def test_a_point_too_long_is_refused_in_the_form(sign_in: SignIn) -> None:
    review, _author, _member, chair = judged()
    form = {"outcome": Outcome.REVISE, "reason": "Long.", "points": "x" * 501}
    assert "at most 500" in sign_in(chair).post(page("decision", review.pk), form).content.decode()


def test_where_the_rule_leaves_it_to_the_chair_the_page_says_so(sign_in: SignIn) -> None:
    review, _author, _member, chair = judged(decision_rule="chair", round_limit=1)
    body = sign_in(chair).get(page("decision", review.pk)).content.decode()
    assert ("leaves it to the chair" in body, "This is the last round" in body) == (True, True)
    making.decide(review, by=chair)
    assert "The chair’s reason" in sign_in(chair).get(page("decision", review.pk)).content.decode()


def test_a_letter_sent_meanwhile_gives_back_what_was_typed(sign_in: SignIn) -> None:
    review, _author, _member, chair = judged()
    making.close(review, by=chair)
    client = sign_in(chair)
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post(page("letter", review.pk), {"body": "A better letter"}, headers=headers)
        assert answer.status_code == 409
    answer = client.post(page("sending", review.pk), {"body": "A better letter"})
    assert (answer.status_code, "A better letter" in answer.content.decode()) == (409, True)


def test_a_stand_in_is_led_home_after_sending(sign_in: SignIn) -> None:
    review, _author, _member, chair = judged()
    conflicts.declare(review, chair, by=chair, reason="Cousins.")
    keeper = review.council.created_by
    client = sign_in(keeper)
    assert "stand in" in client.get(page("dashboard", review.pk)).content.decode()
    making.decide(review, by=keeper)
    sent = client.post(page("sending", review.pk), {"body": "Dear all"})
    assert sent.headers["Location"] == page("queue")


def test_a_chair_who_owes_a_review_cannot_write_the_letter(sign_in: SignIn) -> None:
    review, _author, _member, chair = judged()
    making.assign(review, chair, by=chair)
    CouncilReview.objects.update(state=ReviewState.DECIDED)
    assert sign_in(chair).get(page("letter", review.pk)).status_code == 404
    CouncilReview.objects.update(state=ReviewState.OPEN)
    own = Assignment.objects.get(person=chair)
    assigning.take_back(own, by=chair)
    making.decide(review, by=chair)
    Assignment.objects.filter(pk=own.pk).update(state=AssignmentState.ACCEPTED)
    assert sign_in(chair).get(page("letter", review.pk)).status_code == 403


def test_the_discussion_is_a_thread_that_a_double_click_does_not_double(sign_in: SignIn) -> None:
    review, _author, member, chair = judged(blindness=Blindness.BOTH_HIDDEN)
    client = sign_in(member)
    assert "Nothing said yet" in client.get(page("discussion", review.pk)).content.decode()
    form = {"body": "It is *bold*.", "request_key": str(uuid4())}
    for _click in range(2):
        assert client.post(page("discussion", review.pk), form).status_code == 302
    assert Remark.objects.count() == 1
    body = sign_in(chair).get(page("discussion", review.pk)).content.decode()
    assert ("<em>bold</em>" in body, member.name in body) == (True, True)
    making.close(review, by=chair)
    body = client.get(page("discussion", review.pk)).content.decode()
    assert "Say it to the council" not in body


def test_a_long_discussion_is_read_a_page_at_a_time(sign_in: SignIn) -> None:
    review, _author, member, _chair = judged()
    Remark.objects.bulk_create(
        Remark(review=review, author=member, body=f"Remark number {n}.", request_key=uuid4())
        for n in range(35)
    )
    body = sign_in(member).get(page("discussion", review.pk)).content.decode()
    assert ("Remark number 0." in body, "Remark number 34." in body, 'rel="next"' in body) == (
        True,
        False,
        True,
    )


def test_a_closed_review_is_over_for_members_who_were_not_asked(sign_in: SignIn) -> None:
    review, _author, member, chair = judged()
    idle = review.council.seats.exclude(person__in=[member, chair]).get().person
    body = sign_in(idle).get(review.get_absolute_url()).content.decode()
    assert "You are not asked" in body
    making.decide(review, by=chair)
    assert "its letter is being written" in sign_in(idle).get(review.get_absolute_url()).content.decode()
    making.send_letter(review, by=chair)
    assert sign_in(idle).get(review.get_absolute_url()).status_code == 404
    assert "This review is over." in sign_in(chair).get(review.get_absolute_url()).content.decode()
