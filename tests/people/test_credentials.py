"""Claims that a person makes and someone else verifies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ideanet.activity.models import Event
from ideanet.people.errors import OutOfDateError, RefusedError
from ideanet.people.models import Credential, Person
from ideanet.people.stages import CredentialState, Role
from ideanet.people.workflow import claiming
from tests import factories

pytestmark = pytest.mark.django_db
QUEUE = "/credentials/"


def form(**fields: str) -> dict[str, str]:
    return {
        "kind": "patent",
        "title": "A pump that reports itself",
        "reference": "EP 123",
        "evidence_url": "register.example/EP123",
        "dated_on": "2019-03-01",
        "expires_on": "",
    } | fields


def claim(person: Person, title: str = "A pump that reports itself") -> Credential:
    fields = {"kind": "patent", "title": title, "dated_on": date(2019, 3, 1)}
    return claiming.claim(fields, by=person)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def administrator() -> Person:
    return factories.make_powerful(Role.ADMINISTRATOR, name="Adam Administrator")


def test_a_credential_is_claimed_and_verified(administrator: Person) -> None:
    person = factories.make_employee(name="Ann Expert")
    response = as_(person).post("/credentials/new/", form())
    assert response["Location"] == person.get_absolute_url()
    credential = Credential.objects.get()
    assert credential.evidence_url == "https://register.example/EP123"
    assert credential.state == CredentialState.WAITING
    assert not Credential.objects.counting()

    client = as_(administrator)
    page = client.get(QUEUE).content.decode()
    assert "A pump that reports itself" in page
    seen = claiming.version_of(credential)
    response = client.post(f"/credentials/{credential.pk}/verification/", {"seen": seen})
    assert response["Location"] == QUEUE
    credential.refresh_from_db()
    assert (credential.state, credential.verified_by) == (CredentialState.VERIFIED, administrator)
    assert list(Credential.objects.counting()) == [credential]
    page = as_(factories.make_outsider()).get(person.get_absolute_url()).content.decode()
    assert "by Adam Administrator" in page
    assert list(Event.objects.order_by("pk").values_list("kind", "reach")) == [
        ("credential.claimed", "named"),
        ("credential.verified", "everyone"),
    ]


def test_an_expired_credential_counts_no_more(administrator: Person) -> None:
    credential = claim(factories.make_employee())
    claiming.verify(credential, by=administrator, seen=claiming.version_of(credential))
    yesterday = timezone.localdate() - timedelta(days=1)
    Credential.objects.update(expires_on=yesterday)
    assert not Credential.objects.counting()


def test_an_unverified_credential_is_nobody_elses_to_see() -> None:
    person = factories.make_employee()
    claim(person)
    title = "A pump that reports itself"
    assert title in as_(person).get(person.get_absolute_url()).content.decode()
    colleague = as_(factories.make_employee())
    assert title not in colleague.get(person.get_absolute_url()).content.decode()
    assert colleague.get(f"/credentials/{Credential.objects.get().pk}/").status_code == 404


def test_a_rejected_credential_says_why_and_can_be_put_right(administrator: Person) -> None:
    person = factories.make_employee()
    credential = claim(person)
    client = as_(administrator)
    url = f"/credentials/{credential.pk}/rejection/"
    response = client.post(url, {"seen": claiming.version_of(credential), "reason": " "})
    assert response.status_code == 422
    assert "This field is required" in response.content.decode()
    client.post(url, {"seen": claiming.version_of(credential), "reason": "The number is another patent's."})
    credential.refresh_from_db()
    assert credential.state == CredentialState.REJECTED
    assert not Credential.objects.waiting()
    own = as_(person)
    assert "The number is another patent&#x27;s." in own.get(person.get_absolute_url()).content.decode()
    assert own.get(f"/credentials/{credential.pk}/").status_code == 200
    own.post(f"/credentials/{credential.pk}/", form(reference="EP 124"))
    credential.refresh_from_db()
    assert (credential.state, credential.reference, credential.rejection_reason) == (
        CredentialState.WAITING,
        "EP 124",
        "",
    )


def test_a_verification_that_was_a_mistake_is_taken_back(administrator: Person) -> None:
    credential = claim(factories.make_employee())
    credential = claiming.verify(credential, by=administrator, seen=claiming.version_of(credential))
    claiming.reject(credential, by=administrator, reason="Forged.", seen=claiming.version_of(credential))
    credential.refresh_from_db()
    assert (credential.state, credential.verified_by) == (CredentialState.REJECTED, None)


def test_what_was_checked_is_not_changed_afterwards(administrator: Person) -> None:
    person = factories.make_employee()
    credential = claim(person)
    claiming.verify(credential, by=administrator, seen=claiming.version_of(credential))
    client = as_(person)
    page = client.get(f"/credentials/{credential.pk}/").content.decode()
    assert "What was checked is not changed any more" in page
    response = client.post(f"/credentials/{credential.pk}/", form(title="Another pump"))
    assert response.status_code == 409
    credential.refresh_from_db()
    assert credential.title == "A pump that reports itself"


def test_a_claim_changed_while_it_was_read_is_not_decided_on(administrator: Person) -> None:
    credential = claim(factories.make_employee())
    seen = claiming.version_of(credential)
    claiming.change(credential, {"title": "Another pump"}, by=credential.person)
    client = as_(administrator)
    verdicts = [
        client.post(f"/credentials/{credential.pk}/verification/", {"seen": seen}),
        client.post(f"/credentials/{credential.pk}/rejection/", {"seen": seen, "reason": "No."}),
    ]
    assert [response.status_code for response in verdicts] == [409, 409]
    assert "No." in verdicts[1].content.decode()


def test_a_credential_is_withdrawn() -> None:
    person = factories.make_employee()
    credential = claim(person)
    as_(person).post(f"/credentials/{credential.pk}/", {"_method": "delete"})
    assert not Credential.objects.exists()
    with pytest.raises(OutOfDateError):
        claiming.change(credential, {"title": "x"}, by=person)


def test_only_the_person_changes_or_withdraws(administrator: Person) -> None:
    credential = claim(factories.make_employee())
    with pytest.raises(PermissionDenied):
        claiming.change(credential, {"title": "x"}, by=administrator)
    with pytest.raises(PermissionDenied):
        claiming.withdraw(credential, by=administrator)
    assert as_(administrator).get(f"/credentials/{credential.pk}/").status_code == 403


def test_nobody_verifies_their_own(administrator: Person) -> None:
    credential = claim(administrator)
    seen = claiming.version_of(credential)
    with pytest.raises(PermissionDenied):
        claiming.verify(credential, by=administrator, seen=seen)
    with pytest.raises(PermissionDenied):
        claiming.verify(credential, by=factories.make_employee(), seen=seen)
    with pytest.raises(RefusedError):
        claiming.reject(credential, by=administrator, reason=" ", seen=seen)
    assert "A pump" not in as_(administrator).get(QUEUE).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("kind", "knighthood"),
        ("dated_on", "2999-01-01"),
        ("expires_on", "2018-01-01"),
        ("evidence_url", "javascript:alert(1)"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str) -> None:
    person = factories.make_employee()
    response = as_(person).post("/credentials/new/", form(**{field: value}))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert not Credential.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queue_asks_as_much_for_thirty_as_for_one(
    rows: int, administrator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(rows):
        claim(factories.make_employee())
    client = as_(administrator)
    client.get(QUEUE)
    with django_assert_num_queries(3):
        assert len(client.get(QUEUE).context["page"]) == rows
