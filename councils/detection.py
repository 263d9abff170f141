"""Conflicts found before anyone is asked: own idea, co-author, reporting line, the account it is meant for."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from councils.stages import ConflictKind
from ideanet.people.models import Person
from ideas.models import Authorship, Idea

CO_AUTHORS_FOR = timedelta(days=2 * 365)
# Deeper than any reporting tree; a loop in it ends here too.
LEVELS = 20


def find(idea: Idea, people: Iterable[Person]) -> dict[int, ConflictKind]:
    """The first conflict of each person who has one, by the person's key.

    `idea` needs its theme, customers and authorships (`for_rules()`), people their organisation. A few
    queries, however many people.
    """
    members = {person.pk: person for person in people}
    authors = {authorship.person_id for authorship in idea.authorships.all()}
    co_authors = _co_authors(idea, authors)
    related = _reporting(authors, set(members))
    accounts = _accounts(idea, authors)
    found: dict[int, ConflictKind] = {}
    for pk, person in members.items():
        if pk in authors:
            found[pk] = ConflictKind.OWN_IDEA
        elif pk in related:
            found[pk] = ConflictKind.REPORTING_LINE
        elif person.organisation_id in accounts:
            found[pk] = ConflictKind.SAME_ACCOUNT
        elif pk in co_authors:
            found[pk] = ConflictKind.CO_AUTHOR
    return found


def _co_authors(idea: Idea, authors: set[int]) -> set[int]:
    """Who wrote another idea with an author lately."""
    shared = (
        Authorship.objects.filter(person__in=authors, accepted_at__gte=timezone.now() - CO_AUTHORS_FOR)
        .exclude(idea=idea)
        .values("idea")
    )
    return set(
        Authorship.objects.filter(idea__in=shared, accepted_at__isnull=False).values_list(
            "person_id", flat=True
        )
    )


def _reporting(authors: set[int], members: set[int]) -> set[int]:
    """Members above an author in the reporting tree, or below one."""
    managers = _managers(authors | members)
    above = {boss for author in authors for boss in _line(author, managers)}
    below = {member for member in members if authors.intersection(_line(member, managers))}
    return members & above | below


def _managers(people: set[int]) -> dict[int, int]:
    """Each person's manager, and theirs in turn, level by level: one query a level."""
    found: dict[int, int] = {}
    asked: set[int] = set()
    asking = people
    for _level in range(LEVELS):
        if not asking:
            break
        rows = Person.objects.filter(pk__in=asking, manager__isnull=False)
        found |= {pk: manager for pk, manager in rows.values_list("pk", "manager_id") if manager is not None}
        asked |= asking
        asking = set(found.values()) - asked
    return found


def _line(person: int, managers: dict[int, int]) -> set[int]:
    """Everyone above the person."""
    above: set[int] = set()
    while (person := managers.get(person, 0)) and person not in above:
        above.add(person)
    return above


def _accounts(idea: Idea, authors: set[int]) -> set[int]:
    """Customer organisations that the idea is meant for, or that an author is of."""
    meant = {customer.pk for customer in idea.theme.customers.all()} if idea.theme.is_project else set()
    of_authors = Person.objects.outsiders().filter(pk__in=authors).values_list("organisation_id", flat=True)
    return meant | set(of_authors)
