"""The pictures in a text under review, for whoever reads the review, though the idea's own page be closed to them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from councils import prepared
from ideanet import html, uploads
from ideanet.people.requests import MemberRequest
from ideas.models import Picture


@require_safe
@login_required
def show(request: MemberRequest, pk: int, key: UUID) -> HttpResponseBase:
    """One that the revision under review shows; the browser that keeps it asks each time whether it still may."""
    review = prepared.text_seen_by(request.user, pk)
    if str(key) not in html.own_pictures(review.revision.body):
        raise Http404
    picture = get_object_or_404(Picture, key=key, idea=review.idea_id, is_published=True)
    return uploads.answer_picture(request, picture.file, content_type=picture.content_type)
