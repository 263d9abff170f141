"""The files that people of the demo bring with their evidence: a chart drawn here, or a page of words."""

from typing import Any

from django.core.files.base import ContentFile

from ideanet.demo import pictures
from ideanet.uploads import Examined, examine


def brought(row: dict[str, Any]) -> Examined | None:
    """What a row of evidence brings along, if anything."""
    if row.get("chart"):
        return pictures.utilisation()
    if "page" in row:
        return examine(ContentFile(row["page"].encode(), name=f"{row['title']}.txt"))
    return None
