"""The catalogue: entries drafted, published, revised and withdrawn by their provider."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import FieldProblem, Invalid, NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import require_head
from coop.mechanisms.sharing.models import CatalogEntry, CatalogRevision
from coop.mechanisms.sharing.policy import require_officer
from coop.mechanisms.sharing.service import guard, timing
from coop.mechanisms.sharing.workflow import (
    CATALOG_ENTRY,
    CONDITIONAL,
    ENTRY_WORDS,
    NOT_SHARED,
    REVIEW,
    UPDATE,
)
from coop.registry import deadlines

_NEEDED = {
    NOT_SHARED: {
        "legal_basis": Text(
            "不予共享的，须列明法律、行政法规或国务院决定依据。",
            "Name the law that forbids sharing it.",
        )
    },
    CONDITIONAL: {
        "scope": Text("有条件共享的，须写明共享范围。", "Say within which scope it is shared."),
        "purpose": Text("有条件共享的，须写明用途。", "Say for which purpose it is shared."),
    },
}


class ChangeReported(RuleViolation):
    code = "change_reported"
    text = Text("已登记的变化尚未更新目录。", "A reported change still waits for its update.")


class NoChangeReported(RuleViolation):
    code = "no_change_reported"
    text = Text("没有待更新的变化。", "No change waits for an update.")


class UpdateExtended(RuleViolation):
    code = "update_extended"
    text = Text("更新期限只能延长一次。", "The period may be extended once.")


class TooLateToExtend(RuleViolation):
    code = "extension_too_late"
    text = Text("应在更新期限（{due_on}）届满前延长。", "It had to be extended by {due_on}.")


class NothingProposed(RuleViolation):
    code = "no_revision_proposed"
    text = Text("没有待审核的目录修订。", "No revision waits for a review.")


@command
def draft_catalog_entry(actor: Actor, *, agreement_id: UUID, **said: Any) -> CatalogEntry:
    """A draft only its provider sees. said: the fields of CatalogRevision. Raises Invalid."""
    if not actor.sees(agreement_id) or actor.institution_id is None:
        raise NotFound
    require_officer(actor, agreement_id, Text("编制目录", "Draft an entry"))
    entry = CatalogEntry(agreement_id=agreement_id, provider_id=actor.institution_id)
    session().add(entry)
    session().flush()
    _write(CatalogRevision(entry_id=entry.id, number=1), said)
    guard.record_entry(actor, entry, "draft")
    return entry


@command
def edit_catalog_entry(
    actor: Actor, entry_id: UUID, *, expected_version: int, **said: Any
) -> CatalogEntry:
    """Change a draft; of a published entry propose the next revision, which is then reviewed.

    What was proposed before and is not in force yet is replaced.
    """
    entry = guard.admit_entry(actor, entry_id, "edit", expected_version)
    if entry.published_at is not None:
        return _propose(actor, entry, said)
    current = revision_of(entry)
    _write(current, _said_by(current) | said)
    touch(entry)
    guard.record_entry(actor, entry, "edit", revision=entry.revision, fields=sorted(said))
    return entry


@command
def review_catalog_revision(
    actor: Actor, entry_id: UUID, *, outcome: str, note: str = "", expected_version: int
) -> CatalogEntry:
    """The secretariat lets the proposed revision come into force, or returns it with reasons.

    outcome: a code of REVIEWS. A returned one leaves the update owed by its old day.
    Raises NothingProposed, DrafterMayNotDecide, Invalid (note) for a return without reasons.
    """
    entry = guard.admit_entry(actor, entry_id, "review", expected_version)
    if entry.proposed_at is None or entry.returned_for:
        raise NothingProposed
    require_head(actor, entry.proposed_by_id)
    if outcome == "return" and not note:
        raise invalid("note", "required", Text("请说明退回理由。", "Say why it is returned."))
    deadlines.meet_deadline(entry.id, REVIEW)
    said: dict[str, Any] = {"outcome": outcome, "revision": entry.revision + 1}
    if outcome == "return":
        entry.returned_for = note
        if entry.changed_on is not None:
            timing.start_update_clock(entry, is_extended=bool(entry.update_extended_for))
        guard.record_proposal(actor, entry, "review", returned_for=note, **said)
        return entry
    entry.revision += 1
    entry.proposed_at = entry.proposed_by_id = None
    _end_change(entry)
    guard.record_entry(actor, entry, "review", reason=note or None, **said)
    return entry


@command
def report_catalog_change(
    actor: Actor, entry_id: UUID, *, changed_on: date, note: str, expected_version: int
) -> CatalogEntry:
    """What the entry describes has changed: it is to be revised within the set working days.

    Raises Invalid for a day to come, ChangeReported while another change waits.
    """
    entry = guard.admit_entry(actor, entry_id, "report_change", expected_version)
    if changed_on > clock.today():
        raise invalid("changed_on", "in_the_future", Text("不能晚于今天。", "Not after today."))
    if entry.changed_on is not None:
        raise ChangeReported
    entry.changed_on, entry.change_note = changed_on, note
    due_on = timing.start_update_clock(entry, is_extended=False)
    guard.record_entry(actor, entry, "report_change", reason=note, update_due_on=due_on)
    return entry


@command
def extend_catalog_update(
    actor: Actor, entry_id: UUID, *, reason: str, expected_version: int
) -> CatalogEntry:
    """Take the one extension, by the due day. Raises NoChangeReported, UpdateExtended, TooLate."""
    entry = guard.admit_entry(actor, entry_id, "extend_update", expected_version)
    due_on = timing.open_due_on(entry.id, UPDATE)
    if entry.changed_on is None or due_on is None:
        raise NoChangeReported
    if entry.update_extended_for:
        raise UpdateExtended
    if clock.today() > due_on:
        raise TooLateToExtend(due_on=due_on)
    entry.update_extended_for = reason
    due_on = timing.start_update_clock(entry, is_extended=True)
    guard.record_entry(actor, entry, "extend_update", reason=reason, update_due_on=due_on)
    return entry


@command
def publish_catalog_entry(actor: Actor, entry_id: UUID, *, expected_version: int) -> CatalogEntry:
    entry = guard.admit_entry(actor, entry_id, "publish", expected_version)
    before, entry.state = entry.state, CATALOG_ENTRY.next(entry.state, "publish")
    entry.published_at = clock.now()
    guard.record_entry(actor, entry, "publish", state=(before, entry.state))
    return entry


@command
def withdraw_catalog_entry(
    actor: Actor, entry_id: UUID, *, reason: str, expected_version: int
) -> CatalogEntry:
    """No new requests from now on; what was granted runs on."""
    entry = guard.admit_entry(actor, entry_id, "withdraw", expected_version)
    _end_change(entry)
    _drop_proposal(entry)
    before, entry.state = entry.state, CATALOG_ENTRY.next(entry.state, "withdraw")
    entry.withdrawn_at, entry.withdrawal_reason = clock.now(), reason
    guard.record_entry(actor, entry, "withdraw", reason=reason, state=(before, entry.state))
    return entry


def _end_change(entry: CatalogEntry) -> None:
    """The revision answers what was reported."""
    entry.changed_on, entry.change_note, entry.update_extended_for = None, "", ""
    deadlines.meet_deadline(entry.id, UPDATE)


def _propose(actor: Actor, entry: CatalogEntry, said: dict[str, Any]) -> CatalogEntry:
    waiting = _proposed(entry)
    before = waiting or revision_of(entry)
    following = waiting or CatalogRevision(entry_id=entry.id, number=entry.revision + 1)
    _write(following, _said_by(before) | said)
    entry.proposed_at, entry.proposed_by_id, entry.returned_for = clock.now(), actor.id, ""
    deadlines.meet_deadline(entry.id, UPDATE)
    due_on = timing.start_review_clock(entry)
    touch(entry)
    guard.record_proposal(
        actor, entry, "edit", revision=following.number, fields=sorted(said), review_due_on=due_on
    )
    return entry


def _proposed(entry: CatalogEntry) -> CatalogRevision | None:
    if entry.proposed_at is None:
        return None
    found = sa.select(CatalogRevision).where(
        CatalogRevision.entry_id == entry.id, CatalogRevision.number == entry.revision + 1
    )
    return session().scalars(found).one()


def _drop_proposal(entry: CatalogEntry) -> None:
    waiting = _proposed(entry)
    if waiting is not None:
        session().delete(waiting)
    entry.proposed_at, entry.proposed_by_id, entry.returned_for = None, None, ""
    deadlines.drop_deadlines(entry.id)


def _said_by(revision: CatalogRevision) -> dict[str, Any]:
    return {name: getattr(revision, name) for name in ENTRY_WORDS}


def revision_of(entry: CatalogEntry) -> CatalogRevision:
    """The revision in force."""
    found = sa.select(CatalogRevision).where(
        CatalogRevision.entry_id == entry.id, CatalogRevision.number == entry.revision
    )
    return session().scalars(found).one()


def _write(revision: CatalogRevision, said: dict[str, Any]) -> None:
    needed = _NEEDED.get(said["share_class"], {})
    missing = [
        FieldProblem(f"/{name}", "required", words)
        for name, words in needed.items()
        if not said.get(name)
    ]
    if missing:
        raise Invalid(*missing)
    for name in ENTRY_WORDS:
        setattr(revision, name, said.get(name, ""))
    session().add(revision)
    session().flush()
