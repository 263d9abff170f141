"""The revisions of an idea: all, one, what changed between two, and bringing an old one back."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import comparing, measuring, prepared, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.revisions import ChangesForm, RestoreForm
from ideas.models import Idea, Revision
from ideas.views.publishing import tell_published
from ideas.views.sending import sent
from ideas.workflow import restoring


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """All revisions, the newest first, each with what changed."""
    idea = prepared.find_for_rules(request.user, pk)
    revisions = Revision.objects.filter(idea=idea).select_related("published_by", "round").defer("body")
    context = {"idea": idea, "revisions": revisions, "may_restore": rules.may_edit(request.user, idea)}
    return render(request, "ideas/revisions.html", context)


@require_safe
@login_required
def show(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One revision as it read then."""
    idea = prepared.find_for_rules(request.user, pk)
    revisions = Revision.objects.select_related("published_by", "round")
    revision = get_object_or_404(revisions, idea=idea, number=number)
    may_restore = rules.may_edit(request.user, idea) and number != idea.revision_number
    context = {"idea": idea, "revision": revision, "may_restore": may_restore}
    return render(request, "ideas/revision.html", context)


@require_safe
@login_required
def changes(request: MemberRequest, pk: int) -> HttpResponse:
    """Two revisions of one idea, word by word; the last two unless the address says which, and as readers see
    them unless it asks for what was typed."""
    idea = prepared.find(request.user, pk)
    form = ChangesForm(request.GET if "earlier" in request.GET else None, idea=idea)
    earlier, later = form.numbers
    if form.is_valid():  # It says them in their order, too.
        form = ChangesForm({"earlier": earlier, "later": later}, idea=idea)
    revisions = {r.number: r for r in Revision.objects.filter(idea=idea, number__in={earlier, later})}
    before, after = revisions.get(earlier), revisions.get(later)
    as_source = request.GET.get("as") == "source"
    context = {"idea": idea, "form": form, "before": before, "after": after, "as_source": as_source}
    if before and after:
        compare = comparing.sources if as_source else comparing.texts
        context["parts"], context["source"] = compare(before, after), _source(idea, earlier, later)
        context["percent"] = measuring.percent(before.body, after.body)
    return render(request, "ideas/changes.html", context)


def _source(idea: Idea, earlier: int, later: int) -> str:
    """Where two revisions are compared as they were typed."""
    return f"{reverse('ideas:changes', args=[idea.pk])}?earlier={earlier}&later={later}&as=source"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def restore(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Bring an old text back as a new revision: a page shows what that changes, the form on it does."""
    idea = prepared.find_for_rules(request.user, pk)
    revision = get_object_or_404(Revision, idea=idea, number=number)
    if not rules.may_edit(request.user, idea):
        raise PermissionDenied
    form = RestoreForm(sent(request), initial=RestoreForm.initial_of(idea, revision))
    if not (request.method == "POST" and form.is_valid()):
        return _restore_page(request, idea, revision, form, 422 if form.is_bound else 200)
    try:
        made = restoring.restore(idea, number, by=request.user, **form.cleaned_data)
    except OutOfDateError as error:
        now = Idea.objects.get(pk=idea.pk)
        again = RestoreForm(initial=request.POST.dict() | {"read_number": now.revision_number})
        return _restore_page(request, now, revision, again, 409, str(error))
    except RefusedError as error:
        form.add_error(None, str(error))
        return _restore_page(request, idea, revision, form, 422)
    tell_published(request, made, is_chosen=form.cleaned_data["is_material"])
    return redirect(idea)


def _restore_page(
    request: MemberRequest, idea: Idea, revision: Revision, form: RestoreForm, status: int, late: str = ""
) -> HttpResponse:
    context = {"idea": idea, "revision": revision, "form": form, "late": late}
    context["parts"] = comparing.texts(idea, revision)
    context["source"] = _source(idea, revision.number, idea.revision_number)
    return render(request, "ideas/restore.html", context, status=status)
