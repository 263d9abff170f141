import pytest
from django.test import Client

from tests import factories


@pytest.mark.django_db
def test_home_opens() -> None:
    person = factories.make_employee()
    client = Client()
    assert client.get("/").status_code == 302
    client.force_login(person)
    for url in ["/", "/people/", person.get_absolute_url(), "/notices/"]:
        assert client.get(url).status_code == 200, url
    client = Client()
    for url in ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]:
        assert client.get(url).status_code == 200, url
