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
from coop.mechanisms.referrals.roster import UNFIT, why_unfit


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
    """An active mediator of the body that has the dispute, without a conflict.

    Raises Invalid, MediatorConflicted.
    """
    found = session().get(Mediator, mediator_id)
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
    return found
