"""Documents, numbers and receipts made through the steps, as issuing mechanisms make them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from coop.core.audit import AuditEntry
from coop.core.db import command, lock, session
from coop.core.events import EventPosition, EventRow
from coop.documents import letters, numbers, receipts, service
from coop.documents.models import OfficialDocument, Receipt
from coop.documents.service import Filing
from tests.world import World

CODE = "川金会纪"
PDF = b"%PDF-1.7 one page"
LETTER = {
    "title": "关于商请支持金融纠纷数据统计工作的函",
    "body": "为掌握金融纠纷总体情况，现将有关事项函告如下。\n一、统计范围\n上半年受理的金融纠纷。",
    "note": "联系人：张某",
}


def draft(world: World, **changes: object) -> OfficialDocument:
    """A letter of the host's secretariat to CQ."""
    said = {**LETTER, "addressee_ids": [world.cq.id], **changes}
    return letters.draft_letter(world.sc.secretary, world.agreement_id, **said)


def filing(world: World, number: str | None, **changes: Any) -> Filing:
    """Minutes of the three parties, issued by SC."""
    plain = Filing(
        agreement_id=world.agreement_id,
        kind="minutes",
        issuer_id=world.sc.id,
        title="第三次联席会议纪要",
        formation_on=date(2026, 10, 12),
        content=PDF,
        sha256=hashlib.sha256(PDF).hexdigest(),
        fonts={"song": "0" * 64},
        pages=2,
        print_org="四川金融监管局办公室",
        printed_on=date(2026, 10, 13),
        source_kind="minutes",
        source_id=uuid7(),
        number=number,
        cc=("四川省高级人民法院",),
    )
    return replace(plain, **changes)


@command
def file(given: Filing) -> OfficialDocument:
    return service.file_document(given)


@command
def issue(world: World, year: int = 2026, **changes: Any) -> OfficialDocument:
    """Take the next number and file a document under it."""
    number = numbers.next_number(CODE, year).text
    return service.file_document(filing(world, number, **changes))


@command
def revoke(document_id: UUID, on: date, reason: str = "依据有误") -> OfficialDocument:
    return service.revoke_document(lock(OfficialDocument, document_id), on, reason)


@command
def repeal(document_id: UUID, on: date, reason: str = "已被新纪要代替") -> OfficialDocument:
    return service.repeal_document(lock(OfficialDocument, document_id), on, reason)


@command
def hand_over(
    world: World, institution_ids: Iterable[UUID], *, due_on: date | None = None, **to: Any
) -> tuple[Receipt, ...]:
    subject = {"subject_kind": "meeting", "subject_id": uuid7(), "title": "会议通知", **to}
    title = subject.pop("title")
    return receipts.hand_over(
        world.agreement_id,
        subject["subject_kind"],
        subject["subject_id"],
        institution_ids,
        due_on=due_on,
        title=title,
    )


def audit_actions(subject_id: UUID | None) -> list[str]:
    found = sa.select(AuditEntry.action).where(AuditEntry.subject_id == subject_id)
    return list(session().scalars(found.order_by(AuditEntry.seq)))


def events_about(subject_id: UUID) -> list[tuple[str, int]]:
    """(type, to how many institutions) of each event about the subject."""
    audience = sa.func.count(EventPosition.institution_id)
    found = (
        sa.select(EventRow.type, audience)
        .join(EventPosition, EventPosition.event_id == EventRow.id)
        .where(EventRow.subject_id == subject_id)
        .group_by(EventRow.id, EventRow.type)
        .order_by(EventRow.id)
    )
    return [(row[0], row[1]) for row in session().execute(found)]
