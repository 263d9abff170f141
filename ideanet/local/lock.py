"""Says that the site runs from this folder, for as long as it does."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from ideanet.local.problems import LocalError


class Lock:
    """A lock that the kernel lets go of when its holder ends, however it ends.

    What the holder wants others to read is in the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise LocalError(
                f"IdeaNet already runs from this folder{_where(self.read())}: "
                "use that one, or stop it with Ctrl-C where it was started."
            ) from None
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        os.ftruncate(self._file, 0)
        os.close(self._file)

    def tell(self, text: str) -> None:
        """Write what others may read while the lock is held."""
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, text.encode(), 0)

    def read(self) -> str:
        """What the holder tells; nothing when nobody holds the lock."""
        return self._path.read_text(encoding="utf-8") if self.is_held() else ""

    def is_held(self) -> bool:
        """Whether somebody runs the site from here."""
        if not self._path.exists():
            return False
        with self._path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


def _where(environment: str) -> str:
    addresses = [line for line in environment.splitlines() if line.startswith("SITE_ADDRESS=")]
    return f", at {addresses[0].removeprefix('SITE_ADDRESS=')}" if addresses else ""
