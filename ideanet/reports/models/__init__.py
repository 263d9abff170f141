"""The tables of reports, one noun a file."""

from ideanet.reports.models.credits import Credit
from ideanet.reports.models.goals import Goal

__all__ = ["Credit", "Goal"]
