"""One officer's work among tasks, co-organisers' parts and orders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import Condition, Due, Held, Steps, Waiting
from coop.documents import marks
from coop.registry.conditions import due_of, hosted_by, hosted_next_by, working_weeks
from coop.supervision.colour import monday_of
from coop.supervision.models import (
    ExtensionRequest,
    ProgressReport,
    SupervisionOrder,
    Task,
    TaskPart,
)
from coop.supervision.policy import ADDRESSEES, POSTS, acts_as
from coop.supervision.workflow import (
    ACCEPTANCE,
    LEVELS,
    OPEN,
    ORDER_WORKFLOW,
    PART_WORKFLOW,
    REPLY,
    WORKFLOW,
)

_WEEKLY = Text("每个自然周最后一个工作日前填报", "By the last working day of the ISO week")
_ACCEPT = Text("签收任务", "Accept a task")
_DO = Text("办理任务", "Work on a task")
_RAISE = Text("提请联席会议研究", "Bring before the joint meeting")


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What waits for the actor's posts and for those it stands in for."""
    yield from _of_tasks(actor)
    yield from _reports(actor)
    yield from _of_parts(actor)
    yield from _of_orders(actor)


def _held(actor: Actor, **of_part: Condition) -> Held:
    """policy.holds as a condition. of_part: a co-organiser's role, where its part is joined."""
    own, agreement_id = actor.institution_id, Task.agreement_id
    is_host = hosted_by(agreement_id, own)
    closes_for_host = sa.and_(
        hosted_next_by(agreement_id, own), hosted_by(agreement_id, Task.lead_id)
    )
    parts: dict[str, Condition] = {
        "handler": Task.lead_id == own,
        "secretariat": is_host,
        "convener": is_host,
        "closer": sa.and_(Task.lead_id != own, sa.or_(is_host, closes_for_host)),
        **of_part,
    }

    def held(role: str) -> Condition | None:
        acts = acts_as(actor, agreement_id, POSTS.get(role, role)) if role in parts else None
        return None if acts is None else sa.and_(acts, parts[role])

    return held


def _known(actor: Actor, task_id: sa.SQLColumnExpression[Any]) -> Condition:
    agreement_id = task_id.class_.agreement_id  # type: ignore[attr-defined]  # a mapped column
    return marks.readable(actor, agreement_id, task_id, among=actor.agreement_ids)


def _tasks(actor: Actor) -> Steps:
    return Steps(
        workflow=WORKFLOW,
        state=Task.state,
        held=_held(actor),
        rows=sa.select(Task.id).where(_known(actor, Task.id)),
        url="/tasks/{id}",
        subject_id=Task.id,
        title=Task.title,
        due=Due(Task.due_on, Task.source_label),
    )


def _of_tasks(actor: Actor) -> Iterator[Waiting]:
    tasks = _tasks(actor)
    accept_by = due_of(Task.id, ACCEPTANCE, met=True)
    yield from tasks.waiting("accept", "sign_for", kind=_ACCEPT, due=accept_by)
    yield from tasks.waiting("submit", "do", kind=_DO)
    yield from tasks.waiting("decide", "review")
    # Few tasks ask, so the requests lead to them and not the other way round.
    asking = sa.select(ExtensionRequest.task_id).where(ExtensionRequest.decided_at.is_(None))
    yield from tasks.waiting("extend", "review", Task.id.in_(asking))
    yield from tasks.waiting("close", "review")


def _reports(actor: Actor) -> Iterator[Waiting]:
    """This week's reports, which the lead owes from the week after it accepted."""
    tasks, today = _tasks(actor), clock.today()
    monday = monday_of(today)
    weeks = working_weeks(actor.agreement_ids, today)
    reported = sa.exists().where(
        ProgressReport.task_id == Task.id,
        ProgressReport.institution_id == actor.institution_id,
        ProgressReport.week_on == monday,
    )
    owed = Task.lead_id == actor.institution_id, Task.working_since_on < monday, ~reported
    this_week = weeks.c.agreement_id == Task.agreement_id
    yield from tasks.waiting(
        "report", "do", *owed, this_week, page="/report", due=Due.because(weeks.c.last_on, _WEEKLY)
    )


def _of_parts(actor: Actor) -> Iterator[Waiting]:
    joined: Any = Task.id == TaskPart.task_id
    parts = Steps(
        workflow=PART_WORKFLOW,
        state=TaskPart.state,
        held=_held(actor, co_handler=TaskPart.institution_id == actor.institution_id),
        rows=sa.select(TaskPart.id)
        .join(Task, joined)
        .where(_known(actor, Task.id), Task.state.in_(OPEN)),
        url="/tasks/{id}",
        subject_id=Task.id,
        title=Task.title,
        due=Due(TaskPart.due_on, Task.source_label),
    )
    yield from parts.waiting("accept", "sign_for")
    yield from parts.waiting("finish", "do")


# --------------------------------------------------------------------------- orders


def _of_orders(actor: Actor) -> Iterator[Waiting]:
    """Unanswered slips for whoever is asked, and for the host those that reached the meeting."""
    orders = Steps(
        workflow=ORDER_WORKFLOW,
        state=SupervisionOrder.state,
        held=lambda _role: _is_asked(actor),
        rows=sa.select(SupervisionOrder.id).where(_known(actor, SupervisionOrder.task_id)),
        url="/supervision-orders/{id}",
        subject_id=SupervisionOrder.id,
        title=SupervisionOrder.title,
        due=due_of(SupervisionOrder.id, REPLY, met=True),
    )
    yield from orders.waiting("answer", "answer")
    under = actor.agreements_with("secretariat", "convener")
    if under:
        raised = orders.rows.where(
            SupervisionOrder.agreement_id.in_(under),
            SupervisionOrder.state.in_(ORDER_WORKFLOW.sources("answer")),
            SupervisionOrder.level == "joint_meeting",
            hosted_by(SupervisionOrder.agreement_id, actor.institution_id),
        )
        yield Waiting(
            kind=_RAISE,
            group="follow",
            url=orders.url,
            rows=raised,
            subject_id=orders.subject_id,
            title=orders.title,
            due=orders.due,
        )


def _is_asked(actor: Actor) -> Condition | None:
    """Slips of the own institution whose level one of the actor's posts has been reached at."""
    levels, asked = list(LEVELS), []
    for place, role in enumerate(levels):
        acts = acts_as(actor, SupervisionOrder.agreement_id, role) if role in ADDRESSEES else None
        if acts is not None:
            asked.append(sa.and_(acts, SupervisionOrder.level.in_(levels[place:])))
    own = SupervisionOrder.institution_id == actor.institution_id
    return sa.and_(own, sa.or_(*asked)) if asked else None
