"""The words that councils, seats, reviews and decisions are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CouncilKind(models.TextChoices):
    EXPERTS = "experts", _("Experts")
    CUSTOMERS = "customers", _("Customers")
    ADVISERS = "advisers", _("Advisers")
    EDITORIAL = "editorial", _("Editorial")


class SeatClass(models.TextChoices):
    EXPERT = "expert", _("Expert")
    CUSTOMER = "customer", _("Customer")
    ACADEMIC = "academic", _("Academic")
    ANALYST = "analyst", _("Analyst")


# Seats whose reviews are the outside experts' voice of the loop mark.
OUTSIDE_EXPERTS = frozenset({SeatClass.ACADEMIC, SeatClass.ANALYST})


class Blindness(models.TextChoices):
    OPEN = "open", _("Open")
    AUTHORS_HIDDEN = "authors_hidden", _("Authors hidden")
    BOTH_HIDDEN = "both_hidden", _("Both hidden")


# What each mode means, in the words of the council's page.
BLINDNESS_MEANING = {
    Blindness.OPEN: _("Authors and reviewers know each other."),
    Blindness.AUTHORS_HIDDEN: _("Reviewers are not told who wrote the idea, nor authors who reviewed it."),
    Blindness.BOTH_HIDDEN: _(
        "Reviewers are not told who wrote the idea, nor authors who reviewed it; "
        "and who sits on the council is shown to its members only."
    ),
}


class DecisionRule(models.TextChoices):
    THRESHOLD = "threshold", _("Threshold")
    MAJORITY = "majority", _("Majority")
    SUPERMAJORITY = "supermajority", _("Supermajority")
    CONSENSUS = "consensus", _("Consensus")
    CHAIR = "chair", _("Chair")


class AuthorsSee(models.TextChoices):
    """What goes to the authors with the decision, from the least to the most."""

    LETTER = "letter", _("The letter alone")
    TEXTS = "texts", _("The letter with the reviewers’ texts")
    AVERAGES = "averages", _("The letter with the reviewers’ texts, and averages")


class ReviewState(models.TextChoices):
    OPEN = "open", _("Under review")
    DECIDED = "decided", _("Decided, letter to be sent")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn by its authors")


# States in which a council still has the idea in its hands.
UNDER_WAY = frozenset({ReviewState.OPEN, ReviewState.DECIDED})


class AssignmentState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    VOID = "void", _("Void")


class DelegationState(models.TextChoices):
    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    CONFIRMED = "confirmed", _("Confirmed by a chair")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


# Assignments whose members may review; of the others nothing counts.
STANDING = frozenset({AssignmentState.INVITED, AssignmentState.ACCEPTED})


class ConflictKind(models.TextChoices):
    """What stands between a member and an idea; the words never name the author."""

    OWN_IDEA = "own_idea", _("is an author of the idea")
    CONTRIBUTOR = "contributor", _("had a hand in the idea")
    REPORTING_LINE = "reporting_line", _("is in the reporting line of an author")
    SAME_TEAM = "same_team", _("is in the same team as an author: same unit, same manager")
    SAME_ACCOUNT = "same_account", _("is of the customer account that the idea is meant for")
    CO_AUTHOR = "co_author", _("writes another idea with an author, or did lately")
    RELATED = "related", _("has a relation to an author, which one of the two declared")
    DECLARED = "declared", _("declared a conflict of interest")


class RelationKind(models.TextChoices):
    """What people are to each other outside of their ideas."""

    FAMILY = "family", _("Family")
    FRIEND = "friend", _("Close friend")
    EMPLOYER = "employer", _("Former employer or employee")
    BUSINESS = "business", _("Shared business or investment")
    TEACHER = "teacher", _("Teacher or student")
    QUARREL = "quarrel", _("We do not get on")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    APPROVE = "approve", _("Approve")
    REVISE = "revise", _("Revise and resubmit")
    DECLINE = "decline", _("Decline")


class RequirementKind(models.TextChoices):
    CREDENTIAL = "credential", _("Verified credentials of a kind")
    IDEAS_APPROVED = "ideas_approved", _("Ideas approved")
    ORGANISATION = "organisation", _("An organisation of a kind")
    YEARS = "years", _("Years in the field")
    UNIT = "unit", _("A unit of the company")
    ATTESTATION = "attestation", _("A sentence to attest on accepting")
