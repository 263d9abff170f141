"""Moderation without drama: reports, hiding with a reason, and that hidden words are nowhere."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ideanet.activity.announcing import announce
from ideanet.activity.mailing import send
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideanet.publishing.querysets import quotable
from ideanet.publishing.rules import is_quotable
from ideas import moderation, rules, tallying
from ideas.errors import OutOfDateError
from ideas.models import Comment, Idea, Report
from ideas.needs import reports_waiting
from ideas.stages import Against, Audience, Stage
from ideas.workflow import answering, commenting, moderating, writing
from tests.ideas.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    return cast.idea(Stage.OPEN, Audience.NETWORK)


@pytest.fixture
def comment(cast: Cast, idea: Idea) -> Comment:
    return commenting.post(
        idea, by=cast["employee"], body="Velvet words.", audience="everyone", may_quote=True
    )


def hide(thing: Idea | Comment, by: Person, words: str = "") -> None:
    thing = type(thing).objects.get(pk=thing.pk)
    moderating.hide(thing, by=by, against=Against.RESPECT, words=words, seen=moderation.version_of(thing))


def restore(thing: Idea | Comment, by: Person) -> None:
    moderating.restore(type(thing).objects.get(pk=thing.pk), by=by)


def told() -> dict[str, str]:
    """Who was told what, in the words of the notice."""
    for event in Event.objects.filter(announced_at__isnull=True).order_by("pk"):
        announce(event.pk)
    rows = Notice.objects.select_related("event").exclude(why__in=["commented", "author"])
    return {notice.person.name: notice.event.kind for notice in rows}


def adds_up() -> bool:
    return not any(tallying.comments())


def test_a_report_is_made_once_until_somebody_decides(cast: Cast, comment: Comment) -> None:
    first, again = (
        moderating.report(comment, by=cast["rival"], against=Against.RESPECT, words="Unkind.")
        for _ in range(2)
    )
    assert (first, Event.objects.filter(kind="report.made").count()) == (again, 1)
    moderating.keep(comment, by=cast["marketing"])
    assert moderating.report(comment, by=cast["rival"], against=Against.RESPECT) != first


def test_the_database_keeps_one_open_report_per_person_and_object(
    cast: Cast, idea: Idea, comment: Comment
) -> None:
    for thing in (comment, idea):
        made = moderating.report(thing, by=cast["rival"], against=Against.HONESTY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(
                idea=idea, comment=made.comment, reporter=cast["rival"], against=Against.RESPECT
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(hidden_at=timezone.now())


def test_who_may_report_what(cast: Cast, idea: Idea, comment: Comment) -> None:
    everyone = set(cast.people) - {"gone"}
    comment = Comment.objects.get(pk=comment.pk)
    assert cast.those(rules.may_report_comment, comment) == everyone - {"employee"}
    assert cast.those(rules.may_report, idea) == everyone - {"author", "invited"}
    among = commenting.post(idea, by=cast["author"], body="Between us.", audience="reviewers")
    assert cast.those(rules.may_report_comment, among) == set()
    closed = cast.idea(Stage.DECLINED, Audience.RESTRICTED)
    assert cast.those(rules.may_report, closed) == set()


def test_who_decides(cast: Cast, idea: Idea, comment: Comment) -> None:
    comment = Comment.objects.get(pk=comment.pk)
    assert cast.those(rules.may_moderate, idea) == {"owner", "marketing", "administrator"}
    assert cast.those(rules.may_moderate_comment, comment) == {"owner", "marketing", "administrator"}
    own = commenting.post(idea, by=cast["marketing"], body="Mine.", audience="everyone")
    assert cast.those(rules.may_moderate_comment, own) == {"owner", "administrator"}
    with pytest.raises(PermissionDenied):
        hide(own, cast["marketing"])
    with pytest.raises(PermissionDenied):
        moderating.keep(comment, by=cast["author"])


@pytest.mark.parametrize("audience", Audience)
def test_the_queue_holds_what_its_reader_may_decide_and_nothing_else(cast: Cast, audience: str) -> None:
    idea = cast.idea(Stage.OPEN, audience)
    comment = commenting.post(idea, by=cast["author"], body="Words.", audience="everyone")
    moderating.report(comment, by=cast["named"], against=Against.HONESTY)
    moderating.report(idea, by=cast["named"], against=Against.HONESTY)
    loaded = Idea.objects.for_rules().get(pk=idea.pk)
    comment.idea = loaded
    for kind, person in cast.people.items():
        found = {row.comment_id for row in Report.objects.open().to_decide(person)}
        expected = {
            key
            for key, may in (
                (comment.pk, rules.may_moderate_comment(person, comment)),
                (None, rules.may_moderate(person, loaded)),
            )
            if may
        }
        assert (kind, found) == (kind, expected)


def test_reports_wait_on_the_home_page_of_those_who_decide(cast: Cast, comment: Comment) -> None:
    moderating.report(comment, by=cast["rival"], against=Against.RESPECT)
    found = {
        kind: [str(need.label) for need in reports_waiting(cast[kind])]
        for kind in ("marketing", "administrator", "owner", "employee", "author", "rival")
    }
    waiting = ["Look at 1 report"]
    assert found == {
        "marketing": waiting,
        "administrator": waiting,
        "owner": waiting,
        "employee": [],
        "author": [],
        "rival": [],
    }


def everywhere(client: Any, idea: Idea, comment: Comment) -> str:
    addresses = [
        "/",
        idea.get_absolute_url(),
        f"{idea.get_absolute_url()}?talk=newest",
        f"{reverse('ideas:comment_new', args=[idea.pk])}?parent={comment.pk}",
        reverse("ideas:comments", args=[idea.pk]),
        reverse("ideas:comment_wordings", args=[idea.pk, comment.pk]),
        reverse("ideas:history", args=[idea.pk]),
        reverse("activity:feed"),
        reverse("activity:notices"),
        "/search/?q=velvet",
        "/search/?q=copper",
    ]
    return " ".join(client.get(address).content.decode() for address in addresses)


def test_hidden_words_are_nowhere_but_with_their_author(cast: Cast, idea: Idea, comment: Comment) -> None:
    commenting.edit(comment, by=cast["employee"], body="Copper words.", may_quote=True)
    commenting.post(idea, by=cast["author"], body="I answer.", audience="everyone", parent=comment)
    hide(comment, cast["marketing"], "Say it of the idea.")
    told()
    for kind in ("author", "rival", "owner", "executive", "marketing"):
        seen = everywhere(sign_in(cast[kind]), idea, comment)
        for secret in ("Velvet words", "Copper words", "Say it of the idea."):
            assert (kind, secret, secret in seen) == (kind, secret, False)
        assert "This comment is hidden for now." in seen
        assert "I answer." in seen
    own = everywhere(sign_in(cast["employee"]), idea, comment)
    assert "Copper words" in own
    assert "Say it of the idea." in own
    assert "We argue with the idea, never against the person." in own
    kept = Comment.objects.select_related("idea").get(pk=comment.pk)
    assert (is_quotable(kept), quotable(idea).filter(pk=comment.pk).exists()) == (False, False)


def test_nothing_is_counted_that_is_hidden(cast: Cast, idea: Idea, comment: Comment) -> None:
    hide(comment, cast["marketing"])
    assert Idea.objects.get(pk=idea.pk).public_comment_count == 0
    assert adds_up()
    restore(comment, cast["owner"])
    assert Idea.objects.get(pk=idea.pk).public_comment_count == 1
    assert adds_up()


def test_everybody_concerned_is_told_kindly_and_nobody_who_reported_it(cast: Cast, comment: Comment) -> None:
    moderating.report(comment, by=cast["rival"], against=Against.RESPECT, words="Secret complaint.")
    hide(comment, cast["marketing"])
    assert told() | {"Arthur Author": ""} == {
        "Emma Employee": "comment.hidden",
        "Rita Rival": "report.followed",
        "Arthur Author": "",
    }
    for notice in Notice.objects.filter(mail_wanted=True):
        send(notice.pk)
    letters = {letter.to[0]: str(letter.message()) for letter in mail.outbox}
    to_author = letters[cast["employee"].email]
    assert "We argue with the idea, never against the person." in to_author.replace("=\n", "")
    for secret in ("Rita", "Secret complaint", "Velvet"):
        assert secret not in to_author


def test_who_reported_what_stays_is_told_too(cast: Cast, comment: Comment) -> None:
    moderating.report(comment, by=cast["rival"], against=Against.RESPECT)
    moderating.keep(comment, by=cast["owner"])
    assert told()["Rita Rival"] == "report.not_followed"
    assert not Report.objects.open().exists()


def test_a_comment_that_changed_since_it_was_read_is_not_hidden(cast: Cast, comment: Comment) -> None:
    seen = moderation.version_of(comment)
    commenting.edit(comment, by=cast["employee"], body="Kinder words.", may_quote=False)
    with pytest.raises(OutOfDateError):
        moderating.hide(comment, by=cast["marketing"], against=Against.RESPECT, words="", seen=seen)
    hide(comment, cast["marketing"])
    with pytest.raises(OutOfDateError, match="hidden meanwhile"):
        commenting.edit(comment, by=cast["employee"], body="Kinder still.", may_quote=False)
    with pytest.raises(OutOfDateError):
        commenting.post(idea=comment.idea, by=cast["author"], body="?", audience="everyone", parent=comment)
    commenting.delete(comment, by=cast["employee"])
    with pytest.raises(OutOfDateError):
        hide(comment, cast["marketing"])


def test_a_hidden_official_answer_is_owed_again(cast: Cast, idea: Idea) -> None:
    answer = commenting.post(idea, by=cast["owner"], body="No.", audience="everyone")
    answering.pin(answer, by=cast["owner"])
    hide(answer, cast["marketing"])
    assert Idea.objects.owed().filter(pk=idea.pk).exists()


def test_a_hidden_idea_does_not_exist_but_for_its_authors_and_those_who_decide(
    cast: Cast, idea: Idea
) -> None:
    Idea.objects.filter(pk=idea.pk).update(title="Walnut title")
    writing.index(Idea.objects.get(pk=idea.pk))
    hide(idea, cast["marketing"], "Names a customer.")
    loaded = Idea.objects.for_rules().get(pk=idea.pk)
    seen = {"author", "invited", "owner", "marketing", "administrator"}
    assert cast.those(rules.may_view, loaded) == seen
    for kind, person in cast.people.items():
        assert (kind, Idea.objects.visible_to(person).filter(pk=idea.pk).exists()) == (kind, kind in seen)
    for kind in ("employee", "rival", "named", "councillor"):
        client = sign_in(cast[kind])
        assert client.get(idea.get_absolute_url()).status_code == 404
        for address in ("/", "/ideas/", "/search/?q=walnut", cast.theme.get_absolute_url()):
            assert "Walnut" not in client.get(address).content.decode()
    page = sign_in(cast["author"]).get(idea.get_absolute_url()).content.decode()
    assert "Names a customer." in page
    assert cast.those(rules.may_vote, loaded) == cast.those(rules.may_comment, loaded) == set()
    restore(idea, cast["owner"])
    assert sign_in(cast["rival"]).get(idea.get_absolute_url()).status_code == 200
    assert told()["Arthur Author"] in {"idea.hidden", "idea.restored"}


def test_report_queue_and_decision_on_the_pages(cast: Cast, idea: Idea, comment: Comment) -> None:
    reporter, marketer = sign_in(cast["rival"]), sign_in(cast["marketing"])
    address = reverse("ideas:comment_report", args=[idea.pk, comment.pk])
    assert address in reporter.get(idea.get_absolute_url()).content.decode()
    assert "Velvet words." in reporter.get(address).content.decode()
    assert reporter.post(address, {"words": "Hm."}).status_code == 422
    assert reporter.post(address, {"against": "respect", "words": "Unkind."}).status_code == 302
    hiding = reverse("ideas:comment_hiding", args=[idea.pk, comment.pk])
    queue = marketer.get(reverse("ideas:reports")).content.decode()
    assert hiding in queue
    assert "Unkind." in queue
    page = marketer.get(hiding)
    assert "Velvet words." in page.content.decode()
    assert page.context["form"]["against"].value() == "respect", "what was reported is chosen already"
    seen = page.context["form"]["seen"].value()
    sent = {"against": "respect", "words": "", "seen": seen}
    assert marketer.post(hiding, sent)["Location"] == reverse("ideas:reports")
    assert marketer.post(hiding, sent).status_code == 409
    assert "Show it to everyone again" in marketer.get(hiding).content.decode()
    assert marketer.post(hiding, {"_method": "delete"}).status_code == 302
    assert "Velvet words." in reporter.get(idea.get_absolute_url()).content.decode()
