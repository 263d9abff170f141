"""A new idea from its first word on: kept for its writer alone, gone on with elsewhere, a draft, or thrown away."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Idea, Jotting, Theme
from ideas.workflow import jotting, keeping
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import queries, sign_in
from tests.ideas.test_editor import NEW, edit, fields_of

pytestmark = pytest.mark.django_db

DOOR = "/ideas/drafts/"


@pytest.fixture
def author() -> Person:
    return factories.make_employee(name="Arthur Author")


@pytest.fixture
def theme() -> Theme:
    return factories.ThemeFactory.create(title="Quieter nights")


def opened(client: Client, where: str = NEW) -> dict[str, str]:
    """What a browser would send from the form for a new idea."""
    return fields_of(client.get(where).content.decode()) | {"kind": "talk", "theme": ""}


def form_of(key: uuid.UUID) -> str:
    return f"{NEW}?begun={key}"


# --- Kept -------------------------------------------------------------------------------------------


def test_first_words_are_kept_without_a_title_and_a_theme(author: Person) -> None:
    client = sign_in(author)
    answer = client.post(DOOR, opened(client) | {"body": "Half a thought."})
    kept = Jotting.objects.get()
    assert (kept.person, kept.title, kept.body, kept.theme, kept.kind) == (
        author,
        "",
        "Half a thought.",
        None,
        "talk",
    )
    assert (answer.status_code, answer.json() | {"token": ""}) == (
        200,
        {
            "token": "",
            "at": answer.json()["at"],
            "read_at": kept.changed_at.isoformat(),
            "notice": f"Saved {answer.json()['at']}, for you alone. A draft needs: Title and Theme.",
            "address": form_of(kept.key),
        },
    )
    assert not Idea.objects.exists()


def test_each_save_goes_on_from_the_last(author: Person, theme: Theme) -> None:
    client = sign_in(author)
    sent = opened(client)
    first = client.post(DOOR, sent | {"body": "Half"}).json()
    second = client.post(
        DOOR, sent | {"body": "Half a thought.", "theme": theme.pk, "read_at": first["read_at"]}
    )
    kept = Jotting.objects.get()
    assert (kept.body, kept.theme, kept.changed_at.isoformat()) == (
        "Half a thought.",
        theme,
        second.json()["read_at"],
    )
    assert second.json()["notice"].endswith("A draft needs: Title.")


def test_the_same_words_that_arrive_twice_are_kept_once(author: Person) -> None:
    client = sign_in(author)
    sent = opened(client) | {"body": "Half a thought."}
    assert [client.post(DOOR, sent).status_code for _ in range(2)] == [200, 200]
    assert Jotting.objects.count() == 1


def test_a_theme_that_closed_meanwhile_costs_no_word(author: Person, theme: Theme) -> None:
    client = sign_in(author)
    sent = opened(client) | {"title": "T", "body": "Half a thought.", "theme": str(theme.pk)}
    Theme.objects.filter(pk=theme.pk).update(closes_at=timezone.now())
    answer = client.post(DOOR, sent)
    kept = Jotting.objects.get()
    assert (answer.status_code, kept.body, kept.theme) == (200, "Half a thought.", None)
    assert "Select a valid choice." in answer.json()["notice"]


def test_a_form_whose_last_word_is_deleted_leaves_nothing(author: Person) -> None:
    client = sign_in(author)
    sent = opened(client)
    read_at = client.post(DOOR, sent | {"body": "Half"}).json()["read_at"]
    answer = client.post(DOOR, sent | {"body": " \n", "read_at": read_at})
    assert (answer.status_code, answer.json()["read_at"]) == (200, "")
    assert not Jotting.objects.exists()


@pytest.mark.parametrize(
    "given",
    [{"title": "x" * 201}, {"nugget": "x" * 1001}, {"body": "x" * 200_001}],
    ids=["title", "nugget", "body"],
)
def test_what_is_too_long_is_said_and_not_kept(author: Person, given: dict[str, str]) -> None:
    client = sign_in(author)
    answer = client.post(DOOR, opened(client) | given)
    assert (answer.status_code, "Ensure this value has at most" in answer.json()["message"]) == (422, True)
    assert not Jotting.objects.exists()


def test_nothing_makes_room_for_another_unasked(author: Person) -> None:
    rows = [factories.make_jotting(author) for _ in range(jotting.MOST)]
    client = sign_in(author)
    answer = client.post(DOOR, opened(client, f"{NEW}?begun=another") | {"body": "One more."})
    assert answer.status_code == 422
    assert answer.json()["message"].startswith("You have begun 10 ideas that are no drafts yet.")
    assert set(Jotting.objects.all()) == set(rows)
    newer = client.post(DOOR, opened(client) | {"body": "Newer."})
    assert newer.status_code == 200


def test_what_says_nothing_is_no_row(author: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_jotting(author, body="")


def test_who_may_not_submit_ideas_jots_nothing_down() -> None:
    outsider = factories.make_outsider()
    with pytest.raises(PermissionDenied):
        jotting.keep(uuid.uuid4(), Text("", "", "W."), by=outsider, read_at=None, theme=None, kind="talk")


# --- Gone on with -----------------------------------------------------------------------------------


def test_another_browser_opens_on_what_was_begun_and_says_since_when(author: Person, theme: Theme) -> None:
    Person.objects.filter(pk=author.pk).update(time_zone="Asia/Tokyo")
    then = datetime(2026, 11, 9, 20, 30, tzinfo=UTC)
    kept = factories.make_jotting(
        author, title="A title", nugget="N.", theme=theme, kind="talk", changed_at=then
    )
    page = sign_in(author).get(NEW).content.decode()
    assert fields_of(page) | {"csrfmiddlewaretoken": ""} == {
        "csrfmiddlewaretoken": "",
        "kept": "new-idea",
        "title": "A title",
        "nugget": "N.",
        "body": "Half a thought.",
        "begun": str(kept.key),
        "read_at": then.isoformat(),
    }
    assert "You began this and left it on 10 November 2026, 05:30." in page
    assert f'<option value="{theme.pk}" selected>' in page
    assert '<option value="talk" selected>' in page


def test_the_newest_opens_and_the_others_are_a_click_away(author: Person) -> None:
    now = timezone.now()
    older = factories.make_jotting(
        author, body="## An older one\n\nMore.", changed_at=now - timedelta(days=1)
    )
    newer = factories.make_jotting(author, title="A newer one", changed_at=now)
    client = sign_in(author)
    page = client.get(NEW).content.decode()
    assert fields_of(page)["begun"] == str(newer.key)
    assert f'<a href="{form_of(older.key)}">An older one</a>' in page
    assert fields_of(client.get(form_of(older.key)).content.decode())["begun"] == str(older.key)


def test_another_idea_begins_on_an_empty_page_and_the_first_one_stays(author: Person, theme: Theme) -> None:
    kept = factories.make_jotting(author)
    client = sign_in(author)
    page = client.get(f"{NEW}?theme={theme.pk}").content.decode()
    another = f"{NEW}?begun=another&amp;theme={theme.pk}"
    assert f'<option value="{theme.pk}" selected>' in page
    assert f'href="{another}"' in page
    empty = client.get(another.replace("&amp;", "&")).content.decode()
    assert (fields_of(empty)["body"], fields_of(empty)["begun"] == str(kept.key)) == ("", False)
    assert f'<option value="{theme.pk}" selected>' in empty
    assert form_of(kept.key) in empty


def test_opening_costs_one_query_however_much_was_begun(author: Person) -> None:
    client = sign_in(author)
    client.get(NEW)
    asked = []
    for more in (0, 1, 9):
        for _ in range(more):
            factories.make_jotting(author)
        with queries() as found:
            client.get(NEW)
        asked.append(len(found))
    assert len(set(asked)) == 1


def test_nobody_else_ever_sees_it(author: Person) -> None:
    kept = factories.make_jotting(author, title="Zanzibarnights", body="Zanzibarnights")
    for other in (factories.make_employee(), factories.make_powerful(Role.ADMINISTRATOR)):
        client = sign_in(other)
        for where in (NEW, form_of(kept.key), "/ideas/", "/", "/search/?q=Zanzibarnights"):
            page = client.get(where, follow=True).content.decode().partition("<main")[2]
            assert "Half a thought" not in page
            assert str(kept.key) not in page
            assert "You have also begun" not in page
        stated = {"_method": "delete", "read_at": kept.changed_at.isoformat()}
        assert client.post(f"/ideas/jottings/{kept.key}/", stated).status_code == 404
        with pytest.raises(PermissionDenied):
            jotting.discard(kept, by=other, read_at=kept.changed_at)
    assert Jotting.objects.get() == kept
    author.is_active = False
    assert not Jotting.objects.visible_to(author).exists()


def test_the_key_of_another_person_keeps_ones_own_words_apart(author: Person) -> None:
    theirs = factories.make_jotting()
    sent: dict[str, Any] = {"begun": theirs.key, "kind": "talk", "body": "Mine."}
    assert sign_in(author).post(DOOR, sent).status_code == 200
    assert sorted(Jotting.objects.values_list("body", flat=True)) == ["Half a thought.", "Mine."]


# --- A draft ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", [DOOR, NEW])
def test_with_a_title_and_a_theme_it_becomes_a_draft_and_is_gone(
    author: Person, theme: Theme, door: str
) -> None:
    kept = factories.make_jotting(author)
    client = sign_in(author)
    client.post(door, opened(client) | {"title": "A title", "theme": theme.pk, "save": ""})
    idea = Idea.objects.get()
    assert (idea.title, idea.body, Jotting.objects.exists()) == ("A title", "Half a thought.", False)
    assert client.get(form_of(kept.key)).headers["Location"] == edit(idea)
    assert fields_of(client.get(NEW).content.decode())["body"] == ""


def test_words_that_come_after_their_draft_are_shown_beside_it(author: Person, theme: Theme) -> None:
    factories.make_jotting(author)
    client = sign_in(author)
    here, there = opened(client), opened(client)
    client.post(DOOR, there | {"title": "A title", "theme": theme.pk, "body": "There."})
    for more in ({}, {"title": "A title", "theme": str(theme.pk)}):
        late = client.post(DOOR, here | {"body": "Here."} | more)
        assert (late.status_code, late.json()["changed_by"]) == (409, "You, in another tab,")
    shown = client.post(NEW, here | {"body": "Here.", "compare": ""})
    page = shown.content.decode()
    assert (shown.status_code, fields_of(page)["body"]) == (409, "Here.")
    assert "You wrote here in two places" in page
    assert (Idea.objects.get().body, Jotting.objects.exists()) == ("There.", False)


def test_the_form_that_began_it_may_come_again_only_if_no_other_can_be_meant(
    author: Person, theme: Theme
) -> None:
    kept = factories.make_jotting(author)
    keeping.begin(
        kept.key, Text("T", "", "There."), by=author, theme=theme, kind="talk", read_at=kept.changed_at
    )
    client = sign_in(author)
    # The answer to its first words never arrived, so it knows of nothing that was kept.
    sent = {"begun": kept.key, "title": "T", "body": "Here.", "kind": "talk", "theme": theme.pk}
    assert client.post(DOOR, sent).status_code == 409
    assert Idea.objects.get().body == "There."


# --- In two places ----------------------------------------------------------------------------------


def conflicting(author: Person) -> tuple[Client, str]:
    """A client whose page shows both texts of what it has begun."""
    factories.make_jotting(author, body="One two three.\n\nAn end.")
    client = sign_in(author)
    here, there = opened(client), opened(client)
    client.post(DOOR, there | {"body": "One four three.\n\nTheir end."})
    answer = client.post(DOOR, here | {"body": "One five three.\n\nMy end."})
    assert (answer.status_code, answer.json()["changed_by"]) == (409, "You, in another tab,")
    page = client.post(NEW, here | {"body": "One five three.\n\nMy end.", "compare": ""})
    assert page.status_code == 409
    return client, page.content.decode()


def test_the_older_never_overwrites_the_newer_and_both_are_shown(author: Person, theme: Theme) -> None:
    client, page = conflicting(author)
    kept = Jotting.objects.get()
    assert kept.body == "One four three.\n\nTheir end."
    assert "You wrote here in two places" in page
    assert "You changed this text in another tab or browser after you began here." in page
    sent = fields_of(page)
    assert (sent["begun"], sent["read_at"]) == (str(kept.key), kept.changed_at.isoformat())
    client.post(NEW, sent | {"title": "T", "theme": theme.pk, "kind": "talk", "save": ""})
    assert (Idea.objects.get().body, Jotting.objects.exists()) == ("One five three.\n\nMy end.", False)


def test_a_draft_is_not_made_of_older_words_either(author: Person, theme: Theme) -> None:
    factories.make_jotting(author)
    client = sign_in(author)
    here, there = opened(client), opened(client)
    client.post(DOOR, there | {"body": "There."})
    answer = client.post(NEW, here | {"title": "T", "body": "Here.", "theme": theme.pk, "save": ""})
    page = answer.content.decode()
    assert (answer.status_code, fields_of(page)["body"]) == (409, "Here.")
    assert f'<option value="{theme.pk}" selected>' in page
    assert (Idea.objects.exists(), Jotting.objects.get().body) == (False, "There.")


def test_two_texts_become_one_and_are_kept(author: Person) -> None:
    client, page = conflicting(author)
    chosen = {"choice-body-1": "theirs", "choice-body-2": "both", "unite": ""}
    answer = client.post(NEW, fields_of(page) | chosen)
    made = answer.content.decode()
    assert (answer.status_code, fields_of(made)["body"]) == (200, "One four three.\n\nTheir My end.")
    assert client.post(DOOR, fields_of(made) | {"kind": "talk"}).status_code == 200
    assert Jotting.objects.get().body == "One four three.\n\nTheir My end."


def test_choices_made_from_older_words_are_asked_again(author: Person) -> None:
    client, page = conflicting(author)
    client.post(DOOR, opened(client) | {"body": "Another."})
    answer = client.post(NEW, fields_of(page) | {"unite": ""})
    assert (answer.status_code, "Another." in answer.content.decode()) == (409, True)


# --- Thrown away ------------------------------------------------------------------------------------


def discard(client: Client, kept: Jotting, sent: dict[str, str]) -> Any:
    return client.post(f"/ideas/jottings/{kept.key}/", sent | {"_method": "delete"}, follow=True)


def test_what_was_begun_is_thrown_away_on_request(author: Person) -> None:
    other, kept = factories.make_jotting(author, body="Stays."), factories.make_jotting(author)
    client = sign_in(author)
    page = discard(client, kept, opened(client)).content.decode()
    assert "What you had begun is gone. Here is an empty page." in page
    assert fields_of(page)["body"] == ""
    assert Jotting.objects.get() == other


def test_what_has_newer_words_in_another_tab_is_not_thrown_away(author: Person) -> None:
    kept = factories.make_jotting(author)
    client = sign_in(author)
    here = opened(client)
    client.post(DOOR, here | {"body": "Newer."})
    answer = discard(client, kept, here)
    assert (answer.status_code, "Newer." in answer.content.decode()) == (409, True)
    assert Jotting.objects.get().body == "Newer."
    assert discard(client, kept, here | {"read_at": "nonsense"}).status_code == 409
