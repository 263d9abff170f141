"""How pages are held against axe: every kind of part, on every route, for every role, in light and in dark."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# In the other scheme only the colours are others.
COLOURS = {"type": "rule", "values": ["color-contrast"]}
# What a page is made of: each element's name with whatever its looks and meaning depend on, whether each
# field has a label, and which heading follows which.
PARTS = """() => {
    const names = ['class', 'type', 'role', 'data-stage', 'aria-pressed', 'aria-current', 'disabled', 'open']
    const parts = [...document.querySelectorAll('body, body *')].map(e =>
        [e.tagName, ...names.map(name => e.getAttribute(name)), e.labels?.length].join('|'))
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => e.tagName)
    return [...new Set([...parts, ...headings.map((tag, i) => headings[i - 1] + '>' + tag)])]
}"""
RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"""


class Inspector:
    """One for a whole run. A page that holds nothing new for its route, role and width is not looked at again."""

    def __init__(self) -> None:
        self.axe = AXE.read_text(encoding="utf-8")
        self.known: set[str] = set()

    def violations(self, page: Page, role: str) -> list[str]:
        """What axe says against the page as it stands, each as a sentence."""
        width = (page.viewport_size or {"width": 0})["width"]
        place = f"{role} {width} {_route(page.url)}"
        parts = {f"{place} {part}" for part in page.evaluate(PARTS)}
        if parts <= self.known:
            return []
        if not page.evaluate("typeof window.axe === 'object'"):
            page.evaluate(self.axe)
        found = []
        for scheme, rules in (("dark", COLOURS), ("light", ALL_RULES)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # both are literals that it takes
            found += [f"in {scheme}: {_sentence(violation)}" for violation in page.evaluate(RUN, rules)]
        if not found:
            self.known |= parts
        return found


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return "nowhere"


def _sentence(violation: dict[str, Any]) -> str:
    nodes: Iterable[dict[str, Any]] = violation["nodes"]
    where = "; ".join(f"{node['html'][:160]} ({node['failureSummary'][:200]})" for node in list(nodes)[:3])
    return f"{violation['id']}: {where}"
