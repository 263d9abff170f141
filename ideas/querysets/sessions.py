"""Questions asked of sessions and their materials."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Now

from ideanet.people.models import Person
from ideas.stages import Audience

if TYPE_CHECKING:
    from ideas.models import Idea, Material, Session  # noqa: F401  # mypy reads the names in the bases


class SessionQuerySet(QuerySet["Session"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `session_rules.may_view_session` is true."""
        if not person.is_active:
            return self.none()
        if person.is_employee:
            return self
        from ideas.models import Presenter, Session  # models import their querysets

        presents = Presenter.objects.filter(session=OuterRef("pk"), person=person)
        chosen = Session.shared_with.through.objects.filter(
            session_id=OuterRef("pk"), organisation_id=person.organisation_id
        )
        shared = Q(audience=Audience.SHARED) & Q(Exists(chosen))
        return self.filter(Q(audience=Audience.NETWORK) | shared | Q(Exists(presents)))

    def coming(self) -> Self:
        """Not over yet, by the database's clock."""
        return self.filter(ends_at__gt=Now())

    def past(self) -> Self:
        return self.filter(ends_at__lte=Now())

    def held(self) -> Self:
        """Those that were not called off."""
        return self.filter(cancelled_at__isnull=True)

    def between(self, start: datetime, end: datetime) -> Self:
        """Those that begin within."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def presented_by(self, person: Person) -> Self:
        return self.filter(presenter_rows__person=person)

    def with_idea(self, idea: "Idea") -> Self:
        """Those in which it was presented or began; annotates `part`, and whether an author said so as `is_named`."""
        from ideas.models import SessionIdea  # models import their querysets

        rows = SessionIdea.objects.filter(session=OuterRef("pk"), idea=idea).order_by("part")
        return self.filter(Exists(rows)).annotate(
            part=Subquery(rows.values("part")[:1]),
            is_named=Exists(rows.filter(is_named=True)),
        )

    def begun(self) -> Self:
        """Those in which something can have been heard, by the database's clock."""
        return self.held().filter(starts_at__lte=Now())

    def later_in_series(self, session: "Session") -> Self:
        """What follows this one in its series and was not called off."""
        rows = self.filter(series_id=session.series_id, starts_at__gt=session.starts_at)
        return rows.held() if session.series_id else self.none()

    def for_cards(self, person: Person) -> Self:
        """Load all that ideas/sessions/partials/card.html shows this person; never the transcript.

        Annotates `my_place`, which is the state of the person's place or nothing.
        """
        from ideas.models import Place, Presenter  # models import their querysets

        mine = Place.objects.filter(session=OuterRef("pk"), person=person).values("state")[:1]
        presenters = Presenter.objects.select_related("person__organisation")
        return (
            self.annotate(my_place=Subquery(mine))
            .prefetch_related(Prefetch("presenter_rows", queryset=presenters))
            .defer("transcript", "description")
        )

    def for_months(self) -> Self:
        """Load all that ideas/sessions/month.html shows."""
        return self.only("title", "starts_at", "ends_at", "place", "cancelled_at")

    def for_rules(self) -> Self:
        """Load what the rules ask, so that none of them asks the database, and `now` by its clock."""
        return (
            self.annotate(now=ExpressionWrapper(Now(), output_field=DateTimeField()))
            .select_related("scheduled_by__organisation", "series")
            .prefetch_related("presenter_rows", "shared_with")
        )

    def for_page(self, person: Person) -> Self:
        """Load all that ideas/sessions/session.html shows this person of the session itself.

        Annotates `now`, `my_place`, `attended` and `gave_feedback`.
        """
        from ideas.models import Attendance, Feedback  # models import their querysets

        return (
            self.for_cards(person)
            .defer(None)
            .annotate(
                now=ExpressionWrapper(Now(), output_field=DateTimeField()),
                attended=Exists(Attendance.objects.filter(session=OuterRef("pk"), person=person)),
                gave_feedback=Exists(Feedback.objects.filter(session=OuterRef("pk"), person=person)),
            )
            .select_related("scheduled_by__organisation", "series")
            .prefetch_related("shared_with")
        )


class MaterialQuerySet(QuerySet["Material"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `session_rules.may_view_material` is true."""
        from ideas.models import Session  # models import their querysets

        rows = self.filter(session__in=Session.objects.visible_to(person).order_by().values("pk"))
        return rows if person.is_employee else rows.filter(is_internal=False)
