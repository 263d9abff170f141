"""The stages, audiences and kinds of ideas and of what is attached to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    ADOPTED = "adopted", _("Adopted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")
    ARCHIVED = "archived", _("Archived")


# Stages in which people may vote and comment.
DISCUSSED = frozenset({Stage.OPEN, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED})
# Stages in which authors may publish a new revision: never under a council's eyes.
EDITABLE = frozenset({Stage.DRAFT, Stage.OPEN})
# Stages that lists show unless asked for others.
LISTED = frozenset(
    {Stage.OPEN, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED, Stage.DECLINED}
)


class Audience(models.TextChoices):
    """Who may see an idea, from narrow to wide."""

    RESTRICTED = "restricted", _("Restricted")
    INTERNAL = "internal", _("Internal")
    SHARED = "shared", _("Shared")
    NETWORK = "network", _("Network")


class Kind(models.TextChoices):
    POINT_OF_VIEW = "point_of_view", _("Point of view")
    WHITE_PAPER = "white_paper", _("White paper")
    TALK = "talk", _("Talk")
    PRODUCT_IDEA = "product_idea", _("Product idea")
    IMPROVEMENT = "improvement", _("Improvement")


class EvidenceKind(models.TextChoices):
    PRIMARY_RESEARCH = "primary", _("Primary research")
    SECONDARY_RESEARCH = "secondary", _("Secondary research")
    COMPETITIVE_INTELLIGENCE = "competitive", _("Competitive intelligence")
    CUSTOMER_STORY = "story", _("Customer story")
    CASE_STUDY = "case", _("Case study")
    PROOF_POINT = "proof", _("Proof point")


class Frequency(models.TextChoices):
    """How often a session repeats."""

    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every other week")
    MONTHLY = "monthly", _("Every month, on the same weekday")


class PlaceState(models.TextChoices):
    """A place in a session."""

    TAKEN = "taken", _("Has a place")
    WAITING = "waiting", _("Waits for a place")


class IdeaPart(models.TextChoices):
    """What an idea has to do with a session."""

    PRESENTED = "presented", _("Presented here")
    STARTED = "started", _("Began here")


class CalendarCause(models.TextChoices):
    """Why a session goes into somebody's calendar, changes there or leaves it."""

    PLACED = "placed", _("has a place")
    PRESENTS = "presents", _("presents")
    CHANGED = "changed", _("was changed")
    CANCELLED = "cancelled", _("was called off")
    LEFT = "left", _("gave the place back")


class CommentAudience(models.TextChoices):
    """Who reads a comment among those who see the idea, from narrow to wide."""

    REVIEWERS = "reviewers", _("Authors and reviewers only")
    EMPLOYEES = "employees", _("Employees only")
    EVERYONE = "everyone", _("Everyone who sees the idea")


class Voice(models.TextChoices):
    """The four voices of the loop mark."""

    PEERS = "peers", _("Peers")
    CUSTOMERS = "customers", _("Customers")
    OUTSIDE_EXPERTS = "outside_experts", _("Outside experts")
    RESEARCH = "research", _("Research")


class Order(models.TextChoices):
    """What a list of ideas may be ordered by."""

    NEWEST = "newest", _("Newest")
    RISING = "rising", _("Rising")
    EYES = "eyes", _("Needs your eyes")
    BACKED = "backed", _("Most backed by employees")
    CUSTOMERS = "customers", _("Most relevant to customers")
    DISCUSSED = "discussed", _("Most discussed")


class TalkOrder(models.TextChoices):
    """What a discussion is read by."""

    THREADS = "threads", _("By thread")
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")


class Against(models.TextChoices):
    """Which of the guidelines something is against."""

    HONESTY = "honesty", _("Untrue or misleading")
    INTEGRITY = "integrity", _("Advertising, or a hidden interest")
    DISCRETION = "discretion", _("Confidential: it should not be said here")
    RESPECT = "respect", _("Against a person instead of an idea")
    OFF_TOPIC = "off_topic", _("Has nothing to do with the idea")


class Taking(models.TextChoices):
    """Whether a theme takes ideas."""

    COMING = "coming", _("Not yet open")
    OPEN = "open", _("Taking ideas")
    CLOSED = "closed", _("Closed")


class ReaderReason(models.TextChoices):
    """Why somebody may read an idea who could not by its audience alone."""

    NAMED = "named", _("Named by an author")
    COUNCIL = "council", _("On the council that vets it")


class AmendedPart(models.TextChoices):
    """Which of an idea's texts an amendment changes."""

    NUGGET = "nugget", _("Nugget")
    BODY = "body", _("Body")


class AmendmentState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    ADAPTED = "adapted", _("Adapted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


# An amendment that made a revision; its proposer is a contributor to the idea.
TAKEN_UP = frozenset({AmendmentState.ACCEPTED, AmendmentState.ADAPTED})


class HandoverKind(models.TextChoices):
    """What becomes of an author who hands an idea over."""

    STAY = "stay", _("I stay an author, without a share of the credit")
    LEAVE = "leave", _("I leave the authors; the history keeps my part")
    BEHALF = "behalf", _("I wrote it on their behalf: it is theirs alone once they confirm it")


class HandoverState(models.TextChoices):
    OPEN = "open", _("Not answered yet")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class MergeProposalState(models.TextChoices):
    OPEN = "open", _("Not answered yet")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Lapsed")
