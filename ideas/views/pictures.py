"""The pictures of ideas: brought into a text, and shown to those who may see it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from ideanet import uploads
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import prepared, rules
from ideas.errors import RefusedError
from ideas.forms.pictures import PictureForm
from ideas.models import Idea, Picture
from ideas.workflow import illustrating


@require_POST
@login_required
@guidelines_required
def create(request: MemberRequest) -> HttpResponse:
    """Keep a picture that was dropped or pasted, and answer with the Markdown that shows it."""
    if not rules.may_submit_ideas(request.user):
        raise PermissionDenied
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    idea = _idea(request, form.cleaned_data["idea"])
    found = form.cleaned_data["picture"]
    try:
        picture = illustrating.add(found, by=request.user, idea=idea)
    except RefusedError as error:
        return _refused(str(error))
    return JsonResponse(
        {"markdown": in_markdown(picture, found.name), "address": picture.get_absolute_url()},
        status=HTTPStatus.CREATED,
    )


def in_markdown(picture: Picture, name: str) -> str:
    """What shows the picture in a text; its file's name stands for it until somebody says it better."""
    words = name.rpartition(".")[0].replace("-", " ").replace("_", " ")
    for mark in "\\[]":
        words = words.replace(mark, " ")
    return f"![{' '.join(words.split())}]({picture.get_absolute_url()})"


def _idea(request: MemberRequest, pk: int | None) -> Idea | None:
    if pk is None:
        return None
    return prepared.find_for_rules(request.user, pk)


def _refused(message: str) -> JsonResponse:
    return JsonResponse({"message": message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_safe
@login_required
def show(request: MemberRequest, key: UUID) -> HttpResponseBase:
    """The picture itself; its reader's browser keeps it, and asks each time whether it still may show it."""
    picture = get_object_or_404(Picture.objects.visible_to(request.user), key=key)
    return uploads.answer_picture(request, picture.file, content_type=picture.content_type)
