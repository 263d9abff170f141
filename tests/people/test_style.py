"""The style page and the pages that say what went wrong."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from ideanet.people.stages import Role
from tests import factories

FAILURES = ["400", "403", "403_csrf", "404", "405", "409", "410", "413", "429"]


@pytest.mark.django_db
def test_an_administrator_sees_every_component() -> None:
    client = Client()
    client.force_login(factories.make_powerful(Role.ADMINISTRATOR))
    page = client.get("/style/")
    assert page.status_code == 200
    assert "style=" not in page.content.decode()


@pytest.mark.django_db
def test_the_style_page_is_for_administrators() -> None:
    client = Client()
    client.force_login(factories.make_employee())
    assert client.get("/style/").status_code == 403


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_told_without_reader_or_request(name: str) -> None:
    page = render_to_string(f"errors/{name}.html")
    assert f'<p class="kicker">{name[:3]}</p>' in page


def test_a_conflict_gives_back_what_was_typed() -> None:
    page = render_to_string("errors/409.html", {"kept": "Twelve <words>", "url": "/ideas/7/"})
    assert "Twelve &lt;words&gt;</textarea>" in page
    assert 'href="/ideas/7/"' in page


def test_the_last_page_needs_nothing() -> None:
    assert "Something broke on our side" in render_to_string("500.html")
