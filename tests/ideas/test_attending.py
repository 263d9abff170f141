"""Who was at a session, what they say of it, what is written down, and the ideas that begin there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils.formats import date_format
from django.utils.timezone import localtime

from ideanet.activity import announcing
from ideanet.activity.models import Event, Notice
from ideanet.activity.needs import needs_of
from ideanet.people.models import Person
from ideanet.uploads import examine
from ideas import session_pages
from ideas.errors import OutOfDateError
from ideas.models import Attendance, Feedback, Idea, Material, Session, SessionIdea
from ideas.stages import IdeaPart, Stage
from ideas.workflow import attending, placing, presenting
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.session_cast import fresh, make_session, over, put

pytestmark = pytest.mark.django_db


def there(session: Session) -> set[str]:
    return set(Attendance.objects.filter(session=session).values_list("person__name", flat=True))


def attended(session: Session, *names: str, **fields: str) -> list[Person]:
    people = [factories.make_employee(name=name, **fields) for name in names]
    attending.take_attendance(session, by=session.scheduled_by, asked=[], present=people)
    return people


def give(session: Session, person: Person, score: int = 4, **fields: object) -> None:
    answers = {"worth": score, "clear": score, "useful": score, "words": "", "shows_name": False}
    attending.give_feedback(session, by=person, **answers | fields)


def asked_how_it_was() -> list[str]:
    for event in Event.objects.filter(kind="session.attendance_taken", announced_at=None):
        announcing.announce(event.pk)
    rows = Notice.objects.filter(event__kind="session.attendance_taken").order_by("pk")
    return list(rows.values_list("person__name", flat=True))


# --- Being there -------------------------------------------------------------------------------------


def test_one_says_oneself_that_one_is_there_while_it_goes_on() -> None:
    session, person = put(make_session(), timedelta(minutes=-5)), factories.make_employee(name="Here")
    attending.check_in(session, by=person)
    attending.check_in(session, by=person)
    assert there(session) == {"Here"}
    with pytest.raises(OutOfDateError, match="while the session goes on"):
        attending.check_in(over(session), by=factories.make_employee())
    with pytest.raises(PermissionDenied):
        attending.check_in(session, by=factories.make_outsider())


def test_a_presenter_says_who_was_there_and_can_put_it_right() -> None:
    session = over(make_session())
    came, not_there = attended(session, "Came", "Absent")
    attending.take_attendance(session, by=session.scheduled_by, asked=[came, not_there], present=[came])
    assert there(session) == {"Came"}
    assert fresh(session).attendance_at is not None


def test_each_who_was_there_is_asked_once_how_it_was() -> None:
    session = over(make_session())
    (first,) = attended(session, "First")
    assert asked_how_it_was() == ["First"]
    late = factories.make_employee(name="Late")
    attending.take_attendance(session, by=session.scheduled_by, asked=[first], present=[first, late])
    assert asked_how_it_was() == ["First", "Late"]


def test_nobody_else_and_nobody_too_early_takes_attendance() -> None:
    with pytest.raises(PermissionDenied):
        attended(make_session(), "Early")
    session = over(make_session())
    with pytest.raises(PermissionDenied):
        attending.take_attendance(session, by=factories.make_employee(), asked=[], present=[])


# --- How it was ----------------------------------------------------------------------------------------


def test_only_who_was_there_gives_feedback_once_each_and_may_say_it_anew() -> None:
    session = over(make_session())
    (person,) = attended(session, "Person")
    give(session, person, 2)
    give(session, person, 5, words="On second thoughts.")
    assert list(Feedback.objects.values_list("worth", "words")) == [(5, "On second thoughts.")]
    with pytest.raises(PermissionDenied):
        give(session, factories.make_employee())


def test_the_record_does_not_say_who_gave_feedback() -> None:
    session = over(make_session())
    (person,) = attended(session, "Person")
    give(session, person)
    event = Event.objects.get(kind="session.feedback_given")
    assert (event.actor, event.data) == (None, {})
    announcing.announce(event.pk)
    assert [notice.person for notice in Notice.objects.filter(event=event)] == [session.scheduled_by]


def test_averages_are_shown_from_three_on() -> None:
    session = over(make_session())
    people = attended(session, "One", "Two", "Three")
    for person, score in zip(people[:2], (3, 4), strict=True):
        give(session, person, score)
    summary = session_pages.feedback_on(session, session.scheduled_by)
    assert (summary.count, summary.averages) == (2, [])
    give(session, people[2], 4)
    summary = session_pages.feedback_on(session, session.scheduled_by)
    assert summary.averages == [
        ("It was worth my time", 3.7),
        ("I could follow it", 3.7),
        ("I will use what I heard", 3.7),
    ]


def test_words_are_signed_only_where_their_giver_agreed() -> None:
    session = over(make_session())
    named, quiet = attended(session, "Named", "Quiet")
    give(session, named, words="Bravo.", shows_name=True)
    give(session, quiet, words="A little long.")
    summary = session_pages.feedback_on(session, session.scheduled_by)
    assert summary.words == [("A little long.", None), ("Bravo.", named)]


# --- What was said and brought ----------------------------------------------------------------------------


def test_notes_are_kept_and_nobody_writes_over_another() -> None:
    session = make_session()
    by = session.scheduled_by
    presenting.write_down(session, "First.", by=by, read="")
    with pytest.raises(OutOfDateError):
        presenting.write_down(session, "Mine.", by=by, read="")
    presenting.write_down(session, "Second.", by=by, read="First.")
    presenting.write_down(session, "Second.", by=by, read="First.")
    assert fresh(session).transcript == "Second."
    with pytest.raises(PermissionDenied):
        presenting.write_down(session, "Theirs.", by=factories.make_employee(), read="Second.")
    kinds = list(
        Event.objects.filter(kind__contains="transcri").order_by("pk").values_list("kind", flat=True)
    )
    assert kinds == ["session.transcribed", "session.transcript_changed"]


def test_a_file_is_kept_under_a_name_that_tells_nothing_and_goes_with_its_row(
    django_capture_on_commit_callbacks: object,
) -> None:
    session = make_session()
    by, key = session.scheduled_by, uuid4()
    for _ in range(2):
        found = examine(ContentFile(b"Notes.", name="../Salaries 2026.txt"))
        presenting.add_material(session, by=by, file=found, title="Notes", request_key=key)
    item = Material.objects.get()
    assert (item.file_name, item.size) == ("Salaries 2026.txt", 6)
    assert "Salaries" not in str(item.file.name)
    storage, name = item.file.storage, str(item.file.name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        presenting.remove_material(item, by=by)
    assert not storage.exists(name)
    assert not Material.objects.exists()


def test_only_who_runs_it_adds_and_removes() -> None:
    session, other = make_session(), factories.make_employee()
    with pytest.raises(PermissionDenied):
        presenting.add_material(session, by=other, title="Mine", url="https://x.example")
    item = presenting.add_material(session, by=session.scheduled_by, title="Ours", url="https://x.example")
    with pytest.raises(PermissionDenied):
        presenting.remove_material(item, by=other)
    with pytest.raises(PermissionDenied):
        presenting.present(session, factories.make_idea(), by=other)


# --- Ideas -----------------------------------------------------------------------------------------------


def test_an_idea_is_presented_once_and_taken_off_again() -> None:
    session, idea = make_session(), factories.make_idea()
    by = session.scheduled_by
    for _ in range(2):
        presenting.present(session, idea, by=by)
    assert SessionIdea.objects.count() == 1
    for _ in range(2):
        presenting.remove_idea(session, idea, by=by)
    assert not SessionIdea.objects.exists()
    kinds = Event.objects.filter(kind__startswith="session.idea").order_by("pk")
    assert list(kinds.values_list("kind", "reach")) == [
        ("session.idea_presented", "named"),
        ("session.idea_removed", "named"),
    ]


def test_an_idea_begins_from_a_session_as_a_draft_of_one_author() -> None:
    session, person = over(make_session()), factories.make_employee()
    theme, key = factories.ThemeFactory.create(), uuid4()
    text = Text("Pumps that ask", "", "What was said.")
    idea = presenting.start_idea(session, text, by=person, theme=theme, kind="talk", request_key=key)
    again = presenting.start_idea(session, text, by=person, theme=theme, kind="talk", request_key=key)
    assert again == idea
    assert Idea.objects.count() == 1
    assert (idea.stage, idea.body, idea.created_by) == (Stage.DRAFT, "What was said.", person)
    assert SessionIdea.objects.get().part == IdeaPart.STARTED


def test_nobody_begins_one_before_there_was_something_to_hear() -> None:
    theme, text = factories.ThemeFactory.create(), Text("T", "")
    for session, person in (
        (make_session(), factories.make_employee()),
        (over(make_session()), factories.make_outsider()),
    ):
        with pytest.raises(PermissionDenied):
            presenting.start_idea(session, text, by=person, theme=theme, kind="talk")


# --- What needs one ----------------------------------------------------------------------------------------


def test_home_says_what_one_presents_soon_whom_to_write_down_and_what_to_say() -> None:
    by = factories.make_employee(name="Presenter")
    make_session(by, title="Soon")
    put(make_session(by, title="Next month"), timedelta(days=30))
    session = over(make_session(by, title="Over"))
    labels = [str(need.label).split(" on ")[0] for need in needs_of(by)]
    assert labels == ["Present “Soon”", "Say who was at “Over”"]
    (person,) = attended(session, "Person")
    day = date_format(localtime(session.starts_at), "j F")
    assert [str(need.label) for need in needs_of(person)] == [f"Say how “Over” was on {day}"]
    assert [str(need.label).split(" on ")[0] for need in needs_of(by)] == ["Present “Soon”"]
    give(session, person)
    assert needs_of(person) == []


def test_a_session_that_was_called_off_needs_nobody() -> None:
    session = make_session()
    placing.take(session, by=factories.make_employee())
    Session.objects.filter(pk=session.pk).update(cancelled_at=session.starts_at, cancel_reason="Snow.")
    assert needs_of(session.scheduled_by) == []
