"""A council's rules and the working of its decisions, in sentences."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from councils import scoring, verdicts
from councils.models import Procedure
from councils.stages import DecisionRule, Outcome, SeatClass
from councils.verdicts import Quorum


def rule_sentence(rule: str, approve_from: int, decline_below: int, share: Fraction) -> str:
    """How the rule decides."""
    sentences = {
        DecisionRule.THRESHOLD: _(
            "The mean score decides: approved from %(approve)d %%, declined below %(decline)d %%, "
            "and in between to be revised and resubmitted."
        )
        % {"approve": approve_from, "decline": decline_below},
        DecisionRule.MAJORITY: _(
            "What more than half of the reviews recommend; without a majority the chair decides and says why."
        ),
        DecisionRule.SUPERMAJORITY: _(
            "What at least %(some)d of every %(all)d reviews recommend; otherwise the chair decides and says why."
        )
        % {"some": share.numerator, "all": share.denominator},
        DecisionRule.CONSENSUS: _(
            "What all reviews recommend; if they differ, the chair decides and says why."
        ),
        DecisionRule.CHAIR: _("The chair decides after reading the reviews, and says why."),
    }
    return sentences[DecisionRule(rule)]


def rule_of(procedure: Procedure) -> str:
    return rule_sentence(
        procedure.decision_rule, procedure.approve_from, procedure.decline_below, procedure.share
    )


def quorum_of(procedure: Procedure) -> str:
    """So many reviews, of such classes."""
    parts = [
        ngettext("%(count)d review", "%(count)d reviews", procedure.quorum) % {"count": procedure.quorum}
    ]
    parts += [
        _("%(count)d of them by seats of the class “%(class)s”")
        % {"count": number, "class": SeatClass(name).label}
        for name, number in procedure.class_quorums.items()
    ]
    return ", ".join(parts)


def missing_for(quorum: Quorum) -> list[str]:
    """What is missing for a quorum, each in words; empty when it is met."""
    found = []
    if quorum.there < quorum.needed:
        lacking = quorum.needed - quorum.there
        found.append(
            ngettext("%(count)d more review", "%(count)d more reviews", lacking) % {"count": lacking}
        )
    for name, (need, there) in quorum.classes.items():
        if there < need:
            found.append(
                _("%(count)d more by a seat of the class “%(class)s”")
                % {"count": need - there, "class": SeatClass(name).label}
            )
    return found


def working_of(working: dict[str, Any]) -> list[str]:
    """A decision's working, step by step, from what was frozen with it."""
    reviews = working["reviews"]
    counts = {o: sum(r["outcome"] == o for r in reviews) for o in Outcome.values}
    steps = [
        ngettext("%(count)d review counts.", "%(count)d reviews count.", len(reviews))
        % {"count": len(reviews)},
        _("They recommend: %(counts)s.")
        % {"counts": ", ".join(f"{Outcome(o).label} {n}" for o, n in counts.items())},
    ]
    mean = verdicts.mean_score(working)
    if mean is not None:
        scores = [Fraction(r["score"]) for r in reviews if r["score"] is not None]
        steps.append(
            _("Scores: %(scores)s; their mean is %(mean)s %%.")
            % {
                "scores": ", ".join(f"{scoring.rounded(s * 100, 1)} %" for s in scores),
                "mean": scoring.rounded(mean * 100, 1),
            }
        )
    # Decisions of before there were supermajorities have no share in their working.
    share = Fraction(working.get("share", 1))
    rule = rule_sentence(working["rule"], working["approve_from"], working["decline_below"], share)
    steps.append(_("Rule: %(rule)s") % {"rule": rule})
    outcome = verdicts.recompute(working)
    steps.append(
        _("So the rule says: %(outcome)s.") % {"outcome": outcome.label}
        if outcome
        else _("So the rule leaves it to the chair.")
    )
    return steps
