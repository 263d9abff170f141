"""What people do at a browser: go somewhere, follow, press, fill in, read."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.inspecting import Inspector

PATIENCE = 20_000
REFUSED = ("Failed to load resource", "Response Status Error Code 40")
expect.set_options(timeout=PATIENCE)
# The page is there, and so is all that htmx was to bring to it.
SETTLED = """() => document.readyState === 'complete' && !document.querySelector(
    '.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"""


class Visitor:
    """One person at one browser. Every page that they come to is held against axe, and its console too."""

    def __init__(
        self, browser: Browser, address: str, inspector: Inspector, *, name: str, **options: Any
    ) -> None:
        self.name, self.address, self.inspector = name, address, inspector
        self.has_scripts = options.get("java_script_enabled", True)
        self.context: BrowserContext = browser.new_context(
            base_url=address, reduced_motion="reduce", color_scheme="light", **options
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.questions: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("dialog", self._agree)

    def _heard(self, kind: str, text: str) -> None:
        # A refused request (403, 409) is logged as an error by the browser and by htmx; the journey asserts
        # those itself.
        if kind == "error" and not any(words in text for words in REFUSED):
            self.errors.append(text)

    def _agree(self, dialog: Any) -> None:
        self.questions.append(dialog.message)
        dialog.accept()

    # --- Going -------------------------------------------------------------------------------------

    def visit(self, path: str, *, status: int = 200) -> Page:
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{self.name} got {response.status} for {path}"
        self.look()
        return self.page

    def go_to(self, section: str) -> None:
        """By the main navigation."""
        self._leave_by(self.page.get_by_role("navigation", name="Sections").get_by_role("link", name=section))

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """A link to another page."""
        self._leave_by((within or self.main).get_by_role("link", name=name, exact=True).first)

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """A button that leads to another page."""
        self._leave_by((within or self.main).get_by_role("button", name=name, exact=True))

    def tap(self, name: str, *, within: Locator | None = None) -> None:
        """A button that changes this page."""
        (within or self.main).get_by_role("button", name=name, exact=True).click()
        self.look()

    def show(self, name: str) -> None:
        """A part that scripts bring to the page by themselves; without them it is behind a link or button."""
        if not self.has_scripts:
            ways = (self.main.get_by_role(role, name=name, exact=True) for role in ("link", "button"))
            self._leave_by(next(ways).or_(next(ways)).first)

    def _leave_by(self, way: Locator) -> None:
        with self.page.expect_navigation(wait_until="load"):
            way.click()
        self.look()

    # --- Filling in --------------------------------------------------------------------------------

    def fill(self, values: Mapping[str, str | bool], *, within: Locator | None = None) -> None:
        """Each field by its label: text is typed or chosen, True and False tick and untick."""
        for label, value in values.items():
            field = self.field(label, within=within)
            if isinstance(value, bool):
                field.set_checked(value)
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """By its whole label, whether or not it says that it is optional."""
        return (within or self.main).get_by_label(_labelled(label))

    def choose(self, question: str, answer: str) -> None:
        """One of several answers that stand below a question."""
        group = self.main.get_by_role("group", name=_labelled(question))
        group.get_by_label(answer, exact=True).check()

    # --- Reading -----------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def part(self, heading: str) -> Locator:
        """The section of the page below a heading."""
        return self.main.locator("section").filter(
            has=self.page.get_by_role("heading", name=heading, exact=True)
        )

    def row(self, heading: str) -> Locator:
        """The row of a table that begins with these words."""
        return self.main.get_by_role("row").filter(has_text=heading)

    def read(self, *sentences: str, within: Locator | None = None) -> None:
        for sentence in sentences:
            expect(within or self.main).to_contain_text(sentence)

    def read_figure(self, words: str, figure: str) -> None:
        """A number, and the words that say what it is."""
        term = self.page.locator("dt", has_text=words)
        expect(self.main.locator("div").filter(has=term).last.locator("dd")).to_have_text(figure)

    def miss(self, *sentences: str, within: Locator | None = None) -> None:
        """None of it is on the page."""
        for sentence in sentences:
            expect(within or self.main).not_to_contain_text(sentence)

    def look(self) -> None:
        """Hold the page as it stands against axe, in light and in dark, and the console against silence."""
        if self.has_scripts:
            self.settle()
            assert self.inspector.violations(self.page) == [], f"{self.name} at {self.page.url}"
        assert self.errors == [], f"{self.name} at {self.page.url}: {self.errors}"

    def settle(self) -> None:
        """Wait until nothing more comes to the page by itself."""
        self.page.wait_for_function(SETTLED)

    def leave_traces(self, picture: Path) -> None:
        """For whoever looks into a journey that failed; pytest shows what is printed."""
        self.page.screenshot(path=picture, full_page=True)
        # A picture of the whole page reveals what is still to be fetched for it.
        self.page.wait_for_load_state("networkidle")
        print(f"{self.name} at {self.page.url}, see {picture}")  # noqa: T201  # it speaks to whoever reads the report

    def close(self) -> None:
        self.context.close()


def _labelled(label: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$")
