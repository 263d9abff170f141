"""The tables of ideas, one noun a file."""

from ideas.models.comments import Comment
from ideas.models.evidence import Evidence
from ideas.models.ideas import Authorship, Idea, Reader
from ideas.models.pictures import Picture
from ideas.models.reminders import Reminder
from ideas.models.revisions import Revision, Round
from ideas.models.themes import Offering, Theme
from ideas.models.votes import Vote

__all__ = [
    "Authorship",
    "Comment",
    "Evidence",
    "Idea",
    "Offering",
    "Picture",
    "Reader",
    "Reminder",
    "Revision",
    "Round",
    "Theme",
    "Vote",
]
