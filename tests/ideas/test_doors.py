"""The smaller doors, by links and forms alone: support, evidence, audience, authors, revisions, moves, what is owed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas import moves
from ideas.models import Authorship, Evidence, Idea, Reader, Vote
from ideas.stages import Audience, Stage
from ideas.workflow import attaching, authoring, moving, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.compared import as_seen
from tests.ideas.cast import Cast, queries, sign_in, with_htmx
from tests.ideas.test_attaching import fields

pytestmark = pytest.mark.django_db


def url(name: str, idea: Idea, *more: Any) -> str:
    return reverse(f"ideas:{name}", args=[idea.pk, *more])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# --- support ----------------------------------------------------------------------------------


def test_a_vote_is_given_and_taken_back_by_plain_forms() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    client = sign_in(person)
    assert client.post(url("votes", idea))["Location"] == idea.get_absolute_url()
    assert Vote.objects.get().person == person
    page = text_of(client.get(idea.get_absolute_url()))
    assert ("You back this" in page, 'name="_method" value="delete"' in page) == (True, True)
    assert client.post(url("votes", idea), {"_method": "delete"}).status_code == 302
    assert not Vote.objects.exists()


def test_a_vote_by_htmx_changes_the_tallies_and_the_mark_in_place() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    part = text_of(with_htmx(cast["rival"]).post(url("votes", idea)))
    assert 'id="support"' in part
    assert "customer says it matters to their business</dt> <dd>1</dd>" in part
    assert "It matters to your business" in part
    assert 'id="loop" hx-swap-oob="true"' in part
    assert "Customers, heard" in part
    gone = text_of(with_htmx(cast["rival"]).delete(url("votes", idea)))
    assert "customers say it matters to their business</dt> <dd>0</dd>" in gone
    assert "This matters to our business" in gone


@pytest.mark.parametrize("client_of", [sign_in, with_htmx], ids=["plain", "htmx"])
@pytest.mark.parametrize("kind", ["employee", "rival"])
def test_a_vote_costs_six_queries_at_most(client_of: Any, kind: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    voting.vote(idea, by=cast["chosen"])
    client: Client = client_of(cast[kind])
    with queries() as asked:
        client.post(url("votes", idea))
    assert len(asked) <= 6
    with queries() as taken:
        client.delete(url("votes", idea))
    assert len(taken) <= 6


@pytest.mark.parametrize(
    ("kind", "status"),
    [("author", 403), ("invited", 403), ("academic", 403), ("employee", 302), ("rival", 302)],
)
def test_who_may_not_vote_is_refused(kind: str, status: int) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    assert sign_in(cast[kind]).post(url("votes", idea)).status_code == status


def test_an_unseen_idea_takes_no_vote_as_if_it_were_not_there() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.INTERNAL)
    for client in (sign_in(cast["rival"]), with_htmx(cast["rival"])):
        assert client.post(url("votes", idea)).status_code == 404
        assert client.delete(url("votes", idea)).status_code == 404
        assert client.get(url("votes", idea)).status_code == 404


def test_every_tally_opens_to_who_stands_behind_it() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    for kind in ("employee", "chosen", "rival"):
        voting.vote(idea, by=cast[kind])
    Idea.objects.filter(pk=idea.pk).update(material_number=2)
    page = text_of(sign_in(cast["owner"]).get(url("votes", idea)))
    assert "1 employee backs it. 2 customers say it matters to their business." in page
    assert all(name in page for name in ("Emma Employee", "Carla Chosen", "Rita Rival"))
    assert "an earlier version, revision 1" in page
    part = text_of(with_htmx(cast["owner"]).get(url("votes", idea)))
    assert "1 customer at 1 account" in part
    outside = text_of(sign_in(cast["chosen"]).get(url("votes", idea)))
    assert ("Emma Employee" in outside, "Rita Rival" in outside, "by segment" in outside) == (
        True,
        False,
        False,
    )
    assert "No customer said so yet" in text_of(with_htmx(cast["chosen"]).get(url("votes", idea)))
    nobody = text_of(sign_in(cast["owner"]).get(url("votes", cast.idea())))
    assert "Nobody whose name you can see." in nobody


# --- evidence -----------------------------------------------------------------------------------

STUDY = {
    "kind": "case",
    "title": "A study",
    "source": "The yard",
    "dated_on": "2026-02-03",
    "citation": "The yard, A study.",
    "url": "https://example.com/study",
}


def test_evidence_is_attached_and_removed_by_forms() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    client = sign_in(cast["author"])
    assert "Add evidence" in text_of(client.get(url("evidence_new", idea)))
    answer = client.post(url("evidence_new", idea), STUDY)
    assert answer["Location"] == f"{idea.get_absolute_url()}#evidence"
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.is_internal) == ("A study", False)
    page = text_of(client.get(url("evidence", idea, evidence.pk)))
    assert "Remove this evidence?" in page
    client.post(url("evidence", idea, evidence.pk), {"_method": "delete"})
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"dated_on": "yesterday"}, "Enter a valid date"),
        ({"kind": "rumour"}, "Select a valid choice"),
        ({"citation": " "}, "This field is required"),
    ],
)
def test_evidence_that_is_not_in_order_comes_back_whole(given: dict[str, str], message: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    answer = sign_in(cast["author"]).post(url("evidence_new", idea), STUDY | given)
    assert (answer.status_code, message in text_of(answer), "The yard" in text_of(answer)) == (
        422,
        True,
        True,
    )
    assert not Evidence.objects.exists()


def test_evidence_is_not_for_everybody_to_attach_or_to_remove() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    hidden = attaching.attach(idea, by=cast["author"], **fields(is_internal=True))
    statuses = {
        kind: (
            sign_in(cast[kind]).get(url("evidence_new", idea)).status_code,
            sign_in(cast[kind]).get(url("evidence", idea, hidden.pk)).status_code,
        )
        for kind in ("author", "marketing", "employee", "rival")
    }
    assert statuses == {
        "author": (200, 200),
        "marketing": (200, 200),
        "employee": (403, 403),
        "rival": (403, 404),
    }


# --- who may see it -----------------------------------------------------------------------------


def test_authors_say_who_may_see_it() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    client = sign_in(cast["author"])
    answer = client.post(url("audience", idea), {"audience": "shared", "shared_with": [cast.project.pk]})
    assert answer.status_code == 302
    idea.refresh_from_db()
    assert (idea.audience, list(idea.shared_with.all())) == ("shared", [cast.project])
    client.post(url("audience", idea), {"audience": "network", "shared_with": [cast.project.pk]})
    idea.refresh_from_db()
    assert (idea.audience, list(idea.shared_with.all())) == ("network", [])


def test_only_what_the_theme_allows_is_offered() -> None:
    cast = Cast({"is_network": False, "is_project": True})
    idea = cast.idea(Stage.DRAFT)
    page = text_of(sign_in(cast["author"]).get(url("audience", idea)))
    assert {value: f'value="{value}"' in page for value in Audience.values} == {
        "restricted": True,
        "internal": True,
        "shared": True,
        "network": False,
    }
    assert ("Project Ltd" in page, "Chosen Ltd" in page) == (True, False)
    answer = sign_in(cast["author"]).post(url("audience", idea), {"audience": "network"})
    assert answer.status_code == 422


def test_a_theme_that_became_narrower_meanwhile_refuses_in_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    client = sign_in(cast["author"])
    from ideas.forms.audience import AudienceForm

    was = AudienceForm.is_valid

    def narrowed(form: AudienceForm) -> bool:
        valid = was(form)
        type(idea.theme).objects.filter(pk=idea.theme_id).update(is_network=False)
        return valid

    monkeypatch.setattr(AudienceForm, "is_valid", narrowed)
    answer = client.post(url("audience", idea), {"audience": "network"})
    assert (answer.status_code, "stays inside the company" in text_of(answer)) == (422, True)


def test_readers_are_found_named_and_removed() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED)
    client = sign_in(cast["author"])
    page = text_of(client.get(f"{url('audience', idea)}?q=rita"))
    assert "Let them read it<span" in page
    assert "Nobody by this name" in text_of(client.get(f"{url('audience', idea)}?q=zebra"))
    client.post(url("readers", idea), {"person": cast["rival"].pk})
    assert Reader.objects.filter(person=cast["rival"]).exists()
    assert client.post(url("reader", idea, cast["rival"].pk), {"_method": "delete"}).status_code == 302
    assert not Reader.objects.filter(person=cast["rival"]).exists()
    assert client.post(url("readers", idea), {"person": 999_999}).status_code == 302
    assert client.delete(url("reader", idea, 999_999)).status_code == 404


def test_a_reader_who_cannot_see_the_theme_is_refused_with_the_reason() -> None:
    cast = Cast({"is_network": False})
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED)
    answer = sign_in(cast["author"]).post(url("readers", idea), {"person": cast["rival"].pk})
    assert (answer.status_code, "cannot see the theme" in text_of(answer)) == (422, True)


# --- authors -------------------------------------------------------------------------------------


def test_an_author_is_found_asked_and_accepts() -> None:
    author, helper = factories.make_employee(), factories.make_employee(name="Helga Helper")
    draft = factories.make_draft(author)
    client = sign_in(author)
    assert "You are its only author" in text_of(client.get(url("authors", draft)))
    assert "Ask to be an author<span" in text_of(client.get(f"{url('authors', draft)}?q=helga"))
    client.post(url("authors", draft), {"person": helper.pk})
    assert "Asked, not answered yet" in text_of(client.get(url("authors", draft)))
    assert sign_in(helper).post(url("authorship", draft))["Location"] == draft.get_absolute_url()
    assert "Share the credit" in text_of(client.get(url("authors", draft)))
    shares = {f"share-{author.pk}": 70, f"share-{helper.pk}": 30}
    assert client.post(url("shares", draft), shares).status_code == 302
    assert dict(Authorship.objects.values_list("person", "share")) == {author.pk: 70, helper.pk: 30}


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("70", "20", "The shares add up to 90 %"),
        ("x", "30", "Enter a whole number"),
        ("101", "0", "less than or equal"),
    ],
)
def test_shares_that_do_not_add_up_come_back(first: str, second: str, message: str) -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    draft = factories.make_draft(author)
    authoring.invite(draft, helper, by=author)
    authoring.accept(draft, by=helper)
    sent = {f"share-{author.pk}": first, f"share-{helper.pk}": second}
    answer = sign_in(author).post(url("shares", draft), sent)
    assert (answer.status_code, message in text_of(answer), f'value="{first}"' in text_of(answer)) == (
        422,
        True,
        True,
    )


def test_an_invitation_is_declined_or_taken_back() -> None:
    cast = Cast()
    draft = cast.idea(Stage.DRAFT)
    answer = sign_in(cast["invited"]).post(url("authorship", draft), {"_method": "delete"}, follow=True)
    assert "You are not an author of “A quiet idea”." in text_of(answer)
    client = sign_in(cast["author"])
    client.post(url("authors", draft), {"person": cast["employee"].pk})
    assert client.post(url("author", draft, cast["employee"].pk), {"_method": "delete"}).status_code == 302
    assert client.delete(url("author", draft, cast["employee"].pk)).status_code == 409
    assert sign_in(cast["author"]).post(url("authorship", draft)).status_code == 409


def test_outsiders_are_not_asked_to_be_authors() -> None:
    cast = Cast()
    answer = sign_in(cast["author"]).post(
        url("authors", cast.idea(Stage.DRAFT)), {"person": cast["rival"].pk}
    )
    assert (answer.status_code, "Authors are people of the company." in text_of(answer)) == (422, True)
    nobody = sign_in(cast["author"]).post(url("authors", cast.idea(Stage.DRAFT)), {"person": "x"})
    assert nobody.status_code == 302


# --- revisions -----------------------------------------------------------------------------------


@pytest.fixture
def revised() -> Idea:
    author = factories.make_employee(name="Ann")
    idea = factories.make_idea(author, title="First title", body="One two.")
    writing.publish_revision(
        idea,
        Text("First title", "New nugget.", "One three."),
        by=author,
        note="Two is three.",
        read_number=1,
        is_material=True,
    )
    return Idea.objects.get(pk=idea.pk)


def test_all_revisions_are_listed_with_what_changed(revised: Idea) -> None:
    page = text_of(sign_in(factories.make_employee()).get(url("revisions", revised)))
    assert (
        "Two is three." in page,
        "As it was submitted" in page,
        "Supporters were asked again" in page,
    ) == (
        True,
        True,
        True,
    )


def test_a_revision_reads_as_it_read_then(revised: Idea) -> None:
    client = sign_in(factories.make_employee())
    old = text_of(client.get(url("revision", revised, 1)))
    assert ("One two." in old, "This is how it read then." in old) == (True, True)
    assert "This is how it read then." not in text_of(client.get(url("revision", revised, 2)))
    assert client.get(url("revision", revised, 3)).status_code == 404


@pytest.mark.parametrize("query", ["", "?earlier=1&later=2", "?earlier=2&later=1", "?earlier=x&later=9"])
def test_two_revisions_are_compared_in_words(revised: Idea, query: str) -> None:
    page = text_of(sign_in(factories.make_employee()).get(f"{url('changes', revised)}{query}"))
    assert "<p>One <del>two.</del> <ins>three.</ins></p>" in as_seen(page)
    assert "From revision 1 to revision 2" in page
    assert "The same in both." in page


def test_a_first_revision_is_compared_with_itself_and_a_draft_with_nothing() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author, body="")
    page = text_of(sign_in(author).get(url("changes", idea)))
    assert ("The same in both." in page, "Empty in both." in page) == (True, True)
    draft = factories.make_draft(author)
    assert "There is no revision yet." in text_of(sign_in(author).get(url("changes", draft)))
    assert "No revision yet" in text_of(sign_in(author).get(url("revisions", draft)))


# --- moves ---------------------------------------------------------------------------------------


def test_a_move_says_what_it_does_and_does_it() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    client = sign_in(cast["author"])
    assert "Nobody answers, supports or discusses it any more." in text_of(
        client.get(url("move", idea, "withdraw"))
    )
    assert client.post(url("moves", idea), {"name": "withdraw"})["Location"] == idea.get_absolute_url()
    assert client.get(url("move", idea, "withdraw")).status_code == 409


def test_a_no_without_a_reason_comes_back_with_its_form() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    client = sign_in(cast["owner"])
    assert "Everyone who sees the idea reads this." in text_of(client.get(url("move", idea, "turn_down")))
    answer = client.post(url("moves", idea), {"name": "turn_down", "reason": "  "})
    assert (answer.status_code, "Why: This field is required." in text_of(answer)) == (422, True)
    client.post(url("moves", idea), {"name": "turn_down", "reason": "We did it before."})
    assert Event.objects.get(kind="idea.turn_down").data["reason"] == "We did it before."


def test_adopting_asks_by_whom_since_when_and_what_came_of_it() -> None:
    cast = Cast()
    idea = cast.idea(Stage.APPROVED)
    client = sign_in(cast["marketing"])
    answer = client.post(url("moves", idea), {"name": "adopt", "reason": "Because."})
    assert (answer.status_code, "Adopted by: This field is required." in text_of(answer)) == (422, True)
    client.post(
        url("moves", idea),
        {"name": "adopt", "adopted_by": "The yard", "adopted_on": "2026-01-02", "outcome": "It works."},
    )
    idea.refresh_from_db()
    assert (idea.stage, idea.adopted_by, idea.outcome) == ("adopted", "The yard", "It works.")


def test_a_submission_that_is_refused_leads_back_to_the_draft() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author, nugget="")
    answer = sign_in(author).post(url("moves", draft), {"name": "submit"})
    page = text_of(answer)
    assert (answer.status_code, "Give the idea its nugget first" in page, "Edit the draft" in page) == (
        422,
        True,
        True,
    )


def test_a_move_that_somebody_else_made_first_is_a_409_page() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    moving.perform(moves.TURN_DOWN, idea, by=cast["owner"], reason="No.")
    answer = sign_in(cast["author"]).post(url("moves", idea), {"name": "withdraw"})
    page = text_of(answer)
    assert (answer.status_code, "the idea has moved on" in page, idea.get_absolute_url() in page) == (
        409,
        True,
        True,
    )


# --- what is owed ---------------------------------------------------------------------------------


def owed(person: Person) -> str:
    return text_of(sign_in(person).get("/ideas/overdue/"))


def test_owners_see_what_they_owe_and_those_who_watch_see_all() -> None:
    cast = Cast()
    mine = cast.idea(Stage.OPEN, title="Owed by Olga")
    factories.make_idea(title="Owed by another")
    secret = factories.make_idea(title="Hidden", audience=Audience.RESTRICTED)
    Idea.objects.filter(pk=mine.pk).update(answer_due_on=timezone.localdate() - timedelta(days=2))
    found = {
        kind: [title in owed(cast[kind]) for title in ("Owed by Olga", "Owed by another", "Hidden")]
        for kind in ("owner", "marketing", "executive", "employee")
    }
    assert found == {
        "owner": [True, False, False],
        "marketing": [True, True, False],
        "executive": [True, True, False],
        "employee": [False, False, False],
    }
    assert "1 of them is late." in owed(cast["owner"])
    assert "late, was due on" in owed(cast["owner"])
    assert "Nothing waits for you" in owed(cast["employee"])
    assert secret.owed_by is not None
    assert sign_in(cast["rival"]).get("/ideas/overdue/").status_code == 403


def test_those_who_watch_see_how_long_first_answers_take() -> None:
    cast = Cast()
    assert "Nobody waits" in owed(cast["executive"])
    for days in (2, 6):
        idea = cast.idea(Stage.OPEN)
        moving.perform(moves.TURN_DOWN, idea, by=cast["owner"], reason="No.")
        Idea.objects.filter(pk=idea.pk).update(opened_at=timezone.now() - timedelta(days=days))
    cast.idea(Stage.OPEN)
    page = owed(cast["executive"])
    assert "ideas were submitted</dt><dd>3</dd>" in page
    assert "have had their first answer</dt><dd>2</dd>" in page
    assert "days are what half of them waited at most</dt><dd>4</dd>" in page
    assert "In the last year" not in owed(cast["owner"])


@pytest.mark.parametrize("kind", ["owner", "executive"])
def test_what_is_owed_costs_the_same_queries_for_1_and_30_ideas(kind: str) -> None:
    cast = Cast()
    client = sign_in(cast[kind])
    counts = []
    for number in range(30):
        cast.idea(Stage.OPEN, title=f"Idea {number}")
        if number in {0, 29}:
            with queries() as asked:
                client.get("/ideas/overdue/")
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_a_revision_of_two_hundred_thousand_characters_opens_and_compares() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author, body="word " * 40_000)
    writing.publish_revision(
        idea, Text("T", "N.", "other " * 33_333), by=author, note="All of it.", read_number=1
    )
    client = sign_in(author)
    assert client.get(idea.get_absolute_url()).status_code == 200
    assert client.get(url("changes", idea)).status_code == 200
