"""课题报告: the sheet that goes before the accepted report: summary, findings, reviews."""

from __future__ import annotations

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import SHANGHAI
from coop.documents.models import OfficialDocument
from coop.mechanisms.research.models import ResearchProject, ResearchReport, ResearchReview
from coop.mechanisms.research.policy import Standing
from coop.mechanisms.research.printing.filing import BLANK, in_party_order, keep, letter, reviewed
from coop.mechanisms.research.printing.results import entry_tables
from coop.mechanisms.research.workflow import REVIEW_VERDICTS
from coop.registry import directory
from coop.typesetting.content import Block, Paragraph, Table, chinese_date, headed, written

_REVIEW_WIDTHS = (7.5, 4.5, 3.5, 12.5)


def file_report(
    project: ResearchProject, report: ResearchReport, standing: Standing, last: Actor
) -> OfficialDocument:
    content = letter(
        project,
        project.lead_id,
        f"{project.title}课题报告",
        tuple(in_party_order(project, standing)[1:]),
        _paragraphs(project, report),
    )
    reviewers = "、".join(one.name for one in standing.reviewers)
    steps = reviewed(report.submitted_by, reviewers, last)
    return keep(project, standing, content, kind="report", issuer_id=project.lead_id, steps=steps)


def _paragraphs(project: ResearchProject, report: ResearchReport) -> tuple[Block, ...]:
    problems_and_measures = entry_tables(project, ("problem", "measure"))
    return (
        Paragraph("text", _opening(project, report)),
        *headed(
            ("摘要", written(report.abstract)),
            ("主要结论", written(report.findings)),
            ("对策建议", written(report.recommendations)),
            ("问题清单和措施清单", problems_and_measures),
            ("联合评审意见", _reviews(report)),
            ("报告全文", _file(report)),
        ),
    )


def _opening(project: ResearchProject, report: ResearchReport) -> str:
    day = chinese_date(report.submitted_on)
    late = "（逾期提交）" if report.submitted_on > report.due_on else ""
    return (
        f"课题负责人{project.leader_name}，第{report.number}稿于{day}提交{late}，"
        "经联合评审通过，准予结题。"
    )


def _reviews(report: ResearchReport) -> list[Block]:
    query = (
        sa.select(ResearchReview, ResearchProject.agreement_id)
        .join(ResearchReport, ResearchReport.id == ResearchReview.report_id)
        .join(ResearchProject, ResearchProject.id == ResearchReport.project_id)
        .where(ResearchReview.report_id == report.id)
    )
    found = session().execute(query.order_by(ResearchReview.given_at, ResearchReview.id)).all()
    names = directory.short_names(found[0].agreement_id) if found else {}
    rows = tuple(
        (
            names[one.institution_id],
            one.reviewer_name,
            REVIEW_VERDICTS[one.verdict].zh,
            one.comments or chinese_date(one.given_at.astimezone(SHANGHAI).date()),
        )
        for one, _agreement_id in found
    )
    return [Table(("单位", "评审人员", "结论", "意见"), rows, _REVIEW_WIDTHS)]


def _file(report: ResearchReport) -> list[Paragraph]:
    if report.filename is None:
        return []
    return [Paragraph("text", f"{report.filename}（SHA-256：{report.sha256 or BLANK}）")]
