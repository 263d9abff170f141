"""A blind review of two rounds: a chair in conflict, a refusal, a late reviewer, an override, the author's answer."""

from datetime import timedelta

import pytest
from django.db.models import F
from playwright.sync_api import expect

from councils import reminding
from councils.models import Assignment, CouncilReview
from councils.stages import Blindness, RelationKind
from councils.workflow import relating
from ideanet.people.models import Expertise, Person
from ideas.models import Idea, Reader
from ideas.stages import Audience, ReaderReason
from tests import factories
from tests.councils import making
from tests.journeys.browsing import Visitor
from tests.journeys.chapters.vetting import CRITERIA
from tests.journeys.conftest import SignIn, Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: blind_review")]

TITLE, AUTHOR = "Tidal batteries for harbours", "Quillon Zephyrine"
POINT = "Say what a battery costs."


class Story:
    """Who is in it, and the browser of each."""

    def __init__(self, sign_in: SignIn, worker: Worker) -> None:
        self._sign_in, self.worker = sign_in, worker
        self._browsers: dict[int, Visitor] = {}
        self.council, self.chair, self.members = making.make_chaired_council(
            members=3, name="The Tide Council", blindness=Blindness.BOTH_HIDDEN, quorum=2
        )
        for member, name in zip(
            self.members, ("Ines Tidewater", "Bram Harbour", "Olu Seagrave"), strict=True
        ):
            member.name = name
            member.save(update_fields=["name"])
        # The third is found to know most of it, so that whoever is asked in another's place is no matter of the draw.
        self.members[2].expertise.add(Expertise.objects.create(name="Tidal batteries"))
        self.author = factories.make_employee(name=AUTHOR)
        self.relative = making.seat(self.council, is_chair=True).person
        relating.declare(self.author, by=self.relative, kind=RelationKind.FAMILY)
        idea = factories.make_idea(self.author, title=TITLE, audience=Audience.RESTRICTED)
        Reader.objects.create(idea=idea, person=idea.theme.owner, reason=ReaderReason.NAMED)
        making.attach_file(idea, b"Measured by Quillon Zephyrine.", "zephyrine.txt")
        self.idea = idea.get_absolute_url()
        self.send(idea.pk)

    def send(self, idea_pk: int) -> None:
        idea = Idea.objects.get(pk=idea_pk)
        self.review = making.make_review(self.council, idea)
        self.worker()

    @property
    def desk(self) -> str:
        return self.review.get_absolute_url()

    def at(self, person: Person) -> Visitor:
        if person.pk not in self._browsers:
            self._browsers[person.pk] = self._sign_in(person)
        return self._browsers[person.pk]


def test_a_blind_review_of_two_rounds(sign_in: SignIn, worker: Worker) -> None:
    story = Story(sign_in, worker)
    a_chair_in_conflict_finds_nothing(story)
    the_chair_asks_two_and_looks_at_the_file(story)
    one_refuses_and_another_is_asked(story)
    nobody_is_named_to_a_reviewer(story)
    one_is_late_and_reminded(story)
    the_chair_decides_against_the_rule(story)
    the_author_reads_answers_and_revises(story)
    the_second_round_sees_how_each_point_was_met(story)


def a_chair_in_conflict_finds_nothing(story: Story) -> None:
    relative = story.at(story.relative)
    relative.visit("/councils/queue/")
    relative.miss(TITLE)
    for below in ("", "dashboard/", "files/", "letter/"):
        relative.visit(f"{story.desk}{below}", status=404)


def the_chair_asks_two_and_looks_at_the_file(story: Story) -> None:
    chair = story.at(story.chair)
    chair.visit(f"{story.desk}dashboard/")
    chair.read(AUTHOR, "has a relation to an author", "One file may name an author")
    chair.follow("Look at the files")
    chair.read("Names an author", "Reviewers do not get it.")
    chair.visit(f"{story.desk}dashboard/")
    for person in story.members[:2]:
        chair.row(person.name).get_by_role("checkbox").check()
    chair.press("Ask them")
    story.worker()


def one_refuses_and_another_is_asked(story: Story) -> None:
    refuses = story.at(story.members[1])
    refuses.visit(story.desk)
    refuses.follow("Decline")
    refuses.fill({"Reason": "I am at sea until spring."})
    refuses.press("Decline")
    story.worker()
    chair = story.at(story.chair)
    chair.visit(f"{story.desk}dashboard/")
    chair.read("I am at sea until spring.", within=chair.row(story.members[1].name).first)
    chair.read("Invited", within=chair.row(story.members[2].name).first)


def nobody_is_named_to_a_reviewer(story: Story) -> None:
    reviewer = story.at(story.members[0])
    reviewer.visit("/councils/queue/")
    reviewer.follow(TITLE)
    reviewer.read("The authors")
    reviewer.follow("Files", within=reviewer.page.get_by_role("navigation", name="This review"))
    reviewer.read("An author’s name may stand in this file.")
    reviewer.visit(story.idea, status=404)
    reviewer.visit(story.desk)
    judge(reviewer, "It floats, and it pays.")
    body = reviewer.page.content()
    assert AUTHOR not in body
    assert "zephyrine" not in body.lower()


def one_is_late_and_reminded(story: Story) -> None:
    late = story.members[2]
    asked = Assignment.objects.filter(review=story.review, person=late)
    asked.update(due_at=F("assigned_at") - timedelta(days=1))
    reminding.remind_all()
    story.worker()
    chair = story.at(story.chair)
    chair.visit(f"{story.desk}dashboard/")
    chair.read("1 of 2 reviews are in.", "after it was due")
    chair.press(f"Remind {late.name}")
    chair.read(f"{late.name} was reminded.")
    story.worker()
    reviewer = story.at(late)
    reviewer.visit("/notices/")
    reviewer.read(f"Your review of {TITLE} is overdue")
    reviewer.visit(story.desk)
    reviewer.miss("It floats, and it pays.")
    judge(reviewer, "Sound, if late.")
    reviewer.read("It floats, and it pays.")


def the_chair_decides_against_the_rule(story: Story) -> None:
    chair = story.at(story.chair)
    chair.visit(f"{story.desk}decision/")
    chair.read("The rule says: Approve")
    chair.choose("Decision", "Revise and resubmit")
    chair.fill({"Points to meet": POINT})
    chair.press("Decide, and write the letter")
    chair.read("The rule does not say so: write down why you decide this way.")
    chair.fill({"Reason": "Nobody can buy it before they know the price."})
    chair.press("Decide, and write the letter")
    chair.press("Send the letter")
    chair.read("The letter is sent.")
    story.worker()


def the_author_reads_answers_and_revises(story: Story) -> None:
    author = story.at(story.author)
    author.visit(f"{story.desk}letter/")
    author.read("It floats, and it pays.", "Sound, if late.", "Reviewer 1", "Reviewer 2")
    author.miss(*(person.name for person in story.members))
    author.fill({"Your answer": "You are right.", POINT: "Ninety a day."})
    author.press("Answer the letter")
    author.read("Your answer is with the council.")
    author.visit(f"{story.idea}edit/")
    author.fill({"Body": "A battery costs ninety a day.", "What changed": "The price."})
    author.press("Publish the revision")
    story.worker()
    story.send(story.review.idea_id)


def the_second_round_sees_how_each_point_was_met(story: Story) -> None:
    chair = story.at(story.chair)
    chair.visit(f"{story.desk}dashboard/")
    for person in (story.members[0], story.members[2]):
        chair.row(person.name).get_by_role("checkbox").check()
    chair.press("Ask them")
    story.worker()
    for person in (story.members[0], story.members[2]):
        reviewer = story.at(person)
        reviewer.visit(story.desk)
        reviewer.read("What round 1 asked for", POINT, "Ninety a day.")
        reviewer.miss(AUTHOR)
        judge(reviewer, "Now it can be bought.")
    story.at(story.relative).visit(story.desk, status=404)
    chair.visit(f"{story.desk}decision/")
    chair.press("Decide, and write the letter")
    chair.press("Send the letter")
    story.worker()
    author = story.at(story.author)
    author.visit(f"{story.desk}letter/")
    author.read("Now it can be bought.", "Approve")
    author.miss(*(person.name for person in story.members))
    expect(author.main).not_to_contain_text(story.relative.name)
    assert CouncilReview.objects.get(pk=story.review.pk).state == "closed"


def judge(visitor: Visitor, to_authors: str) -> None:
    for criterion in CRITERIA:
        scale = visitor.main.get_by_role("group", name=criterion)
        scale.get_by_role("radio").first.focus()
        visitor.page.keyboard.press("5")
        expect(scale.get_by_label("5 Outstanding")).to_be_checked()
    visitor.fill({"For the authors": to_authors, "For the council only": "I would fund it."})
    visitor.choose("Your recommendation", "Approve")
    visitor.press("Submit the review")
    visitor.read("Your review is in. Thank you.")
