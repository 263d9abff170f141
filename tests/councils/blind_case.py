"""A restricted idea of two authors before a council that hides both sides, and all who are not to learn something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from councils.stages import AuthorsSee, Blindness, Outcome, RelationKind
from councils.workflow import assigning, conflicts, deliberating, lettering, relating
from ideanet.activity import addressing, follows
from ideanet.activity.stages import Level, Outlet
from ideanet.people.models import Person
from ideas.models import Idea, Reader
from ideas.stages import Audience, CommentAudience, ReaderReason
from ideas.workflow import authoring, commenting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.councils import making
from tests.councils.crawling import Places

TITLE: Final = "Tidal batteries for harbours"
# Keys that stand for nothing else, so that they are found in any address, field or JSON.
FIRST_KEYS: Final = {
    "people_person": 8_310_000,
    "ideas_idea": 8_420_000,
    "councils_councilreview": 8_530_000,
    "councils_assignment": 8_640_000,
    "ideas_evidence": 8_750_000,
}
# By these one knows that a page speaks of the idea or its review, in lower case.
OF_IT: Final = (
    TITLE.lower(),
    *(str(key)[:-2] for table, key in FIRST_KEYS.items() if table != "people_person"),
)
PHASES: Final = (
    "opened",
    "assigned",
    "one declined, another's is in",
    "own is in, discussed, one in conflict",
    "decided against the rule",
    "letter sent",
    "answered and revised",
    "second round",
    "closed",
)


DISCUSSED: Final = PHASES[3]
# Who only chairs looks for conflicts, and therefore knows the authors.
KNOWN_TO_CHAIRS: Final = {"opened", "second round", "closed"}


@dataclass(frozen=True)
class Hidden:
    """Somebody, and all that tells who it is: words of the name, the address, initials on a picture, the key."""

    person: Person

    @property
    def signs(self) -> tuple[str, ...]:
        """In lower case. The words are so rare, and the key so high, that they mean nobody else."""
        address = self.person.email.partition("@")[0]
        initials = f">{self.person.initials}<"
        return tuple(s.lower() for s in (*self.person.name.split(), address, initials, str(self.person.pk)))


class Case:
    def __init__(self) -> None:
        with connection.cursor() as cursor:
            for table, key in FIRST_KEYS.items():
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, key])
        self.council, self.chair, _none = making.make_chaired_council(
            members=0,
            name="The Tide Council",
            blindness=Blindness.BOTH_HIDDEN,
            authors_see=AuthorsSee.AVERAGES,
            quorum=3,
            is_network=True,
        )
        self._people()
        self._idea()
        self.review = making.make_review(self.council, self.idea)
        self._talk()
        self.tokens = {person.pk: self._private_addresses(person) for person in self.everybody}

    def _people(self) -> None:
        self.author = self._employee("Quillon Zephyrine")
        self.second_author = self._employee("Ottoline Vexley")
        self.reviewer = self._member("Jocasta Wychwood")
        self.second = self._member("Ulric Kjellberg")
        self.third = self._member("Fenella Xanthos")
        self.decliner = self._member("Perpetua Blackthorn")
        self.late = self._member("Ignatius Quarles")
        self.chair_who_reviews = self._member("Leopold Thackeray", is_chair=True)
        self.chair_in_conflict = self._member("Nestor Yarborough", is_chair=True)
        self.outsider = factories.make_outsider(name="Dorothea Ickworth")
        relating.declare(self.author, by=self.chair_in_conflict, kind=RelationKind.FAMILY)

    def _employee(self, name: str) -> Person:
        return factories.make_employee(name=name, email=f"{name.lower().replace(' ', '-')}@home.example")

    def _member(self, name: str, **offer: Any) -> Person:
        return making.seat(self.council, self._employee(name), **offer).person

    def _idea(self) -> None:
        self.idea = factories.make_idea(self.author, title=TITLE, audience=Audience.RESTRICTED)
        authoring.invite(self.idea, self.second_author, by=self.author)
        authoring.accept(self.idea, by=self.second_author)
        Reader.objects.create(idea=self.idea, person=self.idea.theme.owner, reason=ReaderReason.NAMED)
        making.attach_file(self.idea, b"Seen by Quillon Zephyrine.", "Zephyrine's own.txt", title="One")
        making.attach_file(self.idea, b"Seen by the harbour master.", "by Vexley.txt", title="Two")

    def _talk(self) -> None:
        """What else stands on an idea; and everybody follows whom and what there is."""
        making.illustrate(self.review)
        for person in self.authors:
            words = f"Said by {person.name}."
            commenting.post(self.idea, by=person, body=words, audience=CommentAudience.EVERYONE)
        for topic in (self.idea, self.council, *self.reviewers):
            follows.choose(self.author, topic, Level.EVERYTHING)
        for topic in (*self.authors, self.idea.theme, self.council):
            for person in (*self.reviewers, self.chair_in_conflict, self.third):
                follows.choose(person, topic, Level.EVERYTHING)

    def _private_addresses(self, person: Person) -> dict[str, list[str]]:
        """A news reader's and a calendar's."""
        atom = [addressing.make(person, outlet, once=outlet)[1] for outlet in (Outlet.IDEAS, Outlet.FEED)]
        return {"atom/": atom, "calendar/": [addressing.make(person, Outlet.CALENDAR, once="calendar")[1]]}

    @property
    def authors(self) -> list[Person]:
        return [self.author, self.second_author]

    @property
    def reviewers(self) -> list[Person]:
        """Whoever is or was asked, but for the chair."""
        return [self.reviewer, self.second, self.third, self.decliner, self.late]

    @property
    def everybody(self) -> list[Person]:
        """Those who look, or may have looked once. From the other chair no name is hidden."""
        return [*self.lookers("one declined, another's is in"), self.third]

    def lookers(self, phase: str) -> list[Person]:
        """Who looks in a phase: whoever was asked is one reviewer like another until something sets them apart."""
        number = PHASES.index(phase)
        found = [self.author, self.reviewer, self.chair_in_conflict, self.outsider]
        if phase not in KNOWN_TO_CHAIRS:
            found.append(self.chair_who_reviews)
        if phase in {"one declined, another's is in", "letter sent", "second round"}:
            found.append(self.late)
        if number >= PHASES.index(DISCUSSED):
            found.append(self.third)
        return found

    @property
    def who_read_everything(self) -> list[Person]:
        return [self.author, self.reviewer]

    # --- What happens ---------------------------------------------------------------------------

    def phases(self) -> Iterator[str]:
        """PHASES, one after the other, as people make them."""
        yield "opened"
        asked = [self.reviewer, self.second, self.third, self.decliner, self.chair_who_reviews]
        own = {p.pk: making.assign(self.review, p, by=self.chair) for p in asked}
        yield "assigned"
        assigning.decline(own[self.decliner.pk], by=self.decliner, reason="No time.")
        making.assign(self.review, self.late, by=self.chair)
        making.submit_as(self.review, self.second)
        yield "one declined, another's is in"
        for person in (self.reviewer, self.third):
            making.submit_as(self.review, person)
        deliberating.say(self.review, by=self.second, body="Sounds like much.", request_key=uuid4())
        conflicts.declare(self.review, self.third, by=self.third, reason="We share a boat.")
        making.submit_as(self.review, self.chair_who_reviews)
        deliberating.sum_up(self.review, by=self.chair, body="Much, and good.")
        yield "own is in, discussed, one in conflict"
        making.decide(self.review, by=self.chair, outcome=Outcome.REVISE, reason="Too early for a yes.")
        yield "decided against the rule"
        decision = making.reload(self.review).decision
        assert decision is not None
        making.send_letter(self.review, by=self.chair, body=decision.letter.body)
        yield "letter sent"
        for author in self.authors:
            met = {point.pk: "Met on page two." for point in decision.points.all()}
            lettering.answer(self.review, by=author, body="We tried again.", met=met)
        self._revise()
        yield "answered and revised"
        again = making.make_review(self.council, Idea.objects.get(pk=self.idea.pk))
        for person in (self.reviewer, self.second, self.late):
            making.assign(again, person, by=self.chair)
        yield "second round"
        for person in (self.reviewer, self.second, self.late):
            making.submit_as(again, person)
        making.close(again, by=self.chair)
        yield "closed"

    def _revise(self) -> None:
        idea = Idea.objects.get(pk=self.idea.pk)
        text = Text(idea.title, idea.nugget, f"{idea.body}\n\nNow with others who tried.")
        writing.publish_revision(
            idea, text, by=self.author, note="As asked.", read_number=idea.revision_number
        )

    # --- Who may learn what ---------------------------------------------------------------------

    def hidden_from(self, person: Person, phase: str) -> list[Person]:
        """Whose part in the review this person may not learn now."""
        if person == self.author:
            return [*self.reviewers, self.chair_who_reviews]
        if self.has_nothing_of_it(person, phase):
            return [*self.authors, *(p for p in self.reviewers if p != person)]
        # Others' names come with their reviews, and those once one's own is in; a chair asks people by name.
        own_in = {
            self.reviewer.pk: DISCUSSED,
            self.third.pk: DISCUSSED,
            self.late.pk: "closed",
        }
        waits = PHASES.index(phase) < PHASES.index(own_in.get(person.pk, "opened"))
        others = [self.second, self.reviewer, self.late] if waits else []
        return [*self.authors, *(p for p in others if p != person)]

    def has_nothing_of_it(self, person: Person, phase: str) -> bool:
        """In conflict, or never concerned: for them there is no review and no idea."""
        in_conflict = PHASES.index(phase) >= PHASES.index(DISCUSSED)
        return person in (self.chair_in_conflict, self.outsider) or (person == self.third and in_conflict)

    def knows_members(self, person: Person) -> bool:
        """This council hides its members from everybody but each other; chairs are known."""
        return person not in (self.author, self.outsider)

    # --- Where they look ------------------------------------------------------------------------

    def places(self, person: Person) -> Places:
        """What there is in each place of a route that takes something; see `crawling.addresses`."""
        people = [self.author.pk, self.second_author.pk, self.reviewer.pk, self.chair_who_reviews.pk]
        year = timezone.localdate().year
        stated: dict[str, Sequence[Any]] = {
            **self.tokens[person.pk],
            "people/": people,
            "reports/people/": people,
            "ideas/by/": people,
            "ideas/*/readers/": people,
            "ideas/*/authors/": people,
            "councils/*/calibration/": people,
            "councils/*/reviewers/": people,
            "councils/*/reviewers/*/": [year],
            "councils/*/quality/": ["closed", "answered", "overdue"],
            "follows/": ["ideas.idea", "councils.councilreview", "people.person"],
            "follows/*/": [self.idea.pk, self.review.pk, self.author.pk],
            "ideas/*/moves/": ["withdraw", "send-to-review"],
            "ideas/*/revisions/": [1, 2],
            "sessions/months/": [year],
            "sessions/months/*/": [11],
            "unsubscribe/": ["nothing"],
            "join/": ["nothing"],
            "councils/invitations/link/": ["nothing"],
            "mail/": ["nothing"],
            "mail/*/": [1],
            "drafts/*/versions/": [1],
        }
        return {place: _always(values) for place, values in stated.items()} | {
            place: _of(*model.split(".")) for place, model in TABLES.items()
        }

    def questions(self) -> list[str]:
        """Questions that a curious reader types in."""
        asked = ("/search/", "/search/suggestions/", "/search/comments/")
        mentionable = reverse("ideas:mentionable", args=[self.idea.pk])
        return [
            *(f"{way}?q=Tidal" for way in asked),
            f"/search/?author={self.author.pk}",
            f"{mentionable}?q=J",
            "/nowhere/",
        ]


# Of which tables the keys are.
TABLES: Final = {
    "addresses/": "activity.Address",
    "awards/": "awards.Cycle",
    "awards/categories/": "awards.Category",
    "awards/entries/": "awards.Entry",
    "awards/entries/*/pictures/": "ideas.Picture",
    "awards/ideas/": "ideas.Idea",
    "awards/judges/": "awards.Judge",
    "awards/panels/": "awards.Panel",
    "awards/runs/": "awards.Run",
    "awards/winners/": "awards.Winner",
    "councils/": "councils.Council",
    "councils/absences/": "councils.Absence",
    "councils/assignments/": "councils.Assignment",
    "councils/delegations/": "councils.Delegation",
    "councils/examples/": "councils.Example",
    "councils/ideas/": "ideas.Idea",
    "councils/invitations/": "councils.SeatInvitation",
    "councils/nominations/": "councils.Nomination",
    "councils/nominators/": "councils.Nominator",
    "councils/nominees/": "councils.Nominee",
    "councils/proposed/": "councils.Proposed",
    "councils/relations/": "councils.Relation",
    "councils/renewals/": "councils.Renewal",
    "councils/requirements/": "councils.Requirement",
    "councils/reviews/": "councils.CouncilReview",
    "councils/reviews/*/files/": "ideas.Evidence",
    "councils/reviews/*/pictures/": "ideas.Picture",
    "councils/seats/": "councils.Seat",
    "councils/separations/": "councils.Separation",
    "credentials/": "people.Credential",
    "domains/": "people.MailDomain",
    "drafts/": "publishing.Draft",
    "drafts/channels/": "publishing.Channel",
    "drafts/deliveries/": "publishing.Delivery",
    "drafts/ideas/": "ideas.Idea",
    "drafts/quotes/": "publishing.Quote",
    "guidelines/": "people.Guidelines",
    "ideas/": "ideas.Idea",
    "ideas/*/amendments/": "ideas.Amendment",
    "ideas/*/comments/": "ideas.Comment",
    "ideas/*/evidence/": "ideas.Evidence",
    "ideas/*/handovers/": "ideas.Handover",
    "ideas/*/merging/proposals/": "ideas.MergeProposal",
    "ideas/duplicates/": "ideas.Pair",
    "ideas/jottings/": "ideas.Jotting",
    "ideas/pictures/": "ideas.Picture",
    "invitations/": "people.Invitation",
    "notices/": "activity.Notice",
    "organisations/": "people.Organisation",
    "reports/credits/": "reports.Credit",
    "reports/goals/": "reports.Goal",
    "segments/": "people.Segment",
    "sessions/": "ideas.Session",
    "sessions/*/materials/": "ideas.Material",
    "sessions/*/ideas/": "ideas.Idea",
    "themes/": "ideas.Theme",
}
MOST_OF_A_TABLE: Final = 4


def _always(values: Sequence[Any]) -> Any:
    return lambda _before: values


def _of(app: str, model: str) -> Any:
    rows = apps.get_model(app, model)._default_manager
    return lambda _before: list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_OF_A_TABLE])
