"""Whether a body may take a dispute, and whether a mediator may: roster, licence, conflicts."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.models import (
    Dispute,
    DisputeParty,
    MediationBody,
    Mediator,
    MediatorConflict,
)
from coop.mechanisms.referrals.queries.loads import is_full
from coop.mechanisms.referrals.roster import UNFIT, why_unfit
from coop.mechanisms.referrals.workflow import IN_HAND


class BodyNotListed(RuleViolation):
    code = "body_not_listed"
    text = UNFIT["body_not_listed"]


class LicenceNotValid(RuleViolation):
    code = "licence_not_valid"
    text = UNFIT["licence_not_valid"]


class ConsumerDisputeExcluded(RuleViolation):
    code = "consumer_dispute_excluded"
    text = UNFIT["consumer_dispute_excluded"]


class MediatorConflicted(RuleViolation):
    code = "mediator_conflicted"
    text = Text(
        "该调解员登记了与{name}的利益关系，应当回避。",
        "The mediator has declared a conflict with {name}.",
    )


_REFUSALS: dict[str, type[RuleViolation]] = {
    one.code: one for one in (BodyNotListed, LicenceNotValid, ConsumerDisputeExcluded)
}


def require_fit(made: Dispute, body_id: UUID) -> MediationBody:
    """The body, if it may take this dispute today. Raises Invalid, and a refusal of UNFIT."""
    body = session().get(MediationBody, body_id)
    if body is None or body.agreement_id != made.agreement_id:
        words = Text("没有这个调解组织。", "There is no such body.")
        raise invalid("body_id", "not_a_body", words)
    code = why_unfit(body, made.nature, clock.today())
    if code is not None:
        raise _REFUSALS[code]
    return body


def require_mediator(made: Dispute, mediator_id: UUID, *, field: str = "mediator_id") -> Mediator:
    """An active mediator of the body that has the dispute, without a conflict, with room for it.

    Raises Invalid, MediatorConflicted.
    """
    # Locked, so that no two disputes take the last place.
    found = session().get(Mediator, mediator_id, with_for_update=True, populate_existing=True)
    if found is None or found.body_id != made.body_id or not found.is_active:
        words = Text("不是该调解组织在册的调解员。", "Not an active mediator of this body.")
        raise invalid(field, "not_a_mediator", words)
    conflict = sa.select(DisputeParty.name).where(
        DisputeParty.dispute_id == made.id,
        DisputeParty.name.in_(
            sa.select(MediatorConflict.party_name).where(
                MediatorConflict.mediator_id == found.id,
                sa.or_(
                    MediatorConflict.until_on.is_(None), MediatorConflict.until_on >= clock.today()
                ),
            )
        ),
    )
    name = session().scalar(conflict.limit(1))
    if name is not None:
        raise MediatorConflicted(name=name)
    _require_room(made, found, field)
    return found


def _require_room(made: Dispute, mediator: Mediator, field: str) -> None:
    """The dispute itself does not count, nor does a mediator who already has it."""
    others = sa.select(sa.func.count()).where(
        Dispute.mediator_id == mediator.id, Dispute.state.in_(IN_HAND), Dispute.id != made.id
    )
    count = session().scalar(others) or 0
    if is_full(mediator, count):
        words = Text(
            "该调解员在办{count}件，已达名册登记的同时在办上限{most}件。",
            "The mediator has {count} in hand; the register allows {most} at a time.",
        )
        told = words.with_facts(count=count, most=mediator.most_open)
        raise invalid(field, "mediator_full", told)
