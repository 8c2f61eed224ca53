"""A mediator with a ground for recusal goes on only when every party agrees to it.

特邀调解规定 art. 15, 在线调解规则 art. 13; before a commercial body in writing: 商事调解条例
art. 20.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import SHANGHAI, Text
from coop.mechanisms.referrals.codes import SPOKEN
from coop.mechanisms.referrals.models import (
    Disclosure,
    Dispute,
    MediationBody,
    RecusalWaiver,
)
from coop.mechanisms.referrals.queries.fairness import missing_waivers
from coop.mechanisms.referrals.roster import COMMERCIAL
from coop.mechanisms.referrals.service.entries import require_past
from coop.mechanisms.referrals.service.loading import dispute_for, party_of, record
from coop.mechanisms.referrals.workflow import DISPUTE


class NothingDisclosed(RuleViolation):
    code = "nothing_disclosed"
    text = Text(
        "调解员没有待各方同意的披露事项。", "The mediator has disclosed nothing to be waived."
    )


class WaivedAlready(RuleViolation):
    code = "waived_already"
    text = Text("{name}已同意继续调解。", "{name} has agreed to go on.")


class WaiverMissing(RuleViolation):
    code = "waiver_missing"
    text = Text(
        "调解员已披露应当回避的情形，须各方同意后方可继续，尚缺：{names}；不同意的，应当更换调解员。",
        "A ground for recusal was disclosed: every party must agree to go on, missing: {names};"
        " else the mediator is replaced.",
    )


@command
def waive_recusal(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    party_id: UUID,
    waived_on: date,
    means: str,
) -> Dispute:
    """One party agrees that the mediator goes on, after all that was disclosed so far."""
    made = dispute_for(actor, dispute_id, "waive", expected_version)
    made.state = DISPUTE.next(made.state, "waive")
    party = party_of(made, party_id)
    missing = missing_waivers(made.id, made.mediator_id)
    if not missing:
        raise NothingDisclosed
    left = [one for one in missing if party.id in missing[one]]
    if not left:
        raise WaivedAlready(name=party.name)
    require_past("waived_on", waived_on)
    _check_after(left, waived_on)
    _check_form(made, means)
    session().add_all(
        RecusalWaiver(
            disclosure_id=one,
            party_id=party.id,
            waived_on=waived_on,
            means=means,
            recorded_by=actor.on_behalf_of or actor.name,
        )
        for one in left
    )
    touch(made)
    record(actor, made, "waive", party_id=party.id, waived_on=waived_on, means=means)
    return made


def require_waived(made: Dispute, *, on: date | None = None) -> None:
    """Raises WaiverMissing naming who has not agreed that the mediator goes on.

    on: a day on which he or she went on; that of the disclosure itself is free. Now unless given.
    """
    missing = missing_waivers(made.id, made.mediator_id)
    if on is not None:
        missing = {one: who for one, who in missing.items() if _day_of(one) < on}
    names = {name for parties in missing.values() for name in parties.values()}
    if names:
        raise WaiverMissing(names=sorted(names))


# --------------------------------------------------------------------------- parts


def _check_after(disclosure_ids: list[UUID], waived_on: date) -> None:
    """Nobody waives what is not known yet."""
    day = max(_day_of(one) for one in disclosure_ids)
    if waived_on < day:
        words = Text("不能早于披露日{day}。", "It is before the disclosure of {day}.")
        raise invalid("waived_on", "before_disclosure", words.with_facts(day=day))


def _day_of(disclosure_id: UUID) -> date:
    return session().get_one(Disclosure, disclosure_id).disclosed_at.astimezone(SHANGHAI).date()


def _check_form(made: Dispute, means: str) -> None:
    body = session().get_one(MediationBody, made.body_id)
    if body.kind == COMMERCIAL and means == SPOKEN:
        words = Text(
            "商事调解须书面同意（商事调解条例第二十条）。",
            "Before a commercial body in writing (Commercial Mediation Regulations art. 20).",
        )
        raise invalid("means", "waiver_in_writing", words)
