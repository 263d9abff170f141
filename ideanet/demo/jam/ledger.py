"""What the jam's approved, published and adopted ideas earned their authors, booked as the ledger would."""

from collections import defaultdict
from collections.abc import Callable

from ideanet.activity.models import Event
from ideanet.reports.allocation import allocate
from ideanet.reports.models import Credit
from ideanet.reports.points import POINTS
from ideanet.reports.workflow.crediting import KINDS, year_of
from ideas.models import Authorship

Report = Callable[[str, int, int], None]
BATCH = 1000


def book(before: int, report: Report) -> None:
    """Of all that happened to ideas with keys above `before`, by their shares; the events tell when."""
    earning = Event.objects.filter(kind__in=KINDS, topic_type="ideas.idea", topic_id__gt=before).order_by(
        "pk"
    )
    total, done = earning.count(), 0
    last = 0
    while events := list(earning.filter(pk__gt=last)[:BATCH]):
        shares = _shares({event.topic_id for event in events})
        Credit.objects.bulk_create(
            entry for event in events for entry in _entries(event, shares[event.topic_id])
        )
        last, done = events[-1].pk, done + len(events)
        report("Credits", done, total)


def _shares(ideas: set[int]) -> dict[int, dict[int, int]]:
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = Authorship.objects.filter(idea__in=ideas, accepted_at__isnull=False).order_by()
    for idea, person, share in rows.values_list("idea", "person", "share"):
        found[idea][person] = share
    return found


def _entries(event: Event, shares: dict[int, int]) -> list[Credit]:
    kind = KINDS[event.kind]
    return [
        Credit(
            person_id=person,
            idea_id=event.topic_id,
            kind=kind,
            points=POINTS[kind],
            share=shares[person],
            amount=amount,
            year=year_of(event),
            event=event,
        )
        for person, amount in allocate(POINTS[kind], shares).items()
    ]
