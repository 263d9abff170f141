"""Results under embargo and after it: computed, opened, checked; shortlists and citations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards import rules, workings
from awards.forms.results import CitationForm, ComputeForm, ShortlistForm
from awards.freezing import check as check_run
from awards.methods.registry import METHODS
from awards.models import Category, Result, Run, Winner
from awards.stages import Channel, PhaseKind
from awards.views.refusals import says_why
from awards.views.scope import get_category_to_run, get_cycle
from awards.workflow import computing, releasing
from ideanet.people.requests import MemberRequest
from ideanet.people.stages import Role


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """Each category and channel with the runs that the reader may open."""
    cycle = get_cycle(request, pk)
    person = request.user
    is_released = cycle.calendar.is_released
    if not rules.may_run_cycles(person) and not (is_released and person.holds(Role.EXECUTIVE)):
        raise PermissionDenied
    visible = Run.objects.visible_to(person).filter(category__cycle=cycle).select_related("phase", "by")
    runs: dict[tuple[int, str], list[Run]] = {}
    for run in visible.latest():
        runs.setdefault((run.category_id, run.channel), []).append(run)
    own = set(Category.objects.filter(cycle=cycle).competed_in_by(person).values_list("pk", flat=True))
    contests = [
        {
            "contest": contest,
            "method": METHODS[_method(contest)],
            "runs": runs.get((contest.category.pk, contest.channel), []),
            "is_own": contest.category.pk in own and not is_released,
            "may_compute": rules.may_run_cycles(person) and _is_over(contest) and not is_released,
        }
        for contest in releasing.contests(cycle)
    ]
    context = {
        "cycle": cycle,
        "calendar": cycle.calendar,
        "contests": contests,
        "may_run": rules.may_run_cycles(person),
    }
    return render(request, "awards/results.html", context)


def _method(contest: releasing.Contest) -> str:
    category = contest.category
    return category.jury_method if contest.channel == Channel.JURY else category.people_method


def _is_over(contest: releasing.Contest) -> bool:
    kind = PhaseKind.JUDGING if contest.channel == Channel.JURY else PhaseKind.PEOPLE
    calendar = contest.category.cycle.calendar
    return any(phase.closes_at <= calendar.now for phase in calendar.of(kind))


@require_POST
@login_required
@says_why
def compute(request: MemberRequest, pk: int) -> HttpResponse:
    """Freeze what stands and work the result out."""
    category = get_category_to_run(request, pk)
    form = ComputeForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    run = computing.compute(category, Channel(form.cleaned_data["channel"]), by=request.user)
    return redirect(run)


def get_run(request: MemberRequest, pk: int) -> Run:
    return get_object_or_404(Run.objects.visible_to(request.user).for_page(), pk=pk)


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """A result with its working: every figure opens to what it came from."""
    return _page(request, get_run(request, pk))


def _page(request: MemberRequest, run: Run, form: ShortlistForm | None = None) -> HttpResponse:
    person = request.user
    rows = list(Result.objects.visible_to(person).filter(run=run).for_table())
    calendar = run.category.cycle.calendar
    context: dict[str, Any] = {
        "run": run,
        "cycle": run.category.cycle,
        "method": METHODS[run.method],
        "is_released": calendar.is_released,
        "rows": workings.rows_of(run, rows, person),
        "is_jury": run.channel == Channel.JURY,
        "has_next": run.channel == Channel.JURY and run.phase.number < calendar.last_round,
        "form": form or ShortlistForm(),
        "places": run.category.places(run.channel),
        "may_run": rules.may_run_cycles(person),
    }
    return render(request, "awards/run.html", context, status=422 if form else 200)


@require_safe
@login_required
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """Work a result out again and say whether it is the same in every figure."""
    run = get_run(request, pk)
    context = {
        "run": run,
        "cycle": run.category.cycle,
        "method": METHODS[run.method],
        "check": check_run(run),
        "is_same_version": METHODS[run.method].version == run.method_version,
    }
    return render(request, "awards/check.html", context)


@require_POST
@login_required
@says_why
def shortlist(request: MemberRequest, pk: int) -> HttpResponse:
    """Send the first of a round on to the next one."""
    run = get_run(request, pk)
    form = ShortlistForm(request.POST)
    if not form.is_valid():
        return _page(request, run, form)
    count = computing.shortlist(run, form.cleaned_data["size"], by=request.user)
    messages.success(request, _("%(count)s go on to the next round.") % {"count": count})
    return redirect(run)


@require_POST
@login_required
@says_why
def cite(request: MemberRequest, pk: int) -> HttpResponse:
    """Say why a winner won."""
    winner = get_object_or_404(
        Winner.objects.under_embargo_for(request.user).select_related("category"), pk=pk
    )
    form = CitationForm(request.POST)
    if form.is_valid():
        winner = Winner.objects.prefetch_related("category__entries__idea__authorships").get(pk=winner.pk)
        computing.cite(winner, form.cleaned_data["citation"], by=request.user)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, str(form.errors["citation"][0]))
    return redirect("awards:release", winner.category.cycle_id)
