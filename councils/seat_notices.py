"""What happens on the way to a seat, as sentences, and who is told: exceptions, their agreement, credentials."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from councils.models import Seat
from ideanet.activity import kinds
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role


def those_who_may_agree(event: Event) -> Iterable[Telling]:
    """The other chairs; where there is none, those who keep councils."""
    away = {event.actor_id, event.data["person_id"]}
    seats = Seat.objects.chairing().filter(council=event.topic_id, person__is_active=True)
    others = set(seats.values_list("person_id", flat=True)) - away
    if not others:
        keepers = Person.objects.active().filter(
            roles__overlap=[Role.ADMINISTRATOR.value, Role.MARKETING.value]
        )
        others = set(keepers.values_list("pk", flat=True)) - away
    return [Telling(pk, "chair") for pk in others]


def the_inviter(event: Event) -> Iterable[Telling]:
    return [Telling(event.data["invited_by_id"], "chair")]


def chairs_and_the_member(event: Event) -> Iterable[Telling]:
    seats = Seat.objects.chairing().filter(council=event.topic_id, person__is_active=True)
    told = {event.data["person_id"]: Telling(event.data["person_id"], "yours")}
    told |= {pk: Telling(pk, "chair") for pk in seats.values_list("person_id", flat=True)}
    return told.values()


def the_person(event: Event) -> Iterable[Telling]:
    return [Telling(event.topic_id, "yours")]


EXCEPTION_ASKED = EventKind(
    "seat.exception_asked",
    _("%(actor)s asks for a second voice on an exception for a seat on %(topic)s"),
    tell=those_who_may_agree,
)
EXCEPTION_AGREED = EventKind(
    "seat.exception_agreed", _("%(actor)s agreed to your exception for a seat on %(topic)s"), tell=the_inviter
)
AGREEMENT_WITHDRAWN = EventKind(
    "seat.agreement_withdrawn",
    _("%(actor)s no longer agrees to your exception for a seat on %(topic)s"),
    tell=the_inviter,
)
FALLS_SHORT = EventKind(
    "seat.falls_short",
    _(
        "A credential behind a seat on %(topic)s expires on %(day)s; the seat then falls short of the entry rules"
    ),
    tell=chairs_and_the_member,
)

TERM_ENDS = EventKind("seat.term_ends", _("A term on %(topic)s ends on %(day)s"), tell=chairs_and_the_member)
TERM_ASKED = EventKind(
    "seat.term_asked",
    _("%(actor)s asks for a second voice on one more term than %(topic)s allows"),
    tell=those_who_may_agree,
)
TERM_RENEWED = EventKind(
    "seat.term_renewed",
    _("%(actor)s renewed your term on the council “%(council)s” until %(day)s"),
    tell=the_person,
)
LET_GO = EventKind(
    "seat.let_go",
    _("%(actor)s does not renew your term on the council “%(council)s”: %(reason)s"),
    tell=the_person,
)

KINDS = (
    TERM_ENDS,
    TERM_ASKED,
    TERM_RENEWED,
    LET_GO,
    EXCEPTION_ASKED,
    EXCEPTION_AGREED,
    AGREEMENT_WITHDRAWN,
    FALLS_SHORT,
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
