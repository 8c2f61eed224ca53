"""Reads of the catalogue and of named groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import said
from coop.core.paging import Page, page_of
from coop.mechanisms.sharing.models import CatalogEntry, CatalogRevision, ShareGroup
from coop.mechanisms.sharing.policy import Standing, holds, is_officer, visible_entries
from coop.mechanisms.sharing.queries.views import (
    CatalogChangeView,
    CatalogEntryView,
    CatalogRevisionView,
    ShareGroupView,
)
from coop.mechanisms.sharing.workflow import (
    CATALOG_ENTRY,
    ENTRY_WORDS,
    MODES,
    NOT_SHARED,
    REVIEW,
    SHARE_CLASSES,
    UPDATE,
)
from coop.registry import directory
from coop.registry.models import Deadline, Institution

_IN_FORCE = sa.and_(
    CatalogRevision.entry_id == CatalogEntry.id, CatalogRevision.number == CatalogEntry.revision
)
_SAID = tuple(getattr(CatalogRevision, name) for name in ENTRY_WORDS)
_CODES = {"share_class": SHARE_CLASSES, "mode": MODES}
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
    CatalogEntry.proposed_at,
    CatalogEntry.returned_for,
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
    return (
        sa.select(*_COLUMNS)
        .join(CatalogRevision, _IN_FORCE)
        .join(Institution, Institution.id == CatalogEntry.provider_id)
        .where(visible_entries(actor))
    )


def _entry_views(actor: Actor, rows: Sequence[Any]) -> tuple[CatalogEntryView, ...]:
    ids = [row.id for row in rows]
    past, due = _revisions(ids), _due(ids)
    return tuple(_entry_view(actor, row, past[row.id], due.get(row.id, {})) for row in rows)


def _entry_view(
    actor: Actor, row: Any, revisions: Sequence[CatalogRevision], due: Mapping[str, Any]
) -> CatalogEntryView:
    """revisions: newest first, with one that is only proposed. due: open deadlines by kind."""
    host_id = directory.present_host(row.agreement_id)
    standing = Standing(row.agreement_id, row.provider_id, host_id=host_id)
    is_offered = row.published_at is not None and row.withdrawn_at is None
    reads_proposal = actor.is_system or actor.institution_id in standing.involved
    update, review = due.get(UPDATE), due.get(REVIEW) if reads_proposal else None
    facts = dict(row._mapping)
    proposed = facts.pop("proposed_at") is not None and reads_proposal
    values = {
        **facts,
        "items": tuple(row.items),
        "returned_for": row.returned_for if reads_proposal else "",
    }
    return CatalogEntryView(
        **values,
        state_label=CATALOG_ENTRY.states[row.state],
        allowed_actions=tuple(
            one
            for one in policy.allowed(actor, CATALOG_ENTRY, row.state, standing, holds)
            if one not in _ruled_out(row, update)
        ),
        update_due_on=update.due_on if update else None,
        update_basis=update.basis if update else None,
        review_due_on=review.due_on if review else None,
        review_basis=review.basis if review else None,
        is_overdue=_is_late(update) or _is_late(review),
        proposed=_changes(row, revisions[0]) if proposed else (),
        share_class_label=SHARE_CLASSES[row.share_class],
        mode_label=MODES[row.mode],
        is_offered=is_offered and row.share_class != NOT_SHARED,
        revisions=tuple(_revision_view(one) for one in revisions if one.number <= row.revision),
    )


def _is_late(due: Any) -> bool:
    return due is not None and due.due_on < clock.today()


def _ruled_out(row: Any, update: Any) -> set[str]:
    """One change at a time, and one extension of it, in time; a review of what waits for it."""
    waits = row.proposed_at is not None and not row.returned_for
    out = set() if waits else {"review"}
    if row.changed_on is None:
        return {"extend_update", *out}
    if row.update_extended_for or update is None or _is_late(update):
        out.add("extend_update")
    return {"report_change", *out}


def _due(entry_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What is owed on each entry, by kind."""
    query = sa.select(Deadline.subject_id, Deadline.kind, Deadline.due_on, Deadline.basis).where(
        Deadline.subject_id.in_(entry_ids), Deadline.met_on.is_(None)
    )
    found: dict[UUID, dict[str, Any]] = {}
    for one in session().execute(query):
        found.setdefault(one.subject_id, {})[one.kind] = one
    return found


def _revisions(entry_ids: Sequence[UUID]) -> dict[UUID, list[CatalogRevision]]:
    """Every revision, newest first, with one that is only proposed."""
    query = sa.select(CatalogRevision).where(CatalogRevision.entry_id.in_(entry_ids))
    found: dict[UUID, list[CatalogRevision]] = {}
    for one in session().scalars(query.order_by(CatalogRevision.number.desc())):
        found.setdefault(one.entry_id, []).append(one)
    return found


def _revision_view(one: CatalogRevision) -> CatalogRevisionView:
    return CatalogRevisionView(
        id=one.id,
        version=one.version,
        number=one.number,
        name=one.name,
        share_class_label=SHARE_CLASSES[one.share_class],
        changed_at=one.created_at,
    )


def _changes(row: Any, proposed: CatalogRevision) -> tuple[CatalogChangeView, ...]:
    """row: what is in force."""
    differing = ((name, getattr(row, name), getattr(proposed, name)) for name in ENTRY_WORDS)
    return tuple(
        CatalogChangeView(name, ENTRY_WORDS[name], _shown(name, old), _shown(name, new), _kept(new))
        for name, old, new in differing
        if old != new
    )


def _kept(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else value


def _shown(name: str, value: Any) -> str:
    return str(_CODES[name][value]) if name in _CODES else said(value)


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
