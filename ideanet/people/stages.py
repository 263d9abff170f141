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
