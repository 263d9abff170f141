"""A person's part in a session: a place, their calendar, being there, and how it was."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas import calendars, session_pages, session_rules
from ideas.forms.attending import AttendanceForm, FeedbackForm
from ideas.models import Attendance, Feedback, Place, Session
from ideas.stages import PlaceState
from ideas.views.sending import sent
from ideas.views.session_scope import find, find_page, says_why
from ideas.workflow import attending, placing


@require_http_methods(["POST", "DELETE"])
@login_required
@says_why
def place(request: MemberRequest, pk: int) -> HttpResponse:
    """POST takes a place or waits for one, DELETE gives it back."""
    session = find(request, pk)
    if request.method == "DELETE":
        placing.give_back(session, by=request.user)
    else:
        placing.take(session, by=request.user)
    if not request.htmx:
        return redirect(session)
    fresh = find_page(request, pk)
    context = {"session": fresh, "view": session_pages.view_of(fresh, request.user)}
    return render(request, "ideas/sessions/partials/place.html", context)


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """Who comes and who waits, in the order in which they asked, for those who run it."""
    session = find(request, pk)
    if not session_rules.may_run_session(request.user, session):
        raise PermissionDenied
    places = Place.objects.visible_to(request.user).at(session)
    context = {
        "session": session,
        "page": page(places.for_rules(), ("pk",), after=request.GET.get("after", "")),
        # That another customer is here is not an outsider's to learn by name.
        "guests": session.taken_count + session.waiting_count - places.count(),
    }
    return render(request, "ideas/sessions/places.html", context)


@require_safe
@login_required
def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """The session as a file for the reader's calendar; with its link for those who may have it."""
    session = find(request, pk)
    has_place = Place.objects.at(session).taken().filter(person=request.user).exists()
    may_link = session_rules.may_see_link(request.user, session, has_place=has_place)
    file = calendars.file_of([session], method="PUBLISH", with_link=may_link)
    headers = {"Content-Disposition": f'attachment; filename="session-{session.pk}.ics"'}
    return HttpResponse(file, content_type=f"{calendars.CONTENT_TYPE}; charset=utf-8", headers=headers)


@require_POST
@login_required
@says_why
def check_in(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that one is there."""
    session = find(request, pk)
    attending.check_in(session, by=request.user)
    messages.success(request, _("You are down as here."))
    return redirect(session)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def attendance(request: MemberRequest, pk: int) -> HttpResponse:
    """Say who was there: of those who had a place or said so, and others."""
    session = find(request, pk)
    now = session.now  # type: ignore[attr-defined]  # annotated by for_rules()
    if not session_rules.may_take_attendance(request.user, session, now):
        raise PermissionDenied
    asked, there = _expected(session, request.user)
    form = AttendanceForm(sent(request), by=request.user, asked=asked, there=there)
    if request.method == "POST" and form.is_valid():
        attending.take_attendance(session, by=request.user, asked=form.asked, present=form.people)
        messages.success(request, _("Who was there is written down, and they are asked how it was."))
        return redirect(session)
    context = {"session": session, "form": form}
    return render(request, "ideas/sessions/attendance.html", context, status=422 if form.is_bound else 200)


def _expected(session: Session, reader: Person) -> tuple[list[Person], set[int]]:
    """Those whom one would expect and may know, by name; and who of them is down as there."""
    there = set(Attendance.objects.filter(session=session).values_list("person_id", flat=True))
    placed = set(Place.objects.at(session).filter(state=PlaceState.TAKEN).values_list("person_id", flat=True))
    people = Person.objects.visible_to(reader).filter(pk__in=there | placed).order_by("name", "pk")
    return list(people), there


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def feedback(request: MemberRequest, pk: int) -> HttpResponse:
    """Who was there says how it was; who presented reads it."""
    session = find(request, pk)
    if session_rules.may_read_feedback(request.user, session) and request.method != "POST":
        context = {"session": session, "summary": session_pages.feedback_on(session, request.user)}
        return render(request, "ideas/sessions/feedback.html", context)
    if not Attendance.objects.filter(session=session, person=request.user).exists():
        raise PermissionDenied
    given = Feedback.objects.filter(session=session, person=request.user).first()
    form = FeedbackForm(sent(request), instance=given)
    if request.method == "POST" and form.is_valid():
        attending.give_feedback(session, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. The presenters can read it."))
        return redirect(session)
    context = {"session": session, "form": form}
    return render(request, "ideas/sessions/feedback_form.html", context, status=422 if form.is_bound else 200)
