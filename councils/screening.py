"""Whether a text or a file says who wrote the idea: what a machine can tell of it before a blind reviewer reads it."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from hashlib import sha256
from typing import Final

from django.core.cache import cache

from ideanet.people.models import Person
from ideanet.uploads import reading
from ideas.models import EvidenceFile

# What is larger is for people to look through.
LARGEST: Final = 5 * 1024 * 1024  # bytes
SHORTEST: Final = 4  # letters of a family name that is looked for by itself
_A_DAY: Final = 24 * 60 * 60  # in seconds


class Finding(Enum):
    CLEAR = "clear"  # all of it can be read, and names none of the authors
    NAMED = "named"
    UNREAD = "unread"  # it holds a picture or something else that only people can read, or is too large


def look(file: EvidenceFile, authors: Iterable[Person]) -> Finding:
    """Names and addresses of authors in the words of a file; its properties were taken out when it came.

    Reading one takes a while, so what was found is remembered: a file that is kept never changes.
    """
    if file.size > LARGEST:
        return Finding.UNREAD
    signs = signs_of(authors)
    asked = sha256("\n".join([str(file.file.name), *signs]).encode()).hexdigest()
    found = cache.get_or_set(f"councils.screening:{asked}", lambda: _look(file, signs).value, _A_DAY)
    return Finding(found)


def _look(file: EvidenceFile, signs: list[str]) -> Finding:
    with file.file.open("rb") as opened:
        words = reading.words_of(opened.read(), file.content_type)
    if tells(words.parts, signs):
        return Finding.NAMED
    return Finding.CLEAR if words.is_all else Finding.UNREAD


def tells(texts: Iterable[str], signs: Iterable[str]) -> bool:
    """Whether one of the texts has one of the signs in it, as words of its own."""
    sought = "|".join(re.escape(sign) for sign in signs)
    if not sought:
        return False
    pattern = re.compile(rf"(?<!\w)(?:{sought})(?!\w)")
    return any(pattern.search(_plain(text)) for text in texts)


def signs_of(authors: Iterable[Person]) -> list[str]:
    """By what each of them is known: the name, either way round or cut short, a long family name, the address."""
    found = set()
    for author in authors:
        first, *rest = _plain(author.name).split() or [""]
        family = rest[-1] if rest else first
        found |= {_plain(author.name), _plain(author.email), f"{family}, {first}", f"{first[:1]}. {family}"}
        if len(family) >= SHORTEST:
            found.add(family)
    return sorted(found - {""})


def _plain(text: str) -> str:
    """Without case, accents, marks that nobody sees, and with one space where there is any."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in bare if unicodedata.category(c) not in {"Mn", "Cf"}).split())
