"""How a stated rule turns reviews into a decision: pure, shown with its working, recomputable from it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from councils import scoring
from councils.models import Procedure
from councils.stages import DecisionRule, Outcome


@dataclass(frozen=True)
class Ballot:
    """What one submitted review says: its recommendation, its score from 0 to 1, the class of the seat."""

    outcome: str
    score: Fraction | None
    seat_class: str


@dataclass(frozen=True)
class Quorum:
    """What is needed and what is there, by class in `classes` as (needed, there)."""

    needed: int
    there: int
    classes: dict[str, tuple[int, int]]

    @property
    def is_met(self) -> bool:
        return self.there >= self.needed and all(there >= need for need, there in self.classes.values())


@dataclass(frozen=True)
class Verdict:
    """`outcome` is None where the rule leaves the decision to the chair."""

    outcome: Outcome | None
    working: dict[str, Any]


def count_quorum(procedure: Procedure, seat_classes: Iterable[str]) -> Quorum:
    counted = Counter(seat_classes)
    return Quorum(
        needed=procedure.quorum,
        there=counted.total(),
        classes={name: (need, counted[name]) for name, need in procedure.class_quorums.items()},
    )


def compute(procedure: Procedure, ballots: Sequence[Ballot]) -> Verdict:
    """Apply the procedure's rule; the working holds all that it was applied to."""
    reviews = [
        {"outcome": b.outcome, "score": None if b.score is None else str(b.score), "class": b.seat_class}
        for b in ballots
    ]
    working = {
        "rule": procedure.decision_rule,
        "approve_from": procedure.approve_from,
        "decline_below": procedure.decline_below,
        "share": str(procedure.share),
        # Sorted, so that the working tells nobody in which order the reviews came in.
        "reviews": sorted(reviews, key=str),
    }
    return Verdict(recompute(working), working)


def recompute(working: dict[str, Any]) -> Outcome | None:
    """The outcome that follows from a decision's working; None where the rule leaves it to the chair."""
    reviews = working["reviews"]
    match working["rule"]:
        case DecisionRule.THRESHOLD:
            return _by_threshold(mean_score(working), working["approve_from"], working["decline_below"])
        case DecisionRule.MAJORITY:
            return _by_majority([review["outcome"] for review in reviews])
        case DecisionRule.SUPERMAJORITY:
            return _by_share([review["outcome"] for review in reviews], Fraction(working["share"]))
        case DecisionRule.CONSENSUS:
            return _by_consensus({review["outcome"] for review in reviews})
        case _:
            return None


def mean_score(working: dict[str, Any]) -> Fraction | None:
    """The mean of the reviews' scores, from 0 to 1, exactly."""
    return scoring.average([Fraction(r["score"]) for r in working["reviews"] if r["score"] is not None])


def _by_threshold(mean: Fraction | None, approve_from: int, decline_below: int) -> Outcome | None:
    if mean is None:
        return None
    if mean * 100 >= approve_from:
        return Outcome.APPROVE
    return Outcome.DECLINE if mean * 100 < decline_below else Outcome.REVISE


def _by_majority(outcomes: Sequence[str]) -> Outcome | None:
    """What more than half recommend."""
    for outcome, number in Counter(outcomes).items():
        if 2 * number > len(outcomes):
            return Outcome(outcome)
    return None


def _by_share(outcomes: Sequence[str], share: Fraction) -> Outcome | None:
    """What at least so many recommend; more than half, so that it is one outcome at most."""
    for outcome, number in Counter(outcomes).items():
        if Fraction(number, len(outcomes)) >= share:
            return Outcome(outcome)
    return None


def _by_consensus(outcomes: set[str]) -> Outcome | None:
    """What all recommend."""
    return Outcome(outcomes.pop()) if len(outcomes) == 1 else None
