"""Freezing: what a result is computed from, as plain JSON with its digest."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from awards.methods.registry import METHODS
from awards.models import Ballot, Category, Entry, Phase, Run, ScoreSheet
from awards.stages import Channel


@dataclass(frozen=True)
class Frozen:
    """`digest` is the SHA-256, in hexadecimal, of the rest but for the category and the phase."""

    category: Category
    channel: str
    phase: Phase
    method: str
    parameters: dict[str, Any]
    inputs: dict[str, Any]

    @property
    def digest(self) -> str:
        return digest(self.method, METHODS[self.method].version, self.parameters, self.inputs)


@dataclass(frozen=True)
class Check:
    """What computing a run again came to."""

    digest: str
    same_inputs: bool
    same_results: bool

    @property
    def is_same(self) -> bool:
        return self.same_inputs and self.same_results


def digest(method: str, version: int, parameters: dict[str, Any], inputs: dict[str, Any]) -> str:
    """Of the four in canonical JSON: keys sorted, no spaces, UTF-8."""
    said = {"method": method, "version": version, "parameters": parameters, "inputs": inputs}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(category: Category, channel: str, phase: Phase) -> Frozen:
    """What stands in the tables now. Take the category's lock first, if it is to be written down."""
    if channel == Channel.JURY:
        method, parameters = category.jury_method, {"ties": category.tie_rule}
        inputs = _jury(category, phase)
    else:
        method, parameters = category.people_method, {}
        inputs = _people(category)
    return Frozen(category, channel, phase, method, parameters, inputs)


def check(run: Run) -> Check:
    """Work the result out again, from the tables as they are now, and compare every figure."""
    frozen = freeze(run.category, run.channel, run.phase)
    same = has_same_results(run)
    return Check(digest=frozen.digest, same_inputs=frozen.digest == run.digest, same_results=same)


def has_same_results(run: Run) -> bool:
    """Whether the method makes of the frozen inputs what the rows say, figure by figure."""
    found = {
        standing.entry: (standing.rank, standing.score, standing.working)
        for standing in METHODS[run.method].compute(run.inputs, run.parameters)
    }
    kept = {row.entry_id: (row.rank, row.score, row.working) for row in run.results.all()}
    return found == kept


def _jury(category: Category, phase: Phase) -> dict[str, Any]:
    criteria = category.criteria.order_by("position", "pk")
    entries = Entry.objects.competing().filter(category=category, round_reached__gte=phase.number)
    keys = list(entries.order_by("pk").values_list("pk", flat=True))
    sheets = ScoreSheet.objects.counting().filter(phase=phase, entry__in=keys).prefetch_related("scores")
    return {
        "criteria": [{"criterion": c.pk, "weight": c.weight, "low": c.low, "high": c.high} for c in criteria],
        "entries": keys,
        "sheets": [
            {
                "sheet": sheet.pk,
                "entry": sheet.entry_id,
                "judge": sheet.person_id,
                "answers": {str(score.criterion_id): score.value for score in sheet.scores.all()},
            }
            for sheet in sheets.order_by("pk")
        ],
    }


def _people(category: Category) -> dict[str, Any]:
    """Rankings and how often each was cast, without a trace of by whom."""
    keys = list(
        Entry.objects.competing().filter(category=category).order_by("pk").values_list("pk", flat=True)
    )
    standing = set(keys)
    cast: Counter[tuple[int, ...]] = Counter()
    for ballot in Ballot.objects.filter(category=category).prefetch_related("choices"):
        ranking = tuple(choice.entry_id for choice in ballot.choices.all() if choice.entry_id in standing)
        if ranking:
            cast[ranking] += 1
    return {
        "entries": keys,
        "ballots": [{"count": cast[ranking], "ranking": list(ranking)} for ranking in sorted(cast)],
    }
