"""Files that people bring: what is taken, what is refused, and what is left of it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pikepdf
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image, ImageCms

from ideanet import uploads
from ideanet.uploads import Examined, RefusedFileError, UploadField, kinds, office, pictures


def bring(data: bytes, name: str = "file", **options: object) -> Examined:
    return uploads.examine(SimpleUploadedFile(name, data), **options)  # type: ignore[arg-type]  # as each test says


def picture(
    format_: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object
) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "teal").save(made, format_, **options)
    return made.getvalue()


def noise(size: tuple[int, int] = (200, 120)) -> Image.Image:
    return Image.effect_noise(size, 90).convert("RGB")


def photograph(**options: object) -> bytes:
    made = io.BytesIO()
    noise().save(made, "JPEG", **options)
    return made.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x013B] = "Camera maker", 6, "Dana Owner"
    exif.get_ifd(0x8825)[1] = "N"
    return photograph(exif=exif, comment=b"by Dana")


def word(**parts: bytes) -> bytes:
    """A Word document by Dana, with parts added or replaced."""
    document = docx.Document()
    document.core_properties.author = "Dana Owner"
    document.core_properties.last_modified_by = "Dana Owner"
    document.add_heading("A heading", 1)
    document.add_paragraph("Some words.")
    document.add_picture(io.BytesIO(with_place()))
    made = io.BytesIO()
    document.save(made)
    return with_parts(made.getvalue(), parts)


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def paper(**options: object) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Author"] = "Dana Owner"
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = ["Dana Owner"]
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.attachments["salaries.txt"] = b"secret"
        remark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            T="Dana Owner",
            Contents="Why?",
        )
        document.pages[0].Annots = pikepdf.Array([remark])
        document.save(made, **options)  # type: ignore[arg-type]  # as each test says
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (picture(), "a.jpg", kinds.PNG),
        (photograph(), "a.png", kinds.JPEG),
        (paper(), "a.exe", kinds.PDF),
        (word(), "a.zip", kinds.WORD),
        (b"One,two\n1,2\n", "a.csv", kinds.CSV),
        ("# Grüße\n".encode(), "a.MD", kinds.MARKDOWN),
        (b"Words.", "a.txt", kinds.TEXT),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_what_it_contains_and_is_named_so(data: bytes, name: str, expected: kinds.FileKind) -> None:
    found = bring(data, name)
    assert (found.kind, found.name) == (expected, f"a{expected.suffix}")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
        (b"<!doctype html><script>alert(1)</script>", "a.html"),
        (b"MZ\x90\x00" + b"\x00" * 100, "a.pdf"),
        (b"\xff\xfe\x00binary", "a.txt"),
        (b"words", "a"),
    ],
    ids=["svg", "html", "program", "binary as text", "no ending"],
)
def test_other_kinds_are_refused_and_the_listed_are_named(data: bytes, name: str) -> None:
    with pytest.raises(RefusedFileError, match=r"Bring CSV, Excel, GIF, JPEG, .* or Word\."):
        bring(data, name)


def test_only_the_kinds_that_are_asked_for_are_taken() -> None:
    with pytest.raises(RefusedFileError, match=r"Bring GIF, JPEG, PNG or WebP\."):
        bring(paper(), "a.pdf", kinds=kinds.PICTURES)


def test_an_archive_that_is_no_document_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    with pytest.raises(RefusedFileError, match="not a file that is taken"):
        bring(made.getvalue(), "a.docx")


def test_a_file_too_large_or_empty_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="larger than 10\xa0bytes"):
        bring(b"x" * 11, "a.txt", largest=10)
    with pytest.raises(RefusedFileError, match="empty"):
        bring(b"", "a.txt")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\dana\\plan.txt", "plan.txt"),
        ("evil\u202egpj.txt", "evil gpj.txt"),
        (" .. .txt", "file.txt"),
        ("a" * 300 + ".txt", "a" * 80 + ".txt"),
    ],
)
def test_a_name_is_made_fit_for_any_computer(given: str, kept: str) -> None:
    upload = SimpleUploadedFile("x", b"Words.")
    upload._name = given  # type: ignore[attr-defined]  # past what Django itself strips
    assert uploads.examine(upload).name == kept


def test_a_photograph_keeps_its_points_and_loses_place_camera_and_owner() -> None:
    data = with_place()
    found = bring(data, "a.jpg")
    assert found.picture is not None
    with Image.open(io.BytesIO(found.data)) as made:
        assert (dict(made.getexif()), made.info.get("comment"), made.size) == ({}, None, (120, 200))
    assert (b"Dana" in data, b"Dana" in found.data, found.picture.width) == (True, False, 120)


def test_what_hides_behind_a_picture_does_not_come_along() -> None:
    found = bring(picture() + b"<script>alert(1)</script>", "a.png")
    assert b"script" not in found.data


def test_a_large_picture_is_made_smaller_and_a_drawing_stays_sharp() -> None:
    found = bring(picture(size=(5000, 1000)), "a.png")
    assert found.picture is not None
    assert (found.picture.width, found.picture.height, found.kind) == (2400, 480, kinds.PNG)


def test_a_photograph_that_came_as_a_drawing_leaves_as_a_photograph() -> None:
    made = io.BytesIO()
    Image.effect_noise((2000, 1000), 90).convert("RGB").save(made, "PNG")
    found = bring(made.getvalue(), "a.png")
    assert (found.kind, found.name) == (kinds.JPEG, "a.jpg")


def test_transparency_stays_where_something_shows_through() -> None:
    clear = picture(mode="RGBA", size=(9, 9))
    made = io.BytesIO()
    Image.new("RGBA", (9, 9), (1, 2, 3, 4)).save(made, "WEBP", lossless=True)
    for data, mode in ((clear, "RGB"), (made.getvalue(), "RGBA")):
        with Image.open(io.BytesIO(bring(data, "a").data)) as found:
            assert (found.format, found.mode) == ("PNG", mode)


def test_a_palette_a_grey_a_print_and_a_moving_picture_become_plain_ones() -> None:
    frames = [Image.new("P", (8, 8), 1), Image.new("P", (8, 8), 2)]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    for data in (made.getvalue(), picture(mode="L"), picture("JPEG", mode="CMYK"), picture(mode="1")):
        with Image.open(io.BytesIO(bring(data, "a").data)) as found:
            assert (found.mode, getattr(found, "n_frames", 1)) == ("RGB", 1)


def test_a_colour_profile_is_worked_into_the_points() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for given in (profile, b"no profile at all"):
        with Image.open(io.BytesIO(bring(picture("PNG", icc_profile=given)).data)) as found:
            assert ("icc_profile" in found.info, found.getpixel((0, 0))) == (False, (0, 128, 128))


def test_a_picture_of_more_points_than_any_screen_shows_is_refused_unread() -> None:
    bomb = picture(size=(8000, 8000), mode="1")
    assert len(bomb) < 100_000
    with pytest.raises(RefusedFileError, match="more points than any screen"):
        bring(bomb, "a.png")


def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="cannot be read"):
        bring(picture()[:60], "a.png")


def test_a_thumbnail_is_small() -> None:
    found = uploads.thumbnail(picture(size=(2000, 1000)))
    assert (found.width, found.height) == (480, 240)


def test_a_word_document_loses_who_and_where_and_still_opens() -> None:
    changed = b'<w:comments xmlns:w="x"><w:comment w:author="Dana Owner" w:initials="DO">Why?</w:comment></w:comments>'
    data = word(**{"word/comments.xml": changed})
    found = bring(data, "a.docx")
    with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name, content in parts.items() if b"Dana" in content or b"Camera" in content] == []
    assert b'w:author="" w:initials="">Why?' in parts["word/comments.xml"]
    opened = docx.Document(io.BytesIO(found.data))
    assert [paragraph.text for paragraph in opened.paragraphs][:2] == ["A heading", "Some words."]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("word/vbaProject.bin", b"macro", "contains macros"),
        (
            "word/extra.xml",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            "instructions",
        ),
        ("word/wide.xml", '<!DOCTYPE a SYSTEM "http://h/"><a/>'.encode("utf-16"), "instructions"),
        ("word/bomb.xml", b"\x00" * (201 * 1024 * 1024), "far more than a document needs"),
    ],
    ids=["macros", "entities", "entities in UTF-16", "bomb"],
)
def test_a_hostile_document_is_refused(name: str, content: bytes, message: str) -> None:
    with pytest.raises(RefusedFileError, match=message):
        bring(word(**{name: content}), "a.docx")


def test_a_document_of_countless_parts_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="far more"):
        bring(word(**{f"word/{number}.xml": b"" for number in range(office.MOST_PARTS)}), "a.docx")


def test_a_damaged_document_is_refused() -> None:
    data = bytearray(word())
    at = data.index(b"word/document.xml") + 60
    data[at : at + 20] = b"\x00" * 20
    with pytest.raises(RefusedFileError, match="damaged"):
        bring(bytes(data), "a.docx")


def test_a_picture_in_a_document_that_cannot_be_read_becomes_a_white_dot() -> None:
    assert Image.open(io.BytesIO(pictures.without_remarks(b"nothing"))).size == (1, 1)


def test_a_sheet_and_slides_lose_their_authors() -> None:
    types = b"<Types/>"
    sheet = {
        "[Content_Types].xml": types,
        "xl/workbook.xml": b"<workbook/>",
        "xl/comments1.xml": b"<authors><author>Dana</author></authors>",
        "xl/persons/person.xml": b'<person displayName="Dana" id="1"/>',
    }
    slides = {
        "[Content_Types].xml": types,
        "ppt/presentation.xml": b"<p/>",
        "ppt/commentAuthors.xml": b'<p:cmAuthor id="1" name="Dana" initials="D"/>',
    }
    empty = b"PK\x05\x06" + b"\x00" * 18
    for parts, kind in ((sheet, kinds.EXCEL), (slides, kinds.POWERPOINT)):
        found = bring(with_parts(empty, parts), "a")
        with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
            assert (found.kind, [n for n in archive.namelist() if b"Dana" in archive.read(n)]) == (kind, [])


def test_a_pdf_loses_who_and_what_runs_and_keeps_its_pages() -> None:
    found = bring(paper(), "a.pdf")
    with pikepdf.open(io.BytesIO(found.data)) as document:
        remark = document.pages[0].Annots[0]
        assert (len(document.pages), str(remark.Contents), "/T" in remark) == (1, "Why?", False)
        assert ("/OpenAction" in document.Root, "/Metadata" in document.Root, len(document.attachments)) == (
            False,
            False,
            0,
        )
    assert (b"Dana" in paper(), b"Dana" in found.data, b"secret" in found.data) == (True, False, False)


def test_a_pdf_that_is_locked_or_damaged_is_refused() -> None:
    locked = paper(encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(RefusedFileError, match="locked with a password"):
        bring(locked, "a.pdf")
    with pytest.raises(RefusedFileError, match="damaged"):
        bring(b"%PDF-1.7\nnothing more", "a.pdf")


def with_file(**files: SimpleUploadedFile) -> MultiValueDict[str, Any]:
    return MultiValueDict({name: [file] for name, file in files.items()})


class BringForm(forms.Form):
    file = UploadField(required=False, kinds=kinds.PICTURES)


def test_a_forms_field_gives_what_was_examined() -> None:
    form = BringForm({}, with_file(file=SimpleUploadedFile("a.bin", picture())))
    assert form.is_valid()
    assert form.cleaned_data["file"].name == "a.png"
    assert 'accept=".gif,.jpg,.png,.webp"' in str(form["file"])
    assert "GIF, JPEG, PNG, WebP; at most 20.0\xa0MB." in str(form.fields["file"].help_text)


def test_a_forms_field_says_what_is_wrong_and_may_be_empty() -> None:
    wrong = BringForm({}, with_file(file=SimpleUploadedFile("a.png", b"nothing")))
    assert wrong.errors == {"file": ["This is not a file that is taken here. Bring GIF, JPEG, PNG or WebP."]}
    empty = BringForm({}, with_file())
    assert (empty.is_valid(), empty.cleaned_data) == (True, {"file": None})


@pytest.mark.parametrize(
    ("content_type", "as_attachment", "disposition"),
    [
        ("image/png", False, "inline"),
        ("image/png", True, "attachment"),
        ("text/html", False, "attachment"),
        ("application/pdf", False, "attachment"),
    ],
)
def test_only_pictures_are_ever_shown_in_place(
    content_type: str, as_attachment: bool, disposition: str, settings_of: Callable[..., str]
) -> None:
    answer = uploads.answer(
        io.BytesIO(b"x"), name="ä.bin", content_type=content_type, as_attachment=as_attachment
    )
    assert str(answer["Content-Disposition"]).split(";")[0] == disposition
    assert settings_of(answer) == "nosniff default-src 'none'; sandbox private, no-cache"


@pytest.fixture
def settings_of() -> Callable[..., str]:
    names = ("X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    return lambda answer: " ".join(answer[name] for name in names)
