"""One process that is started, watched, started again and stopped."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from ideanet.local.keeper import Keeper
from ideanet.local.problems import LocalError

FULL_DISK = "No space left on device"


class Service:
    """A program in the foreground, its words in a log of its own."""

    start_seconds = 30.0
    stop_seconds = 20.0
    stop_signal = signal.SIGINT
    # What cannot be asked is believed to work once it has lived this long.
    settle_seconds = 0.3

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path,
        *,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._environment = environment
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._spawned = 0.0

    def command(self) -> Sequence[str]:
        return self._command

    def prepare(self) -> None:
        """What has to be there before it can start."""

    def answers(self) -> bool:
        """Whether it does its work, for those that can be asked."""
        return self.is_running() and time.monotonic() - self._spawned > self.settle_seconds

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, keeper: Keeper) -> None:
        """Start it and wait until it answers; tried again while an old one is still dying."""
        self.prepare()
        deadline = time.monotonic() + self.start_seconds
        while time.monotonic() < deadline:
            if not self.is_running():
                self._spawn(keeper)
            if self.answers():
                return
            time.sleep(0.1 if self.is_running() else 0.5)
        raise LocalError(f"{self.name} did not start: {self.last_words()}.")

    def _spawn(self, keeper: Keeper) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._spawned = time.monotonic()
        with self.log.open("ab") as log:
            self._process = keeper.spawn(
                self.command(), output=log, environment=self._environment, folder=self._folder
            )

    def stop(self) -> None:
        """Let it finish what it does; kill it when it takes too long."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.send_signal(self.stop_signal)
        try:
            process.wait(timeout=self.stop_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def how_it_ended(self) -> str:
        """In words: by which signal or code."""
        code = self._process.poll() if self._process else None
        if code is None:
            return "is not there"
        if code < 0:
            return f"was killed (signal {-code})"
        return f"ended (code {code}): {self.last_words()}"

    def last_words(self) -> str:
        """The last line of its log, or what that line really means."""
        if not self.log.exists():
            return "it left no word"
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 4_000))
            text = log.read().decode(errors="replace")
        if FULL_DISK in text:
            return "the disk is full: make room, and it starts again"
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return f"{lines[-1]} (more in {self.log})" if lines else "it left no word"
