"""From an event to deliveries, from an attempt to its outcome, and sending again by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events, jobs
from coop.core import policy as rules
from coop.core.actor import SYSTEM, Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, step, text_id
from coop.core.errors import Conflict, NotFound
from coop.core.events import EventRow
from coop.core.language import Text
from coop.core.views import dumps
from coop.exchange import policy
from coop.exchange.attempts import Outcome, Outgoing
from coop.exchange.events import EventWithheld, WebhookFailing, WebhookStopped
from coop.exchange.models import DeliveryAttempt, Webhook, WebhookDelivery
from coop.exchange.service import outages
from coop.exchange.stream import EventView, events_as_told
from coop.exchange.workflow import DELIVERY, OPEN, SENDING, WEBHOOK

DELIVER_JOB = "deliver_webhook"
PING = "webhook.ping"
_MINUTE, _HOUR = 60, 3600
# Seconds after each failed attempt: twelve attempts in three days.
DELAYS = (
    *(5, 30, 2 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE),
    *(_HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, 24 * _HOUR, 24 * _HOUR),
)
# From this failed attempt of one delivery on (13 minutes), the webhook counts as failing.
_FAILING_FROM = 5


# How long a finished delivery is kept with its attempts; the event stays in the stream.
_KEPT = timedelta(days=90)


class NothingIsSent(Conflict):
    code = "webhook_not_sending"
    text = Text(
        "推送地址{state}，请先恢复。", "The webhook is {state}; resume it before sending again."
    )


@command
def dispatch_event(event_id: UUID) -> None:
    """One delivery per webhook that wants the event. Running it twice changes nothing."""
    event = session().get(EventRow, event_id, with_for_update=True)
    if event is None:
        raise NotFound
    told = events_as_told(event_id)
    for webhook in _receivers(event, list(told)):
        view = told[webhook.institution_id]
        if {"*", view.type} & set(webhook.event_types):
            _add(webhook, view.type, dumps(view), event_id=event_id)


@command
def forget_old_deliveries() -> int:
    """Drop what was delivered or given up long ago, with its attempts; answers how many."""
    finished = [one for one in DELIVERY.states if one not in OPEN]
    old = sa.delete(WebhookDelivery).where(
        WebhookDelivery.state.in_(finished), WebhookDelivery.created_at < clock.now() - _KEPT
    )
    return int(cast(sa.CursorResult[object], session().execute(old)).rowcount)


def _receivers(event: EventRow, institution_ids: list[UUID]) -> list[Webhook]:
    """Webhooks that send, belong to the audience and don't have the event yet."""
    served = sa.select(WebhookDelivery.webhook_id).where(WebhookDelivery.event_id == event.id)
    wanted = (
        sa.select(Webhook)
        .where(
            Webhook.agreement_id == event.agreement_id,
            Webhook.institution_id.in_(institution_ids),
            Webhook.state.in_(list(SENDING)),
            Webhook.id.not_in(served),
        )
        .order_by(Webhook.id)
    )
    return list(session().scalars(wanted))


def _add(
    webhook: Webhook, event_type: str, body: bytes, *, event_id: UUID | None
) -> WebhookDelivery:
    delivery = WebhookDelivery(
        webhook_id=webhook.id, event_id=event_id, event_type=event_type, body=body
    )
    session().add(delivery)
    session().flush()
    start_round(delivery)
    return delivery


@step
def add_ping(webhook: Webhook) -> WebhookDelivery:
    """A test event: no position, in nobody's stream, whatever types are wanted."""
    ping = EventView(
        id=UUID(text_id()),
        position=None,
        type=PING,
        occurred_at=clock.now(),
        agreement_id=webhook.agreement_id,
        subject_id=webhook.id,
        data={},
    )
    return _add(webhook, PING, dumps(ping), event_id=None)


@step
def start_round(delivery: WebhookDelivery) -> None:
    """The first attempt of a new round, as soon as the command has committed."""
    delivery.attempts = 0
    delivery.next_attempt_at = clock.wall()
    jobs.enqueue(DELIVER_JOB, delivery.id)


@command
def resend(actor: Actor, delivery_id: UUID, *, expected_version: int) -> WebhookDelivery:
    """Another round for what failed or died, with the same webhook-id and the same bytes."""
    webhook, delivery = _lock_both(delivery_id)
    if not policy.is_visible(actor, webhook):
        raise NotFound
    rules.require(actor, DELIVERY, "resend", webhook, policy.holds)
    check_version(delivery, expected_version)
    before = delivery.state
    delivery.state = DELIVERY.next(before, "resend")
    if webhook.state not in SENDING:
        raise NothingIsSent(state=WEBHOOK.states[webhook.state])
    start_round(delivery)
    subject = Subject("webhook_delivery", delivery.id, webhook.agreement_id)
    audit.record(actor, "webhook_delivery.resend", subject, state=(before, delivery.state))
    return delivery


def _lock_both(delivery_id: UUID) -> tuple[Webhook, WebhookDelivery]:
    """The webhook first, always: outcomes, pauses and resends would else wait for each other."""
    owner = sa.select(WebhookDelivery.webhook_id).where(WebhookDelivery.id == delivery_id)
    webhook_id = session().scalar(owner)
    if webhook_id is None:
        raise NotFound
    return lock(Webhook, webhook_id), lock(WebhookDelivery, delivery_id)


# --------------------------------------------------------------------------- attempts


@command
def prepare_attempt(delivery_id: UUID, attempt: int) -> Outgoing | int | None:
    """What to send now, or the seconds until the next attempt is due, or None: nothing to do.

    A worker that died after an attempt was recorded runs it again: it must wait for the next one.
    """
    webhook, delivery = _lock_both(delivery_id)
    if delivery.state not in OPEN or webhook.state not in SENDING:
        return None
    if attempt == delivery.attempts and delivery.next_attempt_at is not None:
        return max(1, round((delivery.next_attempt_at - clock.wall()).total_seconds()))
    if attempt != delivery.attempts + 1:
        return None
    body = _body(webhook, delivery)
    return Outgoing(delivery.id, attempt, webhook.url, body, _valid_secrets(webhook))


def _body(webhook: Webhook, delivery: WebhookDelivery) -> bytes:
    """The bytes that were made, unless what they tell has been classified higher since."""
    if delivery.event_id is None:
        return delivery.body
    now = events_as_told(delivery.event_id)[webhook.institution_id]
    return dumps(now) if now.type == EventWithheld.type else delivery.body


def _valid_secrets(webhook: Webhook) -> tuple[str, ...]:
    """The current secret, and during a rotation the previous one."""
    expires_at = webhook.previous_secret_expires_at
    rotating = expires_at is not None and expires_at > clock.wall()
    known = (webhook.secret, webhook.previous_secret if rotating else None)
    return tuple(one for one in known if one is not None)


@command
def record_outcome(outgoing: Outgoing, outcome: Outcome) -> int | None:
    """Keep what came of an attempt. Answers the seconds until the next one, None after the last."""
    webhook, delivery = _lock_both(outgoing.delivery_id)
    if delivery.state not in OPEN or outgoing.attempt != delivery.attempts + 1:
        return None
    delivery.attempts = outgoing.attempt
    delivery.last_status, delivery.last_error = outcome.status, outcome.error
    session().add(
        DeliveryAttempt(
            delivery_id=delivery.id,
            number=outgoing.attempt,
            at=clock.wall(),
            duration_ms=outcome.duration_ms,
            status=outcome.status,
            error=outcome.error,
        )
    )
    if outcome.is_delivered:
        _delivered(webhook, delivery)
        return None
    return _failed(webhook, delivery, outcome)


def _delivered(webhook: Webhook, delivery: WebhookDelivery) -> None:
    delivery.state = DELIVERY.next(delivery.state, "deliver")
    delivery.delivered_at, delivery.next_attempt_at = clock.wall(), None
    _judge(webhook, "recover")


def _failed(webhook: Webhook, delivery: WebhookDelivery, outcome: Outcome) -> int | None:
    if outcome.is_gone:
        _judge(webhook, "give_up", outcome)
    elif delivery.attempts >= _FAILING_FROM:
        _judge(webhook, "fail", outcome)
    if outcome.is_gone or delivery.attempts > len(DELAYS):
        delivery.state = DELIVERY.next(delivery.state, "bury")
        delivery.next_attempt_at = None
        return None
    seconds = DELAYS[delivery.attempts - 1]
    delivery.state = DELIVERY.next(delivery.state, "fail")
    delivery.next_attempt_at = clock.wall() + timedelta(seconds=seconds)
    return seconds


def _judge(webhook: Webhook, action: str, outcome: Outcome | None = None) -> None:
    """Move the webhook where the table lets this outcome move it; tell its institution."""
    if action not in WEBHOOK.possible(webhook.state):
        return
    before = webhook.state
    webhook.state = WEBHOOK.next(before, action)
    subject = Subject("webhook", webhook.id, webhook.agreement_id)
    audit.record(SYSTEM, f"webhook.{action}", subject, state=(before, webhook.state))
    whom = {
        "agreement_id": webhook.agreement_id,
        "subject_id": webhook.id,
        "audience": (webhook.institution_id,),
    }
    if action == "recover":
        outages.end(webhook)
    else:
        outages.start(webhook)
    if action == "fail" and outcome is not None:
        events.record(WebhookFailing(**whom, last_error=outcome.error or ""))  # type: ignore[arg-type]
    if action == "give_up":
        events.record(WebhookStopped(**whom))  # type: ignore[arg-type]
