"""共建协议, 年度计划, 活动通知, 活动记录: names and numbers of people, never their party data."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from coop.activities.printing import (
    Figures,
    FigureTable,
    Paper,
    Sheet,
    file_paper,
    line,
    said,
    table,
    written,
)
from coop.core.db import session
from coop.core.language import CHINESE, SHANGHAI, Text, moment, speaking
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.mechanisms.party_building.models import (
    ActivityAttendee,
    Branch,
    BranchPair,
    JointPlan,
    PairedBranch,
    PartyActivity,
    PlanItem,
)
from coop.mechanisms.party_building.queries.statistics import PartyStatisticsView
from coop.mechanisms.party_building.workflow import CAPACITIES, FORMS
from coop.registry import directory
from coop.typesetting.content import Attachment, headed


def file_pact(
    pair: BranchPair, circle: Sequence[UUID], steps: tuple[Taken, ...]
) -> OfficialDocument:
    """共建协议, signed by every institution."""
    branches = _branches(pair.id)
    return file_paper(
        Paper(
            agreement_id=pair.agreement_id,
            kind="pact",
            issuer_id=pair.lead_id,
            issue_no=f"党建共建协议（{pair.from_on.year}年）",
            title=f"{pair.title}协议",
            blocks=headed(
                ("结对支部", [line(f"{one}。") for one in branches.values()]),
                ("共建内容", written(pair.purpose)),
                ("共建期限", [line(f"自{said(pair.from_on)}至{said(pair.to_on)}。")]),
            ),
            circle=circle,
            signed_ids=tuple(circle),
            source_kind="branch_pair",
            source_id=pair.id,
            steps=steps,
        )
    )


def file_plan(
    plan: JointPlan, circle: Sequence[UUID], steps: tuple[Taken, ...]
) -> OfficialDocument:
    """年度计划 with its items as a table."""
    pair = session().get_one(BranchPair, plan.pair_id)
    branches = _branches(plan.pair_id)
    query = sa.select(PlanItem).where(PlanItem.plan_id == plan.id).order_by(PlanItem.position)
    rows = [
        (
            str(one.position),
            FORMS[one.form].zh,
            one.topic,
            branches[one.branch_id],
            said(one.due_on),
        )
        for one in session().scalars(query)
    ]
    listed = table(("序号", "形式", "主题", "主办支部", "完成时限"), rows, 2.2, 3.8, 7.5, 7.2, 7.3)
    return file_paper(
        Paper(
            agreement_id=plan.agreement_id,
            kind="plan",
            issuer_id=plan.lead_id,
            issue_no=f"共建计划〔{plan.year}〕",
            title=f"{pair.title}{plan.year}年度计划",
            blocks=[line("经结对各方商定，本年度共建活动安排如下。"), listed],
            circle=circle,
            signed_ids=tuple(circle),
            source_kind="joint_plan",
            source_id=plan.id,
            steps=steps,
        )
    )


def notice(activity: PartyActivity) -> Sheet:
    """活动通知 from the host to the other institutions."""
    blank = ("", "", "")
    receipt = table(("姓名", "职务", "参加／列席"), [blank] * 4, 8.0, 12.0, 8.0)
    return Sheet(
        f"关于开展“{activity.title}”共建活动的通知",
        [
            line(f"根据结对共建安排，定于{_when(activity)}开展“{activity.title}”共建活动。"),
            *headed(
                (
                    "时间和地点",
                    [line(f"时间：{_when(activity)}。"), line(f"地点：{activity.place}。")],
                ),
                (
                    "形式和安排",
                    [line(f"{FORMS[activity.form].zh}。"), *written(activity.programme)],
                ),
                (
                    "有关要求",
                    [line("请在协作平台确认参加，报送参加人员姓名、职务（附件），活动当日签到。")],
                ),
            ),
        ],
        (Attachment("参加人员名单", (receipt,)),),
    )


def record(activity: PartyActivity, summary: str) -> Sheet:
    """活动记录 with the attendance list."""
    names = directory.short_names(activity.agreement_id)
    there = present(activity.id)
    rows = [
        (names[one.institution_id], one.name, one.title, CAPACITIES[one.capacity].zh)
        for one in there
    ]
    listed = table(("单位", "姓名", "职务", "身份"), rows, 9.0, 6.0, 8.0, 5.0)
    counted = "，".join(f"{name}{count}人" for name, count in _counts(activity).items())
    return Sheet(
        f"“{activity.title}”共建活动记录",
        headed(
            (
                "基本情况",
                [
                    line(f"时间：{_when(activity)}。"),
                    line(f"地点：{activity.place}。"),
                    line(f"形式：{_form(activity)}。主办支部：{_host_branch(activity)}。"),
                    line(f"参加人员：共{len(there)}人，其中{counted}。"),
                ],
            ),
            ("活动情况和成效", written(summary)),
        ),
        (Attachment("签到名单", (listed,)),),
        ending="（记录）",
    )


def attendance_facts(activity: PartyActivity) -> dict[str, object]:
    """What the archive's manifest tells of an activity."""
    with speaking(CHINESE):
        return {
            "form": _form(activity),
            "host_branch": _host_branch(activity),
            "place": activity.place,
            "starts_at": moment(activity.starts_at),
            "people": _counts(activity),
        }


def figures(found: PartyStatisticsView) -> Figures:
    """Person-times by institution, activities by form."""
    columns = (Text("单位", "Institution"), Text("人次", "Person-times"), Text("主办", "Hosted"))
    people = tuple(
        (one.institution_name, one.person_times, one.hosted_count) for one in found.institutions
    )
    forms = tuple((one.label, one.count) for one in found.forms)
    return Figures(
        from_on=found.from_on,
        until_on=found.until_on,
        counts=(
            (Text("开展活动", "Activities held"), found.held_count),
            (Text("参加人次", "Person-times"), found.person_times),
        ),
        ratios=(
            (Text("年度计划完成率", "Plan completion"), found.plan_completion),
            (Text("总结按时报送率", "Reported in time"), found.reports_on_time),
        ),
        tables=(
            FigureTable(Text("分单位", "By institution"), columns, people),
            FigureTable(
                Text("分形式", "By form"), (Text("形式", "Form"), Text("场次", "Times")), forms
            ),
        ),
    )


def present(activity_id: UUID) -> list[ActivityAttendee]:
    """Who signed in, by institution and in the order in which they were named."""
    query = sa.select(ActivityAttendee).where(
        ActivityAttendee.activity_id == activity_id, ActivityAttendee.signed_in_at.is_not(None)
    )
    ordered = query.order_by(ActivityAttendee.institution_id, ActivityAttendee.id)
    return list(session().scalars(ordered))


def _counts(activity: PartyActivity) -> dict[str, int]:
    names = directory.short_names(activity.agreement_id)
    counted: dict[str, int] = {}
    for one in present(activity.id):
        name = names[one.institution_id]
        counted[name] = counted.get(name, 0) + 1
    return counted


def _branches(pair_id: UUID) -> dict[UUID, str]:
    """Names with their institutions, in the order of the parties' branches."""
    query = (
        sa.select(Branch)
        .join(PairedBranch, PairedBranch.branch_id == Branch.id)
        .where(PairedBranch.pair_id == pair_id)
        .order_by(Branch.id)
    )
    found = list(session().scalars(query))
    names = directory.short_names(found[0].agreement_id) if found else {}
    return {one.id: f"{names[one.institution_id]}{one.name}" for one in found}


def _form(activity: PartyActivity) -> str:
    return FORMS[activity.form].zh


def _host_branch(activity: PartyActivity) -> str:
    return _branches(activity.pair_id)[activity.host_branch_id]


def _when(activity: PartyActivity) -> str:
    begins, ends = (one.astimezone(SHANGHAI) for one in (activity.starts_at, activity.ends_at))
    until = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{said(ends.date())}{ends:%H:%M}"
    return f"{said(begins.date())}{begins:%H:%M}至{until}"
