"""How well a council works and how its members judge, for those whom that concerns."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from councils import quality, records, reviewers, rules
from councils.models import Council, CouncilReview
from councils.reviewers import Figures
from councils.views.fetching import council_for, council_to_edit
from ideanet.paging import page
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest

# What a figure of the page opens to, and the order of its list.
BEHIND: Final = {
    "closed": (records.behind_figures, ("-closed_at", "-pk")),
    "answered": (quality.first_answers, ("-closed_at", "-pk")),
    "overdue": (quality.overdue, ("due_at", "pk")),
}


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """The council's figures; to its chairs, those of each reviewer too."""
    council = council_to_edit(request.user, pk)
    found = records.records_of(council, request.user)
    chairs = rules.chairs(request.user, council)
    figures = reviewers.figures_of(found) if chairs else {}
    people = Person.objects.filter(pk__in=figures).select_related("organisation").order_by("name", "pk")
    context = {
        "council": council,
        "quality": quality.quality_of(council, request.user, found),
        "chairs": chairs,
        "reviewers": [(person, figures[person.pk]) for person in people],
    }
    return render(request, "councils/quality.html", context)


@require_safe
@login_required
def behind(request: MemberRequest, pk: int, which: str) -> HttpResponse:
    """The reviews that a figure is made of, as far as the reader may open them."""
    council = council_to_edit(request.user, pk)
    if which not in BEHIND:
        raise Http404
    find, order = BEHIND[which]
    seen = CouncilReview.objects.visible_to(request.user).order_by().values("pk")
    found = page(
        find(council, request.user).filter(pk__in=seen).for_list(), order, after=request.GET.get("after", "")
    )
    return render(
        request, "councils/quality_reviews.html", {"council": council, "which": which, "page": found}
    )


@require_safe
@login_required
def reviewer(request: MemberRequest, pk: int, person_pk: int) -> HttpResponse:
    """One reviewer's own figures, and the certificates of their years."""
    council = council_for(request.user, pk)
    figures = _figures(request.user, council, person_pk)
    person = request.user if person_pk == request.user.pk else Person.objects.get(pk=person_pk)
    context = {
        "council": council,
        "whose": person,
        "is_own": person.pk == request.user.pk,
        "figures": figures,
    }
    return render(request, "councils/reviewer.html", context)


@require_safe
@login_required
def certificate(request: MemberRequest, pk: int, person_pk: int, year: int) -> HttpResponse:
    """A year of service, made to be printed."""
    council = council_for(request.user, pk)
    figures = _figures(request.user, council, person_pk)
    number = dict(figures.years).get(year, 0) if figures else 0
    if not number:
        raise Http404
    context = {
        "council": council,
        "whose": Person.objects.select_related("organisation").get(pk=person_pk),
        "chairs": [s.person for s in council.seats.all() if s.is_chair and s.is_sitting],
        "year": year,
        "number": number,
    }
    return render(request, "councils/certificate.html", context)


def _figures(reader: Person, council: Council, whose: int) -> Figures | None:
    """None for a member who has not reviewed yet; anybody else's figures are not there."""
    if not reviewers.may_view_figures(reader, council, whose):
        raise Http404
    found = reviewers.figures_of(records.records_of(council, reader)).get(whose)
    if found is None and not any(seat.person_id == whose for seat in council.seats.all()):
        raise Http404
    return found
