"""Reads of secondments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.training.models import Secondment
from coop.mechanisms.training.policy import Standing, holds, visible_secondments
from coop.mechanisms.training.queries.paper_views import SecondmentView
from coop.mechanisms.training.workflow import LEVELS, SECONDMENT, SECONDMENT_KINDS
from coop.registry import directory

_COLUMNS: tuple[Any, ...] = tuple(
    one for one in Secondment.__table__.columns if one.name != "created_at"
)


def get_secondment(actor: Actor, secondment_id: UUID) -> SecondmentView:
    """Raises NotFound for all but the two institutions."""
    rows = session().execute(_secondments(actor).where(Secondment.id == secondment_id)).all()
    if not rows:
        raise NotFound
    return _views(actor, rows)[0]


def list_secondments(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[SecondmentView]:
    """Newest first. wanted: agreement_id, state, kind."""
    query = _secondments(actor).order_by(Secondment.id.desc())
    for name, value in wanted.items():
        query = query.where(getattr(Secondment, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_views(actor, page.items), page.next)


def _secondments(actor: Actor) -> sa.Select[Any]:
    return sa.select(*_COLUMNS).where(visible_secondments(actor))


def _views(actor: Actor, rows: Sequence[Any]) -> tuple[SecondmentView, ...]:
    names: dict[UUID, str] = {}
    for agreement_id in {row.agreement_id for row in rows}:
        names |= directory.short_names(agreement_id)
    return tuple(_view(actor, row, names) for row in rows)


def _view(actor: Actor, row: Any, names: dict[UUID, str]) -> SecondmentView:
    standing = Standing(row.agreement_id, None, row.sender_id, host_id=row.host_id)
    granted = policy.allowed(actor, SECONDMENT, row.state, standing, holds)
    is_over = clock.today() >= row.to_on
    return SecondmentView(
        **row._mapping,
        state_label=SECONDMENT.states[row.state],
        allowed_actions=tuple(one for one in granted if is_over or one != "finish"),
        sender_name=names.get(row.sender_id, ""),
        host_name=names.get(row.host_id, ""),
        title=f"{row.name}{SECONDMENT_KINDS[row.kind].zh}（{names.get(row.host_id, '')}）",
        kind_label=SECONDMENT_KINDS[row.kind],
        level_label=LEVELS[row.level],
    )
