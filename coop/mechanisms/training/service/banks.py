"""Question banks 题库 and importing questions: first checked row by row, then applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import NotFound, RuleViolation
from coop.core.filetypes import content_of, safe_name, sniff
from coop.core.language import Text
from coop.mechanisms.training.events import QuestionBankEvent
from coop.mechanisms.training.models import Question, QuestionBank, QuestionImport
from coop.mechanisms.training.policy import Standing, holds, require_admin, visible_banks
from coop.mechanisms.training.service import guard
from coop.mechanisms.training.service.question_files import read_questions
from coop.mechanisms.training.workflow import QUESTION_IMPORT

_KEEP = Text("维护题库", "Keep a question bank")


class NothingToImport(RuleViolation):
    code = "nothing_to_import"
    text = Text("文件中没有可以导入的题目。", "The file holds no question to import.")


class FaultyRows(RuleViolation):
    code = "faulty_rows"
    text = Text(
        "有{count}行有误。请改好文件后重新上传，或选择“跳过有误的行”。",
        "{count} rows are wrong. Upload a mended file, or choose to leave them out.",
    )


@command
def add_bank(actor: Actor, *, agreement_id: UUID, title: str) -> QuestionBank:
    """Raises Duplicate for a title of one's own."""
    if not actor.sees(agreement_id):
        raise NotFound
    require_admin(actor, agreement_id, _KEEP)
    bank = QuestionBank(
        agreement_id=agreement_id, owner_id=guard.own_institution(actor), title=title
    )
    session().add(bank)
    session().flush()
    _record(actor, bank, "question_bank.add", bank.id)
    return bank


@command
def check_questions(actor: Actor, bank_id: UUID, *, file: Mapping[str, str]) -> QuestionImport:
    """Read a CSV or xlsx file of questions; nothing enters the bank yet. Raises Invalid (file)."""
    bank = _bank(actor, bank_id)
    require_admin(actor, bank.agreement_id, _KEEP)
    name, content = safe_name(file["filename"]), content_of(file)
    if not name.lower().endswith(".csv"):
        sniff(name, content)
    known = set(session().scalars(sa.select(Question.text).where(Question.bank_id == bank.id)))
    found = read_questions(name, content, known)
    made = QuestionImport(
        bank_id=bank.id,
        filename=name,
        encoding=found.encoding,
        rows=[one.stored() for one in found.questions],
        faults=[one.stored() for one in found.faults],
    )
    session().add(made)
    session().flush()
    counts = {"rows": len(made.rows), "faults": len(made.faults)}
    _record(actor, bank, "question_import.check", made.id, **counts)
    return made


@command
def apply_import(
    actor: Actor, import_id: UUID, *, skip_faulty: bool = False, expected_version: int
) -> QuestionImport:
    """Add the checked questions. Raises NothingToImport, FaultyRows unless they are left out."""
    found, bank = _import(actor, import_id, "apply", expected_version)
    if not found.rows:
        raise NothingToImport
    if found.faults and not skip_faulty:
        raise FaultyRows(count=len(found.faults))
    newest = sa.select(sa.func.max(Question.number)).where(Question.bank_id == bank.id)
    first = (session().scalar(newest) or 0) + 1
    session().add_all(
        Question(bank_id=bank.id, number=number, **row)
        for number, row in enumerate(found.rows, first)
    )
    found.state = QUESTION_IMPORT.next(found.state, "apply")
    _record(actor, bank, "question_import.apply", found.id, added=len(found.rows))
    return found


@command
def discard_import(actor: Actor, import_id: UUID, *, expected_version: int) -> QuestionImport:
    found, bank = _import(actor, import_id, "discard", expected_version)
    found.state = QUESTION_IMPORT.next(found.state, "discard")
    _record(actor, bank, "question_import.discard", found.id)
    return found


def _bank(actor: Actor, bank_id: UUID) -> QuestionBank:
    bank = lock(QuestionBank, bank_id)
    visible = sa.select(QuestionBank.id).where(QuestionBank.id == bank_id, visible_banks(actor))
    if session().scalar(visible) is None:
        raise NotFound
    return bank


def _import(
    actor: Actor, import_id: UUID, action: str, expected_version: int
) -> tuple[QuestionImport, QuestionBank]:
    known = session().get(QuestionImport, import_id)
    if known is None:
        raise NotFound
    bank = _bank(actor, known.bank_id)
    found = lock(QuestionImport, import_id)
    standing = Standing(bank.agreement_id, bank.owner_id)
    policy.require(actor, QUESTION_IMPORT, action, standing, holds)
    check_version(found, expected_version)
    QUESTION_IMPORT.next(found.state, action)
    return found, bank


def _record(
    actor: Actor, bank: QuestionBank, action: str, subject_id: UUID, **changes: Any
) -> None:
    """Log, and tell the owner alone."""
    kind, _, name = action.partition(".")
    audit.record(actor, action, Subject(kind, subject_id, bank.agreement_id), **changes)
    events.record(
        QuestionBankEvent(
            agreement_id=bank.agreement_id,
            subject_id=subject_id,
            audience=(bank.owner_id,),
            action=name,
        )
    )
