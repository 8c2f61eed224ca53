"""What an actor may do now: the table and the post, less what the facts rule out."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.consultations.models import (
    ConsultationExtension,
    ConsultationText,
    Opinion,
)
from coop.mechanisms.consultations.policy import Standing, holds
from coop.mechanisms.consultations.workflow import RAISED, WORKFLOW

_CLOCK = frozenset({"opinion", "ask_extension", "pause", "remind"})
_LETTER = frozenset({"approve", "approve_case", "submit"})


def allowed_actions(actor: Actor, row: Any, standing: Standing) -> tuple[str, ...]:
    """row: of the consultation, with due_on of its clock."""
    granted = policy.allowed(actor, WORKFLOW, row.state, standing, holds)
    ruled_out = _ruled_out(actor, row, set(granted))
    return tuple(action for action in granted if action not in ruled_out)


def _ruled_out(actor: Actor, row: Any, granted: set[str]) -> set[str]:
    """Only what is granted is looked up, so that lists for readers cost nothing more."""
    found: set[str] = set()
    if granted & _CLOCK and (row.due_on is None or clock.today() > row.due_on):
        found |= _CLOCK
    if granted & _LETTER:
        found |= _letter_actions_out(row)
    if "opinion" in granted and _has_opinion(actor, row):
        found.add("opinion")
    if granted & {"ask_extension", "extend"}:
        found |= _extension_actions_out(row)
    if "record" in granted and row.round_closed_at is None:
        found.add("record")
    if "escalate" in granted and row.state in RAISED:
        found.add("escalate")
    return found


def _letter_actions_out(row: Any) -> set[str]:
    query = sa.select(ConsultationText).where(ConsultationText.consultation_id == row.id)
    text = session().scalars(query.order_by(ConsultationText.number.desc()).limit(1)).one()
    if text.asked_on is not None:
        return set(_LETTER)
    out = {"approve"} if text.approved_at else {"submit", "approve_case"}
    if row.pending_case_no is None or text.case_approved_at:
        out.add("approve_case")
    return out


def _has_opinion(actor: Actor, row: Any) -> bool:
    own = sa.select(Opinion.id).where(
        Opinion.consultation_id == row.id,
        Opinion.institution_id == actor.institution_id,
        Opinion.text_version == row.text_version,
    )
    return session().scalar(own) is not None


def _extension_actions_out(row: Any) -> set[str]:
    query = sa.select(ConsultationExtension.granted).where(
        ConsultationExtension.consultation_id == row.id
    )
    found = list(session().scalars(query))
    out = set() if None in found else {"extend"}
    return out | {"ask_extension"} if found and (None in found or True in found) else out
