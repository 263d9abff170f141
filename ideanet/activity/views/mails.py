"""The mail that was kept in a folder, for administrators of a site without a mail server."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.activity import mailbox
from ideanet.html import clean
from ideanet.people.doors import administrators_only
from ideanet.people.requests import MemberRequest

SIZE = 30


@require_safe
@administrators_only
def index(request: MemberRequest) -> HttpResponse:
    if not mailbox.is_kept():
        raise Http404
    mails, following = mailbox.newest(SIZE, after=request.GET.get("after", ""))
    is_first = "after" not in request.GET
    page = {"next": following, "is_first": is_first}
    return render(request, "activity/mails.html", {"mails": mails, "page": page})


@require_safe
@administrators_only
def show(request: MemberRequest, name: str, number: int) -> HttpResponse:
    """The text as text, and what is left of the HTML once it is safe."""
    mail = mailbox.find(name, number) if mailbox.is_kept() else None
    if mail is None:
        raise Http404
    return render(request, "activity/mail.html", {"mail": mail, "html": clean(mail.html)})
