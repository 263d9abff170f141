"""Writing in a real browser: with the keyboard, from Word, with pictures, cut off, signed out, and two at once."""

import base64
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from ideanet.people.models import Person
from ideas.models import Idea, Jotting, Revision, Theme, WorkingCopy
from ideas.workflow import authoring
from tests import factories
from tests.ideas.test_bringing import word_file
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn, enter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: writing")]

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {margin: 0}</style></head>
<body lang=EN style='tab-interval:36pt'><!--StartFragment-->
<h2 style='margin:0'>What we see<o:p></o:p></h2>
<p class=MsoNormal style='margin:0'>The <b style='mso-bidi-font-weight:normal'>night shift</b> writes
 <i>nothing</i>, says <a href="https://home.example/report">the report</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
 style='font-family:Symbol'>·<span style='font:7pt "Times"'>&nbsp;&nbsp; </span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span>o</span>
<![endif]>Inner</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>·</span>
<![endif]>Second</p>
<table style='border:none'><tr><td><p class=MsoNormal>Desk</p></td><td><p>Nights</p></td></tr>
<tr><td><p>Oslo</p></td><td><p>90</p></td></tr></table>
<script>alert(1)</script><!--EndFragment--></body></html>"""
PASTE = """(area, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', 'plain')
    area.focus()
    area.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}))
}"""
DROP = """(area, data) => {
    const dataTransfer = new DataTransfer()
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0))
    dataTransfer.items.add(new File([bytes], 'Night plan.png', {type: 'image/png'}))
    area.focus()
    area.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}))
}"""


@pytest.fixture
def author() -> Person:
    return factories.make_employee(name="Edda Winter")


@pytest.fixture
def theme() -> Theme:
    return factories.ThemeFactory.create(title="Quieter nights")


def body_of(page: Page) -> Locator:
    return page.get_by_label(re.compile("^Body"))


def state_of(page: Page) -> Locator:
    return page.locator("[data-state]")


def is_saved(page: Page) -> None:
    expect(state_of(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))


def begin(visitor: Visitor, **more: str) -> Page:
    visitor.visit("/ideas/new/")
    visitor.fill({"Title": "Let the night shift write", "Theme": "Quieter nights"} | more)
    return visitor.page


def open_editor(visitor: Visitor, idea: Idea) -> Page:
    return visitor.visit(f"/ideas/{idea.pk}/edit/")


def test_an_idea_is_written_with_the_keyboard_and_saves_itself(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    visitor = sign_in(author)
    page = begin(visitor, Kind="Improvement")
    body = body_of(page)
    assert (body.get_attribute("placeholder") or "").startswith("Each time we")
    body.focus()
    page.keyboard.type("Alarm")
    page.keyboard.press("Control+Alt+h")
    page.keyboard.press("End")
    page.keyboard.type("\n\nIt is ")
    page.keyboard.press("Control+b")
    page.keyboard.type("loud")
    page.keyboard.press("End")
    page.keyboard.type("\n\n- one\ntwo\n\nThe end.")
    expect(body).to_have_value("## Alarm\n\nIt is **loud**\n\n- one\n- two\n\nThe end.")
    is_saved(page)
    preview = page.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="Alarm")).to_be_visible()
    expect(preview.locator("strong")).to_have_text("loud")
    expect(page.locator("[data-words-of]")).to_have_text("8 words")
    idea = Idea.objects.get()
    assert (idea.kind, idea.body, visitor.path) == (
        "improvement",
        body.input_value(),
        f"/ideas/{idea.pk}/edit/",
    )
    visitor.look()


def test_the_toolbar_is_walked_with_arrows_and_its_marks_can_be_undone(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    visitor = sign_in(author)
    page = begin(visitor)
    body = body_of(page)
    body.fill("loud")
    body.select_text()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("Enter")
    expect(body).to_have_value("_loud_")
    expect(body).to_be_focused()
    page.keyboard.press("Control+z")
    expect(body).to_have_value("loud")
    page.get_by_role("button", name="Table").press("Space")
    expect(body).to_have_value(re.compile(r"\| Heading \| Heading \|\n\| --- \| --- \|"))
    page.keyboard.type("Desk")
    expect(body).to_have_value(re.compile(r"\| Desk \| Heading \|\n\| --- \| --- \|"))
    full = page.get_by_role("button", name="Full screen")
    full.click()
    expect(page.get_by_role("banner")).to_be_hidden()
    visitor.look()
    page.keyboard.press("Escape")
    expect(page.get_by_role("banner")).to_be_visible()
    expect(full).to_have_attribute("aria-pressed", "false")
    is_saved(page)
    visitor.look()


def test_what_is_pasted_from_word_keeps_its_structure(sign_in: SignIn, author: Person, theme: Theme) -> None:
    visitor = sign_in(author)
    page = begin(visitor)
    body = body_of(page)
    body.evaluate(PASTE, FROM_WORD)
    expect(body).to_have_value(
        "## What we see\n\nThe **night shift** writes *nothing*, says [the report](https://home.example/report).\n\n"
        "- First\n    - Inner\n- Second\n\n| Desk | Nights |\n| --- | --- |\n| Oslo | 90 |"
    )
    expect(page.get_by_role("region", name="Preview").get_by_role("cell", name="Oslo")).to_be_visible()
    is_saved(page)
    visitor.look()


def test_a_picture_is_dropped_on_the_text_and_seen(sign_in: SignIn, author: Person, theme: Theme) -> None:
    visitor = sign_in(author)
    page = begin(visitor)
    body = body_of(page)
    body.evaluate(DROP, base64.b64encode(factories.make_png((60, 40))).decode())
    expect(body).to_have_value(re.compile(r"^!\[Night plan\]\(/ideas/pictures/[0-9a-f-]{36}/\)"))
    picture = page.get_by_role("region", name="Preview").get_by_role("img", name="Night plan")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 60
    is_saved(page)
    page.locator("#id_picture").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"}
    )
    visitor.read("This is not a file that is taken here. Bring GIF, JPEG, PNG or WebP.")
    visitor.look()


def test_a_word_document_is_brought_in(sign_in: SignIn, author: Person, theme: Theme) -> None:
    visitor = sign_in(author)
    page = visitor.visit("/ideas/new/")
    page.locator("summary", has_text="Bring in a picture or a document").click()
    page.get_by_label(re.compile("^Document")).set_input_files(_file(word_file()))
    visitor.press("Bring it in")
    visitor.read("“Nights.docx” stands in the text now.")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Sleep through the night")
    expect(body_of(page)).to_have_value(re.compile(r"# What happens\n\n- First\n- Second"))
    visitor.fill({"Theme": "Quieter nights"})
    is_saved(page)


def test_words_without_a_title_go_on_in_another_browser_and_become_a_draft(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    first = sign_in(author)
    body_of(first.visit("/ideas/new/")).fill("Half a thought, typed on the train.")
    expect(state_of(first.page)).to_have_text(
        re.compile(r"^Saved \d\d:\d\d, for you alone\. A draft needs: Title and Theme\.$")
    )
    assert not Idea.objects.exists()
    first.page.reload()
    expect(body_of(first.page)).to_have_value("Half a thought, typed on the train.")
    first.page.close()
    second = sign_in(author)
    page = second.visit("/ideas/new/")
    second.read("You began this and left it on")
    expect(page.locator("[data-kept-note]")).to_be_hidden()
    expect(body_of(page)).to_have_value("Half a thought, typed on the train.")
    second.fill({"Title": "Let the night shift write", "Theme": "Quieter nights"})
    is_saved(page)
    second.miss("You began this and left it on")
    second.look()
    idea = Idea.objects.get()
    assert (idea.body, Jotting.objects.exists()) == ("Half a thought, typed on the train.", False)
    assert second.path == f"/ideas/{idea.pk}/edit/"


def test_what_was_begun_stays_beside_another_or_is_thrown_away(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    kept = factories.make_jotting(author, body="The first one.", theme=theme)
    visitor = sign_in(author)
    page = visitor.visit("/ideas/new/")
    visitor.follow("Begin another idea")
    expect(body_of(page)).to_have_value("")
    # What never reached the site comes back to this browser, and takes nothing of the other one with it.
    visitor.context.set_offline(True)
    body_of(page).fill("The second one.")
    visitor.read("The site cannot be reached. Go on writing")
    visitor.errors.clear()
    # A page that is left tries once more, and the browser does not always hold that back while it is offline.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    page.goto("about:blank")
    visitor.context.set_offline(False)
    with page.expect_response("**/ideas/drafts/"):
        page.goto(f"{visitor.address}/ideas/new/")
    expect(body_of(page)).to_have_value("The second one.")
    expect(page.get_by_label("Theme")).to_have_value("")
    expect(state_of(page)).to_have_text(re.compile("^Saved "))
    expect(page.locator("[data-begun], [data-kept-note]").filter(visible=True)).to_have_count(0)
    assert set(Jotting.objects.values_list("body", flat=True)) == {"The first one.", "The second one."}
    visitor.visit("/ideas/new/")
    expect(body_of(page)).to_have_value("The second one.")
    visitor.follow("The first one.")
    expect(body_of(page)).to_have_value("The first one.")
    visitor.press("Throw this away")
    visitor.read("What you had begun is gone. Here is an empty page.")
    assert visitor.questions == ["Throw away what you began here?"]
    assert not Jotting.objects.filter(pk=kept.pk).exists()
    visitor.look()


def test_what_was_begun_and_typed_on_in_two_tabs_is_shown_as_both(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    factories.make_jotting(author, body="One two three.")
    visitor = sign_in(author)
    page = visitor.visit("/ideas/new/")
    other = visitor.context.new_page()
    other.goto(page.url)
    body_of(other).fill("One four three.")
    expect(state_of(other)).to_have_text(re.compile("^Saved "))
    body_of(page).fill("One five three.")
    visitor.read("You, in another tab, changed this text at")
    visitor.press("Show both texts")
    visitor.read("You wrote here in two places")
    expect(page.locator("del")).to_have_text("Removed: four ")
    visitor.fill({"Title": "Numbers", "Theme": "Quieter nights"})
    visitor.press("Save the draft")
    assert (Idea.objects.get().body, Jotting.objects.exists()) == ("One five three.", False)


def test_headings_of_a_kind_come_with_one_click_and_can_be_undone(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    visitor = sign_in(author)
    page = begin(visitor, Kind="Talk", Body="My words.")
    page.get_by_role("button", name="Put headings into the text: Talk").click()
    expect(body_of(page)).to_have_value(re.compile(r"^My words\.\n\n## The one sentence\n"))
    page.keyboard.press("Control+z")
    expect(body_of(page)).to_have_value("My words.")


def test_a_session_that_ends_costs_no_word(sign_in: SignIn, author: Person, theme: Theme) -> None:
    visitor = sign_in(author)
    page = begin(visitor)
    is_saved(page)
    # Beside the text its preview and similar ideas are asked for, and get the page for signing in.
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with page.expect_response("**/preview/"), page.expect_response("**/similar/**"):
        page.get_by_label("Title").press_sequentially("!")
        body_of(page).fill("Typed while signed out.")
    visitor.read("You are signed out. What you typed is kept in this browser.")
    visitor.look()
    # As if in another tab.
    enter(visitor, author)
    is_saved(page)
    expect(page.locator('[data-trouble="signed-out"]')).to_be_hidden()
    assert Idea.objects.get().body == "Typed while signed out."
    visitor.press("Save the draft")
    visitor.read("Draft saved. Only its authors can see it.")


def test_a_lost_connection_costs_no_word_even_when_the_page_is_closed(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    visitor = sign_in(author)
    page = begin(visitor)
    is_saved(page)
    address = visitor.path
    visitor.context.set_offline(True)
    body_of(page).fill("Typed in the tunnel.")
    visitor.read("The site cannot be reached. Go on writing")
    visitor.errors.clear()
    # A page that is left tries once more, and the browser does not always hold that back while it is offline.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    page.goto("about:blank")
    visitor.context.set_offline(False)
    visitor.visit(address)
    visitor.read("This is what you typed here last time and did not save.")
    expect(body_of(page)).to_have_value("Typed in the tunnel.")
    is_saved(page)
    assert Idea.objects.get().body == "Typed in the tunnel."
    visitor.look()


def test_two_tabs_lose_nothing_of_either(sign_in: SignIn, author: Person, theme: Theme) -> None:
    draft = factories.make_draft(author, theme=theme, body="One two three.")
    visitor = sign_in(author)
    page = open_editor(visitor, draft)
    other = visitor.context.new_page()
    other.goto(visitor.page.url)
    body_of(other).fill("One four three.")
    is_saved(other)
    body_of(page).fill("One five three.")
    visitor.read("You, in another tab, changed this text at")
    visitor.look()
    visitor.press("Show both texts")
    visitor.read("You wrote here in two places")
    expect(page.locator("del")).to_have_text("Removed: four ")
    expect(page.locator("ins")).to_have_text("Added: five ")
    visitor.press("Save the draft")
    draft.refresh_from_db()
    assert draft.body == "One five three."


def test_a_title_that_is_cleared_holds_no_other_word_up(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    draft = factories.make_draft(author, theme=theme, title="What it was", body="One two three.")
    visitor = sign_in(author)
    page = open_editor(visitor, draft)
    visitor.fill({"Title": "", "Body": "One four three."})
    visitor.read("Saved on the site. What is empty stays as it was until it is filled: Title.")
    visitor.look()
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("What it was", "One four three.")
    visitor.fill({"Title": "What it is"})
    is_saved(page)
    draft.refresh_from_db()
    assert draft.title == "What it is"


def test_a_slow_answer_from_before_a_save_takes_it_for_nobody_elses(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    draft = factories.make_draft(author, theme=theme, body="One two three.")
    visitor = sign_in(author)
    page = visitor.page
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/writers/", lambda route: held.append((route, route.fetch())))
    with page.expect_request("**/writers/"):
        open_editor(visitor, draft)
    body_of(page).fill("One four three.")
    is_saved(page)
    (route, answer), *_ = held
    with page.expect_response("**/writers/"):
        route.fulfill(response=answer)
    page.wait_for_load_state("networkidle")
    is_saved(page)
    expect(page.locator('[data-trouble="newer"]')).to_be_hidden()


def test_two_authors_at_once_are_told_and_shown_both_texts(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    idea = factories.make_idea(author, theme=theme, body="One two three.")
    dana = factories.make_employee(name="Dana Reyes")
    authoring.invite(idea, dana, by=author)
    authoring.accept(idea, by=dana)
    first, second = sign_in(author), sign_in(dana)
    open_editor(second, idea)
    expect(second.page.locator("[data-state]")).to_be_attached()
    second.page.wait_for_function("document.querySelector('[data-beside]')")
    body_of(second.page).fill("One four three.")
    page = open_editor(first, idea)
    first.read("Dana Reyes is editing this too.")
    is_saved(second.page)
    body_of(page).fill("One five three.")
    first.read("Dana Reyes changed this text at")
    first.press("Show both texts")
    first.fill({"What changed": "Both of us."})
    first.press("Publish the revision")
    first.read("Revision 2 is published.")
    assert Revision.objects.get(number=2).body == "One five three."
    assert not WorkingCopy.objects.exists()
    reader = sign_in(factories.make_employee())
    reader.visit(idea.get_absolute_url())
    reader.miss("One four three.")


def test_on_a_phone_one_looks_at_the_text_or_at_its_preview(
    sign_in: SignIn, author: Person, theme: Theme
) -> None:
    visitor = sign_in(author, viewport={"width": 360, "height": 740})
    page = begin(visitor, Body="Some **bold** words.")
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_be_hidden()
    visitor.tap("Preview")
    expect(preview.locator("strong")).to_have_text("bold")
    expect(body_of(page)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitor.tap("Preview")
    expect(body_of(page)).to_be_visible()
    # One word that fills the field stands in the way back too.
    visitor.fill({"Title": "w" * 200})
    is_saved(page)
    page.reload()
    expect(page.get_by_role("navigation", name="Where you are")).to_contain_text("www")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_comment_is_marked_with_the_same_keys(sign_in: SignIn, author: Person) -> None:
    idea = factories.make_idea(author)
    visitor = sign_in(factories.make_employee())
    page = visitor.visit(idea.get_absolute_url())
    field = visitor.field("Comment")
    field.fill("Bravo")
    field.select_text()
    page.keyboard.press("Control+i")
    expect(field).to_have_value("_Bravo_")
    visitor.look()


def test_without_scripts_everything_is_a_button(sign_in: SignIn, author: Person, theme: Theme) -> None:
    visitor = sign_in(author, java_script_enabled=False)
    visitor.visit("/ideas/new/")
    visitor.fill(
        {"Title": "By hand", "Theme": "Quieter nights", "Kind": "Talk", "Body": "Some *soft* words."}
    )
    visitor.press("Preview")
    expect(visitor.page.get_by_role("region", name="Preview").locator("em")).to_have_text("soft")
    visitor.press("Put headings into the text: Talk")
    expect(body_of(visitor.page)).to_have_value(re.compile(r"^Some \*soft\* words\.\n\n## The one sentence"))
    visitor.page.locator("summary", has_text="Bring in a picture or a document").click()
    visitor.page.get_by_label(re.compile("^Picture")).set_input_files(
        {"name": "Plan.png", "mimeType": "image/png", "buffer": factories.make_png()}
    )
    visitor.press("Add the picture")
    visitor.read("The picture stands at the end of the text.")
    visitor.press("Save the draft")
    visitor.read("Draft saved. Only its authors can see it.")
    expect(visitor.main.get_by_role("img", name="Plan")).to_be_visible()


def _file(upload: SimpleUploadedFile) -> Any:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": upload.name, "mimeType": kind, "buffer": upload.read()}
