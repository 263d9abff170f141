"""What tests of councils may ask for."""

from collections.abc import Callable

import pytest
from django.test import Client

from ideanet.people.models import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which the person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in
