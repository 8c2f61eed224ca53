"""Mail to a webhook's technical contact, once an outage: the address and counts, no content."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, jobs, mail, trial
from coop.core.actor import SYSTEM
from coop.core.audit import Subject
from coop.core.db import command, lock, session, step
from coop.core.language import Text
from coop.core.mail import Letter
from coop.documents import links
from coop.exchange.models import Webhook, WebhookDelivery
from coop.exchange.workflow import DEAD, OPEN

MAIL_JOB = "mail_about_webhook"
_SUBJECT = Text("事件推送连续失败", "Webhook deliveries keep failing")
_BODY = Text(
    "推送地址：{url}\n异常开始：{since}\n待推送：{waiting}件；已放弃：{dead}件。\n"
    "请检查接收系统。详情及重新推送：{page}\n本邮件由协作平台自动发送，每次异常只发一次。",
    "Address: {url}\nFailing since: {since}\nWaiting: {waiting}; given up: {dead}.\n"
    "Please check the receiving system. Log and sending again: {page}\n"
    "Sent automatically, once for each outage.",
)


@step
def start(webhook: Webhook) -> None:
    """From now on it fails; its contact is told after the commit."""
    webhook.outage_at, webhook.mailed_at = clock.wall(), None
    if mail.is_on() and webhook.contact_email:
        jobs.enqueue(MAIL_JOB, webhook.id)


def end(webhook: Webhook) -> None:
    """It works again, or somebody has taken it in hand."""
    webhook.outage_at = webhook.mailed_at = None


def letter_about(webhook_id: UUID) -> tuple[Letter, datetime] | None:
    """The letter with the outage it is about; None where nobody is to be told any more."""
    row = session().get(Webhook, webhook_id, populate_existing=True)
    if row is None or row.outage_at is None or row.mailed_at is not None or not row.contact_email:
        return None
    facts = {
        "url": _shown(row.url),
        "since": row.outage_at,
        "waiting": _count(webhook_id, OPEN),
        "dead": _count(webhook_id, {DEAD}),
        "page": links.address(f"/webhooks/{webhook_id}"),
    }
    key = f"webhook-{webhook_id}-{int(row.outage_at.timestamp())}"
    subject = Text(trial.marked(_SUBJECT.zh), _SUBJECT.en)
    return Letter(key, row.contact_email, subject, _BODY.with_facts(**facts)), row.outage_at


@command
def record_mailed(webhook_id: UUID, outage_at: datetime) -> None:
    """Nothing happens when that outage is over."""
    webhook = lock(Webhook, webhook_id)
    if webhook.outage_at != outage_at or webhook.mailed_at is not None:
        return
    webhook.mailed_at = clock.wall()
    audit.record(SYSTEM, "webhook.mail", Subject("webhook", webhook.id, webhook.agreement_id))


def _shown(url: str) -> str:
    """Without what may hold a key."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _count(webhook_id: UUID, states: set[str] | frozenset[str]) -> int:
    found = sa.select(sa.func.count(WebhookDelivery.id)).where(
        WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state.in_(states)
    )
    return session().scalars(found).one()
