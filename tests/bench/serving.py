"""Granian as in production, for the site and for the bare application, on one database."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from ideanet.local.ports import find_free

PATIENCE = 60


@dataclass
class Server:
    address: str
    pid: int

    @property
    def memory(self) -> int:
        """Resident memory of the server's processes, in bytes."""
        process = psutil.Process(self.pid)
        return int(sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]))


@contextmanager
def serve(application: str, settings: str, folder: Path, **environment: str) -> Iterator[Server]:
    """Two workers of four threads, until the block ends."""
    port = find_free()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", application, "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "4", "--no-ws",
    ]  # fmt: skip
    told = os.environ | {"DJANGO_SETTINGS_MODULE": settings} | environment
    with (folder / f"{settings}.log").open("wb") as log:
        process = subprocess.Popen(command, env=told, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"granian ended with {process.returncode}")
        try:
            httpx.get(f"{address}/nothing-here/", timeout=2)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)
