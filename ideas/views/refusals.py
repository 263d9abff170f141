"""How a view answers when the workflow says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError, RefusedError

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponse]


def says_why(view: View[P]) -> Callable[Concatenate[Any, P], HttpResponse]:
    """Stale is 409, against a stated rule is 422; either page says what happened and leads back.

    Views whose forms can carry the message catch it themselves.
    """

    @wraps(view)
    def answered(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OutOfDateError as error:
            return _say(request, "ideas/out_of_date.html", error, 409, kwargs.get("pk"))
        except RefusedError as error:
            return _say(request, "ideas/refused.html", error, 422, kwargs.get("pk"))

    return answered


def _say(
    request: MemberRequest, template: str, error: Exception, status: int, idea_pk: object
) -> HttpResponse:
    return render(request, template, {"message": str(error), "idea_pk": idea_pk}, status=status)
