"""Authors: inviting, accepting, and sharing the credit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.agreements import guidelines_required
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas import prepared, rules
from ideas.errors import RefusedError
from ideas.forms.audience import PersonForm, SharesForm
from ideas.forms.search import SearchForm
from ideas.models import Authorship, Idea
from ideas.views.refusals import says_why
from ideas.workflow import authoring


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def authors(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows authors and shares, POST invites one more."""
    idea = _find(request, pk)
    if request.method != "POST":
        return _page(request, idea, None)
    form = PersonForm(request.POST, by=request.user)
    if form.is_valid():
        person = form.cleaned_data["person"]
        authoring.invite(idea, person, by=request.user)
        messages.success(request, _("%(name)s is asked to be an author.") % {"name": person.name})
    return redirect("ideas:authors", idea.pk)


def _find(request: MemberRequest, pk: int) -> Idea:
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_edit(request.user, idea):
        raise PermissionDenied
    return idea


def _page(request: MemberRequest, idea: Idea, form: SharesForm | None) -> HttpResponse:
    rows = list(Authorship.objects.filter(idea=idea).select_related("person__organisation"))
    search = SearchForm(request.GET)
    found = Person.objects.visible_to(request.user).active().employees().for_cards()
    found = found.exclude(pk__in=[row.person_id for row in rows])
    context = {
        "idea": idea,
        "accepted": [row for row in rows if row.accepted_at],
        "invited": [row for row in rows if not row.accepted_at],
        "form": form or SharesForm(authorships=[row for row in rows if row.accepted_at]),
        "search": search,
        "found": found.filter(name__icontains=search.words)[:8] if search.words else [],
    }
    return render(request, "ideas/authors.html", context, status=422 if form else 200)


@require_http_methods(["DELETE"])
@login_required
@says_why
def uninvite(request: MemberRequest, pk: int, person_pk: int) -> HttpResponse:
    """Take an invitation back that was not answered."""
    idea = _find(request, pk)
    people = Person.objects.visible_to(request.user)
    authoring.uninvite(idea, get_object_or_404(people, pk=person_pk), by=request.user)
    return redirect("ideas:authors", idea.pk)


@require_POST
@login_required
@says_why
def share(request: MemberRequest, pk: int) -> HttpResponse:
    """Share the credit anew."""
    idea = _find(request, pk)
    accepted = Authorship.objects.filter(idea=idea, accepted_at__isnull=False).select_related("person")
    form = SharesForm(request.POST, authorships=list(accepted))
    if not form.is_valid():
        return _page(request, idea, form)
    try:
        authoring.share(idea, form.shares, by=request.user)
    except RefusedError as error:
        form.add_error(None, str(error))
        return _page(request, idea, form)
    messages.success(request, _("The credit is shared."))
    return redirect(idea)


@require_http_methods(["POST", "DELETE"])
@login_required
@guidelines_required
@says_why
def own(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own invitation: POST accepts it, DELETE declines it."""
    idea = prepared.find(request.user, pk)
    if request.method == "POST":
        authoring.accept(idea, by=request.user)
        return redirect(idea)
    authoring.refuse(idea, by=request.user)
    messages.success(request, _("You are not an author of “%(idea)s”.") % {"idea": idea})
    return redirect("ideas:ideas")
