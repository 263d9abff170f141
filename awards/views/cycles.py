"""The list of cycles, one cycle opened, and what marketing says of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import pages, rules
from awards.forms.cycles import CycleForm
from awards.models import Cycle, Entry
from awards.stages import PhaseKind, State
from awards.views.refusals import says_why
from awards.views.scope import check_runs, get_cycle_to_run, sent
from awards.workflow import running
from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError

GROUPS = (
    (_("Drafts"), {State.DRAFT}),
    (
        _("Running"),
        {State.ENTRY, State.SCREENING, State.JUDGING, State.PEOPLE, State.BETWEEN, State.DECIDING},
    ),
    (_("Coming"), {State.COMING}),
    (_("Finished"), {State.RELEASED}),
)


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """Running, coming and finished cycles; drafts for those who make them."""
    cycles = Cycle.objects.visible_to(request.user).for_cards()
    found = page(cycles, ("-results_at", "-pk"), after=request.GET.get("after", ""))
    groups = [(label, [c for c in found if c.state in states]) for label, states in GROUPS]
    context = {
        "page": found,
        "groups": [(label, cycles) for label, cycles in groups if cycles],
        "may_run": rules.may_run_cycles(request.user),
    }
    return render(request, "awards/cycles.html", context)


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """One cycle: brief, dates, categories, how results are made; DELETE throws a draft away."""
    if request.method == "DELETE":
        running.discard(get_cycle_to_run(request, pk), by=request.user)
        messages.success(request, _("The draft is gone."))
        return redirect("awards:cycles")
    person = request.user
    cycle = get_object_or_404(Cycle.objects.visible_to(person).for_page(person), pk=pk)
    calendar = cycle.calendar
    own = Entry.objects.visible_to(person).written_by(person).filter(category__cycle=cycle)
    context: dict[str, Any] = {
        "cycle": cycle,
        "calendar": calendar,
        "categories": pages.categories_of(cycle, person),
        "own": own.for_cards() if person.is_employee else [],
        "jury": pages.jury_of(cycle, person),
        "is_judge": person.judgeships.filter(panel__category__cycle=cycle).exists(),
        "may_enter": person.is_employee and calendar.open(PhaseKind.ENTRY) is not None,
        "may_run": rules.may_run_cycles(person),
        "missing": running.unready(cycle) if calendar.state == State.DRAFT else [],
    }
    return render(request, "awards/cycle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: MemberRequest) -> HttpResponse:
    check_runs(request)
    form = CycleForm(sent(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            cycle = running.create(form.plan(), by=request.user, request_key=form.cleaned_data["key"])
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The draft is kept. Add its categories next."))
            return redirect(cycle)
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    cycle = get_cycle_to_run(request, pk)
    # ModelForm writes on its instance; the page goes on showing the cycle as it stands.
    form = CycleForm(sent(request), person=request.user, instance=get_cycle_to_run(request, pk))
    if request.method == "POST" and form.is_valid():
        try:
            running.change(cycle, form.plan(), by=request.user)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(cycle)
    return _form(request, form, cycle)


def _form(request: MemberRequest, form: CycleForm, cycle: Cycle | None) -> HttpResponse:
    context = {"form": form, "cycle": cycle}
    return render(request, "awards/cycle_form.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@says_why
def announce(request: MemberRequest, pk: int) -> HttpResponse:
    """Let people know of the cycle."""
    cycle = get_cycle_to_run(request, pk)
    running.announce(cycle, by=request.user)
    messages.success(request, _("The cycle is announced."))
    return redirect(cycle)
