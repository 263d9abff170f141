"""Files in a blind review: without names, or only once a chair has looked through them."""

import io
import zipfile
from typing import Any

import pikepdf
import pytest
from django.urls import reverse
from docx import Document

from councils import papers, screening
from councils.models import CouncilReview, FileDecision
from councils.screening import Finding
from councils.stages import Blindness
from councils.workflow import conflicts, giving
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from ideas.models import Evidence, Idea, Revision
from ideas.stages import Audience
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db

AUTHOR = "Aurelia Zephyrine"


def attach(idea: Idea, content: bytes, name: str = "Zephyrine final.txt", **fields: Any) -> Evidence:
    return making.attach_file(idea, content, name, **fields)


def document(*words: str) -> bytes:
    """A Word document whose runs are cut in the middle of what they say."""
    made, kept = Document(), io.BytesIO()
    paragraph = made.add_paragraph()
    for word in words:
        paragraph.add_run(word)
    made.save(kept)
    return kept.getvalue()


def paper(words: str, remark: str = "") -> bytes:
    """A PDF of one page."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 200))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
        if remark:
            page.Annots = pikepdf.Array(
                [pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=remark)]
            )
        pdf.save(made)
    return made.getvalue()


def case(blindness: str = Blindness.AUTHORS_HIDDEN) -> tuple[CouncilReview, Person, Person, Person]:
    """A review, its chair, a member who is asked, and one who is not."""
    council, chair, (one, two) = making.make_chaired_council(blindness=blindness)
    review = making.make_review(council, factories.make_idea(factories.make_employee(name=AUTHOR)))
    making.assign(review, one, by=chair)
    return review, chair, one, two


def address(review: CouncilReview, evidence: Evidence, name: str = "file") -> str:
    return reverse(f"councils:{name}", args=[review.pk, evidence.pk])


def test_a_file_that_names_nobody_is_given_under_a_name_that_tells_nothing(sign_in: SignIn) -> None:
    review, _chair, one, _two = case()
    evidence = attach(review.idea, b"Said by the harbour master.")
    client = sign_in(one)
    page = client.get(reverse("councils:files", args=[review.pk])).content.decode()
    assert "evidence-1.txt" in page
    assert "Zephyrine" not in page
    answer = client.get(address(review, evidence))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="evidence-1.txt"'
    assert b"".join(answer) == b"Said by the harbour master."


@pytest.mark.parametrize(
    ("content", "name", "finding"),
    [
        (b"Measured by A. ZEPHYRINE in May.", "a.txt", Finding.NAMED),
        (document("Aurelia Zeph", "yrine wrote this."), "a.docx", Finding.NAMED),
        (document("A harbour master wrote this."), "a.docx", Finding.CLEAR),
        (paper("Measured by the harbour master."), "a.pdf", Finding.CLEAR),
        (paper("Measured by A. Zephyrine."), "a.pdf", Finding.NAMED),
        (paper("Measured.", remark="zephyrine to check"), "a.pdf", Finding.NAMED),
        (paper(""), "a.pdf", Finding.UNREAD),
        (factories.make_png(), "a.png", Finding.UNREAD),
        (b"x" * (screening.LARGEST + 1), "a.txt", Finding.UNREAD),
    ],
)
def test_what_may_name_an_author_waits_for_the_chair(
    sign_in: SignIn, content: bytes, name: str, finding: Finding
) -> None:
    review, chair, one, _two = case()
    evidence = attach(review.idea, content, name)
    page = CouncilReview.objects.for_page().get(pk=review.pk)
    assert [paper.finding for paper in papers.papers_of(page, chair)] == [finding]
    reviewer, is_clear = sign_in(one), finding == Finding.CLEAR
    assert reviewer.get(address(review, evidence)).status_code == (200 if is_clear else 403)
    told = (
        "An author’s name may stand in this file."
        in reviewer.get(reverse("councils:files", args=[review.pk])).content.decode()
    )
    assert told is not is_clear
    decision = address(review, evidence, "file_decision")
    assert sign_in(chair).post(decision).status_code == 302
    assert reviewer.get(address(review, evidence)).status_code == 200
    assert sign_in(chair).post(decision, {"_method": "delete"}).status_code == 302
    assert reviewer.get(address(review, evidence)).status_code == 403
    assert not FileDecision.objects.get().is_given


def test_a_chair_who_reviews_and_a_member_decide_nothing(sign_in: SignIn) -> None:
    review, chair, one, two = case()
    evidence = attach(review.idea, b"By Aurelia Zephyrine.")
    making.assign(review, chair, by=chair)
    for person in (chair, one, two):
        assert sign_in(person).post(address(review, evidence, "file_decision")).status_code == 403
        assert sign_in(person).get(address(review, evidence)).status_code == 403
    assert not FileDecision.objects.exists()


def test_for_the_conflicted_and_strangers_there_is_no_file(sign_in: SignIn) -> None:
    review, _chair, one, _two = case()
    evidence = attach(review.idea, b"By the harbour master.")
    conflicts.declare(review, one, by=one, reason="Cousins.")
    for person in (one, factories.make_employee(), factories.make_outsider()):
        client = sign_in(person)
        for name in ("file", "file_decision"):
            assert client.post(address(review, evidence, name)).status_code in {404, 405}
        assert client.get(address(review, evidence)).status_code == 404
        assert client.get(reverse("councils:files", args=[review.pk])).status_code == 404


def test_members_from_outside_never_get_what_is_for_employees(sign_in: SignIn) -> None:
    review, _chair, _one, _two = case(Blindness.OPEN)
    scholar = making.seat(review.council, factories.make_outsider()).person
    evidence = attach(review.idea, b"Ours alone.", is_internal=True)
    assert sign_in(scholar).get(address(review, evidence)).status_code == 404


def test_in_an_open_review_members_have_all_files_and_nobody_decides(sign_in: SignIn) -> None:
    review, chair, one, _two = case(Blindness.OPEN)
    evidence = attach(review.idea, b"By Aurelia Zephyrine.")
    assert sign_in(one).get(address(review, evidence)).status_code == 200
    page = sign_in(chair).get(reverse("councils:files", args=[review.pk])).content.decode()
    assert "give it to reviewers" not in page


def test_nothing_is_decided_once_the_review_is_over() -> None:
    review, chair, one, _two = case()
    evidence = attach(review.idea, b"By Aurelia Zephyrine.")
    making.submit_as(review, one)
    making.close(review, by=chair)
    with pytest.raises(OutOfDateError):
        giving.decide(review, evidence, by=chair, is_given=True)


def test_a_preview_of_the_first_page_is_taken_out_and_a_picture_waits_for_the_chair() -> None:
    review, chair, _one, _two = case()
    kept = io.BytesIO(document("By the harbour master."))
    attach(review.idea, kept.getvalue(), "a.docx")
    with zipfile.ZipFile(kept, "a") as archive:
        assert archive.read("docProps/thumbnail.jpeg")
        archive.writestr("word/media/a.png", factories.make_png())
    attach(review.idea, kept.getvalue(), "b.docx")
    page = CouncilReview.objects.for_page().get(pk=review.pk)
    assert [paper.finding for paper in papers.papers_of(page, chair)] == [Finding.CLEAR, Finding.UNREAD]
    assert papers.waiting_for(chair, page) == 1


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("As Zephyrine, Aurélia has it", True),
        ("written by a.\u200bzephy\u00adrine", True),
        ("zephyrines are winds", False),
        ("mail aurelia@home.example", True),
        ("In an ideal world", False),
    ],
)
def test_names_are_found_as_words_however_they_are_written(text: str, is_told: bool) -> None:
    authors = [
        factories.PersonFactory.build(name=AUTHOR, email="aurelia@home.example"),
        factories.PersonFactory.build(name="Bo Ide", email="b@home.example"),
    ]
    assert screening.tells([text], screening.signs_of(authors)) is is_told


def test_authors_are_told_what_waits_and_where_they_name_themselves(sign_in: SignIn) -> None:
    review, _chair, one, _two = case()
    evidence = attach(review.idea, b"By Aurelia Zephyrine.", "mine.txt", citation="Zephyrine (2026).")
    author = sign_in(review.idea.created_by)
    panel = author.get(reverse("councils:idea_panel", args=[review.idea_id])).content.decode()
    assert "mine.txt: an author’s name or address stands in it" in panel
    assert f"the evidence “{evidence.title}”" in panel
    assert sign_in(one).get(reverse("councils:idea_panel", args=[review.idea_id])).status_code == 200
    making.submit_as(review, one)


def test_a_chair_is_told_on_the_dashboard_and_who_reviews_is_not(sign_in: SignIn) -> None:
    review, chair, _one, _two = case()
    attach(review.idea, b"By Aurelia Zephyrine.", citation="Zephyrine (2026).")
    address = reverse("councils:dashboard", args=[review.pk])
    files = reverse("councils:files", args=[review.pk])
    assert "One file may name an author" in sign_in(chair).get(address).content.decode()
    assert "The authors name themselves" in sign_in(chair).get(files).content.decode()
    making.assign(review, chair, by=chair)
    assert "One file may name an author" not in sign_in(chair).get(address).content.decode()
    assert "The authors name themselves" not in sign_in(chair).get(files).content.decode()


def test_blind_reviewers_see_the_pictures_of_a_restricted_idea_under_names_that_tell_nothing(
    sign_in: SignIn,
) -> None:
    review, _chair, one, _two = case()
    Idea.objects.filter(pk=review.idea_id).update(audience=Audience.RESTRICTED)
    key = making.illustrate(review)
    client = sign_in(one)
    address = reverse("councils:picture", args=[review.pk, key])
    assert f'<img src="{address}"' in client.get(review.get_absolute_url()).content.decode()
    assert client.get(reverse("ideas:picture", args=[key])).status_code == 404
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Disposition"]) == (200, f'inline; filename="{key}.png"')
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_picture_is_only_where_the_revision_under_review_shows_it(sign_in: SignIn) -> None:
    review, chair, one, two = case()
    other = making.make_review(review.council)
    shown = making.illustrate(review)
    for person in (one, two, chair):
        assert sign_in(person).get(reverse("councils:picture", args=[other.pk, shown])).status_code == 404
    conflicts.declare(review, one, by=one, reason="Cousins.")
    mine = reverse("councils:picture", args=[review.pk, shown])
    for person in (one, factories.make_employee(), review.idea.created_by):
        assert sign_in(person).get(mine, headers={"If-None-Match": f'"{shown}"'}).status_code == 404
    assert sign_in(two).get(mine).status_code == 200
    Revision.objects.filter(pk=review.revision_id).update(body="Without.")
    assert sign_in(two).get(mine).status_code == 404
