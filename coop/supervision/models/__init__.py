"""Tables of supervision."""

from coop.supervision.models.bulletins import Bulletin
from coop.supervision.models.rhythm import SheetLine, SupervisionOrder, TaskReminder, WorkSheet
from coop.supervision.models.stand_ins import StandIn
from coop.supervision.models.tasks import (
    ExtensionRequest,
    Milestone,
    ProgressReport,
    Task,
    TaskPart,
)

__all__ = [
    "Bulletin",
    "ExtensionRequest",
    "Milestone",
    "ProgressReport",
    "SheetLine",
    "StandIn",
    "SupervisionOrder",
    "Task",
    "TaskPart",
    "TaskReminder",
    "WorkSheet",
]
