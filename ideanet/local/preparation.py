"""What is done before the doors open: tables, static files, and on the first start a demo."""

import hashlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands
from django.db import DEFAULT_DB_ALIAS, OperationalError
from environs import EnvError

from ideanet import checks
from ideanet.local.environment import BASE, VAR


def prepare() -> None:
    """Everything, as far as it is not done yet; the demo's sign-ins go to standard output."""
    checks.refuse()
    django.setup()
    # It would say every second what we say once.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    for complaint in checks.half_way(databases=[DEFAULT_DB_ALIAS]):
        raise CommandError(complaint.msg)
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    if settings.DEMO and "demo" in get_commands():
        if not get_user_model().objects.exists():
            say("Writing the demonstration company (first start only)…")
            call_command("demo", stdout=sys.stderr)
        call_command("demo", sign_ins=True)


def collect_static() -> None:
    """Gather and compress, unless nothing has changed: it takes longer than all the rest."""
    stamp = VAR / "static.stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    say("Gathering styles, scripts and fonts…")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, encoding="utf-8")


def fingerprint() -> str:
    """Changes with any of our own files and with what is installed."""
    marks = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for path in sorted(_sources()):
        found = path.stat()
        marks.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return marks.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (path for path in (BASE / "static").rglob("*") if path.is_file())
    for name in ("requirements.txt", "package-lock.json"):
        yield BASE / name


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def main() -> int:
    """The exit code; what the person can mend is one sentence."""
    try:
        prepare()
    except (CommandError, EnvError, ImproperlyConfigured) as problem:
        say(str(problem))
        return 1
    except OperationalError as error:
        say(f"The database does not answer ({error}): see that it runs and what DATABASE_URL says.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
