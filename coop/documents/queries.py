"""Reads: documents with their PDF, and the register of numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.documents.models import NumberEntry, OfficialDocument
from coop.documents.policy import Seat, holds, seen_by
from coop.documents.secrecy import CLASSIFICATIONS, URGENCIES
from coop.documents.workflow import DISCLOSURES, DOCUMENT, KINDS, NUMBER, RETENTIONS
from coop.registry import directory
from coop.registry.models import Institution

_UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView(View):
    """An issued document 公文. formation_on: 成文日期; its PDF: /documents/{id}/document.pdf."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    kind: str
    kind_label: Text
    issuer_id: UUID
    issuer_name: str
    number: str | None
    issue_no: str | None
    title: str
    formation_on: date
    urgency: str
    urgency_label: Text
    classification: str
    classification_label: Text
    disclosure: str
    disclosure_label: Text
    copies: int | None
    cc: tuple[str, ...]
    print_org: str
    printed_on: date
    sha256: str
    pages: int
    edition: int
    corrects_id: UUID | None
    corrected_by_id: UUID | None
    issued_at: datetime
    revoked_on: date | None
    repealed_on: date | None
    reason: str | None
    retention: str | None
    retention_label: Text | None
    archived_at: datetime | None
    source_kind: str
    source_id: UUID


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


# --------------------------------------------------------------------------- documents


def get_document(actor: Actor, document_id: UUID) -> DocumentView:
    """Raises NotFound outside the actor's agreements."""
    found = session().execute(_documents(actor).where(OfficialDocument.id == document_id)).first()
    if found is None:
        raise NotFound
    return _document_view(found, actor)


def find_document(actor: Actor, number: str) -> DocumentView:
    """The newest edition under this number. Raises NotFound."""
    newest = _documents(actor).where(OfficialDocument.number == number)
    found = session().execute(newest.order_by(OfficialDocument.edition.desc()).limit(1)).first()
    if found is None:
        raise NotFound
    return _document_view(found, actor)


def list_documents(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str | int
) -> Page[DocumentView]:
    """Newest formation date first.

    wanted: agreement_id, kind, state, source_id; number (a part of it); year (of formation_on).
    """
    query = _documents(actor).order_by(
        OfficialDocument.formation_on.desc(), OfficialDocument.id.desc()
    )
    for name, value in wanted.items():
        query = query.where(_document_filter(name, value))
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_document_view(row, actor) for row in page.items), page.next)


def _document_filter(name: str, value: UUID | str | int) -> sa.ColumnElement[bool]:
    if name == "year":
        year = int(str(value))
        return OfficialDocument.formation_on.between(date(year, 1, 1), date(year, 12, 31))
    if name == "number":
        return OfficialDocument.number.contains(str(value), autoescape=True)
    column: sa.ColumnElement[Any] = getattr(OfficialDocument, name)
    return column == value


def document_pdf(actor: Actor, document_id: UUID) -> Download:
    """The very bytes that were issued. Raises NotFound outside the agreement's parties."""
    columns = (
        OfficialDocument.number,
        OfficialDocument.issue_no,
        OfficialDocument.title,
        OfficialDocument.content,
    )
    visible = seen_by(actor, OfficialDocument.agreement_id, OfficialDocument.id)
    found = session().execute(
        sa.select(*columns).where(OfficialDocument.id == document_id, visible)
    )
    row = found.first()
    if row is None:
        raise NotFound
    name = _UNSAFE_IN_NAMES.sub("_", f"{row.number or row.issue_no} {row.title}")
    return Download(f"{name}.pdf", "application/pdf", row.content)


_LATER = aliased(OfficialDocument)
_DOCUMENT_COLUMNS: tuple[Any, ...] = (
    OfficialDocument.id,
    OfficialDocument.version,
    OfficialDocument.state,
    OfficialDocument.agreement_id,
    OfficialDocument.kind,
    OfficialDocument.issuer_id,
    Institution.short_name.label("issuer_name"),
    OfficialDocument.number,
    OfficialDocument.issue_no,
    OfficialDocument.title,
    OfficialDocument.formation_on,
    OfficialDocument.urgency,
    OfficialDocument.classification,
    OfficialDocument.disclosure,
    OfficialDocument.copies,
    OfficialDocument.cc,
    OfficialDocument.print_org,
    OfficialDocument.printed_on,
    OfficialDocument.sha256,
    OfficialDocument.pages,
    OfficialDocument.edition,
    OfficialDocument.corrects_id,
    _LATER.id.label("corrected_by_id"),
    OfficialDocument.issued_at,
    OfficialDocument.revoked_on,
    OfficialDocument.repealed_on,
    OfficialDocument.reason,
    OfficialDocument.retention,
    OfficialDocument.archived_at,
    OfficialDocument.source_kind,
    OfficialDocument.source_id,
)


def _documents(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_DOCUMENT_COLUMNS)
        .join(Institution, Institution.id == OfficialDocument.issuer_id)
        .outerjoin(_LATER, _LATER.corrects_id == OfficialDocument.id)
        .where(seen_by(actor, OfficialDocument.agreement_id, OfficialDocument.id))
    )


def _document_view(row: Any, actor: Actor) -> DocumentView:
    seat = Seat(row.agreement_id, row.issuer_id)
    values = {**row._mapping, "cc": tuple(row.cc)}
    return DocumentView(
        **values,
        state_label=DOCUMENT.states[row.state],
        allowed_actions=policy.allowed(actor, DOCUMENT, row.state, seat, holds),
        kind_label=KINDS[row.kind],
        urgency_label=URGENCIES[row.urgency],
        classification_label=CLASSIFICATIONS[row.classification],
        disclosure_label=DISCLOSURES[row.disclosure],
        retention_label=RETENTIONS.get(row.retention),
    )


# --------------------------------------------------------------------------- numbers


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
    NumberEntry.document_id,
    OfficialDocument.title.label("document_title"),
    OfficialDocument.state.label("document_state"),
)


def _numbers(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_NUMBER_COLUMNS)
        .outerjoin(OfficialDocument, OfficialDocument.id == NumberEntry.document_id)
        .where(seen_by(actor, NumberEntry.agreement_id))
    )


def _number_views(rows: Any, actor: Actor) -> tuple[NumberView, ...]:
    today = clock.today()
    seats = {one: _host_seat(one, today) for one in {row.agreement_id for row in rows}}
    return tuple(_number_view(row, actor, seats[row.agreement_id]) for row in rows)


def _host_seat(agreement_id: UUID, today: date) -> Seat:
    """The secretariat's seat; nobody's on a day without host, for the register stays readable."""
    hosts = (term for term in directory.terms(agreement_id) if term.from_on <= today <= term.to_on)
    host = next(hosts, None)
    return Seat(agreement_id, host.institution_id if host else None)


def _number_view(row: Any, actor: Actor, seat: Seat) -> NumberView:
    values = dict(row._mapping)
    document_state = values.pop("document_state")
    actions = policy.allowed(actor, NUMBER, row.state, seat, holds)
    return NumberView(
        **values,
        state_label=NUMBER.states[row.state],
        allowed_actions=tuple(one for one in actions if row.document_id is None),
        document_state_label=DOCUMENT.states.get(document_state),
    )
