"""Reads: documents from the draft on, with their PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.documents import printing
from coop.documents.models import DocumentStep, LetterText, OfficialDocument
from coop.documents.policy import Desk, Seat, handles, readable
from coop.documents.secrecy import CLASSIFICATIONS, URGENCIES
from coop.documents.workflow import DISCLOSURES, DOCUMENT, KINDS, LETTER, RETENTIONS, STEPS
from coop.registry.models import Institution

_UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSummaryView(View):
    """A document 公文 as lists show it. formation_on: 成文日期, of a draft the day of drafting.

    Its PDF: /documents/{id}/document.pdf; of a draft as it stands.
    """

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
    printed_on: date | None
    sha256: str | None
    pages: int | None
    edition: int
    corrects_id: UUID | None
    corrected_by_id: UUID | None
    issued_at: datetime | None
    revoked_on: date | None
    repealed_on: date | None
    reason: str | None
    retention: str | None
    retention_label: Text | None
    archived_at: datetime | None
    source_kind: str
    source_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStepView:
    """One step of a document's way 办理过程. by_name: blank where every party signed."""

    action: str
    action_label: Text
    by_name: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTextView:
    """What a free letter 函 says. addressees: as printed, in order."""

    addressee_ids: tuple[UUID, ...]
    other_addressees: tuple[str, ...]
    addressees: tuple[str, ...]
    body: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView(DocumentSummaryView):
    """A document 公文 with its way; a free letter also with its text."""

    letter: LetterTextView | None
    steps: tuple[DocumentStepView, ...]


def get_document(actor: Actor, document_id: UUID) -> DocumentView:
    """Raises NotFound outside the actor's agreements and the document's circle."""
    found = session().execute(_documents(actor).where(OfficialDocument.id == document_id)).first()
    if found is None:
        raise NotFound
    letter = _letter_view(found.id) if found.source_kind == LETTER else None
    return DocumentView(**_values(found, actor), letter=letter, steps=_steps(found.id))


def find_document(actor: Actor, number: str) -> DocumentSummaryView:
    """The newest edition under this number. Raises NotFound."""
    newest = _documents(actor).where(OfficialDocument.number == number)
    found = session().execute(newest.order_by(OfficialDocument.edition.desc()).limit(1)).first()
    if found is None:
        raise NotFound
    return _document_view(found, actor)


def list_documents(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str | int
) -> Page[DocumentSummaryView]:
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
    """The very bytes that were issued; of a draft what would be printed. Raises NotFound outside
    the agreement's parties.
    """
    found = sa.select(OfficialDocument).where(OfficialDocument.id == document_id, readable(actor))
    document = session().scalar(found)
    if document is None:
        raise NotFound
    cited = document.number or document.issue_no or DOCUMENT.states[document.state].zh
    name = _UNSAFE_IN_NAMES.sub("_", f"{cited} {document.title}")
    content = document.content or printing.rendered_letter(document).data
    return Download(f"{name}.pdf", "application/pdf", content)


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
        .where(readable(actor))
    )


def _document_view(row: Any, actor: Actor) -> DocumentSummaryView:
    return DocumentSummaryView(**_values(row, actor))


def _values(row: Any, actor: Actor) -> dict[str, Any]:
    desk = Desk(Seat(row.agreement_id, row.issuer_id), is_letter=row.source_kind == LETTER)
    return {
        **row._mapping,
        "cc": tuple(row.cc),
        "state_label": DOCUMENT.states[row.state],
        "allowed_actions": policy.allowed(actor, DOCUMENT, row.state, desk, handles),
        "kind_label": KINDS[row.kind],
        "urgency_label": URGENCIES[row.urgency],
        "classification_label": CLASSIFICATIONS[row.classification],
        "disclosure_label": DISCLOSURES[row.disclosure],
        "retention_label": RETENTIONS.get(row.retention),
    }


def _letter_view(document_id: UUID) -> LetterTextView:
    document = session().get_one(OfficialDocument, document_id)
    letter = session().get_one(LetterText, document_id)
    return LetterTextView(
        addressee_ids=tuple(UUID(one) for one in letter.addressee_ids),
        other_addressees=tuple(letter.other_addressees),
        addressees=printing.addressees(document, letter),
        body=letter.body,
        note=letter.note,
    )


def _steps(document_id: UUID) -> tuple[DocumentStepView, ...]:
    logged = sa.select(DocumentStep).where(DocumentStep.document_id == document_id)
    return tuple(
        DocumentStepView(
            action=one.action,
            action_label=STEPS[one.action],
            by_name=one.by_name,
            at=one.at,
            note=one.note,
        )
        for one in session().scalars(logged.order_by(DocumentStep.position))
    )
