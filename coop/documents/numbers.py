"""Giving numbers out, and the register that explains each: used, reserved, imported or void.

A number is taken for good: neither voiding nor revoking gives it back. Serials are handed out in
order and skip what was imported, so the register never has a hole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, step
from coop.core.errors import Duplicate, NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import require
from coop.documents.events import NumberImported, NumberReserved, NumberVoided
from coop.documents.models import NumberEntry, NumberSeries
from coop.documents.numbering import ParsedNumber, parse_number, write_number
from coop.documents.policy import Seat, holds
from coop.documents.workflow import NUMBER
from coop.registry import directory
from coop.registry.sandboxes import ISSUER_MARK

__all__ = [
    "Number",
    "NumberOnDocument",
    "ParsedNumber",
    "claim_number",
    "import_number",
    "next_number",
    "parse_number",
    "reserve_number",
    "void_number",
]


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was given out."""

    text: str
    serial: int
    year: int


class NumberOnDocument(RuleViolation):
    code = "number_on_document"
    text = Text(
        "“{number}”已用于正式公文，不能作废；可以撤销或废止该公文。",
        "“{number}” is on a document and can't be voided; revoke or repeal the document.",
    )


# --------------------------------------------------------------------------- steps


@step
def next_number(issuer_code: str, year: int, *, agreement_id: UUID | None = None) -> Number:
    """Take the next free number of the series. Take it late: others wait until the command ends.

    year: of the formation date. agreement_id: needed only where no document is filed under it.
    """
    entry = _take(issuer_code, year, "allocate", agreement_id=agreement_id)
    return Number(entry.text, entry.serial, entry.year)


@step
def claim_number(number: str, agreement_id: UUID, corrects_id: UUID | None) -> NumberEntry:
    """The register's entry for a document about to be filed: given out, reserved or imported.

    Raises Invalid when it was never given out, IllegalTransition when void, Duplicate when another
    document than the corrected one has it.
    """
    entry = session().scalar(
        sa.select(NumberEntry).where(NumberEntry.text == number).with_for_update()
    )
    if entry is None or entry.agreement_id not in (None, agreement_id):
        words = Text("这个文号没有编发过。", "This number was never given out.")
        raise invalid("number", "number_not_allocated", words)
    if entry.document_id not in (None, corrects_id):
        raise Duplicate(value=number)
    entry.state, entry.agreement_id = NUMBER.next(entry.state, "allocate"), agreement_id
    return entry


# --------------------------------------------------------------------------- commands


@command
def import_number(actor: Actor, agreement_id: UUID, *, number: str, reason: str) -> NumberEntry:
    """Register a number given outside the system. Raises Duplicate naming it when taken."""
    _require_secretariat(actor, agreement_id, "import_number")
    parsed = parse_number(number)
    _check_issuer(agreement_id, parsed.issuer_code)
    _locked_series(parsed.issuer_code, parsed.year)
    if _is_taken(parsed.text):
        raise Duplicate(value=parsed.text)
    entry = _entry(parsed, "import_number", agreement_id, reason)
    _record(actor, "number.import_number", entry, reason)
    events.record(NumberImported(number=entry.text, **_about(entry, agreement_id)))
    return entry


@command
def reserve_number(actor: Actor, agreement_id: UUID, *, reason: str) -> NumberEntry:
    """Take the next number of the host's series of this year for a document still on paper."""
    _require_secretariat(actor, agreement_id, "reserve_number")
    today = clock.today()
    host = directory.party(agreement_id, directory.host_on(agreement_id, today))
    entry = _take(
        host.issuer_code, today.year, "reserve_number", agreement_id=agreement_id, reason=reason
    )
    _record(actor, "number.reserve_number", entry, reason)
    events.record(NumberReserved(number=entry.text, **_about(entry, agreement_id)))
    return entry


@command
def void_number(
    actor: Actor, entry_id: UUID, *, reason: str, expected_version: int | None = None
) -> NumberEntry:
    """Void a number that never came onto a document. It stays in the register with the reason."""
    entry = lock(NumberEntry, entry_id)
    if entry.agreement_id is None or not actor.sees(entry.agreement_id):
        raise NotFound
    agreement_id = entry.agreement_id
    _require_secretariat(actor, agreement_id, "void")
    check_version(entry, expected_version)
    before, after = entry.state, NUMBER.next(entry.state, "void")
    if entry.document_id is not None:
        raise NumberOnDocument(number=entry.text)
    entry.state, entry.reason = after, reason
    _record(actor, "number.void", entry, reason, state=(before, after))
    events.record(NumberVoided(number=entry.text, **_about(entry, agreement_id)))
    return entry


# --------------------------------------------------------------------------- parts


def _require_secretariat(actor: Actor, agreement_id: UUID, action: str) -> None:
    if not actor.sees(agreement_id):
        raise NotFound
    host_id = directory.host_on(agreement_id, clock.today())
    require(actor, NUMBER, action, Seat(agreement_id, host_id), holds)


def _check_issuer(agreement_id: UUID, issuer_code: str) -> None:
    known = [party.issuer_code for party in directory.parties(agreement_id)]
    if issuer_code not in known:
        words = Text(
            "“{code}”不是成员单位的机关代字，只能是：{known}。",
            "“{code}” is no member's issuer code; these are: {known}.",
        )
        raise invalid(
            "number", "issuer_code_unknown", words.with_facts(code=issuer_code, known=known)
        )


def _take(
    issuer_code: str,
    year: int,
    action: str,
    *,
    agreement_id: UUID | None,
    reason: str | None = None,
) -> NumberEntry:
    code = _marked(issuer_code)
    series = _locked_series(code, year)
    serial = _first_free(series)
    parsed = parse_number(write_number(code, year, serial))
    series.next_serial = serial + 1
    return _entry(parsed, action, agreement_id, reason)


def _marked(issuer_code: str) -> str:
    """What a sandbox numbers never takes a number out of a live series."""
    if clock.sandbox() is None or issuer_code.startswith(ISSUER_MARK):
        return issuer_code
    return f"{ISSUER_MARK}{issuer_code}"


def _locked_series(issuer_code: str, year: int) -> NumberSeries:
    """The series' row, made when first needed; its lock is the queue of parallel issues."""
    key = {"issuer_code": issuer_code, "year": year}
    engine = postgresql if session().get_bind().dialect.name == "postgresql" else sqlite
    session().execute(
        engine.insert(NumberSeries).values(next_serial=1, **key).on_conflict_do_nothing()
    )
    return session().get_one(NumberSeries, key, with_for_update=True, populate_existing=True)


def _first_free(series: NumberSeries) -> int:
    """next_serial, or the first serial after it that was not imported."""
    imported = set(
        session().scalars(
            sa.select(NumberEntry.serial).where(
                NumberEntry.issuer_code == series.issuer_code,
                NumberEntry.year == series.year,
                NumberEntry.serial >= series.next_serial,
            )
        )
    )
    serial = series.next_serial
    while serial in imported:
        serial += 1
    return serial


def _is_taken(number: str) -> bool:
    taken = sa.select(NumberEntry.id).where(NumberEntry.text == number)
    return session().scalar(taken) is not None


def _entry(
    parsed: ParsedNumber, action: str, agreement_id: UUID | None, reason: str | None
) -> NumberEntry:
    entry = NumberEntry(
        issuer_code=parsed.issuer_code,
        year=parsed.year,
        serial=parsed.serial,
        text=parsed.text,
        state=NUMBER.next(NUMBER.initial, action),
        agreement_id=agreement_id,
        reason=reason,
        at=clock.now(),
    )
    session().add(entry)
    session().flush()
    return entry


def _about(entry: NumberEntry, agreement_id: UUID) -> dict[str, Any]:
    audience = directory.institution_ids(agreement_id)
    return {"agreement_id": agreement_id, "subject_id": entry.id, "audience": audience}


def _record(actor: Actor, action: str, entry: NumberEntry, reason: str, **changes: object) -> None:
    subject = Subject("number", entry.id, entry.agreement_id)
    audit.record(actor, action, subject, reason=reason, number=entry.text, **changes)
