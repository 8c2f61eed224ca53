"""Reads of bulletins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core import policy as core_policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.supervision import policy
from coop.supervision.models import Bulletin
from coop.supervision.policy import Editorial
from coop.supervision.printing.bulletins import Issue, draft_pdf
from coop.supervision.workflow import BULLETIN_WORKFLOW, SERIES


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinView(View):
    """An issue of a series. issue_no: of its series and year, once issued; reason: of a return."""

    agreement_id: UUID
    institution_id: UUID
    series: str
    series_label: Text
    year: int | None
    issue_no: int | None
    title: str
    lead: str
    body: str
    report_to: str
    send_to: str
    distribute_to: str
    copies: int | None
    state: str
    state_label: Text
    drafted_by: str
    reviewed_by: str
    reason: str
    issued_on: date | None
    document_id: UUID | None
    allowed_actions: tuple[str, ...]


class Filters(TypedDict, total=False):
    agreement_id: UUID
    series: str
    state: str
    year: int


def get_bulletin(actor: Actor, bulletin_id: UUID) -> BulletinView:
    """Raises NotFound for strangers, and for other institutions before it is issued."""
    row = session().execute(_visible(actor).where(Bulletin.id == bulletin_id)).first()
    if row is None:
        raise NotFound
    return _view(actor, row)


def list_bulletins(
    actor: Actor, *, limit: int, cursor: str | None = None, **filters: Unpack[Filters]
) -> Page[BulletinView]:
    """Newest first."""
    query = _visible(actor)
    for name, value in filters.items():
        query = query.where(getattr(Bulletin, name) == value)
    newest_first = query.order_by(Bulletin.created_at.desc(), Bulletin.id.desc())
    found = page_of(newest_first, limit=limit, cursor=cursor)
    return Page(tuple(_view(actor, row) for row in found.items), found.next)


def bulletin_draft(actor: Actor, bulletin_id: UUID) -> Download:
    """The bulletin as it would be printed today, marked as a draft."""
    view = get_bulletin(actor, bulletin_id)
    bulletin = session().get_one(Bulletin, view.id)
    today = clock.today()
    pdf = draft_pdf(bulletin, Issue(today.year, None, today))
    return Download(f"{view.title}（送审稿）.pdf", "application/pdf", pdf.data)


def _visible(actor: Actor) -> sa.Select[Any]:
    return sa.select(*Bulletin.__table__.columns).where(policy.bulletins_visible_to(actor))


def _view(actor: Actor, row: sa.Row[Any]) -> BulletinView:
    editorial = Editorial(row.agreement_id, row.institution_id)
    allowed = core_policy.allowed(actor, BULLETIN_WORKFLOW, row.state, editorial, policy.edits)
    wrote_it = actor.id == row.drafted_by_id
    return BulletinView(
        **{name: getattr(row, name) for name in _PLAIN},
        series_label=SERIES[row.series],
        state_label=BULLETIN_WORKFLOW.states[row.state],
        allowed_actions=tuple(one for one in allowed if not (one == "review" and wrote_it)),
    )


_PLAIN = (
    "id",
    "version",
    "agreement_id",
    "institution_id",
    "series",
    "year",
    "issue_no",
    "title",
    "lead",
    "body",
    "report_to",
    "send_to",
    "distribute_to",
    "copies",
    "state",
    "drafted_by",
    "reviewed_by",
    "reason",
    "issued_on",
    "document_id",
)
