"""Peers and customers support the idea and argue with it; its author answers with a revision."""

from playwright.sync_api import expect

from tests.journeys.cast import Story
from tests.journeys.chapters import words


def a_customer_says_that_it_matters(story: Story) -> None:
    customer = story.customer
    customer.visit("/")
    customer.go_to("Ideas")
    customer.follow(words.TITLE)
    customer.tap("This matters to our business")
    customer.read("Before your first contribution", words.GUIDELINES)
    customer.press("Agree and go on")
    customer.read("It matters to your business", "Customers, heard", "Peers, not yet")
    customer.read_figure("customer says it matters to their business", "1")


def a_customer_asks_and_may_be_quoted(story: Story) -> None:
    customer = story.customer
    customer.fill({"Comment": words.QUESTION, "I agree to be quoted by name": True})
    customer.tap("Comment")
    customer.read(words.QUESTION, "Northport Harbour", "May be quoted")


def a_peer_backs_it_and_objects(story: Story) -> None:
    peer = story.peer
    peer.visit(story.idea)
    peer.tap("I back this")
    peer.read("You back this", "Peers, heard")
    peer.read_figure("employee backs it", "1")
    peer.read_figure("account heard, out of 1 that can see it", "1")
    peer.fill({"Comment": words.PEER_REMARK, "Who reads it": "Employees only"})
    peer.tap("Comment")
    peer.read("Ten minutes at four in the morning is a lot to ask. Is it paid?", "Employees only")


def the_customer_never_reads_what_is_for_employees(story: Story) -> None:
    customer = story.customer
    customer.visit(story.idea)
    customer.miss("Ten minutes at four in the morning", "that can see it")
    expect(customer.main.locator("article.comment")).to_have_count(1)


def the_expert_hears_of_it_and_replies(story: Story) -> None:
    story.worker()
    expert = story.expert
    expert.visit("/notices/")
    expert.read(f"Carlo Bianchi commented on “{words.TITLE}”")
    expert.visit(story.idea)
    question = expert.main.locator("article.comment").filter(has_text=words.QUESTION)
    question.get_by_role("link", name="Reply to Carlo Bianchi").click()
    form = expert.main.locator("form.say").filter(has=expert.page.get_by_role("button", name="Reply"))
    expert.fill({"Comment": words.REPLY}, within=form)
    expert.tap("Reply", within=form)
    expert.read(words.REPLY)


def the_expert_answers_with_a_revision(story: Story) -> None:
    expert = story.expert
    expert.follow("Revise")
    expert.read("Write revision 2")
    expert.fill(
        {
            "Body": f"{words.BODY}\n{words.SECOND_PART}\n",
            "What changed": "Customers write too.",
            "This changes what the idea says": True,
        }
    )
    expert.press("Publish the revision")
    expert.read("Revision 2 is published.", words.SECOND_PART)
    question = expert.main.locator("article.comment").filter(has_text=words.QUESTION)
    expert.press("Revision 2 answers this", within=question)
    expert.read("Answered in revision 2")
    expert.follow("Revision 2")
    expert.follow("What changed in revision 2")
    expect(expert.main.locator("ins").first).to_be_visible()


def the_supporters_still_stand_behind_it(story: Story) -> None:
    peer, customer = story.peer, story.customer
    peer.visit(story.idea)
    peer.read_figure("employee backs it, 0 of them this version", "1")
    peer.read("You supported revision 1. Revision 2 changed what the idea says.")
    peer.tap("I still stand behind it")
    peer.miss("You supported revision 1.", "employee backs it, 0 of them this version")
    customer.visit(story.idea)
    customer.tap("I still stand behind it")
    customer.miss("You supported revision 1.", "0 of them this version")
