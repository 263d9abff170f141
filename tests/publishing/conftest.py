"""What the tests of publishing may ask for."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from ideanet.people.models import Person
from tests.publishing import world
from tests.publishing.wordpress_site import WordPress


@pytest.fixture
def marketer(db: None) -> Person:
    return world.make_marketer()


@pytest.fixture
def site(settings: Settings) -> Iterator[WordPress]:
    """A WordPress site on this machine that the settings let us call."""
    site = WordPress()
    settings.OUTGOING_PRIVATE_HOSTS = [site.host]
    yield site
    site.close()
