"""活动通知 with programme, and 宣传总结 with the figures of every institution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from coop.activities.printing import Figures, FigureTable, Sheet, line, said, table, written
from coop.core.db import session
from coop.core.language import Text
from coop.mechanisms.publicity.models import (
    Campaign,
    Material,
    MaterialText,
    PublicityEvent,
    ReachReport,
)
from coop.mechanisms.publicity.queries.statistics import PublicityStatisticsView
from coop.mechanisms.publicity.queries.views import CampaignView
from coop.mechanisms.publicity.seasons import SEASONS
from coop.mechanisms.publicity.workflow import CHANNELS, FIGURES, MATERIAL_KINDS
from coop.registry import directory
from coop.typesetting.content import Attachment, headed


def notice(campaign: Campaign) -> Sheet:
    """活动通知 with the programme 活动方案, from the lead to the others."""
    season = SEASONS[campaign.season] if campaign.season else None
    occasion = f"（{season.label.zh}，{season.basis.zh}）" if season else ""
    return Sheet(
        f"关于开展“{campaign.title}”法治宣传活动的通知",
        [
            line(f"根据协议约定，定于{_period(campaign)}开展“{campaign.title}”活动{occasion}。"),
            *headed(
                ("宣传对象", [line(f"{campaign.target_group}。")]),
                ("宣传方式", [line(f"{_channels(campaign)}。")]),
                ("活动安排", written(campaign.programme)),
                (
                    "有关要求",
                    [
                        line(
                            "宣传材料经其他成员单位审核、全部署名单位同意同一文本后方可发布；"
                            "活动结束后各单位在协作平台填报场次和效果。"
                        )
                    ],
                ),
            ),
        ],
    )


def summary(campaign: Campaign, told: str) -> Sheet:
    """宣传总结: what was done, materials, figures by institution with totals."""
    return Sheet(
        f"“{campaign.title}”法治宣传活动总结",
        headed(
            (
                "基本情况",
                [
                    line(f"活动时间：{_period(campaign)}。"),
                    line(f"宣传对象：{campaign.target_group}。宣传方式：{_channels(campaign)}。"),
                ],
            ),
            ("工作开展和成效", written(told)),
            ("发布的宣传材料", _materials(campaign)),
        ),
        (
            Attachment("宣传场次", (_events(campaign),)),
            Attachment("宣传效果统计", (_figures(campaign),)),
        ),
        ending="（总结）",
    )


def campaign_facts(campaign: Campaign) -> dict[str, object]:
    """What the archive's manifest tells of a campaign: figures and published texts."""
    return {
        "from_on": campaign.from_on,
        "to_on": campaign.to_on,
        "channels": _channels(campaign),
        "figures": totals([one for one, _name in reach_of(campaign)]),
        "materials": [
            {"title": text.title, "number": text.number, "text_hash": text.text_hash}
            for _material, text in _published(campaign)
        ],
    }


def figures(found: PublicityStatisticsView) -> Figures:
    return Figures(
        from_on=found.from_on,
        until_on=found.until_on,
        counts=(
            (Text("开展活动", "Campaigns held"), found.campaign_count),
            (Text("宣传场次", "Events"), found.event_count),
            (Text("发布材料", "Materials published"), found.published_count),
            (Text("受众人次", "People reached"), found.total_reach.people_count),
        ),
        ratios=(
            (Text("宣传节点安排率", "Seasons answered"), found.seasons_answered),
            (Text("总结按时报送率", "Reported in time"), found.reports_on_time),
        ),
        tables=(reach_table(found),),
    )


def reach_table(view: CampaignView | PublicityStatisticsView) -> FigureTable:
    """One row for each figure, one column for each institution, then the total."""
    reports = (*view.reach, view.total_reach)
    names = [one.institution_name for one in view.reach]
    return FigureTable(
        Text("宣传效果", "Reach"),
        (Text("项目", "Figure"), *names, Text("合计", "Total")),
        tuple(
            (label, *(int(getattr(one, name)) for one in reports))
            for name, label in FIGURES.items()
        ),
    )


def reach_of(campaign: Campaign) -> list[tuple[ReachReport, str]]:
    """Every institution's figures with its name, in the order in which they came."""
    names = directory.short_names(campaign.agreement_id)
    query = sa.select(ReachReport).where(ReachReport.campaign_id == campaign.id)
    found = session().scalars(query.order_by(ReachReport.id))
    return [(one, names[one.institution_id]) for one in found]


def totals(reports: Sequence[ReachReport]) -> dict[str, int]:
    return {name: sum(getattr(one, name) for one in reports) for name in FIGURES}


def _figures(campaign: Campaign) -> Any:
    reports = reach_of(campaign)
    summed = totals([one for one, _name in reports])
    rows = [
        (label.zh, *(f"{getattr(one, name):,}" for one, _name in reports), f"{summed[name]:,}")
        for name, label in FIGURES.items()
    ]
    width = 23.5 / (len(reports) + 1)
    head = ("项目", *(name for _one, name in reports), "合计")
    return table(head, rows, 4.5, *([width] * (len(reports) + 1)))


def _events(campaign: Campaign) -> Any:
    names = directory.short_names(campaign.agreement_id)
    query = sa.select(PublicityEvent).where(PublicityEvent.campaign_id == campaign.id)
    rows = [
        (
            said(one.on_day),
            names[one.institution_id],
            one.topic,
            CHANNELS[one.channel].zh,
            one.place,
        )
        for one in session().scalars(query.order_by(PublicityEvent.on_day, PublicityEvent.id))
    ]
    return table(("日期", "单位", "主题", "方式", "地点"), rows, 7.2, 5.2, 6.6, 3.6, 5.4)


def _materials(campaign: Campaign) -> list[Any]:
    listed = [
        line(f"{number}. {MATERIAL_KINDS[material.kind].zh}《{text.title}》（第{text.number}稿）。")
        for number, (material, text) in enumerate(_published(campaign), 1)
    ]
    return listed or [line("本次活动未发布统一宣传材料。")]


def _published(campaign: Campaign) -> list[tuple[Material, MaterialText]]:
    query = (
        sa.select(Material, MaterialText)
        .join(
            MaterialText,
            sa.and_(
                MaterialText.material_id == Material.id,
                MaterialText.number == Material.published_number,
            ),
        )
        .where(Material.campaign_id == campaign.id, Material.withdrawn_at.is_(None))
        .order_by(Material.id)
    )
    return [(row[0], row[1]) for row in session().execute(query)]


def _period(campaign: Campaign) -> str:
    first, last = said(campaign.from_on), said(campaign.to_on)
    return first if first == last else f"{first}至{last}"


def _channels(campaign: Campaign) -> str:
    return "、".join(CHANNELS[one].zh for one in campaign.channels)
