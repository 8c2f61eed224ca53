"""Tasks as lists of work: one person's desk, the agenda's follow-up list, missing reports."""

from coop.supervision.worklists.desk import waiting
from coop.supervision.worklists.follow_up import missing_reports, open_actions

__all__ = ["missing_reports", "open_actions", "waiting"]
