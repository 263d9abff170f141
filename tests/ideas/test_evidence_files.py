"""Files behind evidence: told by content, stripped, kept privately, and given to those alone who may see it."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from ideanet.uploads import examine
from ideas.models import Evidence, EvidenceFile, Idea
from ideas.stages import Audience, Stage
from ideas.workflow import attaching, writing
from tests import factories
from tests.ideas.cast import Cast, sign_in
from tests.ideas.test_attaching import fields

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(*, maker: str = "Hugo") -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = maker
    Image.new("RGB", (900, 600), "teal").save(made, "JPEG", exif=exif)
    return made.getvalue()


def attach(idea: Idea, data: bytes, name: str, **more: Any) -> Evidence:
    upload = examine(ContentFile(data, name=name))
    return attaching.attach(idea, by=idea.created_by, upload=upload, **fields(**more))


def door(name: str, evidence: Evidence) -> str:
    return reverse(f"ideas:{name}", args=[evidence.idea_id, evidence.pk])


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_picture_is_kept_without_who_took_it_and_shown_small() -> None:
    idea = factories.make_idea()
    evidence = attach(idea, picture(), "C:\\Users\\hugo\\Plant.JPG")
    client = sign_in(factories.make_employee())
    answer = client.get(door("evidence_file", evidence))
    data = body(answer)
    assert b"Hugo" not in data
    assert answer["Content-Disposition"] == 'attachment; filename="Plant.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    small = client.get(door("evidence_thumbnail", evidence))
    assert (small["Content-Type"], Image.open(io.BytesIO(body(small))).width) == ("image/jpeg", 480)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert door("evidence_thumbnail", evidence) in page
    assert "Plant.jpg" in page


def test_what_is_no_picture_has_no_thumbnail() -> None:
    idea = factories.make_idea()
    evidence = attach(idea, b"Words.", "notes.txt")
    client = sign_in(idea.created_by)
    assert client.get(door("evidence_file", evidence))["Content-Disposition"].startswith("attachment")
    assert client.get(door("evidence_thumbnail", evidence)).status_code == 404
    assert "<img" not in client.get(idea.get_absolute_url()).content.decode().partition('id="evidence"')[2]


def test_a_file_is_told_by_its_content_in_the_form() -> None:
    idea = factories.make_idea()
    client, url = sign_in(idea.created_by), reverse("ideas:evidence_new", args=[idea.pk])
    wrong = SimpleUploadedFile("study.pdf", b"MZ\x90\x00 not a study", content_type="application/pdf")
    answer = client.post(url, {**fields(), "upload": wrong})
    assert (answer.status_code, Evidence.objects.count()) == (422, 0)
    assert "not a file that is taken here" in answer.content.decode()
    right = SimpleUploadedFile("plant.jpg", picture(), content_type="text/html")
    assert client.post(url, {**fields(), "upload": right}).status_code == 302
    assert EvidenceFile.objects.get().content_type == "image/jpeg"
    assert client.post(url, fields()).status_code == 302
    assert EvidenceFile.objects.count() == 1


def test_a_file_is_seen_by_those_who_see_the_evidence_and_nobody_else() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.SHARED)
    open_one, internal = attach(idea, picture(), "a.jpg"), attach(idea, picture(), "b.jpg", is_internal=True)
    for kind, person in cast.people.items():
        if kind == "gone":
            continue
        for evidence in (open_one, internal):
            is_seen = Evidence.objects.visible_to(person).filter(pk=evidence.pk).exists()
            for name in ("evidence_file", "evidence_thumbnail"):
                status = sign_in(person).get(door(name, evidence)).status_code
                assert (kind, evidence.is_internal, status) == (
                    kind,
                    evidence.is_internal,
                    200 if is_seen else 404,
                )
    assert sign_in(cast["chosen"]).get(door("evidence_file", internal)).status_code == 404
    other = factories.make_idea(audience=Audience.NETWORK)
    elsewhere = reverse("ideas:evidence_file", args=[other.pk, internal.pk])
    assert sign_in(cast["author"]).get(elsewhere).status_code == 404


def kept(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_files_go_with_their_evidence_and_with_a_draft(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    author = factories.make_employee()
    idea, draft = factories.make_idea(author), factories.make_draft(author)
    evidence, _of_draft = attach(idea, picture(), "a.jpg"), attach(draft, b"Words.", "b.txt")
    assert kept(tmp_path) == 3
    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(evidence, by=author)
    assert (kept(tmp_path), EvidenceFile.objects.count()) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        writing.discard_draft(draft, by=author)
    assert (kept(tmp_path), EvidenceFile.objects.count()) == (0, 0)
