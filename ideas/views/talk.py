"""What is around a comment: how it read before, and whether it is the official answer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import discussions, prepared, rules
from ideas.models import Comment
from ideas.views.refusals import says_why
from ideas.workflow import answering


@require_safe
@login_required
def wordings(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    """How a comment read before, for those who read it now; what was taken back has no history."""
    idea = prepared.find_for_rules(request.user, pk)
    found = Comment.objects.visible_to(request.user).on(idea).for_threads()
    comment = get_object_or_404(found, pk=comment_pk)
    if not rules.may_read_words(request.user, comment):
        return render(request, "ideas/gone.html", {"idea_pk": pk}, status=410)
    context = {
        "idea": idea,
        "shown": discussions.shown(comment, idea, request.user),
        "wordings": discussions.wordings_of(comment, request.user),
    }
    return render(request, "ideas/wordings.html", context)


@require_http_methods(["POST", "DELETE"])
@login_required
@guidelines_required
@says_why
def pin(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    """POST makes it the official answer, DELETE a comment like any other."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=comment_pk, idea=pk)
    change = answering.pin if request.method == "POST" else answering.unpin
    change(comment, by=request.user)
    return redirect(comment)
