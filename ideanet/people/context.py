"""What every page knows of its reader: the person, and the links that are theirs."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideanet.people.stages import Role


@dataclass(frozen=True)
class Link:
    label: Promise
    url: str
    current: bool


@dataclass(frozen=True)
class Reader:
    person: Person
    path: str

    @property
    def links(self) -> list[Link]:
        """The main navigation, as this person has it."""
        found = []
        for name, label in self._entries():
            try:  # until every room has its doors
                found.append(Link(label, reverse(name), self._is_current(reverse(name))))
            except NoReverseMatch:
                continue
        return found

    def _is_current(self, url: str) -> bool:
        return self.path == url if url == "/" else self.path.startswith(url)

    def _entries(self) -> Iterator[tuple[str, Promise]]:
        yield "home", _("Home")
        yield "ideas:ideas", _("Ideas")
        yield "ideas:themes", _("Themes")
        yield "councils:councils", _("Councils")
        yield "awards:cycles", _("Awards")
        if self.person.holds(Role.MARKETING):
            yield "publishing:drafts", _("Drafts")
        if self.person.is_employee:
            yield "reports:goals", _("Goals")
        if self.person.holds(Role.EXECUTIVE):
            yield "reports:output", _("Reports")
        yield "people:people", _("People")


def reader(request: HttpRequest) -> dict[str, Reader]:
    """`reader` in every template of a signed-in person."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    return {"reader": Reader(person, request.path)}
