"""Saved as one types: drafts and working copies, private to their authors, and who else is writing."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from ideanet.people.models import Person
from ideas import moves
from ideas.errors import OutOfDateError
from ideas.models import Authorship, Idea, Revision, Theme, WorkingCopy, Writer
from ideas.workflow import authoring, keeping, moving, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.compared import as_seen
from tests.ideas.cast import sign_in
from tests.ideas.test_editor import edit, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Person:
    return factories.make_employee(name="Arthur Author")


@pytest.fixture
def theme() -> Theme:
    return factories.ThemeFactory.create()


def with_dana(idea: Idea, author: Person) -> Person:
    """A second author of the idea."""
    dana = factories.make_employee(name="Dana Reyes")
    authoring.invite(idea, dana, by=author)
    authoring.accept(idea, by=dana)
    return dana


def copy_door(idea: Idea) -> str:
    return f"/ideas/{idea.pk}/working-copy/"


def typed(where: Theme, **given: Any) -> dict[str, Any]:
    return {"title": "A title", "nugget": "", "body": "Words.", "kind": "talk", "theme": where.pk} | given


# --- A new idea ----------------------------------------------------------------------------------


def test_what_is_typed_becomes_one_draft_however_often_it_arrives(author: Person, theme: Theme) -> None:
    client, key = sign_in(author), str(uuid.uuid4())
    first = client.post("/ideas/drafts/", typed(theme, begun=key))
    again = client.post("/ideas/drafts/", typed(theme, begun=key))
    idea = Idea.objects.get()
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() | {"token": "", "at": "", "changed_at": ""} == {
        "token": "",
        "at": "",
        "read_at": idea.changed_at.isoformat(),
        "writers": [],
        "changed_by": "You, in another tab,",
        "changed_at": "",
        "idea": idea.pk,
        "addresses": {
            "edit": f"/ideas/{idea.pk}/edit/",
            "working_copy": f"/ideas/{idea.pk}/working-copy/",
            "writers": f"/ideas/{idea.pk}/writers/",
        },
    }


def test_newer_words_of_the_same_form_go_into_the_same_draft(author: Person, theme: Theme) -> None:
    client, key = sign_in(author), str(uuid.uuid4())
    client.post("/ideas/drafts/", typed(theme, begun=key))
    client.post("/ideas/new/", typed(theme, begun=key, body="Newer words.", save=""))
    assert Idea.objects.get().body == "Newer words."


def test_a_form_whose_draft_went_on_elsewhere_is_shown_both_texts(author: Person, theme: Theme) -> None:
    client, key = sign_in(author), str(uuid.uuid4())
    client.post("/ideas/drafts/", typed(theme, begun=key))
    idea = Idea.objects.get()
    writing.save_draft(idea, Text("A title", "", "Theirs."), by=author, read_at=idea.changed_at)
    answer = client.post("/ideas/new/", typed(theme, begun=key, body="Mine.", save=""))
    assert (answer.status_code, fields_of(answer.content.decode())["body"]) == (409, "Mine.")
    assert client.post("/ideas/drafts/", typed(theme, begun=key, body="Mine.")).status_code == 409
    assert Idea.objects.get().body == "Theirs."


def test_a_key_that_another_person_used_begins_nothing(author: Person, theme: Theme) -> None:
    key = str(uuid.uuid4())
    sign_in(author).post("/ideas/drafts/", typed(theme, begun=key))
    answer = sign_in(factories.make_employee()).post("/ideas/drafts/", typed(theme, begun=key))
    assert answer.status_code == 409
    assert Idea.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"title": "", "theme": ""}, "Saved on the site once it has: Title and Theme."),
        ({"title": "x" * 201}, "Ensure this value has at most 200 characters (it has 201)."),
    ],
)
def test_what_cannot_be_a_draft_yet_is_said_without_alarm(
    author: Person, theme: Theme, given: dict[str, str], message: str
) -> None:
    answer = sign_in(author).post("/ideas/drafts/", typed(theme, **given))
    assert (answer.status_code, answer.json()) == (422, {"message": message})
    assert not Idea.objects.exists()


# --- A draft ---------------------------------------------------------------------------------------


def test_a_draft_is_saved_as_one_types_and_each_save_says_what_to_go_on_from(author: Person) -> None:
    draft = factories.make_draft(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode()) | {"theme": draft.theme_id, "kind": "talk"}
    first = client.post(copy_door(draft), sent | {"body": "One."})
    second = client.post(copy_door(draft), sent | {"body": "Two.", "read_at": first.json()["read_at"]})
    draft.refresh_from_db()
    assert (first.status_code, second.status_code, draft.body) == (200, 200, "Two.")
    assert second.json()["read_at"] == draft.changed_at.isoformat()


@pytest.mark.parametrize(
    ("emptied", "said"),
    [({"title": " "}, "Title"), ({"theme": ""}, "Theme"), ({"title": "", "theme": ""}, "Title and Theme")],
)
def test_a_draft_whose_title_or_theme_is_cleared_keeps_it_and_every_other_word(
    author: Person, emptied: dict[str, str], said: str
) -> None:
    draft = factories.make_draft(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode()) | {"theme": draft.theme_id, "kind": "talk"}
    answer = client.post(copy_door(draft), sent | {"body": "New words."} | emptied)
    former = draft.title, draft.theme_id
    draft.refresh_from_db()
    assert (answer.status_code, draft.body, (draft.title, draft.theme_id)) == (200, "New words.", former)
    assert answer.json()["notice"] == (
        f"Saved on the site. What is empty stays as it was until it is filled: {said}."
    )
    # Pressing the button is another matter.
    assert client.post(edit(draft), sent | {"body": "New words."} | emptied).status_code == 422


def test_a_second_tab_learns_that_it_is_behind_and_changes_nothing(author: Person) -> None:
    draft = factories.make_draft(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode()) | {"theme": draft.theme_id, "kind": "talk"}
    client.post(copy_door(draft), sent | {"body": "The first tab."})
    answer = client.post(copy_door(draft), sent | {"body": "The second tab."})
    assert (answer.status_code, answer.json()["changed_by"]) == (409, "You, in another tab,")
    draft.refresh_from_db()
    assert draft.body == "The first tab."


def test_the_same_words_that_arrive_twice_are_no_conflict(author: Person) -> None:
    for idea in (factories.make_draft(author), factories.make_idea(author)):
        client = sign_in(author)
        sent = fields_of(client.get(edit(idea)).content.decode()) | {"theme": idea.theme_id, "kind": "talk"}
        again = [client.post(copy_door(idea), sent | {"body": "One."}).status_code for _ in range(2)]
        assert again == [200, 200]


def test_both_texts_are_shown_on_request(author: Person) -> None:
    draft = factories.make_draft(author, body="One two three.")
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode()) | {"theme": draft.theme_id, "kind": "talk"}
    client.post(copy_door(draft), sent | {"body": "One four three."})
    answer = client.post(edit(draft), sent | {"body": "One five three.", "compare": ""})
    page = answer.content.decode()
    assert (answer.status_code, "<del>four </del><ins>five </ins>" in as_seen(page)) == (409, True)
    assert "You changed this text in another tab or browser" in page
    assert "Somebody" not in page.split("<main")[1]
    assert "In the other tab" in page


def test_ones_own_other_tab_is_nobody_else_and_a_co_author_is(author: Person) -> None:
    other = factories.make_employee(name="Dana Reyes")
    for first, heading in ((author, "You wrote here in two places"), (other, "Somebody else wrote here too")):
        idea = factories.make_idea(author, body="One two three.")
        authoring.invite(idea, other, by=author)
        authoring.accept(idea, by=other)
        client = sign_in(author)
        sent = fields_of(client.get(edit(idea)).content.decode())
        text = Text(idea.title, idea.nugget, "One four three.")
        writing.publish_revision(idea, text, by=first, note="Four.", read_number=1)
        page = client.post(edit(idea), sent | {"body": "One five three.", "note": "Five."}).content.decode()
        assert heading in page


def test_a_draft_that_was_submitted_meanwhile_is_not_changed(author: Person) -> None:
    draft = factories.make_draft(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(draft)).content.decode()) | {"theme": draft.theme_id, "kind": "talk"}
    moving.perform(moves.SUBMIT, draft, by=author)
    answer = client.post(copy_door(draft), sent | {"body": "Late."})
    assert (answer.status_code, answer.json()["message"]) == (409, "This idea was submitted meanwhile.")


def test_what_one_person_typed_is_not_sent_in_the_name_of_another(author: Person) -> None:
    draft = factories.make_draft(author)
    dana = with_dana(draft, author)
    client = sign_in(dana, x_reader=str(author.pk))
    answer = client.post(copy_door(draft), {"title": "T", "body": "Arthur's words."})
    assert (answer.status_code, answer.json()) == (
        403,
        {"message": "Somebody else is signed in at this browser now."},
    )


# --- A working copy --------------------------------------------------------------------------------


def revise(client: Client, idea: Idea, **given: Any) -> Any:
    sent = fields_of(client.get(edit(idea)).content.decode())
    return client.post(copy_door(idea), sent | given)


def test_the_next_revision_is_kept_apart_from_what_readers_see(author: Person) -> None:
    idea = factories.make_idea(author, body="Published.")
    client = sign_in(author)
    answer = revise(client, idea, title="", body="Half a thought")
    copy = WorkingCopy.objects.get()
    assert (answer.status_code, answer.json()["read_at"]) == (200, copy.changed_at.isoformat())
    assert (copy.title, copy.body, copy.base_number, copy.changed_by) == ("", "Half a thought", 1, author)
    assert Revision.objects.count() == 1
    for person in (author, factories.make_employee()):
        assert "Half a thought" not in sign_in(person).get(idea.get_absolute_url()).content.decode()
    assert "Half a thought" not in sign_in(author).get("/search/?q=thought").content.decode()


def test_the_editor_opens_on_the_working_copy_and_says_whose_it_is(author: Person) -> None:
    idea = factories.make_idea(author)
    dana = with_dana(idea, author)
    revise(sign_in(dana), idea, body="Dana's half thought", note="Half.")
    page = sign_in(author).get(edit(idea)).content.decode()
    assert (fields_of(page)["body"], fields_of(page)["note"]) == ("Dana's half thought", "Half.")
    assert "This working copy was last changed by Dana Reyes" in page
    assert "Readers see revision 1 until you publish." in page


def test_publishing_uses_the_working_copy_up(author: Person) -> None:
    idea = factories.make_idea(author)
    client = sign_in(author)
    revise(client, idea, body="Half a thought")
    sent = fields_of(client.get(edit(idea)).content.decode())
    assert client.post(edit(idea), sent | {"body": "A thought.", "note": "Whole."}).status_code == 302
    assert (Revision.objects.get(number=2).body, WorkingCopy.objects.exists()) == ("A thought.", False)


def test_publishing_over_what_a_co_author_typed_meanwhile_shows_both_texts(author: Person) -> None:
    idea = factories.make_idea(author, body="One two three.")
    dana = with_dana(idea, author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(idea)).content.decode())
    revise(sign_in(dana), idea, body="One four three.")
    answer = client.post(edit(idea), sent | {"body": "One five three.", "note": "Mine."})
    page = answer.content.decode()
    assert (answer.status_code, "<del>four </del><ins>five </ins>" in as_seen(page)) == (409, True)
    assert "Dana Reyes changed this text after you began." in page
    assert client.post(edit(idea), fields_of(page)).status_code == 302
    assert Revision.objects.get(number=2).body == "One five three."


def test_two_authors_who_type_at_once_are_both_told(author: Person) -> None:
    idea = factories.make_idea(author)
    dana = with_dana(idea, author)
    sent = fields_of(sign_in(author).get(edit(idea)).content.decode())
    assert sign_in(dana).post(copy_door(idea), sent | {"body": "Dana's."}).status_code == 200
    answer = sign_in(author).post(copy_door(idea), sent | {"body": "Arthur's."})
    assert (answer.status_code, answer.json()["message"], answer.json()["changed_by"]) == (
        409,
        "Dana Reyes changed this text after you began.",
        "Dana Reyes",
    )
    assert WorkingCopy.objects.get().body == "Dana's."


def test_a_revision_that_was_published_meanwhile_is_said_while_typing(author: Person) -> None:
    idea = factories.make_idea(author)
    client = sign_in(author)
    sent = fields_of(client.get(edit(idea)).content.decode())
    writing.publish_revision(idea, Text("T", "N.", "Theirs."), by=author, note="Theirs.", read_number=1)
    answer = client.post(copy_door(idea), sent | {"body": "Mine."})
    assert answer.json()["notice"] == (
        "Revision 2 was published meanwhile: you will see both texts before yours is."
    )
    again = fields_of(client.get(edit(idea)).content.decode())
    assert client.post(edit(idea), again | {"note": "Mine."}).status_code == 409


def test_a_working_copy_is_thrown_away_on_request(author: Person) -> None:
    idea = factories.make_idea(author, body="Published.")
    client = sign_in(author)
    revise(client, idea, body="Half a thought")
    answer = client.post(copy_door(idea), {"_method": "delete"}, follow=True)
    page = answer.content.decode()
    assert ("The working copy is gone." in page, fields_of(page)["body"]) == (True, "Published.")
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("act", ["keep", "drop", "beat"])
def test_only_authors_keep_and_drop_and_are_counted_as_writing(author: Person, act: str) -> None:
    idea, other = factories.make_idea(author), factories.make_employee()
    doings: dict[str, Callable[[], object]] = {
        "keep": lambda: keeping.keep(idea, Text("T", "N."), by=other, read_at=None, base_number=1),
        "drop": lambda: keeping.drop(idea, by=other),
        "beat": lambda: keeping.beat(idea, by=other),
    }
    with pytest.raises(PermissionDenied):
        doings[act]()
    assert (WorkingCopy.objects.count(), Writer.objects.count()) == (0, 0)


def test_an_idea_that_is_not_open_any_more_keeps_no_working_copy(author: Person) -> None:
    idea = factories.make_idea(author)
    moving.advance(moves.SEND_TO_REVIEW, idea, by=idea.theme.owner)
    with pytest.raises(OutOfDateError):
        keeping.keep(idea, Text("T", "N."), by=author, read_at=None, base_number=1)


# --- One text of two -------------------------------------------------------------------------------


def choices_of(page: str) -> dict[str, str]:
    """The hidden fields of the form with the choices, as a browser would send them back."""
    end = page.index('class="prose differences"')
    form = page[page.rindex("<form", 0, end) : end]
    return {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form)}


def conflicting(author: Person, idea: Idea) -> tuple[Client, str]:
    """A client whose page shows both texts: theirs from another tab, and what was typed here."""
    client = sign_in(author)
    sent = fields_of(client.get(edit(idea)).content.decode())
    if "read_number" not in sent:
        sent |= {"theme": str(idea.theme_id), "kind": "talk"}
    client.post(copy_door(idea), sent | {"body": "One four three.\n\nTheir end."})
    page = client.post(edit(idea), sent | {"body": "One five three.\n\nMy end.", "compare": ""})
    return client, page.content.decode()


@pytest.mark.parametrize("make", [factories.make_draft, factories.make_idea])
def test_two_texts_become_one_passage_by_passage(author: Person, make: Callable[..., Idea]) -> None:
    idea = make(author, body="One two three.\n\nAn end.")
    client, page = conflicting(author, idea)
    chosen = {"choice-body-1": "theirs", "choice-body-2": "both", "unite": ""}
    answer = client.post(edit(idea), choices_of(page) | chosen)
    made = answer.content.decode()
    assert (answer.status_code, "Here is one text of the two." in made) == (200, True)
    assert fields_of(made)["body"] == "One four three.\n\nTheir My end."
    kept = client.post(copy_door(idea), fields_of(made) | {"theme": idea.theme_id, "kind": "talk"})
    assert kept.status_code == 200


def test_choices_made_from_an_older_text_are_asked_again(author: Person) -> None:
    idea = factories.make_draft(author, body="One two three.")
    client, page = conflicting(author, idea)
    now = Idea.objects.get()
    writing.save_draft(now, Text("T", "N.", "Another."), by=author, read_at=now.changed_at)
    answer = client.post(edit(idea), choices_of(page) | {"unite": ""})
    assert (answer.status_code, "Another." in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("step", ["unite", "compare"])
@pytest.mark.parametrize("begun", ["", "nonsense", str(uuid.uuid5(uuid.NAMESPACE_DNS, "home.example"))])
def test_a_new_form_that_is_alone_goes_on_with_its_words(author: Person, step: str, begun: str) -> None:
    answer = sign_in(author).post("/ideas/new/", {"body": "Mine.", "begun": begun, step: ""})
    page = answer.content.decode()
    assert (answer.status_code, fields_of(page)["body"]) == (200, "Mine.")
    assert "There is no other text any more." in page


# --- Who else is writing -----------------------------------------------------------------------------


def test_authors_learn_who_else_has_the_editor_open(author: Person) -> None:
    idea = factories.make_idea(author)
    dana = with_dana(idea, author)
    sign_in(dana).post(f"/ideas/{idea.pk}/writers/")
    client = sign_in(author)
    assert client.post(f"/ideas/{idea.pk}/writers/").json()["writers"] == ["Dana Reyes"]
    assert "Dana Reyes is editing this too." in client.get(edit(idea)).content.decode()


def test_who_has_left_is_not_there_any_more(author: Person) -> None:
    idea = factories.make_idea(author)
    dana = with_dana(idea, author)
    keeping.beat(idea, by=dana)
    Writer.objects.update(seen_at=timezone.now() - timedelta(seconds=51))
    assert list(Writer.objects.beside(author, idea)) == []


def test_one_who_was_asked_and_has_not_accepted_is_not_told(author: Person) -> None:
    idea = factories.make_idea(author)
    Authorship.objects.create(idea=idea, person=factories.make_employee(name="Ines"), share=0, position=1)
    invited = Person.objects.get(name="Ines")
    assert sign_in(invited).post(f"/ideas/{idea.pk}/writers/").status_code == 403
