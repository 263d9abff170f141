"""Free ports on this machine."""

import errno
import socket
import time

from ideanet.local.problems import LocalError

HOST = "127.0.0.1"


def find_free() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def check(port: str, host: str = HOST, *, patience: float = 0) -> None:
    """Say in one sentence why this port cannot be listened on, if it cannot.

    What a killed site left may hold it a moment longer: that is waited for, `patience` seconds at most.
    """
    if not (port.isascii() and port.isdecimal()) or not 0 < int(port) < 65536:
        raise LocalError(f"PORT is {port!r}, which is no number from 1 to 65535: try PORT=8001 make run.")
    deadline = time.monotonic() + patience
    while error := _refusal(int(port), host):
        if error.errno != errno.EADDRINUSE or time.monotonic() >= deadline:
            raise LocalError(_reason(int(port), host, error))
        time.sleep(0.2)


def _refusal(port: int, host: str) -> OSError | None:
    """What the machine says against listening there."""
    with socket.socket() as probe:
        # As servers do, so that a port is not called taken for the minute after it closed.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def _reason(port: int, host: str, error: OSError) -> str:
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system: choose one from 1024 on, such as PORT=8001 make run."
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8001
        return (
            f"Port {port} is in use by something else: stop that, or choose another port with "
            f"PORT={other} make run."
        )
    return f"LISTEN is {host!r}, which is no address of this machine: leave it out, or name one that is."
