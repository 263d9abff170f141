"""Agreeing to the guidelines before the first contribution, without losing a word."""

import re
from html import unescape

import pytest
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries, Settings

from ideanet.people.agreements import guidelines_required, has_agreed
from ideanet.people.models import Agreement, Guidelines, Person
from ideanet.people.stages import Role
from ideanet.people.workflow import agreeing
from tests import factories

pytestmark = pytest.mark.django_db
GUIDELINES = "/guidelines/"


@login_required
@guidelines_required
def contribute(request: HttpRequest, what: str) -> HttpResponse:
    return JsonResponse({"what": what, "method": request.method, "typed": dict(request.POST.lists())})


urlpatterns = [path("contribute/<str:what>/", contribute), path("", include("ideanet.urls"))]


@pytest.fixture
def _contributions(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def publish(body: str = "Be *honest*.") -> Guidelines:
    administrator = factories.make_powerful(Role.ADMINISTRATOR)
    return agreeing.publish(body=body, disclaimer="Views are the authors'.", by=administrator)


@pytest.fixture
def person(client: Client) -> Person:
    person = factories.make_employee()
    client.force_login(person)
    return person


def test_guidelines_are_read_and_agreed_to_once(client: Client, person: Person) -> None:
    guidelines = publish()
    assert not has_agreed(person)
    page = client.get(f"{GUIDELINES}?next=/people/").content.decode()
    assert "<em>honest</em>" in page
    response = client.post(f"{GUIDELINES}agreement/", {"agree_to": guidelines.pk, "next": "/people/"})
    assert response["Location"] == "/people/"
    client.post(f"{GUIDELINES}agreement/", {"agree_to": guidelines.pk})
    assert has_agreed(person)
    assert Agreement.objects.count() == 1
    assert "You agreed to these." in client.get(GUIDELINES).content.decode()


def test_a_new_version_is_asked_for_anew(client: Client, person: Person) -> None:
    old = publish()
    agreeing.agree(old.pk, by=person)
    new = publish("Be *kind*, too.")
    assert not has_agreed(person)
    page = client.post(f"{GUIDELINES}agreement/", {"agree_to": old.pk, "next": "/people/"}, follow=True)
    assert "There is a newer version by now" in page.content.decode()
    assert page.redirect_chain[-1][0] == "/guidelines/?next=%2Fpeople%2F"
    assert not has_agreed(person)
    assert "<em>honest</em>" in client.get(f"{GUIDELINES}{old.pk}/").content.decode()
    assert "<em>kind</em>" in client.get(f"{GUIDELINES}{new.pk}/").content.decode()
    assert client.get(f"{GUIDELINES}999999/").status_code == 404


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_way_on_stays_on_the_site(client: Client, person: Person, url: str) -> None:
    guidelines = publish()
    response = client.post(f"{GUIDELINES}agreement/", {"agree_to": guidelines.pk, "next": url})
    assert response["Location"] == GUIDELINES


def test_nobody_agrees_to_nothing(client: Client, person: Person) -> None:
    assert has_agreed(person)
    assert "No guidelines yet" in client.get(GUIDELINES).content.decode()
    response = client.post(f"{GUIDELINES}agreement/", {"agree_to": "x"})
    assert response["Location"] == GUIDELINES
    client.post(f"{GUIDELINES}agreement/", {"agree_to": "1"})
    assert not Agreement.objects.exists()


def test_an_administrator_publishes_a_new_version(client: Client) -> None:
    publish()
    client.force_login(factories.make_powerful(Role.ADMINISTRATOR))
    assert "Be *honest*." in client.get(f"{GUIDELINES}new/").content.decode()
    assert client.post(f"{GUIDELINES}new/", {"body": "", "disclaimer": "x"}).status_code == 422
    client.post(f"{GUIDELINES}new/", {"body": "Be kind.", "disclaimer": "x"})
    assert [version.body for version in Guidelines.objects.all()] == ["Be kind.", "Be *honest*."]
    with pytest.raises(PermissionDenied):
        agreeing.publish(body="x", disclaimer="x", by=factories.make_employee())


@pytest.mark.usefixtures("_contributions", "person")
class TestTheDoor:
    def test_it_is_open_where_there_are_no_guidelines(self, client: Client) -> None:
        assert client.get("/contribute/idea/").status_code == 200

    def test_it_asks_before_anything_is_typed(self, client: Client) -> None:
        publish()
        response = client.get("/contribute/idea/?theme=7")
        assert response["Location"] == "/guidelines/?next=%2Fcontribute%2Fidea%2F%3Ftheme%3D7"

    def test_what_was_typed_goes_through_once_one_agrees(self, client: Client, person: Person) -> None:
        guidelines = publish()
        typed = {
            "title": 'A "quoted" <title> & more',
            "body": "\n\n  First\r\n\r\n    code\n</textarea><script>",
            "tags": ["one", "two"],
            "empty": "",
        }
        asked = client.post("/contribute/idea/?theme=7", typed)
        assert asked.status_code == 200
        assert not has_agreed(person)
        page = asked.content.decode()
        assert 'action="/contribute/idea/?theme=7"' in page
        again = fields_of(page)
        assert again.pop("agree_to") == [str(guidelines.pk)]
        response = client.post("/contribute/idea/?theme=7", again | {"agree_to": guidelines.pk})
        assert has_agreed(person)
        sent = response.json()["typed"]
        assert sent.pop("agree_to") == [str(guidelines.pk)]
        assert {name: [unix(value) for value in values] for name, values in sent.items()} == {
            "title": [typed["title"]],
            "body": [unix(str(typed["body"]))],
            "tags": ["one", "two"],
            "empty": [""],
        }

    def test_who_agreed_is_not_asked_again(
        self, client: Client, person: Person, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        agreeing.agree(publish().pk, by=person)
        client.post("/contribute/idea/")
        with django_assert_num_queries(2):  # the person, the agreement
            assert client.post("/contribute/idea/", {"title": "x"}).json()["typed"] == {"title": ["x"]}

    def test_an_old_version_will_not_do(self, client: Client, person: Person) -> None:
        old = publish()
        publish("Be *kind*.")
        asked = client.post("/contribute/idea/", {"title": "Kept", "agree_to": old.pk})
        assert "Kept" in asked.content.decode()
        assert client.post("/contribute/idea/", {"agree_to": "x"}).status_code == 200
        assert not has_agreed(person)

    def test_taking_something_back_is_never_stopped(self, client: Client) -> None:
        publish()
        assert client.post("/contribute/vote/", {"_method": "delete"}).json()["method"] == "DELETE"

    def test_a_file_is_asked_for_again(self, client: Client) -> None:
        publish()
        page = client.post("/contribute/idea/", {"file": SimpleUploadedFile("a.txt", b"x"), "title": "Kept"})
        assert "The file has to be chosen once more" in page.content.decode()

    def test_it_is_a_whole_page_for_htmx_too(self, client: Client) -> None:
        publish()
        response = client.post("/contribute/vote/", headers={"HX-Request": "true"})
        assert response.content.lstrip().startswith(b"<!doctype html>")


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the agreement form."""
    found: dict[str, list[str]] = {}
    inputs = re.findall(r'<input type="hidden" name="(agree_to)" value="([^"]*)">', page)
    areas = re.findall(r'<textarea name="([^"]*)" hidden>\n?(.*?)</textarea>', page, re.DOTALL)
    for name, value in [*inputs, *areas]:
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def unix(text: str) -> str:
    return text.replace("\r\n", "\n")
