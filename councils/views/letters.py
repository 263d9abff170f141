"""The council's letter: drafted and sent by the chair, read by the authors, answered by them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from councils import correspondence, letter_rules, rules
from councils.forms.decisions import AnswerForm, LetterForm, SecondReaderForm
from councils.models import CouncilReview
from councils.stages import ReviewState
from councils.tabs import stamp_of
from councils.views.fetching import review_for, review_to_chair
from councils.views.refusals import says_why
from councils.workflow import lettering
from ideanet.people.agreements import guidelines_required
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError, RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def letter(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the letter to its readers, or its draft to the chair; POST keeps the draft."""
    if request.method == "POST":
        return _save(request, review_to_chair(request.user, pk))
    sent = CouncilReview.objects.with_letter_for(request.user).for_page().filter(pk=pk).first()
    if sent is not None:
        return _read(request, sent, None)
    review = _to_write_or_check(request, pk)
    if review.state != ReviewState.DECIDED or review.decision is None:
        raise Http404
    return _write(request, review, LetterForm(initial={"body": review.decision.letter.body}))


def _to_write_or_check(request: MemberRequest, pk: int) -> CouncilReview:
    """For its chairs, whose own reviews are in, and for the member named to check the letter."""
    review = review_for(request.user, pk)
    if rules.may_check_letter(request.user, review):
        return review
    if not rules.chairs_review(request.user, review) or (
        review.decision is not None and not rules.may_read_reviews(request.user, review)
    ):
        raise PermissionDenied
    return review


def _readers(review: CouncilReview) -> list[Person]:
    """Who else could send the letter: the secretary; where it wants a second reader, all who read the reviews."""
    letter = review.decision.letter if review.decision else None
    writer = letter.written_by_id if letter else None
    needs_second = letter is not None and letter.needs_second
    people = {s.person_id: s.person for s in review.council.seats.all() if s.is_sitting}
    found = [
        p
        for pk, p in people.items()
        if pk != writer
        and (rules.keeps_papers(p, review) or (needs_second and rules.may_read_reviews(p, review)))
    ]
    return sorted(found, key=lambda person: person.name)


def _read(request: MemberRequest, review: CouncilReview, form: AnswerForm | None) -> HttpResponse:
    found = correspondence.letter_for(review, request.user)
    if form is None and found.may_answer:
        own = next((a.body for a in found.own_answers), "")
        form = AnswerForm(points=found.points, initial={"body": own})
    context = {"review": review, "found": found, "form": form, "kept": f"answer-{review.pk}"}
    failed = form is not None and form.errors
    return render(request, "councils/letter.html", context, status=422 if failed else 200)


def _write(request: MemberRequest, review: CouncilReview, form: LetterForm) -> HttpResponse:
    decision = review.decision
    letter = decision.letter if decision else None
    may_write = rules.may_write_for_council(request.user, review)
    needs_second = letter is not None and letter.needs_second
    readers = _readers(review) if may_write else []
    context = {
        "review": review,
        "decision": decision,
        "form": form,
        "kept": f"letter-{review.pk}",
        "seen": stamp_of(letter.saved_at if letter else None),
        "may_write": may_write,
        "may_discuss": rules.may_discuss(request.user, review),
        "may_send": not (needs_second and letter and letter.written_by_id == request.user.pk),
        "second": SecondReaderForm(people=readers) if may_write and (needs_second or readers) else None,
    }
    return render(request, "councils/letter_form.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@says_why
def second_reader(request: MemberRequest, pk: int) -> HttpResponse:
    """Name who reads the letter before it goes."""
    review = review_to_chair(request.user, pk)
    people = {person.pk: person for person in _readers(review)}
    form = SecondReaderForm(request.POST, people=list(people.values()))
    if not form.is_valid():
        raise RefusedError(_("Name somebody who reads the reviews and did not write the letter."))
    reader = people[form.cleaned_data["reader"]]
    lettering.name_second(review, by=request.user, reader=reader)
    messages.success(request, _("%(name)s is asked to read and send it.") % {"name": reader.name})
    return redirect("councils:letter", review.pk)


def _save(request: MemberRequest, review: CouncilReview) -> HttpResponse:
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _write(request, review, form)
    try:
        seen = request.POST.get("seen") if request.htmx else None
        saved = lettering.save(review, by=request.user, body=form.cleaned_data["body"], seen=seen)
    except OutOfDateError as error:
        if not request.htmx:
            raise
        return render(request, "councils/partials/saved.html", {"trouble": str(error)}, status=409)
    if request.htmx:
        context = {"saved_at": saved.saved_at, "seen": stamp_of(saved.saved_at)}
        return render(request, "councils/partials/saved.html", context)
    messages.success(request, _("The draft of the letter is saved."))
    return redirect("councils:letter", review.pk)


@require_POST
@login_required
@says_why
def send(request: MemberRequest, pk: int) -> HttpResponse:
    """Send it, once: the idea moves, and the authors have their answer."""
    review = _to_write_or_check(request, pk)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _write(request, review, form)
    try:
        lettering.send(review, by=request.user, body=form.cleaned_data["body"])
    except RefusedError as error:
        form.add_error("body", str(error))
        return _write(request, review, form)
    messages.success(request, _("The letter is sent."))
    if CouncilReview.objects.visible_to(request.user).filter(pk=pk).exists():
        return redirect("councils:letter", review.pk)
    return redirect("councils:queue")


@require_POST
@login_required
@guidelines_required
@says_why
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """An author's answer, and how each point was met."""
    reviews = CouncilReview.objects.with_letter_for(request.user).for_page()
    review = get_object_or_404(reviews, pk=pk)
    if not letter_rules.may_answer_letter(request.user, review) or review.decision is None:
        raise PermissionDenied
    form = AnswerForm(request.POST, points=list(review.decision.points.all()))
    if not form.is_valid():
        return _read(request, review, form)
    lettering.answer(review, by=request.user, body=form.cleaned_data["body"], met=form.met)
    messages.success(request, _("Your answer is with the council."))
    return redirect("councils:letter", review.pk)
