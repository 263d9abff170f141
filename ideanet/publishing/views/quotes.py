"""A person's own words in drafts, and the way to take them back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideanet import paging
from ideanet.people.requests import MemberRequest
from ideanet.publishing.models import Quote
from ideanet.publishing.workflow import quoting
from ideas.errors import RefusedError
from ideas.models import Idea


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    page = paging.page(Quote.objects.spoken_by(request.user), ("-pk",), after=request.GET.get("after", ""))
    ideas = Idea.objects.visible_to(request.user).filter(pk__in={quote.comment.idea_id for quote in page})
    # The audience may have narrowed since the comment was written.
    context = {"page": page, "seen": {idea.pk for idea in ideas.only("pk")}}
    return render(request, "publishing/quotes.html", context)


@require_http_methods(["DELETE"])
@login_required
def destroy(request: MemberRequest, pk: int) -> HttpResponse:
    quote = get_object_or_404(Quote.objects.spoken_by(request.user), pk=pk)
    try:
        quoting.take_back(quote, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You will not be quoted in this piece."))
    return redirect("publishing:quotes")
