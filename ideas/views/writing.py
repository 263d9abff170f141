"""Writing: a new idea, its draft, the next revision, and how either will look."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet import html
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import moves, prepared, prompts, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.writing import DraftForm, PreviewForm, RevisionForm
from ideas.models import Idea, Writer
from ideas.stages import Stage
from ideas.views import beginning, conflicts, steps
from ideas.views.publishing import tell_published
from ideas.views.refusals import says_why
from ideas.workflow import keeping, moving, writing

EDITOR = "ideas/editor.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def create(request: MemberRequest) -> HttpResponse:
    """Begin an idea: it is a draft of one author until they submit it."""
    if not rules.may_submit_ideas(request.user):
        raise PermissionDenied
    if steps.asked(request):
        return _step(request, None)
    if request.method != "POST":
        return _open(request)
    if "compare" in request.POST:
        return _compare(request, conflicts.key_of(request.POST), OutOfDateError())
    form = DraftForm(request.POST, person=request.user)
    return _begin(request, form) if form.is_valid() else _editor(request, form, None)


def _open(request: MemberRequest) -> HttpResponse:
    """A new form, with what its writer has begun and not finished, if there is anything."""
    found = beginning.opened(request)
    begun, theme = found["begun"], request.GET.get("theme")
    if begun is None and (idea := beginning.become(request)):
        return redirect("ideas:edit", idea.pk)
    initial = DraftForm.initial_of_jotting(begun) if begun else {}
    if not initial.get("theme"):
        initial["theme"] = theme
    return _editor(request, DraftForm(person=request.user, initial=initial), None, **found)


def _begin(request: MemberRequest, form: DraftForm) -> HttpResponse:
    key, read_at = form.cleaned_data["begun"] or uuid4(), form.cleaned_data["read_at"]
    try:
        idea = keeping.begin(key, form.text, by=request.user, read_at=read_at, **form.beside)
    except OutOfDateError as error:
        return _compare(request, key, error)
    return _after_saving(request, idea)


def _compare(request: MemberRequest, key: UUID | None, error: Exception) -> HttpResponse:
    """Beside what the form has become elsewhere; what was typed alone, if that is gone again."""
    try:
        return conflicts.show_begun(request, key, error)
    except Http404:
        typed = request.POST
        form = DraftForm(person=request.user, initial=typed.dict())
        said = _("There is no other text any more. This is what you typed here.")
        return _editor(request, form, None, step=steps.Step(typed, said=said))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Save a draft, or publish a revision of an open idea."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.is_author(request.user, idea):
        raise PermissionDenied
    if steps.asked(request):
        return _step(request, idea)
    if "compare" in request.POST:
        return conflicts.show(request, idea, OutOfDateError())
    if request.method == "POST":
        return _publish(request, idea) if "read_number" in request.POST else _save_draft(request, idea)
    if not rules.may_edit(request.user, idea):
        raise PermissionDenied
    if idea.stage == Stage.DRAFT:
        return _editor(
            request, DraftForm(person=request.user, idea=idea, initial=DraftForm.initial_of(idea)), idea
        )
    copy = keeping.copy_of(idea)
    return _editor(request, RevisionForm(initial=RevisionForm.initial_of(idea, copy)), idea, copy=copy)


def _save_draft(request: MemberRequest, idea: Idea) -> HttpResponse:
    form = DraftForm(request.POST, person=request.user, idea=idea)
    if not form.is_valid():
        return _editor(request, form, idea)
    try:
        read_at = form.cleaned_data["read_at"]
        idea = keeping.keep(idea, form.text, by=request.user, read_at=read_at, **form.beside)
    except OutOfDateError as error:
        return conflicts.show(request, idea, error)
    except RefusedError as error:
        form.add_error("theme", str(error))
        return _editor(request, form, idea)
    return _after_saving(request, idea)


def _publish(request: MemberRequest, idea: Idea) -> HttpResponse:
    form = RevisionForm(request.POST)
    if not form.is_valid():
        return _editor(request, form, idea)
    data = form.cleaned_data
    more = {name: data[name] for name in ("note", "read_number", "is_material", "read_at")}
    try:
        revision = keeping.publish(idea, form.text, by=request.user, **more)
    except OutOfDateError as error:
        return conflicts.show(request, idea, error)
    except RefusedError as error:
        form.add_error(None, str(error))
        return _editor(request, form, idea)
    request.session["kept_done"] = f"idea-{idea.pk}"
    tell_published(request, revision, is_chosen=data["is_material"])
    return redirect(idea)


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


def _step(request: MemberRequest, idea: Idea | None) -> HttpResponse:
    """The editor once more, with what the pressed button added; nothing is kept yet."""
    try:
        step = steps.take(request, idea)
    except OutOfDateError as error:
        if idea is None:
            return _compare(request, conflicts.key_of(request.POST), error)
        return conflicts.show(request, idea, error)
    typed = step.typed.dict()
    form: DraftForm | RevisionForm
    if "read_number" in typed:
        form = RevisionForm(initial=typed)
    else:
        form = DraftForm(person=request.user, idea=idea, initial=typed)
    preview = _previewed(step.typed) if "preview" in typed else None
    return _editor(request, form, idea, step=step, preview=preview)


def _editor(
    request: MemberRequest, form: DraftForm | RevisionForm, idea: Idea | None, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "idea": idea,
        "kept": f"idea-{idea.pk}" if idea else conflicts.NEW,
        "is_revision": isinstance(form, RevisionForm),
        "cancel": idea.get_absolute_url() if idea else reverse("ideas:ideas"),
        "prompts": prompts.ALL,
        "kind": idea.kind if isinstance(form, RevisionForm) and idea else form["kind"].value(),
        "writers": [writer.person for writer in Writer.objects.beside(request.user, idea)] if idea else [],
    }
    return render(request, EDITOR, context | more, status=422 if form.errors else 200)


@require_POST
@login_required
def preview(request: MemberRequest) -> HttpResponse:
    """How the text will look, through the real renderer."""
    template = "ideas/partials/preview.html" if request.htmx else "ideas/preview.html"
    return render(request, template, {"preview": _previewed(request.POST)})


def _previewed(typed: QueryDict) -> dict[str, Any]:
    form = PreviewForm(typed)
    form.is_valid()
    texts = {name: form.cleaned_data.get(name, "") for name in ("title", "nugget", "body")}
    return texts | {"words": html.word_count(texts["body"])}


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@says_why
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Throw a draft away: a page asks, the form on it does."""
    idea = prepared.find_for_rules(request.user, pk)
    if request.method in {"POST", "DELETE"}:
        writing.discard_draft(idea, by=request.user)
        messages.success(request, _("The draft is gone."))
        return redirect("ideas:ideas")
    if not rules.may_discard(request.user, idea):
        raise PermissionDenied
    return render(request, "ideas/discard.html", {"idea": idea})
