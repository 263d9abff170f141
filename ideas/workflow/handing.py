"""The only code that hands ideas over: to a colleague, or to whom a draft was written for."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events, follows
from ideanet.activity.stages import Reach, Reason
from ideanet.people.models import Person
from ideas import handed, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Authorship, Handover, Idea
from ideas.stages import HandoverKind, HandoverState, Stage
from ideas.workflow import moving, voting
from ideas.workflow.writing import lock


@transaction.atomic
def offer(idea: Idea, person: Person, *, by: Person, kind: str, word: str = "") -> Handover:
    """Ask an employee to take an author's place and share. Until they accept, nothing changes, and their
    name shows nowhere."""
    idea = lock(idea)
    if not rules.may_write(by, idea):
        raise PermissionDenied
    _check_stage(idea)
    _check(idea, person, by, kind)
    _row, is_new = Authorship.objects.get_or_create(
        idea=idea, person=person, defaults={"share": 0, "position": len(idea.authorships.all())}
    )
    handover = Handover.objects.create(
        idea=idea, giver=by, taker=person, kind=kind, word=word, brings_invitation=is_new
    )
    told = handed.OFFERED_ON_BEHALF if handover.is_on_behalf else handed.OFFERED
    events.record(told, idea, by=by, subject=handover, reach=Reach.NAMED, person_id=person.pk)
    return handover


def _check(idea: Idea, person: Person, by: Person, kind: str) -> None:
    if not person.is_employee or not person.is_active:
        raise RefusedError(_("Authors are people of the company."))
    if person.pk == by.pk:
        raise RefusedError(_("It is yours already."))
    if Handover.objects.waiting().filter(idea=idea, giver=by).exists():
        raise RefusedError(_("You have asked somebody already. Take that back first."))
    if kind == HandoverKind.BEHALF and (idea.stage != Stage.DRAFT or _accepted(idea) != {by.pk}):
        raise RefusedError(_("Only a draft that has no other author can be written on somebody's behalf."))


def _check_stage(idea: Idea) -> None:
    if idea.stage == Stage.IN_REVIEW:
        raise OutOfDateError(
            _("A council is looking at it, and knows who its authors are. Hand it over once it has decided.")
        )


def _accepted(idea: Idea) -> set[int]:
    return {authorship.person_id for authorship in idea.authorships.all() if authorship.accepted_at}


@transaction.atomic
def accept(handover: Handover, *, by: Person, read_at: datetime | None = None) -> Idea:
    """Take the place and the share. What was drafted on one's behalf is confirmed as it was read at `read_at`,
    the `changed_at` of the draft: no word is put in anybody's mouth between reading and confirming."""
    handover = _fresh(handover)
    idea = handover.idea
    if handover.taker_id != by.pk or not by.is_active:
        raise PermissionDenied
    _check_open(handover)
    _check_stage(idea)
    if handover.giver_id not in _accepted(idea):
        raise OutOfDateError(_("Whoever asked you is no author any more."))
    if handover.is_on_behalf and (idea.stage != Stage.DRAFT or read_at != idea.changed_at):
        raise OutOfDateError(
            _("The draft has changed since you read it. Read it again before you confirm it.")
        )
    _change_places(handover)
    voting.withdraw_support(idea, by)
    follows.follow(by, idea, reason=Reason.AUTHOR)
    moving.owe_anew(idea)
    _answer(handover, HandoverState.ACCEPTED)
    events.record(
        handed.CONFIRMED if handover.is_on_behalf else handed.ACCEPTED,
        idea,
        by=by,
        subject=handover,
        reach=Reach.EMPLOYEES,
        giver=handover.giver.name,
        giver_id=handover.giver_id,
    )
    return idea


def _change_places(handover: Handover) -> None:
    """The taker gets share and place; the giver stays without a share, or goes. The sum stays 100 %."""
    rows = Authorship.objects.filter(idea=handover.idea)
    giver, taker = rows.get(person=handover.giver_id), rows.get(person=handover.taker_id)
    taker.share, taker.position = taker.share + giver.share, min(taker.position, giver.position)
    taker.accepted_at = taker.accepted_at or timezone.now()
    taker.save(update_fields=["share", "position", "accepted_at"])
    if handover.kind == HandoverKind.STAY:
        rows.filter(pk=giver.pk).update(share=0, position=taker.position + 1)
    else:
        giver.delete()


@transaction.atomic
def decline(handover: Handover, *, by: Person, reason: str) -> None:
    handover = _fresh(handover)
    if handover.taker_id != by.pk:
        raise PermissionDenied
    _check_open(handover)
    if not reason.strip():
        raise RefusedError(_("Say why: every “no” carries a reason."))
    _answer(handover, HandoverState.DECLINED, reason)
    _take_invitation_back(handover)
    events.record(
        handed.DECLINED,
        handover.idea,
        by=by,
        subject=handover,
        reach=Reach.NAMED,
        person_id=handover.giver_id,
        reason=reason,
    )


@transaction.atomic
def withdraw(handover: Handover, *, by: Person) -> None:
    """Whoever offered it takes the offer back."""
    handover = _fresh(handover)
    if handover.giver_id != by.pk:
        raise PermissionDenied
    _check_open(handover)
    _answer(handover, HandoverState.WITHDRAWN)
    _take_invitation_back(handover)
    events.record(handed.WITHDRAWN, handover.idea, by=by, subject=handover, reach=Reach.REVIEWERS)


def close(idea: Idea, person: Person) -> None:
    """On a locked idea: what waits for somebody who is not asked to be an author any more."""
    Handover.objects.waiting().filter(idea=idea, taker=person).update(
        state=HandoverState.WITHDRAWN, answered_at=timezone.now()
    )


def _take_invitation_back(handover: Handover) -> None:
    if handover.brings_invitation:
        Authorship.objects.filter(
            idea=handover.idea, person=handover.taker_id, accepted_at__isnull=True
        ).delete()


def _fresh(handover: Handover) -> Handover:
    """As it is now, under its idea's lock: of two answers at once, the second is late."""
    idea = lock(handover.idea)
    found = Handover.objects.select_related("giver").get(pk=handover.pk)
    found.idea = idea
    return found


def _check_open(handover: Handover) -> None:
    if not handover.is_open:
        raise OutOfDateError(_("This was answered or taken back meanwhile."))


def _answer(handover: Handover, state: str, answer: str = "") -> None:
    handover.state, handover.answer, handover.answered_at = state, answer, timezone.now()
    handover.save(update_fields=["state", "answer", "answered_at"])
