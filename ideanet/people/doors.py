"""Doors that open for some: views for administrators, and for those who may invite."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from ideanet.people import rules
from ideanet.people.models import Person

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]


def only_if(rule: Callable[[Person], bool]) -> Callable[[View[P]], View[P]]:
    """A decorator: sign in first; 403 for those the rule does not allow, whatever they ask for."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not rule(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return login_required(checked)

    return decorate


administrators_only = only_if(rules.may_administer)
inviters_only = only_if(rules.may_invite)
