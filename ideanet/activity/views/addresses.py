"""One's private addresses: made, shown once, listed, revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ideanet.activity import addressing, feed
from ideanet.activity.envelopes import address_of
from ideanet.activity.forms import AddressForm
from ideanet.activity.models import Address
from ideanet.activity.stages import Outlet
from ideanet.paging import page
from ideanet.people.requests import MemberRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """The token is in this one answer and nowhere else: not in a session, not in a redirect."""
    form = AddressForm(request.POST or None, person=request.user, topic=request.GET.get("theme", ""))
    if request.method == "POST" and form.is_valid():
        try:
            address, token = addressing.make(request.user, **form.wanted())
        except addressing.TooManyError:
            form.add_error(
                None, _("You have as many addresses as one may have. Revoke one that you do not use.")
            )
        else:
            return _list(request, AddressForm(person=request.user), made=address, url=_url(address, token))
    return _list(request, form, status=422 if form.errors else 200)


def _list(request: MemberRequest, form: AddressForm, *, status: int = 200, **made: object) -> HttpResponse:
    own = page(Address.objects.visible_to(request.user), ("-pk",), after=request.GET.get("after", ""))
    topics = feed.topics_of(request.user, own)
    rows = [(address, topics.get((address.topic_type, address.topic_id or 0))) for address in own]
    context = {"form": form, "page": own, "rows": rows, **made}
    return render(request, "activity/addresses.html", context, status=status)


def _url(address: Address, token: str) -> str:
    name = "calendar" if address.outlet == Outlet.CALENDAR else "atom"
    return address_of(reverse(f"activity:{name}", args=[token]))


@require_http_methods(["DELETE"])
@login_required
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    address = get_object_or_404(Address.objects.visible_to(request.user), pk=pk)
    addressing.revoke(address)
    messages.success(request, _("The address is revoked: whoever has it finds nothing there."))
    return redirect("activity:addresses")
