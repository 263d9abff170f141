"""Starts the site's processes in order, starts again what dies, and stops all in reverse."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ideanet.local.keeper import Keeper
from ideanet.local.problems import LocalError
from ideanet.local.service import Service

SHORTEST_WAIT = 0.5
LONGEST_WAIT = 30.0
# Whoever has run this long without dying is well again.
WELL_AFTER = 60.0


@dataclass
class _Watched:
    service: Service
    started: float = 0.0
    wait: float = field(default_factory=lambda: SHORTEST_WAIT)
    again: float | None = None


class Supervisor:
    """Looks after the services it was given until `stop` is called."""

    def __init__(self, keeper: Keeper, say: Callable[[str], None]) -> None:
        self._keeper = keeper
        self._say = say
        self._watched: list[_Watched] = []

    def start(self, services: Sequence[Service]) -> None:
        """Start each once the one before it answers; LocalError if one does not."""
        for service in services:
            self._watched.append(_Watched(service))
            service.start(self._keeper)
            self._watched[-1].started = time.monotonic()

    def watch(self) -> None:
        """Look at each once; called again and again."""
        for watched in self._watched:
            if watched.service.is_running():
                continue
            if watched.again is None:
                self._notice(watched)
            elif time.monotonic() >= watched.again:
                self._restart(watched)

    def _notice(self, watched: _Watched) -> None:
        now = time.monotonic()
        if now - watched.started > WELL_AFTER:
            watched.wait = SHORTEST_WAIT
        watched.again = now + watched.wait
        name, how = watched.service.name, watched.service.how_it_ended()
        self._say(f"{name} {how}. Starting it again in {watched.wait:g} s.")
        watched.wait = min(watched.wait * 2, LONGEST_WAIT)

    def _restart(self, watched: _Watched) -> None:
        watched.again = None
        try:
            watched.service.start(self._keeper)
        except LocalError as problem:
            watched.service.stop()
            self._say(f"{problem} It is tried again.")
        else:
            self._say(f"{watched.service.name} is back.")
        watched.started = time.monotonic()

    def stop(self) -> None:
        """What was started last goes first, so that nobody loses what it stands on."""
        while self._watched:
            self._watched.pop().service.stop()
