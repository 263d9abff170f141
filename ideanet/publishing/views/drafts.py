"""The list of drafts, and the page on which one is written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideanet import paging
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideanet.publishing import leaving, moves, rules
from ideanet.publishing.composing import compose
from ideanet.publishing.forms import DraftForm
from ideanet.publishing.models import Draft
from ideanet.publishing.querysets import undrafted
from ideanet.publishing.stages import DraftState
from ideanet.publishing.views.access import get_draft
from ideanet.publishing.workflow import drafting
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request: MemberRequest) -> HttpResponse:
    if not rules.may_publish(request.user):
        raise PermissionDenied
    return create(request) if request.method == "POST" else browse(request)


def browse(request: MemberRequest) -> HttpResponse:
    drafts = Draft.objects.visible_to(request.user).for_list()
    state = request.GET.get("state", "")
    if state in DraftState.values:
        drafts = drafts.filter(state=state)
    context = {
        "page": paging.page(drafts, ("-changed_at", "-pk"), after=request.GET.get("after", "")),
        "state": state,
        "states": DraftState.choices,
        "waiting": undrafted(request.user)[:10],
    }
    return render(request, "publishing/drafts.html", context)


@guidelines_required
def create(request: MemberRequest) -> HttpResponse:
    """A draft of the idea that the form names; the one already begun, if there is one."""
    key = request.POST.get("idea", "")
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=key if key.isdecimal() else None)
    return redirect(drafting.make(idea, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk, rules.may_view_draft)
    if not rules.may_work_on(request.user, draft):
        # Authors read what goes out under their names; they do not edit it.
        if request.method == "POST":
            raise PermissionDenied
        return redirect("publishing:preview", draft.pk)
    if request.method == "POST":
        return save(request, draft)
    return page(request, draft, DraftForm(draft))


@guidelines_required
def save(request: MemberRequest, draft: Draft) -> HttpResponse:
    if not rules.may_edit_draft(request.user, draft):
        raise PermissionDenied
    form = DraftForm(draft, request.POST)
    if not form.is_valid():
        return page(request, draft, form, status=422)
    try:
        saved = drafting.edit(
            draft,
            form.words,
            form.chosen,
            by=request.user,
            read_version=form.cleaned_data["read_version"],
            note=form.cleaned_data["note"],
        )
    except RefusedError as error:
        form.add_error(None, str(error))
        return page(request, draft, form, status=422)
    except OutOfDateError:
        return overtaken(request, draft, form)
    messages.success(request, _("Version %(number)s is saved.") % {"number": saved.version})
    return redirect(saved)


def overtaken(request: MemberRequest, draft: Draft, form: DraftForm) -> HttpResponse:
    """Nothing typed is lost: it comes back beside theirs, and saving again puts it on top."""
    newest = Draft.objects.for_leaving().get(pk=draft.pk)
    form.data = request.POST.copy()
    form.data["read_version"] = str(newest.version)
    return page(request, newest, form, status=409, theirs=newest.versions.select_related("edited_by").first())


def page(
    request: MemberRequest, draft: Draft, form: DraftForm, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "piece": compose(draft),
        "obstacles": leaving.obstacles(draft),
        "moves": moves.open_moves(request.user, draft),
        "may_edit": rules.may_edit_draft(request.user, draft),
        **more,
    }
    return render(request, "publishing/draft.html", context, status=status)
