"""What may still happen to issued minutes:

correction 更正, revocation 撤销, repeal 废止; each needs every signer.
"""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

import orjson
import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import check_version, command, lock, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution, require_person
from coop.documents import service as documents
from coop.documents.handling import SignOff, Taken, issued_after
from coop.documents.models import OfficialDocument
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.models import (
    ChangeConsent,
    Meeting,
    Minutes,
    MinutesChange,
    Resolution,
)
from coop.mechanisms.meetings.service.loading import minutes_for, record_minutes
from coop.mechanisms.meetings.service.signing import tell_issued
from coop.mechanisms.meetings.workflow import MINUTES
from coop.registry import directory
from coop.supervision import service as supervision


class NoOpenChange(RuleViolation):
    code = "no_open_change"
    text = Text("没有待办理的变更提议。", "No change is proposed.")


class ChangeOpen(RuleViolation):
    code = "change_open"
    text = Text("已有一项变更提议在办。", "Another change is proposed already.")


class ConsentsMissing(RuleViolation):
    code = "consents_missing"
    text = Text("以下单位签发人尚未同意：{institutions}。", "Still lacking: {institutions}.")


class AlreadyConsented(RuleViolation):
    code = "already_consented"
    text = Text("{institution}已经同意。", "{institution} has consented already.")


@command
def propose_change(  # noqa: PLR0913
    actor: Actor,
    minutes_id: UUID,
    *,
    expected_version: int,
    kind: str,
    reason: str,
    opening: str | None = None,
    body: str | None = None,
    repeal_from_on: date | None = None,
) -> Minutes:
    """Put a change before the signers; kind: correct, revoke or repeal."""
    minutes = minutes_for(actor, minutes_id, "propose_change")
    check_version(minutes, expected_version)
    minutes.state = MINUTES.next(minutes.state, "propose_change")
    if _open_change(minutes) is not None:
        raise ChangeOpen
    _check_facts(minutes, kind, body, opening, repeal_from_on)
    is_correction = kind == "correct"
    change = MinutesChange(
        minutes_id=minutes.id,
        kind=kind,
        reason=reason,
        opening=(opening or minutes.opening) if is_correction else None,
        body=(body or minutes.body) if is_correction else None,
        repeal_from_on=repeal_from_on if kind == "repeal" else None,
        text_hash="",
        proposed_at=clock.now(),
    )
    change.text_hash = _hash(change)
    session().add(change)
    touch(minutes)
    session().flush()
    record_minutes(actor, minutes, "propose_change", reason=reason, kind=kind)
    return minutes


@command
def consent_to_change(
    actor: Actor, minutes_id: UUID, *, expected_version: int, change_hash: str
) -> Minutes:
    """A party's signer agrees to the very change whose hash was shown."""
    minutes = minutes_for(actor, minutes_id, "consent")
    require_person(actor)
    check_version(minutes, expected_version)
    minutes.state = MINUTES.next(minutes.state, "consent")
    change = _require_open_change(minutes)
    if change_hash != change.text_hash:
        words = Text("变更内容与您看到的不一致。", "This is not the change you were shown.")
        raise invalid("change_hash", "text_changed", words)
    party = directory.party(minutes.agreement_id, own_institution(actor))
    if party.institution_id in _consented(change):
        raise AlreadyConsented(institution=party.short_name)
    session().add(
        ChangeConsent(
            change_id=change.id,
            institution_id=party.institution_id,
            person_name=actor.on_behalf_of or actor.name,
            consented_at=clock.now(),
        )
    )
    touch(minutes)
    record_minutes(actor, minutes, "consent", kind=change.kind, institution=party.short_name)
    return minutes


@command
def withdraw_change(
    actor: Actor, minutes_id: UUID, *, expected_version: int, reason: str
) -> Minutes:
    """Take a proposed change back; consents given to it are void, the minutes stay in force."""
    minutes = minutes_for(actor, minutes_id, "withdraw_change")
    check_version(minutes, expected_version)
    minutes.state = MINUTES.next(minutes.state, "withdraw_change")
    change = _require_open_change(minutes)
    change.closed_at = clock.now()
    touch(minutes)
    record_minutes(actor, minutes, "withdraw_change", reason=reason, kind=change.kind)
    return minutes


@command
def correct_minutes(actor: Actor, minutes_id: UUID, *, expected_version: int) -> Minutes:
    """更正: the next edition under the same number, with a note; both editions stay."""
    minutes, change = _ready(actor, minutes_id, "correct", expected_version)
    meeting = lock(Meeting, minutes.meeting_id)
    before = minutes.document_id
    minutes.opening, minutes.body = change.opening or "", change.body or ""
    minutes.edition += 1
    minutes.correction_note = f"更正说明：{change.reason}"
    minutes.text_hash = printing.text_hash(minutes)
    document = printing.file_minutes(
        minutes, meeting, _consented_by_all(actor, change), corrects_id=before
    )
    minutes.document_id = document.id
    _execute(change)
    record_minutes(actor, minutes, "correct", reason=change.reason, edition=minutes.edition)
    tell_issued(minutes, document.id)
    return minutes


@command
def revoke_minutes(actor: Actor, minutes_id: UUID, *, expected_version: int) -> Minutes:
    """撤销:

    void from the start, so the open tasks that came of it are cancelled (公文处理条例 art. 33).
    """
    minutes, change = _ready(actor, minutes_id, "revoke", expected_version)
    minutes.withdrawn_on, minutes.reason = clock.today(), change.reason
    documents.revoke_document(_document(minutes), clock.today(), change.reason)
    sources = list(
        session().scalars(
            sa.select(Resolution.id).where(Resolution.meeting_id == minutes.meeting_id)
        )
    )
    supervision.cancel_tasks_of(actor, "resolution", sources, f"纪要已撤销：{change.reason}")
    _execute(change)
    record_minutes(actor, minutes, "revoke", reason=change.reason)
    return minutes


@command
def repeal_minutes(actor: Actor, minutes_id: UUID, *, expected_version: int) -> Minutes:
    """废止: void from a day on; tasks stay (公文处理条例 art. 33)."""
    minutes, change = _ready(actor, minutes_id, "repeal", expected_version)
    on = change.repeal_from_on or clock.today()
    minutes.withdrawn_on, minutes.reason = on, change.reason
    documents.repeal_document(_document(minutes), on, change.reason)
    _execute(change)
    record_minutes(actor, minutes, "repeal", reason=change.reason, repeal_from_on=str(on))
    return minutes


@command
def archive_minutes(
    actor: Actor, minutes_id: UUID, *, expected_version: int, retention: str
) -> Minutes:
    """归档 with its document; joint-meeting minutes are kept permanently unless the schedule says
    otherwise.
    """
    minutes = minutes_for(actor, minutes_id, "archive")
    check_version(minutes, expected_version)
    minutes.state = MINUTES.next(minutes.state, "archive")
    documents.archive(actor, _document(minutes), retention)
    record_minutes(actor, minutes, "archive", retention=retention)
    return minutes


# --------------------------------------------------------------------------- parts


def _ready(
    actor: Actor, minutes_id: UUID, kind: str, expected_version: int
) -> tuple[Minutes, MinutesChange]:
    """Minutes whose open change of this kind every party has consented to, in its next state."""
    minutes = minutes_for(actor, minutes_id, kind)
    check_version(minutes, expected_version)
    state = MINUTES.next(minutes.state, kind)
    change = _require_open_change(minutes)
    if change.kind != kind:
        raise NoOpenChange
    agreed = _consented(change)
    missing = [
        party.short_name
        for party in directory.parties(minutes.agreement_id)
        if party.institution_id not in agreed
    ]
    if missing:
        raise ConsentsMissing(institutions=missing)
    minutes.state = state
    return minutes, change


def _check_facts(
    minutes: Minutes,
    kind: str,
    body: str | None,
    opening: str | None,
    repeal_from_on: date | None,
) -> None:
    same = body in (None, minutes.body) and opening in (None, minutes.opening)
    if kind == "correct" and same:
        raise invalid("body", "unchanged", Text("没有任何改动。", "Nothing was changed."))
    if kind == "repeal" and repeal_from_on is None:
        words = Text("废止须写明自哪一日起失效。", "A repeal says from which day on.")
        raise invalid("repeal_from_on", "required", words)


def _execute(change: MinutesChange) -> None:
    change.executed_at = change.closed_at = clock.now()


def _document(minutes: Minutes) -> OfficialDocument:
    if minutes.document_id is None:
        raise NoOpenChange
    return lock(OfficialDocument, minutes.document_id)


def _open_change(minutes: Minutes) -> MinutesChange | None:
    return session().scalar(
        sa.select(MinutesChange).where(
            MinutesChange.minutes_id == minutes.id, MinutesChange.closed_at.is_(None)
        )
    )


def _require_open_change(minutes: Minutes) -> MinutesChange:
    change = _open_change(minutes)
    if change is None:
        raise NoOpenChange
    return change


def _consented_by_all(actor: Actor, change: MinutesChange) -> tuple[Taken, ...]:
    given = sa.select(ChangeConsent).where(ChangeConsent.change_id == change.id)
    found = list(session().scalars(given.order_by(ChangeConsent.consented_at, ChangeConsent.id)))
    signed_by = "、".join(one.person_name for one in found)
    sign_off = SignOff(signed_by=signed_by, signed_at=found[-1].consented_at, note=change.reason)
    return issued_after(sign_off, actor)


def _consented(change: MinutesChange) -> set[UUID]:
    given = sa.select(ChangeConsent.institution_id).where(ChangeConsent.change_id == change.id)
    return set(session().scalars(given))


def _hash(change: MinutesChange) -> str:
    facts = [change.kind, change.reason, change.opening, change.body, change.repeal_from_on]
    return hashlib.sha256(orjson.dumps(facts)).hexdigest()
