"""Entering an idea, one's own entries, and an entry opened."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import pages, rules
from awards.forms.entries import EntryForm
from awards.models import Category, Cycle, Entry, Winner
from awards.stages import PhaseKind
from awards.views.refusals import says_why
from awards.views.scope import get_cycle, get_entry, sent
from awards.workflow import entering
from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import rules as idea_rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea
from ideas.stages import DISCUSSED


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """The reader's own entries, in every cycle."""
    entries = Entry.objects.visible_to(request.user).written_by(request.user).for_list()
    found = page(entries, ("-entered_at", "-pk"), after=request.GET.get("after", ""))
    won = Winner.objects.visible_to(request.user).filter(entry__in=found.items)
    wins: dict[int, list[Winner]] = {}
    for winner in won:
        wins.setdefault(winner.entry_id, []).append(winner)
    rows = [(entry, wins.get(entry.pk, [])) for entry in found]
    return render(request, "awards/entries.html", {"page": found, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """Enter one of one's own ideas in a category of the cycle."""
    cycle = get_cycle(request, pk)
    if not request.user.is_employee or cycle.announced_at is None:
        raise PermissionDenied
    form = _form(request, cycle)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            entry = entering.enter(
                data["category"],
                data["idea"],
                by=request.user,
                statement=data["statement"],
                has_agreed=data["has_agreed"],
                request_key=data["key"],
            )
        except (RefusedError, OutOfDateError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is entered, as it reads now."))
            return redirect(entry)
    context = {"form": form, "cycle": cycle, "entry_phase": cycle.calendar.open(PhaseKind.ENTRY)}
    return render(request, "awards/enter.html", context, status=422 if form.errors else 200)


def _form(request: MemberRequest, cycle: Cycle) -> EntryForm:
    return EntryForm(
        sent(request),
        ideas=Idea.objects.visible_to(request.user)
        .written_by(request.user)
        .filter(stage__in=DISCUSSED)
        .order_by("title"),
        categories=Category.objects.filter(cycle=cycle),
        initial={"idea": request.GET.get("idea"), "category": request.GET.get("category")},
    )


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """The snapshot that competes; after the release, to its authors, what the jury said."""
    entry = get_entry(request, pk)
    person = request.user
    is_author = idea_rules.is_author(person, entry.idea)
    is_released = entry.category.cycle.calendar.is_released
    context: dict[str, Any] = {
        "entry": entry,
        "cycle": entry.category.cycle,
        "bylines": [a for a in entry.idea.authorships.all() if a.accepted_at],
        "is_author": is_author,
        "sees_idea": idea_rules.may_view(person, entry.idea),
        "may_judge": rules.may_judge(person, entry),
        "may_screen": rules.may_screen(person, entry),
        "may_withdraw": rules.may_withdraw(person, entry),
        "shows_statement": is_author or rules.may_run_cycles(person) or rules.may_judge(person, entry),
        "wins": Winner.objects.visible_to(person).filter(entry=entry).select_related("category"),
        "feedback": pages.feedback_for(entry, person) if is_author and is_released else None,
    }
    return render(request, "awards/entry.html", context)


@require_POST
@login_required
@says_why
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an entry out of the competition."""
    entry = get_entry(request, pk)
    entering.withdraw(entry, by=request.user)
    messages.success(request, _("The entry is withdrawn."))
    return redirect(entry)
