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
from coop.documents import handling, marks, numbers, secrecy
from coop.documents.events import (
    DocumentArchived,
    DocumentIssued,
    DocumentRepealed,
    DocumentRevoked,
)
from coop.documents.handling import Taken
from coop.documents.models import NumberEntry, OfficialDocument
from coop.documents.policy import Desk, Seat, audience_of, draw_circle, handles, sees
from coop.documents.workflow import DOCUMENT, LETTER, RETENTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A finished document to be kept. At least one of number and issue_no is given.

    number: taken with numbers.next_number, or reserved or imported before.
    formation_on: of a joint document the day of its last signature (art. 9(10)).
    content, sha256, fonts, pages: as rendered. source: the object it came from.
    corrects_id: the edition that this one takes the place of, under the same number.
    circle: the institutions that alone may know of it; every party where none is given.
    steps: who drafted, signed and issued it (handling.py); blank where only the mechanism's log
    tells.
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
    steps: tuple[Taken, ...] = ()


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
    steps = filing.steps or (Taken("publish", "", clock.now()),)
    document = OfficialDocument(
        **_values(filing),
        state=handling.state_after(steps),
        issued_at=clock.now(),
        edition=edition,
    )
    session().add(document)
    session().flush()
    marks.mark(document.agreement_id, document.id, document.classification)
    handling.log(document, *steps)
    draw_circle(document.id, filing.circle)
    if entry is not None:
        entry.document_id = document.id
    tell_issued(document)
    return document


def tell_issued(document: OfficialDocument) -> None:
    events.record(
        DocumentIssued(
            kind=document.kind,
            number=document.number,
            issue_no=document.issue_no,
            edition=document.edition,
            sha256=document.sha256 or "",
            source_kind=document.source_kind,
            source_id=document.source_id,
            **_about(document),
        )
    )


@step
def revoke_document(
    document: OfficialDocument, on: date, reason: str, *, by: Actor | None = None
) -> OfficialDocument:
    """撤销: void from the start (公文处理工作条例 art. 33). The caller has the signatures."""
    after = DOCUMENT.next(document.state, "revoke")
    _check_day(document, on)
    document.state, document.revoked_on, document.reason = after, on, reason
    _log_end(document, "revoke", reason, by)
    events.record(
        DocumentRevoked(number=document.number, revoked_on=on, reason=reason, **_about(document))
    )
    return document


@step
def repeal_document(
    document: OfficialDocument, on: date, reason: str, *, by: Actor | None = None
) -> OfficialDocument:
    """废止: void from that day on (公文处理工作条例 art. 33)."""
    after = DOCUMENT.next(document.state, "repeal")
    _check_day(document, on)
    document.state, document.repealed_on, document.reason = after, on, reason
    _log_end(document, "repeal", reason, by)
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
    require(actor, DOCUMENT, "archive", desk_of(document), handles)
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
    _log_end(document, "archive", "", actor)
    subject = Subject("document", document.id, document.agreement_id)
    audit.record(actor, "document.archive", subject, state=(before, after), retention=retention)
    events.record(DocumentArchived(number=document.number, retention=retention, **_about(document)))


def _log_end(document: OfficialDocument, action: str, note: str, by: Actor | None) -> None:
    """by: None where every party signed; the mechanism keeps their names."""
    handling.log(
        document,
        handling.taken(by, action, note) if by else Taken(action, "", clock.now(), note=note),
    )


def _check_content(filing: Filing) -> None:
    if not filing.content.startswith(b"%PDF-"):
        raise ValueError("the content is no PDF")
    if hashlib.sha256(filing.content).hexdigest() != filing.sha256:
        raise ValueError("the content is not the one that was hashed")


def _check_day(document: OfficialDocument, on: date) -> None:
    if on < document.formation_on:
        words = Text("不能早于成文日期。", "It may not be before the document's formation date.")
        raise invalid("on", "before_formation", words)


def desk_of(document: OfficialDocument) -> Desk:
    """Where the document is handled."""
    seat = Seat(document.agreement_id, document.issuer_id)
    return Desk(seat, is_letter=document.source_kind == LETTER)


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
    apart = {"circle", "steps"}
    given = {one.name: getattr(filing, one.name) for one in fields(filing) if one.name not in apart}
    return {**given, "cc": list(filing.cc), "fonts": dict(filing.fonts)}


def _about(document: OfficialDocument) -> dict[str, Any]:
    return {
        "agreement_id": document.agreement_id,
        "subject_id": document.id,
        "audience": audience_of(document.agreement_id, document.id),
    }
