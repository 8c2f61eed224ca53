"""What partners are told about tasks. subject_id is the task; institution_id is who acted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDrafted(DomainEvent):
    type: ClassVar[str] = "task.drafted"
    told: ClassVar[Text] = Text("任务已拟稿", "A task was drafted or its draft changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDiscarded(DomainEvent):
    type: ClassVar[str] = "task.discarded"
    told: ClassVar[Text] = Text("任务草稿已作废", "A task's draft was discarded")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned(DomainEvent):
    type: ClassVar[str] = "task.assigned"
    told: ClassVar[Text] = Text("任务已交办", "A task was assigned")
    lead_id: UUID
    due_on: date
    source_kind: str
    source_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAccepted(DomainEvent):
    type: ClassVar[str] = "task.accepted"
    told: ClassVar[Text] = Text("任务已签收", "The lead institution accepted the task")
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRefused(DomainEvent):
    type: ClassVar[str] = "task.refused"
    told: ClassVar[Text] = Text("任务被退回", "The lead institution handed the task back")
    institution_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDecided(DomainEvent):
    type: ClassVar[str] = "task.decided"
    told: ClassVar[Text] = Text("异议已裁定", "The dispute about the task was decided")
    outcome: str
    lead_id: UUID
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReported(DomainEvent):
    type: ClassVar[str] = "task.reported"
    told: ClassVar[Text] = Text("已填报周报", "A weekly progress report was filed")
    institution_id: UUID
    week_on: date
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPlanned(DomainEvent):
    type: ClassVar[str] = "task.planned"
    told: ClassVar[Text] = Text("序时进度已更新", "The milestones were planned anew")
    milestone_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMilestoneReached(DomainEvent):
    type: ClassVar[str] = "task.milestone_reached"
    told: ClassVar[Text] = Text("节点已完成", "A milestone was reached")
    planned_on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskExtensionAsked(DomainEvent):
    type: ClassVar[str] = "task.extension_asked"
    told: ClassVar[Text] = Text("已申请延期", "An extension was asked for")
    new_due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskExtensionDecided(DomainEvent):
    type: ClassVar[str] = "task.extension_decided"
    told: ClassVar[Text] = Text("延期申请已答复", "An extension was granted or refused")
    is_granted: bool
    due_on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSubmitted(DomainEvent):
    type: ClassVar[str] = "task.submitted"
    told: ClassVar[Text] = Text("任务已报送办结", "The lead institution submitted the task as done")
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReturned(DomainEvent):
    type: ClassVar[str] = "task.returned"
    told: ClassVar[Text] = Text("任务已退回补办", "The submission was returned")
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClosed(DomainEvent):
    type: ClassVar[str] = "task.closed"
    told: ClassVar[Text] = Text("任务已销号", "The task was closed")
    due_on: date
    is_on_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSuspended(DomainEvent):
    type: ClassVar[str] = "task.suspended"
    told: ClassVar[Text] = Text("任务已中止", "The task was suspended")
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResumed(DomainEvent):
    type: ClassVar[str] = "task.resumed"
    told: ClassVar[Text] = Text("任务已恢复", "The task goes on")
    state: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCancelled(DomainEvent):
    type: ClassVar[str] = "task.cancelled"
    told: ClassVar[Text] = Text("任务已撤销", "The task was cancelled")
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReopened(DomainEvent):
    type: ClassVar[str] = "task.reopened"
    told: ClassVar[Text] = Text("任务重新办理", "A closed task was reopened")
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPartAccepted(DomainEvent):
    type: ClassVar[str] = "task_part.accepted"
    told: ClassVar[Text] = Text("配合事项已签收", "A co-organiser accepted its part")
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPartFinished(DomainEvent):
    type: ClassVar[str] = "task_part.finished"
    told: ClassVar[Text] = Text("配合事项已完成", "A co-organiser finished its part")
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPartWaived(DomainEvent):
    type: ClassVar[str] = "task_part.waived"
    told: ClassVar[Text] = Text("配合事项已免除", "A co-organiser's part was waived")
    institution_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSplit(DomainEvent):
    type: ClassVar[str] = "task.split"
    told: ClassVar[Text] = Text("任务已分解", "A sub-task was split off")
    sub_task_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReminded(DomainEvent):
    type: ClassVar[str] = "task.reminded"
    told: ClassVar[Text] = Text("已提醒补报周报", "A missing weekly report was asked for")
    institution_id: UUID
    week_on: date
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSheetMade(DomainEvent):
    """subject_id is the sheet. kind: "work_tip" or "monthly_dispatch"."""

    type: ClassVar[str] = "work_sheet.made"
    told: ClassVar[Text] = Text("工作提示或月度调度已印发", "A work tip or monthly dispatch is out")
    kind: str
    period_on: date
    line_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSheetAnnotated(DomainEvent):
    type: ClassVar[str] = "work_sheet.annotated"
    told: ClassVar[Text] = Text("月度调度已加注", "The monthly dispatch got notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIssued(DomainEvent):
    """subject_id is the order."""

    type: ClassVar[str] = "supervision_order.issued"
    about: ClassVar[str] = "task_id"
    told: ClassVar[Text] = Text("督办单已发出", "A supervision order was issued")
    task_id: UUID
    institution_id: UUID
    colour: str
    reply_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEscalated(DomainEvent):
    type: ClassVar[str] = "supervision_order.escalated"
    about: ClassVar[str] = "task_id"
    told: ClassVar[Text] = Text("督办已提级", "An unanswered order went one level higher")
    task_id: UUID
    institution_id: UUID
    level: str
    reply_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAnswered(DomainEvent):
    type: ClassVar[str] = "supervision_order.answered"
    about: ClassVar[str] = "task_id"
    told: ClassVar[Text] = Text("督办单已答复", "A supervision order was answered")
    task_id: UUID
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLapsed(DomainEvent):
    type: ClassVar[str] = "supervision_order.lapsed"
    about: ClassVar[str] = "task_id"
    told: ClassVar[Text] = Text("督办单已失效", "A supervision order lapsed with its task")
    task_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInNamed(DomainEvent):
    type: ClassVar[str] = "stand_in.named"
    told: ClassVar[Text] = Text("已指定代办人", "A stand-in was named")
    person_id: UUID
    stand_in_id: UUID
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInEnded(DomainEvent):
    type: ClassVar[str] = "stand_in.ended"
    told: ClassVar[Text] = Text("代办已提前结束", "A stand-in arrangement ended early")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinDrafted(DomainEvent):
    type: ClassVar[str] = "bulletin.drafted"
    told: ClassVar[Text] = Text("专刊已拟稿", "A bulletin was drafted or its draft changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinReviewed(DomainEvent):
    type: ClassVar[str] = "bulletin.reviewed"
    told: ClassVar[Text] = Text("专刊已审核", "A bulletin was approved or sent back")
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinIssued(DomainEvent):
    type: ClassVar[str] = "bulletin.issued"
    told: ClassVar[Text] = Text("专刊已印发", "A bulletin was issued")
    series: str
    year: int
    issue_no: int
    document_id: UUID
