"""Views of joint meetings: meetings.py, minutes.py, plan.py."""

from coop.mechanisms.meetings.queries.meetings import (
    get_attendance,
    get_item,
    get_meeting,
    get_resolution,
    list_items,
    list_meetings,
    list_resolutions,
    paper_file,
)
from coop.mechanisms.meetings.queries.minutes import (
    get_comment,
    get_minutes,
    list_minutes,
    minutes_file,
)

__all__ = [
    "get_attendance",
    "get_comment",
    "get_item",
    "get_meeting",
    "get_minutes",
    "get_resolution",
    "list_items",
    "list_meetings",
    "list_minutes",
    "list_resolutions",
    "minutes_file",
    "paper_file",
]
