"""Reads of question banks and of what was uploaded for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.mechanisms.training.models import Question, QuestionBank, QuestionImport
from coop.mechanisms.training.policy import Standing, holds, visible_banks
from coop.mechanisms.training.queries.paper_views import (
    QuestionBankView,
    QuestionImportView,
    QuestionView,
    RowFaultView,
)
from coop.mechanisms.training.workflow import QUESTION_IMPORT, QUESTION_KINDS

_SHOWN = 100
_COUNT = (
    sa.select(sa.func.count(Question.id))
    .where(Question.bank_id == QuestionBank.id)
    .scalar_subquery()
)
_COLUMNS: tuple[Any, ...] = (
    QuestionBank.id,
    QuestionBank.version,
    QuestionBank.agreement_id,
    QuestionBank.title,
    _COUNT.label("question_count"),
)
_OF_BANK = (QuestionBank.agreement_id, QuestionBank.owner_id)


def get_bank(actor: Actor, bank_id: UUID) -> QuestionBankView:
    """Raises NotFound for all but the owner's training officers."""
    row = session().execute(_banks(actor).where(QuestionBank.id == bank_id)).first()
    if row is None:
        raise NotFound
    query = sa.select(Question).where(Question.bank_id == bank_id)
    newest = session().scalars(query.order_by(Question.number.desc()).limit(_SHOWN))
    return _bank_view(row, tuple(_question(one.number, vars(one)) for one in newest))


def list_banks(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID
) -> Page[QuestionBankView]:
    """By title, without the questions. wanted: agreement_id."""
    query = _banks(actor).order_by(QuestionBank.title, QuestionBank.id)
    for name, value in wanted.items():
        query = query.where(getattr(QuestionBank, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_bank_view(row, ()) for row in page.items), page.next)


def offered_banks(actor: Actor) -> list[tuple[UUID, str]]:
    """(id, title) of every bank the actor keeps."""
    rows = session().execute(_banks(actor).order_by(QuestionBank.title, QuestionBank.id))
    return [(row.id, f"{row.title}（{row.question_count}题）") for row in rows]


def get_import(actor: Actor, import_id: UUID) -> QuestionImportView:
    query = (
        sa.select(QuestionImport, *_OF_BANK)
        .join(QuestionBank, QuestionBank.id == QuestionImport.bank_id)
        .where(QuestionImport.id == import_id, visible_banks(actor))
    )
    row = session().execute(query).first()
    if row is None:
        raise NotFound
    found: QuestionImport = row.QuestionImport
    granted = policy.allowed(
        actor, QUESTION_IMPORT, found.state, Standing(row.agreement_id, row.owner_id), holds
    )
    return QuestionImportView(
        id=found.id,
        version=found.version,
        state=found.state,
        state_label=QUESTION_IMPORT.states[found.state],
        allowed_actions=tuple(one for one in granted if found.rows or one != "apply"),
        agreement_id=row.agreement_id,
        bank_id=found.bank_id,
        title=found.filename,
        encoding=found.encoding,
        row_count=len(found.rows),
        fault_count=len(found.faults),
        questions=tuple(_question(number, one) for number, one in enumerate(found.rows, 1)),
        faults=tuple(_fault(one) for one in found.faults),
    )


def _banks(actor: Actor) -> sa.Select[Any]:
    return sa.select(*_COLUMNS).where(visible_banks(actor))


def _bank_view(row: Any, questions: tuple[QuestionView, ...]) -> QuestionBankView:
    # Whoever sees a bank keeps it.
    return QuestionBankView(
        **row._mapping, allowed_actions=("check_questions",), questions=questions
    )


def _question(number: int, said: dict[str, Any]) -> QuestionView:
    return QuestionView(
        number=number,
        kind_label=QUESTION_KINDS[said["kind"]],
        text=said["text"],
        options=tuple(said["options"]),
        answers=tuple(said["answers"]),
    )


def _fault(said: dict[str, Any]) -> RowFaultView:
    return RowFaultView(
        row=said["row"],
        column=said["column"],
        code=said["code"],
        told=Text(said["zh"], said["en"]),
    )
