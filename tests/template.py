"""The database that migrations make, made once and kept until one of them changes."""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from ideanet.local import ports
from ideanet.local.postgres import NAME, Postgres

BASE = Path(__file__).resolve().parent.parent
KEPT = BASE / "var" / "tests"
TEMPLATE = f"{NAME}_template"


def prepare(server: Postgres) -> str:
    """A database in this server as migrations leave it, for others to be copied from; its name.

    Migrations take ten seconds, a copy half of one. They run again when a migration or a pinned
    package changes.
    """
    kept = KEPT / f"{fingerprint()}.sql"
    _call(server, ["createdb", TEMPLATE])
    if kept.exists():
        with kept.open("rb") as file:
            _call(
                server, ["psql", "--quiet", "-v", "ON_ERROR_STOP=1", "--single-transaction", TEMPLATE], file
            )
        return TEMPLATE
    address = server.url.removesuffix(NAME) + TEMPLATE
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=BASE, env=os.environ | {"DATABASE_URL": address}, check=True)
    _keep(_call(server, ["pg_dump", TEMPLATE]), kept)
    return TEMPLATE


def fingerprint() -> str:
    """Of everything that decides what the migrations make."""
    total = hashlib.sha256()
    for path in sorted(_sources()):
        total.update(str(path.relative_to(BASE)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    yield BASE / "requirements.txt"
    for room in ("ideanet", "ideas", "councils", "awards"):
        yield from (BASE / room).rglob("migrations/*.py")


def _keep(text: bytes, target: Path) -> None:
    """Whole or not at all: another run may be reading. What earlier migrations made is of no more use."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("*.sql"):
        old.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile(dir=KEPT, delete=False) as file:
        file.write(text)
    Path(file.name).replace(target)


def _call(server: Postgres, command: Sequence[str], given: IO[bytes] | None = None) -> bytes:
    program, *arguments = command
    password = server.url.split("@")[0].rsplit(":", 1)[1]
    done = subprocess.run(
        [*server.place.program(program), *arguments],
        stdin=given,
        stdout=subprocess.PIPE,
        env=os.environ
        | {"PGHOST": ports.HOST, "PGPORT": str(server.port), "PGUSER": NAME, "PGPASSWORD": password},
        cwd="/",
        check=True,
    )
    return done.stdout
