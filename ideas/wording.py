"""Gives a document the title and the nugget that its author would have given the idea."""

import re
from collections import Counter

from ideanet import html
from ideanet.html import Block

SUMMARY = re.compile(r"(executive )?summary|abstract|overview|tl;?dr|in short", re.IGNORECASE)

TITLE_LENGTH = 200
NUGGET_LENGTH = 600

_LABEL = re.compile(r"^RFC(?:[ -]?\d+)?\s*[:\u2013\u2014-]\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+[-_ .]+(?=.*[a-zA-Z])")
_CODE = re.compile(r"`[^`]*`")
_IDENTIFIER = re.compile(r"[\w.]+(?:[-_][\w.]+)+")
_ITEM = re.compile(r"^(?:- |\d+\. )", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])[\"\u201d\u2019)*_]*\s+(?=[\"\u201c\u2018(`]*[A-Z0-9`])")
_MARKS = re.compile(r"([\\`*_\[\]<>~&#])")


def title(given: str, name: str, blocks: list[Block]) -> str:
    """The title as a person would write it: what is given, or made of the file's name."""
    given = _LABEL.sub("", " ".join(given.split()))
    if given and not _IDENTIFIER.fullmatch(given):
        return shorten(given, TITLE_LENGTH)
    words = re.split(r"[-_\s]+", given or _NUMBER.sub("", name))
    prose = " ".join(_CODE.sub(" ", block.marked) for block in blocks if block.kind == "paragraph")
    made = " ".join(_spelled(word, prose) for word in words if word)
    return shorten(made[:1].upper() + made[1:], TITLE_LENGTH)


def _spelled(word: str, prose: str) -> str:
    """The word as the document mostly spells it, if that is a name or an acronym: Rust, UFCS."""
    found = Counter(re.findall(rf"(?<![\w.]){re.escape(word)}(?!\w)", prose, re.IGNORECASE))
    usual = max(found, key=lambda spelling: found[spelling], default=word)
    return usual if found[usual] > max(1, found[word]) else word


def nugget(blocks: list[Block]) -> str:
    """The summary's first paragraph, or the document's, as one line of Markdown."""
    spoken = [block for block in summary(blocks)[1:] or blocks if block.kind != "heading"]
    # A paragraph in brackets is an aside, not the idea.
    said = [block for block in spoken if block.kind == "paragraph" and not block.text.startswith("(")]
    chosen = spoken[0] if spoken[0].kind.endswith("_list") else (said or spoken)[0]
    return _first_sentences(_line(chosen))


def summary(blocks: list[Block]) -> list[Block]:
    """The heading of that name and what stands under it, up to the next heading; or nothing."""
    found: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            if len(found) > 1:
                break
            found = [block] if SUMMARY.fullmatch(block.text) else []
        elif found:
            found.append(block)
    return found if len(found) > 1 else []


def _line(block: Block) -> str:
    """A block as one line of Markdown that reads as the block does."""
    plain, marked = (_joined(text) for text in (block.text, block.marked))
    # Back quotes inside code, say, would come out otherwise than they went in.
    return marked if html.to_text(marked) == plain else _MARKS.sub(r"\\\1", plain)


def _joined(text: str) -> str:
    """The lines of a paragraph, or the items of a list as sentences, in one line."""
    items = [" ".join(item.split()) for item in _ITEM.split(text)]
    ended = [item if item.endswith((".", "!", "?", ":", ";")) else f"{item}." for item in items[:-1] if item]
    return " ".join([*ended, items[-1]])


def _first_sentences(line: str) -> str:
    """As many whole sentences as make a nugget."""
    sentences = _SENTENCE.split(line)
    if line.endswith(":"):
        # It leads up to a list; the sentences before it stand by themselves.
        sentences = sentences[:-1] or [line[:-1].rstrip() + "."]
    kept = ""
    for sentence in sentences:
        longer = f"{kept} {sentence}".strip()
        if len(longer) > NUGGET_LENGTH:
            break
        kept = longer
    return kept or shorten(line, NUGGET_LENGTH)


def shorten(text: str, length: int) -> str:
    """The text, cut after a word where it is too long."""
    return text if len(text) <= length else text[:length].rsplit(None, 1)[0][: length - 1] + "…"
