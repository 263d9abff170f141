"""The ledger: written by events, once, exactly, and never changed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from awards import notices as award_notices
from ideanet.activity import announcing, events
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.reports import verifying
from ideanet.reports.models import Credit
from ideanet.reports.stages import CreditKind
from ideanet.reports.workflow import crediting
from ideas import moves
from ideas.errors import RefusedError
from ideas.models import Authorship
from ideas.workflow import merging, moving
from tests import factories
from tests.councils import making
from tests.ideas.cast import merge
from tests.reports import world

pytestmark = pytest.mark.django_db


def test_an_approval_is_shared_among_its_authors() -> None:
    ann, ben, cleo = (factories.make_employee() for _ in range(3))
    event = world.approve(world.make_idea(ann, ben, cleo, shares=(33, 33, 34)))
    rows = Credit.objects.order_by("pk").values_list("person", "kind", "points", "share", "amount", "event")
    assert list(rows) == [
        (ann.pk, "approved", Decimal("1.00"), 33, Decimal("0.33"), event.pk),
        (ben.pk, "approved", Decimal("1.00"), 33, Decimal("0.33"), event.pk),
        (cleo.pk, "approved", Decimal("1.00"), 34, Decimal("0.34"), event.pk),
    ]


def test_publishing_and_adopting_earn_too() -> None:
    author, marketer = factories.make_employee(), factories.make_powerful(Role.MARKETING)
    idea = world.make_idea(author)
    world.approve(idea)
    moving.advance(moves.PUBLISH, idea, by=marketer)
    moving.adopt(idea, by=marketer, adopted_by="Acme", adopted_on=timezone.localdate(), outcome="It works.")
    world.announce_all()
    rows = Credit.objects.order_by("pk").values_list("kind", "amount")
    assert list(rows) == [("approved", Decimal(1)), ("published", Decimal(1)), ("adopted", Decimal(2))]
    assert Credit.objects.of(author, timezone.localdate().year).total() == 4


@transaction.atomic
def test_an_award_earns() -> None:
    idea = world.make_idea()
    events.record(award_notices.WON, idea, by=None, cycle="C", category="X", place=1)
    world.announce_all()
    assert Credit.objects.get().kind == CreditKind.AWARD
    assert Credit.objects.get().amount == 2


def test_who_reviews_for_a_council_is_credited_when_the_review_is_in() -> None:
    council, chair, (member, *_others) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, member, by=chair)
    world.announce_all()
    credit = Credit.objects.get()
    assert (credit.person, credit.kind, credit.amount, credit.idea) == (
        member,
        "adviser",
        Decimal("0.25"),
        review.idea,
    )
    assert list(verifying.disagreements()) == []


def test_an_event_is_booked_once_however_often_it_is_announced() -> None:
    event = world.approve(world.make_idea())
    Event.objects.update(announced_at=None)
    announcing.announce(event.pk)
    crediting.book(event)
    assert Credit.objects.count() == 1


def test_nobody_is_credited_who_has_no_part() -> None:
    ann = factories.make_employee()
    idea = world.make_idea(ann)
    invited = factories.make_employee()
    Authorship.objects.create(idea=idea, person=invited, share=0, position=1)
    world.approve(idea)
    assert [credit.person for credit in Credit.objects.all()] == [ann]


@pytest.mark.parametrize(("zone", "year"), [("UTC", 2025), ("Asia/Tokyo", 2026)])
def test_the_year_is_that_of_the_sites_own_clock(zone: str, year: int, settings: Settings) -> None:
    settings.TIME_ZONE = zone
    event = Event(at=datetime(2025, 12, 31, 20, tzinfo=UTC))
    with timezone.override("America/New_York"):
        assert crediting.year_of(event) == year


def refuses(statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    (credit,) = world.earn(factories.make_employee())
    refuses("UPDATE reports_credit SET amount = 9")
    refuses("DELETE FROM reports_credit")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        credit.delete()
    credit.amount = Decimal(9)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        credit.save()
    assert Credit.objects.get().amount == 1


def test_a_correction_is_a_counter_entry_with_a_reason() -> None:
    (credit,) = world.earn(factories.make_employee())
    counter = world.correct(credit, "0.25")
    assert (counter.amount, counter.corrects, counter.kind, counter.year, counter.reason) == (
        Decimal("-0.75"),
        credit,
        "approved",
        credit.year,
        "Booked in error.",
    )
    assert Credit.objects.of(credit.person, credit.year).total() == Decimal("0.25")
    world.correct(credit, "0.50")
    assert Credit.objects.of(credit.person, credit.year).total() == Decimal("0.50")
    world.announce_all()
    told = Notice.objects.filter(event__kind="credit.corrected").values_list("person", flat=True)
    assert set(told) == {credit.person_id}
    assert list(verifying.disagreements()) == []


def test_a_correction_changes_something_for_a_reason_and_is_not_ones_own() -> None:
    administrator = factories.make_powerful(Role.ADMINISTRATOR)
    (credit,) = world.earn(factories.make_employee())
    (own,) = world.earn(administrator)
    counter = world.correct(credit, "0.25")

    def correct(which: Credit, by: Person, amount: str = "0.10", reason: str = "Why.") -> None:
        crediting.correct(which, by=by, amount=Decimal(amount), reason=reason)

    with pytest.raises(RefusedError, match="Say why"):
        correct(credit, administrator, reason=" ")
    with pytest.raises(RefusedError, match=r"It stands at 0\.25"):
        correct(credit, administrator, amount="0.25")
    with pytest.raises(RefusedError, match=r"It stands at 0\.25"):
        correct(credit, administrator, amount="-1")
    for which, by in (
        (own, administrator),
        (counter, administrator),
        (credit, factories.make_powerful(Role.EXECUTIVE)),
    ):
        with pytest.raises(PermissionDenied):
            correct(which, by)


def test_the_ledger_is_what_the_events_earn() -> None:
    people = [factories.make_employee() for _ in range(3)]
    for shares in ((100,), (50, 50), (33, 33, 34), (1, 99)):
        world.earn(*people[: len(shares)], shares=shares)
    assert list(verifying.disagreements()) == []


def test_what_is_not_in_the_ledger_or_not_as_earned_is_found() -> None:
    author = factories.make_employee()
    event = world.approve(world.make_idea(author))
    other = factories.make_employee()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reports_credit DISABLE TRIGGER credit_is_append_only")
        cursor.execute("UPDATE reports_credit SET amount = 0.5")
        earned, booked = {author.pk: Decimal("1.00")}, {author.pk: Decimal("0.50")}
        assert list(verifying.disagreements()) == [
            f"event {event.pk} (idea.approve): earned {earned}, booked {booked}"
        ]
        cursor.execute("UPDATE reports_credit SET amount = 1, year = 2001")
        assert list(verifying.disagreements()) == [f"event {event.pk} (idea.approve): it is booked in 2001"]
        credit = Credit.objects.get()
        extra = {"idea": credit.idea, "kind": "adopted", "points": 1, "share": 1, "amount": 1, "year": 2001}
        Credit.objects.create(person=other, event=event, **extra)
        assert list(verifying.disagreements()) == [
            f"event {event.pk} (idea.approve): its entries differ in points, year or kind"
        ]
        cursor.execute("DELETE FROM reports_credit")
        assert list(verifying.disagreements()) == [
            f"event {event.pk} (idea.approve) earned 1.00, but nothing is booked"
        ]
        created = Event.objects.get(kind="idea.created")
        Credit.objects.create(person=other, event=created, **extra)
        assert list(verifying.disagreements())[1:] == [
            f"event {created.pk} (idea.created) earns nothing, but 1 entries are booked"
        ]


def test_what_is_not_announced_yet_is_not_missing() -> None:
    world.approve(world.make_idea())
    Event.objects.filter(kind="idea.approve").update(announced_at=None)
    assert list(verifying.disagreements()) == []


@pytest.mark.usefixtures("eager_tasks")
@pytest.mark.django_db(transaction=True)
def test_a_credit_is_there_when_the_worker_has_run() -> None:
    author = factories.make_employee()
    idea = world.make_idea(author)
    with time_machine.travel("2026-05-06"):
        moving.advance(moves.SEND_TO_REVIEW, idea, by=factories.make_powerful(Role.MARKETING))
        moving.advance(moves.APPROVE, idea, by=factories.make_employee())
    client = Client()
    client.force_login(author)
    assert "Idea approved" in client.get("/reports/goals/").content.decode()


def test_an_idea_that_lives_on_in_another_earns_until_they_are_taken_apart() -> None:
    ann, ben = factories.make_employee(), factories.make_employee()
    idea, into = world.make_idea(ann, ben, shares=(60, 40)), world.make_idea(factories.make_employee())
    merge(idea, into, by=ann)
    world.announce_all()
    rows = Credit.objects.order_by("-amount").values_list("person", "kind", "amount", "idea")
    assert list(rows) == [
        (ann.pk, "merged", Decimal("0.30"), idea.pk),
        (ben.pk, "merged", Decimal("0.20"), idea.pk),
    ]
    merging.undo(idea, by=ben)
    world.announce_all()
    assert Credit.objects.total() == 0
    merge(idea, into, by=ann)
    world.announce_all()
    assert Credit.objects.total() == Decimal("0.50")
    assert list(verifying.disagreements()) == []


def test_a_merge_undone_before_it_was_announced_earns_nothing_either_way() -> None:
    ann = factories.make_employee()
    idea = world.make_idea(ann)
    merge(idea, world.make_idea(factories.make_employee()), by=ann)
    merging.undo(idea, by=ann)
    for event in Event.objects.filter(announced_at__isnull=True).order_by("-pk"):
        announcing.announce(event.pk)
    assert Credit.objects.total() == 0
    assert list(verifying.disagreements()) == []


def test_nobody_earns_by_merging_their_own_ideas() -> None:
    ann = factories.make_employee()
    merge(world.make_idea(ann), world.make_idea(ann), by=ann)
    world.announce_all()
    assert not Credit.objects.exists()
