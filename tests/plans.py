"""What PostgreSQL has planned stays for the next test: seven hundredths of their time went into planning it anew.

The driver forgets all plans with whatever is rolled back, as an object made there may be made again as another. Each
test ends by rolling back what it wrote, and makes no such object.
"""

from psycopg import _preparing

from ideanet import planning

# So many plans a connection keeps: the questions of all rooms, of all kinds of readers.
MOST = 1000


def install() -> None:
    """For every connection of this process."""
    _preparing.PrepareManager.clear = _keep  # type: ignore[method-assign,assignment]
    planning.MOST = MOST  # type: ignore[misc]  # the site's own is a constant


def _keep(_manager: _preparing.PrepareManager) -> bool:
    """Nothing was forgotten, and nothing is to be told to the server."""
    return False
