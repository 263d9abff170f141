"""Sessions in the database, with a copy in the cache: those who are signed in go on while the cache is away."""

import time
from typing import Any, Final

import structlog
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.cache.backends.base import BaseCache
from redis.exceptions import RedisError

SILENCE: Final = 60  # seconds between two lines that say the same
log = structlog.get_logger("ideanet.sessions")
_said_at = -SILENCE * 1.0


class SessionStore(CachedStore):
    """As Django's own, but that reading and writing do without the cache.

    Ending a session does not: a copy that stayed in the cache would bring it back. So nobody signs in
    or out while the cache is away, when attempts could not be counted either.
    """

    _cache: BaseCache
    _session: dict[str, Any]

    def load(self) -> dict[str, Any]:
        try:
            return super().load()
        except RedisError as error:
            _say(error)
        return DatabaseStore.load(self)

    def exists(self, session_key: str) -> bool:
        try:
            return bool(super().exists(session_key))
        except RedisError as error:
            _say(error)
        return DatabaseStore.exists(self, session_key)

    def save(self, must_create: bool = False) -> None:
        DatabaseStore.save(self, must_create)
        try:
            self._cache.set(self.cache_key, self._session, self.get_expiry_age())
        except RedisError as error:
            _say(error)


def _say(error: RedisError) -> None:
    """Once a minute and process: every request meets the same."""
    global _said_at  # noqa: PLW0603  # what was said belongs to the process
    now = time.monotonic()
    if now - _said_at > SILENCE:
        _said_at = now
        log.warning("the cache is away", error=type(error).__name__)
