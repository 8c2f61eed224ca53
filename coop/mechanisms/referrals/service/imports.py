"""Files of disputes: previewed, then registered in parts with the progress kept."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

import orjson
import sqlalchemy as sa

from coop.core import audit, clock, events, jobs, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import CoopError, FieldProblem, Invalid, NotFound, RuleViolation
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.referrals.models.imports import DisputeImport, DisputeImportPart
from coop.mechanisms.referrals.policy import BODY, CLERK
from coop.mechanisms.referrals.roster import IMPORT
from coop.mechanisms.referrals.roster_events import DisputesImported
from coop.mechanisms.referrals.roster_policy import holds_import
from coop.mechanisms.referrals.service.bulk import register_rows, require_registrar
from coop.mechanisms.referrals.service.references import TakenNumbers
from coop.mechanisms.referrals.sheet_columns import column_of

JOB = "import_disputes"
AT_ONCE = 250


class RowsFaulty(RuleViolation):
    code = "rows_faulty"
    text = Text(
        "有{count}行存在问题，未登记任何纠纷；请更正后重新上传，或选择跳过这些行。",
        "{count} rows are faulty, so nothing was registered: mend them, or ask to skip them.",
    )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file whose rows were read.

    parts: of readable rows, each as packed() makes it; refused: (number, why) of the others.
    """

    filename: str
    encoding: str
    parts: Sequence[bytes]
    refused: Sequence[tuple[int, Invalid]]


def packed(rows: Sequence[tuple[int, Mapping[str, Any]]]) -> bytes:
    """(number, fields) of some rows, small: ten thousand of them as objects fill the memory."""
    return zlib.compress(orjson.dumps(rows), level=1)


@command
def preview_import(actor: Actor, *, agreement_id: UUID, file: ReadFile) -> DisputeImport:
    """Remember the file with what is wrong in it; nothing is registered.

    Raises NotFound, Forbidden.
    """
    require_registrar(actor, agreement_id)
    made = DisputeImport(
        agreement_id=agreement_id,
        institution_id=own_institution(actor),
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.on_behalf_of or actor.name,
        role=CLERK if actor.has(CLERK, agreement_id) else BODY,
        filename=file.filename,
        encoding=file.encoding,
        row_count=0,
    )
    session().add(made)
    session().flush()
    refused = dict(file.refused)
    numbers = TakenNumbers(made.institution_id)
    for number, part in enumerate(file.parts):
        refused |= _keep_part(made, number, part, numbers)
    made.faults = [one for place in sorted(refused) for one in _faults(place, refused[place])]
    _record(actor, made, "preview", readable=made.row_count, refused=len(refused))
    return made


def _keep_part(
    made: DisputeImport, number: int, part: bytes, numbers: TakenNumbers
) -> dict[int, Invalid]:
    """Keep the rows sealed; answers those whose numbers are taken."""
    rows = cast("list[tuple[int, dict[str, Any]]]", orjson.loads(zlib.decompress(part)))
    clashes = dict(numbers.clashes([row for _place, row in rows]))
    kept = [row for index, row in enumerate(rows) if index not in clashes]
    if kept:
        sealed = orjson.dumps(kept).decode()
        session().add(
            DisputeImportPart(import_id=made.id, number=number, count=len(kept), rows=sealed)
        )
        session().flush()
    made.row_count += len(kept)
    return {rows[index][0]: _taken(found) for index, found in clashes.items()}


@command
def start_import(
    actor: Actor, import_id: UUID, *, skip_faulty: bool = False, expected_version: int
) -> DisputeImport:
    """Register the readable rows in the background. Raises RowsFaulty."""
    made = _import_for(actor, import_id, "start", expected_version)
    faulty = {one["row"] for one in made.faults}
    if faulty and not skip_faulty:
        raise RowsFaulty(count=len(faulty))
    made.state = IMPORT.next(made.state, "start")
    jobs.enqueue(JOB, made.id)
    _record(actor, made, "start", rows=made.row_count, skipped=len(faulty))
    return made


@command
def discard_import(actor: Actor, import_id: UUID, *, expected_version: int) -> DisputeImport:
    """Forget the rows."""
    made = _import_for(actor, import_id, "discard", expected_version)
    made.state = IMPORT.next(made.state, "discard")
    parts = sa.delete(DisputeImportPart).where(DisputeImportPart.import_id == made.id)
    session().execute(parts)
    _record(actor, made, "discard")
    return made


def importer_of(import_id: UUID) -> Actor:
    """Who uploaded the file, with the post it was let in with. Raises NotFound."""
    made = session().get(DisputeImport, import_id)
    if made is None:
        raise NotFound
    in_sandbox = clock.sandbox_of(made.agreement_id) is not None
    return Actor(
        kind=made.actor_kind,
        id=made.actor_id,
        name=made.actor_name,
        institution_id=made.institution_id,
        posts=frozenset({(made.agreement_id, made.role)}),
        sandbox_id=made.agreement_id if in_sandbox else None,
    )


@command
def advance_import(importer: Actor, import_id: UUID) -> bool:
    """Register the next rows; whether any are left. Asked again after a crash it goes on."""
    made = lock(DisputeImport, import_id)
    if made.state not in IMPORT.sources("advance"):
        return False
    part = session().scalar(
        sa.select(DisputeImportPart)
        .where(DisputeImportPart.import_id == made.id)
        .order_by(DisputeImportPart.number)
        .limit(1)
    )
    if part is None:
        made.state, made.done_at = IMPORT.next(made.state, "finish"), clock.now()
        _record(importer, made, "finish", registered=made.registered_count)
        return False
    made.state = IMPORT.next(made.state, "advance")
    _register_part(importer, made, _typed(part))
    session().delete(part)
    return True


def _register_part(
    importer: Actor, made: DisputeImport, rows: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    found = register_rows(importer, made.agreement_id, [row for _number, row in rows])
    refused = [
        fault
        for (number, _row), (_told, refusal) in zip(rows, found, strict=True)
        for fault in _faults(number, refusal)
    ]
    made.faults = [*made.faults, *refused] if refused else made.faults
    made.done_count += len(rows)
    made.registered_count += sum(told is not None for told, _refusal in found)


def _import_for(actor: Actor, import_id: UUID, action: str, expected_version: int) -> DisputeImport:
    made = lock(DisputeImport, import_id)
    if not holds_import(actor, "importer", made):
        raise NotFound
    policy.require(actor, IMPORT, action, made, holds_import)
    check_version(made, expected_version)
    IMPORT.next(made.state, action)
    return made


def _faults(number: int, refusal: CoopError | None) -> list[dict[str, Any]]:
    """Where and why, without what the cell held."""
    if refusal is None:
        return []
    if isinstance(refusal, Invalid):
        return [
            {"row": number, "column": column_of(one.pointer), "code": one.code, "zh": one.text.zh,
             "en": one.text.en}
            for one in refusal.problems
        ]  # fmt: skip
    words = refusal.message
    return [{"row": number, "column": "", "code": refusal.code, "zh": words.zh, "en": words.en}]


def _taken(clashes: Sequence[tuple[str, str]]) -> Invalid:
    words = Text(
        "{value} 已登记过，或在文件中重复。", "{value} is registered, or stands here twice."
    )
    return Invalid(
        *(FieldProblem(f"/{name}", "taken", words.with_facts(value=told)) for name, told in clashes)
    )


def _typed(part: DisputeImportPart) -> list[tuple[int, dict[str, Any]]]:
    rows = cast("list[tuple[int, dict[str, Any]]]", orjson.loads(part.rows))
    for _number, row in rows:
        for party in row["parties"]:
            if party.get("consent_on"):
                party["consent_on"] = date.fromisoformat(party["consent_on"])
    return rows


def _record(actor: Actor, made: DisputeImport, action: str, **changes: Any) -> None:
    subject = Subject("dispute_import", made.id, made.agreement_id)
    audit.record(actor, f"dispute_import.{action}", subject, **changes)
    session().flush()
    events.record(
        DisputesImported(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=(made.institution_id,),
            action=action,
            state=made.state,
            registered_count=made.registered_count,
        )
    )
