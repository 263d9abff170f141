"""One category with its entries, and what marketing says of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards import pages, rules
from awards.forms.categories import CategoryForm, CriterionFormSet, terms_of
from awards.models import Category, Criterion, Cycle, Entry
from awards.stages import PhaseKind
from awards.views.refusals import says_why
from awards.views.scope import get_category_to_run, get_cycle_to_run, sent
from awards.workflow import categories
from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """Its rules and the entries that the reader sees; DELETE takes it out of the cycle."""
    person = request.user
    if request.method == "DELETE":
        category = get_category_to_run(request, pk)
        categories.remove(category, by=person)
        messages.success(request, _("The category is gone."))
        return redirect(category.cycle)
    found = Category.objects.visible_to(person).timed().with_ballot_of(person)
    category = get_object_or_404(found.prefetch_related("criteria"), pk=pk)
    rows = Entry.objects.visible_to(person).competing().filter(category=category).for_cards()
    context = {
        "cycle": category.cycle,
        "calendar": category.cycle.calendar,
        "view": pages.view_of(category, category.cycle, person, 0, has_voted=category.has_voted),
        "page": page(rows, ("revision__title", "pk"), after=request.GET.get("after", "")),
        "may_run": rules.may_run_cycles(person),
        "may_edit": may_edit(category.cycle, person),
    }
    return render(request, "awards/category.html", context)


def may_edit(cycle: Cycle, person: Any) -> bool:
    return rules.may_run_cycles(person) and not cycle.calendar.has_begun(PhaseKind.ENTRY)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def create(request: MemberRequest, pk: int) -> HttpResponse:
    cycle = get_cycle_to_run(request, pk)
    form = CategoryForm(sent(request), person=request.user, cycle=cycle)
    criteria = CriterionFormSet(sent(request), queryset=Criterion.objects.none(), prefix="criteria")
    if request.method == "POST" and form.is_valid() and criteria.is_valid():
        try:
            key = form.cleaned_data["key"]
            categories.add(cycle, terms_of(form, criteria), by=request.user, request_key=key)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The category is added."))
            return redirect(cycle)
    return _form(request, form, criteria, cycle, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    category = get_category_to_run(request, pk)
    form = CategoryForm(
        sent(request),
        person=request.user,
        cycle=category.cycle,
        instance=Category.objects.get(pk=category.pk),
    )
    criteria = CriterionFormSet(sent(request), queryset=category.criteria.all(), prefix="criteria")
    if request.method == "POST" and form.is_valid() and criteria.is_valid():
        try:
            categories.change(category, terms_of(form, criteria), by=request.user)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(category.cycle)
    return _form(request, form, criteria, category.cycle, category)


def _form(
    request: MemberRequest, form: CategoryForm, criteria: Any, cycle: Cycle, category: Category | None
) -> HttpResponse:
    is_wrong = form.is_bound and bool(form.errors or criteria.total_error_count())
    context = {
        "form": form,
        "criteria": criteria,
        "cycle": cycle,
        "category": category,
        "stands": not may_edit(cycle, request.user),
    }
    return render(request, "awards/category_form.html", context, status=422 if is_wrong else 200)
