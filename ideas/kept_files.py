"""Proof that each file that rows tell of is kept, and is as large as they say."""

from collections.abc import Iterator

from django.db.models.fields.files import FieldFile

from ideas.models import EvidenceFile, Material, Picture
from ideas.proofs import Difference

SIZE = 1000


def proof() -> Iterator[Difference | None]:
    """Files of evidence and their thumbnails, materials of sessions, pictures in texts."""
    for row in EvidenceFile.objects.order_by("pk").iterator(chunk_size=SIZE):
        yield _compared(f"file of evidence {row.evidence_id}", row.file, row.size)
        if row.thumbnail:
            yield _compared(f"thumbnail of evidence {row.evidence_id}", row.thumbnail)
    for material in Material.objects.exclude(file="").order_by("pk").iterator(chunk_size=SIZE):
        yield _compared(f"file of material {material.pk}", material.file, material.size)
    for picture in Picture.objects.order_by("pk").iterator(chunk_size=SIZE):
        yield _compared(f"picture {picture.pk}", picture.file)


def _compared(thing: str, file: FieldFile, size: int | None = None) -> Difference | None:
    """`size` is what its row says, in bytes, if it says anything."""
    try:
        found = int(file.size)
    except FileNotFoundError:
        return Difference(thing, "file", str(file.name), "missing")
    return Difference(thing, "size", size, found) if size not in {None, found} else None
