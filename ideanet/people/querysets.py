"""Every question asked of the tables of people."""

import re
from typing import TYPE_CHECKING, Any, Final, Self

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import BaseUserManager
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from ideanet.gathered import is_one_of
from ideanet.people.stages import OrganisationKind, Role

if TYPE_CHECKING:
    from ideanet.people.models import Credential, Expertise, Invitation, Organisation, Person  # noqa: F401  # mypy reads the names in the bases

# Reads words as they are, but for their accents.
WORDS_CONFIG: Final = "ideanet_words"
# The index of names knows them by so many letters in a row.
TRIGRAM: Final = 3


def beginnings(words: str) -> str:
    """What `begin` asks for: texts in which each of the words begins one; empty if there is no word."""
    return " & ".join(f"{word}:*" for word in re.findall(r"\w+", words)[:8])


def begin(asked: str) -> SearchQuery:
    """Looks for what `beginnings` said."""
    return SearchQuery(asked, config=WORDS_CONFIG, search_type="raw")


class OrganisationQuerySet(QuerySet["Organisation"]):
    def visible_to(self, person: "Person") -> Self:
        """The rows for which `rules.may_view_organisation` is true."""
        if not person.is_active:
            return self.none()
        if person.is_employee:
            return self
        return self.filter(Q(kind=OrganisationKind.HOME) | Q(pk=person.organisation_id))

    def outside(self) -> Self:
        return self.exclude(kind=OrganisationKind.HOME)


class ExpertiseQuerySet(QuerySet["Expertise"]):
    def visible_to(self, person: "Person") -> Self:
        """The words of the people one sees: another customer's word would tell of that customer."""
        from ideanet.people.models import Person  # models are made of querysets

        knowing = Person.objects.visible_to(person).filter(expertise=OuterRef("pk"))
        return self.filter(Exists(knowing))


class PersonQuerySet(QuerySet["Person"]):
    def visible_to(self, person: "Person") -> Self:
        """The rows for which `rules.may_view_person` is true.

        Employees see everyone. Outsiders see employees and their own organisation; that another
        customer is here at all is not theirs to learn. Who has not proved their address is not here.
        """
        if not person.is_active:
            return self.none()
        here = self.filter(Q(joined_at__isnull=False) | Q(pk=person.pk))
        if person.is_employee:
            return here
        return here.filter(
            Q(organisation__kind=OrganisationKind.HOME) | Q(organisation_id=person.organisation_id)
        )

    def active(self) -> Self:
        return self.filter(is_active=True)

    def employees(self) -> Self:
        return self.filter(organisation__kind=OrganisationKind.HOME)

    def outsiders(self) -> Self:
        return self.exclude(organisation__kind=OrganisationKind.HOME)

    def granted(self, role: Role) -> Self:
        return self.filter(roles__contains=[role.value])

    def for_session(self) -> Self:
        """Load what every page asks of the signed-in person: organisation and second factor."""
        factors = Authenticator.objects.filter(user_id=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        return self.select_related("organisation").annotate(has_second_factor=Exists(factors))

    def for_cards(self) -> Self:
        """Load all that people/partials/byline.html shows."""
        return self.select_related("organisation")

    def for_directory(self) -> Self:
        """Load all that people/partials/card.html shows."""
        return self.for_cards().prefetch_related("expertise")

    def for_page(self) -> Self:
        """Load all that people/person.html shows of the person alone."""
        return self.select_related("organisation__segment", "manager__organisation").prefetch_related(
            "expertise"
        )

    def called_as(self, asked: str) -> Self:
        """Those whose name is as `beginnings` asks."""
        return self.alias(words=SearchVector("name", config=WORDS_CONFIG)).filter(words=begin(asked))

    def named(self, words: str) -> Self:
        """Those whose name holds every one of the words, in any order."""
        asked = [Q(name__icontains=word) for word in words.split()]
        if not any(len(word) >= TRIGRAM for word in words.split()):
            return self.filter(*asked)
        from ideanet.people.models import Person  # models are made of querysets

        return self.filter(is_one_of("pk", Person.objects.filter(*asked).order_by().values("pk")))


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Makes people; asks what PersonQuerySet asks."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        person: Person = self.get(email=(username or "").lower())
        return person

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """An active person; without a password they sign in by passkey or reset only."""
        person: Person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class CredentialQuerySet(QuerySet["Credential"]):
    def visible_to(self, person: "Person") -> Self:
        """The rows for which `rules.may_view_credential` is true."""
        if not person.is_active:
            return self.none()
        if person.holds(Role.ADMINISTRATOR):
            return self
        seen = Q(verified_at__isnull=False)
        if not person.is_employee:
            seen &= Q(person__organisation__kind=OrganisationKind.HOME) | Q(
                person__organisation_id=person.organisation_id
            )
        return self.filter(Q(person=person) | (seen & Q(person__joined_at__isnull=False)))

    def for_page(self) -> Self:
        """Load all that people/person.html shows."""
        return self.select_related("verified_by")

    def for_queue(self) -> Self:
        """Load all that people/queue.html shows."""
        return self.select_related("person__organisation")

    def waiting(self) -> Self:
        """Those that nobody has decided on yet."""
        return self.filter(verified_at__isnull=True, rejected_at__isnull=True)

    def counting(self) -> Self:
        """Verified and not expired today: the only ones that count for anything."""
        today = timezone.localdate()
        return self.filter(verified_at__isnull=False).filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=today)
        )


class InvitationQuerySet(QuerySet["Invitation"]):
    def usable(self) -> Self:
        """Neither used, nor taken back, nor run out by the database's clock."""
        return self.pending().filter(expires_at__gt=Now())

    def pending(self) -> Self:
        """Neither used nor taken back."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def for_list(self) -> Self:
        """Load all that people/invitations.html shows."""
        return self.select_related("organisation", "invited_by", "accepted_by")
