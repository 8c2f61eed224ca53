"""How every command on a task begins and ends."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session
from coop.core.errors import NotFound
from coop.core.events import DomainEvent
from coop.core.language import Text
from coop.documents import receipts
from coop.registry import deadlines, directory
from coop.supervision import policy
from coop.supervision.models import Task, TaskPart
from coop.supervision.policy import Standing
from coop.supervision.workflow import ACCEPTANCE, WORKFLOW

Event = TypeVar("Event", bound=DomainEvent)
_ACCEPTANCE_BASIS = Text(
    "交办后{days}个工作日内签收，不属本单位的说明理由退回（参照《信访工作条例》第二十三条）",
    "Accept, or hand back with reasons, within {days} working days"
    " (Petition Work Regulations art. 23 by analogy)",
)


def admit(actor: Actor, task_id: UUID, action: str, expected_version: int | None) -> Task:
    """The locked task, once visible, the act permitted, the version current, the state right.

    Raises NotFound, Forbidden, Stale or IllegalTransition, in this order.
    """
    task = lock(Task, task_id)
    if not policy.sees(actor, task):
        raise NotFound
    policy.require(actor, action, standing(task))
    check_version(task, expected_version)
    WORKFLOW.next(task.state, action)
    return task


def standing(task: Task) -> Standing:
    return Standing(
        agreement_id=task.agreement_id,
        lead_id=task.lead_id,
        co_ids=frozenset(part.institution_id for part in parts(task.id)),
        hosts=policy.hosts_of(task.agreement_id),
    )


def parts(task_id: UUID) -> list[TaskPart]:
    found = sa.select(TaskPart).where(TaskPart.task_id == task_id).order_by(TaskPart.id)
    return list(session().scalars(found))


def move(task: Task, action: str, *, to: str | None = None) -> tuple[str, str]:
    """Take the action in the state table; answers (old, new) for the log."""
    before = task.state
    task.state = WORKFLOW.next(before, action, to=to)
    return before, task.state


def log(
    actor: Actor, action: str, task: Task, *, reason: str | None = None, **changes: object
) -> None:
    """One entry in the task's history. action: "accept", or "task_part.finish" for parts."""
    named = action if "." in action else f"task.{action}"
    audit.record(
        actor, named, Subject("task", task.id, task.agreement_id), reason=reason, **changes
    )


def tell(event: type[DomainEvent], task: Task, **facts: Any) -> None:
    """Tell every party; an unassigned task only the institution that drafts it."""
    audience = directory.institution_ids(task.agreement_id)
    if task.assigned_at is None:
        audience = (task.drafted_by_id,) if task.drafted_by_id else ()
    events.record(
        event(agreement_id=task.agreement_id, subject_id=task.id, audience=audience, **facts)
    )


def start_acceptance(task: Task) -> None:
    """Set the day by which the lead accepts or hands back, counted from today."""
    days = directory.settings(task.agreement_id).task_acceptance_days
    set_to = deadlines.set_deadline(
        agreement_id=task.agreement_id,
        subject_kind="task",
        subject_id=task.id,
        kind=ACCEPTANCE,
        start_on=clock.today(),
        amount=days,
        unit="working_day",
        basis=_ACCEPTANCE_BASIS.with_facts(days=days),
    )
    _hand_over(task, set_to.due_on)


def _hand_over(task: Task, due_on: date) -> None:
    """The lead signs (anew) by accepting; co-organisers by accepting their parts."""
    receipts.withdraw(task.id, [task.lead_id])
    known = {one.institution_id for one in receipts.receipts_of(task.id)}
    owing = [one.institution_id for one in parts(task.id) if one.institution_id not in known]
    receipts.hand_over(
        task.agreement_id,
        "task",
        task.id,
        [task.lead_id, *owing],
        due_on=due_on,
        title=task.title,
    )
