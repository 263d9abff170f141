"""The executive sees what was produced against the goal, and opens it down to the events."""

from tests.journeys.cast import Story
from tests.journeys.chapters import words


def the_executive_opens_the_output(story: Story) -> None:
    executive = story.executive
    executive.visit("/")
    executive.go_to("Reports")
    row = executive.row("Reliability engineer")
    executive.read("Operations, Norway", "reports to Magnus Orr", "6.00", "4.00", "150 %", within=row)
    executive.follow("reports to Magnus Orr", within=row)
    executive.read("Magnus Orr and all who report to them, at any distance.")


def the_executive_opens_a_person_down_to_the_events(story: Story) -> None:
    executive = story.executive
    executive.follow("Edda Winter")
    executive.read("the goal, agreed by Magnus Orr on", "Idea approved, 1 event", "Award won, 2 events")
    executive.follow("Idea published")
    executive.read("A credit of 1.00", "1.00 points × 100 % = 1.00", words.TITLE)
    executive.follow(words.TITLE)
    executive.read("Published", "What happened")
    executive.show("Show its history")
    history = executive.main.locator("#history")
    executive.page.locator(".panel", has_text="What happened").scroll_into_view_if_needed()
    executive.read("This idea was published", "This idea was approved", within=history)


def the_reviewers_have_their_credit_too(story: Story) -> None:
    executive = story.executive
    executive.go_to("Reports")
    executive.read("0.50", within=executive.row("Tomas Reyes"))
    executive.follow("Tomas Reyes")
    executive.read("Reviewed for a council", "not named: reviews are confidential")
    executive.miss(words.TITLE)
