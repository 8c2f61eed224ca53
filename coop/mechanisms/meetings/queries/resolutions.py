"""Reads of resolutions and their register."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.meetings.models import (
    ResolutionStance,
)
from coop.mechanisms.meetings.policy import holds, records_above
from coop.mechanisms.meetings.queries.rows import (
    RESOLUTIONS,
    Names,
    names_of,
    visible_meeting,
)
from coop.mechanisms.meetings.queries.views import (
    ResolutionView,
    StanceView,
)
from coop.mechanisms.meetings.workflow import (
    DISCUSSED,
    MEETING,
    RESOLUTION_KINDS,
)


def get_resolution(actor: Actor, resolution_id: UUID) -> ResolutionView:
    row = (
        session()
        .execute(sa.select(RESOLUTIONS.c.meeting_id).where(RESOLUTIONS.c.id == resolution_id))
        .first()
    )
    if row is None:
        raise NotFound
    meeting = visible_meeting(actor, row.meeting_id)
    by_item = resolutions_of(actor, meeting, names_of(meeting.agreement_id))
    found = (one for many in by_item.values() for one in many if one.id == resolution_id)
    resolution = next(found, None)
    if resolution is None:
        raise NotFound
    return resolution


def list_resolutions(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[ResolutionView]:
    """The register. wanted: agreement_id, meeting_id, kind, lead_id, year."""
    query = (
        sa.select(RESOLUTIONS.c.id)
        .where(
            RESOLUTIONS.c.agreement_id.in_(actor.agreement_ids),
            RESOLUTIONS.c.meeting_id.not_in(records_above(actor)),
        )
        .order_by(RESOLUTIONS.c.id.desc())
    )
    for name, value in wanted.items():
        query = query.where(RESOLUTIONS.c[name] == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(get_resolution(actor, row.id) for row in page.items), page.next)


def resolutions_of(actor: Actor, meeting: Any, names: Names) -> dict[UUID, list[ResolutionView]]:
    """By item; none where the minutes are above the actor's clearance."""
    rows = session().execute(
        sa.select(RESOLUTIONS)
        .where(
            RESOLUTIONS.c.meeting_id == meeting.id,
            RESOLUTIONS.c.meeting_id.not_in(records_above(actor)),
        )
        .order_by(RESOLUTIONS.c.position, RESOLUTIONS.c.id)
    )
    stances = _stances(meeting.id, names)
    actions: tuple[str, ...] = ()
    if policy.permits(actor, MEETING, "resolve", meeting, holds):
        actions = ("edit", "remove") if meeting.state in DISCUSSED else ()
    found: dict[UUID, list[ResolutionView]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(_resolution_view(row, names, stances.get(row.id, []), actions))
    return found


def _resolution_view(
    row: Any, names: Names, stances: list[StanceView], actions: tuple[str, ...]
) -> ResolutionView:
    co_ids = tuple(UUID(one) for one in row.co_ids)
    return ResolutionView(
        id=row.id,
        version=row.version,
        agreement_id=row.agreement_id,
        meeting_id=row.meeting_id,
        item_id=row.item_id,
        kind=row.kind,
        kind_label=RESOLUTION_KINDS[row.kind],
        text=row.text,
        lead_id=row.lead_id,
        lead_name=names.get(row.lead_id),
        co_ids=co_ids,
        co_names=tuple(names.get(one, "") for one in co_ids),
        due_on=row.due_on,
        effective_on=row.effective_on,
        number_text=f"〔{row.year}〕{row.serial}号" if row.serial else None,
        task_id=row.task_id,
        stances=tuple(stances),
        allowed_actions=actions if row.serial is None else (),
    )


def _stances(meeting_id: UUID, names: Names) -> dict[UUID, list[StanceView]]:
    query = (
        sa.select(ResolutionStance.__table__)
        .join(RESOLUTIONS, RESOLUTIONS.c.id == ResolutionStance.resolution_id)
        .where(RESOLUTIONS.c.meeting_id == meeting_id)
    )
    found: dict[UUID, list[StanceView]] = defaultdict(list)
    for row in session().execute(query):
        found[row.resolution_id].append(
            StanceView(
                institution_id=row.institution_id,
                institution_name=names.get(row.institution_id, ""),
                stance=row.stance,
                note=row.note,
            )
        )
    return found
