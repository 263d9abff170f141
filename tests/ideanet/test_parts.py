"""A page and its part at one address are kept apart by whoever keeps copies."""

import pytest
from django.test import Client

from ideas.stages import Audience
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_copy_is_only_good_for_who_asked_alike(client: Client, headers: dict[str, str]) -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    client.force_login(factories.make_employee())
    answer = client.get(f"{idea.get_absolute_url()}history/", headers=headers)
    assert "HX-Request" in answer["Vary"]
    assert (b"<!doctype" in answer.content) is not bool(headers)
