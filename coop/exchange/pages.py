"""Webhooks and their deliveries for the institution's administrator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import render_template

from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint
from coop.exchange import queries
from coop.exchange.commands import DELIVERIES, WEBHOOKS
from coop.exchange.queries import WebhookDeliveryView, WebhookView
from coop.exchange.service import webhooks

_RECENT = 20
_TONES = {
    "active": "good",
    "delivered": "good",
    "failing": "bad",
    "dead": "bad",
    "failed": "warn",
    "paused": "warn",
}

pages = PageBlueprint("exchange", __name__)


def _tag(view: WebhookView | WebhookDeliveryView) -> dict[str, object]:
    return {"tag": view.state_label, "tone": _TONES.get(view.state, "neutral")}


def _webhook_page(actor: Actor, view: WebhookView) -> Mapping[str, object]:
    recent = queries.list_deliveries(actor, limit=_RECENT, webhook_id=view.id).items
    return {"title": view.url, "state_tag": _tag(view), "recent": _rows(recent)}


def _rows(found: tuple[WebhookDeliveryView, ...]) -> list[dict[str, object]]:
    return [
        {
            "cells": [
                one.event_type,
                _tag(one),
                one.attempts,
                one.created_at,
                one.last_error_label,
            ],
            "url": f"/webhook-deliveries/{one.id}",
        }
        for one in found
    ]


def _cells(one: WebhookDeliveryView) -> list[object]:
    return [one.event_type, _tag(one), one.attempts, one.created_at, one.last_error_label]


def _delivery_page(_actor: Actor, view: WebhookDeliveryView) -> Mapping[str, object]:
    label = WEBHOOKS.label
    trail = [(label, "/webhooks"), (view.url, f"/webhooks/{view.webhook_id}")]
    return {"title": view.event_type, "state_tag": _tag(view), "trail": trail}


# The secret is shown in the answer itself, so its page isn't the generic form with a redirect.
pages.serve(
    replace(WEBHOOKS, acts=tuple(one for one in WEBHOOKS.acts if one.name != "reveal_secret")),
    detail="exchange/webhook.html",
    columns=(
        Column(Text("推送地址", "Address"), lambda view: view.url),
        Column(Text("状态", "State"), _tag),
        Column(Text("待推送", "Waiting"), lambda view: view.waiting_count),
        Column(Text("已放弃", "Dead"), lambda view: view.dead_count),
        Column(Text("新增于", "Added"), lambda view: view.created_at),
    ),
    more=_webhook_page,
    nav=NavItem(WEBHOOKS.label, "/webhooks", order=110),
)
pages.serve(
    DELIVERIES,
    detail="exchange/delivery.html",
    columns=(
        Column(Text("事件", "Event"), lambda view: view.event_type),
        Column(Text("状态", "State"), _tag),
        Column(Text("推送地址", "Address"), lambda view: view.url),
        Column(Text("次数", "Attempts"), lambda view: view.attempts),
        Column(Text("时间", "When"), lambda view: view.created_at),
    ),
    more=_delivery_page,
)


@pages.blueprint.post("/webhooks/<uuid:subject_id>/reveal-secret")
def reveal_secret(subject_id: UUID) -> str:
    webhook = webhooks.reveal_secret(signed_in().actor, subject_id, expected_version=None)
    return render_template("exchange/secret.html", webhook=webhook)
