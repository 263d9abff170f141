"""The editor: nothing that was typed is ever lost."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideanet.people.models import Person
from ideas import moves
from ideas.models import Idea, Revision, Theme
from ideas.stages import Audience, Stage
from ideas.workflow import moving, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.compared import as_seen
from tests.ideas.cast import Cast, sign_in, with_htmx

pytestmark = pytest.mark.django_db

NEW = "/ideas/new/"


@pytest.fixture
def author() -> Person:
    return factories.make_employee()


def typed(**given: Any) -> dict[str, Any]:
    return {"title": "A title", "nugget": "A nugget.", "body": "A body.", "kind": "talk"} | given


def fields_of(page: str) -> dict[str, str]:
    """The values of the form's fields, as a browser would send them back."""
    found = dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', page))
    # The way to throw the working copy away is a form of its own.
    found.pop("_method", None)
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n([^<]*)</textarea>', page))
    return {name: unescape(value) for name, value in found.items()}


def edit(idea: Idea) -> str:
    return reverse("ideas:edit", args=[idea.pk])


def test_a_draft_is_begun_saved_and_opened(author: Person) -> None:
    theme = factories.ThemeFactory.create()
    client = sign_in(author)
    answer = client.post(NEW, typed(theme=theme.pk, save=""))
    idea = Idea.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, idea.get_absolute_url())
    assert (idea.title, idea.nugget, idea.body, idea.kind, idea.theme, idea.stage) == (
        "A title",
        "A nugget.",
        "A body.",
        "talk",
        theme,
        "draft",
    )
    assert "Draft saved. Only its authors can see it." in client.get(idea.get_absolute_url()).content.decode()


def test_an_idea_is_written_and_submitted_in_one_step(author: Person) -> None:
    theme = factories.ThemeFactory.create()
    sign_in(author).post(NEW, typed(theme=theme.pk, submit=""))
    assert Idea.objects.get().stage == Stage.OPEN


def test_a_theme_page_leads_to_a_form_that_has_chosen_it(author: Person) -> None:
    theme = factories.ThemeFactory.create()
    page = sign_in(author).get(f"{NEW}?theme={theme.pk}").content.decode()
    assert f'<option value="{theme.pk}" selected>' in page
    assert sign_in(author).get(f"{NEW}?theme=nonsense").status_code == 200


def test_only_themes_that_take_ideas_and_can_be_seen_are_offered() -> None:
    closed = factories.ThemeFactory.create(
        title="Closed",
        opens_at=timezone.now() - timedelta(days=2),
        closes_at=timezone.now() - timedelta(days=1),
    )
    factories.ThemeFactory.create(title="Open")
    author = factories.make_employee()
    page = sign_in(author).get(NEW).content.decode()
    assert (">Open</option>" in page, ">Closed</option>" in page) == (True, False)
    draft = factories.make_draft(author)
    Theme.objects.filter(pk=draft.theme_id).update(closes_at=timezone.now())
    again = sign_in(author).get(edit(draft)).content.decode()
    assert f">{draft.theme.title}</option>" in again
    assert closed.title not in again


@pytest.mark.parametrize(
    ("missing", "message"), [("title", "Title"), ("theme", "Theme"), ("kind", "Kind")], ids=str
)
def test_a_failed_check_sends_everything_back(author: Person, missing: str, message: str) -> None:
    theme = factories.ThemeFactory.create()
    data = typed(theme=theme.pk, body="Many words.\n\nAnd more.")
    del data[missing]
    answer = sign_in(author).post(NEW, data)
    page = answer.content.decode()
    assert (answer.status_code, "Nothing is lost. Please check:" in page) == (422, True)
    assert f"{message}: This field is required." in page
    assert fields_of(page)["body"] == "Many words.\n\nAnd more."
    assert "data-sent-back" in page
    assert not Idea.objects.exists()


def test_line_ends_are_kept_as_the_site_keeps_them(author: Person) -> None:
    theme = factories.ThemeFactory.create()
    sign_in(author).post(NEW, typed(theme=theme.pk, body="One\r\n\r\nTwo\rThree\n"))
    assert Idea.objects.get().body == "One\n\nTwo\nThree\n"


def test_a_draft_is_edited_with_its_theme_and_kind(author: Person) -> None:
    draft = factories.make_draft(author)
    other = factories.ThemeFactory.create()
    client = sign_in(author)
    page = client.get(edit(draft)).content.decode()
    sent = fields_of(page) | {"theme": other.pk, "kind": "improvement", "body": "Better."}
    assert client.post(edit(draft), sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.body, draft.theme, draft.kind) == (
        "A quiet idea",
        "Better.",
        other,
        "improvement",
    )


def test_a_theme_that_closed_meanwhile_refuses_the_submission_and_keeps_the_text(author: Person) -> None:
    draft = factories.make_draft(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode())
    Theme.objects.filter(pk=draft.theme_id).update(closes_at=timezone.now())
    answer = client.post(
        edit(draft),
        sent | {"theme": draft.theme_id, "kind": "talk", "body": "The last words.", "submit": ""},
        follow=True,
    )
    page = answer.content.decode()
    assert answer.redirect_chain == [(edit(draft), 302)]
    assert "is not taking ideas now. Your draft is kept; choose another theme." in unescape(page)
    assert fields_of(page)["body"] == "The last words."
    assert Idea.objects.get().stage == Stage.DRAFT


def test_a_draft_too_wide_for_another_theme_stays_where_it_is(author: Person) -> None:
    draft = factories.make_draft(author, audience=Audience.NETWORK)
    inside = factories.ThemeFactory.create(is_network=False)
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode())
    answer = client.post(edit(draft), sent | {"theme": inside.pk, "kind": "talk", "body": "Kept here."})
    page = answer.content.decode()
    assert (answer.status_code, "stays inside the company" in page) == (422, True)
    assert fields_of(page)["body"] == "Kept here."


def publish(client: Client, idea: Idea, **given: Any) -> Any:
    sent = fields_of(client.get(edit(idea)).content.decode())
    return client.post(edit(idea), sent | {"note": "Sharper."} | given)


def test_a_revision_is_published_with_its_note(author: Person) -> None:
    idea = factories.make_idea(author)
    client = sign_in(author)
    assert publish(client, idea, body="Better.", is_material="on").status_code == 302
    revision = Revision.objects.get(idea=idea, number=2)
    assert (revision.body, revision.note, revision.is_material) == ("Better.", "Sharper.", True)
    assert "Revision 2 is published." in client.get(idea.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"note": ""}, "What changed: This field is required."),
        ({"nugget": " \n"}, "An open idea keeps its nugget"),
        ({}, "Nothing has changed since revision 1."),
    ],
)
def test_a_revision_says_what_changed_and_changes_something(
    author: Person, given: dict[str, str], message: str
) -> None:
    idea = factories.make_idea(author)
    answer = publish(sign_in(author), idea, **given)
    assert (answer.status_code, message in unescape(answer.content.decode())) == (422, True)
    assert Revision.objects.filter(idea=idea).count() == 1


def test_two_tabs_conflict_on_a_page_that_shows_both_texts(author: Person) -> None:
    draft = factories.make_draft(author, body="One two three.")
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode())
    writing.save_draft(draft, Text("Theirs", "N.", "One four three."), by=author, read_at=draft.changed_at)
    answer = client.post(
        edit(draft), sent | {"theme": draft.theme_id, "kind": "talk", "body": "One five three."}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>four </del><ins>five </ins>" in as_seen(page)
    assert fields_of(page)["body"] == "One five three."
    again = client.post(edit(draft), fields_of(page) | {"theme": draft.theme_id, "kind": "talk"})
    assert again.status_code == 302
    assert Idea.objects.get().body == "One five three."


def test_a_revision_that_somebody_else_published_first_conflicts(author: Person) -> None:
    idea = factories.make_idea(author, body="One two three.")
    client = sign_in(author)
    sent = fields_of(client.get(edit(idea)).content.decode())
    writing.publish_revision(
        idea, Text("Theirs", "N.", "One four three."), by=author, note="Theirs.", read_number=1
    )
    answer = client.post(edit(idea), sent | {"note": "Mine.", "is_material": "on", "body": "One five three."})
    page = answer.content.decode()
    kept = fields_of(page)
    assert (answer.status_code, kept["body"], kept["note"], kept["read_number"]) == (
        409,
        "One five three.",
        "Mine.",
        "2",
    )
    assert re.search(r'name="is_material"[^>]* checked', page)
    assert client.post(edit(idea), kept).status_code == 302


def test_what_was_written_into_a_draft_that_was_submitted_becomes_a_revision(author: Person) -> None:
    draft = factories.make_draft(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode())
    moving.perform(moves.SUBMIT, draft, by=author)
    answer = client.post(edit(draft), sent | {"theme": draft.theme_id, "kind": "talk", "body": "Late words."})
    page = answer.content.decode()
    assert (answer.status_code, "submitted meanwhile" in page) == (409, True)
    assert (fields_of(page)["body"], fields_of(page)["read_number"]) == ("Late words.", "1")


def test_what_was_written_while_the_idea_went_to_a_council_can_be_copied(author: Person) -> None:
    idea = factories.make_idea(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(idea)).content.decode())
    moving.advance(moves.SEND_TO_REVIEW, idea, by=idea.theme.owner)
    answer = client.post(edit(idea), sent | {"note": "Late.", "body": "Late words."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The idea cannot be changed any more. Copy what you wrote before you leave." in page
    assert "Late words.</textarea>" in page


def test_a_preview_is_the_real_renderer(author: Person) -> None:
    sent = typed(body="## Head\n\n*soft* <script>x</script>", preview="")
    part = with_htmx(author).post("/ideas/preview/", sent).content.decode()
    assert ("<h3>Head</h3>" in part, "<em>soft</em>" in part, "<script>" in part, "<html" in part) == (
        True,
        True,
        False,
        False,
    )
    page = sign_in(author).post("/ideas/preview/", sent).content.decode()
    assert ("<h3>Head</h3>" in page, "<html" in page) == (True, True)


def test_without_scripts_the_preview_comes_with_the_form_and_saves_nothing(author: Person) -> None:
    theme = factories.ThemeFactory.create()
    answer = sign_in(author).post(NEW, typed(theme=theme.pk, body="*soft*", preview=""))
    page = answer.content.decode()
    assert (answer.status_code, "<em>soft</em>" in page, fields_of(page)["body"]) == (200, True, "*soft*")
    assert not Idea.objects.exists()
    idea = factories.make_idea(author)
    shown = publish(sign_in(author), idea, body="*softer*", preview="").content.decode()
    assert "<em>softer</em>" in shown
    assert Revision.objects.filter(idea=idea).count() == 1


def test_a_text_too_long_to_keep_is_sent_back_whole(author: Person) -> None:
    theme = factories.ThemeFactory.create()
    answer = sign_in(author).post(NEW, typed(theme=theme.pk, body="x" * 200_001))
    assert answer.status_code == 422
    assert "x" * 200_001 in answer.content.decode()


@pytest.mark.parametrize("kind", ["employee", "invited", "marketing", "owner"])
def test_those_who_see_it_and_did_not_write_it_are_refused(kind: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    client = sign_in(cast[kind])
    assert client.get(edit(idea)).status_code == 403
    assert client.post(edit(idea), typed(read_number=1, note="Mine.")).status_code == 403


def test_an_author_cannot_open_the_editor_once_it_is_decided() -> None:
    cast = Cast()
    assert sign_in(cast["author"]).get(edit(cast.idea(Stage.APPROVED))).status_code == 403


def test_outsiders_are_refused_the_editor() -> None:
    assert sign_in(factories.make_outsider()).get(NEW).status_code == 403


def test_a_draft_is_discarded_after_a_page_that_asks(author: Person) -> None:
    draft = factories.make_draft(author)
    client = sign_in(author)
    url = reverse("ideas:discard", args=[draft.pk])
    assert "This cannot be undone." in client.get(url).content.decode()
    answer = client.post(url, {"_method": "delete"}, follow=True)
    assert "The draft is gone." in answer.content.decode()
    assert not Idea.objects.exists()


def test_an_open_idea_is_not_discarded(author: Person) -> None:
    idea = factories.make_idea(author)
    client = sign_in(author)
    url = reverse("ideas:discard", args=[idea.pk])
    assert (client.get(url).status_code, client.delete(url).status_code) == (403, 409)
    assert Idea.objects.exists()


# --- What can be read ---------------------------------------------------------------------------------


@pytest.mark.parametrize("nothing", ["\u200b", "\u2060\u00ad", "\ufeff \u3164", "\u202e"])
def test_what_shows_nothing_is_no_title_and_no_comment(nothing: str) -> None:
    author, theme = factories.make_employee(), factories.ThemeFactory.create()
    client = sign_in(author)
    draft = {"title": nothing, "nugget": "", "body": "", "theme": theme.pk, "kind": "talk"}
    assert client.post("/ideas/new/", draft).status_code == 422
    idea = factories.make_idea()
    said = client.post(f"/ideas/{idea.pk}/comments/", {"body": nothing, "audience": "everyone"})
    assert (said.status_code, idea.comments.count()) == (422, 0)
    assert "Say something first." in said.content.decode()


def test_a_title_is_kept_as_it_was_typed() -> None:
    author, theme = factories.make_employee(), factories.ThemeFactory.create()
    draft = {"title": "Say it \u202eloud\u202c", "nugget": "", "body": "", "theme": theme.pk, "kind": "talk"}
    assert sign_in(author).post("/ideas/new/", draft).status_code == 302
    assert Idea.objects.get().title == "Say it \u202eloud\u202c"
