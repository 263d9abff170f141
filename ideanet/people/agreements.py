"""Agreeing to the guidelines: who has, and the door that asks those who have not before they contribute."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ideanet.people.models import Agreement, Guidelines, Person
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import agreeing
from ideanet.prepared import Prepared

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]

FIELD = "agree_to"
# What the browser adds by itself, and what the agreement form has of its own.
NOT_TYPED = {"csrfmiddlewaretoken", FIELD}


def has_agreed(person: Person) -> bool:
    """Whether the person agreed to the version in force; true while there is none. One query."""
    return _AGREED.first(person) is not False


def _agreed(person: Person) -> QuerySet[Any, bool]:
    """For the newest version."""
    agreements = Agreement.objects.filter(person=person, guidelines=OuterRef("pk"))
    newest = Guidelines.objects.order_by("-pk").annotate(is_agreed=Exists(agreements))
    return newest.values_list("is_agreed", flat=True)[:1]


_AGREED: Prepared[Any] = Prepared(_agreed)


def guidelines_required(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only those contribute who agreed; ask the others, and carry what they typed through.

    Stands below `login_required`. Reading asks first too, so that nobody types and is then stopped.
    Taking something back (DELETE) is no contribution.
    """

    @wraps(view)
    def asked(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "DELETE" or has_agreed(request.user) or _agrees_now(request):
            return view(request, *args, **kwargs)
        return _ask(request)

    return asked


def _agrees_now(request: MemberRequest) -> bool:
    """Whether this very form says yes to the version in force; then it is written down."""
    return request.POST.get(FIELD, "").isdecimal() and agreeing.agree(
        int(request.POST[FIELD]), by=request.user
    )


def _ask(request: MemberRequest) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        return redirect(f"{reverse('people:guidelines')}?{urlencode({'next': request.get_full_path()})}")
    typed = [
        (name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values
    ]
    context = {
        "guidelines": Guidelines.objects.first(),
        "action": request.get_full_path(),
        "typed": typed,
        "has_files": bool(request.FILES),
    }
    return render(request, "people/agreement.html", context)
