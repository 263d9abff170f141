"""Tags that people type: which of them are markup, and which are text that looks like it."""

import re
from html import escape

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ideanet.html.listed import BLOCKS, PHRASING, VOID, WRAPPERS

DEEPEST = 40

_EMPTY = VOID | {"col", "img", "source", "wbr"}
# These end by themselves where the next one begins, so an open one is not a level.
_ENDS_ALONE = frozenset({"dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
# No `<` inside, so that a search for the end of one tag stops where the next begins.
_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_COMMENT = re.compile(r"<!--.*?(?P<end>-->|\Z)", re.DOTALL)


def keep_known_tags(state: StateCore) -> None:
    """Turn every tag that would vanish, or swallow what follows, into visible text.

    A sanitiser drops `<T>` from `Vec<T>`, and a browser hides all that follows `<script>` and
    strikes it out after `<S>`; nobody who typed those meant that. Comments do go.
    """
    depth = 0
    for token in state.tokens:
        if token.type == "html_block":
            token.content, depth = _rewrite(_COMMENT.sub(_hide, token.content), depth)
        elif token.children:
            _rewrite_line(token.children)


def _rewrite(text: str, depth: int) -> tuple[str, int]:
    """A block of HTML with only its known tags, and how many elements it leaves open."""
    tags = list(_TAG.finditer(text))
    partnered = _partnered(tags)
    parts: list[str] = []
    end = 0
    for place, tag in enumerate(tags):
        name = _name(tag)
        keep = name in _EMPTY or name in _ENDS_ALONE or place in partnered
        if not keep and name in BLOCKS:
            keep = bool(tag["slash"]) or depth < DEEPEST
            depth = max(0, depth - 1) if tag["slash"] else min(DEEPEST, depth + 1)
        if keep or name in WRAPPERS:
            parts += [_as_text(text[end : tag.start()]), tag.group() if keep else ""]
            end = tag.end()
    return "".join([*parts, _as_text(text[end:])]), depth


def _rewrite_line(children: list[Token]) -> None:
    """Keep the tags of a paragraph that have their partner in it, and ends of blocks."""
    tokens = [child for child in children if child.type == "html_inline"]
    tags = [_TAG.fullmatch(token.content) for token in tokens]
    partnered = _partnered(tags)
    for place, (token, tag) in enumerate(zip(tokens, tags, strict=True)):
        name = _name(tag)
        ends_block = tag is not None and tag["slash"] and name in BLOCKS
        if not (name in _EMPTY or place in partnered or ends_block):
            token.type = "text"
            token.content = _COMMENT.sub("", token.content)


def _partnered(tags: list[re.Match[str]] | list[re.Match[str] | None]) -> set[int]:
    """The places of known tags that open and close in turn, at most so many deep."""
    kept: set[int] = set()
    opened: list[tuple[str, int]] = []
    for place, tag in enumerate(tags):
        name = _name(tag)
        if tag is None or name not in PHRASING | BLOCKS | WRAPPERS:
            continue
        if not tag["slash"]:
            opened += [(name, place)] if len(opened) < DEEPEST else []
        elif any(name == other for other, _ in opened):
            # What was opened in between was never closed.
            while opened[-1][0] != name:
                opened.pop()
            kept |= {opened.pop()[1], place}
    return kept


def _name(tag: re.Match[str] | None) -> str:
    """The element's name; none for `<Option>`, as HTML is written in one case."""
    name = tag["name"] if tag else ""
    return name.lower() if name in {name.lower(), name.upper()} else ""


def _as_text(text: str) -> str:
    return text.replace("<", "&lt;")


def _hide(comment: re.Match[str]) -> str:
    """Nothing for a comment; one that never ends would hide the rest, so it shows."""
    return "" if comment["end"] else escape(comment.group())
