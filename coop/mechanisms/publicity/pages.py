"""The HTML door of publicity."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from coop.activities.figures import FiguresPage, ratio_rows
from coop.activities.workflow import ASIDE
from coop.core import clock
from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, action_links
from coop.mechanisms.publicity import commands
from coop.mechanisms.publicity.queries.statistics import (
    PublicityStatisticsView,
    publicity_statistics,
    publicity_year,
)
from coop.mechanisms.publicity.queries.views import CampaignView, LegalReminderView, MaterialView
from coop.mechanisms.publicity.workflow import CAMPAIGN, FIGURES, LEGAL_REMINDER, MATERIAL

_TONES = {
    "confirmed": "good",
    "reported": "good",
    "published": "good",
    "answered": "good",
    "archived": "neutral",
    "planned": "neutral",
    "cancelled": "bad",
    "withdrawn": "bad",
    "draft": "warn",
}
_NEXT = {
    "planned": Text(
        "下一步：由牵头单位签发人批准，批准后发出活动通知。",
        "Next: the head of the lead institution approves it; the notice then goes out.",
    ),
    "approved": Text("下一步：各参加单位确认。", "Next: the other institutions confirm."),
    "confirmed": Text(
        "下一步：按方案开展，登记场次、发布材料；期满后由牵头单位登记已开展。",
        "Next: events and materials; after the last day the lead records it as held.",
    ),
    "held": Text(
        "下一步：各单位填报效果，牵头单位联络员在期限内报送总结。",
        "Next: each institution reports its figures, and the lead's liaison officer the summary.",
    ),
    "reported": Text(
        "下一步：牵头单位档案员确定保管期限并归档。",
        "Next: the lead's archivist sets the retention and archives it.",
    ),
}
_NEXT_OF_MATERIAL = {
    "draft": Text("下一步：由起草单位以外的单位审核。", "Next: another institution reviews it."),
    "approved": Text(
        "下一步：每个署名单位的签发人同意这一稿；全部同意后才能发布。",
        "Next: the head of each institution named releases this text; then it can be published.",
    ),
}


def state_tag(view: Any) -> dict[str, object]:
    """The state as a tag; what is late stands out."""
    if getattr(view, "is_overdue", False):
        words = Text("{state}（超期）", "{state} (overdue)")
        return {"tag": words.with_facts(state=view.state_label), "tone": "bad"}
    return {"tag": view.state_label, "tone": _TONES.get(view.state, "info")}


def _of_campaign(_actor: Actor, view: CampaignView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": CAMPAIGN.course(view.state, aside=ASIDE),
        "next_step": _NEXT.get(view.state, ""),
        "pictures": [
            {"view": one, "actions": action_links(commands.PICTURE, one)} for one in view.pictures
        ],
        "picture_base": "/campaign-pictures",
        "materials": [(one, state_tag(one)) for one in view.materials],
        "figures": _figures(view),
    }


def _figures(view: CampaignView | PublicityStatisticsView) -> dict[str, list[Any]]:
    """A table: one row for each figure, one column for each institution, then the total."""
    columns: list[Any] = [Text("项目", "Figure")]
    columns += [{"label": one.institution_name, "numeric": True} for one in view.reach]
    columns.append({"label": Text("合计", "Total"), "numeric": True})
    return {
        "columns": columns,
        "rows": [
            {
                "cells": [
                    label,
                    *(f"{getattr(one, name):,}" for one in view.reach),
                    f"{getattr(view.total_reach, name):,}",
                ]
            }
            for name, label in FIGURES.items()
        ],
    }


def _of_material(_actor: Actor, view: MaterialView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": MATERIAL.course(view.state, aside={"withdrawn"}),
        "next_step": _NEXT_OF_MATERIAL.get(view.state, ""),
        "trail": [
            (commands.CAMPAIGN_RESOURCE.label, "/campaigns"),
            (view.campaign_title, f"/campaigns/{view.campaign_id}"),
        ],
    }


def _of_reminder(_actor: Actor, view: LegalReminderView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": LEGAL_REMINDER.course(view.state, aside=()),
    }


def _tables(found: PublicityStatisticsView) -> dict[str, object]:
    table = _figures(found)
    return {
        "counts": [
            (Text("开展活动", "Campaigns held"), found.campaign_count),
            (Text("宣传场次", "Events"), found.event_count),
            (Text("发布材料", "Materials published"), found.published_count),
            (Text("受众人次", "People reached"), f"{found.total_reach.people_count:,}"),
        ],
        "ratios": ratio_rows(
            (Text("宣传节点安排率", "Seasons answered"), found.seasons_answered),
            (Text("总结按时报送率", "Reported in time"), found.reports_on_time),
        ),
        "tables": [(Text("宣传效果", "Reach"), table["columns"], table["rows"])],
    }


_STATISTICS = FiguresPage(
    Text("法治宣传统计", "Statistics of publicity"),
    (commands.CAMPAIGN_RESOURCE.label, "/campaigns"),
    publicity_statistics,
    _tables,
)
pages = PageBlueprint("publicity", __name__)


@pages.blueprint.route("/publicity-statistics")
def show_publicity_statistics() -> Response:
    return _STATISTICS.answer()


@pages.blueprint.route("/campaigns/year")
def show_publicity_year() -> str:
    who = signed_in()
    asked = request.args.get("year", "")
    is_year = asked.isascii() and asked.isdigit() and len(asked) == 4
    year = int(asked) if is_year and "2000" <= asked <= "2100" else clock.today().year
    found = publicity_year(who.actor, who.agreement_id, year=year) if who.agreement_id else None
    return render_template(
        "publicity/year.html",
        title=Text("年度宣传节点", "Seasons of the year"),
        trail=[(commands.CAMPAIGN_RESOURCE.label, "/campaigns")],
        year=year,
        seasons=found.seasons if found else (),
    )


pages.serve(
    commands.CAMPAIGN_RESOURCE,
    detail="publicity/campaign.html",
    columns=(
        Column(Text("活动主题", "Theme"), lambda view: view.title),
        Column(Text("编号", "Number"), lambda view: view.number),
        Column(Text("宣传节点", "Season"), lambda view: view.season_label),
        Column(Text("牵头单位", "Lead"), lambda view: view.lead_name),
        Column(Text("起始日", "From"), lambda view: view.from_on),
        Column(Text("截止日", "To"), lambda view: view.to_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_campaign,
    list_template="publicity/list.html",
    nav=NavItem(Text("法治宣传", "Publicity"), "/campaigns", 80),
)
pages.serve(commands.PICTURE)
pages.serve(
    commands.MATERIAL_RESOURCE,
    detail="publicity/material.html",
    columns=(
        Column(Text("材料", "Material"), lambda view: view.title),
        Column(Text("种类", "Kind"), lambda view: view.kind_label),
        Column(Text("宣传活动", "Campaign"), lambda view: view.campaign_title),
        Column(Text("起草单位", "Written by"), lambda view: view.institution_name),
        Column(Text("稿次", "Text"), lambda view: str(view.number)),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_material,
    list_template="publicity/list.html",
)
pages.serve(
    commands.REMINDER,
    detail="publicity/legal_reminder.html",
    columns=(
        Column(Text("普法提示", "Reminder"), lambda view: view.title),
        Column(Text("提示单位", "Issuer"), lambda view: view.issuer),
        Column(Text("收到单位", "Received by"), lambda view: view.institution_name),
        Column(Text("要求反馈日期", "Answer by"), lambda view: view.answer_by_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_reminder,
    list_template="publicity/list.html",
)
