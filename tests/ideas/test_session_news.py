"""Sessions through the front door, once more: who comes, other times, and what is told of them to whom."""

import pytest
from django.urls import reverse

from ideanet.activity import announcing, follows
from ideanet.activity.models import Event, Notice
from ideanet.activity.stages import Level
from ideas.models import Session
from ideas.stages import Audience
from ideas.workflow import placing, presenting
from tests import factories
from tests.ideas.cast import queries, sign_in
from tests.ideas.session_cast import at, make_series, make_session
from tests.ideas.test_session_pages import page

pytestmark = pytest.mark.django_db


def test_who_runs_it_reads_who_comes_and_who_waits_in_their_order() -> None:
    presenter, rival = factories.make_outsider(), factories.make_outsider(name="Rita Rival")
    session = make_session(None, presenter, audience=Audience.NETWORK, places=1)
    for person in (
        factories.make_employee(name="Abel Adams"),
        factories.make_employee(name="Zoe Zimmer"),
        rival,
    ):
        placing.take(session, by=person)
    shown = page(session.scheduled_by, "session_places", session.pk)
    assert (
        shown.index("Abel Adams")
        < shown.index("Has a place")
        < shown.index("Zoe Zimmer")
        < shown.index("Rita Rival")
    )
    assert "2 people wait." in shown
    to_outsider = page(presenter, "session_places", session.pk)
    assert "Rita Rival" not in to_outsider
    assert "1 of them is a guest whom you do not know." in to_outsider


def test_who_comes_is_listed_with_as_many_queries_for_thirty_as_for_one() -> None:
    session = make_session()
    client, counts = sign_in(session.scheduled_by), []
    for number in (1, 29):
        for _ in range(number):
            placing.take(session, by=factories.make_employee())
        with queries() as asked:
            client.get(reverse("ideas:session_places", args=[session.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_a_series_leads_to_its_next_times() -> None:
    by = factories.make_employee()
    first, second, *_rest = make_series(by, at(2027, 10, 14, 10), "weekly", at(2027, 12, 30).date())
    shown = page(by, "session", first.pk)
    assert second.get_absolute_url() in shown
    assert shown.count("Thursday, ") == 1 + 4


def test_a_guest_who_cannot_present_leaves_and_does_not_see_it_any_more() -> None:
    guest = factories.make_outsider()
    session = make_session(None, guest)
    client = sign_in(guest)
    address = reverse("ideas:session_presenting", args=[session.pk])
    assert client.post(address, {"_method": "delete"})["Location"] == reverse("ideas:sessions")
    assert client.get(session.get_absolute_url()).status_code == 404


def test_those_who_follow_the_presenter_hear_of_it_and_no_customer_who_may_not_see_it() -> None:
    by = factories.make_employee(name="Sally Scheduler")
    follower, customer = factories.make_employee(), factories.make_outsider()
    for person in (follower, customer):
        follows.choose(person, by, Level.EVERYTHING)
    make_session(by, title="Secret supper")
    assert "Secret supper" in sign_in(follower).get(reverse("activity:feed")).content.decode()
    assert "Secret supper" not in sign_in(customer).get(reverse("activity:feed")).content.decode()


def told_of(session: Session, kind: str) -> list[str]:
    for event in Event.objects.about(session).filter(kind=kind):
        announcing.announce(event.pk)
    return list(Notice.objects.filter(event__kind=kind).order_by("pk").values_list("person__name", flat=True))


def test_material_for_employees_is_told_to_employees_alone() -> None:
    session = make_session(audience=Audience.NETWORK)
    placing.take(session, by=factories.make_employee(name="Emma Employee"))
    placing.take(session, by=factories.make_outsider(name="Carla Customer"))
    by = session.scheduled_by
    presenting.add_material(session, by=by, title="Margins", url="https://m.example", is_internal=True)
    assert told_of(session, "session.material_added") == ["Emma Employee"]


def test_nobody_is_told_of_a_session_that_they_may_not_see_any_more() -> None:
    account = factories.OrganisationFactory.create()
    session = make_session(audience=Audience.SHARED, shared_with=[account])
    placing.take(session, by=factories.make_outsider(organisation=account, name="Carla Customer"))
    placing.take(session, by=factories.make_employee(name="Emma Employee"))
    presenting.write_down(session, "Said.", by=session.scheduled_by, read="")
    Session.objects.filter(pk=session.pk).update(audience=Audience.INTERNAL)
    assert told_of(session, "session.transcribed") == ["Emma Employee"]
