"""Whether the site lives and whether it can work, for whatever watches over it."""

from collections.abc import Callable
from functools import cache
from typing import Final

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from psycopg_pool import PoolTimeout

from ideanet.celery import app

BROKER_SECONDS: Final = 2
log = structlog.get_logger("ideanet.health")


@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers; asks nobody else, or a slow database would have it restarted."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Each thing the site needs, and whether it is there: 200 when all are, 503 when not."""
    found = {name: _is_well(name, check) for name, check in CHECKS.items()}
    well = all(found.values())
    parts = {name: "ok" if fine else "failing" for name, fine in found.items()}
    body = {"status": "ok" if well else "failing", **parts}
    return JsonResponse(body, status=200 if well else 503)


def _is_well(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, PoolTimeout, OperationalError, OSError):
        # The log says what the answer may not: addresses and accounts.
        log.warning("not ready", part=name, exc_info=True)
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def migrations_are_applied() -> bool:
    return _known_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Those on disk, which change only with the code."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations)


def broker_answers() -> bool:
    with app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
        broker.ensure_connection(max_retries=0, timeout=BROKER_SECONDS)
    return True


CHECKS: Final = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "broker": broker_answers,
}

urlpatterns = [
    path("live", live, name="health_live"),
    path("ready", ready, name="health_ready"),
]
