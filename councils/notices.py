"""What happens in councils, as sentences, and who is told. No sentence names a reviewer to an author."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from councils import prepared, rules
from councils.models import Assignment, Council, CouncilReview, Letter, Seat
from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Authorship


def _review(event: Event) -> CouncilReview:
    return prepared.review_for_rules(event.topic_id)


def acting_chairs(review: CouncilReview) -> list[int]:
    """The keys of the chairs free of conflict; of those who stand in where there is none."""
    chairs = [
        seat.person_id
        for seat in review.council.seats.all()
        if seat.is_chairing
        and seat.is_sitting
        and seat.person.is_active
        and not rules.is_in_conflict(seat.person, review)
    ]
    if chairs:
        return chairs
    keepers = Person.objects.active().filter(roles__overlap=[Role.ADMINISTRATOR.value, Role.MARKETING.value])
    return [person.pk for person in keepers if not rules.is_in_conflict(person, review)]


def the_named(event: Event) -> Iterable[Telling]:
    return [Telling(event.data["person_id"], "reviewer")]


def the_invited(event: Event) -> Iterable[Telling]:
    """Without mail: the invitation's own, with its link, is on its way."""
    return [Telling(event.data["person_id"], "invited", mail=False, digest=False)]


def the_person(event: Event) -> Iterable[Telling]:
    return [Telling(event.topic_id, "yours")]


def chairs_of_council(event: Event) -> Iterable[Telling]:
    seats = Seat.objects.chairing().filter(council=event.topic_id, person__is_active=True)
    return [Telling(pk, "chair") for pk in seats.values_list("person_id", flat=True)]


def chairs(event: Event) -> Iterable[Telling]:
    return [Telling(pk, "chair") for pk in acting_chairs(_review(event))]


def chairs_quietly(event: Event) -> Iterable[Telling]:
    return [Telling(pk, "chair", mail=False) for pk in acting_chairs(_review(event))]


def chairs_who_may_read(event: Event) -> Iterable[Telling]:
    """That a review is missing is a count, and counts wait until one's own is in."""
    review = _review(event)
    return [Telling(pk, "chair") for pk in acting_chairs(review) if not rules.owes_review(pk, review)]


def chairs_who_may_read_quietly(event: Event) -> Iterable[Telling]:
    return [Telling(told.person_id, "chair", mail=False) for told in chairs_who_may_read(event)]


def the_council(event: Event) -> Iterable[Telling]:
    """All members free of conflict; chairs by mail too."""
    review = _review(event)
    told = {
        seat.person_id: Telling(seat.person_id, "council", mail=False)
        for seat in review.council.seats.all()
        if seat.is_sitting and not rules.is_in_conflict(seat.person, review)
    }
    told |= {pk: Telling(pk, "chair") for pk in acting_chairs(review)}
    return told.values()


def those_concerned(event: Event) -> Iterable[Telling]:
    """Chairs, and members who were asked."""
    review = _review(event)
    asked = {a.person_id for a in review.assignments.all() if a.is_standing}
    return [Telling(pk, "reviewer") for pk in asked | set(acting_chairs(review))]


def those_who_discuss(event: Event) -> Iterable[Telling]:
    """Whoever may read the remark now."""
    review = _review(event)
    submitted = {a.person_id for a in review.assignments.all() if a.is_standing and a.is_submitted}
    told = submitted | {pk for pk in acting_chairs(review) if not rules.owes_review(pk, review)}
    return [Telling(pk, "council", mail=False) for pk in told]


def authors_and_reviewers(event: Event) -> Iterable[Telling]:
    """Of a letter: its authors by mail, those who reviewed without."""
    letter = Letter.objects.select_related("decision__review").get(pk=event.topic_id)
    review = letter.decision.review
    reviewers = Assignment.objects.submitted().filter(review=review).values_list("person_id", flat=True)
    told = {pk: Telling(pk, "reviewer", mail=False) for pk in reviewers}
    authors = Authorship.objects.filter(idea=review.idea_id, accepted_at__isnull=False)
    told |= {pk: Telling(pk, "author") for pk in authors.values_list("person_id", flat=True)}
    return told.values()


def chairs_of_letter(event: Event) -> Iterable[Telling]:
    letter = Letter.objects.select_related("decision").get(pk=event.topic_id)
    review = prepared.review_for_rules(letter.decision.review_id)
    return [Telling(pk, "chair") for pk in acting_chairs(review)]


def chairs_of_last_review(event: Event) -> Iterable[Telling]:
    review = prepared.review_for_rules(event.data["review_id"])
    return [Telling(pk, "chair") for pk in acting_chairs(review)]


CREATED = EventKind("council.created", _("%(actor)s set up the council %(topic)s"))
CHANGED = EventKind("council.changed", _("%(actor)s changed the rules of %(topic)s"))
SCORECARD_CHANGED = EventKind("council.scorecard_changed", _("%(actor)s changed the scorecard of %(topic)s"))
LETTERS_CHANGED = EventKind(
    "council.letters_changed", _("%(actor)s changed the letters of %(topic)s"), in_feed=False
)
REQUIREMENTS_CHANGED = EventKind(
    "council.requirements_changed", _("%(actor)s changed the entry requirements of %(topic)s")
)
SEAT_OFFERED = EventKind("seat.offered", _("%(actor)s invites you to sit on %(topic)s"), tell=the_invited)
OFFER_REPEATED = EventKind("seat.offered_again", _("%(actor)s reminds you of the seat on %(topic)s"))
OFFER_REVOKED = EventKind("seat.offer_revoked", _("%(actor)s took back an invitation to %(topic)s"))
SEAT_TAKEN = EventKind("seat.taken", _("%(actor)s now sits on %(topic)s"), tell=chairs_of_council)
SEAT_REFUSED = EventKind(
    "seat.refused", _("%(actor)s declined a seat on %(topic)s: %(reason)s"), tell=chairs_of_council
)
SEAT_CHANGED = EventKind(
    "seat.changed", _("%(actor)s changed your seat on the council “%(council)s”"), tell=the_person
)
SEAT_ENDED = EventKind(
    "seat.ended", _("%(actor)s ended your seat on the council “%(council)s”: %(reason)s"), tell=the_person
)
SEAT_LEFT = EventKind(
    "seat.left", _("%(actor)s left a seat on %(topic)s: %(reason)s"), tell=chairs_of_council
)

PROPOSAL_CONFIRMED = EventKind(
    "council.proposal_confirmed",
    _("%(actor)s confirmed who is asked for reviews by %(topic)s"),
    in_feed=False,
)

SEPARATED = EventKind("council.separated", _("%(actor)s keeps two members of %(topic)s apart"), in_feed=False)
REJOINED = EventKind(
    "council.rejoined", _("%(actor)s lets two members of %(topic)s meet again"), in_feed=False
)

RELATED = EventKind("person.related", _("%(actor)s declared a relation"), in_feed=False)
UNRELATED = EventKind("person.unrelated", _("%(actor)s ended a declared relation"), in_feed=False)

OPENED = EventKind("review.opened", _("%(topic)s came to the council to be reviewed"), tell=the_council)
ASKED = EventKind("review.asked", _("%(actor)s asks you to review %(topic)s"), tell=the_named)
TAKEN_BACK = EventKind(
    "review.taken_back", _("Your review of %(topic)s is no longer asked for"), tell=the_named
)
ACCEPTED = EventKind("review.accepted", _("%(actor)s will review %(topic)s"), tell=chairs_quietly)
DECLINED = EventKind("review.declined", _("%(actor)s cannot review %(topic)s: %(reason)s"), tell=chairs)
SUBMITTED = EventKind("review.submitted", _("%(actor)s reviewed %(topic)s"), tell=chairs_who_may_read_quietly)
AMENDED = EventKind(
    "review.amended", _("%(actor)s changed their review of %(topic)s"), tell=those_who_discuss
)
HELP_WANTED = EventKind("review.help_wanted", _("%(actor)s asks for help with %(topic)s"), tell=chairs)
SUMMED_UP = EventKind(
    "review.summed_up", _("%(actor)s summed up the discussion of %(topic)s"), tell=those_who_discuss
)
CONFLICTED = EventKind("review.conflicted", _("A member is in conflict with %(topic)s"), tell=chairs)
TIED = EventKind("review.tied", _("A member has come to be tied to %(topic)s"), in_feed=False)
FILE_DECIDED = EventKind(
    "review.file_decided", _("%(actor)s decided about a file of %(topic)s"), in_feed=False
)
REMARKED = EventKind(
    "review.remarked", _("%(actor)s wrote to the council about %(topic)s"), tell=those_who_discuss
)
DECIDED = EventKind(
    "review.decided",
    _("The council has decided on %(topic)s; its letter is to be sent"),
    tell=those_concerned,
)
CHECK_WANTED = EventKind(
    "letter.check_wanted", _("%(actor)s asks you to read and send the letter on %(topic)s"), tell=the_named
)
UNDECIDED = EventKind(
    "review.undecided", _("The decision on %(topic)s was taken back: %(reason)s"), tell=those_concerned
)
DUE_SOON = EventKind("review.due_soon", _("Your review of %(topic)s is due soon"), tell=the_named)
DUE = EventKind("review.due", _("Your review of %(topic)s is overdue"), tell=the_named)
NUDGED = EventKind("review.nudged", _("%(actor)s reminds you of your review of %(topic)s"), tell=the_named)
REVIEW_LATE = EventKind("review.late", _("A review of %(topic)s is overdue"), tell=chairs_who_may_read)
OVERDUE = EventKind(
    "review.overdue", _("The council owes %(topic)s an answer: it is overdue"), tell=the_council
)
WITHDRAWN = EventKind("review.withdrawn", _("The authors withdrew %(topic)s"), tell=those_concerned)

LETTER_SENT = EventKind("letter.sent", _("A council has written: %(topic)s"), tell=authors_and_reviewers)
ANSWERED = EventKind("letter.answered", _("The authors have answered: %(topic)s"), tell=chairs_of_letter)
REVISED_AS_ASKED = EventKind(
    "idea.revised_as_asked",
    _("%(topic)s was revised as the council asked; it can be sent to the next round"),
    tell=chairs_of_last_review,
)

KINDS = (
    CREATED,
    CHANGED,
    SCORECARD_CHANGED,
    LETTERS_CHANGED,
    REQUIREMENTS_CHANGED,
    SEAT_OFFERED,
    OFFER_REPEATED,
    OFFER_REVOKED,
    SEAT_TAKEN,
    SEAT_REFUSED,
    SEAT_CHANGED,
    SEAT_ENDED,
    SEAT_LEFT,
    PROPOSAL_CONFIRMED,
    SEPARATED,
    REJOINED,
    RELATED,
    UNRELATED,
    OPENED,
    ASKED,
    TAKEN_BACK,
    ACCEPTED,
    DECLINED,
    SUBMITTED,
    AMENDED,
    HELP_WANTED,
    SUMMED_UP,
    CONFLICTED,
    TIED,
    FILE_DECIDED,
    REMARKED,
    DECIDED,
    CHECK_WANTED,
    UNDECIDED,
    DUE_SOON,
    DUE,
    NUDGED,
    REVIEW_LATE,
    OVERDUE,
    WITHDRAWN,
    LETTER_SENT,
    ANSWERED,
    REVISED_AS_ASKED,
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
    kinds.register_topic(Council, Council.objects.visible_to)
    kinds.register_topic(
        CouncilReview, lambda person: CouncilReview.objects.visible_to(person).named(), followable=False
    )
    kinds.register_topic(Letter, Letter.objects.visible_to, followable=False)
    reasons.register(
        reviewer=_("you review it"), chair=_("you chair the council"), council=_("you sit on the council")
    )
