"""Councils, members and reviews for tests: made through the workflow, as people make them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from councils import notices
from councils.models import (
    Assignment,
    Council,
    CouncilReview,
    Decision,
    Letter,
    Recommendation,
    Seat,
    SeatInvitation,
)
from councils.stages import CouncilKind, Outcome, SeatClass
from councils.workflow import assigning, deciding, founding, lettering, opening, reviewing, seating
from councils.workflow.reviewing import Draft
from councils.workflow.seating import Offer
from ideanet.activity import announcing, events
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.people.tokens import digest_of, new_token
from ideanet.uploads import PICTURES, examine
from ideas.models import Evidence, Idea, Picture, Revision
from ideas.stages import EvidenceKind
from ideas.workflow import attaching, illustrating
from tests import factories


def make_keeper(**fields: Any) -> Person:
    """Marketing, with a second factor."""
    return factories.make_powerful(Role.MARKETING, **fields)


def make_council(*, by: Person | None = None, **fields: Any) -> Council:
    """A council without seats; a quorum of one, unless `fields` say otherwise."""
    number = Council.objects.count() + 1
    defaults = {
        "name": f"Council {number}",
        "kind": CouncilKind.EXPERTS,
        "purpose": "Vets what experts think.",
        "charter": "The *charter*.",
        "quorum": 1,
    }
    return founding.found(by=by or make_keeper(), **defaults | fields)


def seat(
    council: Council, person: Person | None = None, seat_class: str = SeatClass.EXPERT, **offer: Any
) -> Seat:
    """Invite and accept. A chair gets a second factor."""
    person = person or factories.make_employee()
    if offer.get("is_chair") and not person.has_second_factor:
        factories.give_second_factor(person)
    offered: dict[str, Any] = {
        "starts_on": timezone.localdate() - timedelta(days=1),
        "exception": "For a test.",
    } | offer
    invitation = seating.invite(
        council, person, Offer(seat_class=seat_class, **offered), by=council.created_by
    )
    return seating.accept(invitation, by=person)


def make_chaired_council(members: int = 2, **fields: Any) -> tuple[Council, Person, list[Person]]:
    """A council, its chair, and its other members."""
    council = make_council(**fields)
    chair, *others = (factories.make_employee() for _number in range(members + 1))
    factories.give_second_factor(chair)
    seat_at_once(council, chair, others)
    return council, chair, others


def seat_at_once(council: Council, chair: Person, others: Sequence[Person]) -> None:
    """The rows that `seat` leaves for each of them in a new council, written in a fifth of the time."""
    now, by = timezone.now(), council.created_by
    shared = {
        "council": council,
        "seat_class": SeatClass.EXPERT,
        "starts_on": timezone.localdate() - timedelta(days=1),
        "exception": "For a test.",
    }
    people = [chair, *others]
    seats = Seat.objects.bulk_create(
        Seat(person=person, is_chair=person is chair, given_by=by, **shared) for person in people
    )
    invitations = SeatInvitation.objects.bulk_create(
        SeatInvitation(
            person=each.person,
            is_chair=each.is_chair,
            seat=each,
            invited_by=by,
            accepted_at=now,
            expires_at=now + seating.LASTS,
            token_digest=digest_of(new_token()),
            **shared,
        )
        for each in seats
    )
    with transaction.atomic():
        for offer, taken in zip(invitations, seats, strict=True):
            invited = taken.person_id
            events.record(
                notices.SEAT_OFFERED, council, by=by, subject=offer, reach=Reach.NAMED, person_id=invited
            )
            reach = Reach.NAMED if council.hides_members else Reach.EVERYONE
            events.record(notices.SEAT_TAKEN, council, by=taken.person, subject=taken, reach=reach)


def make_review(council: Council, idea: Idea | None = None, **fields: Any) -> CouncilReview:
    """An idea, sent to the council by its theme's owner."""
    idea = idea or factories.make_idea(**fields)
    return opening.send(idea, council, by=idea.theme.owner)


def illustrate(review: CouncilReview) -> UUID:
    """A picture in the text under review, as if it had been there when the review was opened."""
    found = examine(SimpleUploadedFile("a.png", factories.make_png()), kinds=PICTURES)
    picture = illustrating.add(found, by=review.idea.created_by, idea=review.idea)
    body = f"Look:\n\n![The rig]({picture.get_absolute_url()})"
    Revision.objects.filter(pk=review.revision_id).update(body=body)
    Picture.objects.filter(pk=picture.pk).update(is_published=True)
    return picture.key


def attach_file(idea: Idea, content: bytes = b"A study.", name: str = "study.txt", **fields: Any) -> Evidence:
    """Evidence with a file, brought by who began the idea."""
    defaults = {
        "kind": EvidenceKind.CASE_STUDY,
        "title": "A study",
        "source": "The port",
        "dated_on": "2026-01-05",
        "citation": "Port report, 2026.",
    }
    upload = examine(SimpleUploadedFile(name, content))
    return attaching.attach(idea, by=idea.created_by, upload=upload, **defaults | fields)


def assign(review: CouncilReview, person: Person, *, by: Person) -> Assignment:
    return assigning.assign(review, Seat.objects.open().get(council=review.council_id, person=person), by=by)


def draft(review: CouncilReview, points: int = 4, outcome: str = Outcome.APPROVE, **fields: Any) -> Draft:
    """The same points on every criterion."""
    criteria = review.scorecard.criteria.all()
    texts = {"to_authors": "Well *argued*.", "to_council": "Between us: fine."}
    return Draft(outcome=outcome, points={c.pk: points for c in criteria}, **texts | fields)


def submit(
    review: CouncilReview, person: Person, *, by: Person, points: int = 4, outcome: str = Outcome.APPROVE
) -> Recommendation:
    """Assigned by the chair, and submitted."""
    assignment = assign(review, person, by=by)
    return reviewing.submit(assignment, draft(review, points, outcome), by=person)


def submit_as(review: CouncilReview, person: Person) -> Recommendation:
    """By somebody who was asked already."""
    assignment = Assignment.objects.get(review=review, person=person)
    return reviewing.submit(assignment, draft(review), by=person)


def decide(review: CouncilReview, *, by: Person, outcome: str = Outcome.APPROVE, **fields: Any) -> Decision:
    if outcome == Outcome.REVISE:
        fields.setdefault("points", ["Say who else tried it."])
    return deciding.decide(review, by=by, outcome=outcome, **{"reason": "Because."} | fields)


def send_letter(review: CouncilReview, *, by: Person, body: str = "Dear authors, …") -> Letter:
    return lettering.send(review, by=by, body=body)


def close(review: CouncilReview, *, by: Person, outcome: str = Outcome.APPROVE) -> Letter:
    """Decided and sent; the quorum is the caller's to meet."""
    decide(review, by=by, outcome=outcome)
    return send_letter(review, by=by)


def reload(review: CouncilReview) -> CouncilReview:
    """As it is now, with what the rules ask."""
    return CouncilReview.objects.for_rules().get(pk=review.pk)


def announce_all() -> None:
    """What the worker does after each commit; consequences may record events of their own."""
    while owed := list(Event.objects.filter(announced_at=None).order_by("pk").values_list("pk", flat=True)):
        for pk in owed:
            announcing.announce(pk)
