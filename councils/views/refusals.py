"""How a view answers when the workflow says no."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from ideanet.people.errors import GoneError
from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError, RefusedError

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponse]
# What people type at length; a page that says no gives it back.
TYPED = ("body", "to_authors", "to_council", "reason")


def says_why(view: View[P]) -> Callable[Concatenate[Any, P], HttpResponse]:
    """Stale is 409 and gives back what was typed, used up is 410, against a rule is said where one came from."""

    @wraps(view)
    def answered(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OutOfDateError as error:
            kept = "\n\n".join(filter(None, (request.POST.get(name) for name in TYPED)))
            context = {"text": str(error), "url": _came_from(request), "kept": kept}
            return render(request, "errors/409.html", context, status=409)
        except GoneError:
            return render(request, "errors/410.html", status=410)
        except RefusedError as error:
            messages.error(request, str(error))
            return redirect(_came_from(request) or "councils:councils")

    return answered


def _came_from(request: MemberRequest) -> str:
    """The page of this site that the form stood on."""
    address = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else ""
