"""Cursors that send values beside the words, so that PostgreSQL plans once what it is asked again and again."""

from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor

# So many plans a connection keeps. The driver's own measure is a hundred, and the pages of two kinds of readers ask
# more: plans displaced each other.
MOST: Final = 250


class Planned:
    """The connection as a compiler knows it, but for its cursors.

    The plan is kept once a connection has heard the words as often as OPTIONS["prepare_threshold"] says.
    """

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        """Where queries are logged it is the connection's own: there values are read in their places."""
        connection: Any = self._connection
        make: Any = ServerBindingCursor
        if connection.queries_logged:
            return connection.cursor()
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        connection.connection.prepared_max = MOST
        with connection.wrap_database_errors:
            return connection._prepare_cursor(make(connection.connection))  # noqa: SLF001
