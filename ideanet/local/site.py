"""The whole site on one machine: which parts it has, in which order, at which address."""

import http.client
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from ideanet.local import environment, ports
from ideanet.local.environment import BASE, VAR
from ideanet.local.keeper import Keeper
from ideanet.local.lock import Lock
from ideanet.local.postgres import Postgres
from ideanet.local.problems import LocalError
from ideanet.local.service import Service
from ideanet.local.supervisor import Supervisor
from ideanet.local.valkey import Valkey

LOGS = VAR / "log"
LEAST_ROOM = 200_000_000
LARGEST_LOG = 5_000_000
# Seconds that what a killed site left may still hold the port.
PATIENCE = 10.0


class Web(Service):
    """Granian in front of the site; it answers once a page would."""

    start_seconds = 90.0

    def __init__(self, told: Mapping[str, str]) -> None:
        self.host, self.port = told["LISTEN"], int(told["PORT"])
        self._name = urlsplit(told["SITE_ADDRESS"]).netloc
        self._heard = ""
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "ideanet.wsgi:application"),
            *("--host", self.host, "--port", str(self.port)),
            *("--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers"),
            *("--workers-kill-timeout", "10", "--no-ws"),
        ]
        log = LOGS / "web.log"
        super().__init__("The web server", command, log, environment=told, folder=BASE)

    def answers(self) -> bool:
        if not self.is_running():
            return False
        host = ports.HOST if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared
        line = http.client.HTTPConnection(host, self.port, timeout=5)
        try:
            line.request("GET", "/health/ready", headers={"Host": self._name})
            answer = line.getresponse()
            self._heard = f"{answer.status} {answer.read(300).decode(errors='replace')}"
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()
        return answer.status == http.HTTPStatus.OK

    def last_words(self) -> str:
        """What it answered, if it did, says more than its log."""
        return f"it answers {self._heard}" if self._heard else super().last_words()


class Celery(Service):
    """A worker, or the clock that sends it tasks."""

    def __init__(self, name: str, log: str, told: Mapping[str, str], *arguments: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "ideanet", *arguments]
        super().__init__(name, command, LOGS / log, environment=told, folder=BASE)


def run() -> None:
    """Start everything, say where it is, and look after it until told to stop."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    with Lock(environment.LOCK) as lock:
        told = environment.given()
        ours = environment.defaults(told)
        told = ours | told
        check(told)
        keeper = Keeper()
        supervisor = Supervisor(keeper, say)
        try:
            _start(supervisor, told, ours, lock)
            while True:
                supervisor.watch()
                time.sleep(0.5)
        except KeyboardInterrupt:
            say("\nStopping…")
        finally:
            _stop(supervisor, keeper)


def _start(supervisor: Supervisor, told: dict[str, str], ours: dict[str, str], lock: Lock) -> None:
    say("Starting IdeaNet…")
    for path in LOGS.glob("*.log"):
        if path.stat().st_size > LARGEST_LOG:
            path.unlink()
    _start_stores(supervisor, told, ours)
    environment.tell(lock, told, ours)
    sign_ins = _prepare(told)
    supervisor.start(_site(told))
    say(f"\nIdeaNet is at {told['SITE_ADDRESS']}\n\n{sign_ins}\nCtrl-C stops it.")


def _start_stores(supervisor: Supervisor, told: dict[str, str], ours: dict[str, str]) -> None:
    """The embedded database and broker, as far as the person named none."""
    if not told.get("DATABASE_URL"):
        postgres = Postgres(VAR / "postgres", LOGS / "postgres.log")
        if postgres.place.note:
            say(postgres.place.note)
        supervisor.start([postgres])
        ours["DATABASE_URL"] = postgres.url
    if not (told.get("CELERY_BROKER_URL") and told.get("CACHE_URL")):
        valkey = Valkey(VAR / "valkey", LOGS / "valkey.log")
        supervisor.start([valkey])
        ours["CELERY_BROKER_URL"] = valkey.url(0)
        ours["CACHE_URL"] = valkey.url(1)
    for name, value in ours.items():
        told[name] = told.get(name) or value


def _site(told: Mapping[str, str]) -> list[Service]:
    beat = VAR / "beat"
    beat.mkdir(exist_ok=True)
    level = ("--loglevel", told.get("LOG_LEVEL", "INFO"))
    return [
        Celery("The worker", "worker.log", told, "worker", "-c", "2", *level),
        Celery(
            *("The clock", "clock.log", told, "beat", "--pidfile="),
            *("-s", str(beat / "schedule"), *level),
        ),
        Web(told),
    ]


def _prepare(told: Mapping[str, str]) -> str:
    """Tables, static files and demo; what comes back is the table of sign-ins."""
    made = subprocess.run(
        [sys.executable, "-m", "ideanet.local.preparation"],
        env=dict(told),
        cwd=BASE,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        process_group=0,  # Ctrl-C is ours to take; it would answer with a traceback.
    )
    if made.returncode:
        raise LocalError("The site could not be prepared: the lines above say why.")
    return made.stdout


def check(told: Mapping[str, str]) -> None:
    """What is better said before anything is started."""
    VAR.mkdir(exist_ok=True)
    check_room(VAR)
    ports.check(told["PORT"], told["LISTEN"], patience=PATIENCE)


def check_room(folder: Path) -> None:
    room = shutil.disk_usage(folder).free
    if room < LEAST_ROOM:
        raise LocalError(
            f"The disk is full: {room // 1_000_000} MB are left where {folder} is. Make room for "
            f"at least {LEAST_ROOM // 1_000_000} MB and start again."
        )


def _stop(supervisor: Supervisor, keeper: Keeper) -> None:
    try:
        supervisor.stop()
    except KeyboardInterrupt:
        say("Stopping at once.")
    finally:
        keeper.close()


def say(sentence: str) -> None:
    print(sentence, flush=True)
