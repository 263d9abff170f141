"""The methods that a category can choose: name, version, what they say of themselves, what they compute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.methods import jury, people
from awards.methods.standings import Standing
from awards.stages import JuryMethod, PeopleMethod

Compute = Callable[[Mapping[str, Any], Mapping[str, Any]], list[Standing]]


@dataclass(frozen=True)
class Method:
    """Whoever changes what `compute` answers raises `version`: runs say which one they used."""

    name: str
    version: int
    label: Promise | str
    explanation: Promise
    unit: Promise
    compute: Compute


METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method(
            JuryMethod.WEIGHTED_MEAN,
            1,
            JuryMethod.WEIGHTED_MEAN.label,
            _(
                "Each judge’s score is the weighted mean of their answers, from 0 to 100; what they mark as "
                "not applicable counts neither for nor against. The entry’s score is the mean of its judges."
            ),
            _("points of 100"),
            jury.weighted_mean,
        ),
        Method(
            JuryMethod.ADDITIVE,
            1,
            JuryMethod.ADDITIVE.label,
            _(
                "Each judge’s score is the weighted mean of their answers, from 0 to 100. Strict and lenient "
                "judges are then told apart by least squares (score = entry + judge), so that it does not "
                "matter which judges an entry happened to get."
            ),
            _("points of 100"),
            jury.additive,
        ),
        Method(
            PeopleMethod.PLURALITY,
            1,
            PeopleMethod.PLURALITY.label,
            _("The entry that most ballots put first wins."),
            _("first places"),
            people.plurality,
        ),
        Method(
            PeopleMethod.BORDA,
            1,
            PeopleMethod.BORDA.label,
            _(
                "On each ballot an entry gets a point for every entry below it; what a ballot leaves out "
                "shares the last places. The most points win."
            ),
            _("points"),
            people.borda,
        ),
        Method(
            PeopleMethod.SCHULZE,
            1,
            PeopleMethod.SCHULZE.label,
            _(
                "Every two entries are compared on all ballots. The winner is the entry that no other beats, "
                "directly or along a chain of comparisons; what a ballot leaves out counts as last."
            ),
            _("not beaten by so many others"),
            people.schulze,
        ),
    )
}
