"""One idea opened: what each reader is shown, in words, and at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ideanet.people.models import Person
from ideas import moves
from ideas.models import Idea
from ideas.stages import Audience, Stage
from ideas.workflow import attaching, commenting, moving, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in, with_htmx
from tests.ideas.test_attaching import fields

pytestmark = pytest.mark.django_db


def read(person: Person, idea: Idea, query: str = "") -> str:
    answer = sign_in(person).get(f"{idea.get_absolute_url()}{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_text_is_rendered_and_harmless() -> None:
    idea = factories.make_idea(
        title="A <i>title</i>",
        nugget="A *nugget* <script>x</script>",
        body="## Head\n\n<img src=x onerror=y>",
    )
    page = read(factories.make_employee(), idea)
    assert "<h1>A &lt;i&gt;title&lt;/i&gt;</h1>" in page
    assert "A <em>nugget</em>" in page
    assert "<h2>Head</h2>" in page
    assert "<script>x" not in page
    assert "onerror" not in page


def test_revision_round_and_authors_with_their_shares_are_named() -> None:
    author = factories.make_employee(name="Ann")
    idea = factories.make_idea(author)
    page = read(factories.make_employee(), idea)
    assert "Revision 1" in page
    assert 'Ann</a> <span class="num">100 %</span>' in page
    assert "The loop</h2>" in page
    Idea.objects.filter(pk=idea.pk).update(round_number=2)
    assert "The loop, round 2</h2>" in read(factories.make_employee(), idea)


@pytest.mark.parametrize(
    ("audience", "kind", "sentence"),
    [
        (Audience.RESTRICTED, "author", "Only its authors, those they named, who answers for it"),
        (Audience.INTERNAL, "employee", "All employees can see it."),
        (Audience.SHARED, "employee", "Employees can see it, and Chosen Ltd, Project Ltd."),
        (Audience.SHARED, "chosen", "Employees and chosen customers can see it, you among them."),
        (Audience.NETWORK, "rival", "Everyone signed in can see it, customers and partners included."),
    ],
)
def test_who_can_see_it_is_said_in_words(audience: str, kind: str, sentence: str) -> None:
    cast = Cast({"is_project": True})
    assert sentence in read(cast[kind], cast.idea(Stage.OPEN, audience))


def test_many_customers_are_counted_and_none_is_said() -> None:
    author = factories.make_employee()
    customers = [factories.OrganisationFactory.create() for _ in range(4)]
    many = factories.make_idea(author, audience=Audience.SHARED, shared_with=customers)
    none = factories.make_idea(author, audience=Audience.SHARED)
    assert "Employees can see it, and 4 chosen customers." in read(author, many)
    assert "All employees can see it; no customer was chosen yet." in read(author, none)


def test_a_customer_reads_no_name_of_another() -> None:
    cast = Cast({"is_project": True})
    idea = cast.idea(Stage.OPEN, Audience.SHARED)
    for kind in ("chosen", "project"):
        commenting.post(idea, by=cast[kind], body="Words.", audience="everyone")
        voting.vote(idea, by=cast[kind])
    for path in ("", "votes/", "history/", "comments/", "revisions/"):
        page = sign_in(cast["chosen"]).get(f"{idea.get_absolute_url()}{path}").content.decode()
        assert ("Carla Chosen" in page or path in {"", "revisions/"}) is True
        for secret in ("Peter Project", "Project Ltd", "of 2 that can see it"):
            assert (path, secret, secret in page) == (path, secret, False)


def test_who_owes_the_answer_and_until_when() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    Idea.objects.filter(pk=idea.pk).update(answer_due_on="2030-03-05")
    assert "Olga Owner owes an answer by 5 March." in read(cast["employee"], idea)
    Idea.objects.filter(pk=idea.pk).update(answer_due_on=timezone.localdate() - timedelta(days=1))
    assert "Late: Olga Owner owed an answer by" in read(cast["employee"], idea)


def test_tallies_stand_apart_and_accounts_beside_those_that_can_see_it() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    for kind in ("employee", "owner", "chosen", "rival"):
        voting.vote(idea, by=cast[kind])
    page = read(cast["executive"], idea)
    assert "employees back it</dt> <dd>2</dd>" in page
    assert "customers say it matters to their business</dt> <dd>2</dd>" in page
    assert "accounts heard, out of 4 that can see it</dt> <dd>2</dd>" in page
    assert "out of 4 that can see it" not in read(cast["rival"], idea)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("employee", "I back this"),
        ("rival", "This matters to our business"),
        ("author", None),
        ("invited", None),
        ("academic", None),
    ],
)
def test_each_is_offered_the_vote_that_is_theirs(kind: str, words: str | None) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    page = read(cast[kind], idea)
    offers = {offer for offer in ("I back this", "This matters to our business") if offer in page}
    assert offers == ({words} if words else set())


def test_supporters_of_an_earlier_version_are_asked_again() -> None:
    author, backer = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    voting.vote(idea, by=backer)
    assert "I still stand behind it" not in read(backer, idea)
    writing.publish_revision(
        idea, Text("Turned", "N.", ""), by=author, note="T", read_number=1, is_material=True
    )
    page = read(backer, idea)
    assert "You supported revision 1. Revision 2 changed what the idea says." in page
    assert "employee backs it, 0 of them this version" in page
    assert sign_in(backer).post(reverse("ideas:votes", args=[idea.pk])).status_code == 302
    assert "I still stand behind it" not in read(backer, idea)


def test_a_supporter_of_a_decided_idea_can_no_longer_take_it_back() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    voting.vote(idea, by=cast["employee"])
    moving.perform(moves.TURN_DOWN, idea, by=cast["owner"], reason="No.")
    page = read(cast["employee"], idea)
    assert "You support this." in page
    assert "Press again to take it back." not in page


def test_a_draft_shows_no_support_no_talk_and_what_to_do() -> None:
    author = factories.make_employee()
    draft = factories.make_draft(author, body="")
    page = read(author, draft)
    assert "Only its authors can see it until it is submitted." in page
    assert "The body is still empty." in page
    assert {
        name: name in page for name in ("Discussion", "I back this", "Following", ">Submit<", "Discard")
    } == {
        "Discussion": False,
        "I back this": False,
        "Following": False,
        ">Submit<": True,
        "Discard": True,
    }


def test_an_invited_author_is_asked_on_the_page() -> None:
    cast = Cast()
    page = read(cast["invited"], cast.idea(Stage.DRAFT))
    assert "You are asked to be an author of this" in page
    author = read(cast["author"], cast.idea(Stage.OPEN))
    assert "Ines Invited is asked" in author
    assert "Ines Invited" not in read(cast["employee"], cast.idea(Stage.OPEN))


def test_evidence_is_shown_to_those_it_is_for() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    attaching.attach(idea, by=cast["author"], **fields())
    attaching.attach(idea, by=cast["author"], **fields(title="A secret study", is_internal=True))
    inside, outside = read(cast["employee"], idea), read(cast["rival"], idea)
    assert ("Forty interviews" in outside, "A secret study" in outside) == (True, False)
    assert ("Forty interviews" in inside, "A secret study" in inside) == (True, True)


def test_what_came_of_it_is_said_on_the_page() -> None:
    cast = Cast()
    idea = cast.idea(Stage.APPROVED, Audience.NETWORK)
    moving.adopt(
        idea,
        by=cast["marketing"],
        adopted_by="The yard",
        adopted_on="2026-10-01",
        outcome="Fewer <b>calls</b>.",
    )
    page = read(cast["rival"], idea)
    assert "Put into practice by The yard since 1 October 2026" in page
    assert "Fewer &lt;b&gt;calls&lt;/b&gt;." in page
    Idea.objects.filter(pk=idea.pk).update(stage=Stage.PUBLISHED, adopted_by="")
    assert "What came of it" in read(cast["rival"], idea)


def test_discussions_go_on_on_the_next_page() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    for number in range(52):
        commenting.post(idea, by=person, body=f"Comment number {number}.", audience="everyone")
    page = read(person, idea)
    assert ("number 49." in page, "number 50." in page, "Later comments" in page) == (True, False, True)
    cursor = page.split("?after=")[1].split("#")[0]
    later = read(person, idea, f"?after={cursor}")
    assert ("number 49." in later, "number 50." in later, "From the start" in later) == (False, True, True)
    part = with_htmx(person).get(f"{reverse('ideas:comments', args=[idea.pk])}?after={cursor}")
    assert ("number 51." in part.content.decode(), "<html" in part.content.decode()) == (True, False)


@pytest.mark.parametrize(
    ("kind", "theme", "audience"),
    [
        ("employee", {}, Audience.NETWORK),
        ("author", {}, Audience.INTERNAL),
        ("chosen", {"is_project": True}, Audience.SHARED),
        ("project", {"is_project": True, "is_network": False}, Audience.SHARED),
        ("employee", {"is_project": True}, Audience.SHARED),
        ("councillor", {}, Audience.RESTRICTED),
    ],
)
def test_an_idea_with_50_comments_costs_ten_queries_at_most(
    kind: str, theme: dict[str, Any], audience: str
) -> None:
    cast = Cast(theme)
    idea = cast.idea(Stage.OPEN, audience)
    client = sign_in(cast[kind])
    counts = []
    for number in range(50):
        speaker = (
            cast["author"] if number % 2 else cast["employee"] if audience != "restricted" else cast["named"]
        )
        commenting.post(idea, by=speaker, body=f"Comment {number}.", audience="everyone")
        attaching.attach(idea, by=cast["author"], **fields(title=f"Study {number}"))
        if number in {0, 49}:
            with queries() as asked:
                page = client.get(idea.get_absolute_url()).content.decode()
            counts.append(len(asked))
            assert f"Comment {number}." in page
    assert counts[0] == counts[1] <= 10


def test_what_was_typed_may_be_forgotten_once_after_saving() -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    client = sign_in(author)
    client.post(
        reverse("ideas:edit", args=[idea.pk]),
        {"title": "T", "nugget": "N.", "body": "B", "note": "Sharper", "read_number": 1},
    )
    assert f'data-kept-done="idea-{idea.pk}"' in client.get(idea.get_absolute_url()).content.decode()
    assert "data-kept-done" not in client.get(idea.get_absolute_url()).content.decode()


def test_history_tells_what_happened_and_not_who_supports() -> None:
    cast = Cast()
    idea = factories.make_idea(cast["author"], audience=Audience.NETWORK)
    voting.vote(idea, by=cast["rival"])
    commenting.post(idea, by=cast["rival"], body="Words.", audience="everyone")
    commenting.post(idea, by=cast["employee"], body="Words.", audience="employees")
    url = reverse("ideas:history", args=[idea.pk])
    inside = sign_in(cast["owner"]).get(url).content.decode()
    outside = with_htmx(cast["chosen"]).get(url).content.decode()
    assert (
        "Rita Rival commented on this idea" in inside,
        "Emma Employee" in inside,
        "supports" in inside,
    ) == (
        True,
        True,
        False,
    )
    assert ("Somebody commented on this idea" in outside, "Rita" in outside, "Emma" in outside) == (
        True,
        False,
        False,
    )
    assert "<html" not in outside
    assert "Arthur Author submitted this idea" in outside


def test_history_goes_back_a_page_at_a_time() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    for _ in range(25):
        commenting.post(idea, by=person, body="Words.", audience="everyone")
    page = sign_in(person).get(reverse("ideas:history", args=[idea.pk])).content.decode()
    assert page.count("commented on this idea") == 20
    assert "Older" in page
