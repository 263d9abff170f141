"""Who looks through files where every chair reviews, and what a chair who reviewed before may know."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from councils import file_rules, identities, letter_rules, rules
from councils.models import Absence, Council, CouncilReview, FileDecision, Seat
from councils.stages import Blindness, Outcome
from councils.workflow import absenting, assigning, conflicts, giving
from councils.workflow.absenting import Days
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideas.models import Evidence, Idea
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_files import AUTHOR

pytestmark = pytest.mark.django_db

NAMED = f"Written by {AUTHOR}.".encode()


def case(*, secretary: bool = False) -> tuple[CouncilReview, Evidence, dict[str, Person]]:
    """A blind review with a file that names the author; the only chair is asked for a review."""
    council, chair, (member, other) = making.make_chaired_council(
        blindness=Blindness.AUTHORS_HIDDEN, name="Sages"
    )
    people = {"chair": chair, "member": member, "other": other, "keeper": council.created_by}
    if secretary:
        people["secretary"] = factories.make_employee(name="Sec Retary")
        factories.give_second_factor(people["secretary"])
        making.seat(council, people["secretary"], is_secretary=True)
    review = making.make_review(council, factories.make_idea(factories.make_employee(name=AUTHOR)))
    evidence = making.attach_file(review.idea, NAMED, "study.txt")
    making.assign(review, chair, by=chair)
    return making.reload(review), evidence, people


def screening(review: CouncilReview, people: dict[str, Person]) -> set[str]:
    """By the rule, which its queryset agrees with."""
    review = making.reload(review)
    by_rule = {name for name, person in people.items() if file_rules.screens_files(person, review)}
    assert by_rule == {
        name
        for name, person in people.items()
        if CouncilReview.objects.screened_by(person).filter(pk=review.pk).exists()
    }
    return by_rule


def told() -> set[int]:
    making.announce_all()
    notices = Notice.objects.filter(event__kind="council.files_wait")
    return set(notices.values_list("person", flat=True))


def test_a_chair_who_does_not_review_looks_and_nobody_else() -> None:
    review, _evidence, people = case(secretary=True)
    assigning.take_back(review.assignments.get(), by=people["chair"])
    assert screening(review, people) == {"chair"}


def test_where_every_chair_reviews_it_is_the_secretary_and_they_are_told_of_the_council_alone() -> None:
    review, _evidence, people = case(secretary=True)
    assert screening(review, people) == {"secretary"}
    assert told() == {people["secretary"].pk}
    assert Event.objects.get(kind="council.files_wait").topic_id == review.council_id


def test_without_a_secretary_it_is_those_who_keep_councils_free_of_conflict_and_off_the_council() -> None:
    review, _evidence, people = case()
    assert screening(review, people) == {"keeper"}
    assert told() == {people["keeper"].pk}
    making.seat(review.council, people["keeper"])
    assert screening(review, people) == set()


def test_a_secretary_in_conflict_leaves_it_to_those_who_keep_councils() -> None:
    review, _evidence, people = case(secretary=True)
    conflicts.declare(review, people["secretary"], by=people["secretary"], reason="My brother.")
    assert screening(review, people) == {"keeper"}


def test_a_chair_who_comes_to_the_council_or_acts_for_one_who_is_away_takes_it_up() -> None:
    review, _evidence, people = case()
    factories.give_second_factor(people["other"])
    seat = Seat.objects.get(person=people["other"])
    council = Council.objects.for_rules().get(pk=review.council_id)
    today = timezone.localdate()
    absenting.state(council, Days(today, today, acting=seat), by=people["chair"])
    assert screening(review, people) == {"other"}
    Absence.objects.all().delete()
    assert screening(review, people) == {"keeper"}


def test_an_open_review_has_nothing_to_look_through() -> None:
    review, _evidence, people = case()
    CouncilReview.objects.update(blindness=Blindness.OPEN)
    assert screening(review, people) == set()


def test_the_keeper_gives_the_file_and_sees_nothing_else_of_the_review(sign_in: SignIn) -> None:
    review, evidence, people = case()
    keeper, chair = sign_in(people["keeper"]), sign_in(people["chair"])
    files = reverse("councils:files", args=[review.pk])
    file = reverse("councils:file", args=[review.pk, evidence.pk])
    assert files in keeper.get(review.council.get_absolute_url()).content.decode()
    page = keeper.get(files).content.decode()
    assert "Names an author" in page
    assert "You see nothing else of this review." in page
    assert review.get_absolute_url() + '"' not in page
    assert keeper.get(review.get_absolute_url()).status_code == 404
    assert keeper.get(reverse("councils:dashboard", args=[review.pk])).status_code == 404
    assert (keeper.get(file).status_code, chair.get(file).status_code) == (200, 403)
    decision = reverse("councils:file_decision", args=[review.pk, evidence.pk])
    assert chair.post(decision).status_code == 403
    assert keeper.post(decision).headers["Location"] == files
    assert FileDecision.objects.get().decided_by == people["keeper"]
    assert chair.get(file).status_code == 200


def test_the_secretary_finds_the_files_from_the_schedule_and_a_member_may_not_decide(sign_in: SignIn) -> None:
    review, evidence, people = case(secretary=True)
    schedule = reverse("councils:schedule", args=[review.council_id])
    page = sign_in(people["secretary"]).get(schedule).content.decode()
    assert reverse("councils:files", args=[review.pk]) in page
    assert AUTHOR not in page
    desk = sign_in(people["secretary"]).get(review.get_absolute_url()).content.decode()
    assert f'href="{review.idea.get_absolute_url()}"' not in desk
    with pytest.raises(PermissionDenied):
        giving.decide(review, evidence, by=people["member"], is_given=True)
    assert giving.decide(review, evidence, by=people["secretary"], is_given=True).is_given


def second_round(review: CouncilReview, people: dict[str, Person]) -> CouncilReview:
    """The chair reviewed in the first; in the second they only chair."""
    making.submit_as(review, people["chair"])
    making.close(review, by=people["chair"], outcome=Outcome.REVISE)
    return making.reload(making.make_review(review.council, Idea.objects.get(pk=review.idea_id)))


def test_a_chair_who_reviewed_blind_learns_no_author_in_the_next_round_by_chairing_it(
    sign_in: SignIn,
) -> None:
    review, _evidence, people = case(secretary=True)
    second = second_round(review, people)
    chair, author = people["chair"], review.idea.created_by
    assert second.number == 2
    assert rules.chairs_review(chair, second)
    assert not letter_rules.may_learn_identity(chair, second, author)
    assert [shown.label for shown in identities.show_authors(chair, second)] == ["The authors"]
    seat = next(s for s in second.council.seats.all() if s.person_id == chair.pk)
    assert not rules.reads_idea_page(seat, second)
    assert screening(second, people) == {"secretary"}
    for name in ("dashboard", "review", "files"):
        page = sign_in(chair).get(reverse(f"councils:{name}", args=[second.pk])).content.decode()
        assert AUTHOR not in page


def test_a_chair_who_did_not_review_in_the_first_round_knows_in_the_second() -> None:
    review, _evidence, people = case()
    assigning.take_back(review.assignments.get(), by=people["chair"])
    making.assign(review, people["member"], by=people["chair"])
    making.submit_as(review, people["member"])
    making.close(review, by=people["chair"], outcome=Outcome.REVISE)
    second = making.reload(making.make_review(review.council, Idea.objects.get()))
    assert second.judged_before == [people["member"].pk]
    assert letter_rules.may_learn_identity(people["chair"], second, review.idea.created_by)
    assert CouncilReview.objects.get(pk=second.pk).judged_before == [people["member"].pk]


def test_a_file_that_comes_after_the_last_chair_became_a_reviewer_is_told_to_who_may_look() -> None:
    review, evidence, people = case(secretary=True)
    giving.decide(review, evidence, by=people["secretary"], is_given=False)
    making.announce_all()
    Notice.objects.all().delete()
    making.attach_file(review.idea, b"Costs.", "costs.txt", title="What it costs")
    assert told() == set()  # All of it can be read, and it names nobody.
    making.attach_file(review.idea, NAMED, "letter.txt", title="A letter")
    assert told() == {people["secretary"].pk}


def test_a_file_that_comes_while_a_chair_may_look_is_told_to_that_chair_by_the_idea() -> None:
    review, _evidence, people = case(secretary=True)
    assigning.take_back(review.assignments.get(), by=people["chair"])
    making.attach_file(review.idea, NAMED, "letter.txt", title="A letter")
    making.announce_all()
    notices = Notice.objects.filter(event__kind="review.file_came")
    assert set(notices.values_list("person", "event__topic_id")) == {(people["chair"].pk, review.pk)}


def test_where_the_only_chair_comes_to_be_in_conflict_others_hear_of_what_waits() -> None:
    review, _evidence, people = case(secretary=True)
    assigning.take_back(review.assignments.get(), by=people["chair"])
    making.announce_all()
    Notice.objects.all().delete()
    conflicts.declare(review, people["chair"], by=people["chair"], reason="My cousin.")
    assert told() == {people["secretary"].pk, people["keeper"].pk}  # The one screens, the other stands in.


def test_evidence_without_a_file_and_open_reviews_are_no_news() -> None:
    review, _evidence, _people = case()
    making.announce_all()
    Notice.objects.all().delete()
    CouncilReview.objects.update(blindness=Blindness.OPEN)
    making.attach_file(review.idea, NAMED, "letter.txt", title="A letter")
    assert told() == set()
    assert not Event.objects.filter(kind="review.file_came").exists()
