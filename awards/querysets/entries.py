"""Questions asked of entries."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now

from awards.querysets import cycles
from awards.stages import PhaseKind, Screening
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Authorship, Idea

if TYPE_CHECKING:
    from awards.models import Entry  # noqa: F401  # named in quotes below


# What no list shows.
_LONG = ("revision__body", "idea__body", "idea__search", "idea__outcome")


def competing(at: str = "") -> Q:
    """Admitted and not taken back; twin of `Entry.competes`."""
    return Q((f"{at}screening", Screening.ADMITTED), (f"{at}withdrawn_at__isnull", True))


def written_by(person: Person, at: str = "") -> Q:
    """Entries whose idea the person is an accepted author of."""
    return Q(
        Exists(
            Authorship.objects.filter(idea=OuterRef(f"{at}idea_id"), person=person, accepted_at__isnull=False)
        )
    )


def barred_to(person: Person, at: str = "") -> Q:
    """Entries that the person must not judge; twin of `rules.has_conflict`."""
    close = Authorship.objects.filter(idea=OuterRef(f"{at}idea_id")).filter(
        Q(person=person) | Q(person__manager=person) | Q(person__reports=person)
    )
    # Models import their querysets, so declared conflicts are found through the entry.
    return Q(Exists(close)) | Q(Exists(person.award_conflicts.filter(entry=OuterRef(f"{at}pk"))))


def judged_by(person: Person, at: str = "") -> Q:
    """Competing entries of the person's panels without a conflict; twin of `rules.may_judge`."""
    sits = Exists(person.judgeships.filter(panel=OuterRef(f"{at}panel_id")))
    return competing(at) & Q(sits) & ~barred_to(person, at)


def seen_by(person: Person, at: str = "") -> Q:
    """The entries for which `rules.may_view_entry` is true; `at` leads to the entry: "result__entry__"."""
    seen = cycles.seen_by(person, f"{at}category__cycle__")
    if person.holds(Role.MARKETING):
        return seen
    ideas = Idea.objects.visible_to(person).order_by().values("pk")
    return seen & (
        written_by(person, at) | competing(at) & Q((f"{at}idea__in", ideas)) | judged_by(person, at)
    )


class EntryQuerySet(QuerySet["Entry"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_entry` is true."""
        return self.filter(seen_by(person))

    def competing(self) -> Self:
        return self.filter(competing())

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def waiting(self) -> Self:
        """What marketing still has to screen."""
        return self.standing().filter(screening=Screening.WAITING)

    def judged_by(self, person: Person) -> Self:
        """What the person has to judge, or had to."""
        return self.filter(judged_by(person))

    def in_open_round(self, person: Person) -> Self:
        """Those in the judging round that is open; annotates `due`, and how far the person's sheet is."""
        at = "category__cycle__phases__"
        sheets = person.score_sheets.filter(entry=OuterRef("pk"), phase=OuterRef(f"{at}pk"))
        return self.filter(
            Q((f"{at}kind", PhaseKind.JUDGING))
            & Q((f"{at}opens_at__lte", Now()), (f"{at}closes_at__gt", Now()))
            & Q((f"{at}number__lte", F("round_reached")))
        ).annotate(
            due=F(f"{at}closes_at"),
            is_begun=Exists(sheets),
            is_handed_in=Exists(sheets.filter(submitted_at__isnull=False)),
        )

    def unscored_by(self, person: Person) -> Self:
        """Those in the open round whose sheet the person has not handed in."""
        return self.in_open_round(person).filter(Q(is_handed_in=False))

    def written_by(self, person: Person) -> Self:
        return self.filter(written_by(person))

    def for_cards(self) -> Self:
        """Load all that awards/partials/entry.html shows."""
        authors = Authorship.objects.filter(accepted_at__isnull=False).select_related("person")
        return (
            self.select_related("revision", "category", "idea")
            .prefetch_related(Prefetch("idea__authorships", queryset=authors, to_attr="bylines"))
            .defer(*_LONG)
        )

    def for_list(self) -> Self:
        """As `for_cards`, across cycles: with each cycle and its calendar."""
        return (
            self.for_cards()
            .select_related("revision", "idea", "category__cycle__release")
            .prefetch_related(cycles.phases("category__cycle__"))
            .defer(*_LONG, "category__cycle__brief")
        )

    def with_head(self) -> Self:
        """Load the single rows that the rules ask."""
        return self.select_related("idea__theme", "panel", "revision", "category__cycle__release")

    def for_rules(self) -> Self:
        """Load what the rules ask of one entry."""
        return self.with_head().prefetch_related(
            cycles.phases("category__cycle__"),
            Prefetch("idea__authorships", queryset=Authorship.objects.select_related("person")),
            "idea__reader_rows",
            "idea__shared_with",
            "idea__theme__customers",
            "panel__judges",
            "conflicts",
        )
