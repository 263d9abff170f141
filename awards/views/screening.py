"""Marketing's page of a cycle, and screening: which entries compete, and why others do not."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards import rules
from awards.forms.entries import ScreeningForm
from awards.models import Category, Entry, Judge, Phase, ScoreSheet
from awards.stages import PhaseKind, Screening
from awards.views.refusals import says_why
from awards.views.scope import get_cycle_to_run, get_entry, sent
from awards.workflow import entering
from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """How far a cycle is: entries by state, judges by what they have handed in."""
    cycle = get_cycle_to_run(request, pk)
    state = request.GET.get("state", Screening.WAITING.value)
    if state not in Screening.values:
        state = Screening.WAITING.value
    rows = Entry.objects.standing().filter(category__cycle=cycle, screening=state)
    rows = rows.for_cards().select_related("revision", "category", "panel")
    context: dict[str, Any] = {
        "cycle": cycle,
        "calendar": cycle.calendar,
        "categories": list(Category.objects.filter(cycle=cycle).with_progress()),
        "state": state,
        "page": page(rows, ("category_id", "pk"), after=request.GET.get("after", "")),
        "judges": _progress(cycle.pk, cycle.calendar.open(PhaseKind.JUDGING)),
    }
    context["counts"] = _counts(context["categories"])
    return render(request, "awards/manage.html", context)


def _counts(categories: list[Category]) -> list[tuple[Screening, int]]:
    return [
        (Screening.WAITING, sum(c.waiting_count for c in categories)),
        (Screening.ADMITTED, sum(c.competing_count for c in categories)),
        (Screening.TURNED_DOWN, sum(c.turned_down_count for c in categories)),
    ]


@dataclass(frozen=True)
class Progress:
    """How much of what a judge was given they have handed in; conflicts are taken off nothing here."""

    judge: Judge
    given: int
    handed_in: int


def _progress(cycle_pk: int, phase: Phase | None) -> list[Progress]:
    """The judges of the round that is open, each panel's apart."""
    if phase is None:
        return []
    judges = list(
        Judge.objects.filter(panel__category__cycle=cycle_pk)
        .for_names()
        .select_related("person", "panel__category")
        .with_load(phase.number)
        .order_by("panel__category__position", "panel_id", "pk")
    )
    sheets = ScoreSheet.objects.submitted().filter(phase=phase, entry__category__cycle=cycle_pk)
    done = {
        (person, panel): count
        for person, panel, count in sheets.values_list("person", "entry__panel")
        .annotate(Count("pk"))
        .order_by()
    }
    return [Progress(judge, judge.given, done.get((judge.person_id, judge.panel_id), 0)) for judge in judges]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Read an entry and say whether it competes."""
    entry = get_entry(request, pk)
    if not rules.may_screen(request.user, entry):
        raise PermissionDenied
    decision = "turn_down" if entry.screening == Screening.TURNED_DOWN else "admit"
    form = ScreeningForm(
        sent(request),
        panels=entry.category.panels.all(),
        initial={"decision": decision, "panel": entry.panel_id, "reason": entry.screening_reason},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, entry, form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("awards:manage", entry.category.cycle_id)
    context = {
        "entry": entry,
        "cycle": entry.category.cycle,
        "form": form,
        "bylines": [a for a in entry.idea.authorships.all() if a.accepted_at],
    }
    return render(request, "awards/screening.html", context, status=422 if form.errors else 200)


def _decide(request: MemberRequest, entry: Entry, data: dict[str, Any]) -> None:
    if data["decision"] == "admit":
        entering.admit(entry, by=request.user, panel=data.get("panel"))
        messages.success(request, _("It competes."))
    else:
        entering.turn_down(entry, by=request.user, reason=data["reason"])
        messages.success(request, _("It is not admitted; its authors are told why."))
