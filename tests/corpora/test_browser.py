"""A real browser, without any policy to help it, finds nothing in the attacks to run or to load."""

from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from ideanet import html
from tests.browser import FLAGS, find_chromium
from tests.oracle import ATTRIBUTES, ELEMENTS, SCHEMES

SITE = "http://site.test/"
SPIES = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"])
  window[name] = (...given) => { window.ran.push(name + given); };
"""
# The browser's own parser names the elements and its own address parser the schemes.
LOOK = """([elements, attributes, schemes]) => {
  const found = [];
  for (const element of document.querySelectorAll("main *")) {
    const name = element.localName;
    if (!elements.includes(name)) found.push("element " + name);
    for (const attribute of element.attributes)
      if (!attributes.includes(name + " " + attribute.name)) found.push(name + " " + attribute.name);
    if (name === "a" && !schemes.includes(element.protocol)) found.push(element.href);
    if (["a", "summary", "details"].includes(name)) {
      element.addEventListener("click", (event) => event.preventDefault());
      element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      element.click();
    }
    element.dispatchEvent(new FocusEvent("focus"));
  }
  return [document.querySelectorAll("main > section").length, found, window.ran];
}"""


@pytest.fixture
def page() -> Any:
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser.new_context().new_page()
        browser.close()


def test_a_browser_finds_nothing_to_run_or_to_load(page: Any, attacks: list[str], naughty: list[str]) -> None:
    texts = attacks + naughty
    parts = [f"<section>{html.render(text)}{html.inline(text)}</section>" for text in texts]
    shown = f"<!doctype html><meta charset=utf-8><main>{''.join(parts)}</main>"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.route("**/*", lambda route: route.abort())
    page.route(SITE, lambda route: route.fulfill(body=shown, content_type="text/html"))
    page.add_init_script(SPIES)
    page.goto(SITE)
    lists = [
        sorted(ELEMENTS | {"section"}),
        [" ".join(pair) for pair in ATTRIBUTES],
        [f"{name}:" for name in SCHEMES],
    ]
    assert page.evaluate(LOOK, lists) == [len(texts), [], []]
    page.wait_for_timeout(500)
    assert set(asked) <= {SITE, f"{SITE}favicon.ico"}
