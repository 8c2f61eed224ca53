"""A recommendation of CY to CQ, copied to SC, taken as far as a test needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.service import drafting, following, issuing
from tests.scenes import scene
from tests.world import World

TITLE = "关于规范个人消费贷款催收行为的司法建议"
COURSE = ("communicate", "deliberate", "sign", "issue", "reply", "evaluate")
COMMANDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "edit": (drafting.edit_recommendation, {"grounds": "《个人信息保护法》第十三条"}),
    "communicate": (
        drafting.communicate,
        {"heard_on": date(2026, 8, 20), "opinion": "认可，将组织整改。"},
    ),
    "deliberate": (
        drafting.deliberate,
        {"on": date(2026, 8, 25), "decision": "2026年第9次会议通过"},
    ),
    "sign": (issuing.sign_recommendation, {}),
    "issue": (issuing.issue_recommendation, {"place": "川渝"}),
    "reply": (following.reply_to_recommendation, {"outcome": "adopted", "text": "已整改。"}),
    "evaluate": (following.evaluate_recommendation, {"result": "effective", "text": "已落实"}),
}


def fields(world: World, **changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "title": TITLE,
        "recipient_id": world.cq.id,
        "findings": "我院审理金融借款合同纠纷案件时发现，委外催收中存在信息保护不到位等问题。",
        "problems": "委外催收机构准入不严。\n投诉处理机制不健全。",
        "suggestions": ["建立委外催收机构名录。", "完善投诉处理机制。"],
        "cc_ids": [world.sc.id],
    }
    return said | changes


def drafted(world: World, **changes: Any) -> CourtRecommendation:
    return drafting.draft_recommendation(
        world.cy.liaison, agreement_id=world.agreement_id, **fields(world, **changes)
    )


@scene
def taken(
    world: World, made: CourtRecommendation, *actions: str, **changes: Any
) -> CourtRecommendation:
    """The actions by who may do them."""
    for action in actions:
        command, said = COMMANDS[action]
        actor = {"sign": world.cy.signer, "reply": world.cq.liaison}.get(action, world.cy.liaison)
        made = command(actor, made.id, expected_version=made.version, **{**said, **changes})
    return made
