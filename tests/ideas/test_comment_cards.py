"""A comment is shown from memory as long as all that it says is the same, and to those alone who read the same."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ideanet.people.models import Person
from ideas.models import Comment, Idea
from ideas.stages import Audience, Stage
from ideas.workflow import commenting
from tests.ideas.cast import Cast, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    return cast.idea(Stage.OPEN, Audience.NETWORK)


@pytest.fixture
def comment(idea: Idea, cast: Cast) -> Comment:
    said = commenting.post(idea, by=cast["employee"], body="Words.", audience="everyone")
    # Long enough ago that it stays as long ago while a test runs.
    said.at -= timedelta(days=2)
    change(at=said.at)(said)
    return said


# A new one each time, in the forms that pin.
TOKEN = re.compile(r'value="\w{64}"')


def talk(idea: Idea, reader: Person) -> str:
    client = Client()
    client.force_login(reader)
    page = client.get(f"/ideas/{idea.pk}/comments/", headers={"HX-Request": "true"}).content.decode()
    page = page[: page.index("<form class=")] if "<form class=" in page else page
    return TOKEN.sub("", page)


def change(**columns: Any) -> Callable[[Comment], Any]:
    return lambda comment: Comment.objects.filter(pk=comment.pk).update(**columns)


def in_author(**columns: Any) -> Callable[[Comment], Any]:
    return lambda comment: Person.objects.filter(pk=comment.author_id).update(**columns)


CHANGES: dict[str, Callable[[Comment], Any]] = {
    "its words": change(body="Other words."),
    "that it was edited": change(edited_at=timezone.now()),
    "that it was taken back": change(deleted_at=timezone.now()),
    "when it was said": lambda comment: change(at=comment.at - timedelta(days=3))(comment),
    "who reads it": change(audience="employees"),
    "that it may be quoted": change(may_quote=True),
    "its author's name": in_author(name="Ann Other"),
    "the revision": lambda comment: Idea.objects.filter(pk=comment.idea_id).update(revision_number=2),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_is_shown_at_once(what: str, idea: Idea, comment: Comment, cast: Cast) -> None:
    before = talk(idea, cast["marketing"])
    CHANGES[what](comment)
    after = talk(idea, cast["marketing"])
    assert before != after
    assert talk(idea, cast["marketing"]) == after


def test_a_name_that_one_knows_is_not_another_readers(idea: Idea, cast: Cast) -> None:
    commenting.post(idea, by=cast["rival"], body="Words.", audience="everyone")
    name = cast["rival"].name
    seen = {kind: name in talk(idea, cast[kind]) for kind in ("employee", "chosen", "rival")}
    assert seen == {"employee": True, "chosen": False, "rival": True}


def test_what_one_may_do_is_not_offered_to_others(idea: Idea, comment: Comment, cast: Cast) -> None:
    address = f"/ideas/{idea.pk}/comments/{comment.pk}/edit/"
    offered = {kind: address in talk(idea, cast[kind]) for kind in ("employee", "marketing", "rival")}
    assert offered == {"employee": True, "marketing": False, "rival": False}


def test_the_words_of_what_is_hidden_are_its_authors_alone(idea: Idea, comment: Comment, cast: Cast) -> None:
    moderator = cast["marketing"]
    change(
        hidden_at=timezone.now(), hidden_by=moderator, hidden_for="respect", hidden_words="Be kind, please."
    )(comment)
    kinds = ("employee", "author", "rival", "employee")
    assert ["Be kind, please." in talk(idea, cast[kind]) for kind in kinds] == [True, False, False, True]
    assert ["Words." in talk(idea, cast[kind]) for kind in kinds] == [True, False, False, True]


def test_forms_of_a_remembered_comment_carry_the_readers_own_token(idea: Idea, cast: Cast) -> None:
    commenting.post(idea, by=cast["employee"], body="Words.", audience="everyone")
    tokens = []
    for _ in range(2):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast["owner"])
        page = client.get(f"/ideas/{idea.pk}/")
        tokens.append(str(page.context["csrf_token"]))
        form = page.content.decode().split("/pin/", 1)[1].split("</form>", 1)[0]
        assert tokens[-1] in form
    assert tokens[0] != tokens[1]


def test_a_remembered_comment_asks_nothing_of_the_database(idea: Idea, comment: Comment, cast: Cast) -> None:
    from ideas import discussions

    loaded = Idea.objects.for_page(cast["employee"]).get(pk=idea.pk)
    shown = discussions.discussion_of(loaded, cast["employee"])["threads"][0]
    with queries() as asked:
        assert shown.card == shown.card
    assert asked == []
