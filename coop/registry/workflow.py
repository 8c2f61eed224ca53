"""The state table of a sandbox's clock."""

from __future__ import annotations

from coop.core.language import Text
from coop.core.workflow import Workflow, row

SANDBOX_CLOCK = Workflow(
    "sandbox_clock",
    states={
        "standing": Text("停在当前时刻", "standing"),
        "moving": Text("正在推进", "moving"),
    },
    actions={
        "move": Text("推进演练时钟", "Move the sandbox clock on"),
        "arrive": Text("到达指定时刻", "Arrive"),
    },
    rows=[
        row("standing", "move", "moving", "institution_admin", "secretariat"),
        # Further on, or on its way again after a failure.
        row("moving", "move", "moving", "institution_admin", "secretariat"),
        # Only coop itself, when everything due in between was done.
        row("moving", "arrive", "standing"),
    ],
)
