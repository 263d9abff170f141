"""A judge's work: the queue, the score sheet beside the entry, stepping back."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards import pages, rules
from awards.forms.judging import ConflictForm, SheetForm
from awards.models import Entry, ScoreSheet
from awards.stages import PhaseKind
from awards.views.refusals import says_why
from awards.views.scope import get_entry, sent
from awards.workflow import judging
from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError, RefusedError


@require_safe
@login_required
def queue(request: MemberRequest) -> HttpResponse:
    """What the reader has to judge: this round's first, each with how far they are."""
    rows = Entry.objects.judged_by(request.user).in_open_round(request.user).for_list()
    found = page(rows, ("is_handed_in", "category_id", "pk"), after=request.GET.get("after", ""))
    return render(request, "awards/queue.html", {"page": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def sheet(request: MemberRequest, pk: int) -> HttpResponse:
    """Score an entry: read on the one side, answer on the other."""
    entry = get_entry(request, pk)
    if not rules.may_judge(request.user, entry):
        raise PermissionDenied
    standing = _standing(request, entry)
    form = SheetForm(sent(request), criteria=entry.category.criteria.all(), sheet=standing)
    if request.method != "POST":
        return _page(request, entry, form, standing)
    if not form.is_valid():
        return _answer(request, entry, form, standing, 422)
    return _save(request, entry, form, standing)


def _standing(request: MemberRequest, entry: Entry) -> ScoreSheet | None:
    """The sheet of the round that is open, or else the last one."""
    own = ScoreSheet.objects.filter(entry=entry, person=request.user).prefetch_related("scores")
    phase = entry.category.cycle.calendar.open(PhaseKind.JUDGING)
    if phase is not None:
        return own.filter(phase=phase).first()
    return own.order_by("-phase__number").first()


def _save(request: MemberRequest, entry: Entry, form: SheetForm, standing: ScoreSheet | None) -> HttpResponse:
    hand_in = "hand_in" in request.POST
    data = form.cleaned_data
    try:
        saved = judging.save(
            entry,
            form.opinion(),
            by=request.user,
            read_version=data["version"],
            hand_in=hand_in,
            window=data["window"],
        )
    except OutOfDateError as error:
        form.add_error(None, str(error))
        return _answer(request, entry, form, _standing(request, entry), 409)
    except RefusedError as error:
        form.add_error(None, str(error))
        return _answer(request, entry, form, standing, 422)
    if request.htmx:
        return render(request, "awards/partials/saved.html", {"sheet": saved})
    request.session["kept_done"] = f"sheet-{entry.pk}"
    if not hand_in:
        messages.success(request, _("Your draft is kept. Nobody else sees it."))
        return redirect("awards:sheet", entry.pk)
    messages.success(request, _("Your scores are in. You can change them until the round closes."))
    left = Entry.objects.judged_by(request.user).unscored_by(request.user)
    following = left.filter(category=entry.category).order_by("pk").first()
    return redirect("awards:sheet", following.pk) if following else redirect("awards:queue")


def _answer(
    request: MemberRequest, entry: Entry, form: SheetForm, standing: ScoreSheet | None, status: int
) -> HttpResponse:
    if request.htmx:
        return render(request, "awards/partials/saved.html", {"form": form}, status=status)
    if status == 409:
        form = _reopened(form, standing)
    return _page(request, entry, form, standing, status)


def _reopened(form: SheetForm, standing: ScoreSheet | None) -> SheetForm:
    """What was typed, in a page that has seen what the other window saved."""
    data = cast("QueryDict", form.data).copy()
    fresh = SheetForm(criteria=form.criteria, sheet=standing)
    for name in ("version", "window"):
        data[name] = str(fresh[name].initial)
    again = SheetForm(data, criteria=form.criteria, sheet=standing)
    again.add_error(None, _("You saved this sheet in another window meanwhile. Saving now replaces that."))
    return again


def _page(
    request: MemberRequest, entry: Entry, form: SheetForm, standing: ScoreSheet | None, status: int = 200
) -> HttpResponse:
    calendar = entry.category.cycle.calendar
    others = ScoreSheet.objects.visible_to(request.user).filter(entry=entry).exclude(person=request.user)
    is_released = calendar.is_released
    context: dict[str, Any] = {
        "entry": entry,
        "cycle": entry.category.cycle,
        "form": form,
        "sheet": standing,
        "may_score": rules.may_score(request.user, entry),
        "phase": calendar.open(PhaseKind.JUDGING),
        "bylines": [a for a in entry.idea.authorships.all() if a.accepted_at],
        "others": others.submitted().for_scores() if is_released else [],
        "named": {p.pk for p in pages.jury_of(entry.category.cycle, request.user)} if is_released else set(),
        "kept_done": request.session.pop("kept_done", None),
    }
    return render(request, "awards/sheet.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def conflict(request: MemberRequest, pk: int) -> HttpResponse:
    """Step back from an entry: a page asks, the form on it does."""
    entry = get_entry(request, pk)
    if not rules.may_judge(request.user, entry):
        raise PermissionDenied
    form = ConflictForm(sent(request))
    if request.method == "POST" and form.is_valid():
        judging.declare_conflict(entry, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("You have stepped back from that entry."))
        return redirect("awards:queue")
    return render(request, "awards/conflict.html", {"entry": entry, "form": form})
