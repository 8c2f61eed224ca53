"""What the registry's commands take."""

from __future__ import annotations

from coop.core.fields import Instant, Schema
from coop.core.language import Text


class MoveSandboxClock(Schema):
    to = Instant(
        Text("推进到", "Move to"),
        hint=Text(
            "只能向前，一次最多366天；途中到期的事项按各自时刻自动办理。",
            "Only forward, at most 366 days at a time; what falls due on the way is done in turn.",
        ),
        required=True,
    )
