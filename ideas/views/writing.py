"""Writing: a new idea, its draft, the next revision, and how either will look."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import moves, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.writing import DraftForm, PreviewForm, RevisionForm
from ideas.models import Idea
from ideas.stages import Stage
from ideas.views import conflicts
from ideas.views.publishing import tell_published
from ideas.views.refusals import says_why
from ideas.views.sending import sent
from ideas.workflow import moving, writing

EDITOR = "ideas/editor.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def create(request: MemberRequest) -> HttpResponse:
    """Begin an idea: it is a draft of one author until they submit it."""
    if not rules.may_submit_ideas(request.user):
        raise PermissionDenied
    initial = {"theme": request.GET.get("theme")}
    form = DraftForm(sent(request), person=request.user, initial=initial)
    if _is_sent(request) and form.is_valid():
        data = form.cleaned_data
        idea = writing.create_idea(form.text, by=request.user, theme=data["theme"], kind=data["kind"])
        return _after_saving(request, idea)
    return _editor(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Save a draft, or publish a revision of an open idea."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user).for_rules(), pk=pk)
    if not rules.is_author(request.user, idea):
        raise PermissionDenied
    if request.method == "POST" and "read_number" not in request.POST:
        return _save_draft(request, idea)
    if request.method == "POST":
        return _publish(request, idea)
    if not rules.may_edit(request.user, idea):
        raise PermissionDenied
    return _editor(request, _fresh_form(request, idea), idea)


def _fresh_form(request: MemberRequest, idea: Idea) -> DraftForm | RevisionForm:
    if idea.stage == Stage.DRAFT:
        return DraftForm(person=request.user, idea=idea, initial=DraftForm.initial_of(idea))
    return RevisionForm(initial=RevisionForm.initial_of(idea))


def _save_draft(request: MemberRequest, idea: Idea) -> HttpResponse:
    form = DraftForm(request.POST, person=request.user, idea=idea)
    if not (_is_sent(request) and form.is_valid()):
        return _editor(request, form, idea)
    data = form.cleaned_data
    try:
        idea = writing.save_draft(
            idea,
            form.text,
            by=request.user,
            read_at=data["read_at"],
            theme=data["theme"],
            kind=data["kind"],
        )
    except OutOfDateError as error:
        return conflicts.show(request, idea, error)
    except RefusedError as error:
        form.add_error("theme", str(error))
        return _editor(request, form, idea)
    return _after_saving(request, idea)


def _publish(request: MemberRequest, idea: Idea) -> HttpResponse:
    form = RevisionForm(request.POST)
    if not (_is_sent(request) and form.is_valid()):
        return _editor(request, form, idea)
    data = form.cleaned_data
    try:
        revision = writing.publish_revision(
            idea,
            form.text,
            by=request.user,
            note=data["note"],
            read_number=data["read_number"],
            is_material=data["is_material"],
        )
    except OutOfDateError as error:
        return conflicts.show(request, idea, error)
    except RefusedError as error:
        form.add_error(None, str(error))
        return _editor(request, form, idea)
    request.session["kept_done"] = f"idea-{idea.pk}"
    tell_published(request, revision, is_chosen=data["is_material"])
    return redirect(idea)


def _is_sent(request: MemberRequest) -> bool:
    """Whether it is to be kept; without scripts, the same form is sent to be looked at."""
    return request.method == "POST" and "preview" not in request.POST


def _after_saving(request: MemberRequest, idea: Idea) -> HttpResponse:
    """On to the idea, submitted if that was the button; a refusal leaves the saved draft in the editor."""
    request.session["kept_done"] = request.POST.get("kept", "")[:40]
    if "submit" not in request.POST:
        messages.success(request, _("Draft saved. Only its authors can see it."))
        return redirect(idea)
    try:
        moving.perform(moves.SUBMIT, idea, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("ideas:edit", idea.pk)
    return redirect(idea)


def _editor(request: MemberRequest, form: DraftForm | RevisionForm, idea: Idea | None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "idea": idea,
        "kept": f"idea-{idea.pk}" if idea else "new-idea",
        "is_revision": isinstance(form, RevisionForm),
        "is_preview": "preview" in request.POST,
        "preview": _previewed(request) if "preview" in request.POST else None,
        "cancel": idea.get_absolute_url() if idea else reverse("ideas:ideas"),
    }
    is_wrong = form.is_bound and not context["is_preview"] and not form.is_valid()
    return render(request, EDITOR, context, status=422 if is_wrong else 200)


@require_POST
@login_required
def preview(request: MemberRequest) -> HttpResponse:
    """How the text will look, through the real renderer."""
    template = "ideas/partials/preview.html" if request.htmx else "ideas/preview.html"
    return render(request, template, {"preview": _previewed(request)})


def _previewed(request: MemberRequest) -> dict[str, str]:
    form = PreviewForm(request.POST)
    form.is_valid()
    return {name: form.cleaned_data.get(name, "") for name in ("title", "nugget", "body")}


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@says_why
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Throw a draft away: a page asks, the form on it does."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user).for_rules(), pk=pk)
    if request.method in {"POST", "DELETE"}:
        writing.discard_draft(idea, by=request.user)
        messages.success(request, _("The draft is gone."))
        return redirect("ideas:ideas")
    if not rules.may_discard(request.user, idea):
        raise PermissionDenied
    return render(request, "ideas/discard.html", {"idea": idea})
