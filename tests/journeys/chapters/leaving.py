"""The approved idea leaves as a blog draft, goes live, and comes home with a proof point."""

from pathlib import Path

from tests.journeys.browsing import Visitor
from tests.journeys.cast import Story
from tests.journeys.chapters import words

QUOTED = "Who writes down what our own people learn at night?"


def the_marketer_begins_a_draft(story: Story) -> None:
    marketer = story.marketer
    marketer.go_to("Drafts")
    marketer.read("Approved, and nobody has begun")
    marketer.press(f"Begin a draft of {words.TITLE}")
    marketer.read("Edda Winter", words.DISCLAIMER, "Preparing")
    story.draft = marketer.path


def the_marketer_edits_cites_and_quotes(story: Story) -> None:
    marketer = story.marketer
    marketer.fill({"Title": words.HEADLINE, words.CITATION: True, "Carlo Bianchi, Northport Harbour": True})
    marketer.fill({"In these words": QUOTED, "What changed": "A headline, a source, a voice."})
    marketer.press("Save this version")
    marketer.read("Version 2 is saved.", words.HEADLINE)
    marketer.miss("Ten minutes at four in the morning")
    marketer.follow("Preview")
    marketer.read(words.HEADLINE, QUOTED, "Carlo Bianchi, Northport Harbour", words.CITATION)
    story.worker()
    story.customer.visit("/drafts/quotes/")
    story.customer.read(QUOTED, "in preparation")


def it_is_taken_away_as_files(story: Story, folder: Path) -> None:
    marketer = story.marketer
    marketer.follow("Write")
    marketer.press("Mark as ready")
    marketer.follow("Send")
    marketer.read("No site is set up yet.", "It arrives as a draft and is never published from here.")
    markdown = _download(marketer, "Markdown file", folder / "draft.md")
    for part in (
        f"title: {words.HEADLINE}",
        "- Edda Winter",
        "draft: true",
        words.THIRD_PART,
        words.DISCLAIMER,
    ):
        assert part in markdown
    assert f"> {QUOTED}\n>\n> — Carlo Bianchi, Northport Harbour" in markdown
    assert f"1. {words.CITATION} <https://home.example/ninety-nights>" in markdown
    page = _download(marketer, "HTML file", folder / "draft.html")
    for part in (
        f"<title>{words.HEADLINE}</title>",
        "Edda Winter",
        QUOTED,
        words.CITATION,
        "<em>somebody</em>",
    ):
        assert part in page
    assert "Ten minutes at four" not in markdown + page


def _download(marketer: Visitor, kind: str, to: Path) -> str:
    with marketer.page.expect_download() as download:
        marketer.main.get_by_role("button", name=kind).click()
    download.value.save_as(to)
    return to.read_text(encoding="utf-8")


def it_goes_live(story: Story) -> None:
    marketer = story.marketer
    marketer.visit(f"{story.draft}deliveries/")
    marketer.fill({"Address of the post": words.ADDRESS})
    marketer.press("Record as live")
    marketer.read("It is out. When you hear what came of it, bring it back here.")
    story.worker()
    customer = story.customer
    customer.visit(story.idea)
    customer.read("Published")
    customer.show("Show what was published")
    customer.read(words.HEADLINE)
    link = customer.main.get_by_role("link", name=words.HEADLINE)
    assert link.get_attribute("href") == words.ADDRESS


def proof_comes_home(story: Story) -> None:
    marketer, expert = story.marketer, story.expert
    marketer.fill({"What came of it": words.PROOF, "Figure": "14", "Source": "The blog’s inbox"})
    marketer.press("Add as a proof point")
    marketer.read("The proof point is on the idea.")
    story.worker()
    expert.visit(story.idea)
    expert.read("Proof point", words.PROOF)
