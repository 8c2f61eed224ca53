"""Reads: webhooks with what waits for them, the log of deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy as rules
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.core.worklist import Waiting
from coop.exchange import policy
from coop.exchange.attempts import ERRORS
from coop.exchange.models import DeliveryAttempt, Webhook, WebhookDelivery
from coop.exchange.workflow import BROKEN, DEAD, DELIVERY, FAILING, KEPT, OPEN, WEBHOOK

_TO_SHOW = "webhook_to_show"
_ATTEMPTS_SHOWN = 100
_COUNTED = sorted(OPEN | {DEAD})


# --------------------------------------------------------------------------- webhooks


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookView(View):
    """Where one institution's system receives events.

    outage_at: since when deliveries fail; mailed_at: when its contact was told by mail.
    """

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    institution_id: UUID
    url: str
    event_types: tuple[str, ...]
    secret: Annotated[
        str | None,
        Text(
            "签名密钥，只显示一次。",
            "The signing secret; shown once, by the command that makes it.",
        ),
    ]
    previous_secret_expires_at: datetime | None
    contact_email: str
    outage_at: datetime | None
    mailed_at: datetime | None
    created_by_name: str
    created_at: datetime
    waiting_count: int
    dead_count: int


def show_secret(webhook_id: UUID, secret: str) -> None:
    """Let this command's own answer, and nothing later, contain the secret."""
    session().info[_TO_SHOW] = (webhook_id, secret)


def get_webhook(actor: Actor, webhook_id: UUID) -> WebhookView:
    """Raises NotFound for a stranger. A removed webhook stays readable."""
    wanted = sa.select(Webhook).where(Webhook.id == webhook_id, policy.visible_to(actor))
    found = session().scalars(wanted).first()
    if found is None:
        raise NotFound
    return _webhook(actor, found, _counts([found.id]))


def list_webhooks(
    actor: Actor,
    *,
    limit: int = 50,
    cursor: str | None = None,
    agreement_id: UUID | None = None,
    state: str | None = None,
) -> Page[WebhookView]:
    """The institution's webhooks, newest first; removed ones only when asked for."""
    wanted = sa.select(Webhook).where(policy.visible_to(actor))
    if agreement_id is not None:
        wanted = wanted.where(Webhook.agreement_id == agreement_id)
    wanted = wanted.where(Webhook.state == state if state else Webhook.state.in_(KEPT))
    page = page_of(wanted.order_by(Webhook.id.desc()), limit=limit, cursor=cursor)
    rows = [found[0] for found in page.items]
    counts = _counts([one.id for one in rows])
    return Page(tuple(_webhook(actor, one, counts) for one in rows), page.next)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """For the desk of who may look after them: webhooks whose receiver keeps failing."""
    under = policy.looks_after(actor)
    if under:
        yield Waiting(
            kind=WEBHOOK.states[FAILING],
            group="do",
            url="/webhooks/{id}",
            rows=sa.select(Webhook.id).where(
                policy.visible_to(actor), Webhook.agreement_id.in_(under), Webhook.state.in_(BROKEN)
            ),
            subject_id=Webhook.id,
            title=Webhook.url,
        )


def _webhook(actor: Actor, row: Webhook, counts: dict[tuple[UUID, str], int]) -> WebhookView:
    shown_id, secret = session().info.get(_TO_SHOW, (None, None))
    return WebhookView(
        id=row.id,
        version=row.version,
        state=row.state,
        state_label=WEBHOOK.states[row.state],
        allowed_actions=_webhook_actions(actor, row),
        agreement_id=row.agreement_id,
        institution_id=row.institution_id,
        url=row.url,
        event_types=tuple(row.event_types),
        contact_email=row.contact_email,
        outage_at=row.outage_at,
        mailed_at=row.mailed_at,
        secret=secret if shown_id == row.id else None,
        previous_secret_expires_at=row.previous_secret_expires_at,
        created_by_name=row.created_by_name,
        created_at=row.created_at,
        waiting_count=sum(counts.get((row.id, state), 0) for state in OPEN),
        dead_count=counts.get((row.id, DEAD), 0),
    )


def _webhook_actions(actor: Actor, row: Webhook) -> tuple[str, ...]:
    """A secret that was shown can't be shown again."""
    possible = rules.allowed(actor, WEBHOOK, row.state, row, policy.holds)
    shown = row.secret_shown_at is not None
    return tuple(one for one in possible if not (shown and one == "reveal_secret"))


def _counts(webhook_ids: list[UUID]) -> dict[tuple[UUID, str], int]:
    """Deliveries that wait or died, by webhook and state."""
    counted = (
        sa.select(WebhookDelivery.webhook_id, WebhookDelivery.state, sa.func.count())
        .where(WebhookDelivery.webhook_id.in_(webhook_ids), WebhookDelivery.state.in_(_COUNTED))
        .group_by(WebhookDelivery.webhook_id, WebhookDelivery.state)
    )
    return {(found[0], found[1]): found[2] for found in session().execute(counted)}


# --------------------------------------------------------------------------- deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One request that was made."""

    number: int
    at: datetime
    duration_ms: int
    status: int | None
    error: str | None
    error_label: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDeliveryView(View):
    """One event for one webhook: its id is the `webhook-id` header."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    webhook_id: UUID
    agreement_id: UUID
    institution_id: UUID
    url: str
    event_id: UUID | None
    event_type: str
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    last_status: int | None
    last_error: str | None
    last_error_label: Text | None
    delivered_at: datetime | None
    log: tuple[AttemptView, ...]


def get_delivery(actor: Actor, delivery_id: UUID) -> WebhookDeliveryView:
    """With the log of its attempts, newest first. Raises NotFound for a stranger."""
    found = session().execute(_deliveries(actor).where(WebhookDelivery.id == delivery_id)).first()
    if found is None:
        raise NotFound
    return _delivery(actor, found, _attempts(delivery_id))


def list_deliveries(
    actor: Actor,
    *,
    limit: int = 50,
    cursor: str | None = None,
    webhook_id: UUID | None = None,
    state: str | None = None,
) -> Page[WebhookDeliveryView]:
    """Newest first; `log` is left empty here. The dead list is state="dead"."""
    wanted = _deliveries(actor)
    if webhook_id is not None:
        wanted = wanted.where(WebhookDelivery.webhook_id == webhook_id)
    if state is not None:
        wanted = wanted.where(WebhookDelivery.state == state)
    page = page_of(wanted.order_by(WebhookDelivery.id.desc()), limit=limit, cursor=cursor)
    return Page(tuple(_delivery(actor, found, ()) for found in page.items), page.next)


def _deliveries(actor: Actor) -> sa.Select[Any]:
    """Without the bodies: a list of them would be read for nothing."""
    columns = [one for one in WebhookDelivery.__table__.columns if one.name != "body"]
    return (
        sa.select(*columns, Webhook.agreement_id, Webhook.institution_id, Webhook.url)
        .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .where(policy.visible_to(actor))
    )


def _delivery(
    actor: Actor, found: sa.Row[Any], log: tuple[AttemptView, ...]
) -> WebhookDeliveryView:
    return WebhookDeliveryView(
        id=found.id,
        version=found.version,
        state=found.state,
        state_label=DELIVERY.states[found.state],
        allowed_actions=rules.allowed(actor, DELIVERY, found.state, found, policy.holds),
        webhook_id=found.webhook_id,
        agreement_id=found.agreement_id,
        institution_id=found.institution_id,
        url=found.url,
        event_id=found.event_id,
        event_type=found.event_type,
        attempts=found.attempts,
        created_at=found.created_at,
        next_attempt_at=found.next_attempt_at,
        last_status=found.last_status,
        last_error=found.last_error,
        last_error_label=ERRORS.get(found.last_error or ""),
        delivered_at=found.delivered_at,
        log=log,
    )


def _attempts(delivery_id: UUID) -> tuple[AttemptView, ...]:
    newest = (
        sa.select(DeliveryAttempt)
        .where(DeliveryAttempt.delivery_id == delivery_id)
        .order_by(DeliveryAttempt.id.desc())
        .limit(_ATTEMPTS_SHOWN)
    )
    return tuple(
        AttemptView(
            number=one.number,
            at=one.at,
            duration_ms=one.duration_ms,
            status=one.status,
            error=one.error,
            error_label=ERRORS.get(one.error or ""),
        )
        for one in session().scalars(newest)
    )


def count_undelivered() -> dict[str, int]:
    """Of all institutions, by state: what waits and what died."""
    counted = (
        sa.select(WebhookDelivery.state, sa.func.count())
        .where(WebhookDelivery.state.in_(_COUNTED))
        .group_by(WebhookDelivery.state)
    )
    found = {one[0]: int(one[1]) for one in session().execute(counted)}
    return {state: found.get(state, 0) for state in _COUNTED}
