"""How a view of publishing gets at its draft: by scope first, so that the unseen is a 404."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideanet.prepared import Prepared
from ideanet.publishing import rules
from ideanet.publishing.models import Draft
from ideas.errors import OutOfDateError

Rule = Callable[[Person, Draft], bool]
_DRAFT: Prepared[Draft] = Prepared(
    lambda reader, pk: Draft.objects.visible_to(reader).for_leaving().filter(pk=pk)
)


def get_draft(request: MemberRequest, pk: int, rule: Rule = rules.may_work_on) -> Draft:
    """The draft with all that its pages show; 404 unseen, 403 seen but forbidden."""
    draft = _DRAFT.get_or_404(request.user, pk)
    if not rule(request.user, draft):
        raise PermissionDenied
    return draft


def out_of_date(request: MemberRequest, draft: Draft, error: OutOfDateError) -> HttpResponse:
    """Somebody was quicker: said in words, with the way back."""
    return render(request, "publishing/out_of_date.html", {"draft": draft, "error": error}, status=409)
