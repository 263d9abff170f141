"""Which seats no longer meet what their council requires in credentials, or soon will not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from councils import standing
from councils.models import Requirement, Seat
from councils.stages import RequirementKind
from ideanet.people.models import Credential
from ideanet.people.stages import CredentialKind

AHEAD: Final = timedelta(days=30)
_RULES: Final = (RequirementKind.CREDENTIAL, RequirementKind.YEARS)


@dataclass(frozen=True)
class Shortfall:
    """`credential` is the one after whose last day the rule is met no longer; None where it is not met now."""

    seat: Seat
    requirement: Requirement
    credential: Credential | None

    @property
    def sentence(self) -> str:
        rule = standing.sentence_of(self.requirement)
        if self.credential is None or self.credential.expires_on is None:
            return _("Falls short: %(rule)s") % {"rule": rule}
        day = date_format(self.credential.expires_on, "j F Y")
        return _("Falls short after %(day)s: %(rule)s") % {"day": day, "rule": rule}


def shortfalls(seats: Iterable[Seat]) -> dict[int, list[Shortfall]]:
    """By seat, in two queries. A seat by exception was given in the knowledge that it falls short."""
    bound = [seat for seat in seats if seat.is_open and not seat.exception]
    rules: dict[int, list[Requirement]] = defaultdict(list)
    for rule in Requirement.objects.filter(council__in={s.council_id for s in bound}, kind__in=_RULES):
        rules[rule.council_id].append(rule)
    held: dict[int, list[Credential]] = defaultdict(list)
    for credential in Credential.objects.counting().filter(person__in={s.person_id for s in bound}):
        held[credential.person_id].append(credential)
    found: dict[int, list[Shortfall]] = defaultdict(list)
    for seat in bound:
        for rule in rules[seat.council_id]:
            shortfall = _shortfall(seat, rule, held[seat.person_id])
            if shortfall is not None:
                found[seat.pk].append(shortfall)
    return dict(found)


def _shortfall(seat: Seat, rule: Requirement, held: list[Credential]) -> Shortfall | None:
    counting, needed = _counting(rule, held)
    if len(counting) < needed:
        return Shortfall(seat, rule, None)
    until = timezone.localdate() + AHEAD
    dated = [(c.expires_on, c.pk, c) for c in counting if c.expires_on is not None and c.expires_on <= until]
    if len(counting) - len(dated) >= needed:
        return None
    return Shortfall(seat, rule, sorted(dated)[len(counting) - needed][2])


def _counting(rule: Requirement, held: list[Credential]) -> tuple[list[Credential], int]:
    """The credentials that count towards the rule each for one, and how many of them it takes."""
    if rule.kind == RequirementKind.CREDENTIAL:
        return [c for c in held if c.kind == rule.credential_kind], rule.number
    years = [c for c in held if c.kind == CredentialKind.YEARS_IN_FIELD]
    return [c for c in years if standing.years_since(c.dated_on) >= rule.number], 1


@dataclass(frozen=True)
class Expiry:
    """A seat that will fall short, and the last day on which it does not."""

    seat: Seat
    credential: Credential
    day: date


def expiries() -> list[Expiry]:
    """All of them, over all councils: what chairs are to be warned of."""
    until = timezone.localdate() + AHEAD
    soon = Credential.objects.counting().filter(expires_on__lte=until).values("person")
    seats = Seat.objects.open().filter(person__in=soon).select_related("council")
    return [
        Expiry(s.seat, s.credential, s.credential.expires_on)
        for some in shortfalls(seats).values()
        for s in some
        if s.credential is not None and s.credential.expires_on is not None
    ]
