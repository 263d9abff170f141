"""Who may see an idea: its audience, and those who may read it by name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas import prepared, rules
from ideas.errors import RefusedError
from ideas.forms.audience import AudienceForm, PersonForm
from ideas.forms.search import SearchForm
from ideas.models import Idea, Reader
from ideas.stages import ReaderReason
from ideas.views.refusals import says_why
from ideas.views.sending import sent
from ideas.workflow import reading, writing


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say anew who may see the idea."""
    idea = _find(request, pk)
    form = AudienceForm(sent(request), idea=idea, initial=AudienceForm.initial_of(idea))
    if request.method == "POST" and form.is_valid():
        try:
            writing.change_audience(idea, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error("audience", str(error))
        else:
            messages.success(request, _("Who may see it is changed."))
            return redirect(idea)
    return _page(request, idea, form)


def _find(request: MemberRequest, pk: int) -> Idea:
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_set_audience(request.user, idea):
        raise PermissionDenied
    return idea


def _page(request: MemberRequest, idea: Idea, form: AudienceForm) -> HttpResponse:
    named = Reader.objects.filter(idea=idea, reason=ReaderReason.NAMED).select_related("person__organisation")
    search = SearchForm(request.GET)
    found = Person.objects.visible_to(request.user).active().for_cards()
    context = {
        "idea": idea,
        "form": form,
        "named": named.order_by("person__name"),
        "search": search,
        "found": found.filter(name__icontains=search.words)[:8] if search.words else [],
    }
    return render(request, "ideas/audience.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
@says_why
def name_reader(request: MemberRequest, pk: int) -> HttpResponse:
    """Let one more person read it."""
    idea = _find(request, pk)
    form = PersonForm(request.POST, by=request.user)
    if form.is_valid():
        reading.name_reader(idea, form.cleaned_data["person"], by=request.user)
    return redirect("ideas:audience", idea.pk)


@require_http_methods(["DELETE"])
@login_required
def remove_reader(request: MemberRequest, pk: int, person_pk: int) -> HttpResponse:
    """Take the name back."""
    idea = _find(request, pk)
    named = Person.objects.visible_to(request.user)
    reading.remove_reader(idea, get_object_or_404(named, pk=person_pk), by=request.user)
    return redirect("ideas:audience", idea.pk)
