"""How often a program may read: so many times in a span, counted in the cache."""

import time
from datetime import timedelta
from typing import Final

from django.core.cache import cache

SPAN: Final = timedelta(minutes=10)
OF_ADDRESS, OF_HOST = 30, 3000


def is_too_often(what: str, most: int) -> bool:
    """Count one reading of `what`, which says no secret; whether that was one too many for this span."""
    seconds = int(SPAN.total_seconds())
    key = f"readings:{what}:{int(time.time()) // seconds}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # The span ended in between: this is the first reading of the next.
        return False
