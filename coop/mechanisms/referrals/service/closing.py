"""The mediation ends, the body reports and gives the file back, the court acknowledges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from coop.core import clock, events
from coop.core.actor import Actor
from coop.core.db import command
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.referrals import printing
from coop.mechanisms.referrals.codes import AGREED, FAILURES, GROUND_FIELDS
from coop.mechanisms.referrals.events import DisputeConcluded
from coop.mechanisms.referrals.law import ACKNOWLEDGEMENT, FILING
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.service import tallies
from coop.mechanisms.referrals.service.clocks import close_appraisal, open_appraisal, running_clock
from coop.mechanisms.referrals.service.loading import (
    audience_of,
    dispute_for,
    issue_no,
    latest_settlement,
    party_of,
    record,
    record_settlement,
    referral_of,
)
from coop.mechanisms.referrals.service.windows import open_day, set_day
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT
from coop.registry import deadlines, directory

_MECHANISM = "mediation"
_ACKNOWLEDGE_BY = Text(
    "收到调解结果后{days}个工作日内确认收悉", "acknowledge a result within {days} working days"
)


class SettlementInEffect(RuleViolation):
    code = "settlement_in_effect"
    text = Text("调解协议已生效，不能再以未成终结。", "The settlement is in effect already.")


class SettlementNotInEffect(RuleViolation):
    code = "settlement_not_in_effect"
    text = Text(
        "调解协议尚未生效，不能反馈结果。",
        "The settlement is not in effect, so there is no result.",
    )


class AcknowledgedAlready(RuleViolation):
    code = "acknowledged_already"
    text = Text("{name}已确认收悉。", "{name} has acknowledged it.")


class NothingToFile(RuleViolation):
    code = "nothing_to_file"
    text = Text("没有待登记立案的纠纷。", "There is nothing to be filed.")


@command
def fail_mediation(
    actor: Actor, dispute_id: UUID, *, expected_version: int, ground: str, **told: Any
) -> Dispute:
    """End without agreement, on one of the grounds of 在线调解规则 art. 25.

    told: party_id, attempts, note: what the ground asks for. They are facts, never offers made.
    """
    made = dispute_for(actor, dispute_id, "fail", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "fail")
    _check_ground(made, ground, told)
    _abandon_settlement(actor, made, ground)
    note = "\n".join(told[one] for one in ("attempts", "note") if told.get(one))
    conclude(made, state, ground, party_id=told.get("party_id"), note=note)
    record(actor, made, "fail", state=(before, state), ground=ground)
    return made


@command
def suspend_mediation(
    actor: Actor, dispute_id: UUID, *, expected_version: int, reason: str
) -> Dispute:
    """The mediator suspects a sham and tells the court (特邀调解规定 art. 18)."""
    made = dispute_for(actor, dispute_id, "suspend", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "suspend")
    made.suspended_for, made.state = reason, state
    record(actor, made, "suspend", state=(before, state))
    return made


@command
def review_suspension(
    actor: Actor, dispute_id: UUID, *, expected_version: int, decision: str, note: str = ""
) -> Dispute:
    """decision: resume or end. The clock went on meanwhile: no rule stops it."""
    made = dispute_for(actor, dispute_id, "review", expected_version)
    before = made.state
    state = DISPUTE.next(before, "review", to="failed" if decision == "end" else "mediating")
    if decision == "end":
        conclude(made, state, "sham", note=note)
    made.state = state
    record(actor, made, "review", state=(before, state), decision=decision)
    return made


@command
def expire_mediation(actor: Actor, dispute_id: UUID) -> Dispute:
    """The period has passed without an extension. Nothing happens before, or while it stands."""
    made = dispute_for(actor, dispute_id, "expire")
    running = running_clock(made)
    if made.state not in DISPUTE.sources("expire") or running is None:
        return made
    if clock.today() <= running.due_on:
        return made
    before = made.state
    conclude(made, DISPUTE.next(before, "expire"), "expired")
    record(actor, made, "expire", state=(before, made.state), due_on=running.due_on)
    return made


@command
def report_result(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    report: str,
    returned_materials: Sequence[str] = (),
) -> Dispute:
    """Tell the court how it ended, in writing, and give the file back."""
    made = dispute_for(actor, dispute_id, "feedback", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "feedback")
    settlement = latest_settlement(made)
    if made.ground == AGREED and (settlement is None or settlement.effective_on is None):
        raise SettlementNotInEffect
    made.report, made.returned_materials = report, list(returned_materials)
    made.reported_at, made.state = clock.now(), state
    document = printing.file_result_letter(made, referral_of(made), settlement)
    made.document_id = document.id
    _await_acknowledgement(made)
    record(actor, made, "feedback", state=(before, state), ground=made.ground)
    _tell_concluded(made, document.id)
    return made


@command
def acknowledge_result(actor: Actor, dispute_id: UUID, *, expected_version: int) -> Dispute:
    """The loop closes. A delegated dispute that failed is now to be filed (民事诉讼法 art. 126)."""
    made = dispute_for(actor, dispute_id, "acknowledge", expected_version)
    made.state = DISPUTE.next(made.state, "acknowledge")
    if made.acknowledged_at is not None:
        raise AcknowledgedAlready(name=made.acknowledged_by)
    made.acknowledged_at = clock.now()
    made.acknowledged_by = actor.on_behalf_of or actor.name
    deadlines.meet_deadline(made.id, ACKNOWLEDGEMENT)
    if made.ground != AGREED and referral_of(made).kind == "delegated":
        set_day(made, FILING, clock.today())
    record(actor, made, "acknowledge")
    return made


@command
def record_filing(
    actor: Actor, dispute_id: UUID, *, expected_version: int, case_no: str
) -> Dispute:
    """The court has filed what came back unsettled."""
    made = dispute_for(actor, dispute_id, "file_case", expected_version)
    made.state = DISPUTE.next(made.state, "file_case")
    if not awaits_filing(made):
        raise NothingToFile
    made.case_no = case_no
    deadlines.meet_deadline(made.id, FILING)
    record(actor, made, "file_case")
    return made


def awaits_filing(made: Dispute) -> bool:
    """Whether an acknowledged failure is still to be filed."""
    return open_day(made, FILING) is not None


def conclude(
    made: Dispute, state: str, ground: str, *, party_id: UUID | None = None, note: str = ""
) -> None:
    """Write that and why the mediation ended; its clocks stop."""
    referral = referral_of(made) if made.referral_id else None
    tallies.concluded(made, referral, sign=-1)
    made.state, made.ground, made.concluded_on = state, ground, clock.today()
    made.ground_party_id, made.ground_note = party_id, note
    paused = open_appraisal(made)
    if paused is not None:
        close_appraisal(made, paused)
    tallies.concluded(made, referral)
    for one in deadlines.due_dates(made.id):
        deadlines.meet_deadline(made.id, one.kind)


# --------------------------------------------------------------------------- parts


def _check_ground(made: Dispute, ground: str, told: dict[str, Any]) -> None:
    if ground not in FAILURES:
        words = Text("不能以此事由终结。", "Mediation is not ended on this ground.")
        raise invalid("ground", "not_a_choice", words)
    for name in GROUND_FIELDS[ground]:
        if not told.get(name):
            words = Text("以“{ground}”终结须填写此项。", "Needed for the ground “{ground}”.")
            raise invalid(name, "ground_needs_it", words.with_facts(ground=FAILURES[ground]))
    if told.get("party_id") is not None:
        party_of(made, told["party_id"])


def _abandon_settlement(actor: Actor, made: Dispute, ground: str) -> None:
    """A settlement that was drawn up but not signed by all was never concluded."""
    settlement = latest_settlement(made)
    if settlement is None:
        return
    if settlement.effective_on is not None:
        raise SettlementInEffect
    if ground != "refused_to_sign":
        words = Text("协议待签署时，只能以拒绝签章终结。", "Only a refusal to sign ends it now.")
        raise invalid("ground", "being_signed", words)
    before, settlement.state = settlement.state, SETTLEMENT.next(settlement.state, "abandon")
    record_settlement(actor, settlement, made, "abandon", state=(before, settlement.state))


def _await_acknowledgement(made: Dispute) -> None:
    """A result is handed over like any letter: the court signs for it within the agreed days."""
    if made.court_id is None:
        return
    days = directory.settings(made.agreement_id).receipt_days
    told = _ACKNOWLEDGE_BY.with_facts(days=days)
    basis = deadlines.by_clause(made.agreement_id, _MECHANISM, told)
    deadlines.set_deadline(
        made.agreement_id,
        "dispute",
        made.id,
        ACKNOWLEDGEMENT,
        clock.today(),
        days,
        deadlines.WORKING_DAY,
        basis,
    )


def _tell_concluded(made: Dispute, document_id: UUID) -> None:
    if made.ground is None or made.concluded_on is None:
        return
    events.record(
        DisputeConcluded(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=audience_of(made),
            issue_no=issue_no(made),
            ground=made.ground,
            concluded_on=made.concluded_on,
            document_id=document_id,
        )
    )
