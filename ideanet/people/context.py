"""What a page knows of its reader: the person, and the links that are theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.people import rules
from ideanet.people.masthead import Link, Masthead, Member
from ideanet.people.models import Person
from ideanet.people.stages import Role

Entry = tuple[str, Promise]


@cache
def _address(name: str) -> str:
    """Of a page that has one address: asked for two dozen times a page."""
    return reverse(name)


@dataclass
class Reader:
    """Needs `person` from `Person.objects.for_session()`; asks the database nothing more."""

    person: Person
    path: str
    query: str = ""

    @property
    def words(self) -> str:
        """What was searched for, on the page that says what was found."""
        return self.query if self.path == _address("ideas:search") else ""

    @cached_property
    def masthead(self) -> Masthead:
        """What stands at the top of each page: equal for equal people on pages of one room."""
        person = self.person
        return Masthead(
            person=Member(
                person.pk,
                person.name,
                person.initials,
                str(person.organisation),
                person.get_absolute_url(),
                person.is_employee,
            ),
            links=tuple(self.links),
            own_links=tuple(self.own_links),
            office_links=tuple(self.office_links),
        )

    @cached_property
    def links(self) -> list[Link]:
        """The main navigation, as this person has it."""
        return self._links(self._rooms())

    @cached_property
    def own_links(self) -> list[Link]:
        """What concerns the person alone."""
        return self._links(self._own())

    @cached_property
    def office_links(self) -> list[Link]:
        """What those look after who run the place."""
        return self._links(self._office())

    @property
    def lacks_second_factor(self) -> bool:
        """Whether roles were granted whose powers are locked until there is a second factor."""
        return bool(self.person.roles) and not self.person.may_use_powers

    @property
    def is_spared_second_factor(self) -> bool:
        """Whether this is the demo, where the powers work without one."""
        return (
            bool(self.person.roles)
            and not settings.SECOND_FACTOR_REQUIRED
            and not self.person.has_second_factor
        )

    def _links(self, entries: Iterator[Entry]) -> list[Link]:
        found = [(label, _address(name)) for name, label in entries]
        return [Link(str(label), url, self._is_current(url), url == self.path) for label, url in found]

    def _is_current(self, url: str) -> bool:
        return self.path == url if url == "/" else self.path.startswith(url)

    def _rooms(self) -> Iterator[Entry]:
        yield "home", _("Home")
        yield "ideas:ideas", _("Ideas")
        yield "ideas:themes", _("Themes")
        yield "ideas:sessions", _("Sessions")
        yield "councils:councils", _("Councils")
        yield "awards:cycles", _("Awards")
        if self.person.holds(Role.MARKETING):
            yield "publishing:drafts", _("Drafts")
        if self.person.is_employee:
            yield "reports:goals", _("Goals")
        if self.person.holds(Role.EXECUTIVE):
            yield "reports:output", _("Reports")
        yield "people:people", _("People")

    def _own(self) -> Iterator[Entry]:
        yield "people:profile", _("Edit your profile")
        yield "activity:follows", _("What you follow")
        yield "activity:wishes", _("How you hear")
        yield "usersessions_list", _("Where you are signed in")

    def _office(self) -> Iterator[Entry]:
        if rules.may_invite(self.person):
            yield "people:invitations", _("Invitations")
        if self.person.holds(Role.MARKETING):
            yield "ideas:duplicates", _("Likely duplicates")
        if not rules.may_administer(self.person):
            return
        yield "people:organisations", _("Organisations")
        yield "people:queue", _("Credentials to verify")
        yield "people:publish_guidelines", _("Guidelines")
        yield "activity:standards", _("How people hear")
        yield "activity:record", _("Record")
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            yield "activity:mails", _("Mail")
        yield "people:style", _("Style page")
