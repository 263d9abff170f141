"""What closes soon: themes, phases, windows, as far as they concern the reader."""

from datetime import timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ideanet.activity.datebook import closing_soon
from ideanet.people.requests import MemberRequest

SOON: Final = timedelta(days=30)
SHOWN: Final = 5


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """The page, or for home the first of it."""
    now = timezone.now()
    dates = closing_soon(request.user, now, now + SOON)
    if request.htmx:
        context = {"dates": dates[:SHOWN], "more": len(dates) > SHOWN}
        return render(request, "activity/partials/closing.html", context)
    return render(request, "activity/closing.html", {"dates": dates})
