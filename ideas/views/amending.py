"""What authors make of an amendment: accept it, adapt it, or decline it with a reason."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import passages, proposals, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.amendments import AdaptationForm, NoteForm, RefusalForm
from ideas.models import Amendment, Idea
from ideas.stages import AmendedPart
from ideas.views.amendments import find, show_page
from ideas.views.publishing import tell_published
from ideas.views.refusals import says_why
from ideas.views.sending import sent
from ideas.workflow import amending


def _find(request: MemberRequest, pk: int, amendment_pk: int) -> Amendment:
    amendment = find(request, pk, amendment_pk)
    if not rules.may_answer_amendment(request.user, amendment):
        raise PermissionDenied
    return amendment


@require_POST
@login_required
@guidelines_required
@says_why
def accept(request: MemberRequest, pk: int, amendment_pk: int) -> HttpResponse:
    """As it was proposed; where the passage has changed since, on to adapting it."""
    amendment = _find(request, pk, amendment_pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_page(request, amendment, status=422, note_form=form)
    try:
        revision = amending.accept(amendment, by=request.user, note=form.cleaned_data["note"])
    except amending.PassageChangedError as error:
        late = f"{error} {_('Nothing was published: adapt the amendment to the text as it is now.')}"
        return show_page(request, find(request, pk, amendment_pk), status=409, note_form=form, message=late)
    tell_published(request, revision, is_chosen=False)
    return redirect(amendment)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def adapt(request: MemberRequest, pk: int, amendment_pk: int) -> HttpResponse:
    """In the authors' own words, or to a passage that has changed since."""
    amendment = _find(request, pk, amendment_pk)
    form = AdaptationForm(sent(request), initial=_initial(amendment))
    if not (request.method == "POST" and form.is_valid()):
        return _adapt_page(request, amendment, form, 422 if form.is_bound else 200)
    try:
        revision = amending.adapt(amendment, by=request.user, **form.cleaned_data)
    except OutOfDateError as error:
        amendment = find(request, pk, amendment_pk)
        again = AdaptationForm(initial=request.POST.dict() | _where(amendment))
        return _adapt_page(request, amendment, again, 409, str(error))
    except RefusedError as error:
        form.add_error(None, str(error))
        return _adapt_page(request, amendment, form, 422)
    tell_published(request, revision, is_chosen=False)
    return redirect(amendment)


def _initial(amendment: Amendment) -> dict[str, Any]:
    """The passage as it would read, as far as the change still fits; else as it reads now."""
    now = _passage_now(amendment)
    if now == amendment.before:
        after: str | None = amendment.after
    else:
        after = passages.merged(amendment.before, amendment.after, now)
    told = NoteForm.initial_of(amendment)
    return told | _where(amendment) | {"after": now if after is None else after}


def _where(amendment: Amendment) -> dict[str, Any]:
    passage = _target(amendment.idea, amendment)
    return {"place": passage.place if passage else 0, "read_number": amendment.idea.revision_number}


def _target(idea: Idea, amendment: Amendment) -> passages.Passage | None:
    """The passage itself where it is unchanged, else the one that resembles it most."""
    if amendment.part == AmendedPart.NUGGET:
        return None
    place = passages.locate(idea.body, amendment.revision.body, amendment.before, amendment.occurrence)
    return place or passages.closest(idea.body, amendment.before)


def _passage_now(amendment: Amendment) -> str:
    if amendment.part == AmendedPart.NUGGET:
        return amendment.idea.nugget
    passage = _target(amendment.idea, amendment)
    return passage.source if passage else ""


def _adapt_page(
    request: MemberRequest, amendment: Amendment, form: AdaptationForm, status: int, late: str = ""
) -> HttpResponse:
    now = _passage_now(amendment)
    context = {
        "idea": amendment.idea,
        "item": proposals.shown(amendment, request.user),
        "doors": proposals.doors(amendment, request.user),
        "form": form,
        "now": now if now != amendment.before else "",
        "late": late,
    }
    return render(request, "ideas/amendment_adapt.html", context, status=status)


@require_POST
@login_required
@guidelines_required
@says_why
def decline(request: MemberRequest, pk: int, amendment_pk: int) -> HttpResponse:
    """Every “no” carries a reason."""
    amendment = _find(request, pk, amendment_pk)
    form = RefusalForm(request.POST, auto_id="id_refusal_%s")
    if not form.is_valid():
        return show_page(request, amendment, status=422, refusal_form=form)
    amending.decline(amendment, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The amendment is declined, and whoever proposed it reads why."))
    return redirect(amendment)
