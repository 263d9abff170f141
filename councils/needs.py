"""What councils wait for a person to do: reviews, chairs' next steps, answers to invitations, revisions."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import CharField, Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from councils import terms
from councils.models import (
    Assignment,
    Council,
    CouncilReview,
    Delegation,
    Letter,
    Nomination,
    Renewal,
    Seat,
    SeatInvitation,
)
from councils.stages import STANDING, Outcome, ReviewState
from ideanet.activity import needs
from ideanet.activity.needs import Need
from ideanet.people.models import Person
from ideanet.prepared import Prepared
from ideas.stages import Stage

# More than so many of one kind are summed up in one line.
SHOWN: Final = 3
# Within so long a nomination is to be answered.
ANSWERED_WITHIN: Final = timedelta(days=21)


class _Row(NamedTuple):
    what: str
    key: int
    title: str
    due: datetime | None


def needs_of(person: Person) -> list[Need]:
    """One query, whatever there is."""
    found: dict[str, list[_Row]] = {}
    for row in map(_Row._make, _WAITING.rows(person)):
        found.setdefault(row.what, []).append(row)
    return [need for what, some in found.items() for need in _sum_up(what, sorted(some, key=_urgency))]


def _waiting(person: Person) -> "QuerySet[Any, Any]":
    """A row for each thing. Which terms end soon is in the words of the query: each day has its own."""
    today = timezone.localdate()
    return _rows(_reviews(person), "review", "review", "review__idea__title", "due_at").union(
        _rows(_offers(person), "offer", "pk", "assignment__review__idea__title", "due_at"),
        _rows(_invitations(person), "invitation", "pk", "council__name", "expires_at"),
        _rows(_exceptions(person), "exception", "council_id", "person__name", "expires_at"),
        _rows(_nominations(person), "nomination", "pk", "council__name", "answer_by"),
        _rows(_terms(person, today), "term", "pk", "person__name", "ends_at"),
        _rows(_kept_terms(person, today), "ending", "council_id", "person__name", "ends_at"),
        _rows(_to_check(person), "check", "decision__review_id", "decision__review__idea__title", "due_at"),
        _rows(_renewals(person), "renewal", "seat_id", "seat__person__name", "ends_at"),
        _rows(_to_assign(person), "assign", "pk", "idea__title", "due_at"),
        _rows(_to_decide(person), "decide", "pk", "idea__title", "due_at"),
        _rows(_to_write(person), "write", "pk", "idea__title", "due_at"),
        _rows(_to_revise(person), "revise", "decision__review_id", "decision__review__idea__title", "due_at"),
    )


_WAITING: Prepared[Any] = Prepared(_waiting, daily=True)


def _urgency(row: _Row) -> tuple[bool, datetime]:
    """What has no date comes last."""
    return row.due is None, row.due or timezone.now()


def _rows(
    queryset: "QuerySet[Any]", what: str, key: str, title: str, due: str
) -> "QuerySet[Any, tuple[Any, ...]]":
    named = queryset.order_by().annotate(
        what=Value(what, output_field=CharField()), key=F(key), title=F(title), due=F(due)
    )
    rows: QuerySet[Any, tuple[Any, ...]] = named.values_list("what", "key", "title", "due")
    return rows


def _reviews(person: Person) -> "QuerySet[Assignment]":
    return Assignment.objects.of(person).pending()


def _offers(person: Person) -> "QuerySet[Delegation]":
    """Reviews that another member would hand over, where nothing is in the way."""
    seen = CouncilReview.objects.visible_to(person).order_by().values("pk")
    ours = Delegation.objects.open().filter(seat__person=person, obstacle="", assignment__review__in=seen)
    return ours.annotate(due_at=F("assignment__due_at"))


def _invitations(person: Person) -> "QuerySet[SeatInvitation]":
    return SeatInvitation.objects.usable().filter(person=person)


def _exceptions(person: Person) -> "QuerySet[SeatInvitation]":
    return SeatInvitation.objects.to_agree_by(person)


def _nominations(person: Person) -> "QuerySet[Nomination]":
    """Of the councils one chairs or keeps as secretary: where the next step is the council's."""
    chaired = Council.objects.chaired_by(person).order_by().values("pk")
    kept = Council.objects.kept_by(person).order_by().values("pk")
    seen = Nomination.objects.visible_to(person).waiting()
    ours = seen.filter(Q(council__in=chaired) | Q(council__in=kept))
    return ours.annotate(answer_by=F("opened_at") + ANSWERED_WITHIN)


def _terms(person: Person, today: date) -> "QuerySet[Seat]":
    """Of the councils one chairs."""
    return _ending(person, Council.objects.chaired_by(person), today)


def _kept_terms(person: Person, today: date) -> "QuerySet[Seat]":
    """Of the councils one keeps as secretary, who asks a chair to decide."""
    return _ending(person, Council.objects.kept_by(person), today)


def _ending(person: Person, councils: "QuerySet[Council]", today: date) -> "QuerySet[Seat]":
    """Terms that end soon and that nobody has decided on."""
    waiting = Renewal.objects.waiting().filter(seat=OuterRef("pk"))
    ending = Seat.objects.sitting().filter(
        council__in=councils.order_by().values("pk"),
        ends_on__range=(today, today + terms.AHEAD),
        let_go_at__isnull=True,
    )
    undecided = ending.exclude(person=person).exclude(Exists(waiting))
    return undecided.annotate(ends_at=Cast("ends_on", DateTimeField()))


def _renewals(person: Person) -> "QuerySet[Renewal]":
    """Of the councils one chairs: one term too many, asked for by somebody else for somebody else."""
    chaired = Council.objects.chaired_by(person).order_by().values("pk")
    waiting = Renewal.objects.waiting().filter(seat__council__in=chaired)
    others = waiting.exclude(Q(renewed_by=person) | Q(seat__person=person))
    return others.annotate(ends_at=Cast("seat__ends_on", DateTimeField()))


def _chaired(person: Person) -> "QuerySet[CouncilReview]":
    """Reviews in this person's hands as chair; what one reviews oneself waits for that."""
    own = Assignment.objects.of(person).pending().filter(review=OuterRef("pk"))
    return CouncilReview.objects.under_way().chaired_by(person).exclude(Exists(own))


def _to_assign(person: Person) -> "QuerySet[CouncilReview]":
    asked = Assignment.objects.standing().filter(review=OuterRef("pk"))
    return _chaired(person).filter(state=ReviewState.OPEN).exclude(Exists(asked))


def _to_decide(person: Person) -> "QuerySet[CouncilReview]":
    submitted = Count(
        "assignments",
        filter=Q(assignments__state__in=STANDING, assignments__recommendation__submitted_at__isnull=False),
    )
    counted = _chaired(person).filter(state=ReviewState.OPEN).annotate(submitted=submitted)
    return counted.filter(submitted__gte=F("quorum"))


def _to_write(person: Person) -> "QuerySet[CouncilReview]":
    return _chaired(person).filter(state=ReviewState.DECIDED)


def _to_check(person: Person) -> "QuerySet[Letter]":
    """Letters that one is named to read before they go, or to send, without chairing the review."""
    seen = CouncilReview.objects.visible_to(person).order_by().values("pk")
    chaired = CouncilReview.objects.chaired_by(person).order_by().values("pk")
    ours = Letter.objects.exclude(decision__review__in=chaired).filter(
        decision__review__in=seen,
        second_reader=person,
        sent_at__isnull=True,
        decision__void_at__isnull=True,
        decision__review__state=ReviewState.DECIDED,
    )
    return ours.annotate(due_at=F("decision__review__due_at"))


def _to_revise(person: Person) -> "QuerySet[Letter]":
    """Letters to the person that ask for a revision, while none is published since. No rule says by when."""
    sent = Letter.objects.filter(
        sent_at__isnull=False,
        decision__void_at__isnull=True,
        decision__outcome=Outcome.REVISE,
        decision__review__idea__stage=Stage.OPEN,
        decision__review__idea__revision_number=F("decision__review__revision__number"),
        decision__review__idea__authorships__person=person,
        decision__review__idea__authorships__accepted_at__isnull=False,
    )
    return sent.annotate(due_at=Cast(Value(None), DateTimeField()))


def _sum_up(what: str, rows: list[_Row]) -> Iterable[Need]:
    if len(rows) > SHOWN:
        return [Need(_label_of_many(what, len(rows)), _list_of(what), due=rows[0].due, count=len(rows))]
    return [Need(_label(what, row.title), _page_of(what, row.key), due=row.due) for row in rows]


def _label(what: str, title: str) -> str:
    labels = {
        "review": _("Review “%(title)s”"),
        "offer": _("Take over the review of “%(title)s”, or refuse"),
        "invitation": _("Answer the invitation to the council “%(title)s”"),
        "exception": _("Agree to an exception for %(title)s, or take it back"),
        "nomination": _("Answer a nomination for the council “%(title)s”"),
        "term": _("Renew the term of %(title)s, or let the seat go"),
        "ending": _("Ask a chair to decide on the term of %(title)s, which ends soon"),
        "check": _("Read and send the letter about “%(title)s”, which is in your hands"),
        "renewal": _("Agree to one more term for %(title)s, or take it back"),
        "assign": _("Ask members to review “%(title)s”"),
        "decide": _("Decide on “%(title)s”"),
        "write": _("Send the letter about “%(title)s”"),
        "revise": _("Revise “%(title)s”, as a council asked"),
    }
    return labels[what] % {"title": title}


def _label_of_many(what: str, count: int) -> str:
    labels = {
        "review": ngettext("Review %(count)d idea", "Review %(count)d ideas", count),
        "offer": ngettext(
            "Take over %(count)d review, or refuse", "Take over %(count)d reviews, or refuse", count
        ),
        "invitation": ngettext(
            "Answer %(count)d invitation to a council", "Answer %(count)d invitations to councils", count
        ),
        "exception": ngettext(
            "Agree to %(count)d exception for a seat",
            "Agree to %(count)d exceptions for seats",
            count,
        ),
        "nomination": ngettext(
            "Answer %(count)d nomination for a council", "Answer %(count)d nominations for councils", count
        ),
        "term": ngettext("Decide on %(count)d term", "Decide on %(count)d terms that end", count),
        "ending": ngettext(
            "Ask the chairs to decide on %(count)d term", "Ask the chairs to decide on %(count)d terms", count
        ),
        "check": ngettext(
            "Read and send %(count)d letter in your hands",
            "Read and send %(count)d letters in your hands",
            count,
        ),
        "renewal": ngettext("Agree to %(count)d term too many", "Agree to %(count)d terms too many", count),
        "assign": ngettext(
            "Ask members to review %(count)d idea", "Ask members to review %(count)d ideas", count
        ),
        "decide": ngettext("Decide on %(count)d idea", "Decide on %(count)d ideas", count),
        "write": ngettext("Send %(count)d letter", "Send %(count)d letters", count),
        "revise": ngettext(
            "Revise %(count)d idea, as a council asked", "Revise %(count)d ideas, as councils asked", count
        ),
    }
    return labels[what] % {"count": count}


def _page_of(what: str, key: int) -> str:
    pages = {
        "review": "councils:review",
        "offer": "councils:delegation",
        "invitation": "councils:invitation",
        "exception": "councils:seats",
        "nomination": "councils:nomination",
        "term": "councils:seat",
        "ending": "councils:seats",
        "check": "councils:letter",
        "renewal": "councils:seat",
        "assign": "councils:dashboard",
        "decide": "councils:decision",
        "write": "councils:letter",
        "revise": "councils:letter",
    }
    return reverse(pages[what], args=[key])


_OF_COUNCILS: Final = {"invitation", "exception", "nomination", "term", "ending", "check", "renewal"}


def _list_of(what: str) -> str:
    if what == "revise":
        return reverse("ideas:ideas")
    return reverse("councils:councils" if what in _OF_COUNCILS else "councils:queue")


def declare() -> None:
    """Called once, when the app is ready."""
    needs.register_need(needs_of)
