"""How a comment read before: kept for those who read it, gone with what was taken back."""

import pytest
from django.urls import reverse

from ideanet.activity.models import Event
from ideas.models import Comment, Idea, Wording
from ideas.stages import Audience, Stage
from ideas.workflow import commenting
from tests.ideas.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def twice_edited(cast: Cast, audience: str = "everyone") -> Comment:
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    comment = commenting.post(idea, by=cast["employee"], body="First.", audience=audience)
    for body in ("Second.", "Third."):
        commenting.edit(comment, by=cast["employee"], body=body, may_quote=False)
    return Comment.objects.get(pk=comment.pk)


def page(cast: Cast, kind: str, comment: Comment) -> tuple[int, str]:
    address = reverse("ideas:comment_wordings", args=[comment.idea_id, comment.pk])
    answer = sign_in(cast[kind]).get(address)
    return answer.status_code, answer.content.decode()


def test_every_earlier_wording_is_kept_with_its_time(cast: Cast) -> None:
    comment = twice_edited(cast)
    first, second = Wording.objects.filter(comment=comment).order_by("pk")
    assert (first.body, first.said_at) == ("First.", comment.at)
    assert (second.body, second.replaced_at >= second.said_at) == ("Second.", True)
    status, text = page(cast, "rival", comment)
    assert status == 200
    assert text.index("Third.") < text.index("Second.") < text.index("First.")


def test_consent_alone_is_no_other_wording(cast: Cast) -> None:
    idea = cast.idea(Stage.OPEN)
    comment = commenting.post(idea, by=cast["employee"], body="Same.", audience="everyone")
    commenting.edit(comment, by=cast["employee"], body="Same.", may_quote=True)
    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.may_quote, kept.edited_at, Wording.objects.count()) == (True, None, 0)
    assert not Event.objects.filter(kind="comment.edited").exists()


def test_who_does_not_read_the_comment_reads_no_wording_of_it(cast: Cast) -> None:
    comment = twice_edited(cast, "employees")
    assert page(cast, "rival", comment)[0] == 404
    assert page(cast, "owner", comment)[0] == 200
    Idea.objects.filter(pk=comment.idea_id).update(audience=Audience.RESTRICTED)
    assert page(cast, "marketing", comment)[0] == 404


def test_what_was_taken_back_has_no_history(cast: Cast) -> None:
    comment = twice_edited(cast)
    commenting.delete(comment, by=cast["employee"])
    status, text = page(cast, "employee", comment)
    assert (status, "First." in text, "Second." in text, "Third." in text) == (410, False, False, False)


def test_the_thread_leads_to_the_earlier_wordings(cast: Cast) -> None:
    comment = twice_edited(cast)
    text = sign_in(cast["rival"]).get(comment.idea.get_absolute_url()).content.decode()
    assert reverse("ideas:comment_wordings", args=[comment.idea_id, comment.pk]) in text
