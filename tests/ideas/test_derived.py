"""`manage.py verify` names each thing that is kept beside its rows and was tampered with, and repairs none."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from ideanet.activity.announcing import announce
from ideanet.activity.models import Digest, Event, Notice
from ideanet.people.stages import Role
from ideanet.uploads import examine
from ideas import moves, segments
from ideas.models import Authorship, Comment, EvidenceFile, Idea, Material, Pair, Picture, Session
from ideas.stages import Audience, Stage
from ideas.workflow import (
    answering,
    attending,
    commenting,
    merging,
    moving,
    presenting,
    tallies,
    voting,
    writing,
)
from ideas.workflow.writing import Text
from tests import factories
from tests.councils.making import attach_file
from tests.ideas.session_cast import fresh, make_session, over

pytestmark = pytest.mark.django_db
NUGGET = "Turbines whisper when their blades are turned by one degree in the evening wind."


def verify() -> str:
    out = StringIO()
    call_command("verify", stdout=out)
    return out.getvalue()


def differences() -> list[str]:
    """What verify names; nothing is changed by it."""
    out = StringIO()
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("verify", stdout=out)
    return [line.strip() for line in out.getvalue().splitlines() if line.startswith("  ")]


def announce_all() -> None:
    for key in Event.objects.filter(announced_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        announce(key)


@pytest.fixture
def idea() -> Idea:
    """An idea with an official answer, a reply, a picture, a vote and another very like it."""
    author, marketer = factories.make_employee(), factories.make_powerful(Role.MARKETING)
    idea = factories.make_idea(author, title="Whispering turbines", nugget=NUGGET, audience=Audience.NETWORK)
    picture = factories.make_picture(idea, author)
    body = f"![A chart](/ideas/pictures/{picture.key}/)"
    writing.publish_revision(idea, Text(idea.title, NUGGET, body), by=author, note="A chart.", read_number=1)
    factories.make_idea(title="Turbines that whisper", nugget=NUGGET, audience=Audience.NETWORK)
    voting.vote(idea, by=factories.make_outsider())
    comment = commenting.post(idea, by=marketer, body="The answer.", audience="everyone")
    commenting.post(idea, by=author, body="Thank you.", audience="everyone", parent=comment)
    answering.pin(comment, by=marketer)
    announce_all()
    return Idea.objects.get(pk=idea.pk)


def test_all_of_it_adds_up_as_the_workflow_wrote_it(idea: Idea) -> None:
    assert idea.answered_at is not None
    assert Picture.objects.get().is_published
    assert Pair.objects.count() == 1
    assert " 1 different" not in verify()


def tampered(model: Any, **fields: Any) -> Callable[[Idea], object]:
    return lambda _idea: model.objects.update(**fields)


def first_idea(**fields: Any) -> Callable[[Idea], object]:
    return lambda idea: Idea.objects.filter(pk=idea.pk).update(**fields)


def one_comment_adrift(idea: Idea) -> None:
    reply = Comment.objects.filter(parent__isnull=False).get()
    Comment.objects.filter(pk=reply.pk).update(thread=reply.pk)


def a_digest_of_another(idea: Idea) -> None:
    notice = Notice.objects.order_by("pk").first()
    assert notice is not None
    other = factories.make_employee()
    until = timezone.now() + timedelta(hours=1)
    digest = Digest.objects.create(person=other, morning=timezone.localdate(), until=until)
    Notice.objects.filter(pk=notice.pk).update(digest=digest)


TAMPERING: dict[str, tuple[Callable[[Idea], object], str]] = {
    "answered_at lost": (first_idea(answered_at=None), "answered_at is None"),
    "answered_at moved": (first_idea(answered_at=F("answered_at") - timedelta(days=1)), "answered_at is 20"),
    "round_number": (first_idea(round_number=2), "round_number is 2, its rows say 1"),
    "search": (first_idea(search=None), "search is stale"),
    "plain": (first_idea(plain="Other."), "search is stale"),
    "support_heat": (first_idea(support_heat=1.0), "support_heat is 1.0"),
    "talk_heat": (first_idea(talk_heat=1.0), "talk_heat is 1.0"),
    "talk_heat_outside": (first_idea(talk_heat_outside=1.0), "talk_heat_outside is 1.0"),
    "merged_count": (first_idea(merged_count=1), "merged_count is 1, its rows say 0"),
    "shares": (tampered(Authorship, share=90), "shares is 90, its rows say 100"),
    "thread": (one_comment_adrift, "thread is"),
    "is_published": (tampered(Picture, is_published=False), "is_published is False, its rows say True"),
    "pair score": (tampered(Pair, score=0.5), "score is 0.5"),
    "pair title": (tampered(Pair, title_score=0.1), "title_score is 0.1"),
    "pair words": (tampered(Pair, words=3), "words is 3"),
    "pair shared": (tampered(Pair, shared_words=1), "shared_words is 1"),
    "taken_count": (tampered(Session, taken_count=1), "taken_count is 1, its rows say 0"),
    "waiting_count": (tampered(Session, waiting_count=2), "waiting_count is 2, its rows say 0"),
    "digest": (a_digest_of_another, "notices of others or of later is 1, its rows say 0"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_whatever_is_tampered_with_is_named(idea: Idea, what: str) -> None:
    make_session()
    tamper, line = TAMPERING[what]
    tamper(idea)
    named = differences()
    assert [found for found in named if line in found] != []
    assert named == differences()


def file_of(what: type[EvidenceFile | Material | Picture]) -> FieldFile:
    row = what.objects.get()
    return row.file


def cut_short(what: type[EvidenceFile | Material | Picture]) -> None:
    Path(file_of(what).path).write_bytes(b"x")


def lost(what: type[EvidenceFile | Material | Picture]) -> None:
    Path(file_of(what).path).unlink()


def one_notice(**fields: Any) -> None:
    first = Notice.objects.order_by("pk").first()
    assert first is not None
    Notice.objects.filter(pk=first.pk).update(**fields)


NOW = timezone.now()
KEPT: dict[str, tuple[Callable[[], object], str]] = {
    "attendance lost": (lambda: Session.objects.update(attendance_at=None), "attendance taken is False"),
    "size of evidence": (lambda: EvidenceFile.objects.update(size=3), "size is 3, its rows say "),
    "file of evidence": (lambda: cut_short(EvidenceFile), "its rows say 1"),
    "thumbnail": (
        lambda: Path(EvidenceFile.objects.get().thumbnail.path).unlink(),
        "thumbnail of evidence",
    ),
    "size of material": (lambda: Material.objects.update(size=3), "size is 3, its rows say "),
    "file of material": (lambda: lost(Material), "its rows say missing"),
    "picture": (lambda: lost(Picture), "its rows say missing"),
    "digest": (lambda: one_notice(digest=Digest.objects.get()), "told in a way"),
    "mail": (lambda: one_notice(mailed_at=NOW, mail_wanted=False), "told in a way"),
    "dropped": (lambda: one_notice(mailed_at=NOW, mail_dropped_at=NOW, mail_wanted=True), "told in a way"),
}


@pytest.mark.parametrize("what", KEPT)
def test_whatever_is_kept_beside_its_rows_and_is_tampered_with_is_named(idea: Idea, what: str) -> None:
    session = over(make_session())
    people = [factories.make_employee()]
    attending.take_attendance(fresh(session), by=session.scheduled_by, asked=people, present=people)
    picture = SimpleUploadedFile("a.png", factories.make_png())
    attach_file(idea, factories.make_png(), "a.png")
    presenting.add_material(session, by=session.scheduled_by, file=examine(picture), title="A plan")
    one_notice(in_digest=False, mail_wanted=False)
    person = Notice.objects.order_by("pk")[0].person
    Digest.objects.create(person=person, morning=timezone.localdate(), until=NOW + timedelta(days=1))
    assert " 1 different" not in verify()
    tamper, line = KEPT[what]
    tamper()
    assert [found for found in differences() if line in found] != []


def test_a_session_that_says_attendance_was_taken_when_nobody_took_it_is_named(idea: Idea) -> None:
    del idea
    over(make_session())
    Session.objects.update(attendance_at=timezone.now())
    assert any("attendance taken is True, its rows say False" in line for line in differences())


def test_every_kept_figure_of_an_idea_is_tampered_with_somewhere() -> None:
    """A new counter must come with its proof: those that are proved are known here by name."""
    elsewhere = {
        *(
            "backer_count",
            "customer_count",
            "account_count",
            "current_backer_count",
            "current_customer_count",
        ),
        *("comment_count", "public_comment_count", "material_number", "revision_number", "voices"),
    }
    # Set by what somebody did, not counted from rows; the generated ones are the database's own.
    said = {
        *("changed_at", "created_at", "opened_at", "hidden_at", "rising", "rising_outside"),
        *("source_digest", "source_key"),
    }
    kept = {
        field.name
        for field in Idea._meta.concrete_fields
        if not field.editable and field.name not in {"id", *said}
    }
    assert {name for name in kept if not name.startswith("hidden_")} <= elsewhere | {
        what.split(" ", maxsplit=1)[0] for what in TAMPERING
    }


def test_a_lost_tally_of_a_segment_is_named(idea: Idea) -> None:
    segments.recount([idea.pk])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ideas_segmenttally SET customer_count = customer_count + 5")
        changed = cursor.rowcount
    assert changed == 1
    assert any("for segment" in line and "customer_count is 6" in line for line in differences())


def test_an_answer_is_owed_again_after_a_move_and_that_adds_up(idea: Idea) -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    moving.advance(moves.SEND_TO_REVIEW, idea, by=marketer)
    moving.advance(moves.REVISE, Idea.objects.get(pk=idea.pk), by=marketer, reason="More.")
    assert Idea.objects.get(pk=idea.pk).answered_at is None
    announce_all()
    assert " 1 different" not in verify()


@pytest.mark.parametrize("deed", ["nothing", "unpin", "another"])
def test_what_was_answered_while_two_were_one_is_what_stands_when_they_are_taken_apart(
    idea: Idea, deed: str
) -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    merging.merge(idea, factories.make_idea(), by=marketer, reason="The same.")
    pinned = Comment.objects.pinned().get()
    if deed == "unpin":
        answering.unpin(pinned, by=marketer)
    if deed == "another":
        said = Comment(idea=idea, revision=pinned.revision, author=marketer, body="Better.")
        said.save(force_insert=True)
        Comment.objects.filter(pk=said.pk).update(thread=said.pk)
        tallies.recount_comments(idea)
        answering.pin(said, by=marketer)
    merging.undo(Idea.objects.get(pk=idea.pk), by=marketer)
    now = Idea.objects.get(pk=idea.pk)
    assert (now.stage, now.answered_at is None) == (Stage.OPEN, deed == "unpin")
    announce_all()
    assert " 1 different" not in verify()


def test_a_pair_that_is_alike_no_more_is_a_pair_no_more(idea: Idea) -> None:
    text = Text("Lunch in the garden", "Soup is served at noon under the old trees.", "")
    writing.publish_revision(idea, text, by=idea.created_by, note="Other.", read_number=2)
    assert " 1 different" not in verify()
    announce_all()
    assert not Pair.objects.exists()


def test_a_dismissed_pair_stays_and_says_what_both_texts_say_now(idea: Idea) -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    Pair.objects.update(dismissed_at=timezone.now(), dismissed_by=marketer)
    text = Text("Lunch in the garden", "Soup is served at noon under the old trees.", "")
    writing.publish_revision(idea, text, by=idea.created_by, note="Other.", read_number=2)
    announce_all()
    assert Pair.objects.get().score < 0.4
    assert " 1 different" not in verify()
