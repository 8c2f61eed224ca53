"""A dispute is registered, and each party is asked whether it will mediate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import origins
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.origins import Became
from coop.mechanisms.referrals.codes import CONSULTATION
from coop.mechanisms.referrals.law import CONTACT
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.service import tallies
from coop.mechanisms.referrals.service.entries import (
    MARKS,
    agreed_on,
    answer,
    keep,
    registrar_of,
    replace_parties,
)
from coop.mechanisms.referrals.service.loading import (
    dispute_for,
    issue_no,
    parties_of,
    party_of,
    record,
)
from coop.mechanisms.referrals.service.references import refuse_taken
from coop.mechanisms.referrals.service.windows import open_windows
from coop.mechanisms.referrals.workflow import ASKING, DISPUTE
from coop.registry import deadlines


@command
def register_dispute(
    actor: Actor, *, agreement_id: UUID, parties: Sequence[Mapping[str, Any]], **marks: Any
) -> Dispute:
    """Register what a court will refer, or what a body received itself.

    marks: cause, nature, court_level; claim_yuan, summary, pre_filing_no, case_no, external_ref,
    source (a body's: self_received or complaint), consultation_id (a court's: whose conclusion
    leads to it, and keeps the link). parties: at least one of each side.
    """
    consultation_id = marks.pop("consultation_id", None)
    registrar = registrar_of(actor, agreement_id, marks.pop("source", None))
    refuse_taken(registrar.registered_by_id, marks)
    entry = registrar.entry(marks, parties)
    keep(actor, [entry])
    if consultation_id is not None:
        _take_up(actor, entry.dispute, consultation_id)
    return entry.dispute


def _take_up(actor: Actor, made: Dispute, consultation_id: UUID) -> None:
    number, url = issue_no(made), f"/disputes/{made.id}"
    became = Became(made.agreement_id, "dispute", made.id, number, url)
    label = origins.origin(CONSULTATION).hand_on(actor, consultation_id, became)
    made.consultation_id, made.consultation_label = consultation_id, label
    session().flush()


@command
def edit_dispute(
    actor: Actor, dispute_id: UUID, *, expected_version: int, **changed: Any
) -> Dispute:
    """Change what was registered while nobody has consented; what is not named stays."""
    made = dispute_for(actor, dispute_id, "edit", expected_version)
    made.state = DISPUTE.next(made.state, "edit")
    renumbered = {one: changed[one] for one in changed if changed[one] != getattr(made, one, None)}
    refuse_taken(made.registered_by_id, renumbered)
    tallies.entered(made, sign=-1)
    for name in MARKS:
        if name in changed:
            setattr(made, name, changed[name])
    if changed.get("parties"):
        replace_parties(made, changed["parties"])
    tallies.entered(made)
    touch(made)
    record(actor, made, "edit", fields=sorted(changed))
    return made


@command
def record_consent(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    party_id: UUID,
    given_on: date,
    means: str,
) -> Dispute:
    """A party consents to mediation (特邀调解规定 art. 11; 在线调解规则 arts. 10, 15).

    While a body mediates on one side's consent, this is the other side's.
    """
    made = dispute_for(actor, dispute_id, "consent", expected_version)
    DISPUTE.next(made.state, "consent")
    party = party_of(made, party_id)
    answer(party, "consented", given_on, means)
    session().flush()
    all_since = agreed_on(parties_of(made))
    before = made.state
    if before in ASKING:
        target = "partly_consented" if all_since is None else "consented"
        made.state = DISPUTE.next(before, "consent", to=target)
        if all_since is not None:
            open_windows(made, all_since)
    elif all_since is not None:
        deadlines.meet_deadline(made.id, CONTACT)
    touch(made)
    record(actor, made, "consent", party_id=party.id, state=(before, made.state))
    return made


@command
def record_refusal(
    actor: Actor, dispute_id: UUID, *, expected_version: int, party_id: UUID, given_on: date
) -> Dispute:
    """A party will not mediate: the dispute goes its way in court."""
    made = dispute_for(actor, dispute_id, "decline", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "decline")
    party = party_of(made, party_id)
    answer(party, "declined", given_on, None)
    made.state = state
    deadlines.drop_deadlines(made.id)
    record(actor, made, "decline", party_id=party.id, state=(before, state))
    return made
