"""What the provider puts before its head, without whose consent no answer leaves.

Log and events, which the requester reads too, tell that an answer is prepared, never which.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import require_head
from coop.mechanisms.sharing.models import ShareRequest
from coop.mechanisms.sharing.service import guard
from coop.mechanisms.sharing.service.requests import ConsentMissing
from coop.mechanisms.sharing.workflow import (
    ANSWERS_BY,
    GRANT,
    PROPOSALS,
    REFUSAL,
    SUPPLEMENT,
)


class NotProposed(RuleViolation):
    code = "answer_not_proposed"
    text = Text(
        "请先拟定答复（{answer}），再由本单位负责人同意。",
        "Propose the answer first ({answer}); then the head of your institution consents.",
    )


class SupplementAskedBefore(RuleViolation):
    code = "supplement_asked_before"
    text = Text(
        "补正只能一次性告知，不能再次要求。",
        "What is missing may be asked for once, all at once.",
    )


@command
def propose_terms(
    actor: Actor,
    request_id: UUID,
    *,
    granted_scope: str = "",
    granted_until_on: date | None = None,
    conditions: str = "",
    expected_version: int,
) -> ShareRequest:
    """Put consent under these terms before the head; blank means as asked, narrower is in part."""
    request = guard.admit_request(actor, request_id, "propose", expected_version)
    until_on = granted_until_on or request.until_on
    if not clock.today() <= until_on <= request.until_on:
        words = Text("须在今天和申请的期限之间。", "Between today and the last day asked for.")
        raise invalid("granted_until_on", "outside_period", words)
    _propose(actor, request, GRANT)
    request.granted_scope = granted_scope or request.scope
    request.granted_until_on, request.conditions = until_on, conditions
    guard.record_request(actor, request, "propose")
    return request


@command
def propose_refusal(
    actor: Actor, request_id: UUID, *, code: str, reason: str, expected_version: int
) -> ShareRequest:
    """Put a refusal before the head, with a lawful code and reasons in words."""
    request = guard.admit_request(actor, request_id, "propose_refusal", expected_version)
    _propose(actor, request, REFUSAL)
    request.refusal_code, request.refusal_reason = code, reason
    guard.record_request(actor, request, "propose")
    return request


@command
def propose_supplement(
    actor: Actor, request_id: UUID, *, missing_items: list[str], expected_version: int
) -> ShareRequest:
    """Put the whole list of what is missing before the head. Raises SupplementAskedBefore."""
    request = guard.admit_request(actor, request_id, "propose_supplement", expected_version)
    if request.supplement_asked_at is not None:
        raise SupplementAskedBefore
    _propose(actor, request, SUPPLEMENT)
    request.missing_items = missing_items
    guard.record_request(actor, request, "propose")
    return request


@command
def endorse_terms(actor: Actor, request_id: UUID, *, expected_version: int) -> ShareRequest:
    """The provider's head agrees to the answer as it was proposed, whichever it is."""
    request = guard.admit_request(actor, request_id, "endorse", expected_version)
    if request.proposal is None:
        raise NotProposed(answer=list(PROPOSALS.values()))
    require_head(actor, request.proposed_by_id)
    request.endorsed_at, request.endorsed_by = clock.now(), actor.on_behalf_of or actor.name
    guard.record_request(actor, request, "endorse")
    return request


def require_endorsed(request: ShareRequest, action: str) -> None:
    """action: of ANSWERS_BY. Raises NotProposed, ConsentMissing."""
    wanted = ANSWERS_BY[action]
    if request.proposal != wanted:
        raise NotProposed(answer=PROPOSALS[wanted])
    if request.endorsed_at is None:
        raise ConsentMissing


def _propose(actor: Actor, request: ShareRequest, proposal: str) -> None:
    """One answer at a time: what was proposed before is void, and so is the consent to it."""
    request.proposal, request.proposed_by_id = proposal, actor.id
    request.endorsed_at, request.endorsed_by = None, ""
    request.granted_scope, request.granted_until_on, request.conditions = "", None, ""
    request.refusal_code, request.refusal_reason = None, ""
    if request.supplement_asked_at is None:
        request.missing_items = []
