"""What texts became the last time: the same text is shown to many readers, and reading it is the dear part."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

ROOM: Final = 16_000_000  # characters, of all texts and their HTML together


class Memory:
    """Keeps the results used last, within `room` characters; safe to share between threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._held: OrderedDict[Hashable, tuple[str, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def recall(self, key: Hashable, text: str, make: Callable[[], str]) -> str:
        """What was made for this key, or what `make` makes now; `text` is what of the key takes room."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][0]
        made = make()
        with self._lock:
            self._keep(key, made, len(text) + len(made))
        return made

    def _keep(self, key: Hashable, made: str, size: int) -> None:
        # One text never drives out more than a few others; two threads may have made the same.
        if size > self._room // 100 or key in self._held:
            return
        self._held[key] = made, size
        self._size += size
        while self._size > self._room:
            _key, (_made, freed) = self._held.popitem(last=False)
            self._size -= freed
