"""What allauth asks of us: how people are made and called, and how their secrets are kept."""

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from ideanet.people import domains
from ideanet.people.models import Person
from ideanet.people.workflow import joining


def display_name(person: Person) -> str:
    return person.name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Employees sign up from the home organisation's mail domains only; outsiders by invitation."""

    def clean_email(self, email: str) -> str:
        """One way of writing each address, so that one mailbox is one account."""
        return domains.normal_address(email)

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """A new employee, who is not here before the address is proved."""
        user.name = form.cleaned_data["name"]
        user.organisation = domains.home()
        user.joined_at = None
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Addresses in mails are the site's own, whatever the request called it."""
        super().send_mail(template_prefix, email, {"site_address": settings.SITE_ADDRESS} | context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.SITE_ADDRESS}{path}"

    def login(self, request: HttpRequest, user: Person) -> None:
        """Reached only past the check of the address."""
        super().login(request, user)
        joining.arrive(user)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """Secrets of second factors are encrypted where they are kept."""

    def encrypt(self, text: str) -> str:
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _safe().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # SECRET_KEY was changed without a fallback. No code may fit: those of an empty secret are known.
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _safe() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(b"ideanet.second-factor:" + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
