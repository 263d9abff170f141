"""The only code that writes councils, their scorecards and their entry requirements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from councils import notices, rules
from councils.models import Council, CouncilReview, Criterion, Requirement, Scorecard
from councils.stages import Blindness
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.people.models import Person
from ideas.errors import RefusedError

# From the most open mode to the most closed.
_CLOSEDNESS: Final = [Blindness.OPEN, Blindness.AUTHORS_HIDDEN, Blindness.BOTH_HIDDEN]


@dataclass(frozen=True)
class Asked:
    """One criterion of a scorecard to be; `labels` name its points from 1 up, `rubric` says how they look."""

    name: str
    guidance: str = ""
    weight: int = 1
    labels: Sequence[str] = ("1", "2", "3", "4", "5")
    is_required: bool = True
    allows_not_applicable: bool = False
    rubric: Sequence[str] = ()
    is_text: bool = False


def first_scorecard() -> list[Asked]:
    """What a new council judges by until its chair says otherwise."""
    labels = [_("Weak"), _("Thin"), _("Sound"), _("Strong"), _("Outstanding")]
    return [
        Asked(
            _("Originality"), _("Does it say something that others have not said?"), weight=2, labels=labels
        ),
        Asked(
            _("Evidence"),
            _("Would a sceptic be convinced by what stands behind it?"),
            labels=labels,
            allows_not_applicable=True,
        ),
        Asked(_("Reach"), _("To how many of our customers does it matter, and how much?"), labels=labels),
        Asked(_("Clarity"), _("Can its readers say it again in their own words?"), labels=labels),
    ]


@transaction.atomic
def found(*, by: Person, **fields: Any) -> Council:
    """Set a council up, with a scorecard to start from; `fields` are the Council fields of the form."""
    if not rules.keeps_councils(by):
        raise PermissionDenied
    council = Council.objects.create(created_by=by, **fields)
    _add_scorecard(council, first_scorecard(), 50, by)
    events.record(notices.CREATED, council, by=by)
    return council


@transaction.atomic
def change(council: Council, *, by: Person, **fields: Any) -> Council:
    """Change a council's words and rules; reviews under way keep the rules that they opened with."""
    council = _lock(council, by)
    wanted = fields.get("blindness", council.blindness)
    if _is_looser(wanted, council.blindness) and _has_hidden_reviews(council, wanted):
        raise RefusedError(_("Reviews that promised more discretion are under way; close them first."))
    for name, value in fields.items():
        setattr(council, name, value)
    council.save(update_fields=list(fields))
    events.record(notices.CHANGED, council, by=by)
    return council


def _is_looser(wanted: str, current: str) -> bool:
    return _CLOSEDNESS.index(Blindness(wanted)) < _CLOSEDNESS.index(Blindness(current))


def _has_hidden_reviews(council: Council, wanted: str) -> bool:
    closer = _CLOSEDNESS[_CLOSEDNESS.index(Blindness(wanted)) + 1 :]
    return CouncilReview.objects.under_way().filter(council=council, blindness__in=closer).exists()


@transaction.atomic
def keep_scorecard(
    council: Council, criteria: Sequence[Asked], *, by: Person, minimum_coverage: int
) -> Scorecard:
    """A new version of the scorecard, for the reviews that open from now on."""
    council = _lock(council, by)
    if not criteria:
        raise RefusedError(_("A scorecard needs a criterion."))
    if len({asked.name.casefold() for asked in criteria}) < len(criteria):
        raise RefusedError(_("Two criteria have the same name."))
    scorecard = _add_scorecard(council, criteria, minimum_coverage, by)
    events.record(notices.SCORECARD_CHANGED, council, by=by, version=scorecard.version)
    return scorecard


def _add_scorecard(
    council: Council, criteria: Sequence[Asked], minimum_coverage: int, by: Person
) -> Scorecard:
    newest = council.scorecards.aggregate(newest=Max("version"))["newest"] or 0
    scorecard = Scorecard.objects.create(
        council=council, version=newest + 1, minimum_coverage=minimum_coverage, made_by=by
    )
    Criterion.objects.bulk_create(
        Criterion(
            scorecard=scorecard,
            position=position,
            name=asked.name,
            guidance=asked.guidance,
            weight=asked.weight,
            labels=[] if asked.is_text else [str(label) for label in asked.labels],
            rubric=[] if asked.is_text else [str(look) for look in asked.rubric],
            is_text=asked.is_text,
            is_required=asked.is_required,
            allows_not_applicable=asked.allows_not_applicable and not asked.is_text,
        )
        for position, asked in enumerate(criteria)
    )
    return scorecard


@transaction.atomic
def require(council: Council, *, by: Person, **fields: Any) -> Requirement:
    """Add an entry requirement; `fields` are the Requirement fields of the form."""
    council = _lock(council, by)
    try:
        with transaction.atomic():
            requirement = Requirement.objects.create(council=council, **fields)
    except IntegrityError as error:
        raise RefusedError(_("The council requires this already; take the old rule out first.")) from error
    events.record(notices.REQUIREMENTS_CHANGED, council, by=by, subject=requirement)
    return requirement


@transaction.atomic
def drop_requirement(requirement: Requirement, *, by: Person) -> None:
    council = _lock(requirement.council, by)
    Requirement.objects.filter(pk=requirement.pk).delete()
    events.record(notices.REQUIREMENTS_CHANGED, council, by=by)


def _lock(council: Council, by: Person) -> Council:
    council = lock_council(council)
    if not rules.may_edit_council(by, council):
        raise PermissionDenied
    return council
