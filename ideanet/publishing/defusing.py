"""Markdown for other people's renderers: raw HTML and addresses only as we would show them ourselves."""

import html as entities
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ideanet import html
from ideanet.html.listed import ADDRESS, ELEMENTS, is_listed

_TAG: Final = re.compile(
    r"</?(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:\s+[a-z]+=\"[^\"<>]*\")*)\s*/?>", re.IGNORECASE
)
_ATTRIBUTE: Final = re.compile(r"([a-z]+)=\"([^\"]*)\"", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def defused(markdown: str, addresses: Mapping[str, str] | None = None) -> str:
    """The same Markdown, but for blocks that hold what we would not show: those become safe HTML.

    The pictures kept here are fetched from the addresses given for their keys.

    A comment, a script, an address with a foreign scheme: whoever renders the file may be less
    careful than we are, and may show what was never on our page.
    """
    env: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _reader().parse(markdown, env)
    if not all(_is_harmless(entry["href"]) for entry in env.get("references", {}).values()):
        return _as_html(markdown, addresses or {})
    lines = markdown.split("\n")
    for start, end in reversed([*_ranges(tokens)]):
        lines[start:end] = [_as_html("\n".join(lines[start:end]), addresses or {}), ""]
    return html.pictures_at(addresses or {}, "\n".join(lines).strip("\n"))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # We want to see the addresses that a careless renderer would keep.
    reader.validateLink = _take  # type: ignore[method-assign]  # the documented way
    return reader


def _take(url: str) -> bool:
    del url
    return True


def _ranges(tokens: list[Token]) -> list[tuple[int, int]]:
    """The lines of the outermost blocks that must not go out as they are."""
    found, depth, block = [], 0, (0, 0)
    for token in tokens:
        if depth == 0 and token.map:
            block = (token.map[0], token.map[1])
        depth += token.nesting
        if not all(_is_safe(part) for part in (token, *(token.children or ()))) and block not in found:
            found.append(block)
    return found


def _is_safe(token: Token) -> bool:
    if token.type in {"html_block", "html_inline"}:
        return "<" not in _TAG.sub(lambda tag: "" if _is_known(tag) else "<", token.content)
    addresses = [token.attrs[name] for name in ("href", "src") if name in token.attrs]
    return all(_is_harmless(str(address)) for address in addresses)


def _is_known(tag: re.Match[str]) -> bool:
    name = tag["name"].lower()
    return name in ELEMENTS and all(
        is_listed(name, key.lower(), entities.unescape(value))
        for key, value in _ATTRIBUTE.findall(tag["rest"])
    )


def _is_harmless(address: str) -> bool:
    """One of the site's schemes, or no scheme at all."""
    return ADDRESS.fullmatch(address) is not None or _SCHEME.match(address) is None


def _as_html(markdown: str, addresses: Mapping[str, str]) -> str:
    # A blank line would end the block of HTML and begin Markdown again.
    return re.sub(r"\n(?=[ \t]*\n)", "&#10;", str(html.render_moved(markdown, addresses)).strip())
