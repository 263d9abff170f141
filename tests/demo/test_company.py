"""The demonstration company is worth looking at, and consistent to the last counter."""

from collections import Counter
from datetime import UTC, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from awards.models import Cycle
from awards.stages import State
from councils import papers
from councils.models import Assignment, CouncilReview, Delegation, Proposal, Seat
from councils.stages import ReviewState
from ideanet.activity.models import Event, Notice
from ideanet.demo import company
from ideanet.demo.people import PASSWORD
from ideanet.people.models import Invitation, Organisation, Person
from ideanet.people.stages import OrganisationKind
from ideanet.publishing.models import Draft
from ideanet.publishing.stages import DraftState
from ideanet.reports.models import Credit
from ideas import similarity
from ideas.models import (
    CalendarMail,
    Evidence,
    Handover,
    Idea,
    Jotting,
    MergeProposal,
    Pair,
    Session,
    WorkingCopy,
)
from ideas.stages import EvidenceKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("founded"), pytest.mark.xdist_group("demo")]


def test_it_has_the_people_that_the_pages_were_made_for() -> None:
    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    customers = Organisation.objects.filter(kind=OrganisationKind.CUSTOMER)
    assert kinds == {"home": 1, "customer": 8, "academic": 1, "analyst": 1}
    assert customers.values("segment").distinct().count() == 4
    assert Person.objects.count() == 64
    assert Person.objects.filter(manager=None).employees().count() == 1


def test_it_has_forty_three_ideas_at_every_stage_of_the_loop() -> None:
    stages = Counter(Idea.objects.values_list("stage", flat=True))
    assert stages == {
        "open": 16,
        "approved": 6,
        "in_review": 5,
        "published": 3,
        "adopted": 3,
        "declined": 3,
        "draft": 4,
        "archived": 1,
        "withdrawn": 1,
        "merged": 1,
    }


def test_an_idea_and_a_draft_begun_on_somebodys_behalf_wait_to_change_hands() -> None:
    waiting = Handover.objects.waiting().values_list("kind", "taker__email", "idea__stage")
    assert set(waiting) == {
        ("stay", "hugo@haldenrook.example", "open"),
        ("behalf", "hugo@haldenrook.example", "draft"),
    }


def test_two_merges_were_asked_and_one_waits_for_an_answer() -> None:
    states = MergeProposal.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "open"]
    hugo = Person.objects.get(email="hugo@haldenrook.example")
    assert MergeProposal.objects.asking(hugo).exists()


def test_people_hear_as_they_wish_where_they_live() -> None:
    hugo = Person.objects.get(email="hugo@haldenrook.example")
    assert Counter(address.revoked_at is None for address in hugo.addresses.all()) == {True: 1, False: 1}
    assert Person.objects.filter(time_zone="Asia/Kolkata").exists()
    assert Notice.objects.untold().exists()
    assert not Notice.objects.untold().filter(at__lt=timezone.now() - timedelta(days=11)).exists()


def test_everybody_left_a_few_notices_unread_and_nobody_a_pile() -> None:
    unread = Counter(Notice.objects.unread().values_list("person__email", flat=True))
    assert 3 <= unread["ingrid@haldenrook.example"] <= 12
    assert max(unread.values()) <= 12


def test_every_room_is_in_the_middle_of_something() -> None:
    states = Counter(CouncilReview.objects.under_way().values_list("state", flat=True))
    assert states == {ReviewState.OPEN: 4, ReviewState.DECIDED: 1}
    assert [cycle.state for cycle in Cycle.objects.timed().order_by("results_at")] == [
        State.RELEASED,
        State.JUDGING,
    ]
    assert Counter(Draft.objects.values_list("state", flat=True)) == {
        DraftState.LIVE: 3,
        DraftState.READY: 1,
        DraftState.PREPARING: 1,
    }
    assert Evidence.objects.filter(kind=EvidenceKind.PROOF_POINT).count() == 1
    assert Credit.objects.count() > 10


def test_its_sessions_are_coming_full_called_off_and_held_with_all_that_came_of_it() -> None:
    full = Session.objects.get(title="Read your own cloud bill")
    assert (full.places, full.taken_count, full.waiting_count) == (8, 8, 3)
    held = Session.objects.past().get(series=None)
    assert held.transcript.startswith("## What Karin showed")
    counts = [held.attendance_rows.count(), held.feedback_rows.count(), held.materials.count()]
    assert counts == [6, 4, 2]
    assert list(held.idea_rows.filter(part="started").values_list("idea__title", flat=True)) == [
        "An error budget for people"
    ]
    assert Session.objects.exclude(cancelled_at=None).count() == 1
    assert Session.objects.exclude(series=None).coming().count() >= 5
    assert not CalendarMail.objects.owed().exists()


def test_one_idea_has_half_a_revision_in_its_editor() -> None:
    copy = WorkingCopy.objects.get()
    assert (copy.idea.title, copy.changed_by.name in {a.name for a in copy.idea.authors.all()}) == (
        "A tag amnesty, one week a quarter",
        True,
    )
    assert copy.body.startswith(copy.idea.body)


def test_somebody_has_begun_what_is_no_draft_yet() -> None:
    kept = Jotting.objects.get()
    assert (kept.person.email, kept.title, kept.theme) == ("noor@haldenrook.example", "", None)
    assert timedelta(days=2) < timezone.now() - kept.changed_at < timedelta(days=3)


def test_two_ideas_look_like_one_and_a_restricted_one_may_be_hinted_at() -> None:
    (pair,) = Pair.objects.standing().select_related("first", "second")
    assert {pair.first.title, pair.second.title} == {
        "How to write to a customer after an outage",
        "How to write to customers after an outage",
    }
    hidden = Idea.objects.hinting().get()
    (reader,) = Person.objects.filter(email="hugo@haldenrook.example")
    assert similarity.is_hinted(hidden.title, hidden.nugget, reader)


def test_a_file_waits_a_review_is_offered_and_a_proposal_made() -> None:
    ingrid, sofia = (Person.objects.get(email=f"{n}@haldenrook.example") for n in ("ingrid", "sofia"))
    review = CouncilReview.objects.for_page().get(idea__title="The laboratory asks one question back")
    assert papers.waiting_for(ingrid, review) == 1
    assert [(d.seat.person, d.obstacle) for d in Delegation.objects.open()] == [(sofia, "")]
    proposal = Proposal.objects.get(confirmed_at=None)
    assert proposal.made_by == ingrid
    assert proposal.proposed.filter(review__idea__title="The laboratory asks one question back").exists()


def test_reviews_are_due_at_the_end_of_a_day() -> None:
    due = CouncilReview.objects.values_list("due_at", flat=True)
    assert {moment.astimezone(UTC).strftime("%H:%M") for moment in due} == {"23:59"}


def test_three_answers_and_one_review_are_overdue() -> None:
    assert Idea.objects.overdue(timezone.localdate()).count() == 3
    late = CouncilReview.objects.filter(state=ReviewState.OPEN, due_at__lt=timezone.now())
    assert [review.idea.title for review in late] == ["Practise leaving"]


def test_its_events_lie_in_the_past_and_in_order() -> None:
    moments = list(Event.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < timezone.now()
    assert not Event.objects.owed().exists()


def test_its_administrators_have_left_a_record() -> None:
    assert Counter(Event.objects.filter(kind__startswith="credential.").values_list("kind", flat=True)) == {
        "credential.claimed": 11,
        "credential.verified": 9,
    }
    assert {invitation.state for invitation in Invitation.objects.all()} == {"open", "expired"}


def test_members_sat_before_they_reviewed_and_stand_on_what_was_asked_of_them() -> None:
    for assignment in Assignment.objects.select_related("review"):
        seat = Seat.objects.get(person=assignment.person_id, council=assignment.review.council_id)
        assert seat.starts_on < assignment.assigned_at.date()
    advisers = Seat.objects.filter(council__name="Board of advisers")
    assert {seat.person.name for seat in advisers if not seat.exception} == {"Agnes Thorvald"}


def test_its_counters_are_those_of_its_rows() -> None:
    call_command("verify")


def test_nobody_is_mailed_about_what_is_long_past() -> None:
    assert not Notice.objects.mail_owed().exists()


def test_everybody_who_is_named_at_the_start_can_sign_in() -> None:
    lines = "\n".join(company.sign_ins())
    for email, _what in company.SIGN_INS:
        assert email in lines
        assert Person.objects.get(email=email).check_password(PASSWORD)


def test_it_is_only_written_into_an_empty_site() -> None:
    with pytest.raises(CommandError, match="only fills an empty site"):
        call_command("demo")
