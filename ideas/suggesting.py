"""What begins like the words being typed: ideas, people, themes and sessions that their writer may see."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.search import SearchVector, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import BigIntegerField, CharField, F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Cast, Extract, Upper
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.gathered import is_one_of
from ideanet.people.models import Organisation, Person
from ideanet.people.querysets import WORDS_CONFIG, PersonQuerySet, begin, beginnings
from ideanet.prepared import Prepared
from ideas.models import Idea, Session, Theme

SHORTEST: Final = 2
# Among so many that begin like it the best are chosen, so that one letter more or less costs the same.
LOOKED_AT: Final = 200
LIKENESS: Final = "0.35"
IDEAS, PEOPLE, THEMES, SESSIONS = "idea", "person", "theme", "session"
_PAGES: Final = {
    IDEAS: "ideas:idea",
    PEOPLE: "people:person",
    THEMES: "ideas:theme",
    SESSIONS: "ideas:session",
}
HEADINGS: Final[dict[str, Promise]] = {
    IDEAS: _("Ideas"),
    THEMES: _("Themes"),
    SESSIONS: _("Sessions"),
    PEOPLE: _("People"),
}


@dataclass(frozen=True)
class Suggestion:
    kind: str
    pk: int
    label: str
    detail: str

    @property
    def url(self) -> str:
        return reverse(_PAGES[self.kind], args=[self.pk])

    @property
    def starts_at(self) -> datetime | None:
        """Of a session, whose detail this is."""
        return datetime.fromisoformat(self.detail) if self.kind == SESSIONS else None


@dataclass(frozen=True)
class Group:
    kind: str
    heading: str
    suggestions: list[Suggestion]


def suggest(words: str, reader: Person, size: int = 4) -> list[Group]:
    """Groups with something in them. One query; two more where nothing begins like it."""
    if len(words.strip()) < SHORTEST:
        return []
    asked = beginnings(words)
    found = _suggestions(_SUGGESTED.rows(reader, asked, size=size)) if asked else []
    found = found or _forgiving(words, reader, size)
    groups = {kind: [one for one in found if one.kind == kind] for kind in HEADINGS}
    return [Group(kind, str(HEADINGS[kind]), some) for kind, some in groups.items() if some]


@dataclass(frozen=True)
class Beside:
    """What stands beside the ideas that a search finds."""

    people: list[Person] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    sessions: list[Suggestion] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people or self.themes or self.sessions)


def beside(words: str, reader: Person, size: int, *, forgiving: bool = False) -> Beside:
    """People, themes and sessions called like it, with what a list shows of them. One query.

    `forgiving` takes what is spelt like it too; `pg_trgm.word_similarity_threshold` says how far.
    """
    asked = beginnings(words)
    if forgiving:
        found = _suggestions(_BESIDE_ALIKE.rows(reader, *_spelt(words), size=size))
    else:
        found = _suggestions(_BESIDE.rows(reader, asked, size=size)) if asked else []
    people = [
        Person(pk=one.pk, name=one.label, organisation=Organisation(name=one.detail))
        for one in found
        if one.kind == PEOPLE
    ]
    themes = [Theme(pk=one.pk, title=one.label) for one in found if one.kind == THEMES]
    return Beside(people, themes, [one for one in found if one.kind == SESSIONS])


def _forgiving(words: str, reader: Person, size: int) -> list[Suggestion]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [LIKENESS])
        return _suggestions(_ALIKE.rows(reader, *_spelt(words), size=size))


def _spelt(words: str) -> list[str]:
    """What those queries are told that take what is spelt like it: the words, in capitals too, and as beginnings."""
    asked = beginnings(words)
    return [words, words.upper(), asked] if asked else [words, words.upper()]


def _ideas(reader: Person, asked: str) -> "QuerySet[Any]":
    some = Idea.objects.visible_to(reader).titled_as(asked).values("pk")[:LOOKED_AT]
    weight = Cast(F("backer_count") + F("customer_count"), FloatField())
    return _rows(Idea.objects.filter(pk__in=some), IDEAS, "title", "theme__title", weight)


def _ideas_alike(reader: Person, words: str) -> "QuerySet[Any]":
    return _rows(
        Idea.objects.visible_to(reader).titled_like(words), IDEAS, "title", "theme__title", F("likeness")
    )


def _beside(reader: Person, asked: str, size: int) -> list["QuerySet[Any]"]:
    titled, none = Q(words=begin(asked)), Value(0.0, FloatField())
    some = called(asked, reader).values("pk")[:LOOKED_AT]
    return [
        _rows(Person.objects.filter(pk__in=some), PEOPLE, "name", "organisation__name", none)[:size],
        _rows(_themes(reader).filter(titled), THEMES, "title", "owner__name", none)[:size],
        _sessions(reader, titled)[:size],
    ]


def called(asked: str, reader: Person) -> PersonQuerySet:
    """The people whom the reader sees and whose name is as `beginnings` asks."""
    everybody = Person.objects.called_as(asked).order_by()
    seen: PersonQuerySet = Person.objects.visible_to(reader).active()
    return seen.filter(is_one_of("pk", everybody.values("pk")))


def _beside_alike(reader: Person, size: int, words: str, upper: str, *asked: str) -> list["QuerySet[Any]"]:
    """`asked` is what `beginnings` says of the words, if there are any."""
    titled = Q(words=begin(asked[0])) if asked else Q(pk__in=[])
    titled |= Q(title__trigram_word_similar=words)
    people = Person.objects.visible_to(reader).active().alias(upper=Upper("name"))
    people = people.filter(upper__trigram_word_similar=upper)
    by_name, by_title = TrigramWordSimilarity(words, "name"), TrigramWordSimilarity(words, "title")
    return [
        _rows(people, PEOPLE, "name", "organisation__name", by_name)[:size],
        _rows(_themes(reader).filter(titled), THEMES, "title", "owner__name", by_title)[:size],
        _sessions(reader, titled)[:size],
    ]


def _themes(reader: Person) -> "QuerySet[Theme]":
    return Theme.objects.visible_to(reader).alias(words=SearchVector("title", "summary", config=WORDS_CONFIG))


def _sessions(reader: Person, titled: Q) -> "QuerySet[Any]":
    """By title and summary, the latest first; their detail is when they start."""
    found = Session.objects.visible_to(reader).alias(
        words=SearchVector("title", "description", config=WORDS_CONFIG)
    )
    return _rows(found.filter(titled), SESSIONS, "title", "starts_at", Extract("starts_at", "epoch"))


def _rows(things: "QuerySet[Any]", kind: str, label: str, detail: str, weight: Any) -> "QuerySet[Any]":
    """The same four columns of each kind of thing, the best first."""
    rows: QuerySet[Any] = (
        things.order_by()
        .annotate(
            what=Value(kind, CharField()),
            key=Cast("pk", BigIntegerField()),
            label=Cast(label, CharField()),
            detail=Cast(detail, CharField()),
            weight=Cast(weight, FloatField()),
        )
        .order_by("-weight", "label", "key")
        .values_list("what", "key", "label", "detail")
    )
    return rows


def _together(arms: list["QuerySet[Any]"]) -> "QuerySet[Any]":
    first, *others = arms
    return first.union(*others, all=True)


def _suggestions(rows: list[Any]) -> list[Suggestion]:
    return [Suggestion(*row) for row in rows]


_SUGGESTED: Prepared[Any] = Prepared(
    lambda reader, asked, *, size: _together([_ideas(reader, asked)[:size], *_beside(reader, asked, size)])
)
_BESIDE: Prepared[Any] = Prepared(lambda reader, asked, *, size: _together(_beside(reader, asked, size)))
_ALIKE: Prepared[Any] = Prepared(
    lambda reader, *words, size: _together(
        [_ideas_alike(reader, words[0])[:size], *_beside_alike(reader, size, *words)]
    )
)
_BESIDE_ALIKE: Prepared[Any] = Prepared(
    lambda reader, *words, size: _together(_beside_alike(reader, size, *words))
)
