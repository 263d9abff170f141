"""From Markdown to HTML that nobody may see yet: the site's dialect, and what it may cost."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from ideanet.html.names import link_names
from ideanet.html.raw import keep_known_tags

LONGEST: Final = 200_000  # characters of Markdown
HEAVIEST: Final = 2_000_000  # characters of what it becomes
MOST_MARKS: Final = 30_000  # tags and character references
MOST_STEPS: Final = 20_000  # attempts to read something inside a line
DEEPEST: Final = 60  # levels of quotes and lists, two for each list

_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_TASK = re.compile(r"\[([ xX])\]\s")


class TooMuchError(Exception):
    """The text asks for more work than any document that people read would."""


def to_html(markdown: str) -> str:
    """Markdown as the CommonMark specification renders it, raw HTML included. Not safe."""
    return str(_commonmark().render(markdown))


def to_site_html(markdown: str, names: Mapping[str, str] | None = None) -> str:
    """Markdown as this site renders it, before it is made safe; `names` are linked where an @ is before them.

    Raises:
        TooMuchError: it is too long, too deep or too intricate; show it as plain text.
    """
    return _within_limits(markdown, _dialect().render, names)


def to_site_line(markdown: str) -> str:
    """Markdown as one line, where nothing is a block; raises as `to_site_html` does."""
    return _within_limits(markdown, _dialect().renderInline)


def to_parts(markdown: str) -> list[tuple[Token, str]]:
    """Each outermost block's first token and its HTML; raises as `to_site_html` does."""
    if len(markdown) > LONGEST:
        raise TooMuchError
    reader = _dialect()
    env: EnvType = {"steps": 0}
    tokens = reader.parse(markdown, env)
    starts, depth = [], 0
    for at, token in enumerate(tokens):
        # The levels that tokens carry start anew inside footnotes.
        starts += [at] if depth == 0 else []
        depth += token.nesting
    return [
        (tokens[start], str(reader.renderer.render(tokens[start:end], reader.options, env)))
        for start, end in pairwise([*starts, len(tokens)])
    ]


def _within_limits(
    markdown: str, turn: Callable[[str, EnvType], Any], names: Mapping[str, str] | None = None
) -> str:
    if len(markdown) > LONGEST:
        raise TooMuchError
    html = str(turn(markdown, {"steps": 0, "names": names or {}}))
    if html.count("<") + html.count("&") > MOST_MARKS:
        raise TooMuchError
    return html


def printable(text: str) -> str:
    """The text with the replacement character for what cannot be stored or encoded."""
    return _UNPRINTABLE.sub("\ufffd", text)


@cache
def _commonmark() -> MarkdownIt:
    reader = MarkdownIt("commonmark")
    reader.add_render_rule("blockquote_open", _open_quote)
    return reader


@cache
def _dialect() -> MarkdownIt:
    """CommonMark with tables, strikethrough, bare links, task lists and footnotes."""
    reader = MarkdownIt("commonmark", {"linkify": True, "maxNesting": DEEPEST + 4})
    reader.enable(["table", "strikethrough", "linkify"])
    # Only what is written out as an address: `lib.rs` and `a@b` are words in a design.
    links = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    reader.linkify = links.add("//", None).add("ftp:", None)
    reader.use(footnote_plugin, inline=False)
    for name, rule in _FOOTNOTES.items():
        reader.add_render_rule(name, rule)
    reader.block.ruler.before("table", "depth", _limit_depth, {"alt": []})
    reader.inline.ruler.before("text", "steps", _limit_steps)
    reader.inline.ruler.before("text", "names", link_names)
    reader.core.ruler.push("tags", keep_known_tags)
    reader.core.ruler.push("tasks", _mark_tasks)
    reader.core.ruler.push("alignment", _align_cells)
    reader.core.ruler.push("weight", _limit_weight)
    return reader


def _limit_depth(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    # The parser would leave out what lies deeper without a word.
    if state.level > DEEPEST:
        raise TooMuchError
    return False


def _limit_steps(state: StateInline, _silent: bool) -> bool:
    state.env["steps"] += 1
    if state.env["steps"] > MOST_STEPS:
        raise TooMuchError
    return False


def _limit_weight(state: StateCore) -> None:
    """Stop before a short text that repeats a long address fills the memory."""
    weight = 0
    for token in _flat(state.tokens):
        weight += len(token.content) + sum(len(str(value)) for value in token.attrs.values())
    if weight > HEAVIEST:
        raise TooMuchError


def _align_cells(state: StateCore) -> None:
    """Say how a cell is aligned by an attribute, as style is not allowed."""
    for token in state.tokens:
        if style := token.attrs.pop("style", ""):
            token.attrs["align"] = str(style).removeprefix("text-align:")


def _mark_tasks(state: StateCore) -> None:
    """Write `[ ]` and `[x]` at the start of a list item as a ballot box."""
    tokens = state.tokens
    for item, _, line in zip(tokens, tokens[1:], tokens[2:], strict=False):
        first = line.children[0] if line.children else None
        if item.type == "list_item_open" and first and (box := _TASK.match(first.content)):
            first.content = ("☐ " if box[1] == " " else "☑ ") + first.content[box.end() :]


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _open_quote(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    # The specification ends this line even where the quote is empty.
    return renderer.renderToken(tokens, at, options, env).rstrip("\n") + "\n"


def _note_number(
    _: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType
) -> str:
    # Without ids there is nothing to jump to: a number here, the same number at the end.
    return f"<sup>[{tokens[at].meta['id'] + 1}]</sup>"


def _literally(html: str) -> Callable[..., str]:
    return lambda *_: html


_FOOTNOTES: Final[dict[str, Callable[..., str]]] = {
    "footnote_ref": _note_number,
    "footnote_block_open": _literally("<hr>\n<ol>\n"),
    "footnote_block_close": _literally("</ol>\n"),
    "footnote_open": _literally("<li>"),
    "footnote_close": _literally("</li>\n"),
    "footnote_anchor": _literally(""),
}
