"""The only code that writes a council's examples, and how members score them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from councils import calibration_notices, rules
from councils.models import AgreedScore, Calibration, Council, CouncilReview, Example
from councils.stages import ReviewState
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@dataclass(frozen=True)
class Wanted:
    """An example to be: a closed review, or a text; by criterion's key the agreed points and the reason."""

    agreed: Mapping[int, tuple[int | None, str]]
    title: str = ""
    body: str = ""
    review: CouncilReview | None = field(default=None)


@transaction.atomic
def add(council: Council, wanted: Wanted, *, by: Person) -> Example:
    """Put an example into the set; RefusedError says in words what it lacks."""
    council = lock_council(council)
    if not rules.chairs(by, council):
        raise PermissionDenied
    scorecard = council.scorecards.latest("version")
    criteria = [c for c in scorecard.criteria.all() if not c.is_text]
    missing = [c.name for c in criteria if not wanted.agreed.get(c.pk, (None, ""))[1].strip()]
    if missing:
        raise RefusedError(_("Say why, for each: %(criteria)s.") % {"criteria": ", ".join(missing)})
    review = wanted.review
    if review is not None and not _is_closed_here(review, council, by):
        raise RefusedError(_("Choose a closed review of this council."))
    if review is None and not (wanted.title.strip() and wanted.body.strip()):
        raise RefusedError(_("Write a title and a text, or choose a closed review."))
    try:
        with transaction.atomic():
            example = Example.objects.create(
                council=council,
                scorecard=scorecard,
                review=review,
                own_title="" if review else wanted.title.strip(),
                own_body="" if review else wanted.body,
                made_by=by,
            )
    except IntegrityError as error:
        raise RefusedError(_("This review is an example already.")) from error
    AgreedScore.objects.bulk_create(
        AgreedScore(
            example=example, criterion=c, points=wanted.agreed[c.pk][0], reason=wanted.agreed[c.pk][1].strip()
        )
        for c in criteria
    )
    events.record(calibration_notices.ADDED, council, by=by, subject=example, reach=Reach.NAMED)
    return example


def _is_closed_here(review: CouncilReview, council: Council, by: Person) -> bool:
    closed = CouncilReview.objects.visible_to(by).filter(council=council, state=ReviewState.CLOSED)
    return closed.filter(pk=review.pk).exists()


@transaction.atomic
def retire(example: Example, *, by: Person) -> None:
    """Take it out of the set; what members scored stays."""
    council = lock_council(example.council)
    if not rules.chairs(by, council):
        raise PermissionDenied
    if not Example.objects.standing().filter(pk=example.pk).update(retired_at=Now()):
        raise OutOfDateError(_("This example was taken out already."))
    events.record(calibration_notices.RETIRED, council, by=by, subject=example, reach=Reach.NAMED)


@transaction.atomic
def score(example: Example, points: Mapping[int, int | None], *, by: Person) -> Calibration:
    """Score it, once; the same again, as by a double click, changes nothing."""
    council = lock_council(example.council)
    if rules.has_chair_seat(by, council):
        raise PermissionDenied
    if not Example.objects.visible_to(by).filter(pk=example.pk).exists():
        raise PermissionDenied
    given = {str(agreed.criterion_id): points.get(agreed.criterion_id) for agreed in example.agreed.all()}
    done = Calibration.objects.filter(example=example, person=by).first()
    if done is not None and done.points == given:
        return done
    if done is not None or not Example.objects.standing().filter(pk=example.pk).exists():
        raise OutOfDateError(_("You have scored this example already, or it was taken out."))
    calibration = Calibration.objects.create(example=example, person=by, points=given)
    events.record(calibration_notices.SCORED, council, by=by, subject=calibration, reach=Reach.NAMED)
    return calibration
