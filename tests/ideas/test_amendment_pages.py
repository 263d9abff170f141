"""Amendments by links and forms alone: choosing a passage, proposing, answering, and who reads what."""

import re
from typing import Any

import pytest
from django.urls import reverse

from ideanet.activity import announcing
from ideanet.activity.models import Event, Notice
from ideanet.activity.needs import needs_of
from ideanet.people.models import Person
from ideas.models import Amendment, Idea, Revision
from ideas.stages import Audience, CommentAudience, Stage
from ideas.workflow import amending
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in, with_htmx
from tests.ideas.test_amending import BODY, propose, revise

pytestmark = pytest.mark.django_db


def url(name: str, idea: Idea, *more: Any) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the form, as a browser would send them."""
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in inputs if name != "csrfmiddlewaretoken"}


def test_a_customer_picks_a_passage_changes_it_and_hears_what_became_of_it() -> None:
    idea = factories.make_idea(body=BODY, audience=Audience.NETWORK)
    customer = factories.make_outsider()
    client = sign_in(customer)
    pick = text_of(client.get(url("amendment_new", idea)))
    assert "Which passage would you change?" in pick
    assert f'href="{url("amendment_new", idea)}?place=1"' in pick
    page = text_of(client.get(url("amendment_new", idea) + "?place=1"))
    assert "The middle says how it was done.</textarea>" in page
    sent = form_of(page) | {"after": "The middle says who did it.", "reason": "Names matter."}
    answer = client.post(url("amendments", idea), sent)
    amendment = Amendment.objects.get()
    assert answer["Location"] == amendment.get_absolute_url()
    assert (amendment.proposer, amendment.audience) == (customer, "everyone")
    shown = text_of(client.get(amendment.get_absolute_url()))
    assert "<del>how it was done." in shown
    assert "<ins>who did it." in shown
    assert "Accept it" not in shown
    amending.decline(amendment, by=idea.created_by, reason="We name nobody.")
    event = Event.objects.get(kind="amendment.declined")
    announcing.announce(event.pk)
    assert Notice.objects.get(event=event).person == customer
    assert "We name nobody." in text_of(client.get(amendment.get_absolute_url()))


def test_words_selected_on_the_page_lead_straight_to_their_passage() -> None:
    idea = factories.make_idea(body=BODY)
    client = sign_in(factories.make_employee())
    page = text_of(client.get(url("amendment_new", idea) + "?words=how it was"))
    assert "The middle says how it was done.</textarea>" in page
    lost = text_of(client.get(url("amendment_new", idea) + "?words=nothing like this at all"))
    assert "What you selected was not found" in lost
    nugget = text_of(client.get(url("amendment_new", idea) + "?part=nugget"))
    assert "One paragraph that says it all.</textarea>" in nugget
    assert client.get(url("amendment_new", idea) + "?place=99999999999").status_code == 200


def test_a_form_that_fails_comes_back_filled() -> None:
    idea = factories.make_idea(body=BODY)
    client = sign_in(factories.make_employee())
    sent = {"part": "body", "place": 1, "read_number": 1, "audience": "everyone"}
    for wrong, said in (
        ({"after": "The middle says how it was done.", "reason": "Why."}, "Change something first"),
        ({"after": "My own words.", "reason": " "}, "required"),
        ({"after": "My own words.", "reason": "Why.", "place": 77}, "no such passage"),
    ):
        answer = client.post(url("amendments", idea), sent | wrong)
        page = text_of(answer)
        assert (answer.status_code, said in page, str(wrong["after"]) in page) == (422, True, True)


def test_an_author_accepts_and_the_proposer_is_named_on_the_idea() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee(name="Rhea Reader")
    amendment, client = propose(idea, reader), sign_in(idea.created_by)
    page = text_of(client.get(amendment.get_absolute_url()))
    assert 'value="Names matter."' in page
    answer = client.post(url("amendment_accept", idea, amendment.pk), {"note": "Says who."})
    assert answer["Location"] == amendment.get_absolute_url()
    assert "The middle says who did it." in Idea.objects.get(pk=idea.pk).body
    read = text_of(sign_in(factories.make_employee()).get(idea.get_absolute_url()))
    assert 'Rhea Reader</a> <span class="quiet">contributed</span>' in read


def test_what_not_everyone_may_read_is_no_change_note_for_everyone() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment = propose(idea, reader, audience=CommentAudience.EMPLOYEES)
    page = text_of(sign_in(idea.created_by).get(amendment.get_absolute_url()))
    assert 'value="Takes up an amendment."' in page
    assert 'value="Names matter."' not in page


def test_a_passage_that_has_changed_is_said_before_and_after_accepting() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment, client = propose(idea, reader), sign_in(idea.created_by)
    revise(idea, BODY.replace("The middle", "The heart"))
    page = text_of(client.get(amendment.get_absolute_url()))
    assert "The passage has changed" in page
    assert "Adapt it to the text as it is now" in page
    late = client.post(url("amendment_accept", idea, amendment.pk), {"note": "N."})
    assert (late.status_code, "Nothing was published" in text_of(late)) == (409, True)
    form = text_of(client.get(url("amendment_adapt", idea, amendment.pk)))
    assert "The heart says who did it.</textarea>" in form
    sent = form_of(form) | {"after": "The heart says who did it.", "note": "Says who.", "answer": "Thanks."}
    assert client.post(url("amendment_adapt", idea, amendment.pk), sent).status_code == 302
    assert Amendment.objects.get().state == "adapted"
    assert "It has been answered already" in text_of(client.get(url("amendment_adapt", idea, amendment.pk)))


def test_adapting_to_a_text_that_moved_on_keeps_the_words() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment, client = propose(idea, reader), sign_in(idea.created_by)
    sent = form_of(text_of(client.get(url("amendment_adapt", idea, amendment.pk))))
    revise(idea, f"Before all.\n\n{BODY}")
    answer = client.post(
        url("amendment_adapt", idea, amendment.pk), sent | {"after": "My own words.", "note": "N."}
    )
    page = text_of(answer)
    assert (answer.status_code, "My own words.</textarea>" in page) == (409, True)
    assert (form_of(page)["place"], form_of(page)["read_number"]) == ("2", "2")
    assert Revision.objects.filter(idea=idea).count() == 2


def test_declining_without_a_reason_is_refused_in_the_form() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment, client = propose(idea, reader), sign_in(idea.created_by)
    assert client.post(url("amendment_decline", idea, amendment.pk), {"reason": " "}).status_code == 422
    answer = client.post(url("amendment_decline", idea, amendment.pk), {"reason": "No room."}, follow=True)
    assert "No room." in text_of(answer)


def test_authors_find_the_way_to_their_answer_in_the_list_and_nobody_else_does() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment = propose(idea, reader)
    for person, finds in ((idea.created_by, True), (reader, False)):
        page = text_of(sign_in(person).get(url("amendments", idea)))
        assert ("Answer it" in page) == finds
    amending.decline(amendment, by=idea.created_by, reason="No room.")
    assert "Answer it" not in text_of(sign_in(idea.created_by).get(url("amendments", idea)))


def test_authors_are_told_and_find_it_at_home() -> None:
    idea, reader = factories.make_idea(body=BODY, title="Ours"), factories.make_employee()
    propose(idea, reader)
    labels = [str(need.label) for need in needs_of(idea.created_by)]
    assert labels == ["Answer an amendment to “Ours”"]
    propose(idea, reader, place=0)
    assert str(needs_of(idea.created_by)[0].label) == "Answer 2 amendments to “Ours”"
    event = Event.objects.filter(kind="amendment.proposed").first()
    assert event is not None
    announcing.announce(event.pk)
    assert [notice.person for notice in Notice.objects.filter(event=event)] == [idea.created_by]


def read_all(person: Person, idea: Idea) -> str:
    client = sign_in(person)
    names = ("idea", "amendments", "history", "revisions")
    return " ".join(text_of(client.get(url(name, idea))) for name in names) + text_of(client.get("/"))


@pytest.mark.parametrize("taken_up", [False, True])
def test_a_narrow_amendment_is_nowhere_for_those_who_may_not_read_it(taken_up: bool) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK, body=BODY)
    amendment = propose(
        idea, cast["employee"], audience=CommentAudience.EMPLOYEES, after="Copper.", reason="Velvet."
    )
    if taken_up:
        amending.accept(amendment, by=cast["author"], note="Sharper.")
    for event in Event.objects.all():
        announcing.announce(event.pk)
    assert "Velvet." in read_all(cast["author"], idea)
    page = read_all(cast["rival"], idea)
    for secret in ("Velvet", "Emma Employee", "amendment to"):
        assert (secret, secret in page) == (secret, False)
    assert sign_in(cast["rival"]).get(amendment.get_absolute_url()).status_code == 404


def test_another_customer_has_no_name_to_a_customer() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK, body=BODY)
    amending.accept(propose(idea, cast["chosen"]), by=cast["author"], note="Sharper.")
    page = read_all(cast["rival"], idea)
    assert "A customer" in page
    for secret in ("Carla Chosen", "Chosen Ltd"):
        assert (secret, secret in page) == (secret, False)
    assert "Carla Chosen" in read_all(cast["employee"], idea)


def test_the_panel_costs_the_same_for_one_amendment_as_for_thirty() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, body=BODY)
    client = with_htmx(cast["employee"])
    counts = []
    for number in range(30):
        reader = factories.make_employee()
        amendment = propose(idea, reader, after=f"Words {number}.", number=1)
        if number % 10 == 0:
            amending.adapt(
                amendment, by=cast["author"], place=1, after=f"W {number}", note="N.",
                read_number=Idea.objects.get(pk=idea.pk).revision_number,
            )  # fmt: skip
        if number in {0, 29}:
            with queries() as asked:
                client.get(url("amendments", idea))
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
