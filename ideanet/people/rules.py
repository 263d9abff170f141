"""Who may do what to people, organisations and credentials."""

from typing import TYPE_CHECKING

from ideanet.people.stages import Role

if TYPE_CHECKING:
    from ideanet.people.models import Credential, Person


def may_view_person(person: "Person", other: "Person") -> bool:
    """Employees see everyone; outsiders see employees and their own organisation."""
    if not person.is_active:
        return False
    return person.is_employee or other.is_employee or person.organisation_id == other.organisation_id


def may_administer(person: "Person") -> bool:
    """Look after people, organisations, roles and settings."""
    return person.holds(Role.ADMINISTRATOR)


def may_invite(person: "Person") -> bool:
    """Bring outsiders in."""
    return person.holds(Role.ADMINISTRATOR) or person.holds(Role.MARKETING)


def may_view_credential(person: "Person", credential: "Credential") -> bool:
    """One's own always; verified ones with the person; unverified ones for those who verify."""
    if not person.is_active:
        return False
    if credential.person_id == person.pk or may_administer(person):
        return True
    return credential.is_verified and may_view_person(person, credential.person)


def may_verify_credential(person: "Person", credential: "Credential") -> bool:
    """Administrators, and never one's own."""
    return may_administer(person) and credential.person_id != person.pk
