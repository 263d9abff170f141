"""Which part of a discussion is asked for: the page, the order, and the comment that is looked for."""

from typing import Any

from ideanet.people.requests import MemberRequest
from ideas import discussions


def asked(request: MemberRequest) -> dict[str, Any]:
    """The options of `discussions.discussion_of`, from the address."""
    focus = request.GET.get("comment", "")
    return {
        "after": request.GET.get("after", ""),
        "focus": int(focus) if focus.isdecimal() and len(focus) < 19 else None,
        "order": discussions.order_of(request.GET.get("talk", "")),
    }
