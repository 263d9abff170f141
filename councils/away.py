"""Who is away when: read once for a council, and asked of any moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from councils.models import Absence, Assignment, Council, CouncilReview
from ideanet.people.models import Person

Absences = Mapping[int, Sequence[Absence]]

# Somebody asked when the review is nearly due gets this long all the same.
AT_LEAST: Final = timedelta(days=3)


def absences_of(council_pk: int) -> Absences:
    """Those to come and under way, by the key of who is away; one query."""
    found: dict[int, list[Absence]] = defaultdict(list)
    for absence in Absence.objects.to_come().filter(seat__council=council_pk).select_related("seat"):
        found[absence.seat.person_id].append(absence)
    return found


def at(absences: Absences, person_pk: int, moment: datetime) -> Absence | None:
    """The absence that the moment falls into."""
    return next((a for a in absences.get(person_pk, ()) if a.starts_at <= moment <= a.ends_at), None)


def due_if_asked_now(review: CouncilReview) -> datetime:
    """When a member who is asked now owes the review."""
    return max(review.due_at, timezone.now() + AT_LEAST)


def when_due(absences: Absences, person_pk: int, review: CouncilReview) -> Absence | None:
    """The absence that keeps a member from a review that they would be asked for now."""
    return at(absences, person_pk, due_if_asked_now(review))


def endangers(absences: Absences, assignment: Assignment) -> Absence | None:
    """The absence in which a review is due that is owed still, or in which it is late."""
    if not assignment.is_pending:
        return None
    return at(absences, assignment.person_id, max(assignment.due_at, timezone.now()))


def days_of(absence: Absence) -> str:
    """The days in words."""
    since, until = (date_format(day, "j F") for day in (absence.from_on, absence.until_on))
    return since if since == until else _("%(since)s to %(until)s") % {"since": since, "until": until}


@dataclass(frozen=True)
class AtRisk:
    """A review whose member is away when it is due."""

    assignment: Assignment
    absence: Absence


def at_risk(council: Council, person: Person, absences: Absences) -> list[AtRisk]:
    """Of the open reviews that the person may act on as chair, by the day they are due; one query."""
    reviews = CouncilReview.objects.chaired_by(person).open_at(council).order_by().values("pk")
    pending = Assignment.objects.pending().filter(review__in=reviews, person__in=list(absences))
    owed: Iterable[Assignment] = (
        pending.select_related("person", "review__idea", "recommendation")
        .defer("review__idea__body", "review__idea__search")
        .order_by("due_at", "pk")
    )
    return [AtRisk(a, absence) for a in owed if (absence := endangers(absences, a)) is not None]
