"""Amendments in the hand: a customer selects a passage and an author takes it up; the same without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ideas.models import Amendment, Idea
from ideas.stages import Audience
from tests import factories
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: amending")]
BODY = "The pilot ran for six weeks.\n\nNobody asked what it cost until the invoice came."
SELECT = """() => {
    const range = document.createRange()
    range.selectNodeContents([...document.querySelectorAll('[data-amendable] p')].at(-1))
    getSelection().removeAllRanges()
    getSelection().addRange(range)
}"""


def test_a_customer_changes_a_selected_passage_and_is_named_once_it_is_taken_up(sign_in: SignIn) -> None:
    idea = factories.make_idea(body=BODY, audience=Audience.NETWORK)
    customer, author = sign_in(factories.make_outsider(name="Carla Bruni")), sign_in(idea.created_by)
    page = customer.visit(idea.get_absolute_url())
    offer = page.locator("[data-amend]")
    expect(offer).to_be_hidden()
    page.evaluate(SELECT)
    expect(offer).to_be_visible()
    customer.follow("Suggest a change to this")
    customer.fill({"How it should read": "Nobody asked what it cost.", "Why": "The invoice came first."})
    customer.press("Suggest it")
    customer.read("Your amendment is with the authors.")
    author.visit("/")
    author.follow(f"Answer an amendment to “{idea.title}”")
    author.visit(Amendment.objects.get().get_absolute_url())
    author.press("Accept it")
    author.read("Accepted", "in revision 2")
    customer.visit(idea.get_absolute_url())
    customer.read("Nobody asked what it cost.", "Carla Bruni contributed")
    assert Idea.objects.get(pk=idea.pk).body.endswith("Nobody asked what it cost.")
    customer.visit(reverse("ideas:changes", args=[idea.pk]))
    customer.read("Nobody asked what it Removed: cost until the invoice came. Added: cost.")
    customer.follow("As it was typed")
    customer.read("From revision 1 to revision 2")


def test_without_scripts_a_passage_is_picked_from_a_list_and_declined_with_a_reason(sign_in: SignIn) -> None:
    idea = factories.make_idea(body=BODY)
    reader = sign_in(factories.make_employee(), java_script_enabled=False)
    author = sign_in(idea.created_by, java_script_enabled=False)
    reader.visit(idea.get_absolute_url())
    reader.follow("Read the amendments, or suggest one")
    reader.follow("Suggest a change")
    reader.main.get_by_role("link", name="Change this : The pilot ran").click()
    reader.fill({"How it should read": "The pilot ran for nine weeks.", "Why": "I was there."})
    reader.press("Suggest it")
    author.visit(Amendment.objects.get().get_absolute_url())
    author.fill({"Why not": "Six were paid for."})
    author.press("Decline it")
    reader.visit(Amendment.objects.get().get_absolute_url())
    reader.read("Declined", "Six were paid for.")
