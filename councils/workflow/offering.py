"""What stands against offering a seat."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from councils import rules, standing, terms
from councils.models import Council
from ideanet.people.models import Person
from ideas.errors import RefusedError

if TYPE_CHECKING:
    from councils.workflow.seating import Offer


def check(council: Council, person: Person, offer: "Offer", by: Person) -> bool:
    """Whether the seat is given by exception; raises RefusedError where it cannot be given."""
    if not rules.may_edit_council(by, council) and (
        offer.is_chair or offer.is_secretary or offer.exception.strip()
    ):
        raise RefusedError(_("A chair’s or secretary’s seat, or an exception, is for a chair to offer."))
    if offer.is_chair and offer.is_secretary:
        raise RefusedError(_("Nobody is chair and secretary at once."))
    if not person.is_active:
        raise RefusedError(_("%(name)s is no longer here.") % {"name": person.name})
    if offer.ends_on is not None and offer.ends_on < offer.starts_on:
        raise RefusedError(_("The term ends before it starts."))
    if rules.sits(person, council):
        raise RefusedError(_("%(name)s sits on the council already.") % {"name": person.name})
    if council.seat_invitations.pending().filter(person=person).exists():
        raise RefusedError(
            _("%(name)s has an invitation already. Send that one again, or take it back.")
            % {"name": person.name}
        )
    _check_length(council, offer)
    missing = standing.unmet(standing.standings(council, person, reader=by))
    missing += filter(None, [terms.obstacle(council, person, offer.starts_on)])
    if missing and not offer.exception.strip():
        raise RefusedError(
            _("Not met: %(rules)s. Give a reason for an exception, or wait until they are.")
            % {"rules": "; ".join(missing)}
        )
    return bool(missing)


def _check_length(council: Council, offer: "Offer") -> None:
    """Where terms are counted, none is longer than the council says."""
    if council.terms_most is None:
        return
    if offer.ends_on is None or offer.ends_on > terms.end_of_term(council, offer.starts_on) + terms.DAY:
        raise RefusedError(
            _("A term on this council ends on %(day)s at the latest.")
            % {"day": date_format(terms.end_of_term(council, offer.starts_on), "j F Y")}
        )
