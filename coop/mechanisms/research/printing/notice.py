"""立项通知 of the host to those that take part."""

from __future__ import annotations

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.documents.handling import SignOff, Taken, issued_after, published
from coop.documents.models import OfficialDocument
from coop.mechanisms.research.models import ResearchMember, ResearchProject, ResearchStage
from coop.mechanisms.research.policy import Standing
from coop.mechanisms.research.printing.filing import BLANK, in_party_order, keep, letter
from coop.mechanisms.research.workflow import APPROVALS, CONVENER
from coop.registry import directory
from coop.typesetting.content import Block, Paragraph, Table, chinese_date, headed, written

_STAGE_WIDTHS = (4.0, 16.0, 8.0)
_TEAM_WIDTHS = (9.0, 6.0, 13.0)


def file_notice(
    project: ResearchProject, standing: Standing, issuer: Actor, note: str = ""
) -> OfficialDocument:
    """note: what the convener said; a meeting signs nothing, so its decision stands for that."""
    issuer_id = directory.host_on(project.agreement_id, clock.today())
    taking_part = in_party_order(project, standing)
    paragraphs = (Paragraph("text", _opening(project)), *_sections(project, taking_part))
    content = letter(
        project,
        issuer_id,
        f"关于{project.title}课题立项的通知",
        tuple(taking_part),
        paragraphs,
    )
    steps = _steps(project, issuer, note)
    return keep(project, standing, content, kind="notice", issuer_id=issuer_id, steps=steps)


def _steps(project: ResearchProject, issuer: Actor, note: str) -> tuple[Taken, ...]:
    if project.approval != CONVENER:
        return published(issuer, APPROVALS[project.approval or CONVENER].zh)
    approved = SignOff(
        signed_by=project.approved_by_name or "",
        signed_at=project.approved_at or clock.now(),
        drafted_by_id=project.proposed_by_id,
        note=note,
    )
    return issued_after(approved, issuer)


def _opening(project: ResearchProject) -> str:
    approval = APPROVALS[project.approval or CONVENER].zh
    return (
        f"根据合作协议合力开展调查研究机制，经{approval}，同意《{project.title}》立项，"
        "现将有关事项通知如下。"
    )


def _sections(project: ResearchProject, taking_part: list[str]) -> tuple[Block, ...]:
    lead, *others = taking_part
    who = [
        f"牵头单位：{lead}；课题负责人：{project.leader_name}。",
        f"配合单位：{'、'.join(others)}。",
    ]
    when = [
        f"中期检查：{chinese_date(project.midterm_on)}前报送中期报告。",
        f"结题期限：{chinese_date(project.due_on)}前提交课题报告。",
        "立项后变更课题负责人、延长结题期限，须事先提出申请并经批准；延期只能一次。",
    ]
    return headed(
        ("研究内容", written(project.background)),
        ("组织分工", [*(Paragraph("text", one) for one in who), *_team(project)]),
        ("阶段安排", _stages(project)),
        ("工作要求", [Paragraph("text", one) for one in when]),
    )


def _team(project: ResearchProject) -> list[Block]:
    query = sa.select(ResearchMember).where(ResearchMember.project_id == project.id)
    names = directory.short_names(project.agreement_id)
    rows = tuple(
        (names[one.institution_id], one.name, one.duty or BLANK)
        for one in session().scalars(query.order_by(ResearchMember.id))
    )
    return [Table(("单位", "成员", "分工"), rows, _TEAM_WIDTHS)] if rows else []


def _stages(project: ResearchProject) -> list[Block]:
    query = sa.select(ResearchStage).where(ResearchStage.project_id == project.id)
    rows = tuple(
        (str(one.number), one.title, chinese_date(one.due_on))
        for one in session().scalars(query.order_by(ResearchStage.number))
    )
    return [Table(("序号", "阶段任务", "完成时间"), rows, _STAGE_WIDTHS)]
