"""The discussion of an idea: a page of it, and what is said in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import discussions, prepared, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.comments import CommentEditForm, CommentForm
from ideas.models import Comment, Idea
from ideas.stages import CommentAudience
from ideas.views import reading
from ideas.views.calling import say_who_was_meant
from ideas.views.refusals import says_why
from ideas.views.sending import sent
from ideas.workflow import commenting


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comments(request: MemberRequest, pk: int) -> HttpResponse:
    """GET is a page of the discussion, POST says something."""
    idea = prepared.open_talk(request.user, pk)
    if request.method == "POST":
        return _create(request, idea)
    context = discussions.discussion_of(idea, request.user, **reading.asked(request))
    template = "ideas/partials/discussion.html" if request.htmx else "ideas/discussion.html"
    return render(request, template, context)


@guidelines_required
def _create(request: MemberRequest, idea: Idea) -> HttpResponse:
    if not rules.may_comment(request.user, idea):
        raise PermissionDenied
    parent = _parent(request, idea, request.POST.get("parent", ""))
    form = CommentForm(
        request.POST, audiences=_audiences(request, idea, parent), auto_id=_names_of_fields(parent)
    )
    if not form.is_valid():
        return _form_page(request, idea, parent, form)
    data = form.cleaned_data
    try:
        comment = commenting.post(
            idea,
            by=request.user,
            body=data["body"],
            audience=data["audience"],
            parent=parent,
            may_quote=data["may_quote"],
            request_key=data["request_key"],
        )
    except (OutOfDateError, RefusedError) as error:
        form.add_error(None, str(error))
        return _form_page(request, idea, parent, form)
    return _said(request, idea, comment)


def _said(request: MemberRequest, idea: Idea, comment: Comment) -> HttpResponse:
    address = say_who_was_meant(request, comment)
    if not request.htmx:
        return redirect(address)
    after = discussions.cursor_for(comment, request.user)
    context = discussions.discussion_of(idea, request.user, after=after, focus=comment.pk)
    return render(request, "ideas/partials/posted.html", context)


@require_safe
@login_required
def new(request: MemberRequest, pk: int) -> HttpResponse:
    """A form to say something, or to answer the comment that `?parent=` names."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_comment(request.user, idea):
        raise PermissionDenied
    parent = _parent(request, idea, request.GET.get("parent", ""))
    initial = {"parent": parent.pk} if parent else {}
    form = CommentForm(
        audiences=_audiences(request, idea, parent), initial=initial, auto_id=_names_of_fields(parent)
    )
    return _form_page(request, idea, parent, form)


def _parent(request: MemberRequest, idea: Idea, key: str) -> Comment | None:
    if not key:
        return None
    found = Comment.objects.visible_to(request.user).on(idea).for_threads()
    return get_object_or_404(found, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)


def _names_of_fields(parent: Comment | None) -> str:
    """A page may hold a form for each comment beside the one below them all: no two share an id."""
    return f"id_{parent.pk}_%s" if parent else "id_%s"


def _audiences(request: MemberRequest, idea: Idea, parent: Comment | None) -> list[CommentAudience]:
    """What may be chosen: never wider than what is answered."""
    found = rules.comment_audiences(request.user, idea)
    if parent is None:
        return found
    return [audience for audience in found if not commenting.is_wider(audience, parent.audience)]


def _form_page(request: MemberRequest, idea: Idea, parent: Comment | None, form: CommentForm) -> HttpResponse:
    """The form on a page of its own; for htmx the form alone, in the place it came from."""
    shown = discussions.shown(parent, idea, request.user) if parent else None
    context = {"idea": idea, "parent": shown, "form": form}
    template = "ideas/partials/comment_form.html" if request.htmx else "ideas/comment_new.html"
    response = render(request, template, context, status=422 if form.is_bound else 200)
    if form.is_bound:
        response["HX-Retarget"] = f"#say-{parent.pk if parent else 'new'}"
        response["HX-Reswap"] = "outerHTML"
    return response


@require_safe
@login_required
def show(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    """A comment's permanent address: leads to the page of the discussion where it stands."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=comment_pk, idea=pk)
    after = discussions.cursor_for(comment, request.user)
    where = {"after": after} if after else {}
    query = urlencode({**where, "comment": str(comment.pk)})
    part = "" if "top" in request.GET else f"#comment-{comment.pk}"
    return redirect(f"{comment.idea.get_absolute_url()}?{query}{part}")


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@guidelines_required
@says_why
def edit(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Say it in other words, or take it back: POST and DELETE."""
    found = Comment.objects.visible_to(request.user).for_threads()
    comment = get_object_or_404(found, pk=comment_pk, idea=pk)
    if not rules.may_edit_comment(request.user, comment):
        raise PermissionDenied
    if request.method == "DELETE":
        commenting.delete(comment, by=request.user)
        messages.success(request, _("Your comment is deleted."))
        return redirect(comment)
    initial = {"body": comment.body, "may_quote": comment.may_quote}
    form = CommentEditForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        edited = commenting.edit(comment, by=request.user, **form.cleaned_data)
        return redirect(say_who_was_meant(request, edited))
    context = {"comment": comment, "idea": comment.idea, "form": form}
    return render(request, "ideas/comment_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
@guidelines_required
@says_why
def answer(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    """An author says that the current revision answers the comment."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=comment_pk, idea=pk)
    commenting.mark_answered(comment, by=request.user)
    return redirect(comment)
