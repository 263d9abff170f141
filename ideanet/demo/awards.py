"""The award cycles of the demo, from content/: one released, one in the middle of judging."""

from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.utils import timezone

from awards import prepared, rules
from awards.dates import Span
from awards.models import Category, Cycle, Entry, Panel, Phase, Winner
from awards.stages import Channel, CycleAudience, PhaseKind
from awards.workflow import categories, computing, entering, judging, panels, releasing, running, voting
from awards.workflow.categories import Terms
from awards.workflow.judging import Opinion
from awards.workflow.running import Plan
from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Row, Story
from ideanet.demo.people import Cast, read
from ideanet.people.models import Person

KINDS = (PhaseKind.ENTRY, PhaseKind.SCREENING, PhaseKind.JUDGING, PhaseKind.PEOPLE)
COMMENTS = (
    "I have told this to three people since I read it.",
    "Convincing where it counts, modest where it cannot. I would have liked one more figure.",
    "The best first paragraph of the round.",
    "I looked for the catch and found it in the text, named by the authors.",
    "Useful on Monday, which is more than most prizes can say.",
)


def plan(clock: Clock, cast: Cast, stories: dict[str, Story], random: Random) -> None:
    for row in read("awards.yaml"):
        Competition(row, cast, stories, random).plan(clock)


class Competition:
    """One cycle, phase by phase. A phase's dates are moved around the present while its steps run."""

    def __init__(self, row: Row, cast: Cast, stories: dict[str, Story], random: Random) -> None:
        self.row, self.cast, self.random = row, cast, random
        self.stories = {key: stories[key] for key in row["entries"]}

    def plan(self, clock: Clock) -> None:
        row = self.row
        clock.at(row["announced"] + 3, self.create)
        clock.at(row["announced"], self.announce)
        for number, key in enumerate(row["entries"]):
            clock.at(row["entry"][0] - 2 - number * 2, partial(self.enter, key))
        clock.at(row["screening"][0] - 1, self.screen)
        for number, key in enumerate(row["jury"]):
            clock.at(
                max(row["judging"][0] - 2 - number * 3, 0.3), partial(self.judge, self.cast[key], number)
            )
        voters = [p for p in self.cast.people.values() if self.random.random() < 0.4]
        for person in voters:
            span = row["people"][0] - max(row["people"][1], 0.2)
            clock.at(row["people"][0] - self.random.random() * span, partial(self.rank, person))
        if row["results"] > 0:
            clock.at(row["results"] + 3, self.compute)
            clock.at(row["results"] + 1, partial(self.sign, "noor"))
            clock.at(row["results"], partial(self.sign, "jonas"))
        clock.at(0.05, self.settle)

    @property
    def cycle(self) -> Cycle:
        return prepared.timed_cycle(self.pk)

    @property
    def category(self) -> Category:
        return Category.objects.timed().get(cycle=self.pk)

    def create(self) -> None:
        row, by = self.row, self.cast["noor"]
        plan = Plan(
            title=row["title"],
            summary=row["summary"],
            brief=row["brief"],
            audience=CycleAudience.NETWORK,
            themes=[],
            jury_named="results",
            comments_signed=False,
            dates={(kind, 1): Span(*self._span(place)) for place, kind in enumerate(KINDS, 1)},
            results_at=timezone.now() + timedelta(days=90),
        )
        cycle = running.create(plan, by=by)
        self.pk = cycle.pk
        criteria = [{**criterion, "low": 1, "high": 5} for criterion in row["criteria"]]
        category = categories.add(self.cycle, Terms(row["category"], [], criteria), by=by)
        panel = panels.add(category, row["panel"], by=by)
        for key in row["jury"]:
            panels.appoint(panel, self.cast[key], by=by)

    def _span(self, place: int) -> tuple[datetime, datetime]:
        """The place-th stretch from now, in days of ten."""
        start = timezone.now() + timedelta(days=10 * place)
        return start, start + timedelta(days=9)

    def announce(self) -> None:
        running.announce(self.cycle, by=self.cast["noor"])

    def turn(self, *open_kinds: PhaseKind) -> None:
        """Let these phases be open now, those before them over and those after them to come."""
        now, day = timezone.now(), timedelta(days=1)
        first = KINDS.index(open_kinds[0]) if open_kinds else len(KINDS)
        for place, kind in enumerate(KINDS):
            spans = {
                kind in open_kinds: (now - day, now + day),
                place < first: (now - 3 * day, now - 2 * day),
            }
            start, end = spans.get(True, (now + 2 * day, now + 3 * day))
            Phase.objects.filter(cycle=self.pk, kind=kind).update(opens_at=start, closes_at=end)

    def enter(self, key: str) -> None:
        self.turn(PhaseKind.ENTRY)
        story, statement = self.stories[key], self.row["entries"][key][1]
        entering.enter(self.category, story.idea, by=story.author, statement=statement, has_agreed=True)

    def screen(self) -> None:
        self.turn(PhaseKind.SCREENING)
        for entry in Entry.objects.filter(category__cycle=self.pk):
            entering.admit(entry, by=self.cast["noor"], panel=Panel.objects.get(category__cycle=self.pk))

    def judge(self, person: Person, number: int) -> None:
        """The last judge of a running round has only begun."""
        self.turn(PhaseKind.JUDGING, PhaseKind.PEOPLE)
        base = {self.stories[key].pk: value[0] for key, value in self.row["entries"].items()}
        is_late = self.row["results"] < 0 and number > 2
        for entry in Entry.objects.for_rules().filter(category__cycle=self.pk).order_by("pk"):
            if not rules.may_judge(person, entry):
                continue
            answers = {
                criterion.pk: max(1, min(5, base[entry.idea_id] + self.random.choice((-1, 0, 0, 1))))
                for criterion in self.category.criteria.all()
            }
            opinion = Opinion(answers, self.random.choice(COMMENTS), may_quote=True)
            judging.save(entry, opinion, by=person, read_version=0, hand_in=not is_late)
            if is_late:
                return

    def rank(self, person: Person) -> None:
        self.turn(PhaseKind.JUDGING, PhaseKind.PEOPLE)
        category = self.category
        if not rules.has_ballot(person, category):
            return
        choices = prepared.choices_for(person, category.pk)
        ranking = sorted(choices, key=lambda entry: -entry.idea.backer_count * self.random.random())
        if ranking:
            voting.cast(category, [entry.pk for entry in ranking[:3]], by=person)

    def compute(self) -> None:
        self.turn()
        for channel in (Channel.JURY, Channel.PEOPLE):
            computing.compute(self.category, channel, by=self.cast["noor"])
        said = {self.stories[key].pk: citation for key, citation in self.row["citations"].items()}
        winners = Winner.objects.filter(category__cycle=self.pk, channel=Channel.JURY).select_related("entry")
        for winner in winners:
            computing.cite(winner, said[winner.entry.idea_id], by=self.cast["noor"])

    def sign(self, key: str) -> None:
        self.settle()
        found = releasing.digest(releasing.contests(self.cycle))
        releasing.sign(self.cycle, by=self.cast[key], read_digest=found)

    def settle(self) -> None:
        """The dates that pages show: phases turn at nine in the morning."""
        now = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
        Cycle.objects.filter(pk=self.pk).update(results_at=now - timedelta(days=self.row["results"]))
        for kind in KINDS:
            start, end = (now - timedelta(days=days) for days in self.row[kind.value])
            Phase.objects.filter(cycle=self.pk, kind=kind).update(opens_at=start, closes_at=end)
