"""What the editor's form takes besides typing: headings of a kind, pictures, documents from elsewhere."""

import io
import zipfile
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ideanet.people.models import Person
from ideas import bringing, prompts
from ideas.forms.writing import DraftForm
from ideas.models import Idea, Picture
from ideas.stages import Kind
from tests import factories
from tests.ideas.cast import sign_in
from tests.ideas.test_editor import edit, fields_of

pytestmark = pytest.mark.django_db

NEW = "/ideas/new/"


@pytest.fixture
def author() -> Person:
    return factories.make_employee()


def word_file(name: str = "Nights.docx") -> SimpleUploadedFile:
    document = docx.Document()
    document.core_properties.author = "Dana Owner"
    document.add_heading("Sleep through the night", 0)
    document.add_paragraph("Whoever is woken knows best, ").add_run("always").bold = True
    document.add_heading("What happens", 1)
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Second", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("A", "B | b", "C", "D"), strict=True):
        cell.text = text
    document.add_picture(io.BytesIO(factories.make_png()))
    made = io.BytesIO()
    document.save(made)
    return SimpleUploadedFile(name, made.getvalue())


def send(person: Person, step: str, path: str = NEW, **given: Any) -> Any:
    return sign_in(person).post(
        path, {"title": "", "nugget": "", "body": "", "kind": "talk", step: ""} | given
    )


def test_a_word_document_becomes_title_nugget_and_body_with_its_pictures(author: Person) -> None:
    answer = send(author, "bring", document=word_file())
    found = fields_of(answer.content.decode())
    picture = Picture.objects.get()
    assert (answer.status_code, found["title"], found["nugget"]) == (
        200,
        "Sleep through the night",
        "Whoever is woken knows best, always",
    )
    assert found["body"].split("\n\n") == [
        "Whoever is woken knows best, **always**",
        "# What happens",
        "- First\n- Second",
        "| A | B \\| b |\n| --- | --- |\n| C | D |",
        f"![](/ideas/pictures/{picture.key}/)",
    ]
    assert (picture.added_by, picture.idea, Idea.objects.exists()) == (author, None, False)


def test_a_document_comes_after_what_was_typed_and_never_instead(author: Person) -> None:
    answer = send(
        author,
        "bring",
        title="Mine",
        nugget="Mine too.",
        body="My words.",
        document=SimpleUploadedFile("Notes.md", b"# Theirs\n\nTheir nugget.\n\n## Head\n\nText.\n"),
    )
    found = fields_of(answer.content.decode())
    assert (found["title"], found["nugget"]) == ("Mine", "Mine too.")
    assert found["body"].split() == ["My", "words.", "#", "Theirs", "Their", "nugget.", "##", "Head", "Text."]


@pytest.mark.parametrize(
    ("file", "typed", "body"),
    [
        (
            "# Theirs\n\n## Summary\n\nIn short.\n\n## Head\n\nText.",
            "Mine",
            "# Theirs In short. ## Head Text.",
        ),
        ("# Theirs\n\n## Summary\n\nIn short.\n\n## Head\n\nText.", "theirs", "In short. ## Head Text."),
        ("Text without a title.", "Mine", "Text without a title."),
    ],
    ids=["another title", "the same title", "named by its file"],
)
def test_no_word_of_a_document_is_lost_to_a_title_and_a_nugget_that_stand_there(
    author: Person, file: str, typed: str, body: str
) -> None:
    brought = SimpleUploadedFile("Notes.md", file.encode())
    answer = send(author, "bring", title=typed, nugget="My own nugget.", document=brought)
    assert fields_of(answer.content.decode())["body"].split() == body.split()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "a.docx",
            b"PK\x03\x04 nothing",
            "This is not a file that is taken here. Bring Markdown, text or Word.",
        ),
        ("a.pdf", b"%PDF-1.7", "This is not a file that is taken here. Bring Markdown, text or Word."),
        ("a.md", b"   \n", "This file is empty."),
        ("a.md", b"x" * 200_001, "This file is longer than 200,000 characters."),
    ],
    ids=["damaged", "another kind", "blank", "long"],
)
def test_a_file_that_cannot_be_read_leaves_everything_as_it_was_typed(
    author: Person, name: str, data: bytes, message: str
) -> None:
    answer = send(author, "bring", body="My words.", document=SimpleUploadedFile(name, data))
    page = answer.content.decode()
    assert (message in page, "What you typed stands as it was." in page) == (True, True)
    assert fields_of(page)["body"] == "My words."


@pytest.mark.parametrize("step", ["bring", "illustrate"])
def test_a_button_pressed_without_a_file_says_so(author: Person, step: str) -> None:
    assert "Choose a file first." in send(author, step).content.decode()


def test_a_hostile_document_is_refused_in_a_plain_sentence(author: Person) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file().read())) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("word/x.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    answer = send(author, "bring", document=SimpleUploadedFile("a.docx", made.getvalue()))
    assert "instructions that no word processor writes" in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_document_that_is_no_word_document_inside_is_refused(author: Person) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<nonsense")
    answer = send(author, "bring", document=SimpleUploadedFile("a.docx", made.getvalue()))
    assert "This Word document is damaged and cannot be read." in answer.content.decode()


def test_a_document_of_countless_pictures_brings_the_first_of_them(
    author: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "MOST_PICTURES", 0)
    answer = send(author, "bring", document=word_file())
    assert (answer.status_code, Picture.objects.exists()) == (200, False)


def test_a_picture_is_added_without_scripts(author: Person) -> None:
    file = SimpleUploadedFile("A plan.png", factories.make_png())
    page = send(author, "illustrate", body="My words.", picture=file).content.decode()
    picture = Picture.objects.get()
    assert fields_of(page)["body"] == f"My words.\n\n![A plan]({picture.get_absolute_url()})\n"


def test_a_picture_for_an_open_idea_belongs_to_it_at_once(author: Person) -> None:
    idea = factories.make_idea(author)
    file = SimpleUploadedFile("A plan.png", factories.make_png())
    client = sign_in(author)
    sent = fields_of(client.get(edit(idea)).content.decode())
    page = client.post(edit(idea), sent | {"illustrate": "", "picture": file}).content.decode()
    assert (Picture.objects.get().idea, fields_of(page)["read_number"]) == (idea, "1")


def test_those_who_do_not_write_bring_nothing(author: Person) -> None:
    idea = factories.make_idea(author)
    assert send(factories.make_outsider(), "bring", document=word_file()).status_code == 403
    assert send(factories.make_employee(), "illustrate", edit(idea)).status_code == 403


def test_headings_of_the_kind_come_after_what_was_typed(author: Person) -> None:
    page = send(author, "prompt", prompt="talk", body="My words.").content.decode()
    body = fields_of(page)["body"]
    assert body.startswith("My words.\n\n## The one sentence\n")
    assert "The headings stand in the text. Keep those that help." in page
    assert prompts.added(" \n", "talk") == str(prompts.of("talk").template)


def test_every_kind_has_prompts_of_its_own() -> None:
    assert [part.kind for part in prompts.ALL] == list(Kind)
    assert len({str(part.template) for part in prompts.ALL}) == len(Kind)
    assert prompts.of("nonsense") == prompts.ALL[0]


def test_the_empty_text_opens_as_its_kind_does(author: Person) -> None:
    form = DraftForm(person=author, initial={"kind": "improvement"})
    assert form.fields["body"].widget.attrs["placeholder"] == prompts.of("improvement").opening


def test_a_page_of_the_editor_holds_the_questions_of_each_kind(author: Person) -> None:
    page = sign_in(author).get(NEW).content.decode()
    for part in prompts.ALL:
        assert f'data-kind="{part.kind.value}"' in page
