"""Everybody whom a rule about ideas may tell apart, and ideas in any state for them to look at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind, Role
from ideas import merge_rules
from ideas.models import Authorship, Idea, Merge, Reader, Revision, Round, Theme
from ideas.stages import Audience, ReaderReason, Stage
from ideas.workflow import consenting, merging
from tests import factories

KINDS = (
    "author",
    "invited",
    "owner",
    "employee",
    "marketing",
    "executive",
    "administrator",
    "councillor",
    "named",
    "chosen",
    "project",
    "rival",
    "academic",
    "gone",
)
EMPLOYEES = {"author", "invited", "owner", "employee", "marketing", "executive", "administrator"}


@dataclass
class Cast:
    """`owner` owns the theme and owes the answer; `councillor` is an analyst on the council that vets it;
    `named` is a customer named as a reader; `chosen` and `project` are of customers that the idea, or its
    project theme, is shared with; `gone` is an employee whose account is closed.
    """

    theme_fields: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def people(self) -> dict[str, Person]:
        outsider = factories.make_outsider
        return {
            "author": factories.make_employee(name="Arthur Author"),
            "invited": factories.make_employee(name="Ines Invited"),
            "owner": factories.make_employee(name="Olga Owner"),
            "employee": factories.make_employee(name="Emma Employee"),
            "marketing": factories.make_powerful(Role.MARKETING, name="Mark Marketing"),
            "executive": factories.make_powerful(Role.EXECUTIVE, name="Xenia Executive"),
            "administrator": factories.make_powerful(Role.ADMINISTRATOR, name="Adam Administrator"),
            "councillor": outsider(OrganisationKind.ANALYST, name="Conrad Councillor"),
            "named": outsider(name="Nora Named"),
            "chosen": outsider(organisation=self.chosen, name="Carla Chosen"),
            "project": outsider(organisation=self.project, name="Peter Project"),
            "rival": outsider(name="Rita Rival"),
            "academic": outsider(OrganisationKind.ACADEMIC, name="Ada Academic"),
            "gone": factories.make_employee(name="Gustav Gone", is_active=False),
        }

    @cached_property
    def chosen(self) -> Organisation:
        return factories.OrganisationFactory.create(name="Chosen Ltd")

    @cached_property
    def project(self) -> Organisation:
        return factories.OrganisationFactory.create(name="Project Ltd")

    @cached_property
    def theme(self) -> Theme:
        theme = factories.ThemeFactory.create(owner=self["owner"], **self.theme_fields)
        if theme.is_project:
            theme.customers.add(self.project)
        return theme

    def __getitem__(self, kind: str) -> Person:
        return self.people[kind]

    def those(self, test: Callable[..., bool], *about: object) -> set[str]:
        """The kinds of whom it is true, about something."""
        return {kind for kind, person in self.people.items() if test(person, *about)}

    def idea(self, stage: str = Stage.OPEN, audience: str = Audience.INTERNAL, **fields: Any) -> Idea:
        """An idea in that state as the database allows it, whatever way led there."""
        is_draft, is_merged = stage == Stage.DRAFT, stage == Stage.MERGED
        idea = Idea.objects.create(
            theme=self.theme,
            stage=stage,
            audience=audience,
            created_by=self["author"],
            revision_number=0 if is_draft else 1,
            opened_at=None if is_draft else timezone.now(),
            owed_by=self["owner"] if stage in {Stage.OPEN, Stage.IN_REVIEW} else None,
            answer_due_on=timezone.localdate() + timedelta(days=14) if stage == Stage.OPEN else None,
            merged_into=factories.make_idea() if is_merged else None,
            **{"title": "A quiet idea", "nugget": "A nugget.", "body": "A body."} | fields,
        )
        self._attach(idea, is_draft=is_draft)
        return Idea.objects.get(pk=idea.pk)

    def _attach(self, idea: Idea, *, is_draft: bool) -> None:
        Authorship.objects.create(idea=idea, person=self["author"], share=100, accepted_at=timezone.now())
        Authorship.objects.create(idea=idea, person=self["invited"], share=0, position=1)
        Reader.objects.create(idea=idea, person=self["named"], reason=ReaderReason.NAMED)
        Reader.objects.create(idea=idea, person=self["councillor"], reason=ReaderReason.COUNCIL)
        idea.shared_with.add(self.chosen)
        if not is_draft:
            round_ = Round.objects.create(idea=idea, number=1, started_by=self["author"])
            Revision.objects.create(
                idea=idea,
                number=1,
                round=round_,
                title=idea.title,
                nugget=idea.nugget,
                body=idea.body,
                published_by=self["author"],
            )


def sign_in(person: Person, **headers: Any) -> Client:
    """A browser in which this person is signed in."""
    client = Client(headers=headers or None)
    client.force_login(person)
    return client


def with_htmx(person: Person) -> Client:
    return sign_in(person, hx_request="true")


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements that were sent, but for those that only begin and end transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    found += [query["sql"] for query in captured if not query["sql"].startswith(control)]


def merge(idea: Idea, into: Idea, *, by: Person, reason: str = "They say the same.") -> Merge:
    """By an author of the idea, with the word of the other side."""
    if merge_rules.writes_one_of(by, idea, into):
        proposal = consenting.propose(idea, into, by=by, reason=reason)
        return consenting.accept(proposal, by=into.authorships.earliest("pk").person)
    return merging.merge(idea, into, by=by, reason=reason)
