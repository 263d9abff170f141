"""The pictures in an entry's text, for whoever reads the entry, though the idea's own page be closed to them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from awards import prepared
from ideanet import html, uploads
from ideanet.people.requests import MemberRequest
from ideas.models import Picture


@require_safe
@login_required
def show(request: MemberRequest, pk: int, key: UUID) -> HttpResponseBase:
    """One that the revision shows which competes, whatever later revisions show."""
    entry = prepared.text_seen_by(request.user, pk)
    if str(key) not in html.own_pictures(entry.revision.body):
        raise Http404
    picture = get_object_or_404(Picture, key=key, idea=entry.idea_id, is_published=True)
    return uploads.answer_picture(request, picture.file, content_type=picture.content_type)
