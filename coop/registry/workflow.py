"""The state tables of a sandbox's clock and of clearances."""

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

# Who decides what its own institution's people and systems may read. Posts are given by the
# administrator, clearances by signer and secretariat: no one hand opens a secret.
_DECIDES = ("signer", "secretariat", "body")
CLEARANCE = Workflow(
    "clearance",
    states={
        "given": Text("有效", "in force"),
        "withdrawn": Text("已收回", "withdrawn"),
    },
    actions={
        "give": Text("核定知悉权限", "Set a clearance"),
        "limit": Text("限定只知悉公开事项", "Limit to what is public"),
        "withdraw": Text("收回", "Withdraw"),
    },
    rows=[
        row("given", "give", "given", *_DECIDES),
        row("given", "limit", "given", *_DECIDES, "institution_admin"),
        row("given", "withdraw", "withdrawn", *_DECIDES, "institution_admin"),
    ],
)
