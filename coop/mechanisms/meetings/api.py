"""The REST operations of meetings and minutes."""

from coop.core.api import ApiBlueprint
from coop.mechanisms.meetings.commands import (
    ATTENDANCE_RESOURCE,
    ITEM_RESOURCE,
    MEETING_RESOURCE,
    RESOLUTION_RESOURCE,
)
from coop.mechanisms.meetings.minutes_commands import COMMENT_RESOURCE, MINUTES_RESOURCE

api = ApiBlueprint("meetings")
for _resource in (
    MEETING_RESOURCE,
    ITEM_RESOURCE,
    RESOLUTION_RESOURCE,
    ATTENDANCE_RESOURCE,
    MINUTES_RESOURCE,
    COMMENT_RESOURCE,
):
    api.serve(_resource)
