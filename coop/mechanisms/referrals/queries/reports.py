"""Published figures: every party's to read, as they were."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.referrals.models.figures import DisputeReport
from coop.mechanisms.referrals.queries.figure_views import DisputeReportView

_PLAIN = (
    "id",
    "version",
    "agreement_id",
    "title",
    "from_month",
    "until_month",
    "published_at",
    "published_by",
    "sha256",
)


def get_report(actor: Actor, report_id: UUID) -> DisputeReportView:
    """Raises NotFound."""
    found = session().scalar(_reports(actor).where(DisputeReport.id == report_id))
    if found is None:
        raise NotFound
    return _view(found)


def list_reports(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID
) -> Page[DisputeReportView]:
    """Newest first. wanted: agreement_id."""
    query = _reports(actor)
    for name, value in wanted.items():
        column: sa.ColumnElement[Any] = getattr(DisputeReport, name)
        query = query.where(column == value)
    page = page_of(query.order_by(DisputeReport.id.desc()), limit=limit, cursor=cursor)
    return Page(tuple(_view(row[0]) for row in page.items), page.next)


def _reports(actor: Actor) -> sa.Select[Any]:
    query = sa.select(DisputeReport)
    if actor.is_system:
        return query
    return query.where(DisputeReport.agreement_id.in_(actor.agreement_ids))


def _view(row: DisputeReport) -> DisputeReportView:
    return DisputeReportView(
        **{name: getattr(row, name) for name in _PLAIN},
        allowed_actions=(),
        issue_no=f"调解统计〔{row.year}〕{row.ordinal}号",
        content=orjson.loads(row.content),
    )
