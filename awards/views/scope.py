"""How a view of awards gets at what it is about: by scope first, so that the unseen is a 404."""

from django.core.exceptions import PermissionDenied
from django.http import QueryDict

from awards import prepared, rules
from awards.models import Category, Cycle, Entry
from ideanet.people.requests import MemberRequest


def get_cycle(request: MemberRequest, pk: int) -> Cycle:
    return prepared.cycle_seen_by(request.user, pk)


def get_cycle_to_run(request: MemberRequest, pk: int) -> Cycle:
    """404 unseen, 403 for all but marketing."""
    cycle = get_cycle(request, pk)
    check_runs(request)
    return cycle


def get_category(request: MemberRequest, pk: int) -> Category:
    return prepared.category_seen_by(request.user, pk)


def get_category_to_run(request: MemberRequest, pk: int) -> Category:
    category = get_category(request, pk)
    check_runs(request)
    return category


def get_entry(request: MemberRequest, pk: int) -> Entry:
    return prepared.entry_seen_by(request.user, pk)


def sent(request: MemberRequest) -> QueryDict | None:
    """What a form is bound to: an empty one that was sent is still one that was sent."""
    return request.POST if request.method == "POST" else None


def check_runs(request: MemberRequest) -> None:
    if not rules.may_run_cycles(request.user):
        raise PermissionDenied
