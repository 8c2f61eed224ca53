"""Reads of the catalogue and of named groups."""

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
from coop.mechanisms.sharing.models import CatalogEntry, CatalogRevision, ShareGroup
from coop.mechanisms.sharing.policy import Standing, holds, is_officer, visible_entries
from coop.mechanisms.sharing.queries.views import (
    CatalogEntryView,
    CatalogRevisionView,
    ShareGroupView,
)
from coop.mechanisms.sharing.workflow import CATALOG_ENTRY, MODES, NOT_SHARED, SHARE_CLASSES, UPDATE
from coop.registry import directory
from coop.registry.models import Deadline, Institution

_IN_FORCE = sa.and_(
    CatalogRevision.entry_id == CatalogEntry.id, CatalogRevision.number == CatalogEntry.revision
)
_SAID = (
    CatalogRevision.name,
    CatalogRevision.items,
    CatalogRevision.format,
    CatalogRevision.update_frequency,
    CatalogRevision.share_class,
    CatalogRevision.mode,
    CatalogRevision.grading,
    CatalogRevision.conditions,
    CatalogRevision.legal_basis,
    CatalogRevision.scope,
    CatalogRevision.purpose,
)
_COLUMNS: tuple[Any, ...] = (
    CatalogEntry.id,
    CatalogEntry.version,
    CatalogEntry.state,
    CatalogEntry.agreement_id,
    CatalogEntry.provider_id,
    Institution.short_name.label("provider_name"),
    CatalogEntry.revision,
    CatalogEntry.published_at,
    CatalogEntry.withdrawn_at,
    CatalogEntry.withdrawal_reason,
    CatalogEntry.changed_on,
    CatalogEntry.change_note,
    CatalogEntry.update_extended_for,
    *_SAID,
)


def get_catalog_entry(actor: Actor, entry_id: UUID) -> CatalogEntryView:
    """Raises NotFound for strangers, and for others' drafts."""
    rows = session().execute(_entries(actor).where(CatalogEntry.id == entry_id)).all()
    if not rows:
        raise NotFound
    return _entry_views(actor, rows)[0]


def list_catalog_entries(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[CatalogEntryView]:
    """By provider and name. wanted: agreement_id, provider_id, share_class, state, name (part)."""
    query = _entries(actor).order_by(
        CatalogEntry.provider_id, CatalogRevision.name, CatalogEntry.id
    )
    for name, value in wanted.items():
        query = query.where(_entry_filter(name, value))
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_entry_views(actor, page.items), page.next)


def offered_entries(actor: Actor, agreement_id: UUID | None) -> list[tuple[UUID, str]]:
    """(id, name) of what the actor's institution may ask for."""
    query = _entries(actor).where(
        CatalogEntry.published_at.is_not(None),
        CatalogEntry.withdrawn_at.is_(None),
        CatalogEntry.provider_id != actor.institution_id,
        CatalogRevision.share_class != NOT_SHARED,
    )
    if agreement_id is not None:
        query = query.where(CatalogEntry.agreement_id == agreement_id)
    rows = session().execute(query.order_by(CatalogRevision.name, CatalogEntry.id))
    return [(row.id, f"{row.name}（{row.provider_name}）") for row in rows]


def _entry_filter(name: str, value: UUID | str) -> sa.ColumnElement[bool]:
    if name == "name":
        return CatalogRevision.name.contains(str(value), autoescape=True)
    owner = CatalogRevision if name == "share_class" else CatalogEntry
    column: sa.ColumnElement[Any] = getattr(owner, name)
    return column == value


def _entries(actor: Actor) -> sa.Select[Any]:
    waiting = sa.and_(
        Deadline.subject_id == CatalogEntry.id, Deadline.kind == UPDATE, Deadline.met_on.is_(None)
    )
    return (
        sa.select(
            *_COLUMNS,
            Deadline.due_on.label("update_due_on"),
            Deadline.basis.label("update_basis"),
        )
        .join(CatalogRevision, _IN_FORCE)
        .join(Institution, Institution.id == CatalogEntry.provider_id)
        .outerjoin(Deadline, waiting)
        .where(visible_entries(actor))
    )


def _entry_views(actor: Actor, rows: Sequence[Any]) -> tuple[CatalogEntryView, ...]:
    past = _revisions([row.id for row in rows])
    return tuple(_entry_view(actor, row, past.get(row.id, ())) for row in rows)


def _entry_view(
    actor: Actor, row: Any, revisions: Sequence[CatalogRevisionView]
) -> CatalogEntryView:
    host_id = directory.present_host(row.agreement_id)
    standing = Standing(row.agreement_id, row.provider_id, host_id=host_id)
    is_offered = row.published_at is not None and row.withdrawn_at is None
    values = {**row._mapping, "items": tuple(row.items)}
    return CatalogEntryView(
        **values,
        state_label=CATALOG_ENTRY.states[row.state],
        allowed_actions=tuple(
            one
            for one in policy.allowed(actor, CATALOG_ENTRY, row.state, standing, holds)
            if one not in _ruled_out(row)
        ),
        is_overdue=row.update_due_on is not None and row.update_due_on < clock.today(),
        share_class_label=SHARE_CLASSES[row.share_class],
        mode_label=MODES[row.mode],
        is_offered=is_offered and row.share_class != NOT_SHARED,
        revisions=tuple(revisions),
    )


def _ruled_out(row: Any) -> set[str]:
    """One change at a time, and one extension of it, in time."""
    if row.changed_on is None:
        return {"extend_update"}
    is_late = row.update_due_on is not None and row.update_due_on < clock.today()
    out = {"extend_update"} if row.update_extended_for or is_late else set()
    return {"report_change", *out}


def _revisions(entry_ids: Sequence[UUID]) -> dict[UUID, list[CatalogRevisionView]]:
    """Every revision, newest first."""
    query = sa.select(CatalogRevision).where(CatalogRevision.entry_id.in_(entry_ids))
    found: dict[UUID, list[CatalogRevisionView]] = {}
    for one in session().scalars(query.order_by(CatalogRevision.number.desc())):
        view = CatalogRevisionView(
            id=one.id,
            version=one.version,
            number=one.number,
            name=one.name,
            share_class_label=SHARE_CLASSES[one.share_class],
            changed_at=one.created_at,
        )
        found.setdefault(one.entry_id, []).append(view)
    return found


# --------------------------------------------------------------------------- groups


def get_share_group(actor: Actor, group_id: UUID) -> ShareGroupView:
    """Raises NotFound outside the agreement."""
    row = session().execute(_groups(actor).where(ShareGroup.id == group_id)).first()
    if row is None:
        raise NotFound
    return _group_view(actor, row)


def list_share_groups(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID
) -> Page[ShareGroupView]:
    """By name. wanted: agreement_id."""
    query = _groups(actor).order_by(ShareGroup.name, ShareGroup.id)
    for name, value in wanted.items():
        query = query.where(getattr(ShareGroup, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_group_view(actor, row) for row in page.items), page.next)


def offered_groups(actor: Actor, agreement_id: UUID | None) -> list[tuple[UUID, str]]:
    query = _groups(actor).order_by(ShareGroup.name, ShareGroup.id)
    if agreement_id is not None:
        query = query.where(ShareGroup.agreement_id == agreement_id)
    return [(row.id, row.name) for row in session().execute(query)]


_GROUP_COLUMNS: tuple[Any, ...] = (
    ShareGroup.id,
    ShareGroup.version,
    ShareGroup.agreement_id,
    ShareGroup.owner_id,
    Institution.short_name.label("owner_name"),
    ShareGroup.name,
    ShareGroup.institution_ids,
)


def _groups(actor: Actor) -> sa.Select[Any]:
    visible = sa.true() if actor.is_system else ShareGroup.agreement_id.in_(actor.agreement_ids)
    return (
        sa.select(*_GROUP_COLUMNS)
        .join(Institution, Institution.id == ShareGroup.owner_id)
        .where(visible)
    )


def _group_view(actor: Actor, row: Any) -> ShareGroupView:
    members = tuple(UUID(one) for one in row.institution_ids)
    names = directory.short_names(row.agreement_id)
    owns = actor.institution_id == row.owner_id and is_officer(actor, row.agreement_id)
    values = {**row._mapping, "institution_ids": members}
    return ShareGroupView(
        **values,
        allowed_actions=("edit",) if owns else (),
        institution_names=tuple(names[one] for one in members if one in names),
    )
