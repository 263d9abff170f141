"""Questions asked of places in sessions and of the mails that keep calendars."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet
from django.db.models.functions import Now

from ideanet.people.models import Person
from ideas.stages import PlaceState

if TYPE_CHECKING:
    from ideas.models import CalendarMail, Place, Session  # noqa: F401  # mypy reads the names in the bases


class PlaceQuerySet(QuerySet["Place"]):
    def visible_to(self, person: Person) -> Self:
        """Places of people whom one sees; whether the session is seen is asked where it is fetched."""
        return self.filter(person__in=Person.objects.visible_to(person).order_by().values("pk"))

    def at(self, session: "Session") -> Self:
        return self.filter(session=session)

    def taken(self) -> Self:
        return self.filter(state=PlaceState.TAKEN)

    def waiting(self) -> Self:
        """Who waits, the first one first."""
        return self.filter(state=PlaceState.WAITING).order_by("pk")

    def for_rules(self) -> Self:
        """Load the people as the rules ask for them."""
        return self.select_related("person__organisation")


class CalendarMailQuerySet(QuerySet["CalendarMail"]):
    def owed(self, *, older_than: timedelta = timedelta(0)) -> Self:
        return self.filter(mailed_at__isnull=True, mail_dropped_at__isnull=True, at__lte=Now() - older_than)

    def later_than(self, mail: "CalendarMail") -> Self:
        """What was owed to the same person about the same session since."""
        return self.filter(session=mail.session_id, person=mail.person_id, pk__gt=mail.pk)
