"""Who may do what to councils, seats and reviews: pure functions of person and object.

Seats, conflicts, assignments and authors are read through their relations; load them with
`for_rules()` and none of these asks the database anything.
"""

from typing import TYPE_CHECKING

from ideanet.people.rules import may_view_person
from ideanet.people.stages import Role

if TYPE_CHECKING:
    from councils.models import (
        Assignment,
        Council,
        CouncilReview,
        Proposal,
        Recommendation,
        Remark,
        Seat,
        SeatInvitation,
    )
    from ideanet.people.models import Person


# --- Councils ---------------------------------------------------------------------------


def sits(person: "Person", council: "Council") -> bool:
    """Has a seat whose term holds today."""
    return any(seat.person_id == person.pk and seat.is_sitting for seat in council.seats.all())


def has_chair_seat(person: "Person", council: "Council") -> bool:
    """Sits as a chair, or acts for one; whether or not a second factor lets them use its powers."""
    return any(
        seat.person_id == person.pk and seat.is_chairing and seat.is_sitting for seat in council.seats.all()
    )


def chairs(person: "Person", council: "Council") -> bool:
    """May use a chair's powers now."""
    return person.is_active and person.may_use_powers and has_chair_seat(person, council)


def keeps_councils(person: "Person") -> bool:
    """Set councils up and look after them; stand in where no chair may act."""
    return person.holds(Role.ADMINISTRATOR) or person.holds(Role.MARKETING)


def may_view_council(person: "Person", council: "Council") -> bool:
    """Twin: `CouncilQuerySet.visible_to`. Employees all; outsiders open ones, their own, and where invited."""
    if not person.is_active:
        return False
    if person.is_employee or council.is_network:
        return True
    if any(seat.person_id == person.pk and seat.is_open for seat in council.seats.all()):
        return True
    return any(i.person_id == person.pk and i.is_usable for i in council.seat_invitations.all())


def may_edit_council(person: "Person", council: "Council") -> bool:
    """Twin: `CouncilQuerySet.editable_by`."""
    return keeps_councils(person) or chairs(person, council)


def is_secretary(person: "Person", council: "Council") -> bool:
    """Twin: `CouncilQuerySet.kept_by`. Does the council's clerical work, and never reviews or decides."""
    return (
        person.is_active
        and person.may_use_powers
        and any(s.person_id == person.pk and s.is_secretary and s.is_sitting for s in council.seats.all())
    )


def may_invite(person: "Person", council: "Council") -> bool:
    """Twin: `CouncilQuerySet.inviting_for`. To ordinary seats; chairs and exceptions are for a chair to offer."""
    return may_edit_council(person, council) or is_secretary(person, council)


def may_view_seat(person: "Person", seat: "Seat") -> bool:
    """Twin: `SeatQuerySet.visible_to`. Members know each other; others see chairs, and members unless hidden.

    Nobody but fellow members learns here of a person whom they may not see elsewhere.
    """
    council = seat.council
    if not may_view_council(person, council):
        return False
    if seat.person_id == person.pk or sits(person, council):
        return True
    if not may_view_person(person, seat.person):
        return False
    return not council.hides_members or (seat.is_chair and seat.is_open) or keeps_councils(person)


def may_view_invitation(person: "Person", invitation: "SeatInvitation") -> bool:
    """Twin: `SeatInvitationQuerySet.visible_to`. The invited, once it is sent, and those who invite."""
    if not person.is_active:
        return False
    own = invitation.person_id == person.pk and invitation.is_sent
    return own or may_invite(person, invitation.council)


# --- Reviews ----------------------------------------------------------------------------


def _is_kept_away(person_id: int, review: "CouncilReview") -> bool:
    return any(c.person_id == person_id for c in review.conflicts.all()) or any(
        a.person_id == person_id for a in review.idea.authorships.all()
    )


def is_in_conflict(person: "Person", review: "CouncilReview") -> bool:
    """Declared, found, or simply an author: sees nothing of the review, chair or not."""
    return _is_kept_away(person.pk, review)


def has_free_chair(review: "CouncilReview") -> bool:
    """Whether any chair of the council is free of conflict."""
    return any(
        seat.is_chairing
        and seat.is_sitting
        and seat.person.is_active
        and not _is_kept_away(seat.person_id, review)
        for seat in review.council.seats.all()
    )


def stands_in(person: "Person", review: "CouncilReview") -> bool:
    """Marketing and administrators act as chair where every chair is in conflict or there is none."""
    return (
        review.is_under_way
        and keeps_councils(person)
        and not has_free_chair(review)
        and not is_in_conflict(person, review)
    )


def chairs_review(person: "Person", review: "CouncilReview") -> bool:
    """Twin: `CouncilReviewQuerySet.chaired_by`."""
    if is_in_conflict(person, review):
        return False
    return chairs(person, review.council) or stands_in(person, review)


def standing_assignment(person: "Person", review: "CouncilReview") -> "Assignment | None":
    """The person's own, unless declined or void."""
    found = (a for a in review.assignments.all() if a.person_id == person.pk and a.is_standing)
    return next(found, None)


def owes_review(person_id: int, review: "CouncilReview") -> bool:
    """Whose own is not in yet: what others did or did not do is nothing for them to know."""
    return any(a.person_id == person_id and a.is_pending for a in review.assignments.all())


def is_reviewer(person_id: int, review: "CouncilReview") -> bool:
    """Asked for a review, or gave one in an earlier blind review of the idea on the same trip round the loop."""
    return person_id in review.judged_before or any(
        a.person_id == person_id and a.is_standing for a in review.assignments.all()
    )


def may_view_review(person: "Person", review: "CouncilReview") -> bool:
    """Twin: `CouncilReviewQuerySet.visible_to`. The council vetting it; afterwards chairs and reviewers."""
    if not person.is_active or is_in_conflict(person, review):
        return False
    if standing_assignment(person, review) or chairs_review(person, review):
        return True
    return review.is_under_way and sits(person, review.council)


def keeps_papers(person: "Person", review: "CouncilReview") -> bool:
    """Twin: `CouncilReviewQuerySet.kept_by`. The secretary, free of conflict, while the review is under way."""
    return review.is_under_way and is_secretary(person, review.council) and may_view_review(person, review)


def may_remind(person: "Person", review: "CouncilReview") -> bool:
    """Whether somebody still owes a review is a count, and counts wait until one's own is in."""
    is_chair = chairs_review(person, review) and may_read_reviews(person, review)
    return review.is_open and (is_chair or keeps_papers(person, review))


def may_read_reviews(person: "Person", review: "CouncilReview") -> bool:
    """Twin: `CouncilReviewQuerySet.readable_by`. Others' reviews, once one's own is in; chairs likewise.

    The secretary where the council said so.
    """
    if not may_view_review(person, review):
        return False
    own = standing_assignment(person, review)
    if own is not None:
        return own.is_submitted
    return chairs_review(person, review) or (review.secretary_reads and keeps_papers(person, review))


def may_read_recommendation(person: "Person", recommendation: "Recommendation") -> bool:
    """Twin: `RecommendationQuerySet.visible_to`."""
    assignment = recommendation.assignment
    if not assignment.is_standing or not may_view_review(person, assignment.review):
        return False
    if assignment.person_id == person.pk:
        return True
    return recommendation.is_submitted and may_read_reviews(person, assignment.review)


def may_view_remark(person: "Person", remark: "Remark") -> bool:
    """Twin: `RemarkQuerySet.visible_to`."""
    return remark.void_at is None and may_read_reviews(person, remark.review)


def reads_idea_page(seat: "Seat", review: "CouncilReview") -> bool:
    """Whether the review opens the idea's own page to the member, which names its authors.

    In a blind review that is for chairs who never reviewed it themselves; the others read it in the review.
    """
    if not review.is_under_way or not seat.is_sitting or _is_kept_away(seat.person_id, review):
        return False
    if not review.is_blind:
        return True
    return seat.is_chairing and not is_reviewer(seat.person_id, review)


def may_assign(person: "Person", review: "CouncilReview") -> bool:
    return review.is_open and chairs_review(person, review)


def may_view_proposal(person: "Person", proposal: "Proposal", council: "Council") -> bool:
    """Twin: `ProposalQuerySet.visible_to`. One's own, while one chairs the council."""
    return proposal.made_by_id == person.pk and chairs(person, council)


def is_assignable(seat: "Seat", review: "CouncilReview") -> bool:
    """Sits, is no secretary, free of conflict, and not asked already. Load is another matter."""
    return (
        seat.is_sitting
        and not seat.is_secretary
        and seat.person.is_active
        and not _is_kept_away(seat.person_id, review)
        and not any(a.person_id == seat.person_id and a.is_standing for a in review.assignments.all())
    )


def may_recommend(person: "Person", review: "CouncilReview") -> bool:
    """Write one's own review."""
    if not review.is_open or not may_view_review(person, review):
        return False
    own = standing_assignment(person, review)
    return own is not None and not own.is_submitted


def may_amend(person: "Person", review: "CouncilReview") -> bool:
    """Change one's mind: rewrite one's own submitted review while the council has not decided."""
    if not review.is_open or not may_view_review(person, review):
        return False
    own = standing_assignment(person, review)
    return own is not None and own.is_submitted


def may_declare_conflict(person: "Person", review: "CouncilReview", whose: "Person") -> bool:
    """One's own, or as the chair a member's."""
    if not review.is_under_way or not may_view_review(person, review):
        return False
    return person.pk == whose.pk or (sits(whose, review.council) and chairs_review(person, review))


def may_discuss(person: "Person", review: "CouncilReview") -> bool:
    return review.is_under_way and may_read_reviews(person, review)


def may_check_letter(person: "Person", review: "CouncilReview") -> bool:
    """Named to read the letter before it goes, and to send it; who wrote it last is another matter."""
    decision = review.decision
    if not review.is_under_way or decision is None or decision.letter.second_reader_id != person.pk:
        return False
    return may_read_reviews(person, review) or keeps_papers(person, review)


def may_decide(person: "Person", review: "CouncilReview") -> bool:
    return review.is_open and may_write_for_council(person, review)


def may_write_for_council(person: "Person", review: "CouncilReview") -> bool:
    """Decide and write the letter: the chair, whose own review, if asked for one, is in."""
    return review.is_under_way and chairs_review(person, review) and may_read_reviews(person, review)
