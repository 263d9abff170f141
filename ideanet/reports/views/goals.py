"""Goals: one's own with the credits that count towards it, and those of the people one manages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import DecimalField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ideanet import paging
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideanet.reports import rules
from ideanet.reports.forms import GoalForm, year_of, years
from ideanet.reports.ledger import name_ideas
from ideanet.reports.models import Credit, Goal
from ideanet.reports.points import POINTS
from ideanet.reports.stages import CreditKind, GoalState
from ideanet.reports.workflow import agreeing
from ideas.errors import OutOfDateError, RefusedError


def get_person(request: MemberRequest, pk: int) -> Person:
    """404 for people one does not see, 403 for credits one may not."""
    people = Person.objects.visible_to(request.user).select_related("organisation", "manager")
    person: Person = get_object_or_404(people, pk=pk)
    if not rules.may_view_credits(request.user, person):
        raise PermissionDenied
    return person


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """One's own goal and credits, and below them the people one manages."""
    if not rules.may_have_goals(request.user):
        raise PermissionDenied
    return person_page(request, get_person(request, request.user.pk))


def person_page(
    request: MemberRequest, person: Person, form: GoalForm | None = None, *, status: int = 200
) -> HttpResponse:
    year = year_of(request.GET) if request.method != "POST" else year_of(request.POST)
    entries = Credit.objects.of(person, year)
    page = paging.page(entries.for_ledger(), ("-pk",), after=request.GET.get("after", ""))
    goals = list(Goal.objects.of(person, year))
    agreed = next((goal for goal in goals if goal.state == GoalState.AGREED), None)
    proposed = next((goal for goal in goals if goal.state == GoalState.PROPOSED), None)
    kinds = [row | {"label": CreditKind(row["kind"]).label} for row in entries.by_kind()]
    context = {
        "person": person,
        "is_own": person.pk == request.user.pk,
        "may_view_output": rules.may_view_output(request.user),
        "year": year,
        "years": years(timezone.localdate()),
        "page": page,
        "entries": name_ideas(page, request.user),
        "kinds": kinds,
        "total": sum(row["total"] for row in kinds),
        "agreed": agreed,
        "proposed": proposed,
        "replaced": [goal for goal in goals if goal.state == GoalState.REPLACED],
        "may_agree": proposed is not None and rules.may_agree(request.user, proposed),
        "may_propose": form is not None
        or (rules.may_propose(request.user, person) and year >= timezone.localdate().year),
        "form": form or GoalForm(initial={"year": year, "target": agreed.target if agreed else None}),
        "points": [(kind.label, POINTS[kind]) for kind in CreditKind],
        "reports": reports_of(person, year),
    }
    return render(request, "reports/person.html", context, status=status)


def reports_of(person: Person, year: int) -> "list[Person]":
    """Those who report to the person, with their credits, goal and open proposal. One query."""
    money = DecimalField(max_digits=9, decimal_places=2)
    own = Credit.objects.filter(person=OuterRef("pk"), year=year).order_by().values("person")
    of_year = Goal.objects.filter(person=OuterRef("pk"), year=year).order_by()
    people = person.reports.active().annotate(
        earned=Coalesce(Subquery(own.annotate(total=Sum("amount")).values("total")), 0, output_field=money),
        goal=Subquery(of_year.agreed().values("target")[:1]),
        proposal=Subquery(of_year.proposed().values("target")[:1]),
        proposer=Subquery(of_year.proposed().values("proposed_by")[:1]),
    )
    return list(people.order_by("name", "pk"))


@require_POST
@login_required
def propose(request: MemberRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    if not rules.may_propose(request.user, person):
        raise PermissionDenied
    form = GoalForm(request.POST)
    if not form.is_valid():
        return person_page(request, person, form, status=422)
    try:
        agreeing.propose(person, by=request.user, **form.cleaned_data)
    except RefusedError as error:
        form.add_error(None, str(error))
        return person_page(request, person, form, status=422)
    messages.success(request, _("The goal is proposed. It counts once the other side agrees."))
    return back(request, person, form.cleaned_data["year"])


@require_POST
@login_required
def agree(request: MemberRequest, pk: int) -> HttpResponse:
    goals = Goal.objects.select_related("person__organisation", "person__manager")
    goal = get_object_or_404(goals, pk=pk, person__in=Person.objects.visible_to(request.user))
    if not rules.may_view_credits(request.user, goal.person):
        raise PermissionDenied
    try:
        agreeing.agree(goal, by=request.user)
    except OutOfDateError as error:
        return render(
            request, "reports/out_of_date.html", {"error": error, "person": goal.person}, status=409
        )
    messages.success(request, _("The goal is agreed."))
    return back(request, goal.person, goal.year)


def back(request: MemberRequest, person: Person, year: int) -> HttpResponse:
    own = person.pk == request.user.pk
    response = redirect("reports:goals") if own else redirect("reports:person", person.pk)
    response["Location"] += f"?year={year}"
    return response
