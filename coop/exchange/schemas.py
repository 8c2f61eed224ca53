"""Fields of the exchange's commands and lists."""

from __future__ import annotations

from coop.core.actor import Actor
from coop.core.fields import Choice, Line, Many, Ref, Schema
from coop.core.language import Text
from coop.core.personal_fields import Email
from coop.exchange.workflow import DELIVERY, WEBHOOK
from coop.registry import directory

_URL_LIMIT = 500
_TYPE_LIMIT = 60


def _own_agreements(actor: Actor, _view: object) -> list[tuple[object, str]]:
    return list(directory.agreements_of(actor))


def _url(*, required: bool) -> Line:
    hint = Text(
        "接收事件的 https 地址，如 https://example.org/coop-events。",
        "The https address that receives events, such as https://example.org/coop-events.",
    )
    label = Text("推送地址", "Address")
    return Line(label, limit=_URL_LIMIT, printable=False, hint=hint, required=required)


def _event_types(*, required: bool) -> Many:
    hint = Text(
        "每行一种，如 meeting.held；一个 * 表示全部。种类见接口文档。",
        "One per line, such as meeting.held; a single * means all. The API document lists them.",
    )
    one = Line(Text("事件类型", "Event type"), limit=_TYPE_LIMIT, printable=False)
    return Many(
        Text("事件类型", "Event types"), one, distinct=True, most=100, hint=hint, required=required
    )


def _contact() -> Email:
    hint = Text(
        "推送连续失败时发一封邮件（安装方配置了邮件服务器才发）；可填值班邮箱。",
        "Told by mail, once an outage, where the operator has set a mail server.",
    )
    return Email(Text("技术联系邮箱", "Technical contact"), hint=hint)


class AddWebhook(Schema):
    agreement_id = Ref(
        Text("协议", "Agreement"),
        offered=_own_agreements,  # type: ignore[arg-type]
        hint=Text("只参与一个协议时可不填。", "May be left out when there is only one."),
    )
    url = _url(required=True)
    event_types = _event_types(required=True)
    contact_email = _contact()


class ChangeWebhook(Schema):
    url = _url(required=False)
    event_types = _event_types(required=False)
    contact_email = _contact()


class WebhookFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), WEBHOOK.states)


class DeliveryFilters(Schema):
    webhook_id = Ref(Text("推送地址", "Webhook"))
    state = Choice(Text("状态", "State"), DELIVERY.states)


class EventFilters(Schema):
    agreement_id = Ref(
        Text("协议", "Agreement"),
        hint=Text("只参与一个协议时可不填。", "May be left out when there is only one."),
    )
    after = Line(
        Text("序号", "Position"),
        limit=18,
        printable=False,
        hint=Text("只取此序号之后的事件。", "Only events after this position."),
    )
