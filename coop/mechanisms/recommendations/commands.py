"""What both doors offer of court recommendations."""

from __future__ import annotations

from uuid import UUID

from coop.core import doors
from coop.core.actor import Actor
from coop.core.doors import Act, Download, File, Resource, values_of
from coop.core.language import Text
from coop.mechanisms.recommendations import policy, printing, schemas
from coop.mechanisms.recommendations.queries import recommendations as reads
from coop.mechanisms.recommendations.queries.views import (
    CourtRecommendationView,
    RecommendationSummaryView,
)
from coop.mechanisms.recommendations.service import drafting, following, issuing
from coop.mechanisms.recommendations.workflow import RECOMMENDATION

SCOPE = "recommendations"
_TEXTS = ("title", "recipient_id", "findings", "problems", "grounds", "cc_ids")


_act = doors.acts_in(RECOMMENDATION.actions)


def _now(view: CourtRecommendationView) -> dict[str, object]:
    named = "" if view.recipient_id else view.recipient_name
    return {
        **values_of(view, *_TEXTS),
        "recipient_name": named,
        "suggestions": ["\n".join(view.suggestions)],
    }


def _place_now(view: CourtRecommendationView) -> dict[str, object]:
    return values_of(view, "place")


def _draft_pdf(actor: Actor, recommendation_id: UUID) -> Download:
    return printing.draft_pdf(reads.drafted(actor, recommendation_id))


RECOMMENDATIONS = doors.register(
    Resource(
        name="court_recommendation",
        plural="court-recommendations",
        scope=SCOPE,
        label=Text("司法建议", "Court recommendations"),
        view=CourtRecommendationView,
        list_view=RecommendationSummaryView,
        get=reads.get_recommendation,
        list=reads.list_recommendations,
        filters=schemas.RecommendationFilters,
        home=lambda view: f"/court-recommendations/{view.id}",
        create=Act(
            "draft_recommendation",
            drafting.draft_recommendation,
            Text("起草司法建议", "Draft a recommendation"),
            schema=schemas.DraftRecommendation,
            draft=True,
            offered_to=policy.may_draft,
            hint=Text(
                "先与被建议单位沟通，经审判委员会讨论、院长签发后编号发出。",
                "Hear the recipient, let the committee decide and the president sign; then issue.",
            ),
        ),
        edit=_act(
            "edit",
            drafting.edit_recommendation,
            schemas.EditRecommendation,
            prefill=_now,
            draft=True,
        ),
        acts=(
            _act("communicate", drafting.communicate, schemas.RecordHearing, tone="primary"),
            _act("deliberate", drafting.deliberate, schemas.RecordDeliberation, tone="primary"),
            _act("sign", issuing.sign_recommendation, tone="primary"),
            _act(
                "issue",
                issuing.issue_recommendation,
                schemas.IssueRecommendation,
                prefill=_place_now,
                tone="primary",
            ),
            _act(
                "reply",
                following.reply_to_recommendation,
                schemas.GiveReply,
                tone="primary",
                draft=True,
            ),
            _act("remind", following.remind_of_reply, adds=True),
            _act("evaluate", following.evaluate_recommendation, schemas.Evaluate, tone="primary"),
        ),
        files=(
            File(
                "draft.pdf",
                _draft_pdf,
                Text("司法建议书（稿）", "The draft, printed"),
                "application/pdf",
            ),
        ),
    )
)

doors.name_actions({"court_recommendation.draft": Text("起草司法建议", "Drafted")})
