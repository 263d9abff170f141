"""Merging: by whom, what it does to tallies, pages and people, and that it can be undone without a trace."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from ideanet.activity.announcing import announce
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas import proofs
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Merge, Vote
from ideas.stages import Audience, Stage
from ideas.workflow import authoring, commenting, merging, voting, writing
from ideas.workflow.tallies import VOTE_COUNTERS
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import merge, queries, sign_in

pytestmark = pytest.mark.django_db


def pair(**fields: Any) -> tuple[Idea, Idea, Person]:
    """An idea, another that it may be merged into, and its author."""
    author = factories.make_employee(name="Anna Author")
    idea = factories.make_idea(author, title="The small one", **{"audience": Audience.NETWORK} | fields)
    return idea, factories.make_idea(title="The large one", audience=Audience.NETWORK), author


def tallies(idea: Idea) -> tuple[int, ...]:
    """Backers, customers, accounts; backers and customers of this version."""
    kept = Idea.objects.get(pk=idea.pk)
    return tuple(getattr(kept, name) for name in VOTE_COUNTERS)


def everything_adds_up() -> bool:
    return not [found for _label, proof in proofs.all_proofs() for found in proof() if found]


def test_whoever_supports_both_counts_once_and_so_does_an_account() -> None:
    idea, into, author = pair()
    account = factories.OrganisationFactory.create()
    one, both, other = (factories.make_employee() for _ in range(3))
    customers = [factories.make_outsider(organisation=account) for _ in range(2)]
    for person in (one, both, customers[0]):
        voting.vote(idea, by=person)
    for person in (both, other, customers[1]):
        voting.vote(into, by=person)
    before = tallies(idea), tallies(into)
    assert before == ((2, 1, 1, 2, 1), (2, 1, 1, 2, 1))
    merge(idea, into, by=author)
    # Nobody who has only seen the other text stands behind this version of this one.
    assert (tallies(idea), tallies(into)) == (before[0], (3, 2, 1, 2, 1))
    assert everything_adds_up()
    merging.undo(idea, by=author)
    assert (tallies(idea), tallies(into)) == before
    assert everything_adds_up()


def test_votes_after_a_merge_are_counted_over_both() -> None:
    idea, into, author = pair()
    early, late = factories.make_employee(), factories.make_employee()
    voting.vote(idea, by=early)
    merge(idea, into, by=author)
    voting.vote(into, by=late)
    voting.vote(into, by=early)
    assert tallies(into) == (2, 0, 0, 2, 0)
    writing.publish_revision(
        into,
        Text("Turned", "N.", ""),
        by=into.authorships.get().person,
        note="T",
        read_number=1,
        is_material=True,
    )
    assert tallies(into) == (2, 0, 0, 0, 0)
    voting.vote(into, by=late)
    assert tallies(into) == (2, 0, 0, 1, 0)
    assert everything_adds_up()


def test_support_that_came_along_can_be_taken_back() -> None:
    idea, into, author = pair()
    backer = factories.make_employee()
    voting.vote(idea, by=backer)
    merge(idea, into, by=author)
    page = sign_in(backer).get(into.get_absolute_url()).content.decode()
    assert "You supported an idea that was merged into this one" in page
    voting.unvote(into, by=backer)
    assert (tallies(into), tallies(idea), Vote.objects.count()) == ((0,) * 5, (0,) * 5, 0)
    assert everything_adds_up()


def test_no_author_supports_their_own_idea_through_another() -> None:
    idea, into, author = pair()
    owner = into.authorships.get().person
    voting.vote(idea, by=owner)
    merge(idea, into, by=author)
    assert tallies(into) == (0,) * 5
    helper = factories.make_employee()
    voting.vote(into, by=helper)
    authoring.invite(into, helper, by=owner)
    authoring.accept(into, by=helper)
    assert tallies(into) == (0,) * 5
    assert everything_adds_up()


def test_an_author_merges_or_marketing_with_a_reason_and_nobody_else() -> None:
    idea, into, author = pair()
    marketer = factories.make_powerful(Role.MARKETING)
    for person in (factories.make_employee(), into.authorships.get().person, factories.make_outsider()):
        with pytest.raises(PermissionDenied):
            merging.merge(idea, into, by=person, reason="The same.")
    with pytest.raises(RefusedError, match="Ask the authors of the other idea"):
        merging.merge(idea, into, by=author, reason="The same.")
    with pytest.raises(RefusedError, match="Say why"):
        merging.merge(idea, into, by=marketer)
    merging.merge(idea, into, by=marketer, reason="They say the same.")
    with pytest.raises(PermissionDenied):
        merging.undo(idea, by=into.authorships.get().person)
    merging.undo(idea, by=author)
    assert Merge.objects.get().undone_by == author


def test_nobody_merges_into_what_they_do_not_see() -> None:
    idea, _into, author = pair()
    hidden = factories.make_idea(audience=Audience.RESTRICTED)
    with pytest.raises(PermissionDenied):
        merge(idea, hidden, by=author)
    address = reverse("ideas:merging", args=[idea.pk])
    client = sign_in(author)
    assert client.get(f"{address}?into={hidden.pk}").status_code == 404
    assert client.post(address, {"into": hidden.pk}).status_code == 404
    assert client.get(f"{address}?into=987654321").status_code == 404


def test_what_is_against_a_merge_is_said() -> None:
    idea, into, author = pair()
    with pytest.raises(RefusedError, match="into itself"):
        merging.merge(idea, idea, by=author)
    restricted = factories.make_idea(author, audience=Audience.RESTRICTED)
    with pytest.raises(RefusedError, match="restricted idea"):
        merge(restricted, into, by=author)
    merge(idea, into, by=author)
    with pytest.raises(OutOfDateError):
        merge(idea, into, by=author)
    third = factories.make_idea(author)
    with pytest.raises(OutOfDateError, match="takes no ideas in"):
        merge(third, idea, by=author)
    with pytest.raises(RefusedError, match="Others were merged into this"):
        merge(into, third, by=into.authorships.get().person)


def test_the_database_refuses_chains_and_circles() -> None:
    idea, into, author = pair()
    merge(idea, into, by=author)
    third = factories.make_idea(author)

    def point(one: Idea, other: Idea) -> None:
        with transaction.atomic():
            Idea.objects.filter(pk=one.pk).update(stage=Stage.MERGED, merged_into=other)

    for one, other in ((third, idea), (into, third), (into, idea), (third, third)):
        with pytest.raises(IntegrityError):
            point(one, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(idea=idea, target=third, by=author, owed_by=author, answer_due_on="2030-01-01")


def test_the_way_back_restores_what_was_owed() -> None:
    idea, into, author = pair()
    before = Idea.objects.values("stage", "owed_by", "answer_due_on", "answered_at").get(pk=idea.pk)
    merge(idea, into, by=author)
    assert Idea.objects.get(pk=idea.pk).owed_by is None
    merging.undo(idea, by=author)
    assert Idea.objects.values(*before).get(pk=idea.pk) == before
    with pytest.raises(OutOfDateError):
        merging.undo(idea, by=author)


def told(idea: Idea) -> set[str]:
    for event in Event.objects.filter(announced_at__isnull=True).order_by("pk"):
        announce(event.pk)
    notices = Notice.objects.filter(event__topic_id=idea.pk, event__kind__in=["idea.merge", "idea.absorbed"])
    return set(notices.values_list("person__name", flat=True))


def test_followers_of_both_are_told_and_no_word_names_the_other() -> None:
    idea, into, author = pair()
    backer, other = factories.make_employee(name="Bea Backer"), factories.make_employee(name="Otto Other")
    voting.vote(idea, by=backer)
    voting.vote(into, by=other)
    told(idea)
    merge(idea, into, by=author)
    assert "Bea Backer" in told(idea)
    assert "Otto Other" in told(into)
    for event in Event.objects.filter(kind__in=["idea.merge", "idea.absorbed", "idea.merged_into"]):
        assert "large" not in str(event.data)
        assert "small" not in str(event.data)


def page(person: Person, address: str) -> str:
    answer = sign_in(person).get(address)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_nobody_sees_through_a_merge_what_they_could_not_see_before() -> None:
    idea, into, author = pair(audience=Audience.INTERNAL)
    commenting.post(idea, by=author, body="Velvet words.", audience="everyone")
    voting.vote(idea, by=factories.make_employee(name="Vera Velvet"))
    customer, employee = factories.make_outsider(), factories.make_employee()
    merge(idea, into, by=author)
    merged = reverse("ideas:merged", args=[into.pk])
    addresses = [
        into.get_absolute_url(),
        merged,
        *(reverse(f"ideas:{name}", args=[into.pk]) for name in ("votes", "history", "comments")),
    ]
    for address in addresses:
        seen = page(customer, address)
        for secret in ("The small one", "Velvet", f"/ideas/{idea.pk}/", "ideas:merged"):
            assert (address, secret, secret in seen) == (address, secret, False)
    assert merged not in page(customer, into.get_absolute_url())
    assert page(customer, idea.get_absolute_url()) == "404"
    assert "The small one" in page(employee, merged)
    assert merged in page(employee, into.get_absolute_url())
    assert "Vera Velvet" in page(employee, reverse("ideas:votes", args=[into.pk]))


def test_the_pointer_is_shown_to_those_who_see_where_it_leads() -> None:
    author, marketer = factories.make_employee(), factories.make_powerful(Role.MARKETING)
    idea = factories.make_idea(author, audience=Audience.NETWORK)
    into = factories.make_idea(title="The large one", audience=Audience.INTERNAL)
    merging.merge(idea, into, by=marketer, reason="The same.")
    assert "The large one" in page(author, idea.get_absolute_url())
    outside = page(factories.make_outsider(), idea.get_absolute_url())
    assert ("It lives on in another idea" in outside, "The large one" in outside) == (True, False)
    assert into.get_absolute_url() not in outside


def test_the_author_of_both_merges_on_the_pages_and_takes_it_back() -> None:
    idea, _other, author = pair()
    into = factories.make_idea(author, title="The large one of hers", audience=Audience.NETWORK)
    client = sign_in(author)
    address = reverse("ideas:merging", args=[idea.pk])
    assert f'href="{address}"' in client.get(idea.get_absolute_url()).content.decode()
    assert f"{address}?into={into.pk}" in client.get(f"{address}?q=large").content.decode()
    assert (
        "Whoever supports both is counted once." in client.get(f"{address}?into={into.pk}").content.decode()
    )
    assert client.post(address, {"into": into.pk})["Location"] == into.get_absolute_url()
    assert "Take them apart" in client.get(address).content.decode()
    assert client.post(address, {"_method": "delete"})["Location"] == idea.get_absolute_url()
    assert Idea.objects.get(pk=idea.pk).stage == Stage.OPEN


def test_marketing_reads_that_a_reason_is_missing() -> None:
    idea, into, _author = pair()
    client = sign_in(factories.make_powerful(Role.MARKETING))
    address = reverse("ideas:merging", args=[idea.pk])
    assert client.post(address, {"into": into.pk, "reason": " "}).status_code == 422
    assert client.post(address, {"into": into.pk, "reason": "The same."}).status_code == 302


def test_a_merge_is_proved_by_its_rows() -> None:
    idea, into, author = pair()
    merge(idea, into, by=author)
    Idea.objects.filter(pk=into.pk).update(merged_count=F("merged_count") + 1)
    assert not everything_adds_up()


def test_a_vote_for_an_idea_with_merged_ones_costs_little_more() -> None:
    idea, into, author = pair()
    client = sign_in(factories.make_employee())
    merge(idea, into, by=author)
    with queries() as asked:
        client.post(reverse("ideas:votes", args=[into.pk]))
    assert len(asked) <= 10
