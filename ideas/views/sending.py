"""What a form was sent, if it was sent at all."""

from django.http import QueryDict

from ideanet.people.requests import MemberRequest


def sent(request: MemberRequest) -> QueryDict | None:
    """An empty form that was sent is wrong, not unsent: `request.POST or None` would show it as new."""
    return request.POST if request.method == "POST" else None
