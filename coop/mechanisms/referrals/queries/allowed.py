"""What an actor may do now: the table and the post, less what the facts rule out."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.referrals.codes import AGREED, CONSENTED, PARTIES
from coop.mechanisms.referrals.models import (
    AppraisalPause,
    DisputeParty,
    ExtensionConsent,
    Settlement,
)
from coop.mechanisms.referrals.policy import Standing, holds
from coop.mechanisms.referrals.queries.fairness import awaits_waiver
from coop.mechanisms.referrals.workflow import ASKING, DISPUTE, SETTLEMENT

_NEEDS_CLOCK = frozenset({"agree_extension", "extend", "start_appraisal"})
_NEEDS_MEDIATOR = frozenset({"disclose", "recuse"})
# What a mediator with a ground for recusal does only with every party's leave.
_GOING_ON = frozenset({"record_facts", "settle"})
_APPRAISAL = frozenset({"start_appraisal", "stop_appraisal"})


def allowed_actions(actor: Actor, row: Any, standing: Standing) -> tuple[str, ...]:
    """row: of the dispute, with clock_on of the stage and what was chosen."""
    granted = policy.allowed(actor, DISPUTE, row.state, standing, holds)
    ruled_out = _ruled_out(row, set(granted))
    return tuple(action for action in granted if action not in ruled_out)


def allowed_on_settlement(actor: Actor, row: Any, standing: Standing) -> tuple[str, ...]:
    """row: of the settlement."""
    granted = policy.allowed(actor, SETTLEMENT, row.state, standing, holds)
    ruled_out = set()
    if row.kind != "people" or row.sealed_on is not None:
        ruled_out.add("seal")
    if row.enforce_until_on is not None and row.enforce_until_on < clock.today():
        ruled_out.add("enforce")
    return tuple(action for action in granted if action not in ruled_out)


def _ruled_out(row: Any, granted: set[str]) -> set[str]:
    """Only what is granted is looked up, so that lists for readers cost nothing more."""
    is_over = row.clock_on is None or clock.today() > row.clock_on
    found = set(_NEEDS_CLOCK if is_over else ())
    if row.mediator_id is None:
        found |= _NEEDS_MEDIATOR
    if is_over:
        found.add("accept")
    if granted & _APPRAISAL:
        found.add("start_appraisal" if _has_open_appraisal(row) else "stop_appraisal")
    if "extend" in granted - found and not _all_consent_to_more(row):
        found.add("extend")
    if "consent" in granted and row.state not in ASKING and not _unasked(row):
        found.add("consent")
    if "waive" in granted:
        found |= _GOING_ON if _awaits_waiver(row) else {"waive"}
    return found | _choosing_out(row) | _endings_out(row, granted)


def _choosing_out(row: Any) -> set[str]:
    """Nobody asks the court once a body is chosen; the court leaves the parties their days."""
    found = set()
    if row.chosen_by is not None or row.is_appointment_asked:
        found.add("ask_appointment")
    may_choose = row.selection_on is not None and clock.today() <= row.selection_on
    if row.chosen_by == PARTIES or (
        may_choose and row.chosen_by is None and not row.is_appointment_asked
    ):
        found.add("appoint_body")
    return found


def _endings_out(row: Any, granted: set[str]) -> set[str]:
    found = set()
    if row.acknowledged_at is not None:
        found.add("acknowledge")
    if row.clock_on is None or row.acknowledged_at is None:
        found.add("file_case")
    if row.ground == AGREED and granted & {"fail", "feedback"}:
        found.add("fail" if _is_settlement_in_effect(row) else "feedback")
    return found


def _has_open_appraisal(row: Any) -> bool:
    query = sa.select(AppraisalPause.id).where(
        AppraisalPause.referral_id == row.referral_id, AppraisalPause.stopped_on.is_(None)
    )
    return session().scalar(query) is not None


def _all_consent_to_more(row: Any) -> bool:
    given = sa.select(ExtensionConsent.party_id).where(
        ExtensionConsent.referral_id == row.referral_id, ExtensionConsent.extension_id.is_(None)
    )
    missing = sa.select(DisputeParty.id).where(
        DisputeParty.dispute_id == row.id, DisputeParty.id.not_in(given)
    )
    return session().scalar(missing.limit(1)) is None


def _awaits_waiver(row: Any) -> bool:
    return bool(session().scalar(sa.select(awaits_waiver(row.id, row.mediator_id))))


def _unasked(row: Any) -> bool:
    query = sa.select(DisputeParty.id).where(
        DisputeParty.dispute_id == row.id, DisputeParty.consent != CONSENTED
    )
    return session().scalar(query.limit(1)) is not None


def _is_settlement_in_effect(row: Any) -> bool:
    query = sa.select(Settlement.effective_on).where(Settlement.dispute_id == row.id)
    return session().scalar(query.order_by(Settlement.number.desc()).limit(1)) is not None
