"""Many disputes registered at once, each row with its own outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import command, step, tried
from coop.core.errors import CoopError, Forbidden, NotFound
from coop.core.language import Text
from coop.mechanisms.referrals.policy import may_register
from coop.mechanisms.referrals.service.intake import add_dispute, give_consent
from coop.mechanisms.referrals.service.loading import issue_no, parties_of
from coop.mechanisms.referrals.service.referring import send_to_body

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Registered:
    """What is told of a registered dispute, also where it was undone afterwards."""

    dispute_id: UUID
    issue_no: str
    external_ref: str | None
    state: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row. told: None for one refused; is_kept: False where undone."""

    told: Registered | None
    refusal: CoopError | None
    is_kept: bool


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """Outcomes in the order of the rows. is_kept: whether anything was registered."""

    rows: tuple[RowOutcome, ...]

    @property
    def is_faultless(self) -> bool:
        return all(one.refusal is None for one in self.rows)


class _Undone(Exception):  # not an error: the way out of what is not to be kept
    pass


@command
def register_many(
    actor: Actor,
    *,
    agreement_id: UUID,
    rows: Sequence[Row | CoopError],
    dry_run: bool = False,
    atomic: bool = False,
) -> BulkOutcome:
    """Register each row, with consents and referral where it has them.

    rows: the fields of a registration, or why that row can't be read. dry_run: nothing is kept.
    atomic: one refused row undoes all. Raises NotFound, Forbidden.
    """
    require_registrar(actor, agreement_id)
    outcomes: list[tuple[Registered | None, CoopError | None]] = []

    def judge() -> None:
        outcomes.extend(register_rows(actor, agreement_id, rows))
        if dry_run or (atomic and any(refusal for _made, refusal in outcomes)):
            raise _Undone

    is_kept = True
    try:
        tried(judge)
    except _Undone:
        is_kept = False
    return BulkOutcome(
        tuple(RowOutcome(told, refusal, is_kept and told is not None) for told, refusal in outcomes)
    )


@step
def register_rows(
    actor: Actor, agreement_id: UUID, rows: Sequence[Row | CoopError]
) -> list[tuple[Registered | None, CoopError | None]]:
    """Each row alone: a refused one leaves nothing and stops none of the others."""
    return [_registered(actor, agreement_id, one) for one in rows]


def require_registrar(actor: Actor, agreement_id: UUID) -> None:
    """Raises NotFound for strangers, Forbidden for officers who don't register."""
    if agreement_id not in actor.posted_ids:
        raise NotFound
    if not may_register(actor, agreement_id):
        raise Forbidden(action=Text("批量登记纠纷", "Register disputes"))


def _registered(
    actor: Actor, agreement_id: UUID, row: Row | CoopError
) -> tuple[Registered | None, CoopError | None]:
    if isinstance(row, CoopError):
        return None, row
    try:
        return tried(lambda: _register(actor, agreement_id, row)), None
    except CoopError as refusal:
        return None, refusal


def _register(actor: Actor, agreement_id: UUID, row: Row) -> Registered:
    marks = {name: value for name, value in row.items() if name not in ("parties", "refer")}
    made = add_dispute(actor, agreement_id=agreement_id, parties=row["parties"], **marks)
    for party, told in zip(parties_of(made), row["parties"], strict=True):
        if told.get("consent_on") is not None:
            means = told.get("consent_means") or "paper"
            give_consent(actor, made, party, given_on=told["consent_on"], means=means)
    if row.get("refer"):
        send_to_body(actor, made, **row["refer"])
    return Registered(made.id, issue_no(made), made.external_ref, made.state)
