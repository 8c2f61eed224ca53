"""What is answered about tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInstitutionView:
    """An institution by its short name."""

    id: UUID
    short_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPartView(View):
    """A co-organiser's part. due_on: its own day, or the task's."""

    task_id: UUID
    institution: TaskInstitutionView
    text: str
    due_on: date
    state: str
    state_label: Text
    accepted_at: datetime | None
    done_at: datetime | None
    result: str
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMilestoneView:
    """A point of the plan. is_missed: its day has passed without it."""

    id: UUID
    planned_on: date
    text: str
    reached_on: date | None
    is_missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReportView:
    """A weekly report in force. week_on: Monday of its ISO week."""

    institution: TaskInstitutionView
    week_on: date
    iso_year: int
    iso_week: int
    percent: int
    text: str
    problems: str
    reported_at: datetime
    reported_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskExtensionView:
    """An extension asked for. granted: null while it waits for an answer."""

    asked_on: date
    asked_by: str
    reason: str
    old_due_on: date
    new_due_on: date
    decided_at: datetime | None
    decided_by: str
    granted: bool | None
    decision_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView(View):
    """A supervised task with its colour of today.

    working_days_left: null beyond the known calendar years. acceptance_*: the day by which the lead
    accepts or hands back. lead_liaison: who is asked for a missing report. percent: as the lead
    last reported. reports: the newest, newest first. parent_id: the task it was split from.
    classification: also of its orders; papers for every party leave a work secret out.
    """

    agreement_id: UUID
    year: int | None
    ordinal: int | None
    title: str
    demand: str
    classification: str
    classification_label: Text
    source_kind: str
    source_kind_label: Text
    source_id: UUID | None
    source_label: str
    source_url: str
    lead: TaskInstitutionView
    lead_liaison: str | None
    state: str
    state_label: Text
    colour: str
    colour_label: Text
    due_on: date
    original_due_on: date
    extension_count: int
    days_left: int
    working_days_left: int | None
    is_report_missing: bool
    acceptance_due_on: date | None
    acceptance_basis: str | None
    acceptance_is_provisional: bool
    assigned_at: datetime | None
    accepted_at: datetime | None
    submitted_at: datetime | None
    evidence: str
    closed_at: datetime | None
    closing_note: str
    reason: str
    percent: int | None
    open_part_count: int
    parent_id: UUID | None
    open_sub_task_count: int
    parts: tuple[TaskPartView, ...]
    milestones: tuple[TaskMilestoneView, ...]
    reports: tuple[TaskReportView, ...]
    extensions: tuple[TaskExtensionView, ...]
    allowed_actions: tuple[str, ...]
