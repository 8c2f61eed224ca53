"""Who may: webhooks belong to the institution; its administrator or its systems look after them."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import CLIENT, Actor
from coop.core.errors import BadRequest, Forbidden, NotFound
from coop.core.language import Text
from coop.exchange.models import Webhook
from coop.exchange.workflow import ADMIN

WRITE = "webhooks:write"


class Owned(Protocol):
    """What a webhook or a delivery belongs to."""

    @property
    def institution_id(self) -> UUID: ...
    @property
    def agreement_id(self) -> UUID: ...


class AgreementUnnamed(BadRequest):
    code = "agreement_id_required"
    text = Text(
        "您参与多个协议，请指明 agreement_id。",
        "You act under several agreements; name one as agreement_id.",
    )


def one_agreement(actor: Actor, agreement_id: UUID | None) -> UUID:
    """The agreement named, or the only one the actor acts under.

    Raises NotFound for one the actor doesn't see, AgreementUnnamed where several are possible.
    """
    known = actor.posted_ids | actor.open_ids
    if agreement_id is None:
        if len(known) != 1:
            raise AgreementUnnamed(reason="agreement_id")
        return next(iter(known))
    if agreement_id not in known:
        raise NotFound
    return agreement_id


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Webhooks that exist for the actor: those of the own institution."""
    return sa.and_(
        Webhook.institution_id == actor.institution_id,
        Webhook.agreement_id.in_(actor.posted_ids),
    )


def is_visible(actor: Actor, webhook: Owned) -> bool:
    own = webhook.institution_id == actor.institution_id
    return own and webhook.agreement_id in actor.posted_ids


def holds(actor: Actor, role: str, webhook: Owned) -> bool:
    return (
        role == ADMIN and is_visible(actor, webhook) and webhook.agreement_id in looks_after(actor)
    )


def looks_after(actor: Actor) -> frozenset[UUID]:
    """Agreements under which the actor may look after its institution's webhooks."""
    if actor.kind == CLIENT:
        writes = actor.scopes is not None and WRITE in actor.scopes
        return actor.posted_ids if writes else frozenset()
    return actor.agreements_with(ADMIN)


def may_add(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor may set up a webhook under this agreement, for its own institution."""
    return (
        agreement_id is not None
        and actor.institution_id is not None
        and agreement_id in actor.posted_ids
        and agreement_id in looks_after(actor)
    )


def require_adding(actor: Actor, agreement_id: UUID) -> UUID:
    """The institution a new webhook belongs to. Raises Forbidden."""
    if actor.institution_id is None or not may_add(actor, agreement_id):
        raise Forbidden(action=Text("新增推送地址", "Add a webhook"))
    return actor.institution_id
