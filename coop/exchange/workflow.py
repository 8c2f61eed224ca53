"""The states of a webhook and of one delivery."""

from __future__ import annotations

from coop.core.language import Text
from coop.core.workflow import Transition, Workflow, row

ADMIN = "institution_admin"
ACTIVE, FAILING, PAUSED, REMOVED = "active", "failing", "paused", "removed"
PENDING, FAILED, DELIVERED, DEAD = "pending", "failed", "delivered", "dead"


def _staying(action: str, *states: str) -> list[Transition]:
    """Rows of an action that leaves the state as it is."""
    return [one for state in states for one in row(state, action, state, ADMIN)]


WEBHOOK = Workflow(
    "webhook",
    states={
        ACTIVE: Text("启用", "Active"),
        FAILING: Text("推送异常", "Failing"),
        PAUSED: Text("已暂停", "Paused"),
        REMOVED: Text("已删除", "Removed"),
    },
    actions={
        "change": Text("修改", "Change"),
        "send_test_ping": Text("发送测试", "Send a test"),
        "reveal_secret": Text("查看密钥", "Show the secret"),
        "rotate_secret": Text("更换密钥", "Rotate the secret"),
        "pause": Text("暂停", "Pause"),
        "resume": Text("恢复", "Resume"),
        "remove": Text("删除", "Remove"),
        "fail": Text("标记异常", "Mark as failing"),
        "recover": Text("恢复正常", "Mark as recovered"),
        "give_up": Text("对方停用", "Stop: the receiver is gone"),
    },
    rows=[
        _staying("change", ACTIVE, FAILING, PAUSED),
        _staying("send_test_ping", ACTIVE, FAILING),
        _staying("reveal_secret", ACTIVE, FAILING, PAUSED),
        _staying("rotate_secret", ACTIVE, FAILING, PAUSED),
        row("active|failing", "pause", PAUSED, ADMIN),
        row(PAUSED, "resume", ACTIVE, ADMIN),
        row("active|failing|paused", "remove", REMOVED, ADMIN),
        row(ACTIVE, "fail", FAILING),
        row(FAILING, "recover", ACTIVE),
        row("active|failing", "give_up", PAUSED),
    ],
)

DELIVERY = Workflow(
    "webhook_delivery",
    states={
        PENDING: Text("待推送", "Pending"),
        FAILED: Text("失败待重试", "Failed, will be retried"),
        DELIVERED: Text("已送达", "Delivered"),
        DEAD: Text("已放弃", "Dead"),
    },
    actions={
        "resend": Text("重新推送", "Send again"),
        "deliver": Text("送达", "Deliver"),
        "fail": Text("失败", "Fail"),
        "bury": Text("放弃", "Give up"),
    },
    rows=[
        row("failed|dead", "resend", PENDING, ADMIN),
        row("pending|failed", "deliver", DELIVERED),
        row("pending|failed", "fail", FAILED),
        row("pending|failed", "bury", DEAD),
    ],
)

# States in which events are sent, and in which a delivery still has something to do.
SENDING = WEBHOOK.sources("give_up")
BROKEN, KEPT = WEBHOOK.sources("recover"), WEBHOOK.sources("remove")
OPEN = DELIVERY.sources("deliver")
