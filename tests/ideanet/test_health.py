"""Whether the site lives and can work."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries, Settings

from ideanet.celery import app

urlpatterns = [path("health/", include("ideanet.health"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
WELL = {"status": "ok", "database": "ok", "migrations": "ok", "broker": "ok"}


@pytest.fixture(autouse=True)
def bare_site(settings: Settings) -> None:
    settings.MIDDLEWARE = []


def test_a_living_site_asks_the_database_for_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_ready_site_says_what_it_has(client: Client) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, WELL)
    assert "no-cache" in answer["Cache-Control"]


def test_a_pending_migration_means_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        WELL | {"status": "failing", "migrations": "failing"},
    )


def test_a_broker_out_of_reach_means_not_ready_and_is_not_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://:hush@127.0.0.1:1/0")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        WELL | {"status": "failing", "broker": "failing"},
    )
    assert b"hush" not in answer.content


def test_health_can_only_be_read(client: Client) -> None:
    assert client.post("/health/live").status_code == 405
    assert client.post("/health/ready").status_code == 405
