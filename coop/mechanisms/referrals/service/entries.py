"""New disputes with their parties: judged and put together first, kept and told together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import lock, session, step
from coop.core.errors import Forbidden, NotFound, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.referrals.codes import CONSENTED
from coop.mechanisms.referrals.models import Dispute, DisputeParty
from coop.mechanisms.referrals.policy import BODY, CLERK, body_of
from coop.mechanisms.referrals.service import tallies
from coop.mechanisms.referrals.service.loading import record
from coop.mechanisms.referrals.service.windows import new_windows
from coop.mechanisms.referrals.workflow import DISPUTE
from coop.registry.models import Agreement, Deadline

MARKS = (
    "cause", "nature", "court_level", "claim_yuan", "summary", "pre_filing_no", "case_no",
    "external_ref",
)  # fmt: skip
_PARTY = ("side", "kind", "name", "representative", "identity_no", "phone", "address")
_OPPOSED = {"applicant", "respondent"}
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A dispute not kept yet, with the days that run from its parties' consent."""

    dispute: Dispute
    parties: tuple[DisputeParty, ...]
    days: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Registrar:
    """Who registers, for whom, and the numbers that are next. Made once for many disputes."""

    agreement_id: UUID
    registered_by_id: UUID
    receiver: Mapping[str, Any]
    ordinals: Iterator[int]

    def entry(self, marks: Told, parties: Sequence[Told]) -> Entry:
        """Raises Invalid. parties: with consent_on and consent_means where one has consented."""
        check_parties(parties)
        dispute_id = uuid7()
        made = tuple(_party(dispute_id, one) for one in parties)
        dispute = Dispute(
            id=dispute_id,
            agreement_id=self.agreement_id,
            registered_by_id=self.registered_by_id,
            year=clock.today().year,
            ordinal=next(self.ordinals),
            state=_state_of(made),
            **self.receiver,
            **{name: marks[name] for name in MARKS if marks.get(name) is not None},
        )
        return Entry(dispute, made, tuple(_windows(dispute, made)))


@step
def registrar_of(actor: Actor, agreement_id: UUID, source: str | None) -> Registrar:
    """Raises NotFound, Forbidden, and Invalid for a source that is not the actor's to register."""
    if agreement_id not in actor.posted_ids:
        raise NotFound
    receiver = _receiver(actor, agreement_id, source)
    first = _next_ordinal(agreement_id, clock.today().year)
    return Registrar(agreement_id, own_institution(actor), receiver, count(first))


@step
def keep(actor: Actor, entries: Sequence[Entry]) -> None:
    """Write, count and tell them."""
    session().add_all([one.dispute for one in entries])
    session().add_all([party for one in entries for party in one.parties])
    session().add_all([day for one in entries for day in one.days])
    session().flush()
    for one in entries:
        made = one.dispute
        tallies.entered(made)
        consents = sum(party.consent == CONSENTED for party in one.parties)
        told = {"consents": consents} if consents else {}
        record(actor, made, "register", source=made.source, nature=made.nature, **told)


def check_parties(parties: Sequence[Told]) -> None:
    if not {one["side"] for one in parties} >= _OPPOSED:
        words = Text("至少各登记一名申请人和被申请人。", "Name an applicant and a respondent.")
        raise invalid("parties", "two_sides", words)


def replace_parties(made: Dispute, parties: Sequence[Told]) -> None:
    check_parties(parties)
    session().execute(sa.delete(DisputeParty).where(DisputeParty.dispute_id == made.id))
    session().add_all(_party(made.id, one) for one in parties)
    session().flush()


def answer(party: DisputeParty, said: str, given_on: date, means: str | None) -> None:
    """A party's answer to whether it will mediate."""
    require_past("given_on", given_on)
    party.consent, party.consent_on, party.consent_means = said, given_on, means


def require_past(field: str, day: date) -> None:
    """Nobody records what will happen. Raises Invalid."""
    if day > clock.today():
        raise invalid(field, "in_the_future", Text("不能晚于今天。", "It is in the future."))


def _party(dispute_id: UUID, told: Told) -> DisputeParty:
    made = DisputeParty(dispute_id=dispute_id, **{k: told[k] for k in _PARTY if told.get(k)})
    if told.get("consent_on") is not None:
        answer(made, "consented", told["consent_on"], told.get("consent_means") or "paper")
    return made


def _state_of(parties: Sequence[DisputeParty]) -> str:
    """As if each had consented after the registration."""
    state = DISPUTE.initial
    consents = sum(one.consent == CONSENTED for one in parties)
    for given in range(1, consents + 1):
        target = "consented" if given == len(parties) else "partly_consented"
        state = DISPUTE.next(state, "consent", to=target)
    return state


def agreed_on(parties: Sequence[DisputeParty]) -> date | None:
    """The day on which the last of them consented; None while one has not."""
    days = [one.consent_on for one in parties if one.consent == CONSENTED and one.consent_on]
    return max(days) if len(days) == len(parties) else None


def _windows(dispute: Dispute, parties: Sequence[DisputeParty]) -> list[Deadline]:
    day = agreed_on(parties)
    return [] if day is None else new_windows(dispute, day)


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


def _next_ordinal(agreement_id: UUID, year: int) -> int:
    """Disputes are never deleted, so none is given twice."""
    lock(Agreement, agreement_id)  # what parallel registrations queue on
    newest = sa.select(sa.func.coalesce(sa.func.max(Dispute.ordinal), 0)).where(
        Dispute.agreement_id == agreement_id, Dispute.year == year
    )
    return (session().scalar(newest) or 0) + 1
