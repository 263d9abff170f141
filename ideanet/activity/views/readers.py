"""What programs read at private addresses: Atom and calendars, each as its owner may see it now."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from ideanet.activity import addressing, atom, calendars, datebook, limits, outlets
from ideanet.activity.models import Address
from ideanet.activity.mornings import zone_of
from ideanet.activity.stages import Outlet
from ideanet.people.models import Person
from ideanet.people.tokens import digest_of

ATOM = [Outlet.IDEAS, Outlet.THEME, Outlet.FEED]
# Calendars keep what was: nobody's own past meetings vanish at midnight.
BACK = timedelta(days=60)


@require_safe
@conditional_page
@cache_control(private=True, max_age=300)
def read_atom(request: HttpRequest, token: str) -> HttpResponse:
    return _answer(request, token, ATOM, _atom)


@require_safe
@conditional_page
@cache_control(private=True, max_age=300)
def read_calendar(request: HttpRequest, token: str) -> HttpResponse:
    return _answer(request, token, [Outlet.CALENDAR], _calendar)


def _answer(
    request: HttpRequest, token: str, kinds: list[Outlet], write: Callable[[Person, Address], HttpResponse]
) -> HttpResponse:
    """The same 404 for an address that never was, one that was revoked, and one whose owner is gone."""
    host = get_adapter().get_client_ip(request)
    if limits.is_too_often(f"host:{host}", limits.OF_HOST) or limits.is_too_often(
        digest_of(token), limits.OF_ADDRESS
    ):
        return _too_fast()
    address = addressing.find(token, kinds)
    if address is None:
        raise Http404
    person = Person.objects.for_session().get(pk=address.person_id)
    with timezone.override(zone_of(person.time_zone)):
        response = write(person, address)
    addressing.mark_used(address)
    return response


def _atom(person: Person, address: Address) -> HttpResponse:
    channel = outlets.channel_for(person, address.outlet, address.topic_id)
    if channel is None:
        raise Http404
    return HttpResponse(atom.write(channel), content_type="application/atom+xml; charset=utf-8")


def _calendar(person: Person, _address: Address) -> HttpResponse:
    dates = datebook.dates_of(person, timezone.now() - BACK)
    response = HttpResponse(calendars.write(dates), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ideanet.ics"'
    return response


def _too_fast() -> HttpResponse:
    """In plain text: whoever reads this is a program."""
    return HttpResponse(
        _("Too many readings of this address: try again in ten minutes."),
        status=HTTPStatus.TOO_MANY_REQUESTS,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": "600"},
    )
