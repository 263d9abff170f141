"""A person's ledger, one entry of it with its event, and its correction."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideanet.reports import rules
from ideanet.reports.forms import CorrectionForm
from ideanet.reports.ledger import name_ideas
from ideanet.reports.models import Credit
from ideanet.reports.stages import CreditKind
from ideanet.reports.views import goals
from ideanet.reports.workflow import crediting
from ideas.errors import RefusedError


@require_safe
@login_required
def person(request: MemberRequest, pk: int) -> HttpResponse:
    """One person's year: goal, total, and the entries that the total is made of."""
    return goals.person_page(request, goals.get_person(request, pk))


@require_safe
@login_required
def panel(request: MemberRequest, pk: int) -> HttpResponse:
    """What this year's credits come to, for the person's own page; on its own it is the ledger."""
    person = goals.get_person(request, pk)
    if not request.htmx:
        return redirect("reports:person", pk)
    year = timezone.localdate().year
    kinds = Credit.objects.of(person, year).by_kind()
    context = {
        "person": person,
        "year": year,
        "kinds": [row | {"label": CreditKind(row["kind"]).label} for row in kinds],
        "total": sum(row["total"] for row in kinds),
    }
    return render(request, "reports/partials/person_panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Credit.objects.for_ledger().select_related("person__organisation")
    credit = get_object_or_404(rows, pk=pk, person__in=Person.objects.visible_to(request.user))
    if not rules.may_view_credits(request.user, credit.person):
        raise PermissionDenied
    if request.method == "POST":
        return correct(request, credit)
    return page(request, credit, CorrectionForm(initial={"amount": credit.amount}))


def correct(request: MemberRequest, credit: Credit) -> HttpResponse:
    if not rules.may_correct(request.user, credit):
        raise PermissionDenied
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            crediting.correct(credit, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The counter-entry is in the ledger."))
            return redirect(credit)
    return page(request, credit, form, status=422)


def page(request: MemberRequest, credit: Credit, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
    named = name_ideas([credit], request.user)[0]
    shared = Credit.objects.none()
    if named.idea is not None and not credit.corrects_id:
        # Who else earned by it says who wrote it: only for those who see the idea.
        shared = Credit.objects.filter(event=credit.event_id).select_related("person")
    context = {
        "entry": named,
        "credit": credit,
        "shared": shared.order_by("-amount", "pk"),
        "corrections": credit.corrections.order_by("pk").select_related("event__actor"),
        "may_view_output": rules.may_view_output(request.user),
        "may_correct": rules.may_correct(request.user, credit),
        "form": form,
    }
    return render(request, "reports/credit.html", context, status=status)
