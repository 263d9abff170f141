"""Conflicts that are found before anyone is asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from councils import detection
from councils.stages import ConflictKind, RelationKind
from councils.workflow import relating
from ideanet.people.models import Person
from ideas.models import Authorship, Idea
from ideas.stages import AmendedPart, Audience, CommentAudience, HandoverKind, Stage
from ideas.workflow import amending, authoring, handing, merging
from ideas.workflow.amending import Proposal
from tests import factories
from tests.ideas.cast import merge

pytestmark = pytest.mark.django_db

YEARS = 2


def find(idea: Idea, *people: Person) -> dict[int, ConflictKind]:
    return detection.find(Idea.objects.for_rules().get(pk=idea.pk), people, years=YEARS)


def add_author(idea: Idea, person: Person, *, accept: bool = True) -> None:
    authoring.invite(idea, person, by=idea.created_by)
    if accept:
        authoring.accept(idea, by=person)


def test_strangers_have_no_conflict() -> None:
    assert find(factories.make_idea(), factories.make_employee(), factories.make_outsider()) == {}


def test_authors_have_a_conflict_with_their_own_idea_even_before_they_accept() -> None:
    author, invited = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    add_author(idea, invited, accept=False)
    assert find(idea, author, invited) == {
        author.pk: ConflictKind.OWN_IDEA,
        invited.pk: ConflictKind.OWN_IDEA,
    }


def test_the_whole_reporting_line_is_in_conflict_up_and_down_but_not_sideways() -> None:
    top = factories.make_employee()
    boss = factories.make_employee(manager=top)
    author = factories.make_employee(manager=boss)
    report = factories.make_employee(manager=author)
    below = factories.make_employee(manager=report)
    peer = factories.make_employee(manager=boss)
    found = find(factories.make_idea(author), top, boss, report, below, peer)
    assert found == {p.pk: ConflictKind.REPORTING_LINE for p in (top, boss, report, below)}


def test_a_loop_in_the_reporting_tree_ends() -> None:
    one = factories.make_employee()
    two = factories.make_employee(manager=one)
    Person.objects.filter(pk=one.pk).update(manager=two)
    assert find(factories.make_idea(one), two) == {two.pk: ConflictKind.REPORTING_LINE}


def test_who_wrote_with_an_author_lately_is_in_conflict() -> None:
    author, friend, old_friend = (factories.make_employee() for _number in range(3))
    add_author(factories.make_idea(author), friend)
    add_author(factories.make_idea(author), old_friend)
    long_ago = timezone.now() - YEARS * detection.A_YEAR - timedelta(days=1)
    ideas = list(Idea.objects.filter(authorships__person=old_friend).values_list("pk", flat=True))
    Authorship.objects.filter(idea__in=ideas).update(accepted_at=long_ago)
    Idea.objects.update(stage=Stage.DECLINED)
    idea = factories.make_idea(author)
    assert find(idea, friend, old_friend) == {friend.pk: ConflictKind.CO_AUTHOR}


def test_the_account_a_project_is_for_is_in_conflict() -> None:
    inside, other = factories.make_outsider(), factories.make_outsider()
    theme = factories.ThemeFactory.create(is_project=True)
    theme.customers.add(inside.organisation)
    idea = factories.make_idea(theme=theme)
    assert find(idea, inside, other) == {inside.pk: ConflictKind.SAME_ACCOUNT}


def test_a_loop_of_managers_or_many_people_cost_a_few_queries(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    idea = Idea.objects.for_rules().get(pk=factories.make_idea().pk)
    people = list(
        Person.objects.select_related("organisation").filter(
            pk__in=[factories.make_employee().pk for _number in range(30)]
        )
    )
    with django_assert_max_num_queries(6):  # type: ignore[operator]  # a fixture that is a function
        assert detection.find(idea, people, years=YEARS) == {}


def test_who_still_writes_with_an_author_is_in_conflict_however_long_ago_it_began() -> None:
    author, still, once = (factories.make_employee() for _number in range(3))
    begun, done = factories.make_idea(author), factories.make_idea(author)
    add_author(begun, still)
    add_author(done, once)
    Authorship.objects.update(accepted_at=timezone.now() - 5 * detection.A_YEAR)
    Idea.objects.filter(pk=done.pk).update(stage=Stage.DECLINED)
    idea = factories.make_idea(author)
    assert find(idea, still, once) == {still.pk: ConflictKind.CO_AUTHOR}


def test_the_years_count_from_whoever_came_last() -> None:
    author, lately = factories.make_employee(), factories.make_employee()
    old = factories.make_idea(author)
    add_author(old, lately)
    Idea.objects.filter(pk=old.pk).update(stage=Stage.DECLINED)
    Authorship.objects.filter(person=author).update(accepted_at=timezone.now() - 5 * detection.A_YEAR)
    idea = Idea.objects.for_rules().get(pk=factories.make_idea(author).pk)
    assert detection.find(idea, [lately], years=1) == {lately.pk: ConflictKind.CO_AUTHOR}
    assert detection.find(idea, [lately], years=0) == {}


def test_a_team_is_the_same_unit_and_the_same_manager_and_not_one_of_the_two() -> None:
    boss, other_boss = factories.make_employee(), factories.make_employee()
    author = factories.make_employee(manager=boss, unit="Grid")
    mate = factories.make_employee(manager=boss, unit="grid")
    elsewhere = factories.make_employee(manager=boss, unit="Sales")
    under_another = factories.make_employee(manager=other_boss, unit="Grid")
    found = find(factories.make_idea(author), mate, elsewhere, under_another)
    assert found == {mate.pk: ConflictKind.SAME_TEAM}


def test_whose_amendment_was_taken_up_had_a_hand_in_it_and_whose_was_declined_had_not() -> None:
    idea, taken, declined = factories.make_idea(), factories.make_employee(), factories.make_employee()
    for person in (taken, declined):
        proposal = Proposal(idea.revision_number, AmendedPart.NUGGET, 0, f"As {person.pk} says.", "Clearer.")
        made = amending.propose(idea, proposal, by=person, audience=CommentAudience.EVERYONE)
        if person == taken:
            amending.accept(made, by=idea.created_by, note="Better.")
        else:
            amending.decline(made, by=idea.created_by, reason="No.")
    assert find(idea, taken, declined) == {taken.pk: ConflictKind.CONTRIBUTOR}


def test_who_handed_the_idea_over_and_left_had_a_hand_in_it() -> None:
    giver, taker = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(giver)
    handing.accept(handing.offer(idea, taker, by=giver, kind=HandoverKind.LEAVE), by=taker)
    assert find(idea, giver, taker) == {giver.pk: ConflictKind.CONTRIBUTOR, taker.pk: ConflictKind.OWN_IDEA}


def test_the_authors_of_what_was_merged_into_it_had_a_hand_in_it_until_it_is_taken_apart() -> None:
    author, idea = factories.make_employee(), factories.make_idea(audience=Audience.NETWORK)
    merged = factories.make_idea(author, audience=Audience.NETWORK)
    merge(merged, idea, by=author)
    assert find(idea, author) == {author.pk: ConflictKind.CONTRIBUTOR}
    merging.undo(merged, by=author)
    assert find(idea, author) == {}


def test_a_relation_holds_both_ways_whoever_declared_it() -> None:
    author, sister, friend = (factories.make_employee() for _number in range(3))
    relating.declare(author, by=sister, kind=RelationKind.FAMILY)
    relating.declare(friend, by=author, kind=RelationKind.FRIEND)
    found = find(factories.make_idea(author), sister, friend)
    assert found == dict.fromkeys((sister.pk, friend.pk), ConflictKind.RELATED)


def test_the_words_of_a_conflict_tell_the_relation_last() -> None:
    boss = factories.make_employee()
    author = factories.make_employee(manager=boss)
    relating.declare(author, by=boss, kind=RelationKind.FAMILY)
    assert find(factories.make_idea(author), boss) == {boss.pk: ConflictKind.REPORTING_LINE}
