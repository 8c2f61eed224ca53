"""A free letter 函 of the secretariat: drafted, reviewed, signed, then numbered and issued.

党政机关公文处理工作条例 arts. 18-27: the number is given at registration, after the sign-off;
what was signed is not changed any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, text_id, touch
from coop.core.errors import Forbidden, NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import require, require_other_than_drafter, require_person
from coop.documents import handling, marks, numbers, printing, receipts, secrecy, service
from coop.documents.events import DocumentDrafted, DocumentMoved
from coop.documents.models import LetterText, OfficialDocument
from coop.documents.policy import (
    audience_of,
    draw_circle,
    handles,
    is_host_secretariat,
    require_receivers,
    sees,
)
from coop.documents.workflow import DOCUMENT, LETTER
from coop.registry import deadlines, directory, readers

_ON_LETTER = frozenset({"body", "note", "addressee_ids", "other_addressees"})


class SeriesOfAnother(RuleViolation):
    code = "series_of_another"
    text = Text(
        "机关代字“{code}”属于{institution}。", "The series {code} is that of {institution}."
    )


@command
def draft_letter(actor: Actor, agreement_id: UUID, **said: Any) -> OfficialDocument:
    """A draft that only the host's own officers see.

    said: title, body; addressee_ids, other_addressees (one at least), note, urgency,
    classification, disclosure, cc.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    if not is_host_secretariat(actor, agreement_id) or actor.institution_id is None:
        raise Forbidden(action=Text("拟写函件", "write a letter"))
    issuer = directory.party(agreement_id, actor.institution_id)
    own_id = UUID(text_id())
    document = OfficialDocument(
        id=own_id,
        agreement_id=agreement_id,
        kind="letter",
        issuer_id=issuer.institution_id,
        print_org=f"{issuer.short_name}办公室",
        formation_on=clock.today(),
        source_kind=LETTER,
        source_id=own_id,
        classification="internal",
        disclosure="withheld",
        cc=[],
    )
    letter = LetterText(document_id=own_id, addressee_ids=[], other_addressees=[])
    _write(actor, document, letter, said)
    session().add(document)
    session().flush()
    marks.mark(agreement_id, document.id, document.classification)
    session().add(letter)
    draw_circle(document.id, [issuer.institution_id])
    _record(actor, document, "draft_letter", handling.DRAFT, title=document.title)
    events.record(DocumentDrafted(title=document.title, **_about(document)))
    return document


@command
def edit_letter(
    actor: Actor, document_id: UUID, *, expected_version: int, **said: Any
) -> OfficialDocument:
    """Change a draft; what is not named stays. Who changes it may not sign it."""
    document = _admit(actor, document_id, "edit", expected_version)
    _write(actor, document, printing.letter_text(document.id), said)
    marks.mark(document.agreement_id, document.id, document.classification)
    touch(document)
    _record(actor, document, "edit", "edit", fields=sorted(said))
    events.record(DocumentDrafted(title=document.title, **_about(document)))
    return document


@command
def review_document(
    actor: Actor, document_id: UUID, *, expected_version: int, note: str = ""
) -> OfficialDocument:
    """核稿: the office has checked it; the signer decides.

    Raises NobodyCleared where no signer, or nobody of an addressee, may read it.
    """
    document = _admit(actor, document_id, "review", expected_version)
    _require_readers(document)
    return _move(actor, document, "review", note)


@command
def return_document(
    actor: Actor, document_id: UUID, *, expected_version: int, reason: str
) -> OfficialDocument:
    """Back to the drafter with the reason; it has to be reviewed again (art. 21)."""
    return _move(actor, _admit(actor, document_id, "return", expected_version), "return", reason)


@command
def sign_document(
    actor: Actor, document_id: UUID, *, expected_version: int, note: str = ""
) -> OfficialDocument:
    """签发: the day becomes the formation date (art. 9(10)). Raises DrafterMayNotSign."""
    document = _admit(actor, document_id, "sign", expected_version)
    require_person(actor)
    require_other_than_drafter(actor, printing.letter_text(document.id).drafted_by_id)
    document.formation_on = clock.today()
    return _move(actor, document, "sign", note)


@command
def register_and_issue(
    actor: Actor,
    document_id: UUID,
    *,
    expected_version: int,
    series: str = "",
    copies: int | None = None,
) -> OfficialDocument:
    """Number it, print it, keep the bytes and hand it to its addressees (art. 25).

    series: 机关代字; blank for the issuer's own letters. Raises SeriesOfAnother.
    """
    document = _admit(actor, document_id, "register_and_issue", expected_version)
    code = series or letter_series(document.agreement_id, document.issuer_id)
    _require_own_series(document, code)
    before, after = document.state, DOCUMENT.next(document.state, "register_and_issue")
    number = numbers.next_number(code, document.formation_on.year).text
    pdf = printing.rendered_letter(document, number)
    document.state, document.number, document.copies = after, number, copies
    document.printed_on, document.issued_at = clock.today(), clock.now()
    document.content, document.sha256 = pdf.data, pdf.sha256
    document.fonts, document.pages = dict(pdf.fonts), pdf.pages
    session().flush()
    numbers.claim_number(number, document.agreement_id, None).document_id = document.id
    _distribute(document)
    moved = (before, after)
    _record(actor, document, "register_and_issue", "register_and_issue", state=moved)
    service.tell_issued(document)
    return document


@command
def revoke_letter(
    actor: Actor, document_id: UUID, *, expected_version: int, reason: str
) -> OfficialDocument:
    """撤销 by the issuer's signer; nobody need sign for it any more."""
    document = _admit(actor, document_id, "revoke", expected_version)
    before = document.state
    require_person(actor)
    service.revoke_document(document, clock.today(), reason, by=actor)
    receipts.withdraw(document.id)
    _audit(actor, document, "revoke", reason=reason, state=(before, document.state))
    return document


@command
def repeal_letter(
    actor: Actor, document_id: UUID, *, expected_version: int, reason: str, on: date | None = None
) -> OfficialDocument:
    """废止 from a day on, today unless given."""
    document = _admit(actor, document_id, "repeal", expected_version)
    before = document.state
    require_person(actor)
    service.repeal_document(document, on or clock.today(), reason, by=actor)
    _audit(actor, document, "repeal", reason=reason, state=(before, document.state))
    return document


def letter_series(agreement_id: UUID, issuer_id: UUID) -> str:
    """The 机关代字 of an issuer's letters: its own, with 函 in the place of 纪."""
    return f"{directory.party(agreement_id, issuer_id).issuer_code.removesuffix('纪')}函"


# --------------------------------------------------------------------------- parts


def _require_readers(document: OfficialDocument) -> None:
    letter = printing.letter_text(document.id)
    to = [UUID(one) for one in letter.addressee_ids]
    under, level = document.agreement_id, document.classification
    signs = DOCUMENT.roles("sign")
    readers.require_readers(under, [document.issuer_id], signs, level, but=letter.drafted_by_id)
    require_receivers(under, to, level)


def _admit(actor: Actor, document_id: UUID, action: str, expected_version: int) -> OfficialDocument:
    document = lock(OfficialDocument, document_id)
    if not sees(actor, document.agreement_id, document.id):
        raise NotFound
    require(actor, DOCUMENT, action, service.desk_of(document), handles)
    check_version(document, expected_version)
    DOCUMENT.next(document.state, action)
    return document


def _write(
    actor: Actor, document: OfficialDocument, letter: LetterText, said: dict[str, Any]
) -> None:
    for name, value in said.items():
        setattr(letter if name in _ON_LETTER else document, name, value)
    letter.addressee_ids = [str(one) for one in letter.addressee_ids]
    secrecy.check_classification(actor, document.agreement_id, document.classification)
    secrecy.refuse_telegram_urgency(document.urgency or "none")
    _check_addressees(document, letter)
    letter.drafted_by_id = actor.id


def _check_addressees(document: OfficialDocument, letter: LetterText) -> None:
    if not letter.addressee_ids and not letter.other_addressees:
        words = Text("至少写明一个主送单位。", "Name at least one addressee.")
        raise invalid("addressee_ids", "empty", words)
    members = [str(one) for one in directory.institution_ids(document.agreement_id)]
    for place, one in enumerate(letter.addressee_ids):
        if one == str(document.issuer_id) or one not in members:
            words = Text("应是其他成员单位。", "It has to be another party.")
            raise invalid(f"addressee_ids/{place}", "not_another_party", words)


def _require_own_series(document: OfficialDocument, code: str) -> None:
    for one in directory.parties(document.agreement_id):
        if one.issuer_code == code and one.institution_id != document.issuer_id:
            raise SeriesOfAnother(code=code, institution=one.short_name)


def _distribute(document: OfficialDocument) -> None:
    to = [UUID(one) for one in printing.letter_text(document.id).addressee_ids]
    draw_circle(document.id, to)
    days = directory.settings(document.agreement_id).receipt_days
    due = deadlines.due(document.agreement_id, clock.today(), days, deadlines.WORKING_DAY)
    receipts.hand_over(document.agreement_id, "document", document.id, to, due_on=due.on)


def _move(actor: Actor, document: OfficialDocument, action: str, note: str) -> OfficialDocument:
    before, document.state = document.state, DOCUMENT.next(document.state, action)
    touch(document)
    moved = (before, document.state)
    _record(actor, document, action, action, note=note, state=moved)
    events.record(DocumentMoved(action=action, state=document.state, **_about(document)))
    return document


def _record(
    actor: Actor,
    document: OfficialDocument,
    action: str,
    step: str,
    *,
    note: str = "",
    **changes: object,
) -> None:
    handling.log(document, handling.taken(actor, step, note))
    _audit(actor, document, action, reason=note or None, **changes)


def _audit(
    actor: Actor,
    document: OfficialDocument,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    subject = Subject("document", document.id, document.agreement_id)
    audit.record(actor, f"document.{action}", subject, reason=reason, **changes)


def _about(document: OfficialDocument) -> dict[str, Any]:
    audience: Sequence[UUID] = audience_of(document.agreement_id, document.id)
    return {
        "agreement_id": document.agreement_id,
        "subject_id": document.id,
        "audience": tuple(audience),
    }
