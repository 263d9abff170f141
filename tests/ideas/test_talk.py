"""The discussion through its doors: forms and links that work alone, and parts for htmx."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from ideas.models import Comment, Idea
from ideas.stages import Audience, Stage
from ideas.workflow import commenting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast, sign_in, with_htmx

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    return cast.idea(Stage.OPEN, Audience.NETWORK)


def url(name: str, idea: Idea, *more: Any) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def say(idea: Idea, cast: Cast, kind: str = "employee", **given: Any) -> Comment:
    return commenting.post(idea, by=cast[kind], **{"body": "Words.", "audience": "everyone"} | given)


def test_a_comment_is_posted_by_a_plain_form_and_found_at_its_address(idea: Idea, cast: Cast) -> None:
    client = sign_in(cast["employee"])
    answer = client.post(
        url("comments", idea), {"body": "It *works*.", "audience": "everyone", "may_quote": "on"}
    )
    comment = Comment.objects.get()
    assert answer["Location"] == comment.get_absolute_url() == url("comment", idea, comment.pk)
    there = client.get(comment.get_absolute_url())
    assert there["Location"] == f"{idea.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}"
    page = text_of(client.get(idea.get_absolute_url()))
    assert f'id="comment-{comment.pk}"' in page
    assert "It <em>works</em>." in page
    assert "May be quoted" in page


def test_a_form_sent_twice_is_one_comment(idea: Idea, cast: Cast) -> None:
    sent = {"body": "Once.", "audience": "everyone", "request_key": str(uuid.uuid4())}
    client = sign_in(cast["employee"])
    first, second = (client.post(url("comments", idea), sent)["Location"] for _ in range(2))
    assert first == second
    assert Comment.objects.count() == 1


def test_each_form_has_a_key_of_its_own(idea: Idea, cast: Cast) -> None:
    client = sign_in(cast["employee"])
    keys = {
        re.search(
            r'name="request_key" value="([^"]+)"', client.get(idea.get_absolute_url()).content.decode()
        )[1]  # type: ignore[index]  # it is there
        for _ in range(2)
    }
    assert len(keys) == 2


def test_a_comment_by_htmx_comes_back_in_the_discussion_and_takes_the_focus(idea: Idea, cast: Cast) -> None:
    answer = with_htmx(cast["employee"]).post(
        url("comments", idea), {"body": "Here.", "audience": "everyone"}
    )
    page = text_of(answer)
    comment = Comment.objects.get()
    assert ("<html" in page, 'id="discussion"' in page) == (False, True)
    assert f'id="comment-{comment.pk}" tabindex="-1" data-focus' in page


@pytest.mark.parametrize("htmx", [False, True])
def test_a_comment_that_says_nothing_comes_back_with_its_form(idea: Idea, cast: Cast, htmx: bool) -> None:
    client = with_htmx(cast["employee"]) if htmx else sign_in(cast["employee"])
    answer = client.post(url("comments", idea), {"body": " \n ", "audience": "employees"})
    page = text_of(answer)
    assert (answer.status_code, "Say something first." in page, "<html" in page) == (422, True, not htmx)
    assert '<option value="employees" selected>' in page
    assert answer["HX-Retarget"] == "#say-new"
    assert not Comment.objects.exists()


def test_each_may_choose_only_the_audiences_that_are_theirs(idea: Idea, cast: Cast) -> None:
    offered = {}
    for kind in ("author", "employee", "rival", "councillor"):
        page = sign_in(cast[kind]).get(idea.get_absolute_url()).content.decode()
        offered[kind] = re.findall(r'<option value="(everyone|employees|reviewers)"', page)
    assert offered == {
        "author": ["everyone", "employees", "reviewers"],
        "employee": ["everyone", "employees"],
        "rival": [],
        "councillor": ["everyone", "reviewers"],
    }
    answer = sign_in(cast["rival"]).post(url("comments", idea), {"body": "Hm.", "audience": "employees"})
    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_a_reply_form_offers_nothing_wider_than_what_it_answers(idea: Idea, cast: Cast) -> None:
    parent = say(idea, cast, audience="employees")
    page = sign_in(cast["author"]).get(f"{url('comment_new', idea)}?parent={parent.pk}").content.decode()
    assert re.findall(r'<option value="(everyone|employees|reviewers)"', page) == ["employees", "reviewers"]
    assert "Reply to Emma Employee" in page
    part = with_htmx(cast["author"]).get(f"{url('comment_new', idea)}?parent={parent.pk}").content.decode()
    assert (f'id="say-{parent.pk}"' in part, "<html" in part) == (True, False)
    wider = sign_in(cast["author"]).post(
        url("comments", idea), {"body": "Hm.", "audience": "everyone", "parent": parent.pk}
    )
    assert wider.status_code == 422


def test_a_reply_is_posted_under_what_it_answers(idea: Idea, cast: Cast) -> None:
    parent = say(idea, cast)
    sign_in(cast["rival"]).post(
        url("comments", idea), {"body": "Yes.", "audience": "everyone", "parent": parent.pk}
    )
    assert Comment.objects.get(body="Yes.").parent == parent


@pytest.mark.parametrize("key", ["999999", "x", "9" * 30, "-1"])
def test_a_reply_to_nothing_is_not_found(idea: Idea, cast: Cast, key: str) -> None:
    client = sign_in(cast["employee"])
    assert client.get(f"{url('comment_new', idea)}?parent={key}").status_code == 404
    assert (
        client.post(url("comments", idea), {"body": "x", "audience": "everyone", "parent": key}).status_code
        == 404
    )


def test_a_reply_to_what_one_may_not_read_is_a_reply_to_nothing(idea: Idea, cast: Cast) -> None:
    hidden = say(idea, cast, audience="employees")
    client = sign_in(cast["rival"])
    assert client.get(f"{url('comment_new', idea)}?parent={hidden.pk}").status_code == 404
    for name in ("comment", "comment_edit"):
        assert client.get(url(name, idea, hidden.pk)).status_code == 404
    assert client.post(url("comment_answer", idea, hidden.pk)).status_code == 404


def test_a_reply_to_what_was_taken_back_keeps_its_text(idea: Idea, cast: Cast) -> None:
    parent = say(idea, cast)
    commenting.delete(parent, by=cast["employee"])
    answer = sign_in(cast["rival"]).post(
        url("comments", idea), {"body": "My long answer.", "audience": "everyone", "parent": parent.pk}
    )
    page = text_of(answer)
    assert (answer.status_code, "The comment you answer is gone." in page, "My long answer." in page) == (
        422,
        True,
        True,
    )


def test_an_edit_shows_in_the_thread(idea: Idea, cast: Cast) -> None:
    comment = say(idea, cast)
    client = sign_in(cast["employee"])
    assert "The thread says that it was edited, and keeps how it read before." in text_of(
        client.get(url("comment_edit", idea, comment.pk))
    )
    client.post(url("comment_edit", idea, comment.pk), {"body": "Other words."})
    page = text_of(client.get(idea.get_absolute_url()))
    assert ("Other words." in page, ">edited</a>" in page) == (True, True)
    empty = client.post(url("comment_edit", idea, comment.pk), {"body": " "})
    assert (empty.status_code, "or delete the comment" in text_of(empty)) == (422, True)


def test_a_deleted_comment_is_a_tombstone_without_its_words(idea: Idea, cast: Cast) -> None:
    comment = say(idea, cast, body="My secret words.")
    say(idea, cast, "rival", parent=comment, body="An answer.")
    client = sign_in(cast["employee"])
    client.post(url("comment_edit", idea, comment.pk), {"_method": "delete"})
    page = text_of(client.get(idea.get_absolute_url()))
    assert "My secret words." not in page
    assert "This comment was taken back by its author." in page
    assert "An answer." in page
    assert client.get(url("comment_edit", idea, comment.pk)).status_code == 403


def test_nobody_edits_what_another_said(idea: Idea, cast: Cast) -> None:
    comment = say(idea, cast)
    for kind in ("author", "rival", "administrator"):
        client = sign_in(cast[kind])
        assert client.get(url("comment_edit", idea, comment.pk)).status_code == 403
        assert client.delete(url("comment_edit", idea, comment.pk)).status_code == 403


def test_an_author_marks_a_comment_as_answered_by_the_revision() -> None:
    author, critic = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    comment = commenting.post(idea, by=critic, body="Why?", audience="everyone")
    client = sign_in(author)
    refused = client.post(url("comment_answer", idea, comment.pk))
    assert (refused.status_code, "Publish a revision first" in text_of(refused)) == (422, True)
    writing.publish_revision(idea, Text("T", "N.", "B"), by=author, note="Because.", read_number=1)
    assert "Revision 2 answers this" in text_of(client.get(idea.get_absolute_url()))
    assert client.post(url("comment_answer", idea, comment.pk))["Location"] == comment.get_absolute_url()
    page = text_of(client.get(idea.get_absolute_url()))
    assert ("Answered in revision 2" in page, "on revision 1" in page) == (True, True)
    assert sign_in(critic).post(url("comment_answer", idea, comment.pk)).status_code == 403


def test_a_comment_of_another_idea_is_not_found_here(idea: Idea, cast: Cast) -> None:
    elsewhere = say(factories.make_idea(), cast)
    client = sign_in(cast["employee"])
    assert client.get(url("comment", idea, elsewhere.pk)).status_code == 404


def test_a_decided_idea_can_be_read_and_not_discussed(cast: Cast) -> None:
    idea = cast.idea(Stage.DECLINED, Audience.NETWORK)
    client = sign_in(cast["employee"])
    assert "Nothing was said." in text_of(client.get(idea.get_absolute_url()))
    assert client.get(url("comment_new", idea)).status_code == 403
    assert client.post(url("comments", idea), {"body": "x", "audience": "everyone"}).status_code == 403


def test_the_discussion_is_a_page_of_its_own_too(idea: Idea, cast: Cast) -> None:
    say(idea, cast, body="Here.")
    page = text_of(sign_in(cast["rival"]).get(url("comments", idea)))
    assert ("Here." in page, "<html" in page) == (True, True)
    assert "An idea gets better when somebody argues with it." in text_of(
        sign_in(cast["employee"]).get(url("comments", cast.idea(Stage.OPEN)))
    )


def test_a_comment_on_a_later_page_is_found_there(idea: Idea, cast: Cast) -> None:
    for number in range(60):
        last = say(idea, cast, body=f"Comment {number}.")
    client = sign_in(cast["employee"])
    there = client.get(last.get_absolute_url())["Location"]
    assert there.startswith(f"{idea.get_absolute_url()}?after=")
    assert f'id="comment-{last.pk}"' in client.get(there).content.decode()
