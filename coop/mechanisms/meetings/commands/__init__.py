"""What both doors offer, one module per noun."""

from coop.mechanisms.meetings.commands.agenda import ITEM_RESOURCE, RESOLUTION_RESOURCE
from coop.mechanisms.meetings.commands.attendance import ATTENDANCE_RESOURCE
from coop.mechanisms.meetings.commands.meetings import DEMAND_RESOURCE, MEETING_RESOURCE
from coop.mechanisms.meetings.commands.minutes import COMMENT_RESOURCE, MINUTES_RESOURCE

__all__ = [
    "ATTENDANCE_RESOURCE",
    "COMMENT_RESOURCE",
    "DEMAND_RESOURCE",
    "ITEM_RESOURCE",
    "MEETING_RESOURCE",
    "MINUTES_RESOURCE",
    "RESOLUTION_RESOURCE",
]
