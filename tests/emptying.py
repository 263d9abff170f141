"""After a test that commits, the tables that hold rows are emptied: a test writes to few of them."""

from django.db import connection
from django.test import TransactionTestCase

# What migrating leaves stays: Django's own way would write it again.
# Foreign keys and the record's refusal to forget are triggers, which sleep meanwhile.
EMPTY = """
DO $$
DECLARE
    name text;
    filled boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN
        SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = current_schema() AND tablename NOT IN (
            'django_migrations', 'django_content_type', 'auth_permission'
        )
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO filled;
        IF filled THEN
            EXECUTE 'DELETE FROM ' || name;
        END IF;
    END LOOP;
END $$
"""

_flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # the stubs leave it out


def install() -> None:
    """Every test that commits is followed by this, in place of truncating all tables."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]


def _empty(case: TransactionTestCase) -> None:
    if may_put_triggers_to_sleep():
        empty_the_tables()
    else:
        _flush(case)


def may_put_triggers_to_sleep() -> bool:
    """Somebody else's server need not let us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def empty_the_tables() -> None:
    """All of them at once, but for what migrating leaves."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
