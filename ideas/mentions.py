"""Names after an @: found in what somebody writes, and shown to who reads it as far as they may know them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ideanet.people.models import Organisation, Person
from ideanet.people.rules import may_view_person
from ideas import namesakes, rules
from ideas.models import Comment, Idea, Mention
from ideas.names import name_of
from ideas.querysets.mentions import mentionable

# A name is at most so many words; a comment calls at most so many people.
WORDS = 6
MOST = 20
_AT = re.compile(r"(?<!\w)@(?=\w)([^\n@]{1,400})")
_AFTER = ".,;:!?)]}\"'’*_…"


@dataclass(frozen=True)
class Said:
    """A text as one reader may know it; `names` has the addresses of the people it names."""

    text: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """`called` are the people whom a text calls, by what calls them; `unclear` are names of several people that
    it uses without saying which, each with what would call them.
    """

    called: Mapping[str, Person] = field(default_factory=dict)
    unclear: Mapping[str, list[str]] = field(default_factory=dict)


def find(body: str, idea: Idea, audience: str, writer: Person) -> Found:
    """The people whom a text calls by their full name. Two queries at most.

    Somebody who may not read it is not found, like somebody who does not exist. People of one name are called by
    what tells them apart, see `namesakes`; by the name alone none of them is. Load the idea with `for_rules()`.
    """
    rests = [match[1] for match in _AT.finditer(body)][: MOST * 2]
    wanted = {name for rest in rests for name in _names(rest)}
    if not wanted:
        return Found()
    found: dict[str, list[Person]] = {}
    people = mentionable(writer, idea, audience).filter(name__in=wanted).select_related("organisation")
    for person in people.order_by("pk")[:200]:
        found.setdefault(person.name, []).append(person)
    called: dict[str, Person] = {}
    unclear: dict[str, list[str]] = {}
    for rest in rests:
        name = next((name for name in _names(rest) if name in found), None)
        if name is None:
            continue
        calls = namesakes.callings(found[name])
        here = {calls[person.pk]: person for person in found[name] if rest.startswith(calls[person.pk])}
        called |= here
        if not here:
            unclear[name] = sorted(calls.values())
    return Found(dict(list(called.items())[:MOST]), unclear)


def may_be_unclear(comment: Comment) -> bool:
    """Whether a call of the comment reached nobody, so that it is worth asking `find` why. One query at most."""
    rests = [match[1] for match in _AT.finditer(comment.body)]
    if not rests:
        return False
    told = tuple(Mention.objects.filter(comment=comment).values_list("name", flat=True))
    return not all(any(_calls(name, rest) for name in told) for rest in rests)


def _calls(name: str, rest: str) -> bool:
    return rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()


def _names(rest: str) -> Iterator[str]:
    """What may be a name at the start of a line, the longest first."""
    words = rest.split(" ")[:WORDS]
    for number in range(len(words), 0, -1):
        name = " ".join(words[:number]).rstrip(_AFTER)
        yield name.removesuffix("'s").removesuffix("’s")
        yield name


def said(text: str, mentions: Iterable[Mapping[str, Any]], reader: Person) -> Said:
    """The text for this reader: whom they may not see has no name to them. `mentions` comes with `for_threads()`."""
    names = {}
    hidden: list[tuple[str, str]] = []
    for row in sorted(mentions, key=lambda row: -len(row["name"])):
        organisation = Organisation(pk=row["organisation"], kind=row["kind"])
        person = Person(
            pk=row["person"], name=row["name"], organisation=organisation, joined_at=row["joined"]
        )
        if may_view_person(reader, person):
            names[row["name"]] = person.get_absolute_url()
        else:
            hidden.append((row["name"], name_of(person, reader)))
    for name, instead in hidden:
        text = text.replace(name, instead)
    known = tuple(names)
    for name, instead in hidden:
        # The name without its brackets too, unless it is that of somebody whom the reader may know.
        plain = name.partition(" (")[0]
        text = text if any(other.startswith(plain) for other in known) else text.replace(plain, instead)
    return Said(text, names)


def said_by(comment: Comment, reader: Person) -> Said:
    """A comment's words as far as this reader gets them; load it with `for_threads()` or `for_hits()`."""
    if not rules.may_read_words(reader, comment):
        return Said("")
    rows = comment.mentioned  # type: ignore[attr-defined]  # annotated
    return said(comment.body, rows, reader)
