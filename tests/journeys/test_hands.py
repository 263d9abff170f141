"""What stands behind an idea, with its files, and the idea in other hands: authors beside a customer."""

import pytest
from playwright.sync_api import expect

from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: hands")]


def attach(author: Visitor, title: str, name: str, content: bytes, **more: bool) -> None:
    author.follow("Add evidence")
    author.fill(
        {
            "Kind": "Case study",
            "Title": title,
            "Source": "Northport Harbour",
            "Date": "2026-05-04",
            "Citation": f"{title}, Northport 2026.",
        }
        | {label.replace("_", " "): value for label, value in more.items()}
    )
    author.field("File").set_input_files({"name": name, "mimeType": "image/png", "buffer": content})
    author.press("Add it")


def test_evidence_with_files_and_an_idea_that_changes_hands(sign_in: SignIn) -> None:
    idea = factories.make_idea(title="Cranes that wait for the tide", audience=Audience.NETWORK)
    successor = factories.make_employee(name="Ben Okafor", email="ben@home.example")
    author, customer, heir = sign_in(idea.created_by), sign_in(factories.make_outsider()), sign_in(successor)

    author.visit(idea.get_absolute_url())
    attach(author, "The plan", "plan.png", factories.make_png((60, 40)))
    attach(author, "What it cost", "costs.csv", b"month,cost\nMay,90\n", Employees_only=True)
    author.read("The plan", "What it cost", within=author.part("Evidence"))

    # The customer opens what is theirs to read, and never learns of the rest.
    page = customer.visit(idea.get_absolute_url())
    thumbnail = customer.part("Evidence").locator("img")
    thumbnail.scroll_into_view_if_needed()
    assert thumbnail.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 60
    customer.miss("What it cost", "costs.csv")
    with page.expect_download() as download:
        customer.part("Evidence").get_by_role("link", name="plan.png").click()
    assert download.value.suggested_filename == "plan.png"
    hidden = author.part("Evidence").get_by_role("link", name="costs.csv").get_attribute("href")
    assert customer.page.request.get(str(hidden)).status == 404

    # Another takes the idea over, once they said so.
    author.follow("Authors")
    author.follow("Hand it over")
    author.fill({"Who takes it over": successor.email, "A word to them": "You know it better."})
    author.choose("What becomes of you", "I leave the authors; the history keeps my part")
    author.press("Ask them")
    author.read("Nothing changes until they accept.")
    heir.visit("/")
    heir.follow("Say whether you take over “Cranes that wait for the tide”")
    heir.read("You know it better.")
    heir.press("Take it over")
    customer.visit(idea.get_absolute_url())
    expect(customer.page.locator(".byline").first).to_contain_text("Ben Okafor")
    assert [author.person for author in Idea.objects.get(pk=idea.pk).authorships.all()] == [successor]
