"""The mail that carries an invitation."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ideanet.people.models import Invitation


def message_for(invitation: Invitation, token: str) -> EmailMessage:
    address = f"{settings.SITE_ADDRESS}{reverse('people:join', args=[token])}"
    body = render_to_string("people/email/invitation.txt", {"invitation": invitation, "address": address})
    return EmailMessage(
        subject=_("%(name)s invites you to IdeaNet") % {"name": _one_line(invitation.invited_by.name)},
        body=body,
        to=[invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
