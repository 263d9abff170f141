"""What a page knows of its reader."""

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from ideanet.people.chronicle import record, tell_to
from ideanet.people.context import Reader
from ideanet.people.models import Person
from ideanet.people.stages import Deed, Role
from tests import factories

pytestmark = pytest.mark.django_db


def links_of(person: Person, *, path: str = "/") -> list[str]:
    reader = Reader(Person.objects.for_session().get(pk=person.pk), path)
    return [str(link.label) for link in [*reader.links, *reader.office_links]]


def test_the_links_are_the_persons_own() -> None:
    outsider = links_of(factories.make_outsider())
    assert "Goals" not in outsider
    assert "Invitations" not in outsider
    assert {"Invitations", "Likely duplicates"} <= set(links_of(factories.make_powerful(Role.MARKETING)))
    administrator = links_of(factories.make_powerful(Role.ADMINISTRATOR))
    assert {"Invitations", "Organisations", "Guidelines", "Record"} <= set(administrator)
    assert [label for label in ("Mail", "Likely duplicates") if label in administrator] == []
    assert "Organisations" not in links_of(factories.make_employee(roles=[Role.ADMINISTRATOR.value]))


def test_kept_mail_is_linked_where_it_is_kept(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "Mail" in links_of(factories.make_powerful(Role.ADMINISTRATOR))


def test_the_current_room_is_marked() -> None:
    reader = Reader(factories.make_employee(), "/people/7/")
    assert [str(link.label) for link in reader.links if link.current] == ["People"]
    reader = Reader(factories.make_employee(), "/")
    assert [str(link.label) for link in reader.links if link.current] == ["Home"]


def test_the_reader_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = Person.objects.for_session().get(pk=factories.make_powerful(Role.ADMINISTRATOR).pk)
    reader = Reader(person, "/")
    with django_assert_num_queries(0):
        assert reader.links
        assert reader.own_links
        assert reader.office_links
        assert not reader.lacks_second_factor
        assert not reader.is_spared_second_factor


def test_a_change_that_nobody_writes_down_is_a_mistake() -> None:
    from ideanet.activity.notices import write_down
    from ideanet.people import chronicle

    person = factories.make_employee()
    chronicle._recorders.clear()
    try:
        with pytest.raises(ValueError, match="not enough"):
            record(Deed.JOINED, person, by=person)
    finally:
        tell_to(write_down)
