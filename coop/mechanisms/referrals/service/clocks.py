"""The clock of mediation: started by the receipt, extended, and stopped for an appraisal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.law import APPRAISAL_BASIS, MEDIATION, PERIOD_BASES
from coop.mechanisms.referrals.models import (
    AppraisalPause,
    Dispute,
    ExtensionConsent,
    MediationExtension,
    Referral,
)
from coop.mechanisms.referrals.service.entries import require_past
from coop.mechanisms.referrals.service.loading import (
    dispute_for,
    parties_of,
    party_of,
    record,
    referral_of,
)
from coop.mechanisms.referrals.workflow import DISPUTE
from coop.registry import deadlines, directory
from coop.registry.deadlines import DueView
from coop.registry.models import Deadline

_LONGEST = 365


class MediationPeriodOver(RuleViolation):
    code = "mediation_period_over"
    text = Text("调解期限{day}已届满。", "The mediation period ended on {day}.")


class NoMediationClock(RuleViolation):
    code = "no_mediation_clock"
    text = Text("调解期限当前未在计算。", "No mediation period is running.")


class ExtensionConsentMissing(RuleViolation):
    code = "extension_consent_missing"
    text = Text(
        "延长调解期限须各方当事人同意，尚缺：{missing}。",
        "Every party must consent to more time; missing: {missing}.",
    )


class AppraisalRunning(RuleViolation):
    code = "appraisal_running"
    text = Text("鉴定评估尚未结束。", "An appraisal is under way.")


class NoAppraisal(RuleViolation):
    code = "no_appraisal"
    text = Text("没有正在进行的鉴定评估。", "No appraisal is under way.")


def start_clock(made: Dispute, referral: Referral) -> Deadline | None:
    """Day 0 is the day the body signed for the file; a body's own disputes have no such clock."""
    if referral.period_days is None or referral.received_on is None:
        return None
    basis = PERIOD_BASES[referral.mode]
    return _set(made, referral.received_on, referral.period_days, basis)


def period_days(agreement_id: UUID, kind: str, procedure: str | None) -> int:
    """Calendar days by 特邀调解规定 art. 27, as the agreement's version in force has them."""
    rules = directory.settings(agreement_id)
    if kind == "delegated":
        return rules.mediation_calendar_days_delegated
    if procedure == "summary":
        return rules.mediation_calendar_days_entrusted_summary
    return rules.mediation_calendar_days_entrusted_ordinary


def running_clock(made: Dispute) -> DueView | None:
    found = (one for one in deadlines.due_dates(made.id) if one.kind == MEDIATION)
    return next((one for one in found if one.met_on is None), None)


@command
def agree_extension(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    party_id: UUID,
    days: int,
    signed_on: date,
) -> Dispute:
    """One party agrees to so many days more; the court extends once all have."""
    made = dispute_for(actor, dispute_id, "agree_extension", expected_version)
    DISPUTE.next(made.state, "agree_extension")
    party = party_of(made, party_id)
    require_past("signed_on", signed_on)
    _require_running(made)
    referral = referral_of(made)
    _check_most(made, referral, days)
    _forget_consent(referral, party.id)
    session().add(
        ExtensionConsent(referral_id=referral.id, party_id=party.id, days=days, signed_on=signed_on)
    )
    touch(made)
    record(actor, made, "agree_extension", party_id=party.id, days=days, signed_on=signed_on)
    return made


@command
def extend_mediation(
    actor: Actor, dispute_id: UUID, *, expected_version: int, days: int
) -> Dispute:
    """More time, before the due day, with every party's consent to as many days (art. 27)."""
    made = dispute_for(actor, dispute_id, "extend", expected_version)
    made.state = DISPUTE.next(made.state, "extend")
    running = _require_running(made)
    referral = referral_of(made)
    _check_most(made, referral, days)
    consents = _require_all_consent(made, referral, days)
    extended = _set(made, running.due_on, days, _more_time(referral, days))
    granted = MediationExtension(
        referral_id=referral.id,
        days=days,
        old_due_on=running.due_on,
        new_due_on=extended.due_on,
        granted_by=actor.on_behalf_of or actor.name,
        granted_on=clock.today(),
    )
    session().add(granted)
    session().flush()
    for one in consents:
        one.extension_id = granted.id
    touch(made)
    record(actor, made, "extend", days=days, due_on=(running.due_on, extended.due_on))
    return made


@command
def start_appraisal(
    actor: Actor, dispute_id: UUID, *, expected_version: int, subject: str
) -> Dispute:
    """An appraisal begins: its days don't count (在线调解规则 art. 26)."""
    made = dispute_for(actor, dispute_id, "start_appraisal", expected_version)
    made.state = DISPUTE.next(made.state, "start_appraisal")
    if open_appraisal(made) is not None:
        raise AppraisalRunning
    running = _require_running(made)
    session().add(
        AppraisalPause(
            referral_id=made.referral_id,
            subject=subject,
            started_on=clock.today(),
            clock_start_on=running.start_on,
            clock_days=running.amount,
        )
    )
    deadlines.drop_deadlines(made.id, MEDIATION)
    touch(made)
    record(actor, made, "start_appraisal")
    return made


@command
def stop_appraisal(actor: Actor, dispute_id: UUID, *, expected_version: int) -> Dispute:
    """The appraisal is done: the period is longer by the days it took."""
    made = dispute_for(actor, dispute_id, "stop_appraisal", expected_version)
    made.state = DISPUTE.next(made.state, "stop_appraisal")
    paused = open_appraisal(made)
    if paused is None:
        raise NoAppraisal
    due = close_appraisal(made, paused)
    touch(made)
    record(actor, made, "stop_appraisal", due_on=due.due_on)
    return made


def open_appraisal(made: Dispute) -> AppraisalPause | None:
    query = sa.select(AppraisalPause).where(
        AppraisalPause.referral_id == made.referral_id, AppraisalPause.stopped_on.is_(None)
    )
    return session().scalar(query)


def close_appraisal(made: Dispute, paused: AppraisalPause) -> Deadline:
    paused.stopped_on = clock.today()
    days = (paused.stopped_on - paused.started_on).days
    basis = _with_appraisals(referral_of(made), paused.clock_start_on)
    return _set(made, paused.clock_start_on, paused.clock_days + days, basis)


# --------------------------------------------------------------------------- parts


def _more_time(referral: Referral, days: int) -> Text:
    rule = PERIOD_BASES[referral.mode]
    return Text(
        f"各方同意延长{days}日，{rule.zh}", f"every party agrees to {days} more days, {rule.en}"
    )


def _with_appraisals(referral: Referral, start_on: date) -> Text:
    """The rule of the clock that began then, and all days of appraisals that it stood still."""
    session().flush()
    extended = sa.select(MediationExtension.days).where(
        MediationExtension.referral_id == referral.id, MediationExtension.old_due_on == start_on
    )
    more = session().scalar(extended.limit(1))
    rule = PERIOD_BASES[referral.mode] if more is None else _more_time(referral, more)
    paused = session().scalars(
        sa.select(AppraisalPause).where(
            AppraisalPause.referral_id == referral.id, AppraisalPause.clock_start_on == start_on
        )
    )
    days = sum((one.stopped_on - one.started_on).days for one in paused if one.stopped_on)
    return Text(
        f"{rule.zh}；含鉴定评估{days}日不计入，{APPRAISAL_BASIS.zh}",
        f"{rule.en}; {days} days of appraisal not counted, {APPRAISAL_BASIS.en}",
    )


def _set(made: Dispute, start_on: date, days: int, basis: Text) -> Deadline:
    return deadlines.set_deadline(
        made.agreement_id,
        "dispute",
        made.id,
        MEDIATION,
        start_on,
        days,
        deadlines.CALENDAR_DAY,
        basis,
    )


def _require_running(made: Dispute) -> DueView:
    """The running clock. Raises NoMediationClock, and MediationPeriodOver after its day."""
    found = running_clock(made)
    if found is None:
        raise NoMediationClock
    if clock.today() > found.due_on:
        raise MediationPeriodOver(day=found.due_on)
    return found


def _check_most(made: Dispute, referral: Referral, days: int) -> None:
    most = directory.settings(made.agreement_id).max_extension_calendar_days
    taken = sa.select(sa.func.coalesce(sa.func.sum(MediationExtension.days), 0)).where(
        MediationExtension.referral_id == referral.id
    )
    left = (_LONGEST if most is None else most) - (session().scalar(taken) or 0)
    if days > left:
        words = Text("累计延长不得超过约定天数，还可延长{left}日。", "Only {left} days are left.")
        raise invalid("days", "extension_too_long", words.with_facts(left=max(left, 0)))


def _forget_consent(referral: Referral, party_id: UUID) -> None:
    """A later consent of the same party replaces its earlier, unused one."""
    session().execute(
        sa.delete(ExtensionConsent).where(
            ExtensionConsent.referral_id == referral.id,
            ExtensionConsent.party_id == party_id,
            ExtensionConsent.extension_id.is_(None),
        )
    )


def _require_all_consent(made: Dispute, referral: Referral, days: int) -> list[ExtensionConsent]:
    query = sa.select(ExtensionConsent).where(
        ExtensionConsent.referral_id == referral.id,
        ExtensionConsent.extension_id.is_(None),
        ExtensionConsent.days >= days,
    )
    given = {one.party_id: one for one in session().scalars(query)}
    missing = [one.name for one in parties_of(made) if one.id not in given]
    if missing:
        raise ExtensionConsentMissing(missing=missing)
    return list(given.values())
