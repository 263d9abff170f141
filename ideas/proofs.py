"""Proofs that what is maintained equals what it is maintained from; `manage.py verify` runs them all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Difference:
    """A figure of a thing (as in "idea 7") as it is kept, and as its rows say."""

    thing: str
    figure: str
    kept: object
    counted: object

    def __str__(self) -> str:
        return f"{self.thing}: {self.figure} is {self.kept}, its rows say {self.counted}"


# What has been compared is counted by yielding None for each thing that agrees.
Proof = Callable[[], Iterator[Difference | None]]

_proofs: dict[str, tuple[Promise | str, Proof]] = {}


def register(key: str, label: Promise | str, proof: Proof) -> None:
    """Rooms say what they keep and how it is proved, when they are ready. `proof` writes nothing."""
    _proofs[key] = (label, proof)


def all_proofs() -> Iterator[tuple[Promise | str, Proof]]:
    yield from _proofs.values()


def declare() -> None:
    """The proofs of this room; called once, when the app is ready."""
    from ideas import (  # they read the models, which load first
        derived,
        duplicates,
        heat,
        kept_files,
        segments,
        session_proofs,
        tallying,
    )

    register("ideas.votes", _("tallies of votes"), tallying.votes)
    register("ideas.merges", _("merges"), tallying.merges)
    register("ideas.comments", _("counts of comments"), tallying.comments)
    register("ideas.revisions", _("numbers and texts of revisions"), tallying.revisions)
    register("ideas.voices", _("the loop mark"), tallying.voices)
    register("ideas.sessions", _("places in sessions"), session_proofs.places)
    register("ideas.attendance", _("attendance of sessions"), session_proofs.attendance)
    register("ideas.search", _("the search index"), tallying.search)
    register("ideas.heat", _("the order of rising ideas"), heat.proof)
    register("ideas.segments", _("tallies of segments"), segments.proof)
    register("ideas.rounds", _("numbers of rounds"), derived.rounds)
    register("ideas.shares", _("shares of the credit"), derived.shares)
    register("ideas.answers", _("answers that were owed"), derived.answers)
    register("ideas.threads", _("threads of comments"), derived.threads)
    register("ideas.pictures", _("pictures that readers see"), derived.pictures)
    register("ideas.pairs", _("likely duplicates"), duplicates.proof)
    register("ideas.files", _("files that are kept"), kept_files.proof)
    register("activity.digests", _("what digests told"), derived.digests)
    register("activity.notices", _("ways of notices"), derived.ways)
