"""Votes: one person, one idea, at most one, for a revision; tallies never mixed."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from ideanet.activity import announcing
from ideanet.activity.models import Event, Follow
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind
from ideas.models import Idea, Vote
from ideas.stages import Audience, Stage
from ideas.workflow import authoring, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db


def tallies(idea: Idea) -> tuple[int, int, int]:
    kept = Idea.objects.get(pk=idea.pk)
    return kept.backer_count, kept.customer_count, kept.account_count


def make_network_idea(author: Person | None = None) -> Idea:
    return factories.make_idea(author, audience=Audience.NETWORK)


def test_backers_customers_and_accounts_are_counted_apart() -> None:
    idea = make_network_idea()
    account = factories.OrganisationFactory.create()
    for person in (
        factories.make_employee(),
        factories.make_employee(),
        factories.make_outsider(organisation=account),
        factories.make_outsider(organisation=account),
        factories.make_outsider(),
    ):
        returned = voting.vote(idea, by=person)
    assert tallies(idea) == (2, 3, 2)
    assert (returned.backer_count, returned.customer_count, returned.account_count) == (2, 3, 2)


def test_a_second_vote_changes_nothing_and_is_no_event() -> None:
    idea, person = make_network_idea(), factories.make_employee()
    voting.vote(idea, by=person)
    voting.vote(idea, by=person)
    assert tallies(idea) == (1, 0, 0)
    assert (Vote.objects.count(), Event.objects.filter(kind="idea.voted").count()) == (1, 1)


def test_a_vote_points_at_the_revision_it_saw_and_at_the_account_of_the_day() -> None:
    idea, person = make_network_idea(), factories.make_outsider()
    voting.vote(idea, by=person)
    vote = Vote.objects.get()
    assert (vote.revision.number, vote.organisation) == (1, person.organisation)
    event = Event.objects.get(kind="idea.voted")
    assert (event.data, event.subject_id) == ({"revision": 1, "round": 1, "voice": "customers"}, vote.pk)


def test_support_is_taken_back_and_an_account_goes_with_its_last_customer() -> None:
    idea = make_network_idea()
    account = factories.OrganisationFactory.create()
    first, second = (factories.make_outsider(organisation=account) for _ in range(2))
    voting.vote(idea, by=first)
    voting.vote(idea, by=second)
    voting.unvote(idea, by=first)
    assert tallies(idea) == (0, 1, 1)
    voting.unvote(idea, by=second)
    assert tallies(idea) == (0, 0, 0)


def test_taking_back_what_was_not_given_changes_nothing() -> None:
    idea, person = make_network_idea(), factories.make_employee()
    voting.unvote(idea, by=person)
    assert tallies(idea) == (0, 0, 0)
    assert not Event.objects.filter(kind="idea.unvoted").exists()


@pytest.mark.parametrize("kind", ["author", "invited", "academic", "councillor"])
def test_nobody_votes_for_their_own_idea_and_experts_from_outside_only_talk(kind: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    with pytest.raises(PermissionDenied):
        voting.vote(idea, by=cast[kind])
    assert tallies(idea) == (0, 0, 0)


@pytest.mark.parametrize("kind", ["rival", "gone"])
def test_nobody_votes_for_what_they_do_not_see(kind: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.SHARED)
    with pytest.raises(Idea.DoesNotExist):
        voting.vote(idea, by=cast[kind])
    with pytest.raises(Idea.DoesNotExist):
        voting.unvote(idea, by=cast[kind])


def test_a_decided_idea_takes_no_votes_and_gives_none_back() -> None:
    cast = Cast()
    idea = cast.idea(Stage.DECLINED, Audience.NETWORK)
    for change in (voting.vote, voting.unvote):
        with pytest.raises(PermissionDenied):
            change(idea, by=cast["employee"])


def revise(idea: Idea, author: Person, **fields: Any) -> None:
    now = Idea.objects.get(pk=idea.pk)
    text = Text(now.title, now.nugget, now.body + " More.")
    writing.publish_revision(now, text, by=author, note="More.", read_number=now.revision_number, **fields)


def test_supporters_stand_behind_a_material_revision_once_they_say_so() -> None:
    author, backer, customer = factories.make_employee(), factories.make_employee(), factories.make_outsider()
    idea = make_network_idea(author)
    voting.vote(idea, by=backer)
    voting.vote(idea, by=customer)
    revise(idea, author, is_material=True)
    again = voting.vote(idea, by=backer)
    assert (again.backer_count, again.current_backer_count) == (1, 1)
    voting.vote(idea, by=customer)
    kept = Idea.objects.get(pk=idea.pk)
    assert (tallies(idea), kept.current_backer_count, kept.current_customer_count) == ((1, 1, 1), 1, 1)
    assert Event.objects.filter(kind="idea.reaffirmed").count() == 2
    assert set(Vote.objects.values_list("revision__number", flat=True)) == {2}


def test_a_small_revision_asks_nobody_again() -> None:
    author, backer = factories.make_employee(), factories.make_employee()
    idea = make_network_idea(author)
    voting.vote(idea, by=backer)
    revise(idea, author)
    voting.vote(idea, by=backer)
    kept = Idea.objects.get(pk=idea.pk)
    assert (kept.backer_count, kept.current_backer_count) == (1, 1)
    assert Vote.objects.get().revision.number == 1


def test_taking_back_an_old_vote_leaves_those_who_stand_behind_this_version() -> None:
    author, old, new = (factories.make_employee() for _ in range(3))
    idea = make_network_idea(author)
    voting.vote(idea, by=old)
    revise(idea, author, is_material=True)
    voting.vote(idea, by=new)
    voting.unvote(idea, by=old)
    kept = Idea.objects.get(pk=idea.pk)
    assert (kept.backer_count, kept.current_backer_count) == (1, 1)


def test_a_co_authors_earlier_vote_goes_when_they_accept() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    idea = make_network_idea(author)
    voting.vote(idea, by=helper)
    authoring.invite(idea, helper, by=author)
    assert tallies(idea) == (1, 0, 0)
    authoring.accept(idea, by=helper)
    assert tallies(idea) == (0, 0, 0)
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("kind", "voices"), [("employee", ["peers"]), ("rival", ["customers"])], ids=["peer", "customer"]
)
def test_a_vote_is_a_voice_of_the_loop(kind: str, voices: list[str]) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    assert voting.vote(idea, by=cast[kind]).voices == voices
    voting.unvote(idea, by=cast[kind])
    assert Idea.objects.get(pk=idea.pk).voices == voices


def test_who_votes_follows_once_the_vote_is_announced() -> None:
    idea, person = make_network_idea(), factories.make_employee()
    voting.vote(idea, by=person)
    announcing.announce(Event.objects.get(kind="idea.voted").pk)
    follow = Follow.objects.of_person(person, idea)
    assert follow is not None
    assert (follow.level, follow.reason) == ("everything", "voted")


def test_supporters_are_shown_as_people_are() -> None:
    idea = make_network_idea()
    employee, customer, rival = (
        factories.make_employee(),
        factories.make_outsider(),
        factories.make_outsider(),
    )
    for person in (employee, customer, rival):
        voting.vote(idea, by=person)
    seen = {
        name: set(Vote.objects.visible_to(reader).on(idea).values_list("person", flat=True))
        for name, reader in {"employee": employee, "customer": customer}.items()
    }
    assert seen == {
        "employee": {employee.pk, customer.pk, rival.pk},
        "customer": {employee.pk, customer.pk},
    }


def test_segments_are_counted_by_customers_and_accounts() -> None:
    idea = make_network_idea()
    energy = factories.SegmentFactory.create(name="Energy")
    plant = factories.OrganisationFactory.create(segment=energy)
    grid = factories.OrganisationFactory.create(segment=energy)
    retail = factories.OrganisationFactory.create(segment=factories.SegmentFactory.create(name="Retail"))
    for organisation in (plant, plant, grid, retail):
        voting.vote(idea, by=factories.make_outsider(organisation=organisation))
    voting.vote(idea, by=factories.make_employee())
    assert Vote.objects.on(idea).by_segment() == [
        {"organisation__segment__name": "Energy", "customers": 3, "accounts": 2},
        {"organisation__segment__name": "Retail", "customers": 1, "accounts": 1},
    ]


@pytest.mark.parametrize(
    ("theme", "audience", "expected"),
    [
        ({}, Audience.NETWORK, 4),
        ({}, Audience.SHARED, 2),
        ({"is_project": True}, Audience.SHARED, 3),
        ({}, Audience.INTERNAL, 1),
        ({}, Audience.RESTRICTED, 1),
    ],
)
def test_accounts_in_view_are_those_that_can_see_the_idea(
    theme: dict[str, Any], audience: str, expected: int
) -> None:
    cast = Cast(theme)
    assert len({p.organisation_id for p in cast.people.values() if p.is_customer}) == 4
    idea = cast.idea(Stage.OPEN, audience)
    pages = Idea.objects.for_page(cast["employee"]).filter(pk=idea.pk)
    assert [vars(page)["accounts_in_view"] for page in pages.all()] == [expected]
    assert factories.OrganisationFactory.create(kind=OrganisationKind.ACADEMIC).pk
    assert [vars(page)["accounts_in_view"] for page in pages.all()] == [expected]
