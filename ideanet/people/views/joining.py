"""Accepting an invitation: the one page that makes an account for an outsider."""

from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ideanet.people.errors import GoneError
from ideanet.people.forms.entrance import JoinForm
from ideanet.people.models import Invitation, Person
from ideanet.people.tokens import digest_of
from ideanet.people.workflow import joining


@never_cache
@sensitive_post_parameters("password1")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="accept_invitation")  # type: ignore[untyped-decorator]  # allauth is not typed
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The same answer for a link that was never made and for one that is used up."""
    usable = Invitation.objects.usable().select_related("organisation", "invited_by")
    invitation = usable.filter(token_digest=digest_of(token)).first()
    if invitation is None or Person.objects.filter(email=invitation.email).exists():
        return _gone(request)
    if request.user.is_authenticated:
        return render(request, "people/signed_in_already.html", {"invitation": invitation})
    form = JoinForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        return _join(request, token, form)
    context = {"form": form, "invitation": invitation}
    return render(request, "people/join.html", context, status=422 if form.errors else 200)


def _join(request: HttpRequest, token: str, form: JoinForm) -> HttpResponse:
    found = form.cleaned_data
    try:
        person = joining.accept(token, name=found["name"], password=found["password1"])
    except GoneError:
        return _gone(request)
    response: HttpResponse = perform_login(request, person)
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    text = _(
        "This invitation cannot be used: it ran out, was used or was taken back. "
        "If you have an account, sign in; if not, ask whoever invited you to send it again."
    )
    return render(request, "errors/410.html", {"text": text}, status=410)
