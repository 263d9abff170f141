"""Themes: what marketing asks for, and what came of it."""

from copy import copy

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.activity.models import Follow
from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas import prepared, rules
from ideas.errors import RefusedError
from ideas.forms.filters import FilterForm
from ideas.forms.themes import BaseOfferings, OfferingFormSet, ThemeForm, plan_of
from ideas.gathering import gathering_of
from ideas.models import Idea, Theme
from ideas.progress import progress_of
from ideas.views.sending import sent
from ideas.workflow import theming


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """The themes that the reader may see: those that take ideas first."""
    themes = Theme.objects.visible_to(request.user).for_cards()
    context = {
        "taking": themes.taking_ideas(),
        "page": page(themes.not_taking_ideas(), ("-opens_at", "-pk"), after=request.GET.get("after", "")),
        "may_create": rules.may_run_themes(request.user),
    }
    return render(request, "ideas/themes.html", context)


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """A theme: its brief, how far it has come, and its ideas."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).for_page(), pk=pk)
    form = FilterForm(request.GET, person=request.user)
    ideas = Idea.objects.visible_to(request.user).filter(theme=theme)
    found = form.page(request.GET.get("after", ""), theme=theme.pk)
    progress = progress_of(ideas)
    context = {
        "theme": theme,
        "form": form,
        "page": found,
        "progress": progress,
        "most": max((figure.count for figure in progress), default=0),
        "customers": theme.customers.all() if request.user.is_employee else [],
        "supported": prepared.supported(request.user, found.items),
        "follow": Follow.objects.of_person(request.user, theme),
        "is_open": rules.is_open(theme),
        "may_submit": rules.may_submit_ideas(request.user) and rules.is_open(theme),
        "may_edit": rules.may_edit_theme(request.user, theme),
    }
    return render(request, "ideas/theme.html", context)


@require_safe
@login_required
def people(request: MemberRequest, pk: int) -> HttpResponse:
    """Who writes and supports in a theme: a part of its page, or a page."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user), pk=pk)
    context = {"theme": theme, "gathering": gathering_of(theme, request.user)}
    template = "ideas/partials/gathering.html" if request.htmx else "ideas/theme_people.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: MemberRequest) -> HttpResponse:
    """Set up a theme."""
    if not rules.may_run_themes(request.user):
        raise PermissionDenied
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a theme."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).for_page(), pk=pk)
    if not rules.may_edit_theme(request.user, theme):
        raise PermissionDenied
    return _write(request, theme)


def _write(request: MemberRequest, theme: Theme | None) -> HttpResponse:
    rows = (
        [{"name": offering.name, "url": offering.url} for offering in theme.offerings.all()] if theme else []
    )
    # A ModelForm writes on its instance; the page goes on naming the theme as it stands.
    form = ThemeForm(sent(request), by=request.user, instance=copy(theme))
    offerings: BaseOfferings = OfferingFormSet(sent(request), prefix="offerings", initial=rows)
    if request.method == "POST" and form.is_valid() and offerings.is_valid():
        try:
            return redirect(_saved(request, theme, form, offerings))
        except RefusedError as error:
            form.add_error(None, str(error))
    context = {"theme": theme, "form": form, "offerings": offerings}
    return render(request, "ideas/theme_editor.html", context, status=422 if form.is_bound else 200)


def _saved(request: MemberRequest, theme: Theme | None, form: ThemeForm, offerings: BaseOfferings) -> Theme:
    plan = plan_of(form, offerings)
    if theme is None:
        return theming.create_theme(plan, by=request.user)
    return theming.change_theme(theme, plan, by=request.user)
