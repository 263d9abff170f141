"""The secret in an invitation's link: 256 random bits, of which the site keeps the digest only."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """SHA-256 in hexadecimal. The token being random, nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
