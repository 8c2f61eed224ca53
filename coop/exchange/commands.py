"""What both doors offer on webhooks and deliveries."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.exchange import policy, queries, schemas
from coop.exchange.queries import WebhookDeliveryView, WebhookView
from coop.exchange.service import deliveries, webhooks
from coop.exchange.workflow import DELIVERY
from coop.exchange.workflow import WEBHOOK as STATES

_webhook = doors.acts_in(STATES.actions)
_delivery = doors.acts_in(DELIVERY.actions)


DELIVERIES = doors.register(
    Resource(
        name="webhook_delivery",
        plural="webhook-deliveries",
        scope="webhooks",
        label=Text("推送记录", "Deliveries"),
        view=WebhookDeliveryView,
        get=queries.get_delivery,
        list=queries.list_deliveries,
        filters=schemas.DeliveryFilters,
        home=lambda view: f"/webhook-deliveries/{view.id}",
        acts=(
            _delivery(
                "resend",
                deliveries.resend,
                hint=Text(
                    "内容与 webhook-id 不变，按重试间隔重新推送。",
                    "The same content and webhook-id are sent in a new round of attempts.",
                ),
                tone="primary",
            ),
        ),
    )
)

WEBHOOKS = doors.register(
    Resource(
        name="webhook",
        plural="webhooks",
        scope="webhooks",
        label=Text("事件推送", "Webhooks"),
        view=WebhookView,
        get=queries.get_webhook,
        list=queries.list_webhooks,
        filters=schemas.WebhookFilters,
        home=lambda view: f"/webhooks/{view.id}",
        create=Act(
            "add_webhook",
            webhooks.add_webhook,
            Text("新增推送地址", "Add a webhook"),
            schema=schemas.AddWebhook,
            hint=Text(
                "您的系统会收到本单位可见的事件，按 Standard Webhooks 签名，失败后三天内自动重试。",
                "Your system receives the events your institution may see, signed by Standard "
                "Webhooks and retried for three days.",
            ),
            offered_to=policy.may_add,
        ),
        edit=_webhook(
            "change",
            webhooks.change_webhook,
            schemas.ChangeWebhook,
            prefill=lambda view: {
                "url": view.url,
                "event_types": list(view.event_types),
                "contact_email": view.contact_email,
            },
        ),
        acts=(
            _webhook(
                "send_test_ping",
                webhooks.send_test_ping,
                hint=Text(
                    "只向这个地址推送一个 webhook.ping 事件。",
                    "Sends one webhook.ping event to this address only.",
                ),
                adds=True,
                answers="webhook_delivery",
                tone="primary",
            ),
            _webhook(
                "reveal_secret",
                webhooks.reveal_secret,
                hint=Text("密钥只显示一次。", "A secret is shown once."),
            ),
            _webhook(
                "rotate_secret",
                webhooks.rotate_secret,
                hint=Text(
                    "24 小时内新旧密钥同时签名。", "For 24 hours both secrets sign every delivery."
                ),
            ),
            _webhook(
                "pause",
                webhooks.pause_webhook,
                hint=Text(
                    "暂停期间的事件不推送，可从事件流补取。",
                    "Events of the pause aren't sent; read them from the stream.",
                ),
            ),
            _webhook("resume", webhooks.resume_webhook, tone="primary"),
            _webhook(
                "remove",
                webhooks.remove_webhook,
                hint=Text("删除后不能恢复。", "This can't be undone."),
                tone="danger",
            ),
        ),
    )
)

doors.name_actions(
    {
        "webhook.add": Text("新增推送地址", "Webhook added"),
        "webhook.fail": STATES.actions["fail"],
        "webhook.recover": STATES.actions["recover"],
        "webhook.mail": Text("已邮件告知技术联系人", "The technical contact was told by mail"),
        "webhook.give_up": STATES.actions["give_up"],
    }
)
