"""Programmes 培训班: planned, opened, started and finished by the organiser's training officer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.training.models import Cohort, QuestionBank, TrainingProgram
from coop.mechanisms.training.policy import require_admin, visible_banks
from coop.mechanisms.training.service import guard
from coop.mechanisms.training.workflow import COHORT_OPEN, PROGRAM


class NoCohort(RuleViolation):
    code = "no_cohort"
    text = Text("至少要有一期培训。", "There has to be at least one cohort.")


class CohortsOpen(RuleViolation):
    code = "cohorts_open"
    text = Text("还有未结束的期次：{ordinals}。", "These cohorts have not ended: {ordinals}.")


class HoursFixed(RuleViolation):
    code = "hours_fixed"
    text = Text(
        "已有期次开班，总学时不能再改。", "A cohort has started: the total hours stay as they are."
    )


@command
def plan_program(actor: Actor, *, agreement_id: UUID, **said: Any) -> TrainingProgram:
    """A programme of the actor's institution that others see once it is open.

    said: title, kind, level, aim, total_hours, bank_id, question_count, test_minutes.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    require_admin(actor, agreement_id, Text("筹备培训班", "plan a programme"))
    program = TrainingProgram(
        agreement_id=agreement_id, organiser_id=guard.own_institution(actor), **said
    )
    _check_bank(actor, program)
    session().add(program)
    session().flush()
    guard.record_program(actor, program, "plan", title=program.title)
    return program


@command
def edit_program(
    actor: Actor, program_id: UUID, *, expected_version: int, **said: Any
) -> TrainingProgram:
    """Raises HoursFixed once a cohort has started, Invalid (bank_id)."""
    program = guard.admit_program(actor, program_id, "edit", expected_version)
    has_started = any(one.started_at is not None for one in _cohorts(program))
    if has_started and said.get("total_hours", program.total_hours) != program.total_hours:
        raise HoursFixed
    for name, value in said.items():
        setattr(program, name, value)
    _check_bank(actor, program)
    guard.record_program(actor, program, "edit", fields=sorted(said))
    return program


@command
def open_program(actor: Actor, program_id: UUID, *, expected_version: int) -> TrainingProgram:
    """Every party sees it from now on, and its cohorts may take nominations."""
    program = guard.admit_program(actor, program_id, "open", expected_version)
    if not _cohorts(program):
        raise NoCohort
    moved = PROGRAM.move(program, "open")
    guard.record_program(actor, program, "open", state=moved)
    return program


@command
def start_program(actor: Actor, program_id: UUID, *, expected_version: int) -> TrainingProgram:
    program = guard.admit_program(actor, program_id, "start", expected_version)
    if not _cohorts(program):
        raise NoCohort
    moved = PROGRAM.move(program, "start")
    guard.record_program(actor, program, "start", state=moved)
    return program


@command
def finish_program(actor: Actor, program_id: UUID, *, expected_version: int) -> TrainingProgram:
    """Once every cohort has ended. Raises CohortsOpen naming the others."""
    program = guard.admit_program(actor, program_id, "finish", expected_version)
    still_open = [f"第{one.ordinal}期" for one in _cohorts(program) if one.state in COHORT_OPEN]
    if still_open:
        raise CohortsOpen(ordinals=still_open)
    moved = PROGRAM.move(program, "finish")
    guard.record_program(actor, program, "finish", state=moved)
    return program


def _cohorts(program: TrainingProgram) -> list[Cohort]:
    query = sa.select(Cohort).where(Cohort.program_id == program.id).order_by(Cohort.ordinal)
    return list(session().scalars(query))


def _check_bank(actor: Actor, program: TrainingProgram) -> None:
    if program.bank_id is None:
        return
    own = sa.select(QuestionBank.id).where(
        QuestionBank.id == program.bank_id,
        QuestionBank.agreement_id == program.agreement_id,
        visible_banks(actor),
    )
    if session().scalar(own) is None:
        words = Text("没有这个题库。", "There is no such question bank.")
        raise invalid("bank_id", "unknown_bank", words)
