"""The tables of people, one noun a file."""

from ideanet.people.models.credentials import Credential
from ideanet.people.models.guidelines import Agreement, Guidelines
from ideanet.people.models.invitations import Invitation
from ideanet.people.models.organisations import MailDomain, Organisation, Segment
from ideanet.people.models.persons import Expertise, Person

__all__ = [
    "Agreement",
    "Credential",
    "Expertise",
    "Guidelines",
    "Invitation",
    "MailDomain",
    "Organisation",
    "Person",
    "Segment",
]
