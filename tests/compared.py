"""Pages that compare two texts, as they look: without the words that only screen readers hear."""

import re

_ASIDE = re.compile(r'<span class="visually-hidden">(?:Added|Removed): </span>')


def as_seen(page: str) -> str:
    return _ASIDE.sub("", page)
