"""What the top of each page says, as a value: equal ones look alike, so each is rendered once."""

from dataclasses import dataclass
from typing import NamedTuple


class Link(NamedTuple):
    """`current` on every page of a room, `is_page` on the one page that it leads to."""

    label: str
    url: str
    current: bool
    is_page: bool


class Member(NamedTuple):
    """The reader as the masthead and the menu show them."""

    pk: int
    name: str
    initials: str
    organisation: str
    url: str
    is_employee: bool


@dataclass(frozen=True)
class Masthead:
    """All that partials/masthead.html is told of its reader."""

    person: Member
    links: tuple[Link, ...]
    own_links: tuple[Link, ...]
    office_links: tuple[Link, ...]
