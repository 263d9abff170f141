"""A council reads the idea twice: it comes back once, and is then approved."""

import re

from playwright.sync_api import expect

from tests.journeys.browsing import Visitor
from tests.journeys.cast import Story
from tests.journeys.chapters import words

CRITERIA = ("Originality", "Evidence", "Reach", "Clarity")


def the_marketer_sends_it_to_the_council(story: Story) -> None:
    marketer = story.marketer
    marketer.visit("/")
    marketer.go_to("Ideas")
    marketer.follow(words.TITLE)
    marketer.show("Show the reviews")
    marketer.fill({"Council": words.COUNCIL})
    marketer.press("Send it to this council")
    marketer.read(f"“{words.TITLE}” is with the council.", "In review")
    story.worker()


def the_chair_asks_three_members(story: Story) -> None:
    chair = story.chair
    chair.visit("/")
    chair.go_to("Councils")
    chair.follow("My reviews")
    chair.follow(words.TITLE, within=chair.part("In your hands as chair"))
    chair.read("Nobody is asked yet", "None found or declared.")
    for name in ("Tomas Reyes", "Noor Saleh", "Kim Osei"):
        chair.row(name).get_by_role("checkbox").check()
    chair.press("Ask them")
    chair.read("Invited", within=chair.row("Kim Osei").first)
    story.worker()


def one_member_declares_a_conflict(story: Story) -> None:
    member = story.at(story.cast.partial_member)
    _open_the_review(member)
    story.review = member.path
    member.follow("I have a conflict of interest")
    member.fill({"What the conflict is": "My sister sells a rival runbook."})
    member.press("Declare the conflict")
    member.read("Thank you. This review is closed to you from now on.")
    member.visit(story.review, status=404)


def two_members_ask_for_more(story: Story) -> None:
    academic, member = story.at(story.cast.academic), story.at(story.cast.member)
    _review(academic, words.FIRST_REVIEW, points="3 Sound", outcome="Revise and resubmit")
    _open_the_review(member)
    member.read("Others’ reviews appear once yours is in.")
    member.miss(words.FIRST_REVIEW, words.BETWEEN_US, "The others")
    _review(member, words.SECOND_REVIEW, points="2 Thin", outcome="Revise and resubmit")
    member.read("The others", words.FIRST_REVIEW, words.BETWEEN_US)
    story.worker()


def the_chair_asks_to_revise_and_resubmit(story: Story) -> None:
    chair = story.chair
    chair.visit(f"{story.review}dashboard/")
    chair.read("2 of 2 reviews are in.", "Kim Osei declared a conflict of interest")
    chair.follow("Decide")
    chair.read(
        "The rule says: Revise and resubmit",
        "They recommend: Approve 0, Revise and resubmit 2, Decline 0.",
    )
    chair.choose("Decision", "Revise and resubmit")
    chair.fill({"Points to meet": "\n".join(words.POINTS)})
    chair.press("Decide, and write the letter")
    expect(chair.field("Letter")).to_have_value(re.compile("Dear authors,"))
    expect(chair.field("Letter")).to_have_value(re.compile(re.escape(words.FIRST_REVIEW)))
    chair.press("Send the letter")
    chair.read("The letter is sent.")
    asked = ["Send the letter? The idea moves, and this cannot be taken back."]
    assert chair.questions == (asked if chair.has_scripts else [])
    story.worker()


def the_expert_reads_the_letter_and_revises(story: Story) -> None:
    expert = story.expert
    expert.visit("/")
    expert.visit(story.idea)
    expert.read("Open")
    expert.show("Show the reviews")
    expert.read(f"{words.COUNCIL}: Revise and resubmit")
    expert.visit(story.idea)
    expert.follow("Revise")
    expert.fill(
        {
            "Body": f"{words.BODY}\n{words.SECOND_PART}\n\n{words.THIRD_PART}\n",
            "What changed": "What it costs, and who has tried it.",
        }
    )
    expert.press("Publish the revision")
    expert.read("Revision 3 is published.")
    expert.show("Show the reviews")
    expert.follow("The letter")
    expert.read(*words.POINTS, words.FIRST_REVIEW, words.SECOND_REVIEW)
    expert.miss(words.BETWEEN_US, "Kim Osei")
    expert.fill({"Your answer": words.ANSWER, words.POINTS[0]: "Forty hours.", words.POINTS[1]: "Oslo."})
    expert.press("Answer the letter")
    expert.read("Your answer is with the council.")


def the_second_round_approves(story: Story) -> None:
    the_marketer_sends_it_to_the_council(story)
    chair = story.chair
    chair.visit("/councils/queue/")
    chair.follow(words.TITLE, within=chair.part("In your hands as chair"))
    for name in ("Tomas Reyes", "Noor Saleh"):
        chair.row(name).get_by_role("checkbox").check()
    chair.press("Ask them")
    dashboard = chair.path
    story.worker()
    for person in (story.cast.academic, story.cast.member):
        _approve(story.at(person))
    chair.visit(dashboard)
    chair.follow("Decide")
    chair.read("The rule says: Approve")
    chair.press("Decide, and write the letter")
    chair.press("Send the letter")
    story.worker()


def _approve(visitor: Visitor) -> None:
    _open_the_review(visitor)
    visitor.read("What round 1 asked for", words.POINTS[0], "Forty hours.")
    _review(visitor, "Now it can be believed.", points="5 Outstanding", outcome="Approve")


def everybody_hears_of_the_approval(story: Story) -> None:
    expert = story.expert
    expert.visit("/notices/")
    expert.read(f"“{words.TITLE}” was approved")
    expert.visit(story.idea)
    expert.read("Approved", "Outside experts, heard")
    expert.show("Show the reviews")
    expert.read(f"{words.COUNCIL}, round 2: Approve")


def _open_the_review(visitor: Visitor) -> None:
    visitor.visit("/councils/queue/")
    visitor.follow(words.TITLE)


def _review(visitor: Visitor, to_authors: str, *, points: str, outcome: str) -> None:
    if "/reviews/" not in visitor.path:
        _open_the_review(visitor)
    for criterion in CRITERIA:
        visitor.choose(criterion, points)
    visitor.fill({"For the authors": to_authors, "For the council only": words.BETWEEN_US})
    visitor.choose("Your recommendation", outcome)
    visitor.press("Submit the review")
    visitor.read("Your review is in. Thank you.")
