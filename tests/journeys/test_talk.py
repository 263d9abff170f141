"""Talk: a name completed by keyboard, and, without scripts, a report, its decision and a merge."""

import pytest
from playwright.sync_api import expect

from ideanet.people.stages import Role
from ideas.stages import Audience
from ideas.workflow import commenting
from tests import factories
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: talk")]


def test_a_name_is_completed_by_keyboard_for_those_who_may_read_it(sign_in: SignIn) -> None:
    idea = factories.make_idea(title="Three alarms a night", audience=Audience.NETWORK)
    factories.make_employee(name="Marit Voss", job_title="Night lead")
    factories.make_outsider(name="Marvin Customer")
    visitor = sign_in(factories.make_employee(name="Ben Okafor"))
    customer = sign_in(factories.make_outsider(name="Carla Other"))

    visitor.visit(idea.get_absolute_url())
    words = visitor.field("Comment")
    words.press_sequentially("Ask @Mar")
    options = visitor.page.get_by_role("listbox", name="People to mention").get_by_role("option")
    expect(options).to_have_count(2)
    visitor.look()
    words.press("Escape")
    expect(options).to_have_count(0)
    words.press_sequentially("i")
    expect(options).to_have_count(1)
    words.press("Enter")
    expect(words).to_have_value("Ask @Marit Voss ")
    words.press_sequentially("and @Marvin Customer.")
    visitor.tap("Comment")
    expect(visitor.main.get_by_role("link", name="@Marit Voss")).to_be_visible()

    customer.visit(idea.get_absolute_url())
    customer.read("Ask @Marit Voss and @A customer.")
    customer.miss("Marvin")
    said = customer.field("Comment")
    with customer.page.expect_response(lambda answer: "Marv" in answer.url) as answered:
        said.press_sequentially("@Marv")
    answered.value.finished()
    expect(customer.page.get_by_role("listbox", name="People to mention")).to_have_count(0)


def test_a_report_a_hidden_comment_and_a_merge_without_scripts(sign_in: SignIn) -> None:
    author = factories.make_employee(name="Anna Author")
    idea = factories.make_idea(author, title="Count half nights", audience=Audience.NETWORK)
    into = factories.make_idea(title="A budget of nights", audience=Audience.NETWORK)
    speaker = factories.make_employee(name="Callum Rude")
    commenting.post(into, by=speaker, body="Look for a job in a library.", audience="everyone")
    customer = sign_in(factories.make_outsider(name="Carla Customer"), java_script_enabled=False)
    marketer = sign_in(factories.make_powerful(Role.MARKETING, name="Mara Quist"), java_script_enabled=False)
    writer = sign_in(author, java_script_enabled=False)

    customer.visit(into.get_absolute_url())
    customer.follow("Report what Callum Rude said")
    customer.page.get_by_label("Against a person instead of an idea").check()
    customer.press("Report")
    customer.read("Somebody will read it")

    marketer.visit("/moderation/")
    marketer.follow("Read and decide : A budget of nights")
    marketer.read("Look for a job in a library.", "Carla Customer")
    marketer.page.get_by_label("Against a person instead of an idea").check()
    marketer.press("Hide it")
    marketer.read("Nothing waits. People trust one another.", "Hidden now")

    customer.visit(into.get_absolute_url())
    customer.read("This comment is hidden for now.")
    customer.miss("library")

    writer.visit(idea.get_absolute_url())
    writer.follow("Merge")
    writer.fill({"Find the other idea": "budget"})
    writer.press("Find")
    writer.follow("Choose this : A budget of nights")
    writer.choose("Which one goes on", "My idea lives on in the other one")
    writer.fill({"Why": "They say the same."})
    writer.press("Ask them")
    writer.read("A proposal to merge", "They say the same.", "Nobody has answered yet.")
    other = sign_in(into.created_by, java_script_enabled=False)
    other.visit(writer.path.replace(f"/ideas/{idea.pk}/", f"/ideas/{into.pk}/"))
    other.read("Shall these two become one?", "Count half nights")
    other.press("Merge them")
    customer.visit(idea.get_absolute_url())
    customer.read("It lives on in another idea")
