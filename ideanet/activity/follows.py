"""Following: the only code that writes follows."""

from django.db.models import Model

from ideanet.activity.models import Follow
from ideanet.activity.querysets import type_of
from ideanet.activity.stages import Level, Reason
from ideanet.people.models import Person


def follow(person: Person, topic: Model, *, reason: Reason, level: Level = Level.EVERYTHING) -> None:
    """Follow because of something else that the person did; a choice made before stands."""
    Follow.objects.bulk_create(
        [
            Follow(
                person=person,
                topic_type=type_of(topic),
                topic_id=topic.pk,
                level=level,
                reason=reason,
            )
        ],
        ignore_conflicts=True,
    )


def choose(person: Person, topic: Model, level: Level) -> None:
    """Follow at this level because the person chose to; `NOTHING` is remembered as "not again"."""
    Follow.objects.update_or_create(
        person=person,
        topic_type=type_of(topic),
        topic_id=topic.pk,
        defaults={"level": level, "reason": Reason.CHOSEN},
    )
