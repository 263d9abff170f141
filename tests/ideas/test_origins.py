"""An idea that was written by hand, and the session that its author says it began in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ideanet.activity.models import Event
from ideanet.people.stages import Role
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, SessionIdea
from ideas.stages import Audience, IdeaPart, Kind
from ideas.workflow import presenting, scheduling
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import sign_in, with_htmx
from tests.ideas.session_cast import fresh, make_session, over

pytestmark = pytest.mark.django_db


def names(idea: Idea) -> list[tuple[int, bool]]:
    return list(SessionIdea.objects.filter(idea=idea, part="started").values_list("session", "is_named"))


def test_an_author_says_once_in_which_session_it_began() -> None:
    idea, session = factories.make_idea(), over(make_session())
    for _ in range(2):
        presenting.name_session(idea, session, by=idea.created_by)
    assert names(idea) == [(session.pk, True)]
    assert Event.objects.filter(kind="session.idea_started").count() == 1
    with pytest.raises(RefusedError, match="begun in another session"):
        presenting.name_session(idea, over(make_session()), by=idea.created_by)


def test_only_its_authors_say_so_and_only_of_what_they_could_have_heard() -> None:
    idea, session = factories.make_idea(), over(make_session())
    for person in (factories.make_employee(), factories.make_powerful(Role.MARKETING)):
        with pytest.raises(PermissionDenied):
            presenting.name_session(idea, session, by=person)
    called_off = make_session()
    scheduling.cancel(called_off, by=called_off.scheduled_by, reason="Snow.", read_sequence=0)
    for other in (make_session(), over(fresh(called_off))):
        with pytest.raises(PermissionDenied):
            presenting.name_session(idea, other, by=idea.created_by)
    assert names(idea) == []


def test_an_author_or_who_runs_the_session_takes_it_back_and_nobody_what_was_written_there() -> None:
    idea, session = factories.make_idea(), over(make_session())
    for person in (idea.created_by, session.scheduled_by):
        presenting.name_session(idea, session, by=idea.created_by)
        with pytest.raises(PermissionDenied):
            presenting.unname_session(idea, session, by=factories.make_employee())
        presenting.unname_session(idea, session, by=person)
        assert names(idea) == []
    begun = presenting.start_idea(
        session,
        Text("T", "N", ""),
        by=idea.created_by,
        theme=factories.ThemeFactory.create(),
        kind=Kind.TALK,
    )
    with pytest.raises(OutOfDateError):
        presenting.unname_session(begun, session, by=idea.created_by)
    assert names(begun) == [(session.pk, False)]


def test_it_is_said_on_the_pages_and_taken_back_there() -> None:
    idea, session = factories.make_idea(title="A whisper"), over(make_session(title="A quiet hour"))
    coming = make_session(title="A loud hour")
    client = sign_in(idea.created_by)
    address = reverse("ideas:idea_sessions", args=[idea.pk])
    page = client.get(address).content.decode()
    assert "A quiet hour, " in page
    assert "A loud hour" not in page
    assert "It began in a session" in with_htmx(idea.created_by).get(address).content.decode()
    for wrong in ("", coming.pk, 10**9):
        assert client.post(address, {"session": wrong}).status_code == 422
    assert client.post(address, {"session": session.pk})["Location"] == address
    shown = client.get(address).content.decode()
    assert ("It began here" in shown, "Did it begin in a session?" in shown) == (True, False)
    reader = sign_in(factories.make_employee())
    assert "A whisper" in reader.get(session.get_absolute_url()).content.decode()
    assert "Take that back" not in reader.get(address).content.decode()
    assert reader.post(address, {"session": session.pk}).status_code == 403
    origin = reverse("ideas:idea_origin", args=[idea.pk, session.pk])
    assert client.post(origin, {"_method": "delete"})["Location"] == address
    assert client.post(origin, {"_method": "delete"}).status_code == 404
    assert names(idea) == []


def test_no_reader_of_the_idea_learns_of_a_session_they_may_not_see() -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    session = over(make_session(title="Inside only"))
    presenting.name_session(idea, session, by=idea.created_by)
    customer = sign_in(factories.make_outsider())
    assert "Inside only" not in customer.get(reverse("ideas:idea_sessions", args=[idea.pk])).content.decode()
    assert (
        customer.post(
            reverse("ideas:idea_origin", args=[idea.pk, session.pk]), {"_method": "delete"}
        ).status_code
        == 404
    )
    assert SessionIdea.objects.get().part == IdeaPart.STARTED


def test_its_authors_alone_find_on_the_sessions_page_how_to_take_it_back() -> None:
    idea, session = factories.make_idea(title="A whisper"), over(make_session())
    written = presenting.start_idea(
        session,
        Text("Written there", "N", ""),
        by=idea.created_by,
        theme=factories.ThemeFactory.create(),
        kind=Kind.TALK,
    )
    presenting.name_session(idea, session, by=idea.created_by)
    page = session.get_absolute_url()
    for person in (factories.make_employee(), session.scheduled_by):
        shown = sign_in(person).get(page).content.decode()
        assert ("A whisper" in shown, "Take that back" in shown) == (True, False)
    client = sign_in(idea.created_by)
    shown = client.get(page).content.decode()
    origin = reverse("ideas:idea_origin", args=[idea.pk, session.pk])
    assert (shown.count("Take that back"), origin in shown) == (1, True)
    assert client.post(origin, {"_method": "delete", "from": "session"})["Location"] == page
    assert (names(idea), names(written)) == ([], [(session.pk, False)])
    assert "Take that back" not in client.get(page).content.decode()
