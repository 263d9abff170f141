"""The embedded PostgreSQL: laid out once, started on a loopback port, stopped cleanly."""

import secrets
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import psycopg

from ideanet.local import place, ports
from ideanet.local.keeper import Keeper
from ideanet.local.problems import LocalError

NAME = "ideanet"
# Losing everything in a crash is fine for a database that a test run made: it is faster.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START_SECONDS = 30


class Postgres:
    """One database cluster in one folder."""

    def __init__(self, folder: Path, *, options: Sequence[str] = ()) -> None:
        folder = folder.resolve()
        self.place = place.find(folder)
        self.port = ports.find_free()
        self.log = folder.parent / f"{folder.name}.log"
        self._options = options
        self._password_file = folder.parent / f"{folder.name}.password"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.place.folder / "data"

    @property
    def url(self) -> str:
        password = self._password_file.read_text(encoding="utf-8")
        return f"postgres://{NAME}:{password}@{ports.HOST}:{self.port}/{NAME}"

    def command(self) -> list[str]:
        """The server in the foreground; loopback only, no socket file, so no limit on its path."""
        settings = [
            f"port={self.port}",
            f"listen_addresses={ports.HOST}",
            "unix_socket_directories=",
            *self._options,
        ]
        flags = [part for setting in settings for part in ("-c", setting)]
        return [*self.place.program("postgres"), "-D", str(self.data), *flags]

    def lay_out(self) -> None:
        """Make the cluster, unless it is there."""
        if (self.data / "PG_VERSION").exists():
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
            raise LocalError(f"PostgreSQL could not be laid out: {_last_line(made.stderr)}")
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(password, encoding="utf-8")

    def _initdb(self, password_file: str) -> list[str]:
        return [
            *self.place.program("initdb"),
            *("-D", str(self.data), "-U", NAME, "--pwfile", password_file),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--no-sync"),
            *("--locale-provider=builtin", "--locale=C.UTF-8"),
        ]

    def start(self, keeper: Keeper) -> None:
        """Lay out, start, wait until it answers; tried again while an old one is still dying."""
        self.lay_out()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                with self.log.open("ab") as log:
                    self._process = keeper.spawn(self.command(), output=log, folder=Path("/"))
            if self.answers():
                self._make_database()
                return
            time.sleep(0.1 if self._process.poll() is None else 0.5)
        raise LocalError(f"PostgreSQL did not start: {_last_line(self.log.read_text())}")

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """End it quickly and cleanly: open work is rolled back, the rest is on disk."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=10)

    def _connect(self) -> psycopg.Connection:
        address = self.url.rsplit("/", 1)[0] + "/postgres"
        return psycopg.connect(address, connect_timeout=5, autocommit=True)

    def _make_database(self) -> None:
        with closing(self._connect()) as connection:
            made = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not made.fetchone():
                connection.execute(f'CREATE DATABASE "{NAME}"')


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it left no word."
