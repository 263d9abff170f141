"""Sessions through the front door: lists, the month, one session, signing up, and what hangs on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ideas.models import Feedback, Idea, Material, Place, Session
from ideas.stages import Audience, Stage
from ideas.workflow import attending, placing, presenting, scheduling
from tests import factories
from tests.ideas.cast import queries, sign_in, with_htmx
from tests.ideas.session_cast import at, fresh, make_session, over, plan, put

pytestmark = pytest.mark.django_db


def page(person: Any, name: str, *args: Any, **query: Any) -> str:
    response = sign_in(person).get(reverse(f"ideas:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def sent(**changed: Any) -> dict[str, Any]:
    """The form of a session in two days, as a browser sends it."""
    starts = timezone.now() + timedelta(days=2)
    data = {
        "title": "Heat pumps",
        "starts_at": starts.strftime("%Y-%m-%dT%H:%M"),
        "minutes": "45",
        "place": "The hall",
        "audience": "internal",
    }
    return data | changed


# --- Lists ---------------------------------------------------------------------------------------------


def test_what_comes_and_what_is_over_stand_apart() -> None:
    make_session(title="Tomorrow’s")
    over(make_session(title="Yesterday’s"))
    person = factories.make_employee()
    coming, past = page(person, "sessions"), page(person, "sessions_past")
    assert "Tomorrow’s" in coming
    assert "Yesterday’s" not in coming
    assert "Yesterday’s" in past
    assert "Tomorrow’s" not in past


def test_empty_lists_say_what_to_do_next() -> None:
    assert "Schedule a session" in page(factories.make_employee(), "sessions")
    assert "When one is shared with you" in page(factories.make_outsider(), "sessions")
    assert "No session is over yet" in page(factories.make_employee(), "sessions_past")


@pytest.mark.parametrize("name", ["sessions", "sessions_past"])
def test_a_list_asks_as_much_for_thirty_sessions_as_for_one(name: str) -> None:
    person = factories.make_employee()
    client, counts = sign_in(person), []
    for number in (1, 29):
        for _ in range(number):
            session = make_session(None, factories.make_employee(), factories.make_employee())
            placing.take(session, by=person)
            if name == "sessions_past":
                over(session)
        with queries() as asked:
            client.get(reverse(f"ideas:{name}"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_pages_of_a_list_hold_each_session_once() -> None:
    for number in range(35):
        make_session(title=f"Number {number:02}")
    client = sign_in(factories.make_employee())
    first = client.get(reverse("ideas:sessions"))
    second = client.get(reverse("ideas:sessions"), {"after": first.context["page"].next})
    titles = [s.title for s in [*first.context["page"], *second.context["page"]]]
    assert sorted(titles) == [f"Number {number:02}" for number in range(35)]


# --- The month -----------------------------------------------------------------------------------------


def test_a_month_shows_each_session_on_the_readers_own_day() -> None:
    session = make_session(title="Late one")
    Session.objects.filter(pk=session.pk).update(
        starts_at=at(2027, 7, 31, 22, 30), ends_at=at(2027, 7, 31, 23, 30)
    )
    amsterdam = factories.make_employee(time_zone="Europe/Amsterdam")
    assert "Late one" in page(amsterdam, "session_month", 2027, 8)
    assert "Late one" not in page(amsterdam, "session_month", 2027, 7)
    assert "Late one" in page(factories.make_employee(), "session_month", 2027, 7)
    shown = page(amsterdam, "session", session.pk)
    assert "Sunday, 1 August 2027, 00:30" in shown
    assert "In your time zone, Europe/Amsterdam." in shown


def test_a_month_leads_to_its_neighbours_across_the_year() -> None:
    person = factories.make_employee()
    december = page(person, "session_month", 2026, 12)
    for year, month in ((2026, 11), (2027, 1)):
        assert f'href="{reverse("ideas:session_month", args=[year, month])}"' in december
    assert "No session that you can see is in this month." in december


def test_a_month_asks_as_much_for_thirty_sessions_as_for_one() -> None:
    client, counts = sign_in(factories.make_employee()), []
    month = timezone.now() + timedelta(days=2)
    for number in (1, 29):
        for _ in range(number):
            make_session(starts_at=month)
        with queries() as asked:
            client.get(reverse("ideas:session_month", args=[month.year, month.month]))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


# --- One session ----------------------------------------------------------------------------------------


def test_a_sessions_page_asks_the_same_however_much_hangs_on_it() -> None:
    client = sign_in(factories.make_employee())
    session = make_session(places=40)
    counts = []
    for number in (1, 29):
        for _ in range(number):
            placing.take(session, by=factories.make_employee())
            presenting.present(session, factories.make_idea(), by=session.scheduled_by)
            presenting.add_material(
                session, by=session.scheduled_by, title="Slides", url="https://slides.example"
            )
        with queries() as asked:
            client.get(session.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_it_is_scheduled_by_the_form_and_a_second_click_is_the_same_one() -> None:
    person = factories.make_employee(time_zone="America/New_York")
    client = sign_in(person)
    key = client.get(reverse("ideas:session_create")).context["form"].initial["request_key"]
    data = sent(presenters=person.email, request_key=str(key), starts_at="2027-07-01T12:00")
    for _ in range(2):
        response = client.post(reverse("ideas:session_create"), data)
        assert response.status_code == 302
    session = Session.objects.get()
    assert session.starts_at == at(2027, 7, 1, 16)
    assert session.ends_at - session.starts_at == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"place": ""}, "a place, a link, or both"),
        ({"starts_at": "2020-01-01T12:00"}, "That is over already."),
        ({"audience": "shared"}, "Choose at least one customer"),
        ({"audience": "restricted"}, "Select a valid choice"),
        ({"presenters": "nobody@nowhere.example"}, "Nobody here has this address: nobody@nowhere.example."),
        ({"frequency": "weekly"}, "Say until when it repeats."),
        ({"frequency": "weekly", "until": "2099-01-01"}, "within a year"),
        ({"places": "0"}, "greater than or equal to 1"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_a_wrong_form_comes_back_filled_and_says_what_is_wrong(changed: dict[str, str], said: str) -> None:
    person = factories.make_employee()
    data = sent(presenters=person.email) | changed
    response = sign_in(person).post(reverse("ideas:session_create"), data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Heat pumps" in response.content.decode()
    assert not Session.objects.exists()


def test_changing_it_starts_from_what_it_is() -> None:
    account = factories.OrganisationFactory.create()
    session = make_session(audience=Audience.SHARED, shared_with=[account], places=7)
    client = sign_in(session.scheduled_by)
    address = reverse("ideas:session_edit", args=[session.pk])
    form = client.get(address).context["form"]
    data = {
        "title": "Another title",
        "starts_at": form.initial["starts_at"].strftime("%Y-%m-%dT%H:%M"),
        "minutes": form.initial["minutes"],
        "place": form.initial["place"],
        "places": form.initial["places"],
        "presenters": session.scheduled_by.email,
        "audience": form.initial["audience"],
        "shared_with": form.initial["shared_with"],
        "read_sequence": form.initial["read_sequence"],
        "reason": "Clearer.",
    }
    assert client.post(address, data).status_code == 302
    kept = fresh(session)
    assert (kept.title, kept.places, kept.audience) == ("Another title", 7, Audience.SHARED)
    assert list(kept.shared_with.all()) == [account]
    assert client.post(address, data).status_code == 409


def test_fewer_places_than_taken_comes_back_in_the_form() -> None:
    session = make_session(places=3)
    for _ in range(2):
        placing.take(session, by=factories.make_employee())
    by = session.scheduled_by
    data = sent(presenters=by.email, places="1", read_sequence="0", reason="Small.")
    response = sign_in(by).post(reverse("ideas:session_edit", args=[session.pk]), data)
    assert response.status_code == 422
    assert "2 people already have a place" in response.content.decode()


def test_it_is_called_off_with_a_reason_that_its_page_says() -> None:
    session = make_session()
    client = sign_in(session.scheduled_by)
    address = reverse("ideas:session_cancel", args=[session.pk])
    assert client.post(address, {"reason": "", "read_sequence": "0"}).status_code == 422
    assert client.post(address, {"reason": "The room is flooded.", "read_sequence": "0"}).status_code == 302
    shown = page(factories.make_employee(), "session", session.pk)
    assert "The room is flooded." in shown
    assert "Sign up" not in shown


def test_one_signs_up_waits_and_gives_back_without_scripts() -> None:
    session = make_session(places=1)
    first, second = factories.make_employee(), factories.make_employee()
    address = reverse("ideas:session_place", args=[session.pk])
    assert sign_in(first).post(address)["Location"] == session.get_absolute_url()
    assert "Wait for a place" in page(second, "session", session.pk)
    sign_in(second).post(address)
    assert "You wait for a place." in page(second, "session", session.pk)
    sign_in(first).post(address, {"_method": "delete"})
    assert "You have a place." in page(second, "session", session.pk)
    assert [place.person for place in Place.objects.all()] == [second]


def test_htmx_gets_the_part_alone() -> None:
    session = make_session()
    response = with_htmx(factories.make_employee()).post(reverse("ideas:session_place", args=[session.pk]))
    shown = response.content.decode()
    assert shown.lstrip().startswith('<section id="place"')
    assert "You have a place." in shown


def test_who_waits_reads_how_many_are_before_them() -> None:
    session = make_session(places=1)
    people = [factories.make_employee() for _ in range(4)]
    for person in people:
        placing.take(session, by=person)
    assert "2 people are before you" in page(people[3], "session", session.pk)
    assert "You are the next" in page(people[1], "session", session.pk)


def test_the_link_shows_to_those_who_have_a_place_where_places_are_few() -> None:
    session = make_session(places=1, link="https://meet.example/secret")
    first, second = factories.make_employee(), factories.make_employee()
    placing.take(session, by=first)
    placing.take(session, by=second)
    assert "https://meet.example/secret" in page(first, "session", session.pk)
    shown = page(second, "session", session.pk)
    assert "meet.example" not in shown
    assert "The link is for those who have a place." in shown
    client = sign_in(second)
    file = client.get(reverse("ideas:session_calendar", args=[session.pk]))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert "meet.example" not in file.content.decode().replace("\r\n ", "")


# --- What hangs on it -------------------------------------------------------------------------------------


def test_a_file_is_brought_by_the_form_and_leaves_as_an_attachment() -> None:
    session = make_session()
    client = sign_in(session.scheduled_by)
    upload = SimpleUploadedFile("slides.html", b"<script>alert(1)</script>")
    address = reverse("ideas:session_materials", args=[session.pk])
    assert client.post(address, {"title": "Slides", "file": upload}).status_code == 422
    upload = SimpleUploadedFile("notes.txt", b"Words.")
    assert client.post(address, {"title": "Notes", "file": upload}).status_code == 302
    item = Material.objects.get()
    response = client.get(reverse("ideas:session_material", args=[session.pk, item.pk]))
    assert response.getvalue() == b"Words."
    assert response["Content-Disposition"] == 'attachment; filename="notes.txt"'


@pytest.mark.parametrize("both", [True, False])
def test_material_is_either_elsewhere_or_a_file(both: bool) -> None:
    session = make_session()
    data: dict[str, Any] = {"title": "Both or none"}
    if both:
        data |= {"url": "https://x.example", "file": SimpleUploadedFile("notes.txt", b"Words.")}
    response = sign_in(session.scheduled_by).post(reverse("ideas:session_materials", args=[session.pk]), data)
    assert response.status_code == 422
    assert "one of the two" in response.content.decode()


def test_attendance_is_taken_by_the_form() -> None:
    session = make_session()
    came, absent, walked_in = (factories.make_employee(name=name) for name in ("Came", "Absent", "Walked"))
    for person in (came, absent):
        placing.take(session, by=person)
    over(session)
    data = {"present": [came.pk], "others": walked_in.email}
    address = reverse("ideas:session_attendance", args=[session.pk])
    assert sign_in(session.scheduled_by).post(address, data).status_code == 302
    assert "Say how it was" in page(walked_in, "session", session.pk)
    assert "Say how it was" not in page(absent, "session", session.pk)


def test_feedback_is_given_by_the_form_and_read_by_presenters_alone() -> None:
    session = over(make_session())
    person = factories.make_employee(name="Quiet Quentin")
    attending.take_attendance(session, by=session.scheduled_by, asked=[], present=[person])
    client, address = sign_in(person), reverse("ideas:session_feedback", args=[session.pk])
    assert client.post(address, {"worth": "6", "clear": "4", "useful": "4"}).status_code == 422
    answers = {"worth": "5", "clear": "4", "useful": "4", "words": "More of this."}
    assert client.post(address, answers).status_code == 302
    assert list(Feedback.objects.values_list("worth", "shows_name")) == [(5, False)]
    shown = page(session.scheduled_by, "session_feedback", session.pk)
    assert "More of this." in shown
    assert "Quiet Quentin" not in shown
    assert "from three on" in shown


def test_an_idea_is_started_from_what_was_said_and_says_where_it_came_from() -> None:
    session = make_session(title="Pumps [and] heat")
    presenting.write_down(session, "## Said\n\nThat pumps should ask.", by=session.scheduled_by, read="")
    over(session)
    person, theme = factories.make_employee(), factories.ThemeFactory.create()
    client, address = sign_in(person), reverse("ideas:session_start", args=[session.pk])
    form = client.get(address).context["form"]
    body = form.initial["body"]
    assert body == (
        "## Said\n\nThat pumps should ask.\n\nFrom the session "
        f"[Pumps (and) heat]({session.get_absolute_url()})."
    )
    data = {"title": "Pumps that ask", "theme": theme.pk, "kind": "talk", "body": body}
    response = client.post(address, data)
    idea = Idea.objects.get()
    assert response["Location"] == reverse("ideas:edit", args=[idea.pk])
    assert idea.stage == Stage.DRAFT
    assert "Pumps that ask" in page(person, "session", session.pk)
    assert "Pumps that ask" not in page(session.scheduled_by, "session", session.pk)
    shown = page(person, "idea", idea.pk)
    assert f'href="{session.get_absolute_url()}"' in shown


def test_ideas_are_found_and_presented_and_taken_off() -> None:
    session = make_session()
    client = sign_in(session.scheduled_by)
    idea = factories.make_idea(title="A tidal clock")
    factories.make_idea(title="Something else")
    address = reverse("ideas:session_ideas", args=[session.pk])
    found = client.get(address, {"q": "tidal"}).context["found"]
    assert [i.title for i in found] == ["A tidal clock"]
    client.post(address, {"idea": idea.pk})
    assert "A tidal clock" in page(factories.make_employee(), "session", session.pk)
    assert "A tidal clock" in page(factories.make_employee(), "idea_sessions", idea.pk)
    client.post(reverse("ideas:session_idea", args=[session.pk, idea.pk]), {"_method": "delete"})
    assert "A tidal clock" not in page(factories.make_employee(), "session", session.pk)


# --- Leaks ---------------------------------------------------------------------------------------------------


def test_a_customer_beside_an_employee_finds_nothing_of_a_session_that_is_not_theirs() -> None:
    account = factories.OrganisationFactory.create(name="Ours")
    customer = factories.make_outsider(organisation=account)
    secret = make_session(title="Secret supper", place="Secret cellar", description="Secret sauce")
    start = secret.starts_at
    shown = make_session(title="Open supper", audience=Audience.SHARED, shared_with=[account])
    held = make_session(title="Secret past")
    over(held)
    for name, args in (
        ("sessions", []),
        ("sessions_past", []),
        ("session_month", [start.year, start.month]),
        ("session", [shown.pk]),
    ):
        assert "Secret" not in page(customer, name, *args)
        assert "Secret" in page(factories.make_employee(), name, *args) or name == "session"
    for name in ("session", "session_calendar", "session_edit", "session_transcript", "session_feedback"):
        address = reverse(f"ideas:{name}", args=[secret.pk])
        missing = reverse(f"ideas:{name}", args=[10**9])
        client = sign_in(customer)
        assert client.get(address).status_code == client.get(missing).status_code == 404


def test_an_idea_and_a_session_show_each_other_only_to_those_who_see_both() -> None:
    account = factories.OrganisationFactory.create()
    customer = factories.make_outsider(organisation=account)
    author = factories.make_employee()
    inside = factories.make_idea(author, title="Inside idea")
    outside = factories.make_idea(author, title="Outside idea", audience=Audience.NETWORK)
    shared = make_session(author, title="Shared session", audience=Audience.SHARED, shared_with=[account])
    internal = make_session(author, title="Internal session")
    for session in (shared, internal):
        for idea in (inside, outside):
            presenting.present(session, idea, by=author)
    seen = page(customer, "session", shared.pk)
    assert "Outside idea" in seen
    assert "Inside idea" not in seen
    panel = page(customer, "idea_sessions", outside.pk)
    assert "Shared session" in panel
    assert "Internal session" not in panel
    assert sign_in(customer).get(reverse("ideas:idea_sessions", args=[inside.pk])).status_code == 404


def test_another_customer_who_presents_is_a_guest_to_outsiders() -> None:
    here, there = (factories.make_outsider(name=name) for name in ("Hal Here", "Theo There"))
    session = make_session(None, here, audience=Audience.NETWORK)
    for name, args in (("session", [session.pk]), ("sessions", [])):
        shown = page(there, name, *args)
        assert "Hal Here" not in shown
        assert "guest" in shown
        assert "Hal Here" in page(factories.make_employee(), name, *args)


def test_a_presenter_from_outside_takes_attendance_of_those_alone_whom_they_may_know() -> None:
    presenter, rival = factories.make_outsider(), factories.make_outsider(name="Rita Rival")
    session = make_session(None, presenter, audience=Audience.NETWORK)
    placing.take(session, by=rival)
    placing.take(session, by=factories.make_employee(name="Emma Employee"))
    over(session)
    shown = page(presenter, "session_attendance", session.pk)
    assert "Emma Employee" in shown
    assert "Rita Rival" not in shown
    data = {"others": rival.email}
    response = sign_in(presenter).post(reverse("ideas:session_attendance", args=[session.pk]), data)
    assert response.status_code == 422
    assert "Nobody here has this address" in response.content.decode()


def test_material_for_employees_is_not_even_named_to_others() -> None:
    account = factories.OrganisationFactory.create()
    customer = factories.make_outsider(organisation=account)
    session = make_session(audience=Audience.SHARED, shared_with=[account])
    presenting.add_material(
        session,
        by=session.scheduled_by,
        title="Margins",
        url="https://m.example",
        is_internal=True,
    )
    assert "Margins" not in page(customer, "session", session.pk)
    assert "Margins" in page(factories.make_employee(), "session", session.pk)


def test_a_notice_of_a_session_one_may_not_see_any_more_is_gone() -> None:
    account = factories.OrganisationFactory.create()
    customer = factories.make_outsider(organisation=account)
    session = put(
        make_session(audience=Audience.SHARED, shared_with=[account], title="Was shared"), timedelta(days=3)
    )
    placing.take(session, by=customer)
    by = session.scheduled_by
    shared = plan(by, title="Was shared", audience=Audience.SHARED, shared_with=[account])
    scheduling.change(session, shared, by=by, reason="Later.", read_sequence=0)
    scheduling.change(session, plan(by, title="Was shared"), by=by, reason="Kept inside.", read_sequence=1)
    assert "Was shared" not in sign_in(customer).get(reverse("activity:notices")).content.decode()
