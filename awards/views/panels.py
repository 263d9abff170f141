"""Panels: who judges what."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.forms.panels import JudgeForm, PanelForm
from awards.models import Category, Cycle, Judge, Panel
from awards.views.refusals import says_why
from awards.views.scope import check_runs, get_category_to_run, get_cycle_to_run
from awards.workflow import panels
from ideanet.people.requests import MemberRequest


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, get_cycle_to_run(request, pk))


def _page(
    request: MemberRequest, cycle: Cycle, wrong: PanelForm | JudgeForm | None = None, about: int = 0
) -> HttpResponse:
    """`wrong` is the form that was refused; `about` the key of the category or panel it stands at."""
    categories = Category.objects.filter(cycle=cycle).exclude(jury_method="").for_panels()
    context: dict[str, Any] = {
        "cycle": cycle,
        "calendar": cycle.calendar,
        "categories": categories,
        "panel_form": PanelForm(),
        "judge_form": JudgeForm(reader=request.user),
        "wrong_panel": wrong if isinstance(wrong, PanelForm) else None,
        "wrong_judge": wrong if isinstance(wrong, JudgeForm) else None,
        "about": about,
    }
    return render(request, "awards/panels.html", context, status=422 if wrong else 200)


@require_POST
@login_required
@says_why
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a panel to a category."""
    category = get_category_to_run(request, pk)
    form = PanelForm(request.POST)
    if not form.is_valid():
        return _page(request, category.cycle, form, category.pk)
    panels.add(category, form.cleaned_data["name"], by=request.user)
    return redirect("awards:panels", category.cycle_id)


@require_POST
@login_required
@says_why
def appoint(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask somebody to judge on a panel."""
    check_runs(request)
    panel = get_object_or_404(Panel.objects.select_related("category"), pk=pk)
    cycle = get_cycle_to_run(request, panel.category.cycle_id)
    form = JudgeForm(request.POST, reader=request.user)
    if not form.is_valid():
        return _page(request, cycle, form, panel.pk)
    judge = panels.appoint(panel, form.cleaned_data["person"], by=request.user)
    messages.success(request, _("%(person)s is asked to judge.") % {"person": judge.person})
    return redirect("awards:panels", cycle.pk)


@require_http_methods(["DELETE"])
@login_required
@says_why
def dismiss(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a judge off a panel."""
    check_runs(request)
    judge = get_object_or_404(Judge.objects.select_related("panel__category", "person"), pk=pk)
    panels.dismiss(judge, by=request.user)
    return redirect("awards:panels", judge.panel.category.cycle_id)
