"""Free ports on this machine."""

import socket

HOST = "127.0.0.1"


def find_free() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int, host: str = HOST) -> bool:
    """Whether this port can be listened on."""
    with socket.socket() as probe:
        # As servers do, so that a port is not called taken for the minute after it closed.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
