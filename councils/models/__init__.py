"""The tables of councils, one noun a file."""

from councils.models.absences import Absence
from councils.models.assignments import Assignment, Conflict
from councils.models.councils import Council
from councils.models.decisions import Decision, Point
from councils.models.delegations import Delegation
from councils.models.examples import AgreedScore, Calibration, Example
from councils.models.files import FileDecision
from councils.models.former import FormerRecommendation
from councils.models.help_requests import HelpRequest
from councils.models.invitations import SeatInvitation
from councils.models.letter_templates import LetterTemplate
from councils.models.letters import Answer, Letter
from councils.models.nominations import Nomination, Nominator, Nominee
from councils.models.notes import PrivateNote
from councils.models.procedures import Procedure
from councils.models.proposals import Proposal, Proposed, Separation
from councils.models.recommendations import Recommendation, Score
from councils.models.relations import Relation
from councils.models.remarks import Remark
from councils.models.renewals import Renewal
from councils.models.requirements import Attestation, Requirement
from councils.models.reviews import CouncilReview
from councils.models.scorecards import Criterion, Scorecard
from councils.models.seats import Seat
from councils.models.summaries import Summary
from councils.models.warnings import SeatWarning, TermWarning

__all__ = [
    "Absence",
    "AgreedScore",
    "Answer",
    "Assignment",
    "Attestation",
    "Calibration",
    "Conflict",
    "Council",
    "CouncilReview",
    "Criterion",
    "Decision",
    "Delegation",
    "Example",
    "FileDecision",
    "FormerRecommendation",
    "HelpRequest",
    "Letter",
    "LetterTemplate",
    "Nomination",
    "Nominator",
    "Nominee",
    "Point",
    "PrivateNote",
    "Procedure",
    "Proposal",
    "Proposed",
    "Recommendation",
    "Relation",
    "Remark",
    "Renewal",
    "Requirement",
    "Score",
    "Scorecard",
    "Seat",
    "SeatInvitation",
    "SeatWarning",
    "Separation",
    "Summary",
    "TermWarning",
]
