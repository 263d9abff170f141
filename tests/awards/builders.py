"""Cycles, entries and judging for tests: made through the workflow, with a calendar that can be turned."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from awards.dates import Span
from awards.models import Category, Cycle, Entry, Panel, Phase, Run, ScoreSheet
from awards.stages import Channel, CycleAudience, JuryMethod, JuryNamed, PeopleMethod, PhaseKind, TieRule
from awards.workflow import categories, computing, entering, judging, panels, releasing, running, voting
from awards.workflow.categories import Terms
from awards.workflow.judging import Opinion
from awards.workflow.running import Plan
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Idea, Revision
from ideas.stages import Audience, Stage
from tests import factories

# Days after the opening of entry: when each phase opens and closes, and when results may come.
DAYS: Mapping[tuple[PhaseKind, int], tuple[int, int]] = {
    (PhaseKind.ENTRY, 1): (0, 10),
    (PhaseKind.SCREENING, 1): (10, 12),
    (PhaseKind.JUDGING, 1): (12, 20),
    (PhaseKind.PEOPLE, 1): (12, 20),
}
RESULTS = 22

BEFORE, ENTRY, SCREENING, JUDGING, DECIDED, OUT = -1, 5, 11, 15, 21, 23
CRITERIA = (
    {
        "title": "Originality",
        "guidance": "1: seen before. 5: nobody had it.",
        "weight": 2,
        "low": 1,
        "high": 5,
    },
    {"title": "Evidence", "guidance": "", "weight": 1, "low": 1, "high": 5},
    {"title": "Reach", "guidance": "", "weight": 1, "low": 1, "high": 5},
)


def make_marketer(**fields: Any) -> Person:
    return factories.make_powerful(Role.MARKETING, **fields)


def day(number: float, today: float = 0) -> datetime:
    return timezone.now() + timedelta(days=number - today)


def spans(days: Mapping[tuple[PhaseKind, int], tuple[int, int]] = DAYS, today: float = 0) -> dict[Any, Span]:
    return {slot: Span(day(opens, today), day(closes, today)) for slot, (opens, closes) in days.items()}


def make_plan(**fields: Any) -> Plan:
    given: dict[str, Any] = {
        "title": f"Awards {Cycle.objects.count() + 1}",
        "summary": "The best ideas of the year.",
        "brief": "What we *look* for.",
        "audience": CycleAudience.NETWORK,
        "themes": (),
        "jury_named": JuryNamed.RESULTS,
        "comments_signed": False,
        "dates": spans(),
        "results_at": day(RESULTS),
    }
    return Plan(**given | fields)


def make_draft_cycle(by: Person | None = None, **fields: Any) -> Cycle:
    return running.create(make_plan(**fields), by=by or make_marketer())


def make_terms(**fields: Any) -> Terms:
    themes, criteria = fields.pop("themes", ()), fields.pop("criteria", CRITERIA)
    given: dict[str, Any] = {
        "title": "Best idea",
        "description": "The *best* one.",
        "stages": [Stage.APPROVED],
        "kinds": [],
        "countries": [],
        "units": [],
        "jury_method": JuryMethod.WEIGHTED_MEAN,
        "seats": 2,
        "prize": "A week in Lisbon",
        "tie_rule": TieRule.CRITERIA,
        "least_coverage": 50,
        "people_method": PeopleMethod.BORDA,
        "voters": "everyone",
        "people_prize": "A bottle of wine",
    }
    return Terms(given | fields, themes, criteria)


def make_category(cycle: Cycle | None = None, **fields: Any) -> Category:
    """A category of an announced cycle whose entry opens now, unless the cycle is given."""
    by = cycle.created_by if cycle else make_marketer()
    cycle = cycle or make_draft_cycle(by)
    category = categories.add(cycle, make_terms(**fields), by=by)
    running.announce(cycle, by=by)
    return Category.objects.timed().get(pk=category.pk)


def turn_to(
    cycle: Cycle, today: float, days: Mapping[tuple[PhaseKind, int], tuple[int, int]] = DAYS
) -> Cycle:
    """Move all dates so that it is that day of the cycle."""
    for (kind, number), (opens, closes) in days.items():
        Phase.objects.update_or_create(
            cycle=cycle,
            kind=kind,
            number=number,
            defaults={"opens_at": day(opens, today), "closes_at": day(closes, today)},
        )
    results = max(RESULTS, *(closes + 2 for _opens, closes in days.values()))
    Cycle.objects.filter(pk=cycle.pk).update(results_at=day(results, today))
    return Cycle.objects.timed().get(pk=cycle.pk)


def make_approved(author: Person | None = None, **fields: Any) -> Idea:
    """An idea that a council approved."""
    idea = factories.make_idea(author, **{"audience": Audience.NETWORK} | fields)
    Idea.objects.filter(pk=idea.pk).update(stage=Stage.APPROVED)
    return Idea.objects.get(pk=idea.pk)


def make_entry(category: Category, author: Person | None = None, **fields: Any) -> Entry:
    """An entry by its author while entry is open; `fields` are those of the idea."""
    author = author or factories.make_employee()
    statement = fields.pop("statement", "Because it *works*.")
    idea = fields.pop("idea", None) or make_approved(author, **fields)
    if Cycle.objects.timed().get(pk=category.cycle_id).calendar.open(PhaseKind.ENTRY) is None:
        turn_to(category.cycle, ENTRY)
    return entering.enter(category, idea, by=author, statement=statement, has_agreed=True)


def illustrate(entry: Entry) -> UUID:
    """A picture in the text that competes, as if it had been there when the idea was entered."""
    picture = factories.make_picture(entry.idea, is_published=True)
    body = f"Look:\n\n![The rig]({picture.get_absolute_url()})"
    Revision.objects.filter(pk=entry.revision_id).update(body=body)
    return picture.key


def make_admitted(category: Category, author: Person | None = None, **fields: Any) -> Entry:
    entry = make_entry(category, author, **fields)
    entering.admit(entry, by=category.cycle.created_by)
    return Entry.objects.get(pk=entry.pk)


def make_panel(category: Category, *people: Person, name: str = "The jury") -> Panel:
    panel = panels.add(category, name, by=category.cycle.created_by)
    for person in people:
        panels.appoint(panel, person, by=category.cycle.created_by)
    return panel


def score(entry: Entry, judge: Person, *values: int | None, **said: Any) -> ScoreSheet:
    """Hand a sheet in: one value for each criterion."""
    answers = dict(zip(entry.category.criteria.values_list("pk", flat=True), values, strict=True))
    existing = ScoreSheet.objects.filter(entry=entry, person=judge).order_by("-phase__number").first()
    version = existing.version if existing and not said.pop("is_new_round", False) else 0
    return judging.save(entry, Opinion(answers, **said), by=judge, read_version=version, hand_in=True)


def vote(category: Category, person: Person, *entries: Entry) -> None:
    voting.cast(category, [entry.pk for entry in entries], by=person)


def compute(category: Category, channel: Channel = Channel.JURY, by: Person | None = None) -> Run:
    return computing.compute(category, channel, by=by or category.cycle.created_by)


def release(cycle: Cycle, first: Person, second: Person) -> None:
    """Both signatures under what stands now."""
    for person in (first, second):
        read = releasing.digest(releasing.contests(cycle))
        releasing.sign(cycle, by=person, read_digest=read)


class Contest:
    """A whole small competition: two judges, three entries, a marketer and a second one."""

    def __init__(self, *, audience: str = CycleAudience.NETWORK, **terms: Any) -> None:
        self.marketer, self.second = make_marketer(name="Mara Keting"), make_marketer(name="Sam Second")
        cycle = make_draft_cycle(self.marketer, audience=audience)
        self.category = make_category(cycle, **terms)
        self.judges = [factories.make_employee(name="Judy Judge"), factories.make_employee(name="Jo Juror")]
        self.authors = [factories.make_employee(name=f"Author {n}") for n in "ABC"]
        self.panel = make_panel(self.category, *self.judges)
        self.entries = [
            make_admitted(self.category, author, title=f"Idea {n}")
            for n, author in zip("ABC", self.authors, strict=True)
        ]

    @property
    def cycle(self) -> Cycle:
        return Cycle.objects.timed().get(pk=self.category.cycle_id)

    def judge(self) -> None:
        """Idea B is first, then A, then C; the second judge is stricter. The people prefer C."""
        turn_to(self.cycle, JUDGING)
        for entry, first, second in zip(self.entries, (3, 5, 2), (2, 4, 1), strict=True):
            score(entry, self.judges[0], first, first, first, comment=f"First on {entry.pk}", may_quote=True)
            score(entry, self.judges[1], second, second, second, comment=f"Second on {entry.pk}")
        voter = factories.make_employee(name="Vera Voter")
        a, b, c = self.entries
        vote(self.category, voter, c, b, a)

    def decide(self) -> None:
        turn_to(self.cycle, DECIDED)
        for channel in self.category.channels:
            compute(self.category, channel)

    def sign(self) -> None:
        release(self.cycle, self.marketer, self.second)

    def finish(self) -> None:
        """Judged, computed, signed by two, and out."""
        self.judge()
        self.decide()
        self.sign()
        turn_to(self.cycle, OUT)
        from awards import announcing

        announcing.announce(self.cycle.pk)
