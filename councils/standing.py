"""How a candidate stands against a council's entry requirements, each with what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from councils.models import Council, Requirement
from councils.stages import RequirementKind
from ideanet.people.models import Credential, Person
from ideanet.people.stages import CredentialKind, OrganisationKind
from ideas.models import Idea
from ideas.stages import Stage

# An idea that got at least this far was approved once; archived ones may have been declined.
_APPROVED = (Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED)


@dataclass(frozen=True)
class Standing:
    """One requirement and one person: `found` lists what counts towards it, in words."""

    requirement: Requirement
    found: list[str]

    @property
    def is_met(self) -> bool:
        return len(self.found) >= self.requirement.number


@dataclass(frozen=True)
class Record:
    """What requirements are judged by; unverified and expired credentials count for nothing."""

    credentials: list[Credential]
    approved: list[Idea]
    organisation_kind: str

    @classmethod
    def of(cls, person: Person, *, reader: Person) -> "Record":
        """In two queries. Ideas that the reader may not see count without their titles."""
        approved = Idea.objects.written_by(person).filter(stage__in=_APPROVED).order_by("pk")
        seen = set(Idea.objects.visible_to(reader).filter(pk__in=approved).values_list("pk", flat=True))
        ideas = list(approved.only("pk", "title"))
        for idea in ideas:
            if idea.pk not in seen:
                idea.title = _("An idea that is not shared with you")
        return cls(
            credentials=list(Credential.objects.counting().filter(person=person)),
            approved=ideas,
            organisation_kind=person.organisation.kind,
        )


def sentence_of(requirement: Requirement) -> str:
    """The rule in words, such as "2 verified credentials: Patent"."""
    if requirement.kind == RequirementKind.CREDENTIAL:
        return _("Verified credentials of the kind “%(kind)s”: at least %(number)d") % {
            "kind": CredentialKind(requirement.credential_kind).label,
            "number": requirement.number,
        }
    if requirement.kind == RequirementKind.IDEAS_APPROVED:
        return _("Ideas approved by a council: at least %(number)d") % {"number": requirement.number}
    return _("An organisation of the kind “%(kind)s”") % {
        "kind": OrganisationKind(requirement.organisation_kind).label
    }


def stand(record: Record, requirement: Requirement) -> Standing:
    if requirement.kind == RequirementKind.CREDENTIAL:
        found = [c.title for c in record.credentials if c.kind == requirement.credential_kind]
    elif requirement.kind == RequirementKind.IDEAS_APPROVED:
        found = [idea.title for idea in record.approved]
    elif record.organisation_kind == requirement.organisation_kind:
        found = [str(OrganisationKind(record.organisation_kind).label)]
    else:
        found = []
    return Standing(requirement, found)


def standings(council: Council, person: Person, *, reader: Person) -> list[Standing]:
    """The person against every requirement, in the words that the reader may read."""
    record = Record.of(person, reader=reader)
    return [stand(record, requirement) for requirement in council.requirements.all()]


def unmet(found: Iterable[Standing]) -> list[str]:
    """The requirements that are not met, in words."""
    return [sentence_of(standing.requirement) for standing in found if not standing.is_met]
