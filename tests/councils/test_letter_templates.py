"""A council's own letters: placeholders, previews, versions, and the words a review opened with."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from councils import drafting, phrases
from councils.models import CouncilReview, LetterTemplate
from councils.stages import Outcome
from councils.workflow import phrasing
from ideas.errors import RefusedError
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_queries import assert_constant, counts

pytestmark = pytest.mark.django_db

OWN = "Dear all, {title} is approved.\n\n{comments}\n\nYours, {council}"


@pytest.mark.parametrize(
    ("outcome", "text", "problem"),
    [
        (
            Outcome.APPROVE,
            "{titel} {comments}",
            "There is no placeholder {titel} here. There are: {council},",
        ),
        (Outcome.APPROVE, "{points} {comments}", "There is no placeholder {points} here."),
        (Outcome.DECLINE, "No reasons.", "{comments} is missing: every answer carries its reasons."),
        (Outcome.REVISE, "{comments}", "{points} is missing"),
        (Outcome.APPROVE, "{comments} {title", "A brace opens or closes no placeholder: “{title”."),
        (Outcome.APPROVE, "{comments} {Title}", "A brace opens or closes no placeholder: “{Title}”."),
    ],
)
def test_a_bad_placeholder_is_said_in_words(outcome: Outcome, text: str, problem: str) -> None:
    assert any(found.startswith(problem) for found in phrases.problems(outcome, text))


@pytest.mark.parametrize("outcome", Outcome.values)
def test_the_words_of_the_house_are_without_fault(outcome: str) -> None:
    assert phrases.problems(outcome, phrases.house_words(outcome)) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_filled_in_is_never_read_again(title: str, comments: str) -> None:
    values = {"title": f"{{comments}}{title}", "comments": f"{{title}}{comments}"}
    filled = phrases.fill("A{title}B{comments}C", values)
    assert filled == f"A{values['title']}B{values['comments']}C\n"


def test_an_empty_value_leaves_no_gap() -> None:
    assert phrases.fill("Dear all,\n\n{comments}\n\nYours", {"comments": ""}) == "Dear all,\n\nYours\n"


def test_a_letter_is_drafted_in_the_words_that_its_review_opened_with() -> None:
    council, chair, (member, _other) = making.make_chaired_council(name="Sages")
    phrasing.keep(council, {Outcome.APPROVE: OWN}, by=chair)
    review = making.make_review(council, title="A {title} of braces")
    phrasing.keep(council, {Outcome.APPROVE: "Changed. {comments}"}, by=chair)
    making.submit(review, member, by=chair)
    letter = making.decide(review, by=chair).letter
    assert letter.body.startswith("Dear all, A {title} of braces is approved.\n\n")
    assert "**Reviewer 1**\n\nWell *argued*." in letter.body
    assert letter.body.endswith("\n\nYours, Sages\n")


def test_other_outcomes_keep_the_words_of_the_house() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    phrasing.keep(council, {Outcome.APPROVE: OWN}, by=chair)
    review = making.make_review(council)
    making.submit(review, member, by=chair, outcome=Outcome.REVISE)
    letter = making.decide(review, by=chair, outcome=Outcome.REVISE).letter
    assert "asks you to **revise and resubmit** it." in letter.body
    assert "1. Say who else tried it.\n\nWhat the reviewers wrote to you" in letter.body


def test_a_review_from_before_has_the_words_of_the_house() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    phrasing.keep(council, {Outcome.APPROVE: OWN}, by=chair)
    making.submit(review, member, by=chair)
    assert "**approves** it. Congratulations." in making.decide(review, by=chair).letter.body


def test_each_change_is_a_version_and_the_same_words_are_none() -> None:
    council, chair, _members = making.make_chaired_council()
    first = phrasing.keep(council, {Outcome.APPROVE: OWN}, by=chair)
    assert phrasing.keep(council, {Outcome.APPROVE: f" {OWN}\n"}, by=chair) == first
    house = {outcome: phrases.house_words(outcome) for outcome in Outcome.values}
    second = phrasing.keep(council, house, by=chair)
    assert (second.version, second.approve, second.revise, second.decline) == (2, "", "", "")


def test_only_those_who_edit_the_council_write_its_letters_and_never_wrongly() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    for person in (member, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            phrasing.keep(council, {Outcome.APPROVE: OWN}, by=person)
    with pytest.raises(RefusedError, match="no placeholder"):
        phrasing.keep(council, {Outcome.APPROVE: "{who} {comments}"}, by=chair)
    assert not LetterTemplate.objects.exists()


def test_the_page_starts_from_the_house_previews_and_saves(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council(name="Sages")
    client = sign_in(chair)
    address = reverse("councils:letter_templates", args=[council.pk])
    assert address in client.get(council.get_absolute_url()).content.decode()
    assert "approves** it. Congratulations." in client.get(address).content.decode()
    page = client.post(address, {"approve": OWN, "preview": "1"}).content.decode()
    assert "Dear all, A quieter machine room is approved." in page
    assert OWN.splitlines()[0] in page
    assert not LetterTemplate.objects.exists()
    client.post(address, {"approve": OWN})
    assert LetterTemplate.objects.get().approve == OWN
    assert "Dear all, {title} is approved." in client.get(address).content.decode()


def test_a_refused_form_comes_back_filled(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    answer = sign_in(chair).post(
        reverse("councils:letter_templates", args=[council.pk]),
        {"approve": OWN, "decline": "We are sorry, {titel}."},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no placeholder {titel} here." in page
    assert OWN.splitlines()[0] in page
    assert "We are sorry, {titel}." in page


def test_a_preview_about_a_real_idea_shows_what_the_reader_may_read(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council, title="Fans that listen")
    making.submit(review, member, by=chair)
    kept_away = making.make_review(council, factories.make_idea(chair, title="The chair wrote this"))
    client = sign_in(chair)
    address = reverse("councils:letter_templates", args=[council.pk])
    page = client.get(address).content.decode()
    assert "Fans that listen" in page
    assert "The chair wrote this" not in page
    sent = {"approve": OWN, "about": review.pk, "preview": "1"}
    shown = client.post(address, sent).content.decode()
    assert "Dear all, Fans that listen is approved." in shown
    assert "Well <em>argued</em>." in shown
    assert client.post(address, sent | {"about": kept_away.pk}).status_code == 422


def test_the_page_costs_the_same_with_one_review_and_thirty(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()

    def grow(number: int) -> None:
        for _number in range(number):
            making.make_review(council)

    assert_constant(
        counts(sign_in, chair, reverse("councils:letter_templates", args=[council.pk]), grow), budget=8
    )


def test_a_preview_needs_no_more_than_what_was_loaded() -> None:
    council, chair, _members = making.make_chaired_council()
    review = making.make_review(council)
    loaded = CouncilReview.objects.for_page().get(pk=review.pk)
    text = drafting.preview(phrases.house_words(Outcome.REVISE), loaded, council.name)
    assert "1. Say what it costs, and who pays." in text
    assert chair.name not in text
