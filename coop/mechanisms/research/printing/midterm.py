"""中期报告: the leader's report, the stages against the plan, the reviewer's verdict."""

from __future__ import annotations

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.documents.models import OfficialDocument
from coop.mechanisms.research.models import (
    FieldVisit,
    MidtermReview,
    ResearchProject,
    ResearchStage,
)
from coop.mechanisms.research.policy import Standing
from coop.mechanisms.research.printing.filing import BLANK, in_party_order, keep, letter, reviewed
from coop.mechanisms.research.workflow import MIDTERM_VERDICTS, VISIT
from coop.registry import directory
from coop.typesetting.content import Block, Paragraph, Table, chinese_date, headed, written

_STAGE_WIDTHS = (11.0, 8.0, 9.0)
_VISIT_WIDTHS = (8.0, 12.0, 8.0)


def file_midterm(
    project: ResearchProject, review: MidtermReview, standing: Standing, reviewer: Actor
) -> OfficialDocument:
    again = f"（第{review.number}次）" if review.number > 1 else ""
    content = letter(
        project,
        project.lead_id,
        f"{project.title}课题中期报告{again}",
        tuple(in_party_order(project, standing)[1:]),
        _paragraphs(project, review),
    )
    steps = reviewed(review.reported_by, review.reviewer_name or BLANK, reviewer)
    return keep(project, standing, content, kind="report", issuer_id=project.lead_id, steps=steps)


def _paragraphs(project: ResearchProject, review: MidtermReview) -> tuple[Block, ...]:
    opening = (
        f"课题负责人{project.leader_name}，结题期限{chinese_date(project.due_on)}。"
        f"中期报告于{chinese_date(review.reported_on)}报送。"
    )
    return (
        Paragraph("text", opening),
        *headed(
            ("进展情况", written(review.progress)),
            ("对照方案", _stages(project)),
            ("调研活动", _visits(project)),
            ("下一步安排", written(review.next_steps)),
            ("中期检查意见", _verdict(project, review)),
        ),
    )


def _stages(project: ResearchProject) -> list[Block]:
    query = sa.select(ResearchStage).where(ResearchStage.project_id == project.id)
    rows = tuple(
        (
            one.title,
            chinese_date(one.due_on),
            chinese_date(one.reached_on) if one.reached_on else "未完成",
        )
        for one in session().scalars(query.order_by(ResearchStage.number))
    )
    return [Table(("阶段任务", "计划完成", "实际完成"), rows, _STAGE_WIDTHS)]


def _visits(project: ResearchProject) -> list[Block]:
    query = sa.select(FieldVisit).where(
        FieldVisit.project_id == project.id, FieldVisit.reason.is_(None)
    )
    rows = tuple(
        (
            chinese_date(one.visit_on),
            f"{one.title}（{one.place}）" if one.place else one.title,
            VISIT.states[one.state].zh,
        )
        for one in session().scalars(query.order_by(FieldVisit.visit_on, FieldVisit.id))
    )
    return [Table(("时间", "主题和地点", "情况"), rows, _VISIT_WIDTHS)] if rows else []


def _verdict(project: ResearchProject, review: MidtermReview) -> list[Paragraph]:
    names = directory.short_names(project.agreement_id)
    unit = names[review.reviewer_institution_id] if review.reviewer_institution_id else BLANK
    verdict = MIDTERM_VERDICTS[review.verdict].zh if review.verdict else BLANK
    return [
        Paragraph("text", f"检查结论：{verdict}（{unit}{review.reviewer_name}）。"),
        *written(review.comments),
    ]
