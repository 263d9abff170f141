"""The executive page: what each person and team produces against the goal, and what is overdue."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideanet import paging, spreadsheets
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideanet.reports import output, rules
from ideanet.reports.forms import FilterForm
from ideanet.reports.output import SIZE, Filters, Line
from ideanet.reports.points import POINTS
from ideanet.reports.stages import CreditKind
from ideas.models import Idea


def asked(request: MemberRequest) -> FilterForm:
    """What the address asks for, if the reader may ask at all."""
    if not rules.may_view_output(request.user):
        raise PermissionDenied
    return FilterForm(request.GET)


def number(request: HttpRequest, name: str, otherwise: int | None = None) -> int | None:
    """A number of nine digits at most in the address, or what stands for none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    form = asked(request)
    page = max(1, number(request, "page", 1) or 1)
    found = output.read(form.filters, offset=(page - 1) * SIZE)
    context = {
        "form": form,
        "filters": form.filters,
        "output": found,
        "manager": manager_of(form.filters),
        "page_number": page,
        "previous": page - 1,
        "next": page + 1 if found.people > page * SIZE else None,
        "points": [(kind.label, POINTS[kind]) for kind in CreditKind],
    }
    return render(request, "reports/output.html", context)


def manager_of(filters: Filters) -> Person | None:
    if filters.manager is None:
        return None
    people = Person.objects.select_related("organisation", "manager")
    found: Person | None = people.filter(pk=filters.manager).first()
    return found


@require_safe
@login_required
def export(request: MemberRequest) -> HttpResponseBase:
    """The page's lines, all of them, as CSV or XLSX."""
    filters = asked(request).filters
    lines = output.read(filters, limit=None).lines
    name = f"output-{filters.year}"
    if request.GET.get("format") == "xlsx":
        content = spreadsheets.xlsx(name, header(), cells(lines))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return HttpResponse(content, headers=as_file(f"{name}.xlsx", kind))
    parts = spreadsheets.csv_lines(header(), cells(lines))
    return StreamingHttpResponse(parts, headers=as_file(f"{name}.csv", "text/csv; charset=utf-8"))


def as_file(name: str, kind: str) -> dict[str, str]:
    return {
        "Content-Type": kind,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }


def header() -> list[str]:
    return [
        _("Name"),
        _("Job title"),
        _("Unit"),
        _("Country"),
        _("Manager"),
        _("Credits"),
        _("Goal"),
        _("Reached, %"),
        _("Team credits"),
        _("Team goal"),
        _("Overdue answers"),
    ]


def cells(lines: Iterable[Line]) -> Iterator[list[spreadsheets.Cell]]:
    for line in lines:
        yield [
            line.name,
            line.job_title,
            line.unit,
            line.country,
            line.manager_name or "",
            line.own,
            line.goal,
            line.percent,
            line.team_own,
            line.team_goal,
            line.overdue,
        ]


@require_safe
@login_required
def overdue(request: MemberRequest) -> HttpResponse:
    """The ideas behind a figure of overdue answers; those the reader may not see have no name here."""
    form = asked(request)
    person = number(request, "person")
    ideas = output.overdue(form.filters, person)
    page = paging.page(ideas, ("answer_due_on", "pk"), after=request.GET.get("after", ""))
    seen = Idea.objects.visible_to(request.user).filter(pk__in=[idea.pk for idea in page])
    titles = dict(seen.values_list("pk", "title"))
    context = {
        "page": page,
        "lines": [(idea, titles.get(idea.pk)) for idea in page],
        "count": ideas.count(),
        "person": Person.objects.filter(pk=person).first() if person else None,
        "manager": manager_of(form.filters),
    }
    return render(request, "reports/overdue.html", context)
