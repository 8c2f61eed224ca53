"""Filing documents and what becomes of them; issuing mechanisms call the steps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, step
from coop.core.errors import NotFound, invalid
from coop.core.language import Text
from coop.core.policy import require
from coop.documents import numbers, secrecy
from coop.documents.events import (
    DocumentArchived,
    DocumentIssued,
    DocumentRepealed,
    DocumentRevoked,
)
from coop.documents.models import NumberEntry, OfficialDocument
from coop.documents.policy import Seat, audience_of, draw_circle, holds, sees
from coop.documents.workflow import DOCUMENT, RETENTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A finished document to be kept. At least one of number and issue_no is given.

    number: taken with numbers.next_number, or reserved or imported before.
    formation_on: of a joint document the day of its last signature (art. 9(10)).
    content, sha256, fonts, pages: as rendered. source: the object it came from.
    corrects_id: the edition that this one takes the place of, under the same number.
    circle: the institutions that alone may know of it; every party where none is given.
    """

    agreement_id: UUID
    kind: str
    issuer_id: UUID
    title: str
    formation_on: date
    content: bytes
    sha256: str
    fonts: Mapping[str, str]
    pages: int
    print_org: str
    printed_on: date
    source_kind: str
    source_id: UUID
    number: str | None = None
    issue_no: str | None = None
    urgency: str = "none"
    classification: str = "internal"
    disclosure: str = "withheld"
    copies: int | None = None
    cc: tuple[str, ...] = ()
    corrects_id: UUID | None = None
    circle: tuple[UUID, ...] = ()


@step
def file_document(filing: Filing) -> OfficialDocument:
    """Keep an issued document under its number and tell the parties.

    The caller's own audit entry names the act. Raises StateSecretRefused, Invalid (urgency or
    number), Duplicate (another document has the number).
    """
    secrecy.refuse_state_secret(filing.classification)
    secrecy.refuse_telegram_urgency(filing.urgency)
    _check_content(filing)
    edition = _edition(filing)
    entry = _entry(filing)
    document = OfficialDocument(**_values(filing), issued_at=clock.now(), edition=edition)
    session().add(document)
    session().flush()
    draw_circle(document.id, filing.circle)
    if entry is not None:
        entry.document_id = document.id
    events.record(
        DocumentIssued(
            kind=document.kind,
            number=document.number,
            issue_no=document.issue_no,
            edition=document.edition,
            sha256=document.sha256,
            source_kind=document.source_kind,
            source_id=document.source_id,
            **_about(document),
        )
    )
    return document


@step
def revoke_document(document: OfficialDocument, on: date, reason: str) -> OfficialDocument:
    """撤销: void from the start (公文处理工作条例 art. 33). The caller has the signatures."""
    after = DOCUMENT.next(document.state, "revoke")
    _check_day(document, on)
    document.state, document.revoked_on, document.reason = after, on, reason
    session().flush()
    events.record(
        DocumentRevoked(number=document.number, revoked_on=on, reason=reason, **_about(document))
    )
    return document


@step
def repeal_document(document: OfficialDocument, on: date, reason: str) -> OfficialDocument:
    """废止: void from that day on (公文处理工作条例 art. 33)."""
    after = DOCUMENT.next(document.state, "repeal")
    _check_day(document, on)
    document.state, document.repealed_on, document.reason = after, on, reason
    session().flush()
    events.record(
        DocumentRepealed(number=document.number, repealed_on=on, reason=reason, **_about(document))
    )
    return document


@command
def archive_document(
    actor: Actor, document_id: UUID, *, expected_version: int, retention: str
) -> OfficialDocument:
    """归档 by the issuer's archivist; retention: a code of RETENTIONS (国家档案局令第8号)."""
    document = lock(OfficialDocument, document_id)
    if not sees(actor, document.agreement_id, document.id):
        raise NotFound
    require(actor, DOCUMENT, "archive", Seat(document.agreement_id, document.issuer_id), holds)
    check_version(document, expected_version)
    archive(actor, document, retention)
    return document


@step
def archive(actor: Actor, document: OfficialDocument, retention: str) -> None:
    """归档; the command around it judged who may. Raises IllegalTransition, Invalid (retention)."""
    before, after = document.state, DOCUMENT.next(document.state, "archive")
    if retention not in RETENTIONS:
        words = Text(
            "保管期限只有永久、30年、10年。", "Documents are kept permanently, 30 or 10 years."
        )
        raise invalid("retention", "not_a_choice", words)
    document.state, document.retention = after, retention
    document.archived_at = clock.now()
    subject = Subject("document", document.id, document.agreement_id)
    audit.record(actor, "document.archive", subject, state=(before, after), retention=retention)
    events.record(DocumentArchived(number=document.number, retention=retention, **_about(document)))


def _check_content(filing: Filing) -> None:
    if not filing.content.startswith(b"%PDF-"):
        raise ValueError("the content is no PDF")
    if hashlib.sha256(filing.content).hexdigest() != filing.sha256:
        raise ValueError("the content is not the one that was hashed")


def _check_day(document: OfficialDocument, on: date) -> None:
    if on < document.formation_on:
        words = Text("不能早于成文日期。", "It may not be before the document's formation date.")
        raise invalid("on", "before_formation", words)


def _edition(filing: Filing) -> int:
    """1, or the one after the issued edition that is corrected; a correction keeps the number."""
    if filing.corrects_id is None:
        return 1
    original = lock(OfficialDocument, filing.corrects_id)
    DOCUMENT.next(original.state, "correct")
    if (original.agreement_id, original.number) != (filing.agreement_id, filing.number):
        words = Text("更正版应沿用原文号。", "A correction keeps the number of the document.")
        raise invalid("number", "correction_keeps_number", words)
    return original.edition + 1


def _entry(filing: Filing) -> NumberEntry | None:
    if filing.number is None:
        return None
    return numbers.claim_number(filing.number, filing.agreement_id, filing.corrects_id)


def _values(filing: Filing) -> dict[str, object]:
    given = {one.name: getattr(filing, one.name) for one in fields(filing) if one.name != "circle"}
    return {**given, "cc": list(filing.cc), "fonts": dict(filing.fonts)}


def _about(document: OfficialDocument) -> dict[str, Any]:
    return {
        "agreement_id": document.agreement_id,
        "subject_id": document.id,
        "audience": audience_of(document.agreement_id, document.id),
    }
