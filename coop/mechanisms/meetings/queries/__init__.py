"""Reads of joint meetings, a module per noun; rows.py is what they all begin with."""

from coop.mechanisms.meetings.queries.attendance import get_attendance
from coop.mechanisms.meetings.queries.items import get_item, list_items, paper_file
from coop.mechanisms.meetings.queries.meetings import get_meeting, list_meetings
from coop.mechanisms.meetings.queries.minutes import (
    get_comment,
    get_minutes,
    list_minutes,
    minutes_file,
)
from coop.mechanisms.meetings.queries.resolutions import get_resolution, list_resolutions

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
