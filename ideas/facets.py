"""The facets of a search: what narrows it, and how many of the ideas that the reader sees each choice leaves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideanet.people.models import Person
from ideas.models import Authorship, Evidence, Theme
from ideas.querysets.ideas import IdeaQuerySet
from ideas.stages import EvidenceKind, Kind, Stage, Voice

# Counted are the newest so many that match, so that no search costs more than that.
MOST: Final = 5000
SHOWN: Final = 10
LABELS: Final[dict[str, Promise]] = {
    "theme": gettext_lazy("Theme"),
    "stage": gettext_lazy("Stage"),
    "kind": gettext_lazy("Kind"),
    "segment": gettext_lazy("Meant for"),
    "unit": gettext_lazy("Unit of an author"),
    "year": gettext_lazy("Year"),
    "evidence": gettext_lazy("Evidence"),
    "loop": gettext_lazy("Voice heard"),
}
WORDS: Final[dict[str, dict[str, Any]]] = {
    "stage": dict(Stage.choices),
    "kind": dict(Kind.choices),
    "evidence": dict(EvidenceKind.choices),
    "loop": dict(Voice.choices),
}


@dataclass(frozen=True)
class Option:
    """`url` chooses it, or takes the choice back if it is chosen."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option] = field(default_factory=list)

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options if option.is_chosen), None)


@dataclass(frozen=True)
class Facets:
    """`is_cut` says that more ideas match than are counted: only the newest `most` are."""

    facets: list[Facet]
    is_cut: bool = False
    most: int = MOST

    def __iter__(self) -> Iterator[Facet]:
        return iter(self.facets)

    def __len__(self) -> int:
        return len(self.facets)


def narrow(ideas: IdeaQuerySet, chosen: Mapping[str, Any], reader: Person) -> IdeaQuerySet:
    """The ideas that fit all of what was chosen."""
    return ideas.filter(*_conditions(chosen, reader).values())


def facets_of(ideas: IdeaQuerySet, words: str, chosen: Mapping[str, Any], reader: Person) -> Facets:
    """The facets of visible ideas, each counted under the choices made in the others. One query."""
    rows = _count(ideas, chosen, reader)
    facets = [
        Facet(name, str(label), [_option(name, *row, words, chosen) for row in rows[name]])
        for name, label in LABELS.items()
        if rows[name]
    ]
    return Facets(facets, is_cut=bool(rows[_REST]), most=MOST)


@dataclass(frozen=True)
class Taken:
    """A choice that was made, in words; `url` takes it back."""

    facet: str
    label: str
    url: str


def taken(words: str, chosen: Mapping[str, Any], facets: Facets) -> list[Taken]:
    """The choices that narrow the search, whether or not anything fits them."""
    found = {facet.name: facet.chosen for facet in facets}
    return [
        Taken(
            str(LABELS[name]),
            option.label
            if (option := found.get(name))
            else str(WORDS.get(name, {}).get(value, _("none here"))),
            _address(words, chosen, without=name),
        )
        for name, value in chosen.items()
    ]


def _address(words: str, chosen: Mapping[str, Any], *, without: str, **more: Any) -> str:
    kept = {name: chosen[name] for name in LABELS if name in chosen and name != without}
    asked = {"q": words} | kept | more
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _option(name: str, value: str, label: str, count: int, words: str, chosen: Mapping[str, Any]) -> Option:
    is_chosen = str(chosen.get(name, "")) == value
    url = _address(words, chosen, without=name, **({} if is_chosen else {name: value}))
    return Option(str(WORDS.get(name, {}).get(value, label)), count, url, is_chosen)


# --- Which ideas a choice leaves ------------------------------------------------------------


def _conditions(chosen: Mapping[str, Any], reader: Person) -> dict[str, Q]:
    return {name: _CONDITIONS[name](chosen[name], reader) for name in LABELS if name in chosen}


def _meant_for(segment: int, reader: Person) -> Q:
    """Of themes that the reader sees: what a theme is meant for stands on its page."""
    themes = Theme.objects.visible_to(reader).filter(pk=OuterRef("theme_id"), segments=segment)
    return Q(Exists(themes))


def _of_unit(unit: str, reader: Person) -> Q:
    return Q(
        Exists(
            Authorship.objects.filter(
                idea=OuterRef("pk"),
                accepted_at__isnull=False,
                person__unit=unit,
                person__in=Person.objects.visible_to(reader).order_by().values("pk"),
            )
        )
    )


def _with_evidence(kind: str, reader: Person) -> Q:
    evidence = Evidence.objects.filter(idea=OuterRef("pk"), kind=kind)
    return Q(Exists(evidence if reader.is_employee else evidence.citable()))


_CONDITIONS: Final[dict[str, Callable[[Any, Person], Q]]] = {
    "theme": lambda value, _reader: Q(theme=value),
    "stage": lambda value, _reader: Q(stage=value),
    "kind": lambda value, _reader: Q(kind=value),
    "segment": _meant_for,
    "unit": _of_unit,
    "year": lambda value, _reader: Q(opened_at__year=value),
    "evidence": _with_evidence,
    "loop": lambda value, _reader: Q(voices__contains=[value]),
}

# --- How many each choice would leave --------------------------------------------------------

# Of `found`, the ideas that match and are seen, one row each: the value as text, then its label and count.
_VALUES: Final = {
    "theme": "found.theme_id::text",
    "stage": "found.stage",
    "kind": "found.kind",
    "segment": "segment.id::text",
    "unit": "author.unit",
    "year": "found.year::text",
    "evidence": "evidence.kind",
    "loop": "voice",
}
_ARMS: Final = {
    "theme": """theme.title, count(*)
        FROM found JOIN ideas_theme theme ON theme.id = found.theme_id""",
    "stage": "found.stage, count(*) FROM found",
    "kind": "found.kind, count(*) FROM found",
    "segment": """segment.name, count(*)
        FROM found JOIN ideas_theme_segments meant ON meant.theme_id = found.theme_id AND found.knows_theme
        JOIN people_segment segment ON segment.id = meant.segment_id""",
    "unit": """author.unit, count(DISTINCT found.id)
        FROM found JOIN ideas_authorship part ON part.idea_id = found.id AND part.accepted_at IS NOT NULL
        JOIN people_person author ON author.id = part.person_id AND author.unit <> ''""",
    "year": "found.year::text, count(*) FROM found",
    "evidence": """evidence.kind, count(DISTINCT found.id)
        FROM found JOIN ideas_evidence evidence ON evidence.idea_id = found.id AND {knows_evidence}""",
    "loop": "voice, count(*) FROM found CROSS JOIN unnest(found.voices) voice",
}
# One row if there is one more than are counted.
_REST: Final = "rest"
_COLUMNS: Final = ("id", "theme_id", "stage", "kind", "year", "voices", "knows_theme")


def _count(
    ideas: IdeaQuerySet, chosen: Mapping[str, Any], reader: Person
) -> dict[str, list[tuple[str, str, int]]]:
    conditions = _conditions(chosen, reader)
    fits = {f"fits_{name}": ExpressionWrapper(q, BooleanField()) for name, q in conditions.items()}
    themes = Theme.objects.visible_to(reader).filter(pk=OuterRef("theme_id"))
    rows = (
        ideas.order_by("-pk")
        .annotate(year=ExtractYear("opened_at"), knows_theme=Exists(themes), **fits)
        .values_list("pk", *_COLUMNS[1:], *fits)[: MOST + 1]
    )
    found, values = rows.query.sql_with_params()
    # How the company is divided is its own affair.
    names = [name for name in LABELS if name != "unit" or reader.is_employee]
    arms = " UNION ALL ".join(_arm(name, conditions, reader) for name in names)
    wanted = [str(chosen.get(name, "")) for name in names]
    columns = ", ".join((*_COLUMNS, *fits))
    with connection.cursor() as cursor:
        cursor.execute(_counting(columns, found, arms), [*values, *wanted])
        counted: dict[str, list[tuple[str, str, int]]] = {name: [] for name in (*LABELS, _REST)}
        for name, value, label, count in cursor.fetchall():
            counted[name].append((value, label, count))
    return counted


def _counting(columns: str, found: str, arms: str) -> str:
    looked = f"looked ({columns}) AS MATERIALIZED ({found})"
    # The words of people are among the values; what stands in the text are names and figures of our own.
    newest = f"found AS MATERIALIZED (SELECT * FROM looked ORDER BY id DESC LIMIT {MOST})"  # noqa: S608  # as above
    rest = f"(SELECT '{_REST}', '', '', 1 FROM looked OFFSET {MOST})"  # noqa: S608  # as above
    return f"WITH {looked}, {newest} {arms} UNION ALL {rest}"


def _arm(name: str, conditions: Mapping[str, Q], reader: Person) -> str:
    others = " AND ".join(f"found.fits_{other}" for other in conditions if other != name) or "TRUE"
    counted = _ARMS[name].format(knows_evidence="TRUE" if reader.is_employee else "NOT evidence.is_internal")
    value = _VALUES[name]
    return (
        f"(SELECT '{name}', {value}, {counted} WHERE {others} AND {value} IS NOT NULL"
        f" GROUP BY 2, 3 ORDER BY {value} = %s DESC, 4 DESC, 3 LIMIT {SHOWN})"
    )
