"""One WordPress for all integration tests."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from ideanet.people.models import Person
from tests.integration.blog import Blog
from tests.publishing import world


@pytest.fixture(scope="session")
def started() -> Iterator[Blog]:
    blog = Blog()
    yield blog
    blog.close()


@pytest.fixture
def blog(started: Blog, settings: Settings) -> Blog:
    """The site, which the settings let us call, without the posts and pictures of other tests."""
    settings.OUTGOING_PRIVATE_HOSTS = [started.host]
    for post in started.posts():
        started.ask("DELETE", f"posts/{post['id']}", params={"force": "true"})
    for medium in started.media():
        started.ask("DELETE", f"media/{medium['id']}", params={"force": "true"})
    return started


@pytest.fixture
def marketer(db: None) -> Person:
    return world.make_marketer()
