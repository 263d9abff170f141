"""How a journey looks at a page: as a person, in light and dark, with axe."""

from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Visitor:
    """One person at one browser. Every page that is `visit`ed or `look`ed at is held against axe."""

    def __init__(self, browser: Browser, address: str, axe: str, name: str, **options: Any) -> None:
        self.name, self.address, self.axe = name, address, axe
        self.context: BrowserContext = browser.new_context(base_url=address, **options)
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self._heard(message.type, message.text))

    def _heard(self, kind: str, text: str) -> None:
        # A refused request (403, 409) is logged as an error by the browser; the journey asserts those itself.
        if kind == "error" and "Failed to load resource" not in text:
            self.errors.append(text)

    def visit(self, path: str, *, status: int = 200) -> Page:
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{self.name} got {response.status} for {path}"
        self.look()
        return self.page

    def look(self) -> None:
        """Hold the page as it stands against axe, in light and in dark, and the console against silence."""
        self.page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert self._violations() == [], f"{self.name} at {self.page.url} in {scheme}"
        assert self.errors == [], f"{self.name} at {self.page.url}"

    def _violations(self) -> list[str]:
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(self.axe)
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
            AXE_RULES,
        )
        return [_sentence(violation) for violation in found["violations"]]

    def close(self) -> None:
        self.context.close()


def _sentence(violation: dict[str, Any]) -> str:
    nodes: Iterable[dict[str, Any]] = violation["nodes"]
    where = "; ".join(f"{node['html'][:160]} ({node['failureSummary'][:200]})" for node in list(nodes)[:3])
    return f"{violation['id']}: {where}"
