"""Amendments to an idea: all of them, proposing one, one opened, and taking one's own back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import passages, prepared, proposals, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.amendments import AmendmentForm, NoteForm, RefusalForm
from ideas.models import Amendment, Idea, Revision
from ideas.stages import AmendedPart
from ideas.views.refusals import says_why
from ideas.workflow import amending


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def amendments(request: MemberRequest, pk: int) -> HttpResponse:
    """GET lists those that the reader may read, open ones first; POST proposes one."""
    idea = prepared.find_for_rules(request.user, pk)
    if request.method == "POST":
        return _create(request, idea)
    rows = Amendment.objects.visible_to(request.user).on(idea).for_list()
    found = page(rows, ("-pk",), after=request.GET.get("after", ""), size=20)
    context = {
        "idea": idea,
        "page": found,
        "shown": [proposals.shown(amendment, request.user) for amendment in found],
        "may_amend": rules.may_amend(request.user, idea),
        "may_answer": rules.may_write(request.user, idea),
        "contributors": proposals.contributors_of(idea, request.user),
    }
    template = "ideas/partials/amendments.html" if request.htmx else "ideas/amendments.html"
    return render(request, template, context)


@guidelines_required
def _create(request: MemberRequest, idea: Idea) -> HttpResponse:
    if not rules.may_amend(request.user, idea):
        raise PermissionDenied
    form = AmendmentForm(request.POST, audiences=rules.comment_audiences(request.user, idea))
    if not form.is_valid():
        return _form_page(request, idea, form, 422)
    data = form.cleaned_data
    try:
        amendment = amending.propose(
            idea,
            form.proposal,
            by=request.user,
            audience=data["audience"],
            request_key=data["request_key"],
        )
    except (OutOfDateError, RefusedError) as error:
        form.add_error(None, str(error))
        return _form_page(request, idea, form, 422)
    messages.success(request, _("Your amendment is with the authors. You will hear what they make of it."))
    return redirect(amendment)


@require_http_methods(["GET", "HEAD"])
@login_required
def new(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose a passage: by ?place= from a list, or by ?words= selected on the page; then change it."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_amend(request.user, idea):
        raise PermissionDenied
    found = passages.passages(idea.body)
    part, place = _chosen(request, found)
    if part is None:
        context = {"idea": idea, "passages": found, "words": request.GET.get("words", "")}
        return render(request, "ideas/amendment_pick.html", context)
    before = idea.nugget if part == AmendedPart.NUGGET else found[place].source
    initial = {"part": part, "place": place, "after": before, "read_number": idea.revision_number}
    form = AmendmentForm(audiences=rules.comment_audiences(request.user, idea), initial=initial)
    return _form_page(request, idea, form, 200)


def _chosen(request: MemberRequest, found: list[passages.Passage]) -> tuple[str | None, int]:
    if request.GET.get("part") == AmendedPart.NUGGET:
        return AmendedPart.NUGGET, 0
    place = request.GET.get("place", "")
    if place.isdecimal() and len(place) < 9 and int(place) < len(found):
        return AmendedPart.BODY, int(place)
    chosen = passages.selected(found, request.GET.get("words", "")[:2000])
    return (AmendedPart.BODY, chosen.place) if chosen else (None, 0)


def _form_page(request: MemberRequest, idea: Idea, form: AmendmentForm, status: int) -> HttpResponse:
    context: dict[str, Any] = {"idea": idea, "form": form, "before": _before(idea, form)}
    return render(request, "ideas/amendment_new.html", context, status=status)


def _before(idea: Idea, form: AmendmentForm) -> str:
    """The passage that the form is about, as it read where its writer found it."""
    number, part, place = (str(form[name].value()) for name in ("read_number", "part", "place"))
    if not (number.isdecimal() and place.isdecimal() and len(number + place) < 18):
        return ""
    revision = Revision.objects.filter(idea=idea, number=int(number)).first()
    return amending.passage_of(revision, part, int(place))[0] if revision else ""


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def show(request: MemberRequest, pk: int, amendment_pk: int) -> HttpResponse:
    """One amendment, with what its reader may do about it; DELETE takes one's own back."""
    amendment = find(request, pk, amendment_pk)
    if request.method == "DELETE":
        amending.withdraw(amendment, by=request.user)
        messages.success(request, _("Your amendment is taken back."))
        return redirect(amendment)
    return show_page(request, amendment)


def find(request: MemberRequest, pk: int, amendment_pk: int) -> Amendment:
    """The amendment, if the reader may read it, with its idea loaded for the rules."""
    found = Amendment.objects.visible_to(request.user).for_list()
    amendment = get_object_or_404(found, pk=amendment_pk, idea=pk)
    amendment.idea = Idea.objects.for_rules().get(pk=pk)
    return amendment


def show_page(
    request: MemberRequest,
    amendment: Amendment,
    *,
    status: int = 200,
    note_form: NoteForm | None = None,
    refusal_form: RefusalForm | None = None,
    message: str = "",
) -> HttpResponse:
    context = {
        "idea": amendment.idea,
        "item": proposals.shown(amendment, request.user),
        "doors": proposals.doors(amendment, request.user),
        "note_form": note_form or NoteForm(initial=NoteForm.initial_of(amendment)),
        "refusal_form": refusal_form or RefusalForm(auto_id="id_refusal_%s"),
        "message": message,
    }
    return render(request, "ideas/amendment.html", context, status=status)
