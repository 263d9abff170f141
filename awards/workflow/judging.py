"""The only code that writes score sheets and conflicts of interest."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards import notices, prepared, rules
from awards.methods.weighted import Question, total
from awards.models import Category, Conflict, Criterion, Entry, Phase, Score, ScoreSheet
from awards.stages import PhaseKind
from awards.workflow.locking import lock_category
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@dataclass(frozen=True)
class Opinion:
    """What a judge says: answers by criterion's key, None for not applicable; unanswered ones are absent."""

    answers: Mapping[int, int | None]
    comment: str = ""
    may_quote: bool = False


@transaction.atomic
def save(
    entry: Entry,
    opinion: Opinion,
    *,
    by: Person,
    read_version: int,
    hand_in: bool,
    window: UUID | None = None,
) -> ScoreSheet:
    """Keep a judge's sheet, as a draft or handed in. `read_version` is the version that the page, known
    as `window`, was opened with.

    Raises PermissionDenied to who does not judge the entry, RefusedError after the round's end or for an
    incomplete sheet, OutOfDateError when another window saved meanwhile.
    """
    category = lock_category(entry.category)
    entry = prepared.entry_for_rules(entry.pk)
    phase = _phase(entry, by)
    criteria = {criterion.pk: criterion for criterion in category.criteria.all()}
    _check_answers(criteria, opinion)
    sheet, _is_new = ScoreSheet.objects.get_or_create(entry=entry, person=by, phase=phase)
    if sheet.version != read_version and (window is None or sheet.window != window):
        raise OutOfDateError(_("You saved this sheet in another window meanwhile."))
    if hand_in or sheet.is_submitted:
        _check_complete(category, criteria, opinion)
    _write(sheet, opinion, window, hand_in=hand_in)
    if hand_in:
        events.record(notices.SCORED, category.cycle, by=by, subject=sheet, reach=Reach.NAMED)
    return ScoreSheet.objects.get(pk=sheet.pk)


@transaction.atomic
def declare_conflict(entry: Entry, *, by: Person, reason: str) -> None:
    """Step back from an entry; from then on the judge sees nothing of its judging. It stands."""
    category = lock_category(entry.category)
    entry = prepared.entry_for_rules(entry.pk)
    if not rules.may_judge(by, entry):
        raise PermissionDenied
    if category.cycle.calendar.is_released:
        raise OutOfDateError(_("The results are out."))
    _conflict, is_new = Conflict.objects.get_or_create(entry=entry, person=by, defaults={"reason": reason})
    if is_new:
        events.record(notices.CONFLICT, category.cycle, by=by, subject=entry, reach=Reach.NAMED)


def _phase(entry: Entry, by: Person) -> Phase:
    if not rules.may_judge(by, entry):
        raise PermissionDenied
    phase = entry.category.cycle.calendar.open(PhaseKind.JUDGING)
    if phase is None:
        raise RefusedError(_("Judging is not open now. What you wrote stands below; copy it if you need it."))
    if not rules.may_score(by, entry):
        raise RefusedError(_("This entry is not in the round that is being judged."))
    return phase


def _check_answers(criteria: Mapping[int, Criterion], opinion: Opinion) -> None:
    for key, value in opinion.answers.items():
        if key not in criteria:
            raise OutOfDateError(_("The criteria have changed; look again."))
        if value is not None and value not in criteria[key].scale:
            raise RefusedError(
                _("“%(criterion)s” goes from %(low)s to %(high)s.")
                % {"criterion": criteria[key], "low": criteria[key].low, "high": criteria[key].high}
            )


def _check_complete(category: Category, criteria: Mapping[int, Criterion], opinion: Opinion) -> None:
    missing = [str(criterion) for key, criterion in criteria.items() if key not in opinion.answers]
    if missing:
        raise RefusedError(
            _("Still without an answer: %(criteria)s. “Not applicable” is an answer too.")
            % {"criteria": ", ".join(missing)}
        )
    questions = {key: Question(c.weight, c.low, c.high) for key, c in criteria.items()}
    if total(questions, opinion.answers).coverage * 100 < category.least_coverage:
        raise RefusedError(
            _("Too much is not applicable: answer criteria with at least %(percent)s %% of the weight.")
            % {"percent": category.least_coverage}
        )


def _write(sheet: ScoreSheet, opinion: Opinion, window: UUID | None, *, hand_in: bool) -> None:
    ScoreSheet.objects.filter(pk=sheet.pk).update(
        comment=opinion.comment,
        may_quote=opinion.may_quote,
        version=F("version") + 1,
        window=window,
        changed_at=Now(),
        **({"submitted_at": Now()} if hand_in and not sheet.is_submitted else {}),
    )
    sheet.scores.exclude(criterion__in=opinion.answers).delete()
    Score.objects.bulk_create(
        [Score(sheet=sheet, criterion_id=key, value=value) for key, value in opinion.answers.items()],
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=["value"],
    )
