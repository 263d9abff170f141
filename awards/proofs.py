"""Proofs that results are what their frozen inputs say, and winners what results say."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards import freezing
from awards.methods.registry import METHODS
from awards.models import Run, Winner
from ideas import proofs
from ideas.proofs import Difference


def declare() -> None:
    proofs.register("awards.runs", _("results of awards"), runs)
    proofs.register("awards.winners", _("winners of awards"), winners)


def runs() -> Iterator[Difference | None]:
    """The digest of each run's inputs, and its ranks and scores worked out from them again.

    A method that was changed since is another version: its old results cannot be worked out any more.
    """
    for run in Run.objects.order_by("pk").prefetch_related("results").iterator(chunk_size=50):
        digest = freezing.digest(run.method, run.method_version, run.parameters, run.inputs)
        if digest != run.digest:
            yield Difference(f"run {run.pk}", "digest", run.digest, digest)
        elif METHODS[run.method].version == run.method_version and not freezing.has_same_results(run):
            yield Difference(f"run {run.pk}", "results", "as they are", "otherwise")
        else:
            yield None


def winners() -> Iterator[Difference | None]:
    """The place, entry, channel and category of each winner, against the result that made it one."""
    same = Q(
        place=F("result__rank"),
        entry=F("result__entry"),
        channel=F("result__run__channel"),
        category=F("result__run__category"),
    )
    for key, is_same in Winner.objects.annotate(is_same=same).order_by("pk").values_list("pk", "is_same"):
        yield None if is_same else Difference(f"winner {key}", "place", "as it is", "otherwise")
