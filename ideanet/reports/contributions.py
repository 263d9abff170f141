"""Which amendments that ideas took up earn credit, and whose they were: read from the events."""

from typing import Final

from ideanet.activity.models import Event
from ideas import amended
from ideas.models import Amendment

TAKEN_UP: Final = (amended.ACCEPTED, amended.ADAPTED)


def earning(idea_id: int | None = None) -> dict[int, int]:
    """Of one idea or of all: who earns, by the event that earns it. Two queries.

    The first of a person's amendments that an idea took up earns; further ones to the same idea do not, so that
    nobody is better off for cutting one thought into ten. Nor does what one took up oneself, an author by then.
    """
    events = Event.objects.filter(kind__in=[kind.name for kind in TAKEN_UP]).order_by("pk")
    amendments = Amendment.objects.taken_up()
    if idea_id is not None:
        events, amendments = events.filter(topic_id=idea_id), amendments.filter(idea=idea_id)
    proposers = dict(amendments.order_by().values_list("pk", "proposer"))
    found: dict[int, int] = {}
    seen: set[tuple[int, int]] = set()
    for key, topic, subject, actor in events.values_list("pk", "topic_id", "subject_id", "actor_id"):
        proposer = proposers.get(subject or 0)
        if proposer is None or proposer == actor or (topic, proposer) in seen:
            continue
        seen.add((topic, proposer))
        found[key] = proposer
    return found
