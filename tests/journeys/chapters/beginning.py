"""Before the idea: guidelines, a theme, a council with its seats, a goal for the year."""

from ideanet.people.models import Person
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.cast import Story
from tests.journeys.chapters import words


def the_administrator_publishes_the_guidelines(story: Story) -> None:
    administrator = story.administrator
    administrator.visit("/guidelines/new/")
    administrator.fill({"Guidelines": words.GUIDELINES, "Disclaimer": words.DISCLAIMER})
    administrator.press("Publish")
    administrator.read("Published. Everyone is asked before their next contribution.", words.GUIDELINES)


def the_marketer_opens_a_theme(story: Story) -> None:
    marketer = story.marketer
    _agree(marketer)
    marketer.go_to("Themes")
    marketer.follow("New theme")
    marketer.fill(
        {
            "Title": words.THEME,
            "Summary": "Fewer alarms, and better sleep for those who answer them.",
            "Brief": "What would let a team **sleep through**?",
            "Owner": story.cast.marketer.email,
            "Opens": "2026-01-01T09:00",
        }
    )
    offering = marketer.main.locator(".offering").first
    marketer.fill({"Offering": "Night desk", "Address": "https://home.example/night-desk"}, within=offering)
    marketer.press("Save the theme")
    marketer.read(
        words.THEME,
        "takes ideas",
        "What would let a team sleep through?",
        "Mara Quist owes each idea its first answer within 14 days.",
    )


def the_administrator_founds_a_council(story: Story) -> None:
    administrator = story.administrator
    administrator.go_to("Councils")
    administrator.read("No council yet")
    administrator.follow("New council")
    administrator.fill(
        {
            "Name": words.COUNCIL,
            "Kind": "Experts",
            "Purpose": "Vets what changes the way we work.",
            "Charter": "We read **twice** before we judge.",
            "Outsiders may see it": True,
            "Quorum": "2",
        }
    )
    administrator.press("Set up the council")
    administrator.read("Experts", "Authors and reviewers know each other.", "2 reviews")
    story.council = administrator.path


def seats_are_offered_and_accepted(story: Story) -> None:
    cast = story.cast
    _offer(story, cast.chair, "Expert", {"As a chair": True, "Message": "Will you lead it?"})
    _offer(story, cast.member, "Expert", {})
    _offer(story, cast.partial_member, "Expert", {})
    _offer(story, cast.academic, "Academic", {})
    story.worker()
    for person in (cast.chair, cast.member, cast.partial_member, cast.academic):
        _take_the_seat(story.at(person))
    story.chair.visit(story.council)
    story.chair.read("Your seat", "Noor Saleh", "Tomas Reyes", "Kim Osei")


def _offer(story: Story, person: Person, seat_class: str, more: dict[str, str | bool]) -> None:
    administrator = story.administrator
    administrator.visit(f"{story.council}seats/")
    administrator.fill({"E-mail address": person.email, "Class": seat_class} | more)
    administrator.press("Send the invitation")
    administrator.read(person.name, within=administrator.part("Invited"))


def _take_the_seat(visitor: Visitor) -> None:
    _agree(visitor)
    visitor.go_to("Councils")
    visitor.read(f"You are invited to the council “{words.COUNCIL}”")
    visitor.follow("Read the charter, then accept or decline")
    visitor.read("Ada Brook invites you", "We read twice before we judge.")
    visitor.fill(
        {
            "I have read the charter, keep what I read to the council, and say when I have "
            "a conflict of interest.": True
        }
    )
    visitor.press("Accept the seat")
    visitor.read("Welcome to the council.")


def the_expert_signs_in(story: Story) -> None:
    expert = story.nobody()
    expert.visit("/ideas/new/")
    expert.read("Sign in")
    expert.fill({"E-mail": story.cast.expert.email, "Password": factories.PASSWORD})
    expert.press("Sign in")
    expert.name = story.cast.expert.name


def a_goal_is_agreed(story: Story) -> None:
    expert, manager = story.expert, story.at(story.cast.manager)
    expert.go_to("Goals")
    expert.fill({"Credits": "4", "Note": "Two ideas, one of them out."})
    expert.press("Propose")
    expert.read("The goal is proposed. It counts once the other side agrees.")
    story.worker()
    manager.visit("/")
    manager.go_to("Goals")
    manager.read("waits for you", within=manager.row("Edda Winter"))
    manager.follow("Edda Winter")
    manager.read("4.00 proposed by Edda Winter", "Two ideas, one of them out.")
    manager.press("Agree")
    manager.read("The goal is agreed.")


def _agree(visitor: Visitor) -> None:
    """Say yes to the guidelines before anything else."""
    visitor.visit("/guidelines/")
    visitor.press("I agree")
    visitor.read("You agreed to these.")
