"""The jury's methods, from frozen inputs to standings: the weighted mean, and the additive model.

Inputs: {"criteria": [{"criterion", "weight", "low", "high"}], "entries": [key], "sheets": [{"sheet",
"entry", "judge", "answers": {criterion: answer or null}}]}. Parameters: {"ties": a TieRule}. Scores are
from 0 to 100.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from awards.methods.additive import DisconnectedError, fit
from awards.methods.standings import CannotDecideError, Standing, ranks, rounded
from awards.methods.weighted import Question, mean, total
from awards.stages import TieRule

Given = dict[int, dict[int, Fraction]]  # entry, judge: score


def weighted_mean(inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Standing]:
    """Each judge's weighted mean over the criteria, then the mean over the judges."""
    given = _given(inputs)
    scores = {entry: mean(marks.values()) for entry, marks in given.items()}
    working = {entry: _judges(inputs, entry) for entry in scores}
    return _standings(inputs, parameters, scores, working)


def additive(inputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[Standing]:
    """The judges' weighted means, corrected for how strict or lenient each judge is.

    Raises CannotDecideError when entries have no chain of shared judges between them.
    """
    given = _given(inputs)
    by_judge: Given = {}
    for entry, marks in given.items():
        for judge, score in marks.items():
            by_judge.setdefault(judge, {})[entry] = score
    try:
        fitted = fit(by_judge)
    except DisconnectedError as error:
        raise CannotDecideError("disconnected") from error
    working = {
        entry: [row | {"effect": str(_points(fitted.judges[row["judge"]]))} for row in _judges(inputs, entry)]
        for entry in fitted.entries
    }
    return _standings(inputs, parameters, fitted.entries, working)


def _questions(inputs: Mapping[str, Any]) -> dict[str, Question]:
    return {
        str(criterion["criterion"]): Question(criterion["weight"], criterion["low"], criterion["high"])
        for criterion in inputs["criteria"]
    }


def _given(inputs: Mapping[str, Any]) -> Given:
    """What each judge gave each entry. Raises CannotDecideError for an entry that nobody scored."""
    questions = _questions(inputs)
    given: Given = {entry: {} for entry in inputs["entries"]}
    for sheet in inputs["sheets"]:
        score = total(questions, sheet["answers"]).score
        if score is not None:
            given[sheet["entry"]][sheet["judge"]] = score
    if not all(given.values()) or not given:
        raise CannotDecideError("unscored")
    return given


def _judges(inputs: Mapping[str, Any], entry: int) -> list[dict[str, Any]]:
    """The judges' scores of one entry, as the page opens them."""
    questions = _questions(inputs)
    found = []
    for sheet in inputs["sheets"]:
        if sheet["entry"] == entry:
            worked = total(questions, sheet["answers"])
            if worked.score is not None:
                found.append(
                    {
                        "judge": sheet["judge"],
                        "score": str(_points(worked.score)),
                        "coverage": str(_points(worked.coverage)),
                        "answers": sheet["answers"],
                    }
                )
    return found


def _criteria(inputs: Mapping[str, Any], entry: int) -> dict[str, Fraction | None]:
    """The mean of each criterion from 0 to 1, the heaviest first, then in their order; None: not applicable."""
    found: dict[str, Fraction | None] = {}
    questions = _questions(inputs)
    for key in sorted(questions, key=lambda key: -questions[key].weight):
        answers = [s["answers"].get(key) for s in inputs["sheets"] if s["entry"] == entry]
        units = [questions[key].unit(answer) for answer in answers if answer is not None]
        found[key] = mean(units) if units else None
    return found


def _standings(
    inputs: Mapping[str, Any],
    parameters: Mapping[str, Any],
    scores: Mapping[int, Fraction],
    judges: Mapping[int, list[dict[str, Any]]],
) -> list[Standing]:
    criteria = {entry: _criteria(inputs, entry) for entry in scores}
    keys = {entry: (score, _tie_break(parameters, criteria[entry])) for entry, score in scores.items()}
    places = ranks(keys)
    found = [
        Standing(
            entry,
            places[entry],
            _points(score),
            {"exact": str(score * 100), "judges": judges[entry], "criteria": _shown(criteria[entry])},
        )
        for entry, score in scores.items()
    ]
    return sorted(found, key=lambda standing: (standing.rank, standing.entry))


def _tie_break(
    parameters: Mapping[str, Any], criteria: Mapping[str, Fraction | None]
) -> tuple[Fraction, ...]:
    """What decides between equal scores: nothing, or the criteria, the heaviest first."""
    if parameters["ties"] != TieRule.CRITERIA:
        return ()
    return tuple(Fraction(-1) if unit is None else unit for unit in criteria.values())


def _shown(criteria: Mapping[str, Fraction | None]) -> dict[str, str | None]:
    return {key: None if unit is None else str(_points(unit)) for key, unit in criteria.items()}


def _points(unit: Fraction) -> Decimal:
    return rounded(unit * 100)
