"""What a session's page holds: materials, what was said, the ideas presented, and those that began there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideanet import uploads
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import prepared, session_rules
from ideas.forms.attending import MaterialForm, StartForm, TranscriptForm
from ideas.forms.search import SearchForm
from ideas.models import Idea, Material, Session, SessionIdea
from ideas.views.sending import sent
from ideas.views.session_scope import find, says_why
from ideas.workflow import presenting

MOST_FOUND = 20


def _find_to_run(request: MemberRequest, pk: int) -> Session:
    session = find(request, pk)
    if not session_rules.may_run_session(request.user, session):
        raise PermissionDenied
    return session


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def transcript(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down what was said."""
    session = _find_to_run(request, pk)
    form = TranscriptForm(sent(request), session=session)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        presenting.write_down(session, data["transcript"], by=request.user, read=data["read"])
        messages.success(request, _("The notes are kept."))
        return redirect(f"{session.get_absolute_url()}#transcript")
    context = {"session": session, "form": form}
    return render(request, "ideas/sessions/transcript.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def materials(request: MemberRequest, pk: int) -> HttpResponse:
    """Add slides or papers."""
    session = _find_to_run(request, pk)
    form = MaterialForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        presenting.add_material(session, by=request.user, **form.cleaned_data)
        return redirect(f"{session.get_absolute_url()}#materials")
    context = {"session": session, "form": form}
    return render(request, "ideas/sessions/material_new.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def material(request: MemberRequest, pk: int, material_pk: int) -> HttpResponseBase:
    """A file of the session, for those who see it; what is elsewhere is linked on the page."""
    item = _find_material(request, pk, material_pk)
    if not item.file:
        return redirect(f"{item.session.get_absolute_url()}#materials")
    return uploads.answer(item.file.open(), name=item.file_name, content_type=item.content_type)


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
def material_remove(request: MemberRequest, pk: int, material_pk: int) -> HttpResponse:
    """A page asks, the form on it removes."""
    item = _find_material(request, pk, material_pk)
    session = _find_to_run(request, pk)
    if request.method == "DELETE":
        presenting.remove_material(item, by=request.user)
        return redirect(f"{session.get_absolute_url()}#materials")
    return render(request, "ideas/sessions/material_remove.html", {"session": session, "item": item})


def _find_material(request: MemberRequest, pk: int, material_pk: int) -> Material:
    found = Material.objects.visible_to(request.user).select_related("session")
    return get_object_or_404(found, pk=material_pk, session=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ideas(request: MemberRequest, pk: int) -> HttpResponse:
    """Find an idea that one may see, and put it on the page: POST."""
    session = _find_to_run(request, pk)
    visible = Idea.objects.visible_to(request.user)
    if request.method == "POST":
        key = request.POST.get("idea", "")
        is_key = key.isdecimal() and len(key) < 19
        presenting.present(session, get_object_or_404(visible, pk=int(key) if is_key else 0), by=request.user)
        return redirect(f"{session.get_absolute_url()}#ideas")
    search = SearchForm(request.GET)
    known = SessionIdea.objects.filter(session=session).values("idea")
    rest = visible.listed().exclude(pk__in=known).for_cards()
    found = rest.matching(search.words) if search.words else rest.order_by("-opened_at", "-pk")
    context = {"session": session, "search": search, "found": found[:MOST_FOUND]}
    return render(request, "ideas/sessions/ideas.html", context)


@require_http_methods(["DELETE"])
@login_required
def idea(request: MemberRequest, pk: int, idea_pk: int) -> HttpResponse:
    """Take an idea that was presented off the page."""
    session = _find_to_run(request, pk)
    found = prepared.find(request.user, idea_pk)
    presenting.remove_idea(session, found, by=request.user)
    return redirect(f"{session.get_absolute_url()}#ideas")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def start(request: MemberRequest, pk: int) -> HttpResponse:
    """Begin an idea from what was said: a draft of the person's own, which leads back here."""
    session = find(request, pk)
    now = session.now  # type: ignore[attr-defined]  # annotated by for_rules()
    if not session_rules.may_start_idea(request.user, session, now):
        raise PermissionDenied
    form = StartForm(sent(request), person=request.user, initial={"body": _body(session)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        begun = presenting.start_idea(
            session,
            form.text,
            by=request.user,
            theme=data["theme"],
            kind=data["kind"],
            request_key=data["request_key"],
        )
        messages.success(request, _("Your draft is begun. Only you can see it until you submit it."))
        return redirect("ideas:edit", begun.pk)
    context = {"session": session, "form": form}
    return render(request, "ideas/sessions/start.html", context, status=422 if form.is_bound else 200)


def _body(session: Session) -> str:
    """What was written down, and where it was said."""
    source = _("From the session [%(title)s](%(address)s).") % {
        "title": " ".join(session.title.translate(_BRACKETS).split()),
        "address": session.get_absolute_url(),
    }
    return f"{session.transcript.rstrip()}\n\n{source}".lstrip()


_BRACKETS = str.maketrans({"[": "(", "]": ")"})
