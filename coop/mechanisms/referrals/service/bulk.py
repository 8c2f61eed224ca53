"""Many disputes registered at once, each row with its own outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import command, step, tried
from coop.core.errors import CoopError, Duplicate, Forbidden, NotFound
from coop.core.language import Text
from coop.mechanisms.referrals.policy import may_register
from coop.mechanisms.referrals.service.entries import Entry, Registrar, keep, registrar_of
from coop.mechanisms.referrals.service.loading import issue_no
from coop.mechanisms.referrals.service.references import TakenNumbers
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
    registrar = registrar_of(actor, agreement_id, None)
    refused = _refused_by_number(registrar, rows)
    entries: dict[int, Entry] = {}
    for place, row in enumerate(rows):
        if place not in refused and not isinstance(row, CoopError):
            try:
                entries[place] = registrar.entry(row, row["parties"])
            except CoopError as refusal:
                refused[place] = refusal
    keep(actor, [one for place, one in entries.items() if not _is_sent(rows[place])])
    told: dict[int, Registered] = {}
    for place, entry in entries.items():
        try:
            told[place] = _finished(actor, entry, rows[place])
        except CoopError as refusal:
            refused[place] = refusal
    return [(told.get(place), refused.get(place)) for place in range(len(rows))]


def _refused_by_number(
    registrar: Registrar, rows: Sequence[Row | CoopError]
) -> dict[int, CoopError]:
    """Unread rows, and those whose numbers another dispute or an earlier row has."""
    refused: dict[int, CoopError] = {
        place: row for place, row in enumerate(rows) if isinstance(row, CoopError)
    }
    read = [(place, row) for place, row in enumerate(rows) if not isinstance(row, CoopError)]
    numbers = TakenNumbers(registrar.registered_by_id)
    for index, clashes in numbers.clashes([row for _place, row in read]):
        refused[read[index][0]] = Duplicate(value=clashes[0][1])
    return refused


def _is_sent(row: Row | CoopError) -> bool:
    return not isinstance(row, CoopError) and bool(row.get("refer"))


def _finished(actor: Actor, entry: Entry, row: Row | CoopError) -> Registered:
    """A row that is referred at once is kept only if its body may take it."""
    if not isinstance(row, CoopError) and row.get("refer"):
        terms = row["refer"]

        def send() -> None:
            keep(actor, [entry])
            send_to_body(actor, entry.dispute, **terms)

        tried(send)
    made = entry.dispute
    return Registered(made.id, issue_no(made), made.external_ref, made.state)


def require_registrar(actor: Actor, agreement_id: UUID) -> None:
    """Raises NotFound for strangers, Forbidden for officers who don't register."""
    if agreement_id not in actor.posted_ids:
        raise NotFound
    if not may_register(actor, agreement_id):
        raise Forbidden(action=Text("批量登记纠纷", "Register disputes"))
