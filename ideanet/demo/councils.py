"""The councils of the demo, from content/: seats taken, ideas vetted, reviews under way."""

from datetime import timedelta
from functools import partial
from itertools import cycle
from random import Random
from typing import Any

from django.utils import timezone

from councils import detection, prepared, standing
from councils.models import Assignment, Council, CouncilReview, Seat, SeatInvitation
from councils.stages import Outcome
from councils.workflow import (
    absenting,
    assigning,
    calibrating,
    conflicts,
    deciding,
    excepting,
    founding,
    lettering,
    opening,
    phrasing,
    relating,
    reviewing,
    seating,
)
from councils.workflow.absenting import Days
from councils.workflow.calibrating import Wanted
from councils.workflow.reviewing import Draft
from councils.workflow.seating import Offer
from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Row, Story
from ideanet.demo.people import Cast, read
from ideanet.people.models import Person
from ideas.workflow import writing
from ideas.workflow.writing import Text

VETTED = {"approved": Outcome.APPROVE, "published": Outcome.APPROVE, "adopted": Outcome.APPROVE}
NO_SUCH_RULE = "Invited for what they know; the rule was made for those who come after."


class House:
    """All councils, and the words that their members say."""

    def __init__(self, cast: Cast, random: Random) -> None:
        self.cast, self.random = cast, random
        self.councils: dict[str, Council] = {}
        content = read("reviews.yaml")
        self.words = {outcome: cycle(content[outcome]) for outcome in Outcome.values}
        self.revised: Row = content["revised"]
        self.under_way: Row = content["under_way"]
        self.relations: list[Row] = content["relations"]
        self.away: list[Row] = content["away"]
        self.examples: list[Row] = content["examples"]

    def plan_seats(self, clock: Clock) -> None:
        for row in read("councils.yaml"):
            clock.at(row["founded"], partial(self.found, row))
            for number, key in enumerate([*row["chairs"], *row["members"]]):
                clock.at(row["founded"] - 5 - number, partial(self.seat, row, key))
            for key in row.get("invite", []):
                clock.at(4, partial(self.invite, row, key))
        for row in self.relations:
            clock.at(3, partial(self.relate, row))

        for row in self.away:
            clock.at(1, partial(self.leave, row))

        for number, row in enumerate(self.examples):
            clock.at(40 - number, partial(self.agree_on, row))

    def agree_on(self, row: Row) -> None:
        """An example of the council of experts, and who has scored it."""
        council = self.councils["experts"]
        criteria = {c.name: c.pk for c in council.scorecards.latest("version").criteria.all()}
        agreed = {criteria[name]: (points, reason) for name, (points, reason) in row["agreed"].items()}
        wanted = Wanted(agreed, row["title"], row["body"])
        example = calibrating.add(council, wanted, by=self.cast["ingrid"])
        for key, given in row["scored"].items():
            points = {criteria[name]: number for name, number in given.items()}
            calibrating.score(example, points, by=self.cast[key])

    def leave(self, row: Row) -> None:
        council = self.councils["experts"]
        seats = Seat.objects.open().filter(council=council)
        acting = seats.get(person=self.cast[row["acting"]]) if "acting" in row else None
        since, until = (council.today() + timedelta(days=row[name]) for name in ("from", "until"))
        absenting.state(council, Days(since, until, row["reason"], acting), by=self.cast[row["person"]])

    def relate(self, row: Row) -> None:
        relating.declare(self.cast[row["other"]], by=self.cast[row["person"]], kind=row["kind"])

    def found(self, row: Row) -> None:
        fields = (
            "name",
            "kind",
            "purpose",
            "blindness",
            "quorum",
            "window_days",
            "charter",
            "invitation_note",
        )
        council = founding.found(
            by=self.cast["irene"],
            is_network=True,
            **{name: row[name] for name in fields},
            **{name: row[name] for name in ("term_years", "terms_most", "pause_years") if name in row},
        )
        for requirement in row["requirements"]:
            founding.require(council, by=self.cast["irene"], **requirement)
        if "letters" in row:
            phrasing.keep(council, row["letters"], by=self.cast["irene"])
        self.councils[row["key"]] = council

    def invite(self, row: Row, key: str) -> SeatInvitation:
        today = timezone.localdate()
        offer = Offer(
            seat_class=row.get("classes", {}).get(
                key, "customer" if row["kind"] == "customers" else "expert"
            ),
            starts_on=today,
            ends_on=today + timedelta(days=420),
            is_chair=key in row["chairs"],
            message="We would be glad to have your eye on what we say.",
            exception=NO_SUCH_RULE if self._lacks(row, key) else "",
        )
        return seating.invite(self.councils[row["key"]], self.cast[key], offer, by=self.cast["irene"])

    def agree(self, invitation: SeatInvitation) -> SeatInvitation:
        """The council's chair is the second person; before there is one, it is Noor."""
        if invitation.is_sent:
            return invitation
        seats = Seat.objects.sitting().filter(council=invitation.council, is_chair=True)
        seat = seats.select_related("person").first()
        return excepting.agree(invitation, by=seat.person if seat else self.cast["noor"])

    def _lacks(self, row: Row, key: str) -> list[str]:
        """The entry requirements that the person does not meet."""
        return standing.unmet(
            standing.standings(self.councils[row["key"]], self.cast[key], reader=self.cast["irene"])
        )

    def seat(self, row: Row, key: str) -> None:
        invitation = self.agree(self.invite(row, key))
        seating.accept(invitation, by=self.cast[key], attested=standing.to_attest(self.councils[row["key"]]))

    def plan_review(self, clock: Clock, story: Story) -> None:
        """What the council of experts does with one idea, if anything."""
        stage, reason = story.row["stage"], story.row.get("reason")
        if story.key in self.under_way:
            self._plan_under_way(clock, story)
        elif stage in VETTED or (stage == "declined" and story.key != "spot-market"):
            Vetting(self, story, VETTED.get(stage, Outcome.DECLINE), reason).plan(clock)

    def _plan_under_way(self, clock: Clock, story: Story) -> None:
        row = self.under_way[story.key]
        vetting = Vetting(self, story, Outcome.APPROVE, None)
        sent = row["sent"]
        if "second" in row:
            # A review keeps the rules that it opened with.
            for moment, wanted in ((sent + 0.01, True), (sent - 0.01, False)):
                clock.at(moment, partial(self.ask_for_second, wanted=wanted))
            clock.at(row["decided"], partial(vetting.ask_to_check, self.cast[row["second"]]))
        clock.at(sent, vetting.send)
        for number, key in enumerate(row["asked"]):
            clock.at(sent - 0.5, partial(vetting.ask, self.cast[key]))
            if key in row["submitted"]:
                clock.at(sent - 3 - number, partial(vetting.review, self.cast[key], row["submitted"][key]))
        for key, reason in row.get("conflict", {}).items():
            clock.at(sent - 2, partial(vetting.step_back, self.cast[key], reason))

    def ask_for_second(self, *, wanted: bool) -> None:
        founding.change(self.councils["experts"], by=self.cast["irene"], needs_second_reader=wanted)


class Vetting:
    """One idea before the council of experts: one round, or two when it came back."""

    def __init__(self, house: House, story: Story, outcome: str, reason: str | None) -> None:
        self.house, self.story, self.outcome, self.reason = house, story, outcome, reason

    def plan(self, clock: Clock) -> None:
        start = self.story.opened * 0.62
        returned = self.house.revised.get(self.story.key)
        if returned:
            first = self.story.opened * 0.85
            self._plan_round(clock, first, 8, partial(self.decide, Outcome.REVISE, returned["points"]))
            clock.at(first - 12, partial(self.come_back, returned))
        self._plan_round(clock, start, self.story.opened * 0.15, partial(self.decide, self.outcome, []))

    def _plan_round(self, clock: Clock, start: float, length: float, decide: Any) -> None:
        clock.at(start, self.send)
        clock.at(start - 0.3, self.ask_three)
        for number in range(3):
            clock.at(start - length * (number + 1) / 5, partial(self.review_next, number))
        clock.at(start - length, decide)

    @property
    def current(self) -> CouncilReview:
        newest = CouncilReview.objects.filter(idea=self.story.pk).values_list("pk", flat=True).latest("pk")
        return prepared.review_for_rules(newest)

    def chair(self, review: CouncilReview) -> Person:
        """The first chair without a conflict."""
        seats = [s for s in review.council.seats.all() if s.is_chair]
        away = {conflict.person_id for conflict in review.conflicts.all()}
        return next(seat.person for seat in seats if seat.person_id not in away)

    def send(self) -> None:
        idea = self.story.idea
        opening.send(
            idea,
            self.house.councils["experts"],
            by=idea.theme.owner if self._is_free(idea) else self.house.cast["jonas"],
        )

    def _is_free(self, idea: Any) -> bool:
        return idea.theme.owner not in self.story.authors

    def ask_three(self) -> None:
        """Three members who are free of conflict, others each time."""
        review = self.current
        members = Seat.objects.filter(council=review.council, is_chair=False, is_secretary=False)
        seats = list(members.select_related("person"))
        found = detection.find(self.story.idea, [seat.person for seat in seats], years=review.co_author_years)
        free = [seat for seat in seats if seat.person_id not in found]
        self.asked = self.house.random.sample([seat.person for seat in free], 3)
        for person in self.asked:
            self.ask(person)

    def ask(self, person: Person) -> None:
        review = self.current
        seat = Seat.objects.get(council=review.council, person=person)
        assigning.assign(review, seat, by=self.chair(review))

    def review_next(self, number: int) -> None:
        review = self.current
        is_first = self.story.key in self.house.revised and review.number == 1
        outcome = Outcome.REVISE if is_first else self.outcome
        self.review(self.asked[number], outcome)

    def review(self, person: Person, outcome: str) -> None:
        council_review = self.current
        assignment = Assignment.objects.get(review=council_review, person=person)
        level, to_authors, to_council = next(self.house.words[outcome])
        points = {
            criterion.pk: max(1, min(5, level + self.house.random.choice((-1, 0, 0, 1))))
            for criterion in council_review.scorecard.criteria.all()
        }
        reviewing.submit(assignment, Draft(outcome, to_authors, to_council, points), by=person)

    def step_back(self, person: Person, reason: str) -> None:
        conflicts.declare(self.current, person, by=person, reason=reason)

    def decide(self, outcome: str, points: list[str]) -> None:
        review = self.current
        chair = self.chair(review)
        decision = deciding.decide(review, by=chair, outcome=outcome, points=points, reason=self.reason or "")
        letter = decision.letter.body
        lettering.send(review, by=chair, body=f"{letter}\n\n{self.reason}" if self.reason else letter)

    def ask_to_check(self, reader: Person) -> None:
        """Decided, with a letter that waits for somebody else to read and send it."""
        review = self.current
        chair = self.chair(review)
        deciding.decide(review, by=chair, outcome=self.outcome, reason="Two of three are convinced.")
        lettering.name_second(self.current, by=chair, reader=reader)

    def come_back(self, returned: Row) -> None:
        idea, review = self.story.idea, self.current
        writing.publish_revision(
            idea,
            Text(idea.title, idea.nugget, idea.body + returned["append"]),
            by=self.story.author,
            note=returned["note"],
            read_number=idea.revision_number,
        )
        decision = review.decision
        met = (
            dict(zip(decision.points.values_list("pk", flat=True), returned["met"], strict=True))
            if decision
            else {}
        )
        lettering.answer(review, by=self.story.author, body=returned["answer"], met=met)
