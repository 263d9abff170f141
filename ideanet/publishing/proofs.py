"""Proof that a draft says what its newest version says."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from ideanet.publishing.models import Draft, DraftVersion
from ideas import proofs
from ideas.proofs import Difference

WORDS = ("title", "standfirst", "body")


def declare() -> None:
    proofs.register("publishing.versions", _("versions of drafts"), versions)


def versions() -> Iterator[Difference | None]:
    """The number and the words, against the rows of versions."""
    newest = DraftVersion.objects.filter(draft=OuterRef("pk")).order_by("-number")
    said = {f"newest_{name}": Subquery(newest.values(name)[:1]) for name in ("number", *WORDS)}
    for draft in Draft.objects.annotate(**said).order_by("pk").iterator(chunk_size=100):
        number: int | None = draft.newest_number  # type: ignore[attr-defined]  # annotated above
        wrong = [name for name in WORDS if getattr(draft, name) != getattr(draft, f"newest_{name}")]
        if draft.version != number:
            yield Difference(f"draft {draft.pk}", "version", draft.version, number)
        elif wrong:
            yield Difference(f"draft {draft.pk}", wrong[0], "of another version", "otherwise")
        else:
            yield None
