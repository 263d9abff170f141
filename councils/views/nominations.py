"""Nominations: naming somebody for a seat, and what those who invite make of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils import nominated, rules, seat_rules, terms
from councils.forms.seats import NominationForm, NomineeOfferForm, ReasonForm
from councils.models import Council, Nomination, Nominator, Nominee, SeatInvitation
from councils.views.fetching import council_for, nomination_for
from councils.views.refusals import says_why
from councils.workflow import nominating, withdrawing
from ideanet.people.agreements import guidelines_required
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own nominations, and for those who invite all that wait; POST nominates."""
    council = council_for(request.user, pk)
    if not _may_speak(request.user, council):
        raise PermissionDenied
    form = _form(request, council)
    if form.is_bound and form.is_valid():
        try:
            nominating.nominate(
                council,
                form.named,
                by=request.user,
                reason=form.cleaned_data["reason"],
                alternates=form.cleaned_data.get("alternates", []),
            )
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. The council has your nomination, and answers it."))
            return redirect("councils:nominations", council.pk)
    context = {
        "council": council,
        "form": form,
        "own": nominated.own(council, request.user),
        "to_answer": nominated.to_answer(council, request.user),
        "may_edit": rules.may_invite(request.user, council),
        "only_oneself": not seat_rules.may_nominate(request.user, council),
    }
    return render(request, "councils/nominations.html", context, status=422 if form.errors else 200)


def _may_speak(person: Person, council: Council) -> bool:
    return seat_rules.may_nominate(person, council) or seat_rules.may_put_forward(person, person, council)


def _form(request: MemberRequest, council: Council) -> NominationForm:
    return NominationForm(
        request.POST if request.method == "POST" else None,
        reader=request.user,
        only_oneself=not seat_rules.may_nominate(request.user, council),
    )


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def nomination(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the reasons, the standing and the line; DELETE sets the nomination aside with a reason."""
    found = nomination_for(request.user, pk)
    aside = ReasonForm(request.POST if request.method == "DELETE" else None)
    if aside.is_bound and aside.is_valid():
        try:
            nominating.set_aside(found, by=request.user, reason=aside.cleaned_data["reason"])
        except RefusedError as error:
            aside.add_error(None, str(error))
        else:
            messages.success(request, _("The nomination is set aside; those who made it read why."))
            return redirect("councils:nominations", found.council_id)
    return _page(request, found, aside=aside)


def _page(
    request: MemberRequest,
    found: Nomination,
    *,
    shown: int | None = None,
    offer: NomineeOfferForm | None = None,
    aside: ReasonForm | None = None,
) -> HttpResponse:
    chosen = request.GET.get("nominee", "")
    if shown is None and chosen.isdecimal():
        shown = int(chosen)
    answering = nominated.answering(found, request.user, shown)
    initial: dict[str, Any] = {"offers_next": found.offers_next, "seat_class": answering.likely_class}
    initial["ends_on"] = terms.end_of_term(found.council, timezone.localdate())
    context = {
        "nomination": found,
        "council": found.council,
        "answering": answering,
        "offer": offer or NomineeOfferForm(reader=request.user, initial=initial),
        "may_set_aside": rules.may_edit_council(request.user, found.council),
        "aside": aside or ReasonForm(),
    }
    failed = bool((offer and offer.errors) or (aside and aside.errors))
    return render(request, "councils/nomination.html", context, status=422 if failed else 200)


@require_safe
@login_required
def standing(request: MemberRequest, pk: int) -> HttpResponse:
    """How one who stands in line stands against the requirements: a panel of the nomination, or a page."""
    nominee = _nominee(request.user, pk)
    council = nominee.nomination.council
    context = {
        "nomination": nominee.nomination,
        "council": council,
        "nominee": nominee,
        "judged": nominated.judged(council, nominee.person, request.user),
    }
    name = "partials/nominee_standing" if request.htmx else "nominee"
    return render(request, f"councils/{name}.html", context)


def _nominee(person: Person, pk: int) -> Nominee:
    """Of a nomination that this person may see, and themselves somebody whom they may."""
    seen = Nomination.objects.visible_to(person).order_by().values("pk")
    people = Person.objects.visible_to(person).order_by().values("pk")
    nominees = Nominee.objects.select_related("person__organisation", "nomination")
    nominee = get_object_or_404(nominees, pk=pk, nomination__in=seen, person__in=people)
    nominee.nomination = nomination_for(person, nominee.nomination_id)
    return nominee


@require_POST
@login_required
@says_why
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer the seat to one who stands in line."""
    nominee = _nominee(request.user, pk)
    found = nominee.nomination
    form = NomineeOfferForm(request.POST, reader=request.user)
    if form.is_valid():
        try:
            invitation = nominating.invite(
                nominee, form.offer, by=request.user, offers_next=form.cleaned_data["offers_next"]
            )
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _said_of(invitation))
            return redirect(found)
    return _page(request, found, shown=nominee.pk, offer=form)


@require_POST
@login_required
@says_why
def offer_next(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer the seat to the next in line, on the terms of the invitation that came to nothing."""
    found = nomination_for(request.user, pk)
    after = request.POST.get("after", "")
    invitation = nominating.offer_next(found, by=request.user, after=int(after) if after.isdecimal() else 0)
    messages.success(request, _said_of(invitation))
    return redirect(found)


def _said_of(invitation: SeatInvitation) -> str:
    """Where it is an exception nothing is sent yet."""
    if invitation.is_sent:
        words = _("%(name)s is invited.")
    else:
        words = _("The invitation of %(name)s waits for a second person, and is sent once they agree.")
    return words % {"name": invitation.person.name}


@require_http_methods(["DELETE"])
@login_required
@says_why
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back what one wrote oneself."""
    own = Nominator.objects.filter(person=request.user).select_related("nomination__council")
    found = get_object_or_404(own, pk=pk)
    withdrawing.withdraw(found, by=request.user)
    messages.success(request, _("Your nomination is taken back."))
    return redirect("councils:nominations", found.nomination.council_id)
