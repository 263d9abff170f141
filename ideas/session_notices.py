"""What happens to sessions, as sentences, and who is told.

Who has a place or presents gets the mail that keeps their calendar, see calendar_mailing; these
notices are then for the site alone.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from ideanet.activity import groups, kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.activity.stages import Group, Reach
from ideanet.people.models import Person
from ideas import session_rules
from ideas.models import Attendance, Place, Presenter, Session
from ideas.stages import PlaceState


def those_coming(event: Event) -> Iterator[Telling]:
    """Who has a place or waits for one; presenters where the event is said to lead its series."""
    told: dict[int, Telling] = {}
    if event.data.get("leads"):
        presenters = Presenter.objects.filter(session=event.topic_id).values_list("person_id", flat=True)
        told = {pk: Telling(pk, "presents", mail=False, digest=False) for pk in presenters}
    places = Place.objects.filter(session=event.topic_id, person__is_active=True)
    for pk, state in places.values_list("person_id", "state"):
        told[pk] = Telling(pk, state, mail=state == PlaceState.WAITING, digest=False)
    yield from told.values()


def those_who_care(event: Event) -> Iterable[Telling]:
    """Who has a place or was there, in the site alone."""
    found = set(
        Place.objects.filter(session=event.topic_id, state=PlaceState.TAKEN).values_list("person", flat=True)
    )
    found |= set(Attendance.objects.filter(session=event.topic_id).values_list("person", flat=True))
    people = Person.objects.active().filter(pk__in=found)
    if event.reach == Reach.EMPLOYEES:
        people = people.employees()
    keys = people.order_by("pk").values_list("pk", flat=True)
    return [Telling(pk, PlaceState.TAKEN, mail=False) for pk in keys]


def the_presenters(event: Event) -> Iterable[Telling]:
    presenters = Presenter.objects.filter(session=event.topic_id)
    return [Telling(pk, "presents", mail=False) for pk in presenters.values_list("person_id", flat=True)]


def the_scheduler(event: Event) -> Iterable[Telling]:
    scheduler = Session.objects.filter(pk=event.topic_id).values_list("scheduled_by_id", flat=True)
    return [Telling(pk, "scheduled") for pk in scheduler]


def the_named(event: Event) -> Iterable[Telling]:
    """One whom the event names; the calendar mail tells them too."""
    return [Telling(event.data["person_id"], event.data["why"], mail=False, digest=False)]


def those_who_attended(event: Event) -> Iterable[Telling]:
    """Those whom the event names are asked how it was."""
    return [Telling(pk, "attended") for pk in event.data["people"]]


SCHEDULED = EventKind("session.scheduled", _("%(actor)s scheduled the session %(topic)s"))
PRESENTER_NAMED = EventKind(
    "session.presenter", _("%(actor)s asks you to present %(topic)s"), tell=the_named, in_feed=False
)
PRESENTER_LEFT = EventKind(
    "session.presenter_left",
    _("%(actor)s cannot present %(topic)s"),
    tell=the_scheduler,
    in_feed=False,
)
CHANGED = EventKind(
    "session.changed", _("%(actor)s changed the session %(topic)s: %(reason)s"), tell=those_coming
)
CANCELLED = EventKind(
    "session.cancelled",
    _("%(actor)s called the session %(topic)s off: %(reason)s"),
    milestone=True,
    tell=those_coming,
)
SIGNED_UP = EventKind("session.signed_up", _("%(actor)s signed up for %(topic)s"), in_feed=False)
LEFT = EventKind("session.left", _("%(actor)s is not coming to %(topic)s after all"), in_feed=False)
PLACE_FREED = EventKind(
    "session.place_freed", _("A place in %(topic)s is yours now"), tell=the_named, in_feed=False
)
MATERIAL_ADDED = EventKind(
    "session.material_added", _("%(actor)s added material to %(topic)s"), tell=those_who_care
)
MATERIAL_REMOVED = EventKind(
    "session.material_removed", _("%(actor)s removed material from %(topic)s"), in_feed=False
)
TRANSCRIBED = EventKind(
    "session.transcribed", _("%(actor)s wrote down what was said in %(topic)s"), tell=those_who_care
)
TRANSCRIPT_CHANGED = EventKind(
    "session.transcript_changed", _("%(actor)s changed the notes of %(topic)s"), in_feed=False
)
IDEA_PRESENTED = EventKind(
    "session.idea_presented", _("%(actor)s put an idea on the page of %(topic)s"), in_feed=False
)
IDEA_REMOVED = EventKind(
    "session.idea_removed", _("%(actor)s took an idea off the page of %(topic)s"), in_feed=False
)
IDEA_STARTED = EventKind("session.idea_started", _("%(actor)s began an idea from %(topic)s"), in_feed=False)
CHECKED_IN = EventKind("session.checked_in", _("%(actor)s was at %(topic)s"), in_feed=False)
ATTENDANCE_TAKEN = EventKind(
    "session.attendance_taken",
    _("You were at %(topic)s: tell the presenters how it was"),
    tell=those_who_attended,
    in_feed=False,
)
# Nobody is named: who said it may not want to be.
FEEDBACK_GIVEN = EventKind(
    "session.feedback_given", _("There is new feedback on %(topic)s"), tell=the_presenters, in_feed=False
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(
        SCHEDULED,
        PRESENTER_NAMED,
        PRESENTER_LEFT,
        CHANGED,
        CANCELLED,
        SIGNED_UP,
        LEFT,
        PLACE_FREED,
        MATERIAL_ADDED,
        MATERIAL_REMOVED,
        TRANSCRIBED,
        TRANSCRIPT_CHANGED,
        IDEA_PRESENTED,
        IDEA_REMOVED,
        IDEA_STARTED,
        CHECKED_IN,
        ATTENDANCE_TAKEN,
        FEEDBACK_GIVEN,
    )
    reasons.register(
        presents=_("you present it"),
        scheduled=_("you scheduled it"),
        taken=_("you have a place in it"),
        waiting=_("you wait for a place in it"),
        attended=_("you were there"),
    )
    groups.register(Group.SESSIONS, "presents", "scheduled", "taken", "waiting", "attended")
    kinds.register_topic(Session, Session.objects.visible_to, followable=False)
    kinds.register_rule(
        Session, lambda pk: Session.objects.for_rules().filter(pk=pk).first(), session_rules.may_view_session
    )
