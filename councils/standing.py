"""How a candidate stands against a council's entry requirements, each with what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from councils.models import Attestation, Council, Requirement
from councils.stages import RequirementKind
from ideanet.people.models import Credential, Person
from ideanet.people.stages import CredentialKind, OrganisationKind
from ideanet.prepared import Prepared
from ideas.models import Idea
from ideas.stages import Stage

# An idea that got at least this far was approved once; archived ones may have been declined.
_APPROVED = (Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED)

_YEARS = CredentialKind.YEARS_IN_FIELD


def _approved(person: int) -> QuerySet[Idea]:
    return Idea.objects.written_by(Person(pk=person)).filter(stage__in=_APPROVED).order_by("pk")


_IDEAS: Prepared[Idea] = Prepared(lambda person: _approved(person).only("pk", "title"))
_SEEN: Prepared[Any] = Prepared(
    lambda reader, person: Idea.objects.visible_to(reader).filter(pk__in=_approved(person)).values_list("pk")
)
_CREDENTIALS: Prepared[Credential] = Prepared(
    lambda person: Credential.objects.counting().filter(person=person), daily=True
)
_ATTESTED: Prepared[Any] = Prepared(
    lambda person: (
        Attestation.objects.filter(seat__person=person)
        .order_by("attested_at")
        .values_list("sentence", "attested_at")
    )
)


@dataclass(frozen=True)
class Standing:
    """One requirement and one person: `found` lists what counts towards it, in words; `reached`, how much that is."""

    requirement: Requirement
    found: list[str]
    reached: int

    @property
    def is_met(self) -> bool:
        return self.reached >= self.requirement.number

    @property
    def is_asked_later(self) -> bool:
        """An attestation is given with the acceptance of a seat, and stands in nobody's way before."""
        return not self.is_met and self.requirement.kind == RequirementKind.ATTESTATION


@dataclass(frozen=True)
class Record:
    """What requirements are judged by; unverified and expired credentials count for nothing."""

    credentials: list[Credential]
    approved: list[Idea]
    organisation_kind: str
    unit: str
    attested: dict[str, date]

    @classmethod
    def of(cls, person: Person, *, reader: Person) -> "Record":
        """In four queries. Ideas that the reader may not see count without their titles."""
        seen = {key for (key,) in _SEEN.rows(reader, person.pk)}
        ideas = _IDEAS.rows(person.pk)
        for idea in ideas:
            if idea.pk not in seen:
                idea.title = _("An idea that is not shared with you")
        return cls(
            credentials=_CREDENTIALS.rows(person.pk),
            approved=ideas,
            organisation_kind=person.organisation.kind,
            unit=person.unit,
            attested={sentence: timezone.localdate(at) for sentence, at in _ATTESTED.rows(person.pk)},
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
    if requirement.kind == RequirementKind.YEARS:
        return ngettext(
            "At least %(number)d year in the field, verified",
            "At least %(number)d years in the field, verified",
            requirement.number,
        ) % {"number": requirement.number}
    if requirement.kind == RequirementKind.UNIT:
        return _("A member of the unit “%(unit)s”") % {"unit": requirement.text}
    if requirement.kind == RequirementKind.ATTESTATION:
        return _("Attests: “%(sentence)s”") % {"sentence": requirement.text}
    return _("An organisation of the kind “%(kind)s”") % {
        "kind": OrganisationKind(requirement.organisation_kind).label
    }


def stand(record: Record, requirement: Requirement) -> Standing:
    if requirement.kind == RequirementKind.YEARS:
        years = [(years_since(c.dated_on), c) for c in record.credentials if c.kind == _YEARS]
        return Standing(
            requirement,
            [
                _("%(title)s, since %(day)s") % {"title": c.title, "day": date_format(c.dated_on, "F Y")}
                for _number, c in years
            ],
            max((number for number, _c in years), default=0),
        )
    found = _found(record, requirement)
    return Standing(requirement, found, len(found))


def _found(record: Record, requirement: Requirement) -> list[str]:
    """The evidence, of which each piece counts for one."""
    if requirement.kind == RequirementKind.CREDENTIAL:
        return [c.title for c in record.credentials if c.kind == requirement.credential_kind]
    if requirement.kind == RequirementKind.IDEAS_APPROVED:
        return [idea.title for idea in record.approved]
    if requirement.kind == RequirementKind.UNIT:
        is_there = record.unit.strip().casefold() == requirement.text.strip().casefold()
        return [record.unit] if is_there else []
    if requirement.kind == RequirementKind.ATTESTATION:
        day = record.attested.get(requirement.text)
        return [_("attested on %(day)s") % {"day": date_format(day, "j F Y")}] if day else []
    if record.organisation_kind == requirement.organisation_kind:
        return [str(OrganisationKind(record.organisation_kind).label)]
    return []


def years_since(day: date) -> int:
    """Whole years until today."""
    today = timezone.localdate()
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def standings(council: Council, person: Person, *, reader: Person) -> list[Standing]:
    """The person against every requirement, in the words that the reader may read."""
    record = Record.of(person, reader=reader)
    return [stand(record, requirement) for requirement in council.requirements.all()]


def unmet(found: Iterable[Standing]) -> list[str]:
    """The requirements that are not met, in words; what is attested on accepting is asked then."""
    return [
        sentence_of(standing.requirement)
        for standing in found
        if not standing.is_met and not standing.is_asked_later
    ]


def to_attest(council: Council) -> list[str]:
    """The sentences that a member attests on accepting a seat."""
    return [r.text for r in council.requirements.all() if r.kind == RequirementKind.ATTESTATION]
