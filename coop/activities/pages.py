"""The parts of pages that mechanisms with joint activities include; no page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coop.activities.kinds import Kind
from coop.activities.workflow import ASIDE
from coop.core.doors import Resource
from coop.core.language import Text
from coop.core.pages import PageBlueprint, action_links

TONES = {
    "planned": "neutral",
    "confirmed": "good",
    "reported": "good",
    "archived": "neutral",
    "cancelled": "bad",
}
NEXT = {
    "planned": Text(
        "下一步：由牵头单位签发人批准，批准后发出活动通知。",
        "Next: the head of the lead institution approves it; the notice then goes out.",
    ),
    "reported": Text(
        "下一步：牵头单位档案员确定保管期限并归档。",
        "Next: the lead's archivist sets the retention and archives it.",
    ),
}
pages = PageBlueprint("activities", __name__)


def of_activity(
    kind: Kind[Any], picture: Resource, view: Any, upcoming: Mapping[str, Text]
) -> dict[str, object]:
    """What every activity's page shows: where it stands, what comes next, its pictures."""
    return {
        "steps": kind.workflow.course(view.state, aside=ASIDE),
        "next_step": upcoming.get(view.state, ""),
        "pictures": [{"view": one, "actions": action_links(picture, one)} for one in view.pictures],
        "picture_base": f"/{picture.plural}",
    }
