"""Urging slips: written by the daily job, answered by the lead, escalated while unanswered."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core import policy as core_policy
from coop.core.actor import SYSTEM, Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.documents import receipts
from coop.registry import deadlines, directory
from coop.registry.models import Agreement
from coop.supervision import policy
from coop.supervision.colour import BLUE, NONE, RED
from coop.supervision.events import OrderAnswered, OrderEscalated, OrderIssued, OrderLapsed
from coop.supervision.models import Milestone, SupervisionOrder, Task
from coop.supervision.outlook import Outlook, outlook_of
from coop.supervision.policy import Addressed
from coop.supervision.printing.filing import chinese_date
from coop.supervision.printing.orders import file_order, name_of
from coop.supervision.workflow import LEVELS, ORDER_WORKFLOW, REPLY, URGED

_BASIS = Text(
    "督办单发出后{days}个工作日内答复；逾期未答复的提级督办",
    "Answer within {days} working days; unanswered, one level higher is asked",
)
_LAST_LEVEL = list(LEVELS)[-1]


@command
def issue_order(task_id: UUID) -> SupervisionOrder | None:
    """The slip that the task's colour of today calls for; None where it exists or none is due."""
    task = lock(Task, task_id)
    outlook = outlook_of(task.agreement_id)
    colour = _colour(task, outlook)
    if colour == NONE or _exists(task, colour):
        return None
    # The number comes from a series that all tasks of the agreement share.
    lock(Agreement, task.agreement_id)
    order = _order(task, colour, outlook)
    session().add(order)
    session().flush()
    reply_due_on = _start_level(order, "handler")
    document = file_order(order, task, reply_due_on)
    order.document_id = document.id
    receipts.hand_over(
        order.agreement_id,
        "document",
        document.id,
        [order.institution_id],
        due_on=reply_due_on,
        must_be_read=False,
    )
    audit.record(SYSTEM, "supervision_order.issue", _subject(order), colour=colour, task_id=task.id)
    _tell(
        order,
        OrderIssued,
        institution_id=order.institution_id,
        colour=colour,
        reply_due_on=reply_due_on,
    )
    return order


@command
def answer_order(
    actor: Actor, order_id: UUID, *, answer: str, expected_version: int
) -> SupervisionOrder:
    """The lead tells what it does; the ladder stops. Counts as signing for the slip."""
    order = _admit(actor, order_id, expected_version)
    before, order.state = order.state, ORDER_WORKFLOW.next(order.state, "answer")
    order.answer, order.answered_at = answer, clock.now()
    order.answered_by = actor.on_behalf_of or actor.name
    deadlines.meet_deadline(order.id, REPLY)
    if order.document_id is not None:
        receipts.sign(actor, order.document_id, order.institution_id)
    audit.record(actor, "supervision_order.answer", _subject(order), state=(before, order.state))
    _tell(order, OrderAnswered, institution_id=order.institution_id)
    return order


@command
def follow_order(order_id: UUID) -> SupervisionOrder | None:
    """Lapse with its task, or ask one level higher when the answer is overdue; else None."""
    order = lock(SupervisionOrder, order_id)
    if order.state not in ORDER_WORKFLOW.sources("escalate"):
        return None
    if session().get_one(Task, order.task_id).state not in URGED:
        return _lapse(order)
    due_on = next(one.due_on for one in deadlines.due_dates(order.id) if one.kind == REPLY)
    if clock.today() <= due_on or order.level == _LAST_LEVEL:
        return None
    levels = list(LEVELS)
    before, level = order.level, levels[levels.index(order.level) + 1]
    reply_due_on = _start_level(order, level)
    audit.record(SYSTEM, "supervision_order.escalate", _subject(order), level=(before, level))
    _tell(
        order,
        OrderEscalated,
        institution_id=order.institution_id,
        level=level,
        reply_due_on=reply_due_on,
    )
    return order


def _lapse(order: SupervisionOrder) -> SupervisionOrder:
    before, order.state = order.state, ORDER_WORKFLOW.next(order.state, "lapse")
    deadlines.drop_deadlines(order.id)
    if order.document_id is not None:
        receipts.withdraw(order.document_id)
    audit.record(SYSTEM, "supervision_order.lapse", _subject(order), state=(before, order.state))
    _tell(order, OrderLapsed)
    return order


def _admit(actor: Actor, order_id: UUID, expected_version: int) -> SupervisionOrder:
    order = lock(SupervisionOrder, order_id)
    if not policy.sees(actor, session().get_one(Task, order.task_id)):
        raise NotFound
    asked = Addressed(order.agreement_id, order.institution_id)
    core_policy.require(actor, ORDER_WORKFLOW, "answer", asked, policy.is_addressee)
    check_version(order, expected_version)
    ORDER_WORKFLOW.next(order.state, "answer")
    return order


def _colour(task: Task, outlook: Outlook) -> str:
    if task.state not in URGED:
        return NONE
    behind = sa.select(outlook.is_behind()).select_from(Task).where(Task.id == task.id)
    return outlook.colour(task.state, task.due_on, is_behind=bool(session().scalar(behind)))


def _exists(task: Task, colour: str) -> bool:
    issued = sa.select(SupervisionOrder.id).where(
        SupervisionOrder.task_id == task.id,
        SupervisionOrder.colour == colour,
        SupervisionOrder.task_due_on == task.due_on,
    )
    return session().scalar(issued) is not None


def _order(task: Task, colour: str, outlook: Outlook) -> SupervisionOrder:
    newest = sa.select(sa.func.max(SupervisionOrder.serial)).where(
        SupervisionOrder.agreement_id == task.agreement_id,
        SupervisionOrder.year == outlook.today.year,
    )
    return SupervisionOrder(
        agreement_id=task.agreement_id,
        task_id=task.id,
        year=outlook.today.year,
        serial=(session().scalar(newest) or 0) + 1,
        colour=colour,
        task_due_on=task.due_on,
        title=f"关于“{task.title}”的{name_of(colour)}"[:200],
        reason=_reason(task, colour, outlook),
        issuer_id=directory.host_on(task.agreement_id, outlook.today),
        institution_id=task.lead_id,
        issued_on=outlook.today,
        level="handler",
        level_since_on=outlook.today,
        recipients=[],
    )


def _reason(task: Task, colour: str, outlook: Outlook) -> str:
    due_on = chinese_date(task.due_on)
    if colour == RED:
        late = (outlook.today - task.due_on).days
        return f"本单位牵头的“{task.title}”应于{due_on}完成，已超期{late}天，请抓紧办理并说明原因。"
    if colour == BLUE:
        left = outlook.working_days_left(task.due_on)
        return f"本单位牵头的“{task.title}”应于{due_on}完成，剩余{left}个工作日，请按期办结。"
    faults = "、".join(_faults(task, outlook))
    return f"本单位牵头的“{task.title}”应于{due_on}完成，目前{faults}，请赶上进度并说明原因。"


def _faults(task: Task, outlook: Outlook) -> list[str]:
    """Why the task is behind, as the slip says it."""
    missing = sa.select(outlook.is_report_missing()).select_from(Task).where(Task.id == task.id)
    missed = sa.select(Milestone.text).where(
        Milestone.task_id == task.id,
        Milestone.reached_on.is_(None),
        Milestone.planned_on < outlook.today,
    )
    found = [f"未完成节点“{text}”" for text in session().scalars(missed.order_by(Milestone.id))]
    if session().scalar(missing):
        found.append("上周周报缺报")
    if task.returned_at is not None:
        found.append("报送的办结情况被退回")
    return found


def _start_level(order: SupervisionOrder, level: str) -> date:
    """Ask this level from today on; answers the day by which it is to answer."""
    order.level, order.level_since_on = level, clock.today()
    asked = policy.addressees(order.agreement_id, order.institution_id, level)
    order.recipients = [one.name for one in asked]
    days = directory.settings(order.agreement_id).escalation_step_days
    set_to = deadlines.set_deadline(
        agreement_id=order.agreement_id,
        subject_kind="supervision_order",
        subject_id=order.id,
        kind=REPLY,
        start_on=clock.today(),
        amount=days,
        unit=deadlines.WORKING_DAY,
        basis=_BASIS.with_facts(days=days),
    )
    return set_to.due_on


def _subject(order: SupervisionOrder) -> Subject:
    return Subject("supervision_order", order.id, order.agreement_id)


def _tell(order: SupervisionOrder, event: type[events.DomainEvent], **facts: Any) -> None:
    about: dict[str, Any] = {
        "agreement_id": order.agreement_id,
        "subject_id": order.id,
        "audience": directory.institution_ids(order.agreement_id),
        "task_id": order.task_id,
    }
    events.record(event(**about, **facts))
