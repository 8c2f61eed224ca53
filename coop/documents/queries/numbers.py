"""Reads: the register of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.documents.models import NumberEntry, OfficialDocument
from coop.documents.policy import Seat, holds, readable, seen_by
from coop.documents.workflow import DOCUMENT, NUMBER
from coop.registry import directory


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView(View):
    """One number of the register 文号登记; a void one keeps its place and its reason."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID | None
    number: str
    issuer_code: str
    year: int
    serial: int
    reason: str | None
    at: datetime
    document_id: UUID | None
    document_title: str | None
    document_state_label: Text | None


def get_number(actor: Actor, entry_id: UUID) -> NumberView:
    """Raises NotFound outside the actor's agreements."""
    found = session().execute(_numbers(actor).where(NumberEntry.id == entry_id)).first()
    if found is None:
        raise NotFound
    return _number_views([found], actor)[0]


def list_numbers(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str | int
) -> Page[NumberView]:
    """The register, newest year and highest serial first; nothing that was ever taken is left out.

    wanted: agreement_id, issuer_code, year, state.
    """
    query = _numbers(actor).order_by(
        NumberEntry.year.desc(), NumberEntry.issuer_code, NumberEntry.serial.desc()
    )
    for name, value in wanted.items():
        query = query.where(getattr(NumberEntry, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(_number_views(page.items, actor), page.next)


_NUMBER_COLUMNS: tuple[Any, ...] = (
    NumberEntry.id,
    NumberEntry.version,
    NumberEntry.state,
    NumberEntry.agreement_id,
    NumberEntry.text.label("number"),
    NumberEntry.issuer_code,
    NumberEntry.year,
    NumberEntry.serial,
    NumberEntry.reason,
    NumberEntry.at,
    NumberEntry.document_id.label("claimed_by"),
    OfficialDocument.id.label("document_id"),
    OfficialDocument.title.label("document_title"),
    OfficialDocument.state.label("document_state"),
)


def _numbers(actor: Actor) -> sa.Select[Any]:
    """The number of a document that isn't to be known stays in the register, without it."""
    shown = sa.and_(OfficialDocument.id == NumberEntry.document_id, readable(actor))
    return (
        sa.select(*_NUMBER_COLUMNS)
        .outerjoin(OfficialDocument, shown)
        .where(seen_by(actor, NumberEntry.agreement_id))
    )


def _number_views(rows: Any, actor: Actor) -> tuple[NumberView, ...]:
    # The secretariat's seat; nobody's on a day without host, for the register stays readable.
    known = {row.agreement_id for row in rows}
    seats = {one: Seat(one, directory.present_host(one)) for one in known}
    return tuple(_number_view(row, actor, seats[row.agreement_id]) for row in rows)


def _number_view(row: Any, actor: Actor, seat: Seat) -> NumberView:
    values = dict(row._mapping)
    document_state, claimed_by = values.pop("document_state"), values.pop("claimed_by")
    actions = policy.allowed(actor, NUMBER, row.state, seat, holds)
    return NumberView(
        **values,
        state_label=NUMBER.states[row.state],
        allowed_actions=tuple(one for one in actions if claimed_by is None),
        document_state_label=DOCUMENT.states.get(document_state),
    )
