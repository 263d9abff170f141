"""What happens to reviews that are late or change hands, as sentences, and who is told."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from councils import file_rules, prepared, rules
from councils.notices import chairs, the_named
from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role


def those_who_keep_councils_and_may_read(event: Event) -> Iterable[Telling]:
    """But for those who owe a review of the same themselves."""
    review = prepared.review_for_rules(event.data["review_id"])
    return [t for t in those_who_keep_councils(event) if not rules.owes_review(t.person_id, review)]


def those_who_screen_files(event: Event) -> Iterable[Telling]:
    """The secretary, or those who keep councils: of the council, as they may see no more of the review."""
    review = prepared.review_for_rules(event.data["review_id"])
    secretaries = [seat.person for seat in review.council.seats.all() if seat.is_secretary]
    keepers = Person.objects.active().filter(roles__overlap=[Role.ADMINISTRATOR.value, Role.MARKETING.value])
    people = {person.pk: person for person in [*keepers.select_related("organisation"), *secretaries]}
    return [
        Telling(person.pk, "keeper") for person in people.values() if file_rules.screens_files(person, review)
    ]


def chairs_who_screen_files(event: Event) -> Iterable[Telling]:
    """Who can look through the file without learning what they must not know."""
    review = prepared.review_for_rules(event.topic_id)
    free = (
        seat.person for seat in review.council.seats.all() if file_rules.screens_files(seat.person, review)
    )
    return [Telling(pk, "chair") for pk in sorted({person.pk for person in free})]


def those_who_keep_councils(event: Event) -> Iterable[Telling]:
    """Marketing and administrators, but for who is in conflict with the review."""
    review = prepared.review_for_rules(event.data["review_id"])
    keepers = Person.objects.active().filter(roles__overlap=[Role.ADMINISTRATOR.value, Role.MARKETING.value])
    return [Telling(keeper.pk, "keeper") for keeper in keepers if not rules.is_in_conflict(keeper, review)]


ANSWER_LONG_OVERDUE = EventKind(
    "council.answer_long_overdue",
    _("%(topic)s owes an answer that has been overdue for more than %(days)s days"),
    tell=those_who_keep_councils,
    in_feed=False,
)
REVIEW_LONG_OVERDUE = EventKind(
    "council.review_long_overdue",
    _("%(topic)s waits for a review that has been overdue for more than %(days)s days"),
    tell=those_who_keep_councils_and_may_read,
    in_feed=False,
)
FILES_WAIT = EventKind(
    "council.files_wait",
    _("Files of a review by %(topic)s wait for you: every chair who could look through them reviews"),
    tell=those_who_screen_files,
    in_feed=False,
)
FILE_CAME = EventKind(
    "review.file_came",
    _("A file came to %(topic)s that may name an author: reviewers get it once you have looked through it"),
    tell=chairs_who_screen_files,
    in_feed=False,
)

OFFERED = EventKind(
    "review.offered", _("%(actor)s asks you to take over their review of %(topic)s"), tell=the_named
)
DELEGATION_ASKED = EventKind(
    "review.delegation_asked",
    _("%(actor)s would hand their review of %(topic)s to another member"),
    tell=chairs,
)
HANDED_OVER = EventKind("review.handed_over", _("Your review of %(topic)s was taken over"), tell=the_named)
NOT_TAKEN_OVER = EventKind(
    "review.not_taken_over", _("Nobody took over your review of %(topic)s; it is yours still"), tell=the_named
)

KINDS = (
    ANSWER_LONG_OVERDUE,
    REVIEW_LONG_OVERDUE,
    FILES_WAIT,
    FILE_CAME,
    OFFERED,
    DELEGATION_ASKED,
    HANDED_OVER,
    NOT_TAKEN_OVER,
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
    reasons.register(keeper=_("you look after councils"))
