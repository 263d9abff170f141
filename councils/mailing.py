"""The mail that carries an invitation to a seat."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from councils.models import SeatInvitation


def invitation_mail(invitation: SeatInvitation, token: str) -> EmailMessage:
    address = f"{settings.SITE_ADDRESS}{reverse('councils:invitation_link', args=[token])}"
    body = render_to_string("councils/email/invitation.txt", {"invitation": invitation, "address": address})
    return EmailMessage(
        subject=_("A seat on the council “%(council)s”") % {"council": _one_line(invitation.council.name)},
        body=body,
        to=[invitation.person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
