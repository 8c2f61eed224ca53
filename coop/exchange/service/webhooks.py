"""Setting up, pausing and removing webhooks; their secrets; the test ping."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core import policy as rules
from coop.core.actor import CLIENT, Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Conflict, FieldProblem, Invalid, NotFound
from coop.core.language import Text
from coop.exchange import addresses, policy, queries
from coop.exchange.models import Webhook, WebhookDelivery
from coop.exchange.service import deliveries, outages
from coop.exchange.workflow import DELIVERY, OPEN, WEBHOOK

EVERY_TYPE = "*"
# How long a receiver may go on checking with the old secret after a rotation.
BOTH_SECRETS = timedelta(hours=24)
_SECRET_BYTES = 32


class SecretAlreadyShown(Conflict):
    code = "secret_already_shown"
    text = Text(
        "密钥只能查看一次；如已遗失，请更换密钥。",
        "A secret is shown once; if it was lost, rotate it.",
    )


@command
def add_webhook(
    actor: Actor,
    *,
    url: str,
    event_types: Sequence[str],
    agreement_id: UUID | None = None,
    contact_email: str = "",
) -> Webhook:
    """Events of these types are sent to `url` from now on.

    A system reads the secret in the answer; an officer's answer leads to a page that shows it once.
    """
    agreement_id = policy.one_agreement(actor, agreement_id)
    institution_id = policy.require_adding(actor, agreement_id)
    addresses.check_url(url)
    _check_types(event_types)
    webhook = Webhook(
        institution_id=institution_id,
        agreement_id=agreement_id,
        url=url,
        event_types=list(event_types),
        contact_email=contact_email,
        secret=_new_secret(),
        created_by=actor.id,
        created_by_name=actor.name,
    )
    session().add(webhook)
    session().flush()
    _show_to_systems(actor, webhook)
    _log(actor, "add", webhook, url=url, event_types=list(event_types))
    return webhook


@command
def change_webhook(
    actor: Actor,
    webhook_id: UUID,
    *,
    expected_version: int,
    url: str | None = None,
    event_types: Sequence[str] | None = None,
    contact_email: str | None = None,
) -> Webhook:
    """Another address or other types; what already waits goes to the new address."""
    webhook = _for_action(actor, webhook_id, expected_version, "change")
    before = _said(webhook)
    if url is not None:
        addresses.check_url(url)
        webhook.url = url
    if event_types is not None:
        _check_types(event_types)
        webhook.event_types = list(event_types)
    if contact_email is not None:
        webhook.contact_email = contact_email
    after = _said(webhook)
    _log(actor, "change", webhook, **{name: (before[name], after[name]) for name in before})
    return webhook


@command
def pause_webhook(actor: Actor, webhook_id: UUID, *, expected_version: int) -> Webhook:
    """Nothing is sent, and nothing is kept for later: the stream has it all."""
    webhook = _for_action(actor, webhook_id, expected_version, "pause")
    return _move(actor, webhook, "pause")


@command
def resume_webhook(actor: Actor, webhook_id: UUID, *, expected_version: int) -> Webhook:
    """Send again, first what was waiting when it was paused."""
    webhook = _for_action(actor, webhook_id, expected_version, "resume")
    for delivery in _waiting(webhook):
        deliveries.start_round(delivery)
    return _move(actor, webhook, "resume")


@command
def remove_webhook(actor: Actor, webhook_id: UUID, *, expected_version: int) -> Webhook:
    """Final. The log of deliveries stays; the secrets don't."""
    webhook = _for_action(actor, webhook_id, expected_version, "remove")
    for delivery in _waiting(webhook):
        delivery.state = DELIVERY.next(delivery.state, "bury")
        delivery.next_attempt_at = None
    webhook.secret = webhook.previous_secret = webhook.previous_secret_expires_at = None
    return _move(actor, webhook, "remove")


@command
def rotate_secret(actor: Actor, webhook_id: UUID, *, expected_version: int) -> Webhook:
    """A new secret; the present one signs too for another 24 hours."""
    webhook = _for_action(actor, webhook_id, expected_version, "rotate_secret")
    webhook.previous_secret = webhook.secret
    webhook.previous_secret_expires_at = clock.wall() + BOTH_SECRETS
    webhook.secret, webhook.secret_shown_at = _new_secret(), None
    _show_to_systems(actor, webhook)
    _log(actor, "rotate_secret", webhook)
    return webhook


@command
def reveal_secret(actor: Actor, webhook_id: UUID, *, expected_version: int | None) -> Webhook:
    """The secret, once. Raises SecretAlreadyShown afterwards."""
    webhook = _for_action(actor, webhook_id, expected_version, "reveal_secret")
    if webhook.secret_shown_at is not None:
        raise SecretAlreadyShown
    _show(webhook)
    _log(actor, "reveal_secret", webhook)
    return webhook


@command
def send_test_ping(actor: Actor, webhook_id: UUID) -> WebhookDelivery:
    """Send a test event to this webhook only; its delivery tells how it went."""
    webhook = _for_action(actor, webhook_id, None, "send_test_ping")
    delivery = deliveries.add_ping(webhook)
    _log(actor, "send_test_ping", webhook, delivery_id=str(delivery.id))
    return delivery


def _for_action(
    actor: Actor, webhook_id: UUID, expected_version: int | None, action: str
) -> Webhook:
    """Load, permit, version, state: the same for every action on a webhook."""
    webhook = lock(Webhook, webhook_id)
    if not policy.is_visible(actor, webhook):
        raise NotFound
    rules.require(actor, WEBHOOK, action, webhook, policy.holds)
    check_version(webhook, expected_version)
    WEBHOOK.next(webhook.state, action)
    return webhook


def _move(actor: Actor, webhook: Webhook, action: str) -> Webhook:
    before = webhook.state
    webhook.state = WEBHOOK.next(before, action)
    outages.end(webhook)
    _log(actor, action, webhook, state=(before, webhook.state))
    return webhook


def _said(webhook: Webhook) -> dict[str, Any]:
    """What `change` may change; whether there is a contact, as the log needs no address."""
    return {
        "url": webhook.url,
        "event_types": webhook.event_types,
        "has_contact": bool(webhook.contact_email),
    }


def _waiting(webhook: Webhook) -> list[WebhookDelivery]:
    waiting = (
        sa.select(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state.in_(list(OPEN)))
        .order_by(WebhookDelivery.id)
        .with_for_update()
    )
    return list(session().scalars(waiting))


def _check_types(event_types: Sequence[str]) -> None:
    """Raises Invalid: an empty list would mean nothing to one reader and everything to another."""
    unknown = [
        FieldProblem(f"/event_types/{place}", "unknown_event_type", _unknown_type(one))
        for place, one in enumerate(event_types)
        if one != EVERY_TYPE and one not in events.KINDS
    ]
    if not event_types:
        told = Text("至少选择一种事件，* 表示全部。", "Name at least one event type; * means all.")
        unknown = [FieldProblem("/event_types", "empty", told)]
    if unknown:
        raise Invalid(*unknown)


def _unknown_type(name: str) -> Text:
    return Text(f"没有事件类型“{name}”。", f"There is no event type “{name}”.")


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def _show_to_systems(actor: Actor, webhook: Webhook) -> None:
    """A system reads the answer of this very command; a browser is redirected and can't."""
    if actor.kind == CLIENT:
        _show(webhook)


def _show(webhook: Webhook) -> None:
    webhook.secret_shown_at = clock.wall()
    queries.show_secret(webhook.id, webhook.secret or "")


def _log(actor: Actor, action: str, webhook: Webhook, **changes: Any) -> None:
    subject = Subject("webhook", webhook.id, webhook.agreement_id)
    audit.record(actor, f"webhook.{action}", subject, **changes)
