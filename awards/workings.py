"""A run's rows with their working in words and names: what each figure came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Criterion, Entry, Judge, Result, Run
from awards.stages import Channel
from ideanet.people.models import Person


@dataclass(frozen=True)
class JudgeLine:
    """One judge's share of a score. `answers` in the order of the criteria; None: not applicable."""

    name: str
    score: str
    coverage: str
    effect: str
    answers: list[int | None]


@dataclass(frozen=True)
class Duel:
    """Two entries on all ballots, by the strongest chain of comparisons each way."""

    other: str
    strength: int
    against: int


@dataclass(frozen=True)
class Row:
    result: Result
    title: str
    exact: str
    judges: list[JudgeLine]
    criteria: list[tuple[Criterion, str | None]]
    positions: list[tuple[str, int]]
    duels: list[Duel]


def rows_of(run: Run, results: Sequence[Result], person: Person) -> list[Row]:
    """Load the run with `for_page` and the results with `for_table`; two queries more for names."""
    criteria = list(run.category.criteria.all())
    names = _names(run, person)
    visible = Entry.objects.visible_to(person).filter(category=run.category).select_related("revision")
    titles = dict(visible.values_list("pk", "revision__title")) if run.channel == Channel.PEOPLE else {}
    return [_row(result, criteria, names, titles) for result in results]


def _names(run: Run, person: Person) -> dict[int, str]:
    """The judges' names as far as the reader may know them; otherwise a number, the same throughout."""
    sheets = run.inputs.get("sheets", [])
    keys = sorted({sheet["judge"] for sheet in sheets})
    known = Judge.objects.visible_to(person).filter(panel__category=run.category, person__in=keys)
    named = {judge.person_id: judge.person.name for judge in known.for_names()}
    return {
        key: named.get(key, _("Judge %(number)s") % {"number": number})
        for number, key in enumerate(keys, start=1)
    }


def _row(result: Result, criteria: list[Criterion], names: dict[int, str], titles: dict[int, str]) -> Row:
    working = result.working
    return Row(
        result=result,
        title=result.entry.revision.title,
        exact=working["exact"],
        judges=[_judge(line, criteria, names) for line in working.get("judges", [])],
        criteria=[(c, working["criteria"].get(str(c.pk))) for c in criteria if "criteria" in working],
        positions=_positions(working.get("positions", [])),
        duels=[
            Duel(titles[other], strength, against)
            for other, strength, against in working.get("paths", [])
            if other in titles
        ],
    )


def _judge(line: dict[str, Any], criteria: list[Criterion], names: dict[int, str]) -> JudgeLine:
    return JudgeLine(
        name=names[line["judge"]],
        score=line["score"],
        coverage=line["coverage"],
        effect=line.get("effect", ""),
        answers=[line["answers"].get(str(criterion.pk)) for criterion in criteria],
    )


def _positions(counts: list[int]) -> list[tuple[str, int]]:
    """How many ballots put it where; places that no ballot gave are left out."""
    labels = [_("place %(place)s") % {"place": place} for place in range(1, len(counts))]
    named = zip([*labels, _("not ranked")], counts, strict=False)
    return [(label, count) for label, count in named if count]
