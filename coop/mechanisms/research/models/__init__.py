"""Tables of joint research: project.py what was agreed, work.py its course, results.py its end."""

from coop.mechanisms.research.models.project import (
    ResearchChange,
    ResearchMember,
    ResearchParty,
    ResearchProject,
    ResearchReviewer,
    ResearchStage,
)
from coop.mechanisms.research.models.results import (
    ResearchFollowUp,
    ResearchOutcome,
    ResearchReport,
    ResearchReview,
)
from coop.mechanisms.research.models.work import FieldVisit, IssueEntry, MidtermReview

__all__ = [
    "FieldVisit",
    "IssueEntry",
    "MidtermReview",
    "ResearchChange",
    "ResearchFollowUp",
    "ResearchMember",
    "ResearchOutcome",
    "ResearchParty",
    "ResearchProject",
    "ResearchReport",
    "ResearchReview",
    "ResearchReviewer",
    "ResearchStage",
]
