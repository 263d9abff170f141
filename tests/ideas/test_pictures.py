"""Pictures in ideas: who brings them, and who sees them when."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ideanet import html
from ideanet.people.models import Person
from ideanet.uploads import examine
from ideas import rules
from ideas.errors import RefusedError
from ideas.models import Idea, Picture
from ideas.stages import Audience, Stage
from ideas.workflow import illustrating, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast, sign_in

pytestmark = pytest.mark.django_db

DOOR = "/ideas/pictures/"


@pytest.fixture
def author() -> Person:
    return factories.make_employee()


def bring(client: Client, **fields: Any) -> Any:
    return client.post(DOOR, {"picture": SimpleUploadedFile("My plan_2.png", factories.make_png())} | fields)


def test_a_picture_is_brought_and_answered_with_the_words_that_show_it(author: Person) -> None:
    answer = bring(sign_in(author))
    picture = Picture.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {"markdown": f"![My plan 2]({DOOR}{picture.key}/)", "address": f"{DOOR}{picture.key}/"},
    )
    assert (picture.idea, picture.added_by, picture.is_published) == (None, author, False)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"nothing", "This is not a file that is taken here. Bring GIF, JPEG, PNG or WebP."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a file that is taken here."),
        (b"", "The submitted file is empty."),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(author: Person, data: bytes, message: str) -> None:
    answer = bring(sign_in(author), picture=SimpleUploadedFile("a.png", data))
    assert (answer.status_code, message in answer.json()["message"]) == (422, True)
    assert not Picture.objects.exists()


def test_pictures_are_brought_into_ideas_by_their_authors_alone() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    found = {
        kind: bring(sign_in(cast[kind]), idea=idea.pk).status_code for kind in ("author", "employee", "rival")
    }
    assert found == {"author": 201, "employee": 403, "rival": 403}
    hidden = cast.idea(Stage.DRAFT)
    assert bring(sign_in(cast["employee"]), idea=hidden.pk).status_code == 404


def test_the_workflow_refuses_those_who_do_not_write(author: Person) -> None:
    found = examine(SimpleUploadedFile("a.png", factories.make_png()))
    with pytest.raises(PermissionDenied):
        illustrating.add(found, by=factories.make_outsider())
    with pytest.raises(PermissionDenied):
        illustrating.add(found, by=author, idea=factories.make_idea())


def test_one_text_holds_so_many_pictures(author: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(illustrating, "MOST_WAITING", 1)
    factories.make_picture(None, author)
    answer = bring(sign_in(author))
    assert (answer.status_code, answer.json()) == (
        422,
        {"message": "That is one picture too many for one text."},
    )
    with pytest.raises(RefusedError):
        factories.make_picture(None, author)


def test_a_picture_of_no_idea_yet_is_its_bringers_alone(author: Person) -> None:
    picture = factories.make_picture(None, author)
    address = picture.get_absolute_url()
    assert sign_in(author).get(address).status_code == 200
    assert sign_in(factories.make_employee()).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_picture_becomes_its_ideas_when_the_text_is_saved_and_its_readers_when_it_is_published(
    author: Person,
) -> None:
    picture, other = factories.make_picture(None, author), factories.make_picture(None, author)
    theme = factories.ThemeFactory.create()
    body = f"Look: ![a plan]({picture.get_absolute_url()})"
    client, reader = sign_in(author), sign_in(factories.make_employee())
    sent = {"title": "T", "nugget": "N.", "body": body, "kind": "talk", "theme": theme.pk}
    client.post("/ideas/new/", sent | {"save": ""})
    idea = Idea.objects.get()
    assert [Picture.objects.get(pk=row.pk).idea for row in (picture, other)] == [idea, None]
    assert reader.get(picture.get_absolute_url()).status_code == 404
    client.post(f"/ideas/{idea.pk}/moves/", {"name": "submit"})
    answer = reader.get(picture.get_absolute_url())
    assert (answer.status_code, answer["Content-Type"], b"".join(answer)[:4]) == (
        200,
        "image/png",
        b"\x89PNG",
    )
    page = reader.get(idea.get_absolute_url()).content.decode()
    assert f'<img src="{picture.get_absolute_url()}" alt="a plan" loading="lazy">' in page


def test_a_picture_of_a_text_that_is_not_published_yet_is_its_authors_alone(author: Person) -> None:
    idea = factories.make_idea(author)
    picture = factories.make_picture(idea)
    reader = sign_in(factories.make_employee())
    assert reader.get(picture.get_absolute_url()).status_code == 404
    body = f"![]({picture.get_absolute_url()})"
    writing.publish_revision(idea, Text("T", "N.", body), by=author, note="A picture.", read_number=1)
    assert reader.get(picture.get_absolute_url()).status_code == 200


def test_another_ideas_picture_stays_with_the_other_idea(author: Person) -> None:
    secret = factories.make_picture(factories.make_idea(audience=Audience.RESTRICTED), is_published=True)
    body = f"![]({secret.get_absolute_url()})"
    factories.make_idea(author, body=body)
    assert Picture.objects.get().idea == secret.idea
    assert sign_in(author).get(secret.get_absolute_url()).status_code == 404


def test_visible_to_agrees_with_may_view_picture() -> None:
    cast = Cast()
    pictures = [
        factories.make_picture(idea, cast["author"], is_published=is_published)
        for audience in Audience
        for stage in (Stage.DRAFT, Stage.OPEN)
        for idea in [cast.idea(stage, audience)]
        for is_published in (False, True)
    ]
    pictures.append(factories.make_picture(None, cast["author"]))
    pictures = list(Picture.objects.select_related("idea__theme"))
    for person in cast.people.values():
        seen = set(Picture.objects.visible_to(person))
        assert seen == {picture for picture in pictures if rules.may_view_picture(person, picture)}, person


def test_a_picture_is_kept_by_its_readers_browser_and_asked_for_again(author: Person) -> None:
    picture = factories.make_picture(None, author)
    client = sign_in(author)
    answer = client.get(picture.get_absolute_url())
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "private, no-cache",
        "nosniff",
        "default-src 'none'; sandbox",
    )
    again = client.get(picture.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    stranger = sign_in(factories.make_employee())
    assert (
        stranger.get(picture.get_absolute_url(), headers={"If-None-Match": answer["ETag"]}).status_code == 404
    )


def test_a_draft_that_is_thrown_away_takes_its_pictures_along(
    author: Person, django_capture_on_commit_callbacks: Any
) -> None:
    draft = factories.make_draft(author)
    path = Path(factories.make_picture(draft).file.path)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        writing.discard_draft(draft, by=author)
    assert (path.exists(), Picture.objects.exists()) == (False, False)


# The same in every process: it is part of these tests' names.
KEY = "6f1c2f0e-0b1a-4c55-9d3e-2b7a1c9d8e10"


def test_only_pictures_that_the_site_keeps_are_shown_and_only_where_asked_for() -> None:
    own = f"/ideas/pictures/{KEY}/"
    text = f'![a "plan"]({own} "t") ![x](https://evil.org/a.png) ![y](/ideas/7/) <img src="{own}" onerror=x class=y>'
    shown = str(html.render(text, pictures=True))
    assert re.findall("<img[^>]*>", shown) == [
        f'<img src="{own}" alt="a &quot;plan&quot;" loading="lazy">',
        f'<img src="{own}" alt="" loading="lazy">',
    ]
    assert "<img" not in html.render(text)
    assert 'a "plan"' in html.to_text(text)
    assert html.own_pictures(text) == {KEY}


@pytest.mark.parametrize(
    "address",
    [
        f"https://evil.org/ideas/pictures/{KEY}/",
        f"//evil.org/ideas/pictures/{KEY}/",
        f"/ideas/pictures/{KEY}/../../../accounts/logout/",
        f"/ideas/pictures/{KEY}/?next=x",
        "/ideas/pictures/nonsense/",
        f"/ideas/pictures/{KEY.upper()}x/",
    ],
)
def test_no_other_address_is_ever_loaded(address: str) -> None:
    assert "<img" not in html.render(f'![x](<{address}>) <img src="{address}">', pictures=True)
