"""Tables of joint meetings."""

from coop.mechanisms.meetings.models.agenda import (
    AgendaItem,
    Paper,
    Resolution,
    ResolutionNumber,
    ResolutionStance,
    in_agenda_order,
)
from coop.mechanisms.meetings.models.attendance import Attendance, Recusal
from coop.mechanisms.meetings.models.meeting import Meeting
from coop.mechanisms.meetings.models.minutes import (
    ChangeConsent,
    Countersign,
    Minutes,
    MinutesChange,
    MinutesComment,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "ChangeConsent",
    "Countersign",
    "Meeting",
    "Minutes",
    "MinutesChange",
    "MinutesComment",
    "Paper",
    "Recusal",
    "Resolution",
    "ResolutionNumber",
    "ResolutionStance",
    "in_agenda_order",
]
