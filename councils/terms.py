"""Terms: how many somebody has sat in a row, when they may sit again, and what can become of a term that ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from councils import rules, seat_rules
from councils.models import Council, Renewal, Seat
from ideanet.people.models import Person

# Chairs are warned so long before a term ends, and may renew it from so long before.
AHEAD: Final = timedelta(days=60)
RENEWABLE: Final = timedelta(days=180)
DAY: Final = timedelta(days=1)


def after_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def end_of_term(council: Council, starts_on: date) -> date:
    """The last day of a term of the council's length."""
    return after_years(starts_on, council.term_years) - DAY


@dataclass(frozen=True)
class Served:
    """Terms in a row, and the last day of the last of them; None where it has no end."""

    terms: int
    until: date | None


def served(council: Council, person: Person, on: date) -> Served:
    """What counts towards a further term on that day: seats with less than a pause between them. Two queries."""
    return _served(council, _held(council, person), on)


def _held(council: Council, person: Person) -> list[Seat]:
    """Every seat that the person has or had on the council, with its renewals."""
    renewals = Renewal.objects.select_related("renewed_by")
    seats = Seat.objects.filter(council=council, person=person)
    return list(seats.prefetch_related(Prefetch("renewals", queryset=renewals)))


def _served(council: Council, seats: Iterable[Seat], on: date) -> Served:
    terms, until, edge = 0, None, on
    for number, seat in enumerate(sorted(seats, key=lambda s: (s.starts_on, s.pk), reverse=True)):
        end = seat.ended_on or seat.ends_on
        if end is not None and after_years(end, council.pause_years) <= edge:
            break
        terms += 1 + sum(renewal.stands for renewal in seat.renewals.all())
        until = end if number == 0 else until
        edge = seat.starts_on
    return Served(terms, until)


def is_exhausted(council: Council, terms: int) -> bool:
    return council.terms_most is not None and terms >= council.terms_most


def obstacle(council: Council, person: Person, on: date) -> str:
    """Why a term from that day on would be one too many, in words; empty where it would not."""
    if council.terms_most is None:
        return ""
    found = served(council, person, on)
    if not is_exhausted(council, found.terms):
        return ""
    if found.until is None:
        return _("as many terms in a row as the council allows")
    free = after_years(found.until, council.pause_years)
    return _("a pause until %(day)s, after as many terms in a row as the council allows") % {
        "day": date_format(free, "j F Y")
    }


def sentence_of(council: Council) -> str:
    """The council's rule, in words."""
    length = ngettext("%(count)d year", "%(count)d years", council.term_years) % {"count": council.term_years}
    if council.terms_most is None:
        return _("%(length)s, renewed as often as the chairs see fit") % {"length": length}
    pause = ngettext("%(count)d year", "%(count)d years", council.pause_years) % {
        "count": council.pause_years
    }
    most = ngettext("one in a row", "at most %(count)d in a row", council.terms_most) % {
        "count": council.terms_most
    }
    return _("%(length)s, %(most)s, then a pause of %(pause)s") % {
        "length": length,
        "most": most,
        "pause": pause,
    }


@dataclass(frozen=True)
class Outlook:
    """What one reader may make of a seat's term; `new_end` is the last day of one more, `renewals` those that stand."""

    terms: int
    most: int | None
    may_renew: bool
    is_exception: bool
    new_end: date | None
    renewals: list[Renewal]
    pending: Renewal | None
    may_agree: bool
    may_let_go: bool


def outlook(seat: Seat, reader: Person) -> Outlook:
    """Load the seat with its council `for_rules()`."""
    council = seat.council
    held = _held(council, seat.person)
    terms = _served(council, held, seat.ends_on or timezone.localdate()).terms
    renewals = next(list(one.renewals.all()) for one in held if one == seat)
    pending = next((r for r in renewals if not r.stands and seat.is_open), None)
    if pending is not None:
        pending.seat = seat
    may_act = seat_rules.may_renew(reader, seat)
    is_due = seat.is_open and is_renewable(seat)
    return Outlook(
        terms=terms,
        most=council.terms_most,
        may_renew=may_act and is_due and pending is None,
        is_exception=is_exhausted(council, terms),
        new_end=end_of_term(council, seat.ends_on + DAY) if seat.ends_on else None,
        renewals=[renewal for renewal in renewals if renewal.stands],
        pending=pending if rules.may_edit_council(reader, council) else None,
        may_agree=pending is not None and seat_rules.may_agree_to_renewal(reader, pending),
        may_let_go=may_act and is_due and seat.let_go_at is None,
    )


def is_renewable(seat: Seat) -> bool:
    """Its term ends within half a year, or ended so lately that one more would still be going on."""
    return seat.ends_on is not None and seat.ends_on <= timezone.localdate() + RENEWABLE
