"""What went to and fro about a share: openings, use, doubts, asking to pass it on."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import SHANGHAI
from coop.core.paging import Page, page_of
from coop.mechanisms.sharing.models import (
    CorrectionRequest,
    OnwardRequest,
    Share,
    ShareAccess,
    ShareFile,
    UsageRecord,
)
from coop.mechanisms.sharing.policy import Standing, holds
from coop.mechanisms.sharing.queries.share_views import (
    CorrectionRequestView,
    OnwardRequestView,
    ShareAccessView,
    UsageRecordView,
)
from coop.mechanisms.sharing.workflow import (
    ACCESS_KINDS,
    CORRECTION_REQUEST,
    ONWARD_REQUEST,
    OUTCOMES,
    RESOLUTION,
)
from coop.registry import directory
from coop.registry.models import Deadline, Institution

_MOST_ACCESSES = 100
# Use records are kept three years at least (政务数据共享条例 art. 29).
_YEARS_KEPT = 3


def accesses_of(share_id: UUID, names: dict[UUID, str]) -> tuple[ShareAccessView, ...]:
    """The newest openings first. The caller has checked that the provider asks."""
    query = (
        sa.select(
            ShareAccess.kind,
            ShareAccess.institution_id,
            ShareAccess.actor_name,
            ShareFile.filename,
            ShareAccess.at,
        )
        .outerjoin(ShareFile, ShareFile.id == ShareAccess.file_id)
        .where(ShareAccess.share_id == share_id)
        .order_by(ShareAccess.id.desc())
        .limit(_MOST_ACCESSES)
    )
    return tuple(
        ShareAccessView(
            kind=row.kind,
            kind_label=ACCESS_KINDS[row.kind],
            institution_name=names.get(row.institution_id, ""),
            actor_name=row.actor_name,
            filename=row.filename,
            at=row.at,
        )
        for row in session().execute(query)
    )


def usage_of(actor: Actor, share: Any, names: dict[UUID, str]) -> tuple[UsageRecordView, ...]:
    """All for the provider, a recipient's own for itself."""
    query = sa.select(UsageRecord).where(UsageRecord.share_id == share.id)
    if actor.institution_id != share.provider_id:
        query = query.where(UsageRecord.institution_id == actor.institution_id)
    return tuple(
        UsageRecordView(
            institution_id=one.institution_id,
            institution_name=names.get(one.institution_id, ""),
            scenario=one.scenario,
            process=one.process,
            effect=one.effect,
            storage=one.storage,
            destruction=one.destruction,
            recorded_at=one.recorded_at,
            recorded_by=one.recorded_by,
            kept_until_on=_kept_until_on(one.recorded_at.astimezone(SHANGHAI).date()),
        )
        for one in session().scalars(query.order_by(UsageRecord.id))
    )


def _kept_until_on(recorded_on: date) -> date:
    year = recorded_on.year + _YEARS_KEPT
    if (recorded_on.month, recorded_on.day) == (2, 29):
        return date(year, 3, 1)
    return recorded_on.replace(year=year)


# --------------------------------------------------------------------------- corrections


def get_correction_request(actor: Actor, correction_id: UUID) -> CorrectionRequestView:
    """Raises NotFound for all but who asked and the provider."""
    query = _corrections(actor).where(CorrectionRequest.id == correction_id)
    row = session().execute(query).first()
    if row is None:
        raise NotFound
    return _correction_view(actor, row)


def list_correction_requests(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[CorrectionRequestView]:
    """Newest first. wanted: agreement_id, state."""
    query = _corrections(actor).order_by(CorrectionRequest.id.desc())
    for name, value in wanted.items():
        owner = Share if name == "agreement_id" else CorrectionRequest
        query = query.where(getattr(owner, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_correction_view(actor, row) for row in page.items), page.next)


def corrections_of(actor: Actor, share_id: UUID) -> tuple[CorrectionRequestView, ...]:
    query = _corrections(actor).where(CorrectionRequest.share_id == share_id)
    rows = session().execute(query.order_by(CorrectionRequest.id))
    return tuple(_correction_view(actor, row) for row in rows)


_CORRECTION_COLUMNS: tuple[Any, ...] = (
    CorrectionRequest.id,
    CorrectionRequest.version,
    CorrectionRequest.state,
    CorrectionRequest.share_id,
    Share.title.label("share_title"),
    Share.agreement_id,
    Share.provider_id,
    CorrectionRequest.institution_id,
    Institution.short_name.label("institution_name"),
    CorrectionRequest.text,
    CorrectionRequest.submitted_at,
    Deadline.due_on,
    CorrectionRequest.outcome,
    CorrectionRequest.resolution,
    CorrectionRequest.resolved_at,
)


def _corrections(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_CORRECTION_COLUMNS)
        .join(Share, Share.id == CorrectionRequest.share_id)
        .join(Institution, Institution.id == CorrectionRequest.institution_id)
        .outerjoin(
            Deadline,
            sa.and_(Deadline.subject_id == CorrectionRequest.id, Deadline.kind == RESOLUTION),
        )
        .where(_between(actor, CorrectionRequest.institution_id))
    )


def _correction_view(actor: Actor, row: Any) -> CorrectionRequestView:
    values = dict(row._mapping)
    standing = Standing(values.pop("agreement_id"), values.pop("provider_id"), row.institution_id)
    late = row.due_on is not None and row.due_on < clock.today()
    return CorrectionRequestView(
        **values,
        state_label=CORRECTION_REQUEST.states[row.state],
        allowed_actions=policy.allowed(actor, CORRECTION_REQUEST, row.state, standing, holds),
        is_overdue=row.resolved_at is None and late,
        outcome_label=OUTCOMES.get(row.outcome),
    )


# --------------------------------------------------------------------------- passing on


def get_onward_request(actor: Actor, onward_id: UUID) -> OnwardRequestView:
    """Raises NotFound for all but who asked and the provider."""
    row = session().execute(_onward(actor).where(OnwardRequest.id == onward_id)).first()
    if row is None:
        raise NotFound
    return _onward_view(actor, row)


def onward_requests_of(actor: Actor, share_id: UUID) -> tuple[OnwardRequestView, ...]:
    query = _onward(actor).where(OnwardRequest.share_id == share_id).order_by(OnwardRequest.id)
    return tuple(_onward_view(actor, row) for row in session().execute(query))


_ONWARD_COLUMNS: tuple[Any, ...] = (
    OnwardRequest.id,
    OnwardRequest.version,
    OnwardRequest.state,
    OnwardRequest.share_id,
    Share.title.label("share_title"),
    Share.agreement_id,
    Share.provider_id,
    OnwardRequest.institution_id,
    Institution.short_name.label("institution_name"),
    OnwardRequest.target_ids,
    OnwardRequest.reason,
    OnwardRequest.decided_at,
    OnwardRequest.note,
)


def _onward(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_ONWARD_COLUMNS)
        .join(Share, Share.id == OnwardRequest.share_id)
        .join(Institution, Institution.id == OnwardRequest.institution_id)
        .where(_between(actor, OnwardRequest.institution_id))
    )


def _onward_view(actor: Actor, row: Any) -> OnwardRequestView:
    values = dict(row._mapping)
    agreement_id = values.pop("agreement_id")
    standing = Standing(agreement_id, values.pop("provider_id"), row.institution_id)
    names = directory.short_names(agreement_id)
    targets = [UUID(one) for one in values.pop("target_ids")]
    return OnwardRequestView(
        **values,
        state_label=ONWARD_REQUEST.states[row.state],
        allowed_actions=policy.allowed(actor, ONWARD_REQUEST, row.state, standing, holds),
        target_names=tuple(names[one] for one in targets if one in names),
    )


def _between(actor: Actor, asker_id: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    """Only who asked and the provider know of it."""
    if actor.is_system:
        return sa.true()
    own = actor.institution_id
    return sa.and_(
        Share.agreement_id.in_(actor.agreement_ids),
        sa.or_(asker_id == own, Share.provider_id == own),
    )
