"""The words people, organisations and credentials are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    HOME = "home", _("Home")
    CUSTOMER = "customer", _("Customer")
    ACADEMIC = "academic", _("Academic body")
    ANALYST = "analyst", _("Analyst firm")
    ASSOCIATION = "association", _("Association")


class Role(models.TextChoices):
    """The granted roles; employee and outsider follow from the organisation."""

    MARKETING = "marketing", _("Marketing")
    EXECUTIVE = "executive", _("Executive")
    ADMINISTRATOR = "administrator", _("Administrator")


class CredentialKind(models.TextChoices):
    PATENT = "patent", _("Patent")
    PUBLICATION = "publication", _("Publication")
    DEGREE = "degree", _("Degree")
    CERTIFICATION = "certification", _("Certification")
    TALK = "talk", _("Talk")
    PRIZE = "prize", _("Prize")
    YEARS_IN_FIELD = "years", _("Years in the field")


class CredentialState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be checked")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Not accepted")


class InvitationState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Taken back")
    EXPIRED = "expired", _("Run out")


class Deed(models.TextChoices):
    """What can be done to people and what belongs to them: the kinds of event, see activity.notices."""

    JOINED = "person.joined"
    CHANGED_PROFILE = "person.profile_changed"
    CHANGED_ROLES = "person.roles_changed"
    PLACED = "person.placed"
    DEACTIVATED = "person.deactivated"
    REACTIVATED = "person.reactivated"
    REMOVED_FACTORS = "person.factors_removed"
    INVITED = "invitation.sent"
    INVITED_AGAIN = "invitation.sent_again"
    REVOKED = "invitation.revoked"
    ACCEPTED = "invitation.accepted"
    CLAIMED = "credential.claimed"
    CHANGED_CLAIM = "credential.changed"
    WITHDREW = "credential.withdrawn"
    VERIFIED = "credential.verified"
    REJECTED = "credential.rejected"
    FOUNDED = "organisation.created"
    CHANGED_ORGANISATION = "organisation.changed"
    ADDED_DOMAIN = "organisation.domain_added"
    REMOVED_DOMAIN = "organisation.domain_removed"
    CHANGED_SEGMENT = "segment.changed"
    SET_STANDARDS = "notices.standards_changed"
    PUBLISHED_GUIDELINES = "guidelines.published"
    AGREED = "guidelines.agreed"
