"""Every question asked of events, follows and notices."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from ideanet.activity.stages import Level, Reach
from ideanet.people.models import Person

if TYPE_CHECKING:
    from ideanet.activity.models import Address, Digest, Event, Follow, Notice, Rhythm, Wish  # noqa: F401  # mypy reads the names in the bases


def type_of(thing: Model | type[Model]) -> str:
    """The name a thing goes by as topic or subject: `ideas.idea`."""
    return thing._meta.label_lower  # Django's documented way


class EventQuerySet(QuerySet["Event"]):
    def about(self, topic: Model) -> Self:
        return self.filter(topic_type=type_of(topic), topic_id=topic.pk)

    def about_any(self, model: type[Model], keys: Iterable[int] | QuerySet[Model]) -> Self:
        return self.filter(topic_type=type_of(model), topic_id__in=keys)

    def reaching(self, person: Person) -> Self:
        """Of events on topics the person sees, those that they may learn of."""
        reaches = [Reach.EVERYONE, Reach.EMPLOYEES] if person.is_employee else [Reach.EVERYONE]
        return self.filter(Q(reach__in=reaches) | Q(actor=person))

    def reaching_by_name(self, person: Person) -> Self:
        """As `reaching`, and what was addressed to the person by a notice."""
        return self.filter(
            Q(pk__in=self.reaching(person).values("pk"))
            | Q(reach__in=[Reach.REVIEWERS, Reach.NAMED], notices__person=person)
        )

    def owed(self, *, older_than: timedelta = timedelta(0)) -> Self:
        """Not announced yet although recorded before `older_than` ago, by the database's clock."""
        return self.filter(announced_at__isnull=True, at__lt=Now() - older_than)

    def for_feed(self) -> Self:
        """Load all that activity/partials/event.html shows, but for the topic."""
        return self.select_related("actor", "actor__organisation")


class FollowQuerySet(QuerySet["Follow"]):
    def of(self, topic: Model) -> Self:
        return self.filter(topic_type=type_of(topic), topic_id=topic.pk)

    def of_person(self, person: Person, topic: Model) -> "Follow | None":
        """How the person follows the topic, if they do. One query."""
        return self.of(topic).filter(person=person).first()

    def heard_by(self, event: "Event") -> Self:
        """Of the event's topic, then of its actor; who follows the topic in any way hears by that alone."""
        of_topic = Q(topic_type=event.topic_type, topic_id=event.topic_id)
        if event.actor_id is None:
            return self.filter(of_topic)
        about = self.model.objects.filter(of_topic, person=OuterRef("person"))
        of_actor = Q(topic_type=type_of(Person), topic_id=event.actor_id) & ~Q(Exists(about))
        return self.filter(of_topic | of_actor)

    def hearing(self, *, milestone: bool) -> Self:
        """Those whose level lets an event of this weight through."""
        levels = [Level.EVERYTHING, Level.MILESTONES] if milestone else [Level.EVERYTHING]
        return self.filter(level__in=levels, person__is_active=True)


class NoticeQuerySet(QuerySet["Notice"]):
    def visible_to(self, person: Person) -> Self:
        """One's own notices; whether each still shows is asked of its topic too."""
        if not person.is_active:
            return self.none()
        own = self.filter(person=person)
        return own if person.is_employee else own.exclude(event__reach=Reach.EMPLOYEES)

    def on_site(self) -> Self:
        """Those that the page of notices shows."""
        return self.filter(on_site=True)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True, on_site=True)

    def untold(self) -> Self:
        """Wanted in a digest, and in none yet."""
        return self.filter(in_digest=True, digest__isnull=True)

    def mail_owed(self, *, older_than: timedelta = timedelta(0)) -> Self:
        return self.filter(
            mail_wanted=True,
            mailed_at__isnull=True,
            mail_dropped_at__isnull=True,
            at__lt=Now() - older_than,
        )

    def for_list(self) -> Self:
        """Load all that activity/notices.html shows, but for the topics."""
        return self.select_related("event", "event__actor__organisation")


class WishQuerySet(QuerySet["Wish"]):
    def of_the_house(self) -> Self:
        return self.filter(person__isnull=True)


class RhythmQuerySet(QuerySet["Rhythm"]):
    def of_the_house(self) -> Self:
        return self.filter(person__isnull=True)


class DigestQuerySet(QuerySet["Digest"]):
    def owed(self) -> Self:
        """Neither mailed nor dropped."""
        return self.filter(mailed_at__isnull=True, dropped_at__isnull=True)


class AddressQuerySet(QuerySet["Address"]):
    def visible_to(self, person: Person) -> Self:
        """One's own, whatever became of them."""
        return self.filter(person=person) if person.is_active else self.none()

    def working(self) -> Self:
        """Neither revoked nor of somebody who may no longer sign in."""
        return self.filter(revoked_at__isnull=True, person__is_active=True)
