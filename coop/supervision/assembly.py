"""From rows to views: what belongs to a page of tasks is read with one query per kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy as core_policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.ladder import LADDER
from coop.registry import directory
from coop.registry.models import Institution
from coop.supervision import policy
from coop.supervision.colour import COLOURS
from coop.supervision.models import ExtensionRequest, Milestone, ProgressReport, TaskPart
from coop.supervision.outlook import Outlook
from coop.supervision.policy import Standing
from coop.supervision.views import (
    TaskExtensionView,
    TaskInstitutionView,
    TaskMilestoneView,
    TaskPartView,
    TaskReportView,
    TaskView,
)
from coop.supervision.workflow import OPEN, OPEN_PARTS, PART_WORKFLOW, SOURCE_KINDS, WORKFLOW

_SHOWN_REPORTS = 8
_PLAIN = (
    "id",
    "version",
    "agreement_id",
    "year",
    "ordinal",
    "title",
    "demand",
    "source_kind",
    "source_id",
    "source_label",
    "source_url",
    "parent_id",
    "open_sub_task_count",
    "state",
    "due_on",
    "original_due_on",
    "extension_count",
    "is_report_missing",
    "acceptance_due_on",
    "acceptance_basis",
    "assigned_at",
    "accepted_at",
    "submitted_at",
    "evidence",
    "closed_at",
    "closing_note",
    "reason",
)
Rows = Mapping[UUID, Sequence[sa.Row[Any]]]


@dataclass(frozen=True, slots=True)
class _Belongings:
    """What hangs on the tasks of one page, by task id.

    liaisons: the primary one by agreement and institution.
    """

    names: Mapping[UUID, TaskInstitutionView]
    liaisons: Mapping[tuple[UUID, UUID], str]
    parts: Rows
    milestones: Rows
    reports: Rows
    extensions: Rows


def task_views(
    actor: Actor, rows: Sequence[sa.Row[Any]], outlooks: Sequence[Outlook]
) -> tuple[TaskView, ...]:
    """Views of rows that queries.py selected."""
    if not rows:
        return ()
    by_agreement = {one.agreement_id: one for one in outlooks}
    belongings = _belongings([row.id for row in rows], {row.agreement_id for row in rows})
    return tuple(_view(actor, row, by_agreement[row.agreement_id], belongings) for row in rows)


def _view(actor: Actor, row: sa.Row[Any], outlook: Outlook, found: _Belongings) -> TaskView:
    standing = Standing(
        agreement_id=row.agreement_id,
        lead_id=row.lead_id,
        co_ids=frozenset(part.institution_id for part in found.parts[row.id]),
        hosts=outlook.hosts,
    )
    colour = outlook.colour(row.state, row.due_on, is_behind=bool(row.is_behind))
    reports = tuple(_report(one, found) for one in found.reports[row.id])
    own = (one.percent for one in reports if one.institution.id == row.lead_id)
    return TaskView(
        **{name: getattr(row, name) for name in _PLAIN},
        classification=row.classification,
        classification_label=LADDER[row.classification],
        source_kind_label=SOURCE_KINDS[row.source_kind],
        lead=found.names[row.lead_id],
        lead_liaison=found.liaisons.get((row.agreement_id, row.lead_id)),
        state_label=WORKFLOW.states[row.state],
        colour=colour,
        colour_label=COLOURS[colour],
        days_left=(row.due_on - outlook.today).days,
        working_days_left=outlook.working_days_left(row.due_on),
        acceptance_is_provisional=bool(row.acceptance_is_provisional),
        percent=next(own, None),
        open_part_count=_open_parts(row.id, found),
        parts=tuple(_part(actor, row, one, standing, found) for one in found.parts[row.id]),
        milestones=tuple(_milestone(one, outlook) for one in found.milestones[row.id]),
        reports=reports,
        extensions=tuple(_extension(one) for one in found.extensions[row.id]),
        allowed_actions=_allowed(actor, row, standing, outlook, found),
    )


def _allowed(
    actor: Actor, row: sa.Row[Any], standing: Standing, outlook: Outlook, found: _Belongings
) -> tuple[str, ...]:
    """What the state table and the post allow, less what the task's facts rule out."""
    granted = core_policy.allowed(actor, WORKFLOW, row.state, standing, policy.holds)
    waiting = any(one.granted is None for one in found.extensions[row.id])
    accept_until = row.acceptance_due_on
    ruled_out = {
        "extend": not waiting,
        "ask_extension": waiting or outlook.today > row.due_on,
        "refuse": accept_until is not None and outlook.today > accept_until,
        "reach": all(one.reached_on is not None for one in found.milestones[row.id]),
        "submit": _open_parts(row.id, found) > 0 or row.open_sub_task_count > 0,
        "close": row.open_sub_task_count > 0,
        "report": actor.institution_id is None,
    }
    return tuple(action for action in granted if not ruled_out.get(action, False))


def _part(
    actor: Actor, task: sa.Row[Any], row: sa.Row[Any], standing: Standing, found: _Belongings
) -> TaskPartView:
    own = policy.part_standing(standing, row.institution_id)
    is_live = task.state in OPEN and task.assigned_at is not None
    return TaskPartView(
        id=row.id,
        version=row.version,
        task_id=row.task_id,
        institution=found.names[row.institution_id],
        text=row.text,
        due_on=row.due_on,
        state=row.state,
        state_label=PART_WORKFLOW.states[row.state],
        accepted_at=row.accepted_at,
        done_at=row.done_at,
        result=row.result,
        allowed_actions=core_policy.allowed(actor, PART_WORKFLOW, row.state, own, policy.holds)
        if is_live
        else (),
    )


def _open_parts(task_id: UUID, found: _Belongings) -> int:
    return sum(one.state in OPEN_PARTS for one in found.parts[task_id])


def _milestone(row: sa.Row[Any], outlook: Outlook) -> TaskMilestoneView:
    return TaskMilestoneView(
        id=row.id,
        planned_on=row.planned_on,
        text=row.text,
        reached_on=row.reached_on,
        is_missed=row.reached_on is None and row.planned_on < outlook.today,
    )


def _report(row: sa.Row[Any], found: _Belongings) -> TaskReportView:
    iso = row.week_on.isocalendar()
    return TaskReportView(
        institution=found.names[row.institution_id],
        week_on=row.week_on,
        iso_year=iso.year,
        iso_week=iso.week,
        percent=row.percent,
        text=row.text,
        problems=row.problems,
        reported_at=row.reported_at,
        reported_by=row.reported_by,
    )


def _extension(row: sa.Row[Any]) -> TaskExtensionView:
    return TaskExtensionView(
        asked_on=row.asked_on,
        asked_by=row.asked_by,
        reason=row.reason,
        old_due_on=row.old_due_on,
        new_due_on=row.new_due_on,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        granted=row.granted,
        decision_note=row.decision_note,
    )


# --------------------------------------------------------------------------- reading


def _belongings(task_ids: Sequence[UUID], agreement_ids: Iterable[UUID]) -> _Belongings:
    return _Belongings(
        names=_names(),
        liaisons=_liaisons(agreement_ids),
        parts=_grouped(_of(TaskPart, task_ids).order_by(TaskPart.id)),
        milestones=_grouped(_of(Milestone, task_ids).order_by(Milestone.planned_on, Milestone.id)),
        reports=_grouped(_newest_reports(task_ids)),
        extensions=_grouped(_of(ExtensionRequest, task_ids).order_by(ExtensionRequest.id)),
    )


def _names() -> dict[UUID, TaskInstitutionView]:
    # All of them: institutions are few, and a task may name one that has left.
    found = session().execute(sa.select(Institution.id, Institution.short_name))
    return {row.id: TaskInstitutionView(id=row.id, short_name=row.short_name) for row in found}


def _liaisons(agreement_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], str]:
    found: dict[tuple[UUID, UUID], str] = {}
    for agreement_id in agreement_ids:
        for one in directory.holders(agreement_id, "liaison"):
            found.setdefault((agreement_id, one.institution_id), one.name)
    return found


def _of(
    model: type[TaskPart | Milestone | ExtensionRequest], task_ids: Sequence[UUID]
) -> sa.Select[Any]:
    return sa.select(*model.__table__.columns).where(model.task_id.in_(task_ids))


def _newest_reports(task_ids: Sequence[UUID]) -> sa.Select[Any]:
    """Reports in force, the newest few of each task, newest first."""
    newest_first = (ProgressReport.week_on.desc(), ProgressReport.id.desc())
    rank = sa.func.row_number().over(partition_by=ProgressReport.task_id, order_by=newest_first)
    ranked = (
        sa.select(*ProgressReport.__table__.columns, rank.label("rank"))
        .where(ProgressReport.task_id.in_(task_ids), ProgressReport.replaced_at.is_(None))
        .subquery()
    )
    return (
        sa.select(ranked)
        .where(ranked.c.rank <= _SHOWN_REPORTS)
        .order_by(ranked.c.task_id, ranked.c.rank)
    )


def _grouped(query: sa.Select[Any]) -> Rows:
    found: dict[UUID, list[sa.Row[Any]]] = defaultdict(list)
    for row in session().execute(query):
        found[row.task_id].append(row)
    return found
