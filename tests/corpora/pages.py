"""Fills in the forms of a page as a browser does, and reads what they hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

NEVER_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """One form that changes something: what it would send."""

    action: str
    data: dict[str, list[str]] = field(default_factory=dict)

    def typing(self, text: str, fields: tuple[str, ...]) -> dict[str, Any]:
        """What is sent after the text was typed into these fields."""
        return self.data | dict.fromkeys(fields, text)


class Page(HTMLParser):
    """The forms of a page and what it says against what was sent.

    Python's own parser is enough here: pages come from templates, which escape all that was typed.
    """

    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.errors: list[str] = []
        self._area = self._choice = ""
        self._is_error = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._begin(given)
        elif given.get("role") == "alert":
            self._is_error = True
        elif not self.forms or not (name or tag == "option") or "disabled" in given:
            return
        elif tag == "textarea":
            self._area = name
            self._hold(name, "")
        elif tag == "select":
            self._choice = name
        elif tag == "option" and "selected" in given:
            self._hold(self._choice, given.get("value", ""))
        elif tag == "input":
            self._input(name, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # The first line end after the tag belongs to the tag.
            held = self.forms[-1].data[self._area]
            held[-1] = held[-1].removeprefix("\n")
            self._area = ""
        elif tag == "ul":
            self._is_error = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].data[self._area][-1] += data
        elif self._is_error and data.strip():
            self.errors.append(data.strip())

    def form_with(self, *names: str) -> Form:
        """The form that has fields of these names."""
        return next(form for form in self.forms if form.data.keys() >= {*names})

    def _begin(self, given: dict[str, str]) -> None:
        self.forms.append(Form(action=given.get("action") or self.path))

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                self._hold(name, given.get("value", "on"))
        elif kind not in NEVER_SENT:
            self._hold(name, given.get("value", ""))

    def _hold(self, name: str, value: str) -> None:
        self.forms[-1].data.setdefault(name, []).append(value)


def open_page(client: Client, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return Page(response.content.decode(), path)
