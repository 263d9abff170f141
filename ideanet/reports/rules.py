"""Who may see and change what of goals and credits: pure functions of person and object."""

from typing import TYPE_CHECKING

from ideanet.people.rules import oversees
from ideanet.people.stages import Role
from ideanet.reports.stages import GoalState

if TYPE_CHECKING:
    from ideanet.people.models import Person
    from ideanet.reports.models import Credit, Goal


def may_view_output(person: "Person") -> bool:
    """What each person and team produces: for executives."""
    return person.holds(Role.EXECUTIVE)


def may_have_goals(person: "Person") -> bool:
    return person.is_active and person.is_employee


def manages(person: "Person", other: "Person") -> bool:
    """The manager; an executive where there is none."""
    if person.pk == other.pk or not person.is_active or not other.is_employee:
        return False
    if other.manager_id is None:
        return person.holds(Role.EXECUTIVE)
    return person.pk == other.manager_id


def may_view_credits(person: "Person", other: "Person") -> bool:
    """Twin: `CreditQuerySet.visible_to`. One's own, one's reports', and all for those who answer for all."""
    return oversees(person, other)


def may_correct(person: "Person", credit: "Credit") -> bool:
    """Administrators, never their own credits, and a correction is not corrected but made anew."""
    return person.holds(Role.ADMINISTRATOR) and credit.person_id != person.pk and credit.corrects_id is None


def may_propose(person: "Person", other: "Person") -> bool:
    """A goal is proposed by either side."""
    if not may_have_goals(other):
        return False
    return (person.pk == other.pk and person.is_active) or manages(person, other)


def may_agree(person: "Person", goal: "Goal") -> bool:
    """The side that did not propose it."""
    if goal.state != GoalState.PROPOSED or not person.is_active:
        return False
    if goal.proposed_by_id == goal.person_id:
        return manages(person, goal.person)
    return person.pk == goal.person_id
