"""Reads a Markdown document, with or without front matter, as the texts of an idea."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

import yaml

from ideanet import html
from ideanet.html import Block
from ideas import wording

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_BULLET = re.compile(r"^[-*+][ \t]", re.MULTILINE)
_FIELD = re.compile(r"^[-*+][ \t]+\**([A-Za-z][\w -]{1,30}?)\**[ \t]*#?[ \t]*:\**[ \t]*", re.MULTILINE)
_SECTION = re.compile(
    rf"{wording.SUMMARY.pattern}|introduction|background|motivation|(table of )?contents", re.IGNORECASE
)
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class NotADocumentError(Exception):
    """The text cannot become an idea; the message says why, as the end of a sentence."""


@dataclass(frozen=True)
class Document:
    """What a document says: `nugget` and `body` in Markdown, `metadata` by lower-case name.

    `is_named`: it says its title itself, which else is made of the file's name.
    """

    title: str
    nugget: str
    body: str
    written_on: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    is_named: bool = field(default=False, compare=False)


def read(data: bytes, name: str) -> Document:
    """Read a file's bytes; `name` is the file's, without its ending, for want of a title.

    Raises:
        NotADocumentError: not UTF-8, empty, too long, without a title or without text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotADocumentError("is not text in UTF-8") from None
    if "\x00" in text:
        raise NotADocumentError("contains NUL characters, which no database holds")
    if not text.strip():
        raise NotADocumentError("is empty")
    if len(text) > html.LONGEST:
        raise NotADocumentError(f"is longer than {html.LONGEST:,} characters")
    return parse(text.replace("\r\n", "\n").replace("\r", "\n"), name)


def parse(text: str, name: str) -> Document:
    """As `read`, for text whose lines end in a newline only."""
    metadata, text = _split_front(text)
    lines = text.split("\n")
    blocks = [block for block in html.blocks(text) if block.text]
    header = _header(blocks, lines)
    for block in header:
        metadata |= _fields(_source(block, lines))
    heading = _title_heading(blocks, metadata.get("title", ""))
    rest = [block for block in blocks if block not in header and block is not heading]
    title = wording.title(metadata.get("title") or (heading.text if heading else ""), name, rest)
    if not re.search(r"\w", title):
        raise NotADocumentError("has no title, and its file name is none")
    if all(block.kind == "heading" for block in rest):
        raise NotADocumentError("has no text")
    nugget = wording.nugget(rest)
    return Document(
        title=title,
        nugget=nugget,
        body=_body(lines, [block for block in [heading, *_said(rest, nugget, lines)] if block], header),
        written_on=_day(metadata),
        metadata=metadata,
        is_named=bool(metadata.get("title") or heading),
    )


def _split_front(text: str) -> tuple[dict[str, str], str]:
    """The front matter's simple values, and the text after it."""
    front = _FRONT.match(text.lstrip("\n"))
    if front is None:
        return {}, text
    try:
        found = yaml.safe_load(front[1])
    except (yaml.YAMLError, ValueError):
        raise NotADocumentError("has front matter that is not valid YAML") from None
    if not isinstance(found, dict):
        # Two rules with words between them.
        return {}, text
    simple = {str(key).lower(): _simple(value) for key, value in found.items()}
    return {key: value for key, value in simple.items() if value}, text.lstrip("\n")[front.end() :]


def _simple(value: object) -> str:
    """One value or a flat list as text; what is nested may be endless and says nothing here."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_simple(item) for item in value if not isinstance(item, list))))
    return str(value).strip() if isinstance(value, str | int | float | date | datetime) else ""


def _header(blocks: list[Block], lines: list[str]) -> list[Block]:
    """The list of `Name: value` that stands before the text, perhaps under the title; or none."""
    found: list[Block] = []
    for block in blocks[1:] if blocks and blocks[0].kind == "heading" else blocks:
        source = _source(block, lines)
        if block.kind != "bullet_list" or len(_BULLET.findall(source)) != len(_FIELD.findall(source)):
            break
        found.append(block)
    return found


def _fields(source: str) -> dict[str, str]:
    parts = _FIELD.split(source)
    values = (html.to_text(value).replace("\n", " ").strip() for value in parts[2::2])
    return {key.strip().lower(): value for key, value in zip(parts[1::2], values, strict=True)}


def _title_heading(blocks: list[Block], title: str) -> Block | None:
    """The heading that names the document: its first block, or its only one of the first level.

    Where the front matter gives a title, only the same words once more are one.
    """
    tops = [block for block in blocks if block.level == 1]
    found = blocks[:1] if blocks and blocks[0].kind == "heading" else tops if len(tops) == 1 else []
    names = (block for block in found if not _SECTION.fullmatch(block.text))
    return next((block for block in names if not title or block.text.casefold() == title.casefold()), None)


def _source(block: Block, lines: list[str]) -> str:
    return "\n".join(lines[slice(*block.lines)])


def _said(blocks: list[Block], nugget: str, lines: list[str]) -> list[Block]:
    """The summary, if the nugget says all of it in the same words; or nothing."""
    found = wording.summary(blocks)
    whole = " ".join(_source(block, lines) for block in found[1:])
    # The body must not end up empty.
    return found if len(blocks) > len(found) and " ".join(whole.split()) == nugget else []


def _body(lines: list[str], elsewhere: list[Block], header: list[Block]) -> str:
    """The text without what stands elsewhere on the page; the header's list goes to the end."""
    kept = lines.copy()
    for start, end in sorted((block.lines for block in elsewhere + header), reverse=True):
        # A blank line stays, so that what stood before and after does not become one.
        kept[start:end] = [""]
    body = "\n".join(kept).strip("\n")
    colophon = "\n".join(_source(block, lines).strip() for block in header)
    return f"{body}\n\n---\n\n{colophon}" if colophon else body


def _day(metadata: dict[str, str]) -> date | None:
    """The day the document says it is from; none where it says none that exists."""
    for key in ("date", "start date", "created", "published"):
        if found := _DAY.search(metadata.get(key, "")):
            try:
                return date.fromisoformat(found.group())
            except ValueError:
                return None
    return None
