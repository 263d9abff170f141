"""What the processes of a local site are told: the person's own words first, then ours."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from ideanet.local.lock import Lock

BASE = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("VAR_FOLDER") or BASE / "var").resolve()
LOCK = VAR / "run.lock"
DEFAULT_PORT = "8000"


def given() -> dict[str, str]:
    """The environment and .env, in which anything may be set; the environment goes first."""
    file = {name: value for name, value in dotenv_values(BASE / ".env").items() if value}
    return file | dict(os.environ)


def defaults(told: Mapping[str, str]) -> dict[str, str]:
    """What a local site needs and the person did not say."""
    port = told.get("PORT", DEFAULT_PORT)
    return {
        "DJANGO_SETTINGS_MODULE": "ideanet.settings",
        "IDEANET_DEVELOPMENT": "1",
        "IDEANET_DEMO": "1",
        "LISTEN": "127.0.0.1",
        "PORT": port,
        "SITE_ADDRESS": f"http://localhost:{port}",
        "SECRET_KEY": told.get("SECRET_KEY") or secret_key(),
        "PYTHONUNBUFFERED": "1",
    }


def secret_key() -> str:
    """Made once and kept, so that a restart signs nobody out."""
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8")


def tell(lock: Lock, environment: Mapping[str, str], ours: Mapping[str, str]) -> None:
    """Leave word of the running site for `manage.py` in another terminal."""
    lock.tell("".join(f"{name}={environment[name]}\n" for name in ours))


def join() -> None:
    """Take part in the site that runs from this folder, if one does."""
    for line in Lock(LOCK).read().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)
