"""The page of notices."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ideanet.activity import announcing, reasons
from ideanet.activity.models import Notice
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.people.workflow import administering, claiming
from ideas.models import Idea
from tests import factories
from tests.activity.test_announcing import hail
from tests.activity.test_mailing import told, told_of_an_idea

pytestmark = pytest.mark.django_db
NOTICES = "/notices/"


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_notice_is_shown_opened_and_read() -> None:
    ann, bob = factories.make_employee(name="Ann Expert"), factories.make_employee(name="Bob Bold")
    notice = told(ann, about=bob, by=bob)
    client = as_(ann)
    page = client.get(NOTICES).content.decode()
    assert "Bob Bold hailed Bob Bold" in page
    assert "because it is about you" in page
    assert "Notices, 1 unread" in page
    response = client.get(f"/notices/{notice.pk}/")
    assert response["Location"] == bob.get_absolute_url()
    assert "unread" not in client.get("/").content.decode()
    assert "All read" in client.get(f"{NOTICES}?unread").content.decode()


def test_a_notice_is_marked_as_read() -> None:
    ann = factories.make_employee()
    notice, other = told(ann), told(ann)
    client = as_(ann)
    client.post(f"/notices/{notice.pk}/reading/")
    assert list(Notice.objects.unread()) == [other]
    assert [row[0] for row in client.get(f"{NOTICES}?unread").context["rows"]] == [other]


def test_what_came_since_is_not_marked_with_the_rest() -> None:
    ann = factories.make_employee()
    told(ann)
    client = as_(ann)
    newest = client.get(NOTICES).context["newest"]
    fresh = told(ann)
    client.post("/notices/reading/", {"newest": newest})
    assert list(Notice.objects.unread()) == [fresh]
    client.post("/notices/reading/", {"newest": "9" * 30})
    assert not Notice.objects.unread()
    assert client.post("/notices/reading/", {"newest": "x"}).status_code == 302


def test_notices_are_ones_own() -> None:
    notice = told(factories.make_employee())
    client = as_(factories.make_employee())
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    assert client.post(f"/notices/{notice.pk}/reading/").status_code == 404
    client.post("/notices/reading/", {"newest": notice.pk})
    assert "Nothing yet" in client.get(NOTICES).content.decode()
    assert list(Notice.objects.unread()) == [notice]


def test_what_one_may_no_longer_see_is_gone_from_list_and_count() -> None:
    customer = factories.make_outsider()
    notice = told_of_an_idea(customer)
    client = as_(customer)
    assert "An idea" in client.get(NOTICES).content.decode()
    Idea.objects.get(pk=notice.event.topic_id).shared_with.clear()
    assert client.get(f"/notices/{notice.pk}/")["Location"] == NOTICES
    Notice.objects.update(read_at=None)
    page = client.get(NOTICES).content.decode()
    assert "An idea" not in page
    assert "1 unread" not in page


def test_what_is_for_employees_is_hidden_from_who_became_an_outsider() -> None:
    customer = factories.make_outsider()
    notice = told_of_an_idea(customer)
    type(notice.event).objects.update(reach="employees")
    assert not Notice.objects.visible_to(customer)
    customer.is_active = False
    assert not Notice.objects.visible_to(customer)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_as_much_for_thirty_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ann = factories.make_employee()
    for _row in range(rows):
        announcing.announce(hail(ann, by=factories.make_employee()).pk)
    client = as_(ann)
    client.get(NOTICES)
    with django_assert_num_queries(4):  # person, notices, topics, unread
        assert len(client.get(NOTICES).context["rows"]) == rows


def test_the_next_page_goes_on() -> None:
    ann = factories.make_employee()
    for _row in range(31):
        announcing.announce(hail(ann).pk)
    client = as_(ann)
    page = client.get(NOTICES).context["page"]
    assert len(client.get(NOTICES, {"after": page.next}).context["rows"]) == 1


def test_deeds_are_told_to_the_one_they_were_done_to() -> None:
    administrator, ann = factories.make_powerful(Role.ADMINISTRATOR), factories.make_employee()
    administering.change_roles(ann, [Role.MARKETING], by=administrator)
    credential = claiming.claim({"kind": "patent", "title": "A pump", "dated_on": "2020-01-01"}, by=ann)
    claiming.reject(credential, by=administrator, reason="Not yours.", seen=claiming.version_of(credential))
    from ideanet.activity.models import Event

    for event in Event.objects.order_by("pk"):
        announcing.announce(event.pk)
    assert list(Notice.objects.order_by("pk").values_list("event__kind", "person")) == [
        ("person.roles_changed", ann.pk),
        ("credential.rejected", ann.pk),
    ]
    page = as_(ann).get(NOTICES).content.decode()
    assert "could not verify a credential of" in page
    assert "A pump: Not yours." in page


def test_every_reason_has_its_sentence() -> None:
    assert reasons.sentence("voted") == "you voted for it"
    assert reasons.sentence("never heard of") == "it concerns you"
    assert [reasons.is_follow(why) for why in ("author", "person", "owes")] == [True, True, False]
