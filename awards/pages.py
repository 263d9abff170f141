"""What the pages of awards put together for their reader: questions asked once, permissions settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from awards import rules
from awards.eligibility import kinds_in_words, stages_in_words
from awards.methods.registry import METHODS, Method
from awards.models import Ballot, Category, Cycle, Entry, Judge, Result, ScoreSheet, Winner
from awards.stages import Channel
from ideanet.people.models import Person


@dataclass(frozen=True)
class Decision:
    """One of the ways in which a category is decided, in the words of its cycle's page."""

    channel: Channel
    method: Method
    places: int
    prize: str


@dataclass(frozen=True)
class CategoryView:
    """A category for one reader; `entry_count` counts the entries that they see."""

    category: Category
    decisions: list[Decision]
    entry_count: int
    may_vote: bool
    has_voted: bool
    stages: str
    kinds: str


def decisions_of(category: Category) -> list[Decision]:
    by = {
        Channel.JURY: (category.jury_method, category.prize),
        Channel.PEOPLE: (category.people_method, category.people_prize),
    }
    return [
        Decision(channel, METHODS[by[channel][0]], category.places(channel), by[channel][1])
        for channel in category.channels
    ]


def categories_of(cycle: Cycle, person: Person) -> list[CategoryView]:
    """Two queries, however many categories; the cycle comes with `for_page`."""
    counts = dict(
        Entry.objects.visible_to(person)
        .competing()
        .filter(category__cycle=cycle)
        .order_by()
        .values_list("category")
        .annotate(Count("pk"))
    )
    ballots = Ballot.objects.visible_to(person).filter(category__cycle=cycle)
    voted = set(ballots.values_list("category", flat=True))
    return [
        view_of(category, cycle, person, counts.get(category.pk, 0), has_voted=category.pk in voted)
        for category in cycle.categories.all()
    ]


def view_of(
    category: Category, cycle: Cycle, person: Person, entry_count: int, *, has_voted: bool
) -> CategoryView:
    category.cycle = cycle
    return CategoryView(
        category=category,
        decisions=decisions_of(category),
        entry_count=entry_count,
        may_vote=rules.may_vote(person, category),
        has_voted=has_voted,
        stages=stages_in_words(category),
        kinds=kinds_in_words(category) if category.kinds else "",
    )


def jury_of(cycle: Cycle, person: Person) -> list[Person]:
    """The judges that the reader may know, each once, by name."""
    judges = Judge.objects.visible_to(person).filter(panel__category__cycle=cycle).for_names()
    found = {judge.person_id: judge.person for judge in judges}
    return sorted(found.values(), key=lambda judge: (judge.name, judge.pk))


@dataclass(frozen=True)
class Remark:
    """What a judge said to the entrants; `by` only where the cycle has comments signed."""

    text: str
    by: Person | None


@dataclass(frozen=True)
class Feedback:
    """What an entry's authors get once the results are out."""

    remarks: list[Remark]
    winners: list[Winner]
    results: list[dict[str, Any]]


def feedback_for(entry: Entry, person: Person) -> Feedback:
    """The jury's words in an order that tells nothing, and how the scores came about."""
    cycle = entry.category.cycle
    sheets = ScoreSheet.objects.counting().filter(entry=entry).exclude(comment="").select_related("person")
    named = {judge.pk for judge in jury_of(cycle, person)} if cycle.comments_signed else set()
    remarks = [
        Remark(sheet.comment, sheet.person if sheet.person_id in named else None)
        for sheet in sheets.order_by("comment")
    ]
    return Feedback(remarks, list(entry.wins.all()), results_of(entry, person))


def results_of(entry: Entry, person: Person) -> list[dict[str, Any]]:
    """The newest result of each channel, with what each criterion came to."""
    criteria = {str(criterion.pk): criterion for criterion in entry.category.criteria.all()}
    rows = Result.objects.visible_to(person).filter(entry=entry).select_related("run").order_by("-run_id")
    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        newest.setdefault(
            row.run.channel,
            {
                "result": row,
                "channel": Channel(row.run.channel),
                "method": METHODS[row.run.method],
                "criteria": [
                    (criteria[key], value)
                    for key, value in row.working.get("criteria", {}).items()
                    if key in criteria
                ],
            },
        )
    return sorted(newest.values(), key=lambda line: list(Channel).index(line["channel"]))


@dataclass(frozen=True)
class Quote:
    text: str
    by: Person | None


@dataclass(frozen=True)
class Honoured:
    winner: Winner
    quotes: list[Quote]


@dataclass(frozen=True)
class Honour:
    """One category's winners on the winners' page."""

    category: Category
    first: list[Honoured]
    placed: list[Honoured]


def honours_of(cycle: Cycle, person: Person) -> list[Honour]:
    """The winners whose ideas the reader may see, in the order of the categories."""
    winners = list(Winner.objects.visible_to(person).filter(category__cycle=cycle).for_page())
    quotes = quotes_for(winners, cycle, person)
    found: dict[int, Honour] = {}
    for winner in winners:
        honour = found.setdefault(winner.category_id, Honour(winner.category, [], []))
        is_jury = winner.channel == Channel.JURY
        place = honour.first if is_jury and winner.place == 1 else honour.placed
        place.append(Honoured(winner, quotes.get(winner.entry_id, []) if is_jury else []))
    return list(found.values())


def quotes_for(winners: Iterable[Winner], cycle: Cycle, person: Person) -> dict[int, list[Quote]]:
    """What judges agreed to have quoted about the winners, with the names that the reader may know."""
    sheets = (
        ScoreSheet.objects.counting()
        .filter(entry__in=[winner.entry_id for winner in winners], may_quote=True)
        .exclude(comment="")
        .select_related("person__organisation")
        .order_by("comment")
    )
    named = {judge.pk for judge in jury_of(cycle, person)}
    found: dict[int, list[Quote]] = {}
    for sheet in sheets:
        by = sheet.person if sheet.person_id in named else None
        found.setdefault(sheet.entry_id, []).append(Quote(sheet.comment, by))
    return found
