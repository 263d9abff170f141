"""Real documents: what they say is what the site shows."""

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markdown_it import MarkdownIt

from ideanet import html
from ideas import documents
from ideas.documents import Document
from ideas.wording import NUGGET_LENGTH, TITLE_LENGTH
from tests.oracle import SCHEMES, XHTML, faults, scheme

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"\[\^?\w+\]:?|[|:-]")


@pytest.fixture(scope="session")
def sources(corpora: Path) -> dict[str, str]:
    """The text of each document by its name."""
    found = sorted((corpora / "ideas").glob("*.md"))
    assert len(found) == 156
    return {path.stem: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="session")
def read(sources: dict[str, str]) -> dict[str, Document]:
    return {name: documents.parse(text, name) for name, text in sources.items()}


@dataclass(frozen=True)
class Pair:
    """A document as the specification renders it, and as the site shows it."""

    name: str
    written: Element
    shown: Element

    def both(self, names: Container[str]) -> tuple[list[Element], list[Element]]:
        """The elements of these names in both."""
        trees = (self.written, self.shown)
        first, second = (
            [e for e in tree.iter() if str(e.tag).removeprefix(XHTML) in names] for tree in trees
        )
        return first, second


@pytest.fixture(scope="session")
def pairs(sources: dict[str, str]) -> list[Pair]:
    return [
        Pair(
            name,
            *(
                html5lib.parseFragment(shown, container="div")
                for shown in (html.to_html(text), html.render(text))
            ),
        )
        for name, text in sources.items()
    ]


def words(element: Element) -> list[str]:
    """What the element says, without the marks of tables, tasks and notes."""
    return _MARKS.sub(" ", "".join(element.itertext())).split()


def test_every_document_has_a_title_a_nugget_and_a_day(read: dict[str, Document]) -> None:
    for name, document in read.items():
        assert 3 <= len(document.title) <= TITLE_LENGTH, name
        assert 20 <= len(document.nugget) <= NUGGET_LENGTH, name
        assert "`" not in html.to_text(document.nugget), name
        assert document.written_on is not None, name
    assert len({document.title for document in read.values()}) == 156


def test_nothing_a_document_says_is_lost(sources: dict[str, str], read: dict[str, Document]) -> None:
    for name, text in sources.items():
        document = read[name]
        kept = Counter(f"{document.title} {document.nugget} {document.body}".split())
        lost = Counter(text.split()) - kept
        assert set(lost) <= {"#", "##", "RFC:", "Summary", "`--crate-type`", "`maybe_dangling`"}, name


def test_every_document_is_shown_harmless(sources: dict[str, str]) -> None:
    assert [name for name, text in sources.items() if faults(html.render(text))] == []


def test_headings_keep_their_words_and_their_order(pairs: list[Pair]) -> None:
    for pair in pairs:
        written, shown = pair.both({"h1", "h2", "h3", "h4", "h5", "h6"})
        levels = [int(str(element.tag)[-1]) for element in shown]
        assert [words(element) for element in shown] == [words(element) for element in written], pair.name
        assert levels[0] == min(levels) == 2, pair.name
        assert all(after - before <= 1 for before, after in pairwise(levels)), pair.name


@pytest.mark.parametrize("element", ["pre", "code"])
def test_code_is_kept_to_the_letter(pairs: list[Pair], element: str) -> None:
    for pair in pairs:
        # Notes move to the end, and the code in them.
        written, shown = (Counter("".join(e.itertext()) for e in found) for found in pair.both({element}))
        assert shown == written, pair.name


def test_tables_are_tables(sources: dict[str, str]) -> None:
    reader = MarkdownIt("commonmark").enable("table")
    counts = {name: reader.render(text).count("<table>") for name, text in sources.items()}
    assert {name: html.render(text).count("<table>") for name, text in sources.items()} == counts
    assert sum(counts.values()) > 10


def test_links_that_work_anywhere_stay_links(pairs: list[Pair]) -> None:
    for pair in pairs:
        written, shown = (Counter(e.get("href", "") for e in found) for found in pair.both({"a"}))
        assert {address for address in written - shown if scheme(address) in SCHEMES} == set(), pair.name


def test_words_are_kept(sources: dict[str, str], pairs: list[Pair]) -> None:
    for pair in pairs:
        hidden = Counter(_MARKS.sub(" ", " ".join(_COMMENT.findall(sources[pair.name]))).split())
        lost = Counter(words(pair.written)) - Counter(words(pair.shown)) - hidden
        assert not lost, pair.name
