"""Supervision orders."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Resource
from coop.core.language import Text
from coop.supervision import service
from coop.supervision.queries import orders
from coop.supervision.queries.orders import SupervisionOrderView
from coop.supervision.schemas import rhythm as schemas
from coop.supervision.workflow import ORDER_WORKFLOW

_order = doors.acts_in(ORDER_WORKFLOW.actions)


SUPERVISION_ORDER = doors.register(
    Resource(
        name="supervision_order",
        plural="supervision-orders",
        scope="tasks",
        label=Text("督办单", "Supervision orders"),
        view=SupervisionOrderView,
        get=orders.get_order,
        list=orders.list_orders,
        filters=schemas.OrderFilters,
        home=lambda view: f"/supervision-orders/{view.id}",
        acts=(
            _order(
                "answer",
                service.answer_order,
                schemas.AnswerOrder,
                tone="primary",
                draft=True,
                done=Text("已答复，视为签收。", "Answered; this counts as signing for it."),
            ),
        ),
    )
)

doors.name_actions(
    {
        "supervision_order.issue": Text("发出督办单", "Issued"),
        "supervision_order.escalate": ORDER_WORKFLOW.actions["escalate"],
        "supervision_order.lapse": ORDER_WORKFLOW.actions["lapse"],
    }
)
