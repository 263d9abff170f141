"""How pages are held against axe: every kind of part, on every route, in light and in dark."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

AXE = "axe/axe.min.js"
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# In the other scheme only the colours are others.
COLOURS = {"type": "rule", "values": ["color-contrast"]}
# What an element's looks and meaning depend on.
DEPENDS = ("class", "type", "role", "data-stage", "aria-pressed", "aria-current", "disabled", "open")
# What a page is made of: each element's name with that, whether each field has a label, what it stands in, and
# which heading follows which.
PARTS = """() => {
    const names = NAMES
    const parts = new Map()
    for (const e of document.querySelectorAll('body, body *')) {
        const [own, around] = [e, e.parentElement].map(e => [e.tagName, ...names.map(name => e.getAttribute(name))])
        const part = [...own, e.labels?.length, ...around].join('|')
        if (!parts.has(part)) parts.set(part, e)
    }
    return parts
}""".replace("NAMES", json.dumps(DEPENDS))
NAMES = f"() => [...({PARTS})().keys()]"
OUTLINE = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .map((heading, i, all) => all[i - 1]?.tagName + '>' + heading.tagName)"""
# One of each of these parts, or the whole page. What it would load first, every style anew, is for rules about media
# and about styles that lock a screen's orientation: there are neither.
RUN = f"""async ([rules, names]) => {{
    const parts = ({PARTS})()
    const chosen = names?.filter(name => parts.has(name)).map(name => parts.get(name))
    if (chosen?.length === 0) return []
    const context = chosen ? {{include: chosen}} : document
    const options = {{runOnly: rules, resultTypes: ['violations'], preload: false}}
    return (await axe.run(context, options)).violations
}}"""


class Inspector:
    """One for a whole run. What is known from the same route at the same width is not looked at again."""

    def __init__(self) -> None:
        self.known: dict[str, set[str]] = {}
        self.outlines: dict[str, set[str]] = {}

    def violations(self, page: Page) -> list[str]:
        """What axe says against the page as it stands, each as a sentence."""
        width = (page.viewport_size or {"width": 0})["width"]
        place = f"{width} {_route(page.url)}"
        parts, outline = set(page.evaluate(NAMES)), set(page.evaluate(OUTLINE))
        new = parts - self.known.get(place, set())
        is_as_known = place in self.known and outline <= self.outlines[place]
        if is_as_known and not new:
            return []
        found = self._run(page, sorted(new) if is_as_known else None)
        if not found:
            self.known.setdefault(place, set()).update(parts)
            self.outlines.setdefault(place, set()).update(outline)
        return found

    def _run(self, page: Page, parts: list[str] | None) -> list[str]:
        if not page.evaluate("typeof window.axe === 'object'"):
            page.add_script_tag(url=static(AXE))
        found = []
        for scheme, rules in (("dark", COLOURS), ("light", ALL_RULES)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # both are literals that it takes
            found += [
                f"in {scheme}: {_sentence(violation)}" for violation in page.evaluate(RUN, [rules, parts])
            ]
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
