"""How one hears: by which way of what, and how often a digest comes; for oneself, and for the house."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.activity import mornings, wishing
from ideanet.activity.contents import sections_of
from ideanet.activity.forms import OwnWishesForm, WishesForm
from ideanet.activity.models import Notice
from ideanet.activity.needs import needs_of
from ideanet.activity.stages import Pace
from ideanet.people.doors import administrators_only
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import profiling


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: MemberRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        profiling.want_mails(request.user, wanted=found["mails_wanted"])
        wishing.choose(request.user, form.chosen(), Pace(found["pace"]))
        messages.success(request, _("From now on you hear as you wish."))
        return redirect("activity:wishes")
    return render(request, "activity/wishes.html", {"form": form}, status=422 if form.errors else 200)


def _form(request: MemberRequest) -> OwnWishesForm:
    person = request.user
    return OwnWishesForm(
        request.POST or None,
        choices=wishing.wishes_of(person),
        pace=wishing.pace_of(person),
        initial={"mails_wanted": person.mails_wanted},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def standards(request: MemberRequest) -> HttpResponse:
    """What those hear who never chose."""
    form = WishesForm(request.POST or None, choices=wishing.standards(), pace=wishing.standard_pace())
    if request.method == "POST" and form.is_valid():
        wishing.set_standards(form.chosen(), Pace(form.cleaned_data["pace"]), by=request.user)
        messages.success(request, _("Everybody who has not chosen for themselves now hears like this."))
        return redirect("activity:standards")
    return render(request, "activity/standards.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@login_required
def preview(request: MemberRequest) -> HttpResponse:
    """What the next digest would say if it were written now, and when it comes."""
    person: Person = request.user
    pace = wishing.pace_of(person)
    zone = mornings.zone_of(person.time_zone)
    coming = None if pace == Pace.NEVER else mornings.following(timezone.now(), zone, pace)
    context = {
        "sections": sections_of(person, Notice.objects.untold().filter(person=person)),
        "needs": needs_of(person),
        "coming": coming,
        "pace": pace,
    }
    return render(request, "activity/digest.html", context)
