"""What happens to nominations, as sentences, and who is told. No sentence names a nominee."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from councils import prepared, seat_rules
from councils.models import Nomination, Nominator
from councils.notices import chairs_of_council
from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role


def those_who_answer(event: Event) -> Iterable[Telling]:
    """The chairs who may see the nomination; where there is none, those who keep councils."""
    assert event.subject_id is not None  # noqa: S101  # tells the type
    nomination = Nomination.objects.for_rules().get(pk=event.subject_id)
    nomination.council = prepared.council_for_rules(event.topic_id)
    chairs = [seat.person for seat in nomination.council.seats.all() if seat.is_chairing and seat.is_sitting]
    told = [person for person in chairs if seat_rules.may_view_nomination(person, nomination)]
    if not told:
        keepers = Person.objects.active().filter(
            roles__overlap=[Role.ADMINISTRATOR.value, Role.MARKETING.value]
        )
        told = [
            person
            for person in keepers.select_related("organisation")
            if seat_rules.may_view_nomination(person, nomination)
        ]
    return [Telling(person.pk, "chair") for person in told if person.pk != event.actor_id]


def the_nominators(event: Event) -> Iterable[Telling]:
    named = Nominator.objects.standing().filter(nomination=event.subject_id).exclude(person=event.actor_id)
    return [Telling(pk, "nominated") for pk in named.values_list("person_id", flat=True)]


NOMINATED = EventKind(
    "seat.nominated", _("%(actor)s nominates somebody for a seat on %(topic)s"), tell=those_who_answer
)
WITHDRAWN = EventKind(
    "seat.nomination_withdrawn",
    _("%(actor)s takes back a nomination for a seat on %(topic)s"),
    tell=those_who_answer,
)
SET_ASIDE = EventKind(
    "seat.set_aside", _("%(topic)s set your nomination aside: %(reason)s"), tell=the_nominators
)
RUN_OUT = EventKind(
    "seat.offer_run_out", _("An invitation to %(topic)s ran out unanswered"), tell=chairs_of_council
)
NOT_OFFERED = EventKind(
    "seat.not_offered",
    _("The next in line for a seat on %(topic)s was not invited: %(reason)s"),
    tell=those_who_answer,
)

KINDS = (NOMINATED, WITHDRAWN, SET_ASIDE, RUN_OUT, NOT_OFFERED)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
    reasons.register(nominated=_("you nominated somebody"))
