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

from ideanet.people.models import Organisation, Person
from ideanet.people.querysets import WORDS_CONFIG, beginnings
from ideas.models import Idea, Session, Theme
from ideas.querysets.sessions import SessionQuerySet

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
    arms = [_ideas(words, reader)[:size], *_beside(words, reader, size)]
    found = _read(arms) or _forgiving(words, reader, size)
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
    found = _read(_beside(words, reader, size, forgiving=forgiving))
    people = [
        Person(pk=one.pk, name=one.label, organisation=Organisation(name=one.detail))
        for one in found
        if one.kind == PEOPLE
    ]
    themes = [Theme(pk=one.pk, title=one.label) for one in found if one.kind == THEMES]
    return Beside(people, themes, [one for one in found if one.kind == SESSIONS])


@transaction.atomic
def _forgiving(words: str, reader: Person, size: int) -> list[Suggestion]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [LIKENESS])
    ideas = Idea.objects.visible_to(reader).titled_like(words)
    return _read(
        [
            _rows(ideas, IDEAS, "title", "theme__title", F("likeness"))[:size],
            *_beside(words, reader, size, forgiving=True),
        ]
    )


def _ideas(words: str, reader: Person) -> "QuerySet[Any]":
    some = Idea.objects.visible_to(reader).titled(words).values("pk")[:LOOKED_AT]
    weight = Cast(F("backer_count") + F("customer_count"), FloatField())
    return _rows(Idea.objects.filter(pk__in=some), IDEAS, "title", "theme__title", weight)


def _beside(words: str, reader: Person, size: int, *, forgiving: bool = False) -> list["QuerySet[Any]"]:
    themes = Theme.objects.visible_to(reader).alias(
        words=SearchVector("title", "summary", config=WORDS_CONFIG)
    )
    called = Q(words=beginnings(words)) if beginnings(words) else Q(pk__in=[])
    sessions = Session.objects.visible_to(reader)
    people = Person.objects.visible_to(reader).active()
    likeness: Any = Value(0.0, FloatField())
    if forgiving:
        alike = people.alias(upper=Upper("name")).filter(upper__trigram_word_similar=words.upper())
        people, likeness = alike, TrigramWordSimilarity(words, "name")
        themes = themes.filter(called | Q(title__trigram_word_similar=words))
        return [
            _rows(people, PEOPLE, "name", "organisation__name", likeness)[:size],
            _rows(themes, THEMES, "title", "owner__name", TrigramWordSimilarity(words, "title"))[:size],
            _sessions(sessions, words, forgiving=True)[:size],
        ]
    some = people.called(words).values("pk")[:LOOKED_AT]
    return [
        _rows(Person.objects.filter(pk__in=some), PEOPLE, "name", "organisation__name", likeness)[:size],
        _rows(themes.filter(called), THEMES, "title", "owner__name", likeness)[:size],
        _sessions(sessions, words)[:size],
    ]


def _sessions(sessions: SessionQuerySet, words: str, *, forgiving: bool = False) -> "QuerySet[Any]":
    """By title and summary, the latest first; their detail is when they start."""
    asked = beginnings(words)
    called = Q(words=asked) if asked else Q(pk__in=[])
    if forgiving:
        called |= Q(title__trigram_word_similar=words)
    found = sessions.alias(words=SearchVector("title", "description", config=WORDS_CONFIG)).filter(called)
    return _rows(found, SESSIONS, "title", "starts_at", Extract("starts_at", "epoch"))


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


def _read(arms: list["QuerySet[Any]"]) -> list[Suggestion]:
    first, *others = arms
    return [Suggestion(*row) for row in first.union(*others, all=True)]
