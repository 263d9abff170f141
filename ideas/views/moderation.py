"""Reporting, the queue of reports, and hiding what is against the guidelines."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import mentions, moderation, prepared, rules
from ideas.forms.moderation import HidingForm, ReportForm
from ideas.models import Comment, Idea, Report
from ideas.views.refusals import says_why
from ideas.views.sending import sent
from ideas.workflow import moderating


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """Reports that wait, the oldest first, and what is hidden now."""
    if not rules.moderates(request.user):
        raise PermissionDenied
    reports = Report.objects.open().to_decide(request.user).for_queue()
    hidden = Comment.objects.visible_to(request.user).hidden().for_threads().select_related("idea")
    context = {
        "page": page(reports, ("pk",), after=request.GET.get("after", "")),
        "hidden_comments": hidden.order_by("-hidden_at")[:30],
        "hidden_ideas": Idea.objects.visible_to(request.user)
        .hidden()
        .for_cards()
        .order_by("-hidden_at")[:30],
    }
    return render(request, "ideas/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def report(request: MemberRequest, pk: int, comment_pk: int | None = None) -> HttpResponse:
    """Say that an idea, or a comment on it, is against the guidelines."""
    thing = _find(request, pk, comment_pk)
    if not moderation.may_report(request.user, thing):
        raise PermissionDenied
    form = ReportForm(sent(request))
    if request.method == "POST" and form.is_valid():
        moderating.report(thing, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. Somebody will read it, and you will hear what came of it."))
        return redirect(thing)
    context = _context(request, thing) | {"form": form}
    return render(request, "ideas/report.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@says_why
def hiding(request: MemberRequest, pk: int, comment_pk: int | None = None) -> HttpResponse:
    """POST hides it, or, with `keep`, decides that it stays; DELETE shows it again."""
    thing = _find(request, pk, comment_pk)
    if not moderation.may_moderate(request.user, thing):
        raise PermissionDenied
    if request.method == "DELETE":
        moderating.restore(thing, by=request.user)
        messages.success(request, _("It is there for everyone again."))
        return _done(request)
    if "keep" in request.POST:
        moderating.keep(thing, by=request.user)
        messages.success(request, _("It stays. Whoever reported it is told."))
        return _done(request)
    reports = _reports(request, thing)
    initial = {"seen": moderation.version_of(thing), "against": reports[0].against if reports else None}
    form = HidingForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        moderating.hide(thing, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is hidden, and whoever wrote it is told why."))
        return _done(request)
    context = _context(request, thing) | {"form": form, "reports": reports}
    return render(request, "ideas/hiding.html", context, status=422 if form.is_bound else 200)


def _find(request: MemberRequest, pk: int, comment_pk: int | None) -> Idea | Comment:
    idea: Idea = prepared.find_for_rules(request.user, pk)
    if comment_pk is None:
        return idea
    found = Comment.objects.visible_to(request.user).on(idea).for_threads()
    comment: Comment = get_object_or_404(found, pk=comment_pk)
    comment.idea = idea
    return comment


def _context(request: MemberRequest, thing: Idea | Comment) -> dict[str, Any]:
    """The words in question; those who decide read them even while they are hidden."""
    if isinstance(thing, Idea):
        return {"idea": thing, "comment": None, "thing": thing, "said": mentions.Said(thing.nugget)}
    rows = thing.mentioned  # type: ignore[attr-defined]  # annotated by for_threads()
    said = mentions.said("" if thing.is_deleted else thing.body, rows, request.user)
    return {"idea": thing.idea, "comment": thing, "thing": thing, "said": said}


def _reports(request: MemberRequest, thing: Idea | Comment) -> list[Report]:
    return list(Report.objects.open().about(thing).to_decide(request.user).for_queue())


def _done(request: MemberRequest) -> HttpResponse:
    return redirect("ideas:reports" if rules.moderates(request.user) else "home")
