"""Who may do what to people, organisations and credentials."""

from typing import TYPE_CHECKING

from ideanet.people.stages import Role

if TYPE_CHECKING:
    from ideanet.people.models import Credential, Organisation, Person


def may_view_person(person: "Person", other: "Person") -> bool:
    """Employees see everyone who is here; outsiders see employees and their own organisation."""
    if not person.is_active or (other.joined_at is None and other.pk != person.pk):
        return False
    return person.is_employee or other.is_employee or person.organisation_id == other.organisation_id


def may_view_organisation(person: "Person", organisation: "Organisation") -> bool:
    """Employees see all; outsiders the home organisation and their own."""
    if not person.is_active:
        return False
    return person.is_employee or organisation.is_home or organisation.pk == person.organisation_id


def oversees(person: "Person", other: "Person") -> bool:
    """Oneself, one's reports, and everyone for executives and administrators, who answer for all."""
    if not person.is_active:
        return False
    if person.pk == other.pk or (other.manager_id is not None and other.manager_id == person.pk):
        return True
    return person.holds(Role.EXECUTIVE) or person.holds(Role.ADMINISTRATOR)


def may_follow(person: "Person", other: "Person") -> bool:
    """Anyone in sight, but not oneself."""
    return person.pk != other.pk and may_view_person(person, other)


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


def may_edit_credential(person: "Person", credential: "Credential") -> bool:
    """One's own, until it is verified: what was checked is not changed afterwards."""
    return person.is_active and credential.person_id == person.pk and not credential.is_verified


def may_withdraw_credential(person: "Person", credential: "Credential") -> bool:
    return person.is_active and credential.person_id == person.pk


def may_verify_credential(person: "Person", credential: "Credential") -> bool:
    """Administrators, and never one's own."""
    return may_administer(person) and credential.person_id != person.pk
