"""What the site acknowledged survives the death of any of its processes, and what it owes is done."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ideanet.local import ports
from ideanet.local.environment import BASE
from ideanet.local.lock import Lock

COMMENTS = 600
# The sweep looks every 30 s for what is older than 30 s.
OWED_SECONDS = 240
NOT_TOLD = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "IDEANET_TEST_FOLDER")
VICTIMS = ("PostgreSQL", "the worker", "Valkey", "PostgreSQL", "the worker and Valkey")


class Site:
    """A local site in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        port = ports.find_free()
        self.folder = folder
        self.told = {name: value for name, value in os.environ.items() if name not in NOT_TOLD} | {
            "VAR_FOLDER": str(folder),
            "PORT": str(port),
            "SITE_ADDRESS": f"http://localhost:{port}",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "files"),
            "MAIL_FOLDER": str(folder / "mail"),
            "IDEANET_DEMO": "0",
        }
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ideanet.local", "run"],
            cwd=BASE,
            env=self.told,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def join(self) -> None:
        """Wait for it, and learn where its parts are."""
        wait_for(lambda: any("Ctrl-C stops it" in line for line in self.lines), 240)
        for line in Lock(self.folder / "run.lock").read().splitlines():
            name, _, value = line.partition("=")
            self.told[name] = value

    def kill(self, *words: str) -> None:
        """End the oldest process whose command line holds all the words, as a power cut would."""
        wait_for(lambda: self._kill(words), 120)

    def _kill(self, words: tuple[str, ...]) -> bool:
        listed = subprocess.run(["ps", "-ww", "-eo", "pid,args"], capture_output=True, text=True, check=True)
        found = [line.split(maxsplit=1) for line in listed.stdout.splitlines()[1:]]
        group = self._group()
        for pid, args in found:
            if all(word in args for word in words) and os.getpgid(int(pid)) == group:
                os.kill(int(pid), signal.SIGKILL)
                return True
        return False

    def _group(self) -> int:
        """The process group that the site's keeper made for its children."""
        children = subprocess.run(
            ["ps", "-ww", "-o", "pgid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return int(next(line for line in children.stdout.splitlines() if "celery" in line).split()[0])

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.told["DATABASE_URL"], connect_timeout=5) as connection:
            return connection.execute(query).fetchall()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        self._reader.join()
        if self.process.stdout:
            self.process.stdout.close()


def wait_for(happened: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return
        time.sleep(0.5)
    raise AssertionError("It did not happen in time.")


@pytest.fixture
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="ideanet-torture-") as name:
        Path(name).chmod(0o711)
        started = Site(Path(name))
        try:
            started.join()
            yield started
        finally:
            started.stop()


def kill_one_after_another(site: Site) -> None:
    """Each of them once in a while, some twice, two at once."""
    for victim in VICTIMS:
        time.sleep(3)
        if "PostgreSQL" in victim:
            site.kill("bin/postgres", "-D")
        if "worker" in victim:
            site.kill("celery", "worker")
        if "Valkey" in victim:
            site.kill("valkey-server")


def test_what_was_acknowledged_is_there_and_what_was_owed_is_done(site: Site) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.writer", str(COMMENTS)],
        cwd=BASE,
        env=site.told,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    with writer.stdout:
        assert writer.stdout.readline().startswith("ready")
        killer = threading.Thread(target=kill_one_after_another, args=[site])
        killer.start()
        said = [line.split() for line in writer.stdout]
        killer.join()
    assert writer.wait() == 0

    acknowledged = {int(number) for word, number in said if word == "acknowledged"}
    assert len(acknowledged) > COMMENTS / 2
    kept = {row[0] for row in site.ask("SELECT id FROM ideas_comment")}
    assert acknowledged <= kept

    owed = "SELECT count(*) FROM activity_event WHERE announced_at IS NULL"
    unsent = (
        "SELECT count(*) FROM activity_notice "
        "WHERE mail_wanted AND mailed_at IS NULL AND mail_dropped_at IS NULL"
    )
    wait_for(lambda: site.ask(owed) == [(0,)] and site.ask(unsent) == [(0,)], OWED_SECONDS)

    told = "SELECT e.subject_id FROM activity_notice n JOIN activity_event e ON e.id = n.event_id"
    heard_of = [row[0] for row in site.ask(f"{told} WHERE e.kind = 'comment.posted'")]
    assert sorted(heard_of) == sorted(kept), "The author hears of each comment exactly once."

    mailed = {
        f"<notice.{row[0]}@localhost>"
        for row in site.ask("SELECT id FROM activity_notice WHERE mailed_at IS NOT NULL")
    }
    assert mailed == message_ids(site.folder / "mail")


def message_ids(folder: Path) -> set[str]:
    """Every mail that went out, by its id; a file may hold several."""
    return {
        str(message_from_bytes(part.strip() + b"\n")["Message-ID"])
        for file in folder.glob("*")
        for part in file.read_bytes().split(b"-" * 79)
        if part.strip()
    }
