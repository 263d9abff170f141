"""The whole site by one command, for real, and what it says when it cannot start."""

import errno
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError
from pytest_django import Settings

from ideanet.local import __main__ as command
from ideanet.local import environment, ports, preparation, site
from ideanet.local.keeper import Keeper
from ideanet.local.lock import Lock
from ideanet.local.problems import LocalError
from ideanet.local.supervisor import Supervisor
from tests.factories import make_employee

BASE = environment.BASE
# What the plugin tells tests, and a person's own machine does not.
NOT_TOLD = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS")


def told(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_TOLD}
    ours = {
        "VAR_FOLDER": str(folder),
        "PORT": str(port),
        "SITE_ADDRESS": f"http://localhost:{port}",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "files"),
        "MAIL_FOLDER": str(folder / "mail"),
        "IDEANET_DEMO": "0",
    }
    return kept | ours


# Coverage has begun by the time this runs, and what the supervisor starts is not measured.
LAUNCHER = """
import os
for name in [name for name in os.environ if name.startswith("COV")]:
    del os.environ[name]
from ideanet.local import site
site.run()
"""


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start the site in `folder` and wait until it says that it is there."""
    processes = []
    said = told(folder, ports.find_free())

    def start_one() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCHER], cwd=BASE, env=said, stdout=subprocess.PIPE, text=True
        )
        processes.append(process)
        assert process.stdout is not None
        assert any("Ctrl-C stops it" in line for line in process.stdout)
        return process

    yield start_one
    for process in processes:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def port_of(folder: Path) -> int:
    word = re.search(r"^PORT=(\d+)$", Lock(folder / "run.lock").read(), re.MULTILINE)
    assert word is not None
    return int(word[1])


def ask(port: int) -> dict[str, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=10) as answer:
        found: dict[str, str] = json.load(answer)
        return found


def test_the_site_starts_is_joined_survives_its_supervisor_and_stops_cleanly(
    start: Callable[[], subprocess.Popen[str]], folder: Path
) -> None:
    process = start()
    port = port_of(folder)
    assert ask(port) == {"status": "ok", "database": "ok", "migrations": "ok", "broker": "ok"}
    assert_can_be_joined(folder)
    assert_no_second(folder, port)

    process.kill()
    process.wait()
    assert is_all_gone(folder, seconds=20)

    process = start()
    assert ask(port)["status"] == "ok"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    ports.check(str(port))
    assert is_all_gone(folder, seconds=0.1)


def assert_can_be_joined(folder: Path) -> None:
    """`manage.py` in another terminal finds the same database without being told of it."""
    bare = {name: value for name, value in os.environ.items() if name not in NOT_TOLD}
    bare = {name: value for name, value in bare.items() if not name.startswith("IDEANET_")}
    command = [sys.executable, "manage.py", "migrate", "--check"]
    joined = subprocess.run(command, cwd=BASE, env=bare | {"VAR_FOLDER": str(folder)}, check=False)
    assert joined.returncode == 0


def assert_no_second(folder: Path, port: int) -> None:
    for verb in ("run", "reset"):
        second = subprocess.run(
            [sys.executable, "-m", "ideanet.local", verb],
            cwd=BASE,
            env=told(folder, port),
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert second.stderr == (
            f"IdeaNet already runs from this folder, at http://localhost:{port}: "
            "use that one, or stop it with Ctrl-C where it was started.\n"
        )


def is_all_gone(folder: Path, seconds: float) -> bool:
    """Whether no process that knows the folder is left."""
    deadline = time.monotonic() + seconds
    while any(str(folder) in name for name in all_commands()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def all_commands() -> list[str]:
    listed = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def test_a_port_in_use_is_one_sentence_with_a_way_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LocalError) as problem:
            site.check({"PORT": str(port), "LISTEN": "127.0.0.1"})
    assert str(problem.value) == (
        f"Port {port} is in use by something else: stop that, or choose another port with "
        f"PORT={port + 1} make run."
    )


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "\u0664"])
def test_a_port_that_is_no_number_is_one_sentence(port: str) -> None:
    with pytest.raises(LocalError, match=f"'{port}', which is no number from 1 to 65535"):
        site.check({"PORT": port, "LISTEN": "127.0.0.1"})


def test_an_address_that_is_not_of_this_machine_is_one_sentence() -> None:
    with pytest.raises(LocalError, match=r"'203\.0\.113\.7', which is no address of this machine"):
        site.check({"PORT": str(ports.find_free()), "LISTEN": "203.0.113.7"})


def test_a_port_of_the_system_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_probe: socket.socket, _address: tuple[str, int]) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(LocalError, match=r"Port 80 is kept for the system: choose one from 1024 on"):
        ports.check("80")


def test_a_full_disk_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(1, 1, 3_000_000))
    with pytest.raises(LocalError, match="The disk is full: 3 MB are left"):
        site.check_room(folder)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (LocalError("The cat sleeps on it: lift it."), "The cat sleeps on it: lift it.\n"),
        (OSError(28, "No space left on device"), "The disk is full: make room and start again.\n"),
    ],
)
def test_a_problem_is_one_sentence_and_a_code(
    error: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setitem(command.COMMANDS, "run", fail)
    monkeypatch.setattr(sys, "argv", ["ideanet.local", "run"])
    assert command.main() == 1
    assert capsys.readouterr().err == sentence


def test_a_mistake_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise PermissionError("locked")

    monkeypatch.setitem(command.COMMANDS, "run", fail)
    monkeypatch.setattr(sys, "argv", ["ideanet.local", "run"])
    with pytest.raises(PermissionError):
        command.main()


def test_reset_throws_the_data_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = folder / "var"
    (data / "mail").mkdir(parents=True)
    monkeypatch.setattr(environment, "VAR", data)
    monkeypatch.setattr(environment, "LOCK", data / "run.lock")
    monkeypatch.setattr(sys, "argv", ["ideanet.local", "reset"])
    assert command.main() == 0
    assert not data.exists()
    assert "starts afresh" in capsys.readouterr().out


def test_a_person_s_own_words_go_before_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "BASE", folder)
    monkeypatch.setattr(environment, "VAR", folder)
    (folder / ".env").write_text("PORT=9000\nLOG_LEVEL=DEBUG\nEMAIL_URL=\n")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    for name in (*NOT_TOLD, "PORT", "SITE_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    given = environment.given()
    assert (given["PORT"], given["LOG_LEVEL"], "EMAIL_URL" in given) == ("9000", "ERROR", False)
    ours = environment.defaults(given)
    assert ours["SITE_ADDRESS"] == "http://localhost:9000"
    assert ours["SECRET_KEY"] == environment.defaults(given)["SECRET_KEY"]
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_site_that_is_not_running_cannot_be_joined(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "run.lock"
    path.write_text("LEFT_BEHIND=by a crash\n")
    monkeypatch.setattr(environment, "LOCK", path)
    environment.join()
    assert "LEFT_BEHIND" not in os.environ


def test_a_running_site_tells_where_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "LOCK", folder / "run.lock")
    monkeypatch.setenv("JOINED", "before")
    monkeypatch.delenv("FOUND_HERE", raising=False)
    with Lock(environment.LOCK) as lock:
        environment.tell(lock, {"FOUND_HERE": "a=b", "JOINED": "now"}, {"FOUND_HERE": "", "JOINED": ""})
        environment.join()
    assert (os.environ.pop("FOUND_HERE"), os.environ["JOINED"]) == ("a=b", "before")


def test_nothing_is_started_in_place_of_what_the_person_named(keeper: Keeper) -> None:
    """What the person names is used, and nothing is started in its place."""
    given = {"DATABASE_URL": "a", "CELERY_BROKER_URL": "b", "CACHE_URL": "c"}
    supervisor = Supervisor(keeper, site.say)
    named = dict(given)
    site._start_stores(supervisor, named, {})
    assert named == given
    assert supervisor._watched == []


def test_styles_are_gathered_once_until_something_changes(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STATIC_ROOT = folder / "static"
    monkeypatch.setattr(preparation, "VAR", folder)
    preparation.collect_static()
    assert "Gathering" in capsys.readouterr().err
    assert (folder / "static" / "css" / "tokens.css").exists()
    preparation.collect_static()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(preparation, "fingerprint", lambda: "changed")
    preparation.collect_static()
    assert "Gathering" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demo", "people", "asked"), [(True, 0, ["demo", "sign-ins"]), (True, 1, ["sign-ins"]), (False, 0, [])]
)
def test_the_demo_is_written_into_an_empty_site_only(
    demo: bool, people: int, asked: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = demo
    for _ in range(people):
        make_employee()
    called: list[str] = []

    def call(name: str, **options: object) -> None:
        called.append("sign-ins" if options.get("sign_ins") else name)

    monkeypatch.setattr(preparation, "call_command", call)
    monkeypatch.setattr(preparation, "collect_static", lambda: None)
    preparation.prepare()
    assert called == ["migrate", *asked]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CommandError("The cat sleeps on it."), "The cat sleeps on it.\n"),
        (
            OperationalError("connection refused"),
            "The database does not answer (connection refused): see that it runs and what DATABASE_URL says.\n",
        ),
    ],
)
def test_what_the_person_can_mend_is_one_sentence(
    error: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(preparation, "prepare", fail)
    assert preparation.main() == 1
    assert capsys.readouterr().err == sentence


def test_a_site_that_is_prepared_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "prepare", lambda: None)
    assert preparation.main() == 0
