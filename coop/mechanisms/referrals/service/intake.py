"""A dispute is registered, and each party is asked whether it will mediate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, lock, session, step, touch
from coop.core.errors import Forbidden, NotFound, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.codes import CONTACT
from coop.mechanisms.referrals.models import Dispute, DisputeParty
from coop.mechanisms.referrals.policy import BODY, CLERK, body_of
from coop.mechanisms.referrals.service import tallies
from coop.mechanisms.referrals.service.loading import (
    dispute_for,
    own_institution,
    parties_of,
    party_of,
    record,
)
from coop.mechanisms.referrals.service.references import refuse_taken
from coop.mechanisms.referrals.workflow import ASKING, DISPUTE
from coop.registry import deadlines
from coop.registry.models import Agreement

MARKS = (
    "cause", "nature", "court_level", "claim_yuan", "summary", "pre_filing_no", "case_no",
    "external_ref",
)  # fmt: skip
_PARTY = ("side", "kind", "name", "representative", "identity_no", "phone", "address")
_OPPOSED = {"applicant", "respondent"}


@command
def register_dispute(
    actor: Actor, *, agreement_id: UUID, parties: Sequence[Mapping[str, Any]], **marks: Any
) -> Dispute:
    """Register what a court will refer, or what a body received itself.

    marks: cause, nature, court_level; claim_yuan, summary, pre_filing_no, case_no, external_ref,
    source (a body's: self_received or complaint). parties: at least one of each side.
    """
    return add_dispute(actor, agreement_id=agreement_id, parties=parties, **marks)


@step
def add_dispute(
    actor: Actor, *, agreement_id: UUID, parties: Sequence[Mapping[str, Any]], **marks: Any
) -> Dispute:
    """One dispute of a registration, alone or among many."""
    if agreement_id not in actor.posted_ids:
        raise NotFound
    made = Dispute(
        agreement_id=agreement_id,
        registered_by_id=own_institution(actor),
        **_receiver(actor, agreement_id, marks.pop("source", None)),
        **{name: marks[name] for name in MARKS if marks.get(name) is not None},
    )
    _check_parties(parties)
    refuse_taken(made.registered_by_id, marks)
    made.year = clock.today().year
    made.ordinal = _next_ordinal(agreement_id, made.year)
    session().add(made)
    session().flush()
    _add_parties(made, parties)
    tallies.entered(made)
    record(actor, made, "register", source=made.source, nature=made.nature)
    return made


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
        _check_parties(changed["parties"])
        session().execute(sa.delete(DisputeParty).where(DisputeParty.dispute_id == made.id))
        _add_parties(made, changed["parties"])
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
    give_consent(actor, made, party_of(made, party_id), given_on=given_on, means=means)
    return made


@step
def give_consent(
    actor: Actor, made: Dispute, party: DisputeParty, *, given_on: date, means: str
) -> None:
    """One party's consent, recorded alone or with its registration."""
    _answer(party, "consented", given_on, means)
    session().flush()
    left = [one for one in parties_of(made) if one.consent != "consented"]
    before = made.state
    if before in ASKING:
        target = "partly_consented" if left else "consented"
        made.state = DISPUTE.next(before, "consent", to=target)
    elif not left:
        deadlines.meet_deadline(made.id, CONTACT)
    touch(made)
    record(actor, made, "consent", party_id=party.id, state=(before, made.state))


@command
def record_refusal(
    actor: Actor, dispute_id: UUID, *, expected_version: int, party_id: UUID, given_on: date
) -> Dispute:
    """A party will not mediate: the dispute goes its way in court."""
    made = dispute_for(actor, dispute_id, "decline", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "decline")
    party = party_of(made, party_id)
    _answer(party, "declined", given_on, None)
    made.state = state
    record(actor, made, "decline", party_id=party.id, state=(before, state))
    return made


# --------------------------------------------------------------------------- parts


def _receiver(actor: Actor, agreement_id: UUID, source: str | None) -> dict[str, Any]:
    """Who receives the dispute: a clerk's court, or the officer's own body. Raises Forbidden."""
    if actor.has(CLERK, agreement_id):
        if source not in (None, "court_referral"):
            words = Text("法院登记的来源只能是法院移送。", "A court registers its own referrals.")
            raise invalid("source", "court_registers_referrals", words)
        return {"source": "court_referral", "court_id": actor.institution_id}
    body = body_of(actor.institution_id)
    if body is None or not actor.has(BODY, agreement_id):
        raise Forbidden(action=Text("登记纠纷", "register a dispute"))
    if source == "court_referral":
        words = Text("法院移送的纠纷由法院登记。", "The court registers what it refers.")
        raise invalid("source", "court_registers_referrals", words)
    return {"source": source or "self_received", "body_id": body.id}


def _check_parties(parties: Sequence[Mapping[str, Any]]) -> None:
    if not {one["side"] for one in parties} >= _OPPOSED:
        words = Text("至少各登记一名申请人和被申请人。", "Name an applicant and a respondent.")
        raise invalid("parties", "two_sides", words)


def _add_parties(made: Dispute, parties: Sequence[Mapping[str, Any]]) -> None:
    session().add_all(
        DisputeParty(dispute_id=made.id, **{k: one[k] for k in _PARTY if one.get(k)})
        for one in parties
    )
    session().flush()


def _next_ordinal(agreement_id: UUID, year: int) -> int:
    """Disputes are never deleted, so none is given twice."""
    lock(Agreement, agreement_id)  # what parallel registrations queue on
    newest = sa.select(sa.func.coalesce(sa.func.max(Dispute.ordinal), 0)).where(
        Dispute.agreement_id == agreement_id, Dispute.year == year
    )
    return (session().scalar(newest) or 0) + 1


def _answer(party: DisputeParty, answer: str, given_on: date, means: str | None) -> None:
    require_past("given_on", given_on)
    party.consent, party.consent_on, party.consent_means = answer, given_on, means


def require_past(field: str, day: date) -> None:
    """Nobody records what will happen. Raises Invalid."""
    if day > clock.today():
        raise invalid(field, "in_the_future", Text("不能晚于今天。", "It is in the future."))
