"""By keyboard alone: whatever the mouse can do is reached with Tab, seen to be reached, and done with a key."""

import pytest
from playwright.sync_api import expect

from ideanet.people.workflow.joining import prove_address
from ideas.stages import Audience
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: keyboard")]
LONGEST_WAY = 120
# What has the focus is called this, and is this plain to see.
FOCUSED = """() => {
    const e = document.activeElement
    if (e === document.body) return {name: '', shown: true, top: true}
    const style = getComputedStyle(e)
    const name = e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || ''
    return {name: name.trim().replace(/\\s+/g, ' ').replace(/ \\(optional\\)$/, ''), tag: e.tagName, top: false,
        shown: style.outlineStyle !== 'none' || style.boxShadow !== 'none'}
}"""


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def reach(self, name: str) -> None:
        """Tab until that has the focus; all that is passed on the way shows that it has it."""
        for _step in range(LONGEST_WAY):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(FOCUSED)
            assert focused["shown"], f"nobody sees that {focused} has the focus at {self.page.url}"
            if focused["name"] == name:
                return
        raise AssertionError(f"no way to {name} at {self.page.url}")

    def write(self, field: str, text: str) -> None:
        self.reach(field)
        self.page.keyboard.type(text)

    def choose_next(self, field: str) -> None:
        """The next of a list of choices."""
        self.reach(field)
        self.page.keyboard.press("ArrowDown")

    def go(self, name: str) -> None:
        """To another page, by a link or a button."""
        self.reach(name)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        self.visitor.look()

    def do(self, name: str) -> None:
        """Something on this page."""
        self.reach(name)
        self.page.keyboard.press("Enter")
        self.visitor.look()

    def skip_to_the_text(self) -> None:
        self.page.keyboard.press("Tab")
        assert self.page.evaluate(FOCUSED)["name"] == "Skip to the text"
        self.page.keyboard.press("Enter")
        expect(self.page.locator("main")).to_be_focused()


def test_signing_in_finding_voting_commenting_and_writing(sign_in: SignIn) -> None:
    reader = factories.make_employee(name="Ben Okafor", email="ben@home.example")
    reader.set_password(factories.PASSWORD)
    reader.save(update_fields=["password"])
    prove_address(reader)
    theme = factories.ThemeFactory.create(title="Calm operations")
    idea = factories.make_idea(title="Three alarms a night", theme=theme, audience=Audience.NETWORK)
    visitor = sign_in()
    keys = Keyboard(visitor)

    visitor.visit("/accounts/login/")
    keys.skip_to_the_text()
    keys.write("E-mail", reader.email)
    keys.write("Password", factories.PASSWORD)
    keys.go("Sign in")

    keys.write("Search ideas", "alarms")
    with visitor.page.expect_navigation(wait_until="load"):
        visitor.page.keyboard.press("Enter")
    keys.skip_to_the_text()
    keys.go("Three alarms a night")
    assert visitor.path == idea.get_absolute_url()

    keys.do("I back this")
    visitor.read("You back this")
    keys.write("Comment", "Who counts them?")
    keys.do("Comment")
    visitor.read("Who counts them?")

    visitor.visit("/")
    keys.go("Write")
    keys.write("Title", "Ten minutes of silence")
    keys.write("Nugget", "At handover nobody speaks, and everybody reads.")
    keys.choose_next("Theme")
    keys.go("Save and submit")
    visitor.read("Ten minutes of silence", "Open")
