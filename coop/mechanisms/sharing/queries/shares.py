"""Reads of shares: one with everything around it, lists, one file's facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.documents.models import Receipt
from coop.documents.secrecy import CLASSIFICATIONS
from coop.mechanisms.sharing.models import Share, ShareFile, ShareRequest
from coop.mechanisms.sharing.policy import Standing, holds, visible_shares
from coop.mechanisms.sharing.queries import exchanges, recipients
from coop.mechanisms.sharing.queries.share_views import ShareFileView, ShareLineView, ShareView
from coop.mechanisms.sharing.workflow import IN_USE, ONWARD, READABLE, SHARE
from coop.registry import directory
from coop.registry.models import Institution

_LATER = aliased(Share)
_COLUMNS: tuple[Any, ...] = (
    Share.id,
    Share.version,
    Share.state,
    Share.agreement_id,
    Share.request_id,
    Share.provider_id,
    Institution.short_name.label("provider_name"),
    Share.title,
    Share.classification,
    Share.legal_basis,
    Share.purpose,
    Share.onward,
    Share.group_id,
    Share.addressed_ids,
    Share.sent_at,
    Share.receipt_due_on,
    (Share.text != "").label("has_text"),
    sa.case((Share.sent_at.is_(None), Share.text), else_="").label("draft_text"),
    Share.supersedes_id,
    _LATER.id.label("superseded_by_id"),
    Share.correction_note,
    Share.recalled_at,
    Share.recall_reason,
    ShareRequest.state.label("request_state"),
    ShareRequest.granted_until_on.label("access_until_on"),
)
# What a recipient may do only while the content is open to it.
_NEEDS_CONTENT = {"record_use", "pass_on", "ask_onward"}


@dataclass(frozen=True, slots=True)
class _Seen:
    """One share as one actor stands to it."""

    row: Any
    is_provider: bool
    may_open: bool
    is_unsigned: bool
    is_disposed: bool


def require_visible(actor: Actor, share_id: UUID) -> None:
    """Raises NotFound unless the share exists for the actor."""
    found = sa.select(sa.literal(1)).where(Share.id == share_id, visible_shares(actor))
    if session().scalar(found) is None:
        raise NotFound


def get_share(actor: Actor, share_id: UUID) -> ShareView:
    """Raises NotFound for all but the provider and those it was sent to."""
    query = (
        sa.select(*_COLUMNS)
        .join(Institution, Institution.id == Share.provider_id)
        .outerjoin(_LATER, _LATER.supersedes_id == Share.id)
        .outerjoin(ShareRequest, ShareRequest.id == Share.request_id)
        .where(Share.id == share_id, visible_shares(actor))
    )
    row = session().execute(query).first()
    if row is None:
        raise NotFound
    return _view(actor, row)


def _view(actor: Actor, row: Any) -> ShareView:
    names = directory.short_names(row.agreement_id)
    received = recipients.recipients_of(row.id, names)
    own = [one for one in received if one.institution_id == actor.institution_id]
    seen = _Seen(
        row=row,
        is_provider=actor.institution_id == row.provider_id,
        may_open=_may_open(actor, row),
        is_unsigned=any(one.signed_at is None for one in own),
        is_disposed=any(one.disposed_at is not None for one in own),
    )
    standing = Standing(
        row.agreement_id,
        row.provider_id,
        recipient_ids=frozenset(one.institution_id for one in received),
    )
    actions = policy.allowed(actor, SHARE, row.state, standing, holds)
    values = dict(row._mapping)
    del values["request_state"]
    addressed = tuple(UUID(one) for one in values.pop("addressed_ids"))
    return ShareView(
        **values,
        state_label=SHARE.states[row.state],
        allowed_actions=tuple(one for one in actions if _fits(one, seen)),
        classification_label=CLASSIFICATIONS[row.classification],
        onward_label=ONWARD[row.onward],
        addressed_ids=addressed if seen.is_provider else (),
        will_see=recipients.audience_of(row) if row.sent_at is None else (),
        may_open=seen.may_open,
        files=files_of(row.id) if seen.may_open or seen.is_provider else (),
        recipients=received,
        accesses=exchanges.accesses_of(row.id, names) if seen.is_provider else (),
        usage=exchanges.usage_of(actor, row, names),
        corrections=exchanges.corrections_of(actor, row.id),
        onward_requests=exchanges.onward_requests_of(actor, row.id),
    )


def _may_open(actor: Actor, row: Any) -> bool:
    """The rule of service/access.py, for the view."""
    if actor.institution_id == row.provider_id:
        return True
    in_use = row.request_state is None or (
        row.request_state in IN_USE and clock.today() <= row.access_until_on
    )
    return row.state in READABLE and in_use


def _fits(action: str, seen: _Seen) -> bool:
    fits = {
        "sign_for": seen.is_unsigned,
        "pass_on": seen.row.onward == "allowed",
        "ask_onward": seen.row.onward == "ask",
        "confirm_disposal": not seen.is_disposed,
    }
    opened = seen.may_open or action not in _NEEDS_CONTENT
    return opened and fits.get(action, True)


def list_shares(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[ShareLineView]:
    """Newest first. wanted: agreement_id, provider_id, request_id, state, classification; box:
    "sent" by or "received" by the actor's institution; unsigned.
    """
    query = _lines(actor).order_by(Share.id.desc())
    for name, value in wanted.items():
        query = query.where(_filter(actor, name, value))
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_line(row) for row in page.items), page.next)


_UNSIGNED = (
    sa.select(sa.func.count(Receipt.id))
    .where(Receipt.subject_id == Share.id, Receipt.signed_at.is_(None))
    .correlate(Share)
    .scalar_subquery()
)


def _filter(actor: Actor, name: str, value: UUID | str) -> sa.ColumnElement[bool]:
    own = Share.provider_id == actor.institution_id
    if name == "box":
        return own if value == "sent" else ~own
    if name == "unsigned":
        return _UNSIGNED > 0
    column: sa.ColumnElement[Any] = getattr(Share, name)
    return column == value


_LINE_COLUMNS: tuple[Any, ...] = (
    Share.id,
    Share.version,
    Share.state,
    Share.agreement_id,
    Share.request_id,
    Share.provider_id,
    Institution.short_name.label("provider_name"),
    Share.title,
    Share.classification,
    Share.sent_at,
    Share.receipt_due_on,
    _UNSIGNED.label("unsigned_count"),
)


def _lines(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_LINE_COLUMNS)
        .join(Institution, Institution.id == Share.provider_id)
        .where(visible_shares(actor))
    )


def _line(row: Any) -> ShareLineView:
    due_on = row.receipt_due_on
    is_late = due_on is not None and due_on < clock.today()
    return ShareLineView(
        **row._mapping,
        state_label=SHARE.states[row.state],
        allowed_actions=(),
        classification_label=CLASSIFICATIONS[row.classification],
        is_overdue=row.unsigned_count > 0 and is_late,
    )


# --------------------------------------------------------------------------- files


def files_of(share_id: UUID) -> tuple[ShareFileView, ...]:
    """The caller has checked that the content is open."""
    rows = session().execute(_FILES.where(ShareFile.share_id == share_id).order_by(ShareFile.id))
    return tuple(ShareFileView(**row._mapping, allowed_actions=()) for row in rows)


def get_share_file(actor: Actor, file_id: UUID) -> ShareFileView:
    """Raises NotFound where the share, or by now its content, doesn't exist for the actor."""
    row = session().execute(_FILES.where(ShareFile.id == file_id)).first()
    if row is None:
        raise NotFound
    if all(one.id != file_id for one in get_share(actor, row.share_id).files):
        raise NotFound
    return ShareFileView(**row._mapping, allowed_actions=())


_FILES = sa.select(
    ShareFile.id,
    ShareFile.version,
    ShareFile.share_id,
    ShareFile.filename,
    ShareFile.media_type,
    ShareFile.size_bytes,
    ShareFile.sha256,
)
