"""What is overdue in all councils, for one of those who look after them.

Nothing of a review that the reader is in conflict with is counted; of an idea that they may not see, no title.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from councils.models import Assignment, Council, CouncilReview, Seat
from councils.querysets.assignments import AssignmentQuerySet
from councils.querysets.reviews import CouncilReviewQuerySet
from ideanet.people.models import Person
from ideas.models import Idea

DAY: Final = timedelta(days=1)
NOTHING: Final = (0, datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True)
class Line:
    """One council: the answers and the members' reviews that are overdue, and since when."""

    council: Council
    answers: int
    reviews: int
    days: int
    chairs: list[Person]


@dataclass(frozen=True)
class Owed:
    """One answer; without a title where the reader may not see the idea."""

    review: CouncilReview
    idea: Idea | None
    days: int


def answers(reader: Person) -> CouncilReviewQuerySet:
    return CouncilReview.objects.overdue().free_of_conflict(reader)


def late_reviews(reader: Person) -> AssignmentQuerySet:
    """Members' own; how many others are late is a count, and counts wait until one's own review is in."""
    own = Assignment.objects.of(reader).pending().values("review")
    free = CouncilReview.objects.under_way().free_of_conflict(reader).exclude(pk__in=own)
    return Assignment.objects.overdue().filter(review__in=free.order_by().values("pk"))


def lines(reader: Person) -> list[Line]:
    """The councils that owe something, the longest first; four queries."""
    by_answer = _counted(answers(reader), "council")
    by_review = _counted(late_reviews(reader), "review__council")
    keys = by_answer.keys() | by_review.keys()
    chairs = _chairs(keys)
    councils = Council.objects.visible_to(reader).defer("charter", "invitation_note").in_bulk(keys)
    found = []
    for key, council in councils.items():
        owed = [by_answer.get(key, NOTHING), by_review.get(key, NOTHING)]
        since = min(first for number, first in owed if number)
        found.append(Line(council, owed[0][0], owed[1][0], _days(since), chairs[key]))
    return sorted(found, key=lambda line: (-line.days, line.council.name))


def _counted(rows: "QuerySet[Any]", council: str) -> dict[int, tuple[int, datetime]]:
    """How many of each council, and since when."""
    grouped = rows.order_by().values_list(council).annotate(number=Count("pk"), since=Min("due_at"))
    return {key: (number, since) for key, number, since in grouped}


def _chairs(councils: Collection[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    seats = Seat.objects.chairing().filter(council__in=councils, person__is_active=True)
    for seat in seats.select_related("person").order_by("-is_chair", "person__name"):
        found[seat.council_id].append(seat.person)
    return found


def owed(reviews: Sequence[CouncilReview], reader: Person) -> list[Owed]:
    """Each with its idea, where the reader may see that; one query."""
    ideas = Idea.objects.visible_to(reader).in_bulk([review.idea_id for review in reviews])
    return [Owed(review, ideas.get(review.idea_id), _days(review.due_at)) for review in reviews]


def _days(since: datetime) -> int:
    """Whole days since then."""
    return (timezone.now() - since) // DAY
