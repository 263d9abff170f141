"""Conflicts found before anyone is asked: what ties a person to an idea or to its authors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from councils.models import CouncilReview, Relation
from councils.stages import ConflictKind
from ideanet.people.models import Person
from ideanet.prepared import Prepared
from ideas import prepared
from ideas.models import Amendment, Authorship, Handover, Idea, Revision
from ideas.stages import TAKEN_UP, HandoverState, Stage

A_YEAR = timedelta(days=365)
# Deeper than any reporting tree; a loop in it ends here too.
LEVELS = 20
# Stages in which authors still write together.
WRITTEN = frozenset({Stage.DRAFT, Stage.OPEN, Stage.IN_REVIEW})


def find(idea: Idea, people: Iterable[Person], *, years: int) -> dict[int, ConflictKind]:
    """The first conflict of each person who has one, by the person's key.

    `idea` needs its theme, customers and authorships (`for_rules()`), people their organisation; `years`
    is how long a shared idea counts. A few queries, however many people.
    """
    members = {person.pk: person for person in people}
    authors = Person.objects.select_related("organisation").in_bulk(
        [authorship.person_id for authorship in idea.authorships.all()]
    )
    # What others need not know is said last: who wrote it stands before who is related.
    found: dict[int, ConflictKind] = {}
    for kind, tied in (
        (ConflictKind.OWN_IDEA, authors.keys() & members.keys()),
        (ConflictKind.CONTRIBUTOR, _contributors(idea)),
        (ConflictKind.REPORTING_LINE, _reporting(set(authors), set(members))),
        (ConflictKind.SAME_TEAM, _teammates(authors, members)),
        (ConflictKind.SAME_ACCOUNT, _of_accounts(idea, authors, members)),
        (ConflictKind.CO_AUTHOR, _co_authors(idea, years)),
        (ConflictKind.RELATED, _related(set(authors), set(members))),
    ):
        found = {pk: kind for pk in tied if pk in members} | found
    return found


def find_new(review: CouncilReview) -> dict[int, ConflictKind]:
    """The conflicts of members, and of those who were asked, that are not on record yet.

    Load the review `for_rules()`.
    """
    noted = {conflict.person_id for conflict in review.conflicts.all()}
    seated = {seat.person_id for seat in review.council.seats.all() if seat.is_sitting}
    asked = {assignment.person_id for assignment in review.assignments.all()}
    people = Person.objects.active().filter(pk__in=(seated | asked) - noted).select_related("organisation")
    return find(prepared.for_rules(review.idea_id), people, years=review.co_author_years)


def _contributors(idea: Idea) -> set[int]:
    """Whose words are in it without being an author now. One query."""
    return {idea.created_by_id} | {pk for (pk,) in _CONTRIBUTORS.rows(idea.pk)}


def _had_a_part_in(idea: int) -> QuerySet[Any, Any]:
    """Who published a revision, proposed what was taken up, handed it over, or wrote one merged into it."""
    proposers = Amendment.objects.filter(idea=idea, state__in=TAKEN_UP).order_by().values_list("proposer")
    givers = Handover.objects.filter(idea=idea, state=HandoverState.ACCEPTED).order_by().values_list("giver")
    editors = Revision.objects.filter(idea=idea).order_by().values_list("published_by")
    merged = Authorship.objects.filter(
        idea__merges__target=idea, idea__merges__undone_at__isnull=True, accepted_at__isnull=False
    )
    return proposers.union(givers, editors, merged.order_by().values_list("person"))


def _co_authors(idea: Idea, years: int) -> set[int]:
    """Who writes another idea with an author, or joined or was joined by one within so many years. One query."""
    return {pk for (pk,) in _CO_AUTHORS.rows(idea.pk, timezone.now() - years * A_YEAR)}


def _wrote_with_authors_of(idea: int, since: datetime) -> QuerySet[Any, Any]:
    authors = Authorship.objects.filter(idea=idea).order_by().values("person")
    theirs = Authorship.objects.filter(person__in=authors, accepted_at__isnull=False).exclude(idea=idea)
    lately = theirs.filter(Q(accepted_at__gte=since) | Q(idea__stage__in=WRITTEN))
    shared = Q(idea__in=lately.order_by().values("idea"))
    joined = Q(accepted_at__gte=since, idea__in=theirs.order_by().values("idea"))
    return Authorship.objects.filter(shared | joined, accepted_at__isnull=False).values_list("person")


_CONTRIBUTORS: Prepared[Any] = Prepared(_had_a_part_in)
_CO_AUTHORS: Prepared[Any] = Prepared(_wrote_with_authors_of)


def _teammates(authors: Mapping[int, Person], members: Mapping[int, Person]) -> set[int]:
    """Same unit and same manager as an author."""
    teams = {_team(author) for author in authors.values()} - {None}
    return {pk for pk, member in members.items() if _team(member) in teams}


@dataclass(frozen=True)
class _Team:
    unit: str
    manager_id: int


def _team(person: Person) -> _Team | None:
    if not person.unit or person.manager_id is None:
        return None
    return _Team(person.unit.casefold(), person.manager_id)


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


def _of_accounts(idea: Idea, authors: Mapping[int, Person], members: Mapping[int, Person]) -> set[int]:
    """Members of customer organisations that the idea is meant for, or that an author is of."""
    meant = {customer.pk for customer in idea.theme.customers.all()} if idea.theme.is_project else set()
    accounts = meant | {author.organisation_id for author in authors.values() if author.is_outsider}
    return {pk for pk, member in members.items() if member.organisation_id in accounts}


def _related(authors: set[int], members: set[int]) -> set[int]:
    rows = Relation.objects.between(members, authors).values_list("person_id", "other_id")
    return {pk for pair in rows for pk in pair}
