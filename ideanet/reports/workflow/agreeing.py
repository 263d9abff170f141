"""The only code that writes goals: proposed by one side, agreed by the other."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.reports import notices, rules
from ideanet.reports.models import Goal
from ideanet.reports.stages import GoalState
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def propose(person: Person, *, year: int, target: Decimal, by: Person, note: str = "") -> Goal:
    """Propose a goal; an open proposal gives way to it, what was agreed holds until this is.

    Proposing the same again changes nothing. Raises PermissionDenied, RefusedError for a year gone by.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=person.pk)
    if not rules.may_propose(by, person):
        raise PermissionDenied
    if year < timezone.localdate().year:
        raise RefusedError(_("That year is over: its goals stay as they were agreed."))
    standing = Goal.objects.of(person, year).proposed().first()
    if standing is not None:
        if (standing.proposed_by_id, standing.target, standing.note) == (by.pk, target, note):
            return standing
        Goal.objects.filter(pk=standing.pk).update(state=GoalState.REPLACED)
    goal = Goal.objects.create(person=person, year=year, target=target, proposed_by=by, note=note)
    other = person.manager_id if by.pk == person.pk else person.pk
    _record(notices.GOAL_PROPOSED, goal, by, other)
    return goal


@transaction.atomic
def agree(goal: Goal, *, by: Person) -> Goal:
    """Agree to what the other side proposed. Raises PermissionDenied, OutOfDateError when another
    proposal has taken its place."""
    person = (
        Person.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=goal.person_id)
    )
    goal = Goal.objects.select_related("proposed_by").get(pk=goal.pk)
    goal.person = person
    if goal.state != GoalState.PROPOSED:
        raise OutOfDateError(_("There is another proposal meanwhile."))
    if not rules.may_agree(by, goal):
        raise PermissionDenied
    Goal.objects.of(person, goal.year).agreed().update(state=GoalState.REPLACED)
    goal.state, goal.agreed_by, goal.agreed_at = GoalState.AGREED, by, timezone.now()
    goal.save(update_fields=["state", "agreed_by", "agreed_at"])
    _record(notices.GOAL_AGREED, goal, by, goal.proposed_by_id)
    return goal


def _record(kind: EventKind, goal: Goal, by: Person, other: int | None) -> None:
    events.record(
        kind,
        goal.person,
        by=by,
        subject=goal,
        reach=Reach.NAMED,
        person_id=other,
        target=f"{goal.target.normalize():f}",
        year=goal.year,
    )
