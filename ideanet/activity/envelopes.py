"""What every mail of ours has around it: both forms of its text, its thread, its list and the way out."""

from dataclasses import dataclass
from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

log = structlog.get_logger(__name__)
# Errors that say nothing of the one mail: the next would meet them too.
SERVER_AWAY: Final = (SMTPConnectError, SMTPServerDisconnected, ConnectionError, TimeoutError)


@dataclass(frozen=True)
class Envelope:
    """`name` makes the Message-ID, the same however often the mail is tried; `thread` ties mails together."""

    to: str
    subject: str
    name: str
    list_name: str
    list_label: str
    way_out: str
    thread: str = ""

    def headers(self) -> dict[str, str]:
        """RFC 2919 for the list, RFC 8058 for the way out, RFC 3834 so that nobody's absence answers."""
        host = urlsplit(settings.SITE_ADDRESS).hostname
        thread = f"<{self.thread}@{host}>"
        tied = {"References": thread, "In-Reply-To": thread} if self.thread else {}
        return {
            "Message-ID": f"<{self.name}@{host}>",
            **tied,
            "List-Id": f'"IdeaNet: {self.list_label}" <{self.list_name}.ideanet.{host}>',
            "List-Unsubscribe": f"<{self.way_out}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        }

    def fill(self, template: str, context: dict[str, Any]) -> EmailMultiAlternatives:
        """Plain text beside HTML."""
        context = {**context, "way_out": self.way_out, "subject": self.subject, "site": settings.SITE_ADDRESS}
        mail = EmailMultiAlternatives(
            subject=" ".join(self.subject.split())[:180],
            body=render_to_string(f"{template}.txt", context),
            to=[self.to],
            headers=self.headers(),
        )
        mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
        return mail


def address_of(path: str) -> str:
    """The whole address of a page of the site."""
    return f"{settings.SITE_ADDRESS}{path}"


def way_out_by(token: str) -> str:
    return address_of(reverse("activity:unsubscribe", args=[token]))


def is_taken(mail: EmailMultiAlternatives) -> bool:
    """Whether the mail server took the mail for this address; raises when it could not be asked."""
    try:
        mail.send()
    except SMTPRecipientsRefused:
        log.warning("address refused by the mail server", mail=mail.extra_headers["Message-ID"])
        return False
    return True
