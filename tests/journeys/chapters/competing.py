"""An award: its cycle is planned, ideas are entered, screened, judged and chosen, and two people release it."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from awards.models import Cycle, Phase
from tests.journeys.browsing import Visitor
from tests.journeys.cast import Story
from tests.journeys.chapters import words

# Days from now at which each phase opens and closes.
DATES = {"Entry": (-1, 7), "Screening": (7, 8), "Judging": (8, 12), "People’s choice": (8, 12)}
RESULTS = 14


def let_days_pass(days: int) -> None:
    """Time is never slept through: all dates come nearer."""
    gone = timedelta(days=days)
    Phase.objects.update(opens_at=F("opens_at") - gone, closes_at=F("closes_at") - gone)
    Cycle.objects.update(results_at=F("results_at") - gone)


def the_marketer_plans_a_cycle(story: Story) -> None:
    marketer = story.marketer
    marketer.go_to("Awards")
    marketer.read("No awards yet")
    marketer.follow("Plan the first one")
    marketer.fill(
        {
            "Title": words.CYCLE,
            "Summary": "For what lets people sleep.",
            "Brief": "We honour what **worked**.",
            "Who may know of it": "Everyone signed in",
            "Results, not before": _minute(RESULTS),
        }
    )
    for phase, (opens, closes) in DATES.items():
        slot = marketer.main.locator(".award-slot").filter(
            has=marketer.page.locator(".form-label", has_text=phase)
        )
        marketer.fill({"Opens": _minute(opens), "Closes": _minute(closes)}, within=slot.first)
    marketer.press("Save")
    marketer.read("The draft is kept. Add its categories next.", "A draft, which only marketing sees")
    story.cycle = marketer.path


def the_marketer_adds_a_category(story: Story) -> None:
    marketer = story.marketer
    marketer.follow("Add a category")
    marketer.fill({"Title": words.CATEGORY, "How the jury decides": "Weighted mean of the judges"})
    marketer.fill({"Open": True, "Places of honour": "1", "Prize of the first place": "A week in Lisbon"})
    for place, criterion in enumerate(("Originality", "Proof")):
        row = marketer.main.locator(".award-criteria > li").nth(place)
        marketer.fill({"Criterion": criterion}, within=row)
    marketer.fill({"How the people’s choice is counted": "Borda count"})
    marketer.press("Save")
    marketer.read("The category is added.")
    marketer.press("Announce it")
    marketer.read("The cycle is announced.", "Open for entries")


def the_marketer_asks_a_jury(story: Story) -> None:
    marketer = story.marketer
    marketer.follow("Panels")
    marketer.fill({"Name": "The jury"})
    marketer.press("Add it")
    for person in (story.cast.judge, story.cast.academic):
        marketer.fill({"Judge": person.email})
        marketer.press("Ask to judge")
        marketer.read(f"{person.name} is asked to judge.")
    story.worker()


def authors_enter(story: Story) -> None:
    expert, peer = story.expert, story.peer
    expert.visit(story.idea)
    expert.show("Show the awards")
    expert.follow(f"Enter it for {words.CYCLE}")
    _enter(expert, words.TITLE, "Because it *works*.")
    peer.visit(story.cycle)
    peer.follow("Enter an idea")
    _enter(peer, words.RIVAL, "Because alarms never apologise.")


def _enter(author: Visitor, title: str, statement: str) -> None:
    author.fill({"Idea": title, "Category": words.CATEGORY, "Why it should win": statement})
    author.fill({"I enter this with the agreement of its authors": True})
    author.press("Enter it")
    author.read("It is entered, as it reads now.", title, "Waiting for screening")


def the_marketer_screens(story: Story) -> None:
    let_days_pass(7)
    marketer = story.marketer
    marketer.visit("/")
    marketer.follow(f"Screen 2 entries of {words.CYCLE}")
    for _entry in range(2):
        marketer.follow("Screen")
        marketer.choose("Decision", "Admit: it competes")
        marketer.press("Decide")
        marketer.read("It competes.")
    marketer.read("None here")


def the_jury_judges(story: Story) -> None:
    let_days_pass(2)
    _score(story.at(story.cast.judge), {words.TITLE: "5", words.RIVAL: "3"}, words.ENTRANTS_READ)
    _score(story.at(story.cast.academic), {words.TITLE: "4", words.RIVAL: "4"}, "Well proved.")


def _score(judge: Visitor, points: dict[str, str], comment: str) -> None:
    judge.visit("/guidelines/")
    if judge.main.get_by_role("button", name="I agree").count():
        judge.press("I agree")
    judge.visit("/")
    judge.follow("Score 2 entries")
    for title, value in points.items():
        judge.visit("/awards/judging/")
        judge.follow(title)
        for criterion in ("Originality", "Proof"):
            judge.choose(criterion, value)
        judge.fill({"To the entrants": comment, "My words may be quoted on the winners’ page": True})
        judge.press("Hand in")
        judge.read("Your scores are in. You can change them until the round closes.")


def the_people_choose(story: Story) -> None:
    customer = story.customer
    customer.visit("/")
    customer.go_to("Awards")
    customer.follow(words.CYCLE)
    customer.follow("Vote")
    customer.fill({f"Place of {words.TITLE}": "1", f"Place of {words.RIVAL}": "2"})
    customer.press("Cast your ballot")
    customer.read("Your ballot counts. You can change it until voting closes.")


def the_results_are_computed_twice_alike(story: Story) -> None:
    let_days_pass(4)
    marketer = story.marketer
    marketer.visit(f"{story.cycle}results/")
    marketer.read(
        "Under embargo: marketing alone sees this page, and not the categories in which they compete."
    )
    for channel in ("jury", "people’s choice"):
        marketer.visit(f"{story.cycle}results/")
        marketer.press("Compute the result", within=marketer.part(f"{words.CATEGORY}, {channel}"))
    marketer.visit(f"{story.cycle}results/")
    marketer.follow("Compute again and compare")
    marketer.read(
        "Same",
        "Computed again just now, from the same inputs, the result is the same in every figure.",
    )


def two_people_release_them(story: Story) -> None:
    marketer, second = story.marketer, story.at(story.cast.second_marketer)
    marketer.visit(f"{story.cycle}release/")
    marketer.read("Who will be announced", words.TITLE)
    award = marketer.main.locator(".award-parts > li").filter(has_text="Place 1")
    marketer.fill({"Why it won": words.CITED_FOR}, within=award)
    marketer.press("Keep", within=award)
    marketer.press("Sign the results")
    marketer.read("You have signed. Now another person must.")
    nobody_knows_who_won(story)
    second.visit(f"{story.cycle}release/")
    second.press("Sign the results")
    second.read("Signed by two. The winners are announced when the time has come.")


def nobody_knows_who_won(story: Story) -> None:
    story.worker()
    for visitor in (story.expert, story.peer, story.customer, story.executive):
        visitor.visit(f"{story.cycle}winners/", status=404)
        visitor.visit(story.cycle)
        visitor.miss("See the winners", "Place 1")
        visitor.visit(f"{story.cycle}results/", status=403)
    story.expert.visit("/notices/")
    story.expert.miss("won", "place")


def everybody_reads_who_won(story: Story) -> None:
    nobody_knows_who_won(story)
    let_days_pass(2)
    story.worker()
    customer, expert, peer = story.customer, story.expert, story.peer
    customer.visit(story.cycle)
    customer.follow("See the winners")
    customer.read("First place", "A week in Lisbon", words.TITLE, words.CITED_FOR, "People’s choice")
    customer.read("Computed from frozen inputs, signed by two people.")
    expert.visit("/awards/entries/")
    expert.follow(words.TITLE)
    expert.read(words.ENTRANTS_READ, f"Place 1 in {words.CATEGORY}: A week in Lisbon.")
    expert.follow("Certificate")
    expert.read("First place", "Edda Winter", words.CITED_FOR)
    peer.visit("/awards/entries/")
    peer.follow(words.RIVAL)
    peer.read("What the jury said", "Well proved.")
    peer.miss("Place 1")


def _minute(days: int) -> str:
    moment: datetime = timezone.now() + timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M")
