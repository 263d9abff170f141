"""The tables of ideas, one noun a file."""

from ideas.models.amendments import Amendment
from ideas.models.comments import Comment, Mention, Wording
from ideas.models.evidence import Evidence
from ideas.models.files import EvidenceFile
from ideas.models.handovers import Handover
from ideas.models.ideas import Authorship, Idea, Reader
from ideas.models.jottings import Jotting
from ideas.models.likenesses import Pair
from ideas.models.materials import Material
from ideas.models.merge_proposals import MergeProposal
from ideas.models.merges import Merge
from ideas.models.pictures import Picture
from ideas.models.places import Attendance, CalendarMail, Feedback, Place
from ideas.models.reminders import Reminder
from ideas.models.reports import Report
from ideas.models.revisions import Revision, Round
from ideas.models.sessions import Presenter, Series, Session, SessionIdea
from ideas.models.tallies import SegmentTally
from ideas.models.themes import Offering, Theme
from ideas.models.votes import Vote
from ideas.models.working_copies import Beginning, WorkingCopy, Writer

__all__ = [
    "Amendment",
    "Attendance",
    "Authorship",
    "Beginning",
    "CalendarMail",
    "Comment",
    "Evidence",
    "EvidenceFile",
    "Feedback",
    "Handover",
    "Idea",
    "Jotting",
    "Material",
    "Mention",
    "Merge",
    "MergeProposal",
    "Offering",
    "Pair",
    "Picture",
    "Place",
    "Presenter",
    "Reader",
    "Reminder",
    "Report",
    "Revision",
    "Round",
    "SegmentTally",
    "Series",
    "Session",
    "SessionIdea",
    "Theme",
    "Vote",
    "Wording",
    "WorkingCopy",
    "Writer",
]
