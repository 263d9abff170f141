"""The embedded PostgreSQL: laid out once, started on a loopback port, stopped cleanly."""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import psycopg

from ideanet.local import place, ports
from ideanet.local.keeper import Keeper
from ideanet.local.problems import LocalError
from ideanet.local.service import FULL_DISK, Service

NAME = "ideanet"
# Losing everything in a crash is fine for a database that a test run made: it is faster.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres(Service):
    """One database cluster in one folder; its password lies beside it."""

    def __init__(self, folder: Path, log: Path, *, options: Sequence[str] = ()) -> None:
        super().__init__("PostgreSQL", [], log, folder=Path("/"))
        self.place = place.find(folder.resolve())
        self.port = ports.find_free()
        self._options = options
        self._password_file = folder.resolve().with_suffix(".password")

    @property
    def data(self) -> Path:
        return self.place.folder / "data"

    @property
    def url(self) -> str:
        password = self._password_file.read_text(encoding="utf-8")
        return f"postgres://{NAME}:{password}@{ports.HOST}:{self.port}/{NAME}"

    def command(self) -> Sequence[str]:
        """Loopback only, and no socket file, whose path could be too long."""
        settings = [
            f"port={self.port}",
            f"listen_addresses={ports.HOST}",
            "unix_socket_directories=",
            *self._options,
        ]
        flags = [part for setting in settings for part in ("-c", setting)]
        return [*self.place.program("postgres"), "-D", str(self.data), *flags]

    def prepare(self) -> None:
        """Make the cluster, unless it is there; one half made is made anew."""
        if self._password_file.exists() and (self.data / "PG_VERSION").exists():
            return
        password = secrets.token_hex(16)
        with tempfile.NamedTemporaryFile("w", dir=self.place.folder) as file:
            file.write(password)
            file.flush()
            Path(file.name).chmod(0o644)  # Its folder is closed to all but PostgreSQL's account.
            made = subprocess.run(
                self._initdb(file.name), capture_output=True, text=True, check=False, cwd="/"
            )
        if made.returncode:
            raise LocalError(f"PostgreSQL could not be laid out: {_reason(made.stderr)}")
        # Written last: it says that the cluster is whole.
        with os.fdopen(os.open(self._password_file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(password)

    def _initdb(self, password_file: str) -> list[str]:
        return [
            *self.place.program("initdb"),
            *("-D", str(self.data), "-U", NAME, "--pwfile", password_file),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--no-sync"),
            *("--locale-provider=builtin", "--locale=C.UTF-8"),
        ]

    def start(self, keeper: Keeper) -> None:
        super().start(keeper)
        with closing(self._connect()) as connection:
            made = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not made.fetchone():
                connection.execute(f'CREATE DATABASE "{NAME}"')

    def answers(self) -> bool:
        """Whether it takes connections."""
        if not self.is_running():
            return False
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        address = self.url.rsplit("/", 1)[0] + "/postgres"
        return psycopg.connect(address, connect_timeout=5, autocommit=True)


def _reason(text: str) -> str:
    if FULL_DISK in text:
        return "the disk is full. Make room and start again."
    lines = [line.strip() for line in text.splitlines() if ": error:" in line or "FATAL" in line]
    return lines[0] if lines else "it gave no reason."
