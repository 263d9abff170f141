"""The only code that writes members' own reviews: saved as they type, submitted once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import calibration, notices, prepared, rules, scoring, tabs
from councils.models import Assignment, CouncilReview, Criterion, Recommendation, Score
from councils.scoring import Mark
from councils.stages import AssignmentState
from councils.workflow.assigning import mark_accepted
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@dataclass(frozen=True)
class Draft:
    """What a member has written so far; by criterion's key `points`, None for not applicable, and `texts`."""

    outcome: str
    to_authors: str
    to_council: str
    points: Mapping[int, int | None]
    texts: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def save(assignment: Assignment, draft: Draft, *, by: Person, seen: str | None = None) -> Recommendation:
    """Keep a draft. The first one also says yes to the chair's request. `seen` is as `tabs.check_seen` says."""
    review = prepared.review_for_rules(assignment.review_id)
    own = _lock(assignment, review, by)
    kept = getattr(own, "recommendation", None)
    if kept is not None and seen is not None and draft_of(kept) != draft:
        tabs.check_seen(kept.saved_at, seen)
    return write(review, own, draft, by)


@transaction.atomic
def submit(assignment: Assignment, draft: Draft, *, by: Person) -> Recommendation:
    """Keep the draft and submit it; the same again, as by a double click, changes nothing.

    Raises RefusedError with what is still missing: save the draft first, so that nothing is lost.
    """
    review = lock_review(assignment.review)
    done = _submitted_alike(review, draft, by)
    if done is not None:
        return done
    recommendation = write(review, _lock(assignment, review, by), draft, by)
    if calibration.still_to_score(review.council, by):
        raise RefusedError(_("This council asks you to score its examples before your first review goes in."))
    check(list(review.scorecard.criteria.all()), review.scorecard.minimum_coverage, draft)
    # By the clock that the deadline is held against, read once the lock is there.
    Recommendation.objects.filter(pk=recommendation.pk).update(submitted_at=Now())
    recommendation.refresh_from_db(fields=["submitted_at"])
    events.record(notices.SUBMITTED, review, by=by, subject=recommendation, reach=Reach.NAMED)
    return recommendation


def _lock(assignment: Assignment, review: CouncilReview, by: Person) -> Assignment:
    """The assignment, locked: two tabs, or saving while submitting, take turns."""
    own = rules.standing_assignment(by, review)
    if own is None or own.pk != assignment.pk or not rules.may_view_review(by, review):
        raise PermissionDenied
    Assignment.objects.select_for_update().get(pk=own.pk)
    own = Assignment.objects.select_related("recommendation").get(pk=own.pk)
    if not own.is_standing:
        raise PermissionDenied
    if not review.is_open or own.is_submitted:
        raise OutOfDateError(_("Your review is in already, or the council has decided."))
    return own


def _submitted_alike(review: CouncilReview, draft: Draft, by: Person) -> Recommendation | None:
    own = rules.standing_assignment(by, review)
    if own is None or not own.is_submitted or not rules.may_view_review(by, review):
        return None
    return own.recommendation if draft == draft_of(own.recommendation) else None


def draft_of(recommendation: Recommendation) -> Draft:
    """What stands in the tables, as it was written."""
    scores = recommendation.scores.values_list("criterion_id", "points", "text")
    return Draft(
        recommendation.outcome,
        recommendation.to_authors,
        recommendation.to_council,
        {key: points for key, points, text in scores if not text},
        {key: text for key, _points, text in scores if text},
    )


def write(review: CouncilReview, assignment: Assignment, draft: Draft, by: Person) -> Recommendation:
    """Put the draft into the tables, inside the caller's transaction and lock."""
    if assignment.state == AssignmentState.INVITED:
        mark_accepted(review, assignment, by)
    recommendation, _is_new = Recommendation.objects.update_or_create(
        assignment=assignment,
        defaults={
            "outcome": draft.outcome,
            "to_authors": draft.to_authors,
            "to_council": draft.to_council,
            "saved_at": timezone.now(),
        },
    )
    _write_scores(recommendation, list(review.scorecard.criteria.all()), draft)
    return recommendation


def _write_scores(recommendation: Recommendation, criteria: list[Criterion], draft: Draft) -> None:
    answers = [
        Score(
            recommendation=recommendation,
            criterion=criterion,
            points=draft.points.get(criterion.pk),
            text=draft.texts.get(criterion.pk, ""),
        )
        for criterion in criteria
        if criterion.pk in (draft.texts if criterion.is_text else draft.points)
    ]
    recommendation.scores.exclude(criterion__in=[score.criterion_id for score in answers]).delete()
    Score.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["recommendation", "criterion"],
        update_fields=["points", "text"],
    )


def marks_of(criteria: list[Criterion], points: Mapping[int, int | None]) -> list[Mark]:
    """The answered criteria, and those said not to apply."""
    return [Mark(c.weight, points[c.pk], c.top) for c in criteria if c.pk in points]


def check(criteria: list[Criterion], minimum_coverage: int, draft: Draft) -> None:
    """Raises RefusedError with what is missing for a review that counts."""
    missing = [c.name for c in criteria if c.is_required and c.pk not in {**draft.points, **draft.texts}]
    if missing:
        raise RefusedError(_("Still to be answered: %(criteria)s.") % {"criteria": ", ".join(missing)})
    weight = sum(c.weight for c in criteria if not c.is_text)
    covered = scoring.coverage(marks_of(criteria, draft.points), weight) if weight else Fraction(1)
    if covered < Fraction(minimum_coverage, 100):
        raise RefusedError(
            _(
                "You have answered %(covered)s %% of the scorecard by weight; it takes %(minimum)d %%. "
                "Decline the review if too little of it applies."
            )
            % {"covered": scoring.rounded(covered * 100, 0), "minimum": minimum_coverage}
        )
    if not draft.outcome:
        raise RefusedError(_("Say what you recommend."))
    if not draft.to_authors.strip():
        raise RefusedError(_("Write to the authors: a review is worth its words."))
