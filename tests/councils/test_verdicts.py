"""Every decision rule, over every split that tells it from another."""

from fractions import Fraction

import pytest

from councils import verdicts, wording
from councils.models import Council
from councils.stages import DecisionRule, Outcome, SeatClass
from councils.verdicts import Ballot

A, R, D = Outcome.APPROVE, Outcome.REVISE, Outcome.DECLINE


def council(rule: str, **fields: int) -> Council:
    return Council(decision_rule=rule, **fields)


def ballots(*outcomes: str, scores: tuple[str | None, ...] = ()) -> list[Ballot]:
    padded = scores or ("0.5",) * len(outcomes)
    return [
        Ballot(outcome, None if score is None else Fraction(score), SeatClass.EXPERT)
        for outcome, score in zip(outcomes, padded, strict=True)
    ]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((A, A, R), A),
        ((A, R), None),
        ((A, R, D), None),
        ((D, D, A), D),
        ((R,), R),
        ((), None),
    ],
)
def test_a_majority_is_more_than_half(outcomes: tuple[str, ...], expected: str | None) -> None:
    assert verdicts.compute(council(DecisionRule.MAJORITY), ballots(*outcomes)).outcome == expected


@pytest.mark.parametrize(
    ("share", "outcomes", "expected"),
    [
        ((2, 3), (A, A, R), A),
        ((2, 3), (A, A, A, R, R), None),
        ((3, 4), (D, D, D, A), D),
        ((3, 4), (D, D, A), None),
        ((1, 1), (A, A, R), None),
        ((2, 3), (), None),
    ],
)
def test_a_supermajority_is_exactly_the_share_stated(
    share: tuple[int, int], outcomes: tuple[str, ...], expected: str | None
) -> None:
    some, of_all = share
    procedure = council(DecisionRule.SUPERMAJORITY, share_numerator=some, share_denominator=of_all)
    verdict = verdicts.compute(procedure, ballots(*outcomes))
    assert verdict.outcome == verdicts.recompute(verdict.working) == expected
    assert wording.rule_of(procedure) in wording.working_of(verdict.working)[-2]


@pytest.mark.parametrize(("outcomes", "expected"), [((A, A), A), ((A, R), None), ((), None)])
def test_consensus_is_what_all_recommend(outcomes: tuple[str, ...], expected: str | None) -> None:
    assert verdicts.compute(council(DecisionRule.CONSENSUS), ballots(*outcomes)).outcome == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (("0.7", "0.7"), A),
        (("0.699999", "0.7"), R),
        (("0.4", "0.4"), R),
        (("0.39", "0.4"), D),
        (("0.9", None), A),
        ((None, None), None),
    ],
)
def test_a_threshold_goes_by_the_exact_mean(scores: tuple[str | None, ...], expected: str | None) -> None:
    procedure = council(DecisionRule.THRESHOLD, approve_from=70, decline_below=40)
    assert verdicts.compute(procedure, ballots(D, D, scores=scores)).outcome == expected


def test_the_chair_decides_where_the_rule_says_so() -> None:
    assert verdicts.compute(council(DecisionRule.CHAIR), ballots(A, A)).outcome is None


@pytest.mark.parametrize("rule", DecisionRule.values)
def test_a_decision_can_be_recomputed_from_its_working(rule: str) -> None:
    verdict = verdicts.compute(council(rule), ballots(A, A, D, scores=("0.9", "0.8", "0.1")))
    assert verdicts.recompute(verdict.working) == verdict.outcome


def test_the_working_hides_the_order_in_which_reviews_came_in() -> None:
    rule = council(DecisionRule.MAJORITY)
    one, other = ballots(A, D, scores=("0.9", "0.1")), ballots(D, A, scores=("0.1", "0.9"))
    assert verdicts.compute(rule, one).working == verdicts.compute(rule, other).working


def test_a_quorum_counts_reviews_and_their_classes() -> None:
    wanted = council(DecisionRule.MAJORITY, quorum=3, quorum_academic=1)
    some = verdicts.count_quorum(wanted, [SeatClass.EXPERT, SeatClass.EXPERT])
    assert (some.is_met, wording.missing_for(some)) == (
        False,
        ["1 more review", "1 more by a seat of the class “Academic”"],
    )
    three_experts = verdicts.count_quorum(wanted, [SeatClass.EXPERT] * 3)
    assert (three_experts.is_met, wording.missing_for(three_experts)) == (
        False,
        ["1 more by a seat of the class “Academic”"],
    )
    enough = verdicts.count_quorum(wanted, [SeatClass.EXPERT, SeatClass.EXPERT, SeatClass.ACADEMIC])
    assert (enough.is_met, wording.missing_for(enough)) == (True, [])


def test_the_working_reads_as_sentences() -> None:
    procedure = council(DecisionRule.THRESHOLD, approve_from=70, decline_below=40)
    working = verdicts.compute(procedure, ballots(A, R, scores=("0.75", "0.5"))).working
    assert wording.working_of(working) == [
        "2 reviews count.",
        "They recommend: Approve 1, Revise and resubmit 1, Decline 0.",
        "Scores: 75.0 %, 50.0 %; their mean is 62.5 %.",
        (
            "Rule: The mean score decides: approved from 70 %, declined below 40 %, and in between to be "
            "revised and resubmitted."
        ),
        "So the rule says: Revise and resubmit.",
    ]


def test_the_working_says_when_the_rule_leaves_it_to_the_chair() -> None:
    working = verdicts.compute(council(DecisionRule.CHAIR), ballots(A, scores=(None,))).working
    assert wording.working_of(working)[-1] == "So the rule leaves it to the chair."


def test_a_council_says_its_quorum_and_rule_in_words() -> None:
    vetting = council(DecisionRule.CONSENSUS, quorum=4, quorum_customer=2)
    assert wording.quorum_of(vetting) == "4 reviews, 2 of them by seats of the class “Customer”"
    assert wording.rule_of(vetting).startswith("What all reviews recommend")
