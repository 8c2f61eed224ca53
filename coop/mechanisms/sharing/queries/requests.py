"""Reads of requests."""

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
from coop.documents.models import OfficialDocument
from coop.mechanisms.sharing.models import CatalogRevision, Share, ShareRequest
from coop.mechanisms.sharing.policy import Standing, holds, visible_requests, visible_shares
from coop.mechanisms.sharing.queries.views import (
    ShareDeliveryView,
    ShareDueView,
    ShareLetterView,
    ShareRequestView,
)
from coop.mechanisms.sharing.workflow import (
    ANSWERS_BY,
    DELIVERY,
    DUE_NAMES,
    MISUSE_CODES,
    MODES,
    PROPOSALS,
    REFUSAL_CODES,
    REPLY,
    SHARE,
    SHARE_CLASSES,
    SHARE_REQUEST,
    UNANSWERED,
)
from coop.registry import directory
from coop.registry.models import Deadline

# Columns of the row that no view answers.
_KEPT_BACK = {
    "created_at",
    "revision_id",
    "drafted_by_id",
    "consented_by_id",
    "proposed_by_id",
    "clock_from_on",
    "application_document_id",
}
# How an answer reads to others while the provider is drafting it.
_NOT_SAID: dict[str, Any] = {
    "proposal": None,
    "endorsed_at": None,
    "endorsed_by": "",
    "granted_scope": "",
    "granted_until_on": None,
    "conditions": "",
    "refusal_code": None,
    "refusal_reason": "",
}
_COLUMNS: tuple[Any, ...] = (
    *(one for one in ShareRequest.__table__.columns if one.name not in _KEPT_BACK),
    CatalogRevision.name.label("entry_name"),
    CatalogRevision.share_class,
)


def get_share_request(actor: Actor, request_id: UUID) -> ShareRequestView:
    """Raises NotFound for all but requester, provider and the host's secretariat."""
    rows = session().execute(_requests(actor).where(ShareRequest.id == request_id)).all()
    if not rows:
        raise NotFound
    return _views(actor, rows)[0]


def list_share_requests(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[ShareRequestView]:
    """Newest first. wanted: agreement_id, state, provider_id, requester_id, entry_id; overdue."""
    query = _requests(actor).order_by(ShareRequest.id.desc())
    for name, value in wanted.items():
        query = query.where(_filter(name, value))
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_views(actor, page.items), page.next)


def ended_grants(agreement_id: UUID) -> tuple[UUID, ...]:
    """Requests in use whose last day has passed, oldest first: what the job expires."""
    query = sa.select(ShareRequest.id).where(
        ShareRequest.agreement_id == agreement_id,
        ShareRequest.state.in_(SHARE_REQUEST.sources("expire")),
        ShareRequest.granted_until_on < clock.today(),
    )
    return tuple(session().scalars(query.order_by(ShareRequest.granted_until_on, ShareRequest.id)))


def _filter(name: str, value: UUID | str) -> sa.ColumnElement[bool]:
    if name == "overdue":
        return sa.exists().where(
            Deadline.subject_id == ShareRequest.id,
            Deadline.met_on.is_(None),
            Deadline.due_on < clock.today(),
        )
    column: sa.ColumnElement[Any] = getattr(ShareRequest, name)
    return column == value


def _requests(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_COLUMNS)
        .join(CatalogRevision, CatalogRevision.id == ShareRequest.revision_id)
        .where(visible_requests(actor))
    )


def _views(actor: Actor, rows: Sequence[Any]) -> tuple[ShareRequestView, ...]:
    ids = [row.id for row in rows]
    agreements = {row.agreement_id for row in rows}
    names = {one: directory.short_names(one) for one in agreements}
    hosts = {one: directory.present_host(one) for one in agreements}
    due, letters, deliveries = _due(ids), _letters(ids), _deliveries(actor, ids)
    return tuple(
        _view(
            actor,
            row,
            names[row.agreement_id],
            hosts[row.agreement_id],
            due=tuple(due.get(row.id, ())),
            letters=tuple(letters.get(row.id, ())),
            deliveries=tuple(deliveries.get(row.id, ())),
        )
        for row in rows
    )


def _view(  # noqa: PLR0913  # the row and its parts, loaded for many at once
    actor: Actor,
    row: Any,
    names: dict[UUID, str],
    host_id: UUID | None,
    *,
    due: tuple[ShareDueView, ...],
    letters: tuple[ShareLetterView, ...],
    deliveries: tuple[ShareDeliveryView, ...],
) -> ShareRequestView:
    days = {one.kind: one.due_on for one in due}
    standing = Standing(row.agreement_id, row.provider_id, row.requester_id, host_id)
    actions = policy.allowed(actor, SHARE_REQUEST, row.state, standing, holds)
    values = {
        **row._mapping,
        "scenarios": tuple(row.scenarios),
        "missing_items": tuple(row.missing_items),
        **_unsaid(actor, row),
    }
    return ShareRequestView(
        **values,
        state_label=SHARE_REQUEST.states[row.state],
        allowed_actions=tuple(one for one in actions if _fits(one, row, days)),
        share_class_label=SHARE_CLASSES[row.share_class],
        mode_label=MODES[row.mode],
        provider_name=names.get(row.provider_id, ""),
        requester_name=names.get(row.requester_id, ""),
        reply_due_on=days.get(REPLY),
        delivery_due_on=days.get(DELIVERY),
        is_overdue=any(one.is_overdue for one in due),
        due=due,
        is_partial=values["granted_until_on"] is not None and row.granted_scope != row.scope,
        proposal_label=PROPOSALS.get(values["proposal"]),
        refusal_label=REFUSAL_CODES.get(values["refusal_code"]),
        misuse_label=MISUSE_CODES.get(row.misuse_code),
        deliveries=deliveries,
        letters=letters,
    )


def _unsaid(actor: Actor, row: Any) -> dict[str, Any]:
    """An answer that has not left is the provider's own paper; a list of faults told stays told."""
    if actor.institution_id == row.provider_id or row.state not in UNANSWERED:
        return {}
    hidden = dict(_NOT_SAID)
    if row.supplement_asked_at is None:
        hidden["missing_items"] = ()
    return hidden


def _fits(action: str, row: Any, days: dict[str, Any]) -> bool:
    """Whether what the action needs beside the state is there."""
    endorsed = row.proposal if row.endorsed_at is not None else None
    if action in ANSWERS_BY:
        return endorsed == ANSWERS_BY[action]
    fits = {
        "consent": row.consented_at is None,
        "submit": row.consented_at is not None,
        "propose_supplement": row.supplement_asked_at is None,
        "ask_extension": row.extension_days is None
        and (REPLY not in days or clock.today() <= days[REPLY]),
        "extend": row.extension_days is not None and row.extension_granted is None,
        "endorse": row.proposal is not None and row.endorsed_at is None,
        "dispute": row.disputed_at is None,
    }
    return fits.get(action, True)


def _due(ids: Sequence[UUID]) -> dict[UUID, list[ShareDueView]]:
    columns = (
        Deadline.subject_id,
        Deadline.kind,
        Deadline.due_on,
        Deadline.basis,
        Deadline.is_provisional,
        Deadline.met_on,
    )
    query = sa.select(*columns).where(Deadline.subject_id.in_(ids)).order_by(Deadline.due_on)
    found: dict[UUID, list[ShareDueView]] = {}
    for one in session().execute(query):
        view = ShareDueView(
            kind=one.kind,
            label=DUE_NAMES[one.kind],
            due_on=one.due_on,
            basis=one.basis,
            is_provisional=one.is_provisional,
            met_on=one.met_on,
            is_overdue=one.met_on is None and one.due_on < clock.today(),
        )
        found.setdefault(one.subject_id, []).append(view)
    return found


def _letters(ids: Sequence[UUID]) -> dict[UUID, list[ShareLetterView]]:
    query = sa.select(
        OfficialDocument.source_id,
        OfficialDocument.id,
        OfficialDocument.title,
        OfficialDocument.issue_no,
        OfficialDocument.formation_on,
    ).where(OfficialDocument.source_id.in_(ids))
    found: dict[UUID, list[ShareLetterView]] = {}
    for row in session().execute(query.order_by(OfficialDocument.id)):
        view = ShareLetterView(row.id, row.title, row.issue_no, row.formation_on)
        found.setdefault(row.source_id, []).append(view)
    return found


def _deliveries(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[ShareDeliveryView]]:
    query = (
        sa.select(Share.request_id, Share.id, Share.title, Share.state, Share.sent_at)
        .where(Share.request_id.in_(ids), visible_shares(actor))
        .order_by(Share.id)
    )
    found: dict[UUID, list[ShareDeliveryView]] = {}
    for row in session().execute(query):
        view = ShareDeliveryView(row.id, row.title, SHARE.states[row.state], row.sent_at)
        found.setdefault(row.request_id, []).append(view)
    return found
