"""The councils, one council, and setting one up."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from councils import pages, rules, seat_rules, terms, wording
from councils.forms.councils import CouncilForm
from councils.models import Council, CouncilReview, SeatInvitation
from councils.views.fetching import council_for, council_to_edit
from councils.views.refusals import says_why
from councils.workflow import founding
from ideanet.activity.models import Follow
from ideanet.paging import page
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    person = request.user
    found = page(
        Council.objects.visible_to(person).for_list(person),
        ("name", "pk"),
        after=request.GET.get("after", ""),
    )
    shown = [
        {
            "council": council,
            "members": pages.members_of(council, person, council.seats.all()),
            "own_seat": pages.own_seat(council, person),
        }
        for council in found
    ]
    context = {
        "page": found,
        "shown": shown,
        "invitations": SeatInvitation.objects.usable().filter(person=person).select_related("council"),
        "may_create": rules.keeps_councils(person),
    }
    return render(request, "councils/councils.html", context)


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """The charter, who sits, how it judges and how to be invited; to its members, what is under way."""
    council = council_for(request.user, pk)
    return render(request, "councils/council.html", _context(council, request))


def _context(council: Council, request: MemberRequest) -> dict[str, Any]:
    person = request.user
    sits = rules.sits(person, council)
    under_way = CouncilReview.objects.visible_to(person).under_way().filter(council=council)
    scorecard = council.scorecards.prefetch_related("criteria").first()
    return {
        "council": council,
        "members": pages.members_of(council, person, [s for s in council.seats.all() if s.is_sitting]),
        "hides_members": council.hides_members and not sits and not rules.keeps_councils(person),
        "own_seat": pages.own_seat(council, person),
        "may_edit": rules.may_edit_council(person, council),
        "is_secretary": rules.is_secretary(person, council),
        "may_nominate": seat_rules.may_nominate(person, council),
        "may_put_forward": seat_rules.may_put_forward(person, person, council),
        "chairs_it": rules.has_chair_seat(person, council),
        "scorecard": scorecard,
        "rule": wording.rule_of(council),
        "quorum": wording.quorum_of(council),
        "terms": terms.sentence_of(council),
        "reviews": under_way.named().order_by("due_at", "pk") if sits or rules.keeps_councils(person) else [],
        "to_screen": _to_screen(council, person),
        "follow": Follow.objects.of_person(person, council),
    }


def _to_screen(council: Council, person: Person) -> "QuerySet[CouncilReview] | list[CouncilReview]":
    """Reviews whose files this person looks through because no chair may."""
    if not rules.keeps_councils(person) and not rules.is_secretary(person, council):
        return []
    reviews = CouncilReview.objects
    chaired = reviews.chaired_by(person).order_by().values("pk")
    return (
        reviews.screened_by(person).filter(council=council).exclude(pk__in=chaired).select_related("revision")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def create(request: MemberRequest) -> HttpResponse:
    if not rules.keeps_councils(request.user):
        raise PermissionDenied
    form = CouncilForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect(founding.found(by=request.user, **form.cleaned_data))
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    council = council_to_edit(request.user, pk)
    # A ModelForm writes on its instance; the page goes on naming the council as it stands.
    instance = Council.objects.get(pk=pk)
    form = CouncilForm(request.POST if request.method == "POST" else None, instance=instance)
    if form.is_bound and form.is_valid():
        try:
            founding.change(council, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error("blindness", str(error))
        else:
            return redirect(council)
    return _form_page(request, form, council)


def _form_page(request: MemberRequest, form: CouncilForm, council: Council | None) -> HttpResponse:
    return render(
        request,
        "councils/council_form.html",
        {"form": form, "council": council},
        status=422 if form.errors else 200,
    )
