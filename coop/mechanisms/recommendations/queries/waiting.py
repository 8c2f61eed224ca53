"""What waits for one officer: the court's next step, and the reply the recipient owes."""

from __future__ import annotations

from collections.abc import Iterator

from coop.core.actor import Actor
from coop.core.worklist import WorkItem
from coop.mechanisms.recommendations.queries.recommendations import running
from coop.mechanisms.recommendations.queries.views import RecommendationSummaryView
from coop.mechanisms.recommendations.workflow import RECOMMENDATION

# The next step, the most pressing first, and the pile it belongs to.
_STEPS = {
    "reply": "answer",
    "sign": "review",
    "communicate": "do",
    "deliberate": "do",
    "issue": "do",
    "evaluate": "follow",
}


def waiting(actor: Actor) -> tuple[WorkItem, ...]:
    """Oldest first; a reply with its due day."""
    return tuple(item for view in running(actor) for item in _of(view))


def _of(view: RecommendationSummaryView) -> Iterator[WorkItem]:
    action = next((one for one in _STEPS if one in view.allowed_actions), None)
    if action is None:
        return
    is_reply = action == "reply"
    yield WorkItem(
        kind=RECOMMENDATION.actions[action],
        title=view.title,
        url=f"/court-recommendations/{view.id}",
        group=_STEPS[action],
        subject_id=view.id,
        due_on=view.reply_due_on if is_reply else None,
        basis=view.reply_basis if is_reply else None,
    )
