"""The HTML door of court recommendations."""

from __future__ import annotations

from coop.core.actor import Actor
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, state_tags
from coop.mechanisms.recommendations import commands
from coop.mechanisms.recommendations.queries.views import CourtRecommendationView
from coop.mechanisms.recommendations.workflow import RECOMMENDATION

state_tag = state_tags({"draft": "neutral", "replied": "good", "closed": "neutral"})


def _more(actor: Actor, view: CourtRecommendationView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": RECOMMENDATION.course(view.state, aside=()),
        "is_own": actor.institution_id == view.court_id,
    }


pages = PageBlueprint("recommendations", __name__)
pages.serve(
    commands.RECOMMENDATIONS,
    detail="recommendations/court_recommendation.html",
    columns=(
        Column(Text("标题", "Title"), lambda view: view.title),
        Column(Text("文号", "Number"), lambda view: view.number),
        Column(Text("法院", "Court"), lambda view: view.court_name),
        Column(Text("被建议单位", "Recipient"), lambda view: view.recipient_name),
        Column(Text("回复期限", "Reply due"), lambda view: view.reply_due_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_more,
    nav=NavItem(Text("司法建议", "Recommendations"), "/court-recommendations", 41),
)
