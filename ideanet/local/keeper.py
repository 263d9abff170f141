"""A group of processes that ends when its owner does, however the owner ends."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

# The owner holds the other end of standard input: when the owner is gone, `read` returns.
# An interrupt is the one signal that PostgreSQL, Valkey, granian and Celery all end cleanly on.
SCRIPT = """
trap '' INT TERM HUP
while read -r line; do :; done
kill -INT 0
sleep 8
[ -z "$1" ] || rm -rf "$1"
kill -KILL 0
"""


class Keeper:
    """Starts processes in a group of their own and outlives its owner just long enough to end them.

    `remove` is a folder that goes too when the owner did not get to call `close`.
    """

    def __init__(self, remove: Path | None = None) -> None:
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", SCRIPT, "ideanet-keeper", str(remove or "")],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )

    def spawn(
        self,
        command: Sequence[str],
        *,
        output: int | IO[bytes] = subprocess.DEVNULL,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a command in the group, in `folder`; its words go to `output`."""
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            cwd=folder,
            process_group=self._process.pid,
        )

    def close(self) -> None:
        """Let go, once everything in the group has been stopped: what is left is killed."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
