"""轮值: who hosts an agreement, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import in_command, session
from coop.core.errors import Conflict
from coop.core.language import Text
from coop.registry.models import RotationTerm

_TERMS = "rotation_terms"


class NoHost(Conflict):
    code = "no_host"
    text = Text(
        "{day}没有轮值单位，请先排定轮值。",
        "No institution hosts on {day}; add a rotation term.",
    )


@dataclass(frozen=True, slots=True)
class TermRow:
    """轮值 of one institution, both days included."""

    institution_id: UUID
    from_on: date
    to_on: date


def terms(agreement_id: UUID) -> tuple[TermRow, ...]:
    """All rotation terms, earliest first. Read once by pages and lists, anew in commands."""
    known: dict[UUID, tuple[TermRow, ...]] = session().info.setdefault(_TERMS, {})
    if in_command() or agreement_id not in known:
        known[agreement_id] = _terms(agreement_id)
    return known[agreement_id]


def _terms(agreement_id: UUID) -> tuple[TermRow, ...]:
    found = session().execute(
        sa.select(RotationTerm.institution_id, RotationTerm.from_on, RotationTerm.to_on)
        .where(RotationTerm.agreement_id == agreement_id)
        .order_by(RotationTerm.from_on)
    )
    return tuple(TermRow(*row) for row in found)


def host_on(agreement_id: UUID, day: date) -> UUID:
    """The institution whose term includes the day. Raises NoHost."""
    for term in terms(agreement_id):
        if term.from_on <= day <= term.to_on:
            return term.institution_id
    raise NoHost(day=day)


def present_host(agreement_id: UUID) -> UUID | None:
    """The institution that hosts today; None where no term is set."""
    today = clock.today()
    hosting = (one for one in terms(agreement_id) if one.from_on <= today <= one.to_on)
    return next((one.institution_id for one in hosting), None)


def next_host(agreement_id: UUID, day: date) -> UUID:
    """The institution of the first term that begins after the day. Raises NoHost."""
    for term in terms(agreement_id):
        if term.from_on > day:
            return term.institution_id
    raise NoHost(day=day)
