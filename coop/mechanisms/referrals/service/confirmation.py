"""Judicial confirmation 司法确认, performance, and what follows a ruling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.codes import COURT_LEVELS, level_of_court
from coop.mechanisms.referrals.law import CONFIRMATION, ENFORCEMENT_YEARS, RULING
from coop.mechanisms.referrals.models import Dispute, Settlement
from coop.mechanisms.referrals.service.entries import require_past
from coop.mechanisms.referrals.service.loading import (
    parties_of,
    record_settlement,
    settlement_for,
)
from coop.mechanisms.referrals.service.settlements import add_settlement, open_confirmation
from coop.mechanisms.referrals.service.windows import set_day
from coop.mechanisms.referrals.workflow import SETTLEMENT
from coop.registry import deadlines, directory
from coop.registry.directory import PartyRow
from coop.registry.working_days import months_after

_MONTHS = 12


_HEARD_BY = Text(
    "该纠纷属于{level}，应向相应的人民法院申请。", "This dispute is one for a {level}: apply there."
)


class ConfirmationOutOfTime(RuleViolation):
    code = "confirmation_out_of_time"
    text = Text("司法确认应于{day}前共同申请，已逾期。", "It was to be applied for by {day}.")


class EnforcementOutOfTime(RuleViolation):
    code = "enforcement_out_of_time"
    text = Text("申请执行期间{day}已届满。", "Enforcement could be sought until {day}.")


@command
def apply_for_confirmation(
    actor: Actor,
    settlement_id: UUID,
    *,
    expected_version: int,
    court_name: str,
    applicant_ids: Sequence[UUID],
) -> Settlement:
    """All jointly, within thirty days of effect, to the right court (民事诉讼法 art. 205)."""
    settlement, made = settlement_for(actor, settlement_id, "apply", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "apply")
    _require_joint(made, applicant_ids)
    court = _right_court(made, court_name)
    _require_in_time(settlement)
    settlement.court_name, settlement.applied_on = court_name, clock.today()
    settlement.confirm_court_id = court.institution_id if court else None
    settlement.state = state
    deadlines.meet_deadline(settlement.id, CONFIRMATION)
    record_settlement(actor, settlement, made, "apply", state=(before, state))
    return settlement


@command
def accept_application(actor: Actor, settlement_id: UUID, *, expected_version: int) -> Settlement:
    """The court takes the case; special procedure ends within thirty days (art. 187)."""
    settlement, made = settlement_for(actor, settlement_id, "accept", expected_version)
    before, settlement.state = settlement.state, SETTLEMENT.next(settlement.state, "accept")
    settlement.accepted_on = clock.today()
    set_day(settlement, RULING, settlement.accepted_on)
    record_settlement(actor, settlement, made, "accept", state=(before, settlement.state))
    return settlement


@command
def refuse_application(
    actor: Actor, settlement_id: UUID, *, expected_version: int, ground: str
) -> Settlement:
    settlement, made = settlement_for(actor, settlement_id, "not_accept", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "not_accept")
    settlement.ground, settlement.decided_on, settlement.state = ground, clock.today(), state
    record_settlement(actor, settlement, made, "not_accept", state=(before, state), ground=ground)
    return settlement


@command
def withdraw_application(actor: Actor, settlement_id: UUID, *, expected_version: int) -> Settlement:
    """The parties withdraw; while in time they may apply again."""
    settlement, made = settlement_for(actor, settlement_id, "withdraw", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "withdraw")
    deadlines.meet_deadline(settlement.id, RULING)
    settlement.applied_on = settlement.accepted_on = None
    settlement.court_name = settlement.confirm_court_id = None
    settlement.state = state
    open_confirmation(settlement)
    record_settlement(actor, settlement, made, "withdraw", state=(before, state))
    return settlement


@command
def confirm_settlement(
    actor: Actor, settlement_id: UUID, *, expected_version: int, ruling_no: str, decided_on: date
) -> Settlement:
    """By ruling; what it orders can be enforced for two years (民事诉讼法 arts. 206, 250)."""
    settlement, made = settlement_for(actor, settlement_id, "confirm", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "confirm")
    _check_decided(settlement, decided_on)
    settlement.ruling_no, settlement.decided_on, settlement.state = ruling_no, decided_on, state
    from_on = max(settlement.perform_by_on or decided_on, decided_on)
    settlement.enforce_until_on = months_after(from_on, ENFORCEMENT_YEARS * _MONTHS)
    deadlines.meet_deadline(settlement.id, RULING)
    record_settlement(
        actor, settlement, made, "confirm", state=(before, state), decided_on=decided_on
    )
    return settlement


@command
def reject_application(  # keywords only: what a ruling tells
    actor: Actor,
    settlement_id: UUID,
    *,
    expected_version: int,
    ground: str,
    ruling_no: str,
    decided_on: date,
) -> Settlement:
    settlement, made = settlement_for(actor, settlement_id, "reject", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "reject")
    _check_decided(settlement, decided_on)
    settlement.ground, settlement.ruling_no, settlement.decided_on = ground, ruling_no, decided_on
    settlement.state = state
    deadlines.meet_deadline(settlement.id, RULING)
    record_settlement(actor, settlement, made, "reject", state=(before, state), ground=ground)
    return settlement


@command
def record_performance(
    actor: Actor, settlement_id: UUID, *, expected_version: int, performed_on: date
) -> Settlement:
    settlement, made = settlement_for(actor, settlement_id, "perform", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "perform")
    require_past("performed_on", performed_on)
    if settlement.effective_on is not None and performed_on < settlement.effective_on:
        words = Text("不能早于协议生效日。", "It is before the settlement's effect.")
        raise invalid("performed_on", "before_effect", words)
    settlement.performed_on, settlement.state = performed_on, state
    deadlines.drop_deadlines(settlement.id)
    record_settlement(
        actor, settlement, made, "perform", state=(before, state), performed_on=performed_on
    )
    return settlement


@command
def record_enforcement(actor: Actor, settlement_id: UUID, *, expected_version: int) -> Settlement:
    """A party seeks enforcement of the ruling. Raises EnforcementOutOfTime."""
    settlement, made = settlement_for(actor, settlement_id, "enforce", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "enforce")
    until = settlement.enforce_until_on
    if until is not None and clock.today() > until:
        raise EnforcementOutOfTime(day=until)
    settlement.state = state
    record_settlement(actor, settlement, made, "enforce", state=(before, state))
    return settlement


@command
def settle_anew(
    actor: Actor, settlement_id: UUID, *, expected_version: int, terms: str, **more: Any
) -> Settlement:
    """After a rejection the parties may agree anew (民事诉讼法 art. 206); answers the new one."""
    settlement, made = settlement_for(actor, settlement_id, "new_settlement", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "new_settlement")
    settlement.state = state
    record_settlement(actor, settlement, made, "new_settlement", state=(before, state))
    return add_settlement(actor, made, settlement.kind, terms, more)


@command
def record_suit(actor: Actor, settlement_id: UUID, *, expected_version: int) -> Settlement:
    settlement, made = settlement_for(actor, settlement_id, "sue", expected_version)
    before, state = settlement.state, SETTLEMENT.next(settlement.state, "sue")
    settlement.state = state
    record_settlement(actor, settlement, made, "sue", state=(before, state))
    return settlement


# --------------------------------------------------------------------------- parts


def _require_joint(made: Dispute, applicant_ids: Sequence[UUID]) -> None:
    missing = [one.name for one in parties_of(made) if one.id not in set(applicant_ids)]
    if missing:
        words = Text("须各方共同申请，尚缺：{names}。", "All apply jointly; missing: {names}.")
        raise invalid("applicant_ids", "not_joint", words.with_facts(names=missing))


def _right_court(made: Dispute, court_name: str) -> PartyRow | None:
    """The court that invited the body; else one of the level that hears such disputes (art. 205).

    None: a court outside of the agreement, chosen by domicile, subject or seat of the body.
    """
    named = _court_named(made.agreement_id, court_name)
    if made.court_id is not None:
        if named is None or named.institution_id != made.court_id:
            words = Text("应向委派（委托）的人民法院申请。", "Apply to the court that referred it.")
            raise invalid("court_name", "wrong_court", words)
    elif level_of_court(named.name if named else court_name) != made.court_level:
        words = _HEARD_BY.with_facts(level=COURT_LEVELS[made.court_level])
        raise invalid("court_name", "wrong_court", words)
    return named


def _court_named(agreement_id: UUID, name: str) -> PartyRow | None:
    courts = (one for one in directory.parties(agreement_id) if one.kind == "court")
    return next((one for one in courts if name in (one.name, one.short_name)), None)


def _require_in_time(settlement: Settlement) -> None:
    found = (one for one in deadlines.due_dates(settlement.id) if one.kind == CONFIRMATION)
    due = next((one.due_on for one in found), None)
    if due is not None and clock.today() > due:
        raise ConfirmationOutOfTime(day=due)


def _check_decided(settlement: Settlement, decided_on: date) -> None:
    require_past("decided_on", decided_on)
    if settlement.accepted_on is not None and decided_on < settlement.accepted_on:
        words = Text("不能早于受理日。", "It is before the application was accepted.")
        raise invalid("decided_on", "before_acceptance", words)
