"""Questions asked of councils' reviews."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Now

from councils import rules
from councils.stages import STANDING, UNDER_WAY, Blindness, ReviewState
from ideanet.people.models import Person
from ideas.models import Authorship

if TYPE_CHECKING:
    from councils.models import Assignment, Council, CouncilReview, Seat


Ref = Callable[[str | OuterRef], OuterRef]


class CouncilReviewQuerySet(QuerySet["CouncilReview"]):
    model: "type[CouncilReview]"

    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def open_at(self, council: "Council") -> Self:
        """Those for which the council still asks for reviews."""
        return self.filter(council=council, state=ReviewState.OPEN)

    def overdue(self) -> Self:
        """Under way although due, by the database's clock; twin of `is_overdue`."""
        return self.under_way().filter(due_at__lt=Now())

    def free_of_conflict(self, person: Person) -> Self:
        """The rows for which `rules.is_in_conflict` is false."""
        conflicts = apps.get_model("councils", "Conflict").objects
        return self.exclude(
            Exists(conflicts.filter(review=OuterRef("pk"), person=person))
            | Exists(Authorship.objects.filter(idea=OuterRef("idea"), person=person))
        )

    def chaired_by(self, person: Person) -> Self:
        """The rows for which `rules.chairs_review` is true."""
        if not person.is_active or not person.may_use_powers:
            return self.none()
        return self.free_of_conflict(person).filter(self._chaired(person))

    def _chaired(self, person: Person) -> Q:
        if not person.may_use_powers:
            return Q(pk__in=[])
        councils = person.council_seats.chairing().values("council")
        chaired = Q(council__in=councils)
        if rules.keeps_councils(person):
            chaired |= Q(state__in=UNDER_WAY) & ~Q(Exists(_free_chairs()))
        return chaired

    def screened_by(self, person: Person) -> Self:
        """The rows for which `file_rules.screens_files` is true."""
        if not person.is_active:
            return self.none()
        instead = Q(
            council__in=apps.get_model("councils", "Council").objects.kept_by(person).order_by().values("pk")
        )
        if rules.keeps_councils(person):
            sits = person.council_seats.sitting().values("council")
            instead |= ~Q(council__in=sits) & ~Q(Exists(_who_may_screen(is_secretary=True)))
        blind = self.free_of_conflict(person).under_way().exclude(blindness=Blindness.OPEN)
        return blind.exclude(Exists(_judging(OuterRef).filter(person=person))).filter(
            self._chaired(person) | ~Q(Exists(_who_may_screen(is_secretary=False))) & instead
        )

    def with_earlier_reviewers(self) -> Self:
        """Annotates `judged_before`."""
        return self.annotate(
            judged_before=ArraySubquery(_judged_before(OuterRef).order_by("person").values("person"))
        )

    def kept_by(self, person: Person) -> Self:
        """The rows for which `rules.keeps_papers` is true."""
        councils = apps.get_model("councils", "Council").objects.kept_by(person).order_by().values("pk")
        return self.visible_to(person).filter(council__in=councils, state__in=UNDER_WAY)

    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_review` is true."""
        if not person.is_active:
            return self.none()
        sitting = Q(council__in=person.council_seats.sitting().values("council"), state__in=UNDER_WAY)
        return self.free_of_conflict(person).filter(
            sitting | Q(Exists(_standing(person))) | self._chaired(person)
        )

    def readable_by(self, person: Person) -> Self:
        """The rows for which `rules.may_read_reviews` is true."""
        own = _standing(person)
        submitted = own.filter(recommendation__submitted_at__isnull=False)
        kept = self.model.objects.kept_by(person).filter(secretary_reads=True).order_by().values("pk")
        without = (self._chaired(person) | Q(pk__in=kept)) & ~Q(Exists(own))
        return self.visible_to(person).filter(Q(Exists(submitted)) | without)

    def with_letter_for(self, person: Person) -> Self:
        """The rows for which `letter_rules.may_read_letter` is true."""
        if not person.is_active:
            return self.none()
        letters = apps.get_model("councils", "Letter").objects
        sent = letters.filter(sent_at__isnull=False).values("decision__review")
        wrote = Authorship.objects.filter(idea=OuterRef("idea"), person=person, accepted_at__isnull=False)
        return self.filter(
            Q(Exists(wrote)) | Q(pk__in=self.model.objects.visible_to(person).order_by().values("pk")),
            pk__in=sent,
        )

    def named(self) -> Self:
        """Load what a review needs to say its name."""
        return self.select_related("idea").defer("idea__body", "idea__search")

    def for_list(self) -> Self:
        """Load all that councils/partials/review_row.html shows; annotates `is_over`."""
        is_over = Case(
            When(state__in=UNDER_WAY, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return (
            self.select_related("council", "idea", "idea__theme")
            .defer("idea__body", "idea__search", "council__charter", "idea__theme__brief")
            .annotate(is_over=is_over)
        )

    def for_rules(self) -> Self:
        """Load what the rules ask, so that none of them asks the database."""
        seats = apps.get_model("councils", "Seat").objects.open().for_rules()
        assignments = apps.get_model("councils", "Assignment").objects.select_related("recommendation")
        decisions = apps.get_model("councils", "Decision").objects.select_related("letter")
        return (
            self.with_earlier_reviewers()
            .select_related("council", "idea")
            .prefetch_related(
                "conflicts",
                Prefetch("decisions", queryset=decisions),
                "idea__authorships",
                Prefetch("council__seats", queryset=seats),
                Prefetch("assignments", queryset=assignments),
            )
        )

    def for_page(self) -> Self:
        """Load what every page of a review shows in its head, and what the rules ask."""
        decisions = apps.get_model("councils", "Decision").objects.select_related("letter")
        return self._for_page(seats(), asked()).prefetch_related(Prefetch("decisions", queryset=decisions))

    def for_dashboard(self) -> Self:
        """Load what councils/dashboard.html shows of members and of those who were asked."""
        return self._for_page(seats().with_load(), asked().with_offer())

    def _for_page(self, seats: "QuerySet[Seat]", asked: "QuerySet[Assignment]") -> Self:
        return self.with_head().prefetch_related(
            Prefetch("conflicts", queryset=conflicts()),
            Prefetch("idea__authorships", queryset=authors()),
            Prefetch("council__seats", queryset=seats),
            Prefetch("assignments", queryset=asked),
        )

    def with_head(self) -> Self:
        """Load the single rows that a page of a review shows in its head."""
        return self.with_earlier_reviewers().select_related("council", "idea__theme", "revision", "scorecard")


def seats() -> Any:
    """Of a review's council, with what the rules ask."""
    return apps.get_model("councils", "Seat").objects.open().for_rules()


def asked() -> Any:
    """Of a review, with who they are and whether their reviews are in."""
    return apps.get_model("councils", "Assignment").objects.select_related(
        "recommendation", "seat", "person__organisation"
    )


def conflicts() -> Any:
    """Of a review, with whose they are."""
    return apps.get_model("councils", "Conflict").objects.select_related("person")


def authors() -> Any:
    """Of a review's idea, with their names."""
    return Authorship.objects.select_related("person")


def _standing(person: Person) -> "QuerySet[Assignment]":
    assignments = apps.get_model("councils", "Assignment").objects
    return assignments.filter(review=OuterRef("pk"), person=person, state__in=STANDING)


def _judged_before(ref: Ref) -> "QuerySet[Assignment]":
    """Those that were submitted in earlier blind reviews of the outer review's idea, on the same trip."""
    earlier = (
        apps.get_model("councils", "Assignment")
        .objects.submitted()
        .filter(
            review__idea=ref("idea"),
            review__round_number=ref("round_number"),
            review__opened_at__lt=ref("opened_at"),
        )
    )
    return earlier.exclude(review__blindness=Blindness.OPEN)


def _judging(ref: Ref) -> "QuerySet[Assignment]":
    """Those that make their people reviewers of the outer review; see `rules.is_reviewer`."""
    assignments = apps.get_model("councils", "Assignment").objects
    return assignments.filter(
        Q(review=ref("pk"), state__in=STANDING) | Q(pk__in=_judged_before(_further(ref)).values("pk"))
    )


def _further(ref: Ref) -> Ref:
    """The same, seen from one query deeper."""
    return lambda name: OuterRef(ref(name))


def _who_may_screen(*, is_secretary: bool) -> "QuerySet[Seat]":
    """Chairs or secretaries of the outer review's council, free of conflict, who do not judge the idea."""
    seats = apps.get_model("councils", "Seat").objects
    found = _free(seats.sitting().filter(is_secretary=True) if is_secretary else seats.chairing())
    return found.exclude(Exists(_judging(_further(_further(OuterRef))).filter(person=OuterRef("person"))))


def _free_chairs() -> "QuerySet[Seat]":
    """Chairs of the outer review's council, acting ones too, free of conflict; see `rules.has_free_chair`."""
    return _free(apps.get_model("councils", "Seat").objects.chairing())


def _free(seats: "QuerySet[Seat]") -> "QuerySet[Seat]":
    """Those of the outer review's council whose people are free of conflict."""
    conflicts = apps.get_model("councils", "Conflict")
    review = OuterRef(OuterRef("pk"))
    return (
        seats.filter(council=OuterRef("council"), person__is_active=True)
        .exclude(Exists(conflicts.objects.filter(review=review, person=OuterRef("person"))))
        .exclude(
            Exists(Authorship.objects.filter(idea=OuterRef(OuterRef("idea")), person=OuterRef("person")))
        )
    )
