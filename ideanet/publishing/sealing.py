"""Keeps the passwords of channels: sealed with the site's key, opened only to send."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class SealError(Exception):
    """It was sealed with a key that the site no longer has."""


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, ValueError) as error:
        raise SealError from error


def _box() -> MultiFernet:
    """Seals with SECRET_KEY; opens what was sealed with SECRET_KEY_FALLBACKS too."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_key(force_bytes(secret)) for secret in secrets])


def _key(secret: bytes) -> Fernet:
    # RFC 5869; the label keeps this key apart from every other one made from the same secret.
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ideanet.publishing.sealing")
    return Fernet(base64.urlsafe_b64encode(derivation.derive(secret)))
