"""The only code that keeps the pictures of ideas, and says when readers may see them."""

import uuid
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from ideanet import html
from ideanet.people.models import Person
from ideanet.uploads import Examined
from ideas import rules
from ideas.errors import RefusedError
from ideas.models import Idea, Picture

MOST_OF_ONE_IDEA = 100
MOST_WAITING = 100


def add(found: Examined, *, by: Person, idea: Idea | None = None) -> Picture:
    """Keep a picture for a text that is being written; `idea` is None while the text is not saved."""
    if not (rules.may_write(by, idea) if idea else rules.may_submit_ideas(by)):
        raise PermissionDenied
    others = Picture.objects.filter(idea=idea) if idea else Picture.objects.waiting(by)
    if others.count() >= (MOST_OF_ONE_IDEA if idea else MOST_WAITING):
        raise RefusedError(_("That is one picture too many for one text."))
    key = uuid.uuid4()
    picture = Picture(key=key, idea=idea, added_by=by, content_type=found.kind.content_type)
    picture.file.save(f"{key}{found.kind.suffix}", ContentFile(found.data), save=False)
    picture.save(force_insert=True)
    return picture


def attach(idea: Idea, body: str, *, by: Person) -> None:
    """Give the idea the pictures that its writer brought into its text before it was saved."""
    if keys := html.own_pictures(body):
        Picture.objects.waiting(by).keyed(keys).update(idea=idea)


def publish(idea: Idea) -> None:
    """Let the idea's readers see the pictures of the text that is being published."""
    if keys := html.own_pictures(idea.body):
        Picture.objects.filter(idea=idea, is_published=False).keyed(keys).update(is_published=True)


def discard(idea: Idea) -> None:
    """Remove the files of an idea that is being thrown away, once it is gone."""
    for name in Picture.objects.filter(idea=idea).values_list("file", flat=True):
        transaction.on_commit(partial(default_storage.delete, name))
