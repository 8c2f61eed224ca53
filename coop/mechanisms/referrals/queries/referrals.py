"""Reads of attempts: what a body was asked, and what it answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.referrals.codes import MODES, REFERRAL_KINDS, REFERRAL_OUTCOMES
from coop.mechanisms.referrals.models import Dispute, Referral
from coop.mechanisms.referrals.policy import referrals_visible_to, visible_to
from coop.mechanisms.referrals.queries import names
from coop.mechanisms.referrals.queries.views import ReferralView

_REFERRAL = Referral.__table__
_PLAIN = (
    "id", "version", "agreement_id", "dispute_id", "number", "body_id", "kind", "procedure",
    "mode", "chosen_by", "sent_at", "outcome", "answered_at", "answered_by", "refusal",
    "received_on", "period_days", "document_id",
)  # fmt: skip


def get_referral(actor: Actor, referral_id: UUID) -> ReferralView:
    """Raises NotFound for everybody but the court's clerks and the body asked."""
    row = session().execute(_select(actor).where(_REFERRAL.c.id == referral_id)).first()
    if row is None:
        raise NotFound
    return _views([row])[0]


def list_referrals(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ReferralView]:
    """Newest first. wanted: the fields of schemas.ReferralFilters."""
    query = _select(actor)
    for name, value in wanted.items():
        query = query.where(_REFERRAL.c[name] == value)
    page = page_of(query.order_by(_REFERRAL.c.id.desc()), limit=limit, cursor=cursor)
    return Page(_views(page.items), page.next)


def referrals_of(actor: Actor, dispute_id: UUID) -> tuple[ReferralView, ...]:
    """Attempts of one dispute that the actor may see, oldest first."""
    query = _select(actor).where(_REFERRAL.c.dispute_id == dispute_id)
    return _views(session().execute(query.order_by(_REFERRAL.c.number)).all())


def _select(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(
            *_REFERRAL.c, Dispute.year, Dispute.ordinal, visible_to(actor).label("is_file_here")
        )
        .join(Dispute, Dispute.id == _REFERRAL.c.dispute_id)
        .where(referrals_visible_to(actor))
    )


def _views(rows: Sequence[Any]) -> tuple[ReferralView, ...]:
    called = names.bodies(row.body_id for row in rows)
    return tuple(
        ReferralView(
            **{name: getattr(row, name) for name in _PLAIN},
            issue_no=f"诉调〔{row.year}〕{row.ordinal}号",
            body_name=called[row.body_id][1],
            kind_label=REFERRAL_KINDS[row.kind],
            mode_label=MODES[row.mode],
            materials=tuple(row.materials),
            outcome_label=REFERRAL_OUTCOMES[row.outcome],
            is_file_here=bool(row.is_file_here),
            allowed_actions=(),
        )
        for row in rows
    )
