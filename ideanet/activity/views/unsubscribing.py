"""The way out of mails, without signing in: the signed link says who and from what."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ideanet.activity import unsubscribing


# Mail programs post here by themselves (RFC 8058), with no cookie and no token but the one in the address.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Reading changes nothing: programs that look at links in mails would end what nobody meant to end."""
    try:
        subscription = unsubscribing.read(token)
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        unsubscribing.end(subscription)
    context = {"subscription": subscription, "is_done": request.method == "POST"}
    return render(request, "activity/unsubscribe.html", context)
