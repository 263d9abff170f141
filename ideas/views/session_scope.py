"""How a view finds a session, and how it answers when the workflow says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ideanet.people.requests import MemberRequest
from ideas import prepared
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Session

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponse]


def find(request: MemberRequest, pk: int) -> Session:
    """For what asks the rules alone; unseen is not found."""
    return prepared.find_session(request.user, pk)


def find_page(request: MemberRequest, pk: int) -> Session:
    """With all that its page shows."""
    sessions = Session.objects.visible_to(request.user).for_page(request.user)
    return get_object_or_404(sessions, pk=pk)


def says_why(view: View[P]) -> Callable[Concatenate[Any, P], HttpResponse]:
    """Stale is 409, against a stated rule is 422; either page says what happened and leads back."""

    @wraps(view)
    def answered(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OutOfDateError as error:
            return _say(request, "ideas/sessions/out_of_date.html", error, 409, kwargs.get("pk"))
        except RefusedError as error:
            return _say(request, "ideas/sessions/refused.html", error, 422, kwargs.get("pk"))

    return answered


def _say(request: MemberRequest, template: str, error: Exception, status: int, pk: object) -> HttpResponse:
    return render(request, template, {"message": str(error), "session_pk": pk}, status=status)
