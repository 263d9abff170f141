"""Two people, or one in two tabs, wrote at once: both texts on one page, nothing lost of either."""

from typing import Any, TypeAlias
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ideanet.people.requests import MemberRequest
from ideas import comparing, rules, uniting
from ideas.errors import OutOfDateError
from ideas.forms.writing import DraftForm, PreviewForm, RevisionForm, TextForm
from ideas.models import Idea, Jotting, Revision, WorkingCopy, Writer
from ideas.stages import Stage
from ideas.workflow import keeping

NAMES = ("title", "nugget", "body")
# Beyond so many differences one reads both texts and writes a third.
MOST_CHOICES = 40
# The browser's key for what is typed of a new idea.
NEW = "new-idea"

Theirs: TypeAlias = Idea | WorkingCopy | Jotting


def show(request: MemberRequest, idea: Idea, error: Exception) -> HttpResponse:
    """The text as it is now beside what was typed, and the form to go on from there: 409."""
    now = Idea.objects.for_rules().get(pk=idea.pk)
    copy = _newer_copy(request, now)
    mine = _mine(request)
    is_own = _changed_by(now, copy) == request.user.pk
    return _page(
        request,
        copy or now,
        mine,
        _form(request, now, copy, mine) if rules.may_edit(request.user, now) else None,
        idea=now,
        is_copy=copy is not None,
        is_own=is_own,
        message=_message(error, is_own=is_own, is_copy=copy is not None),
        is_revision=now.stage != Stage.DRAFT,
        kept=f"idea-{now.pk}",
        action=reverse("ideas:edit", args=[now.pk]),
        back=now.get_absolute_url(),
    )


def show_begun(request: MemberRequest, key: UUID | None, error: Exception) -> HttpResponse:
    """The same for the form of a new idea, beside what has become of it elsewhere: a draft, or not yet one.

    Raises Http404 when nothing has.
    """
    if key is None:
        raise Http404
    if idea := Idea.objects.visible_to(request.user).begun_with(key, request.user).first():
        return show(request, idea, error)
    theirs = get_object_or_404(Jotting.objects.visible_to(request.user), key=key)
    mine = _mine(request)
    where = {name: request.POST[name] for name in ("theme", "kind") if request.POST.get(name)}
    initial = DraftForm.initial_of_jotting(theirs) | where | mine
    return _page(
        request,
        theirs,
        mine,
        DraftForm(person=request.user, initial=initial),
        is_own=True,
        message=_message(OutOfDateError(), is_own=True, is_copy=False),
        kept=NEW,
        action=reverse("ideas:create"),
        back=reverse("ideas:ideas"),
    )


def _mine(request: MemberRequest) -> dict[str, str]:
    """What was typed, also where it is too long to be kept."""
    typed = PreviewForm(request.POST)
    typed.is_valid()
    return {name: typed.cleaned_data.get(name, request.POST.get(name, "")) for name in NAMES}


def _page(
    request: MemberRequest,
    theirs: Theirs,
    mine: dict[str, str],
    form: DraftForm | RevisionForm | None,
    **more: Any,
) -> HttpResponse:
    if form:
        # This page saves nothing by itself, and takes no files.
        form.fields["body"].toolbar = "plain"  # type: ignore[attr-defined]  # a TextField
    context: dict[str, Any] = {
        "theirs": theirs,
        "mine": mine,
        "parts": [comparing.typed(name, getattr(theirs, name), mine[name]) for name in NAMES],
        "form": form,
        "texts": _texts(theirs, mine) if form else [],
    }
    return render(request, "ideas/conflict.html", context | more, status=409)


def _changed_by(now: Idea, copy: WorkingCopy | None) -> int | None:
    """Whose the text is that stands there now; one's own other tab is nobody else."""
    if copy is not None:
        return copy.changed_by_id
    if now.stage != Stage.DRAFT:
        revision = Revision.objects.filter(idea=now, number=now.revision_number).first()
        return revision.published_by_id if revision else None
    last = Writer.objects.last_of(now)
    return last.person_id if last else None


def _message(error: Exception, *, is_own: bool, is_copy: bool) -> str:
    """What happened; that somebody wrote is said otherwise where it was oneself."""
    says_who = is_copy or str(error) == str(OutOfDateError())
    if is_own and says_who:
        return _("You changed this text in another tab or browser after you began here.")
    return str(error)


def _texts(theirs: Theirs, mine: dict[str, str]) -> list[dict[str, Any]]:
    """The passages of each text that differs, for as many as somebody would choose from."""
    found = {
        name: uniting.passages(getattr(theirs, name), mine[name])
        for name in NAMES
        if getattr(theirs, name) != mine[name]
    }
    if sum(1 for passages in found.values() for passage in passages if passage.number) > MOST_CHOICES:
        return []
    return [
        {"name": name, "label": TextForm.base_fields[name].label, "passages": passages}
        for name, passages in found.items()
    ]


def unite(request: MemberRequest, idea: Idea | None, typed: QueryDict) -> None:
    """Put the chosen passages of both texts into what was typed.

    Raises OutOfDateError when theirs is not what it was when the choices were made.
    """
    theirs = _theirs(request, idea, typed)
    if theirs is None or not _is_read(idea, theirs, typed):
        raise OutOfDateError
    for name in NAMES:
        start = f"choice-{name}-"
        marks = {key.removeprefix(start): str(value) for key, value in typed.items() if key.startswith(start)}
        choices = {int(key): value for key, value in marks.items() if key.isdecimal()}
        mine = str(typed.get(name, "")).replace("\r\n", "\n")
        typed[name] = uniting.united(getattr(theirs, name), mine, choices)


def _theirs(request: MemberRequest, idea: Idea | None, typed: QueryDict) -> Theirs | None:
    if idea is None:
        key = key_of(typed)
        return Jotting.objects.visible_to(request.user).filter(key=key).first() if key else None
    return keeping.copy_of(idea) if typed.get("theirs") == "copy" else idea


def key_of(typed: QueryDict) -> UUID | None:
    """The key of the form for a new idea."""
    try:
        return UUID(typed.get("begun", ""))
    except ValueError:
        return None


def _is_read(idea: Idea | None, theirs: Theirs, typed: QueryDict) -> bool:
    """Whether the choices were made from this very state: a published text is told by its number."""
    if idea and theirs is idea and idea.stage != Stage.DRAFT:
        return typed.get("read_number") == str(idea.revision_number)
    return typed.get("read_at") == theirs.changed_at.isoformat()


def _newer_copy(request: MemberRequest, now: Idea) -> WorkingCopy | None:
    """The working copy that somebody changed since this form was opened; it comes before what is published."""
    copy = keeping.copy_of(now) if now.stage == Stage.OPEN else None
    is_read = copy is not None and request.POST.get("read_at", "") == copy.changed_at.isoformat()
    return None if is_read else copy


def _form(
    request: MemberRequest, now: Idea, copy: WorkingCopy | None, mine: dict[str, str]
) -> DraftForm | RevisionForm:
    """What was typed, as if it had been begun from the text as it is now."""
    if now.stage == Stage.DRAFT:
        return DraftForm(person=request.user, idea=now, initial=DraftForm.initial_of(now) | mine)
    said = {"note": request.POST.get("note", ""), "is_material": "is_material" in request.POST}
    if copy is None:
        said["read_at"] = request.POST.get("read_at", "")
    return RevisionForm(initial=RevisionForm.initial_of(now, copy) | mine | said)
