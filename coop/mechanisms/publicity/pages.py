"""The HTML door of publicity."""

from __future__ import annotations

from flask import render_template, request

from coop.activities.pages import NEXT, TONES, of_activity
from coop.core import clock
from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, state_tags
from coop.mechanisms.publicity import commands
from coop.mechanisms.publicity.policy import CAMPAIGNS
from coop.mechanisms.publicity.printing import reach_table
from coop.mechanisms.publicity.queries.statistics import publicity_year
from coop.mechanisms.publicity.queries.views import CampaignView, LegalReminderView, MaterialView
from coop.mechanisms.publicity.workflow import LEGAL_REMINDER, MATERIAL

_TONES = {
    **TONES,
    "published": "good",
    "answered": "good",
    "withdrawn": "bad",
    "draft": "warn",
}
state_tag = state_tags(_TONES)
_NEXT = {
    **NEXT,
    "approved": Text("下一步：各参加单位确认。", "Next: the other institutions confirm."),
    "confirmed": Text(
        "下一步：按方案开展，登记场次、发布材料；期满后由牵头单位登记已开展。",
        "Next: events and materials; after the last day the lead records it as held.",
    ),
    "held": Text(
        "下一步：各单位填报效果，牵头单位联络员在期限内报送总结。",
        "Next: each institution reports its figures, and the lead's liaison officer the summary.",
    ),
}
_NEXT_OF_MATERIAL = {
    "draft": Text("下一步：由起草单位以外的单位审核。", "Next: another institution reviews it."),
    "approved": Text(
        "下一步：每个署名单位的签发人同意这一稿；全部同意后才能发布。",
        "Next: the head of each institution named releases this text; then it can be published.",
    ),
}


def _of_campaign(_actor: Actor, view: CampaignView) -> dict[str, object]:
    return {
        **of_activity(CAMPAIGNS, commands.PICTURE, view, _NEXT),
        "state_tag": state_tag(view),
        "materials": [(one, state_tag(one)) for one in view.materials],
        "reach": reach_table(view),
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


pages = PageBlueprint("publicity", __name__)
commands.STATISTICS.serve(pages)


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
