"""The only code that keeps the files behind evidence, and removes them."""

from collections.abc import Iterable
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from ideanet import uploads
from ideanet.uploads import Examined
from ideas.models import Evidence, EvidenceFile, Idea


def keep(evidence: Evidence, found: Examined) -> EvidenceFile:
    """Inside the transaction that writes the evidence. `found` has been examined and stripped."""
    kept = EvidenceFile(
        evidence=evidence, name=found.name, content_type=found.kind.content_type, size=found.size
    )
    kept.file.save(f"{uuid4().hex}{found.kind.suffix}", ContentFile(found.data), save=False)
    if found.picture:
        small = uploads.thumbnail(found.picture.data)
        kept.thumbnail_type = small.kind.content_type
        kept.thumbnail.save(f"{uuid4().hex}{small.kind.suffix}", ContentFile(small.data), save=False)
    kept.save(force_insert=True)
    return kept


def remove(evidence: Evidence) -> None:
    """Once the evidence is gone for good, so are its files."""
    _remove_after(EvidenceFile.objects.filter(evidence=evidence).values_list("file", "thumbnail"))


def discard(idea: Idea) -> None:
    """As `remove`, for all of an idea that is being thrown away."""
    _remove_after(EvidenceFile.objects.filter(evidence__idea=idea).values_list("file", "thumbnail"))


def _remove_after(rows: Iterable[tuple[str, str]]) -> None:
    for names in rows:
        for name in filter(None, names):
            transaction.on_commit(partial(default_storage.delete, name))
