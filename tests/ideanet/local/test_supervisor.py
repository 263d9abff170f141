"""Processes that are started in order, started again when they die, and stopped in reverse."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ideanet.local import supervisor
from ideanet.local.keeper import Keeper
from ideanet.local.problems import LocalError
from ideanet.local.service import Service
from ideanet.local.supervisor import Supervisor


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def guard(keeper: Keeper, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Supervisor:
    monkeypatch.setattr(supervisor, "SHORTEST_WAIT", 0.1)
    return Supervisor(keeper, said.append)


def lasting(name: str, folder: Path) -> Service:
    log = folder / "order"
    script = f'trap "echo {name} >> {log}; exit 0" INT; touch "{folder / name}"; while :; do sleep 0.02; done'
    return Service(name, ["sh", "-c", script], folder / f"{name}.log")


def wait_for(*signs: Path) -> None:
    """Until what was started says that it listens."""
    deadline = time.monotonic() + 10
    while not all(sign.exists() for sign in signs) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert all(sign.exists() for sign in signs)


def watch_until(guard: Supervisor, happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened() and time.monotonic() < deadline:
        guard.watch()
        time.sleep(0.02)
    assert happened()


def kill(service: Service) -> None:
    assert service._process is not None
    os.kill(service._process.pid, signal.SIGKILL)
    service._process.wait()


def test_what_was_started_last_is_stopped_first(guard: Supervisor, folder: Path) -> None:
    guard.start([lasting("first", folder), lasting("second", folder)])
    wait_for(folder / "first", folder / "second")
    guard.stop()
    assert (folder / "order").read_text().split() == ["second", "first"]


def test_what_dies_is_started_again_and_said(guard: Supervisor, folder: Path, said: list[str]) -> None:
    service = lasting("The worker", folder)
    guard.start([service])
    kill(service)
    watch_until(guard, lambda: len(said) == 2)
    assert said[0].startswith("The worker was killed (signal 9). Starting it again in ")
    assert said[1] == "The worker is back."
    guard.stop()


def test_what_keeps_dying_is_left_alone_for_longer_each_time(
    guard: Supervisor, folder: Path, said: list[str]
) -> None:
    service = Service("The clock", ["sh", "-c", "sleep 0.5; exit 3"], folder / "clock.log")
    guard.start([service])
    watch_until(guard, lambda: sum("Starting" in line for line in said) == 3)
    waits = [float(line.split(" in ")[1].split()[0]) for line in said if "Starting" in line]
    assert "ended (code 3)" in said[0]
    assert waits == [0.1, 0.2, 0.4]


def test_what_had_been_well_for_long_is_started_again_at_once(
    guard: Supervisor, folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "WELL_AFTER", 0.0)
    service = Service("The clock", ["sh", "-c", "sleep 0.5; exit 3"], folder / "clock.log")
    guard.start([service])
    watch_until(guard, lambda: sum("Starting" in line for line in said) == 3)
    waits = {line.split(" in ")[1] for line in said if "Starting" in line}
    assert waits == {"0.1 s."}


def test_what_cannot_come_back_is_tried_again_later(
    guard: Supervisor, folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = lasting("The worker", folder)
    guard.start([service])
    monkeypatch.setattr(service, "_command", ["sh", "-c", "echo all is lost; sleep 0.05; exit 1"])
    monkeypatch.setattr(service, "settle_seconds", 0.1)
    monkeypatch.setattr(service, "start_seconds", 0.3)
    kill(service)
    watch_until(guard, lambda: any("all is lost" in line for line in said))
    monkeypatch.setattr(service, "_command", ["sleep", "60"])
    watch_until(guard, lambda: said[-1] == "The worker is back.")
    guard.stop()


def test_what_never_starts_is_a_problem(guard: Supervisor, folder: Path) -> None:
    service = Service("The worker", ["sh", "-c", "exit 1"], folder / "worker.log")
    service.start_seconds = 0.2
    with pytest.raises(LocalError, match="The worker did not start: it left no word"):
        guard.start([service])


def test_a_full_disk_is_called_a_full_disk(folder: Path) -> None:
    log = folder / "worker.log"
    service = Service("The worker", [], log)
    assert service.last_words() == "it left no word"
    assert service.how_it_ended() == "is not there"
    log.write_text("PANIC: could not write: No space left on device\n")
    assert service.last_words() == "the disk is full: make room, and it starts again"


def test_what_does_not_stop_when_asked_is_killed(keeper: Keeper, folder: Path) -> None:
    sign = folder / "deaf"
    service = Service("The deaf", ["sh", "-c", f'trap "" INT; touch "{sign}"; sleep 60'], folder / "deaf.log")
    service.stop_seconds = 0.2
    service.start(keeper)
    wait_for(sign)
    service.stop()
    assert service.how_it_ended() == "was killed (signal 9)"
