"""The whole site by one command, for real, and what it says when it cannot start."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from ideanet.local import __main__ as command
from ideanet.local import environment, ports, site
from ideanet.local.lock import Lock
from ideanet.local.problems import LocalError

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


@pytest.fixture
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The site, started, and its environment."""
    said = told(folder, ports.find_free())
    process = subprocess.Popen(
        [sys.executable, "-m", "ideanet.local", "run"],
        cwd=BASE,
        env=said,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "Ctrl-C stops it" in line:
            break
    assert process.poll() is None
    yield process, said
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


def ask(said: dict[str, str]) -> dict[str, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{said['PORT']}/health/ready", timeout=10) as answer:
        found: dict[str, str] = json.load(answer)
        return found


def test_the_site_runs_is_joined_refuses_a_second_and_stops_cleanly(
    running: tuple[subprocess.Popen[str], dict[str, str]], folder: Path
) -> None:
    process, said = running
    assert ask(said) == {"status": "ok", "database": "ok", "migrations": "ok", "broker": "ok"}
    bare = {name: value for name, value in said.items() if not name.startswith("IDEANET_")}
    manage = [sys.executable, "manage.py", "migrate", "--check"]
    assert subprocess.run(manage, cwd=BASE, env=bare, check=False).returncode == 0

    again = [sys.executable, "-m", "ideanet.local"]
    for verb in ("run", "reset"):
        second = subprocess.run(
            [*again, verb], cwd=BASE, env=said, capture_output=True, text=True, check=False
        )
        assert second.returncode == 1
        assert second.stderr == (
            f"IdeaNet already runs from this folder, at http://localhost:{said['PORT']}: "
            "use that one, or stop it with Ctrl-C where it was started.\n"
        )

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert ports.is_free(int(said["PORT"]))
    assert not [name for name in all_commands() if str(folder) in name]


def test_everything_ends_when_the_supervisor_is_killed(
    running: tuple[subprocess.Popen[str], dict[str, str]], folder: Path
) -> None:
    process, _said = running
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while any(str(folder) in name for name in all_commands()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not [name for name in all_commands() if str(folder) in name]


def all_commands() -> list[str]:
    listed = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def test_a_port_in_use_is_one_sentence_with_a_way_out(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LocalError) as problem:
            site.check({"PORT": str(port), "HOST": "127.0.0.1"})
    assert str(problem.value) == (
        f"Port {port} is in use by something else: stop that, or choose another port with "
        f"PORT={port + 1} make run."
    )


def test_a_port_that_is_no_number_is_one_sentence() -> None:
    with pytest.raises(LocalError, match="'http', which is no number"):
        site.check({"PORT": "http", "HOST": "127.0.0.1"})


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
