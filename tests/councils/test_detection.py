"""Conflicts that are found before anyone is asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from councils import detection
from councils.stages import ConflictKind
from ideanet.people.models import Person
from ideas.models import Authorship, Idea
from ideas.workflow import authoring
from tests import factories

pytestmark = pytest.mark.django_db


def find(idea: Idea, *people: Person) -> dict[int, ConflictKind]:
    return detection.find(Idea.objects.for_rules().get(pk=idea.pk), people)


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
    long_ago = timezone.now() - detection.CO_AUTHORS_FOR - timedelta(days=1)
    ideas = list(Idea.objects.filter(authorships__person=old_friend).values_list("pk", flat=True))
    Authorship.objects.filter(idea__in=ideas).update(accepted_at=long_ago)
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
    with django_assert_max_num_queries(4):  # type: ignore[operator]  # a fixture that is a function
        assert detection.find(idea, people) == {}
