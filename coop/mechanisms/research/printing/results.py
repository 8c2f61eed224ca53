"""三张清单, and 成果运用清单 with what the results became and what following up found."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from coop.core.db import session
from coop.core.language import CHINESE, speaking
from coop.documents import faces
from coop.mechanisms.research.models import (
    IssueEntry,
    ResearchFollowUp,
    ResearchOutcome,
    ResearchProject,
)
from coop.mechanisms.research.policy import Standing
from coop.mechanisms.research.printing.filing import BLANK, in_party_order, letter
from coop.mechanisms.research.workflow import (
    ENTRY_KINDS,
    FOLLOW_UP_FINDINGS,
    OUTCOME_KINDS,
    PROJECT,
)
from coop.registry import directory
from coop.typesetting.content import Block, Paragraph, Table, chinese_date, headed
from coop.typesetting.render import letter_pdf

_ENTRY_WIDTHS = (3.5, 12.3, 4.6, 7.6)
_OUTCOME_WIDTHS = (5.0, 7.2, 7.6, 8.2)
_FOLLOW_UP_WIDTHS = (8.2, 5.0, 14.8)


def results_list(project: ResearchProject, standing: Standing) -> bytes:
    """The list as it stands; the caller has checked that the project is visible."""
    with speaking(CHINESE):
        taking_part = in_party_order(project, standing)
        opening = (
            f"牵头单位：{taking_part[0]}；课题负责人：{project.leader_name}；"
            f"办理状态：{PROJECT.states[project.state].zh}。"
        )
        paragraphs = (
            Paragraph("text", opening),
            *headed(
                ("问题清单", entry_tables(project, ("problem",))),
                ("措施清单", entry_tables(project, ("measure",))),
                ("成果运用清单", entry_tables(project, ("result",))),
                ("成果转化", _outcomes(project)),
                ("跟踪问效", _follow_ups(project)),
            ),
        )
        title = f"{project.title}成果运用清单"
        content = letter(project, project.lead_id, title, (), paragraphs)
    return letter_pdf(content, faces.chosen()).data


def entry_tables(project: ResearchProject, kinds: Sequence[str]) -> list[Block]:
    """One table of these lists; what a line answers is told by list and number."""
    query = sa.select(IssueEntry).where(IssueEntry.project_id == project.id)
    found = list(session().scalars(query.order_by(IssueEntry.number)))
    names = directory.short_names(project.agreement_id)
    called = {one.id: f"{_short(one.kind)}{one.number}" for one in found}
    rows = tuple(
        (
            called[one.id],
            one.text,
            called[one.answers_id] if one.answers_id else BLANK,
            names[one.owner_id],
        )
        for kind in kinds
        for one in found
        if one.kind == kind
    )
    return [Table(("序号", "内容", "对应事项", "责任单位"), rows, _ENTRY_WIDTHS)] if rows else []


def _short(kind: str) -> str:
    return ENTRY_KINDS[kind].zh[:2]


def _outcomes(project: ResearchProject) -> list[Block]:
    query = sa.select(ResearchOutcome).where(ResearchOutcome.project_id == project.id)
    names = directory.short_names(project.agreement_id)
    rows = tuple(
        (
            OUTCOME_KINDS[one.kind].zh,
            f"{one.title}（{one.reference}）" if one.reference else one.title,
            names[one.adopter_id],
            chinese_date(one.adopted_on),
        )
        for one in session().scalars(query.order_by(ResearchOutcome.adopted_on, ResearchOutcome.id))
    )
    head = ("转化形式", "转化成果", "采用单位", "转化日期")
    return [Table(head, rows, _OUTCOME_WIDTHS)] if rows else []


def _follow_ups(project: ResearchProject) -> list[Block]:
    query = sa.select(ResearchFollowUp).where(ResearchFollowUp.project_id == project.id)
    rows = tuple(
        (chinese_date(one.made_on), FOLLOW_UP_FINDINGS[one.finding].zh, one.text)
        for one in session().scalars(query.order_by(ResearchFollowUp.id))
    )
    return [Table(("时间", "结论", "情况"), rows, _FOLLOW_UP_WIDTHS)] if rows else []
