"""Countersigning 会签, amending what is being signed, and issuing under a number."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.db import check_version, command, lock, session
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution, require_other_than_drafter, require_person
from coop.documents import numbers, receipts
from coop.documents.handling import SignOff, Taken, issued_after
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.events import MinutesIssued
from coop.mechanisms.meetings.models import Countersign, Meeting, Minutes, Resolution
from coop.mechanisms.meetings.service import resolutions
from coop.mechanisms.meetings.service.comment_round import open_round
from coop.mechanisms.meetings.service.loading import minutes_for, record_minutes
from coop.mechanisms.meetings.workflow import MINUTES
from coop.registry import deadlines, directory, working_days
from coop.supervision import service as supervision

# More than this is no slip of the pen any more (公文处理条例 art. 25: substantive changes go back).
_MOST_TYPOGRAPHIC_CHARACTERS = 10
_AMENDABLE = ("title", "opening", "body")
# Which wordings create work when lead and due date are given.
_TASK_KINDS = ("decided", "assigned", "approved_in_principle", "required")
_TITLE_LENGTH = 60


class AlreadySigned(RuleViolation):
    code = "already_countersigned"
    text = Text("{institution}已经会签。", "{institution} has signed already.")


class TextChanged(RuleViolation):
    code = "text_changed"
    text = Text(
        "纪要文本在您阅读之后有改动，请重新阅读后会签。",
        "The text changed since you read it; read it again before signing.",
    )


class SignaturesMissing(RuleViolation):
    code = "signatures_missing"
    text = Text("以下单位尚未会签：{institutions}。", "Not yet signed by: {institutions}.")


class NotTypographic(RuleViolation):
    code = "not_typographic"
    text = Text(
        "会签后共改动 {count} 个字，不属于文字性修改，须选“实质性修改”并重新会签。",
        "{count} characters changed since signing: that is substantive and needs new signatures.",
    )


@command
def countersign(
    actor: Actor, minutes_id: UUID, *, expected_version: int, text_hash: str
) -> Minutes:
    """Sign for one's own party the very text whose hash was shown; the last signature forms the
    document.
    """
    minutes = minutes_for(actor, minutes_id, "countersign")
    require_person(actor)
    require_other_than_drafter(actor, minutes.drafted_by_id)
    check_version(minutes, expected_version)
    MINUTES.next(minutes.state, "countersign")
    if text_hash != minutes.text_hash:
        raise TextChanged
    party = directory.party(minutes.agreement_id, own_institution(actor))
    if party.institution_id in _signed_by(minutes):
        raise AlreadySigned(institution=party.short_name)
    _sign(actor, minutes, party.institution_id)
    if not missing_signers(minutes):
        minutes.state = MINUTES.next(minutes.state, "countersign", to="signed")
        # Joint documents bear the date of the last signer (公文处理条例 art. 9(11)).
        minutes.formed_on = clock.today()
    record_minutes(actor, minutes, "countersign", text_hash=text_hash, institution=party.short_name)
    return minutes


@command
def amend_minutes(  # noqa: PLR0913
    actor: Actor,
    minutes_id: UUID,
    *,
    expected_version: int,
    change: str,
    reason: str,
    title: str | None = None,
    opening: str | None = None,
    body: str | None = None,
) -> Minutes:
    """Change a text in signing: substantive voids every signature and asks for comments again."""
    minutes = minutes_for(actor, minutes_id, "amend")
    check_version(minutes, expected_version)
    state = MINUTES.next(
        minutes.state, "amend", to="commenting" if change == "substantive" else "signed"
    )
    wanted = {"title": title, "opening": opening, "body": body}
    changes = {
        name: (getattr(minutes, name), value)
        for name, value in wanted.items()
        if value is not None and value != getattr(minutes, name)
    }
    if not changes:
        raise invalid("body", "unchanged", Text("没有任何改动。", "Nothing was changed."))
    if change == "typographic":
        _require_typographic(minutes, changes)
    for name, (_before, after) in changes.items():
        setattr(minutes, name, after)
    minutes.text_hash = printing.text_hash(minutes)
    if change == "substantive":
        void_signatures(minutes)
        open_round(minutes)
        minutes.formed_on = None
    minutes.state = state
    record_minutes(actor, minutes, "amend", reason=reason, change=change, **changes)
    return minutes


@command
def issue_minutes(
    actor: Actor,
    minutes_id: UUID,
    *,
    expected_version: int,
    copies: int | None = None,
    cc: list[str] | None = None,
) -> Minutes:
    """Number, print, keep, hand over; resolutions with an owner and a due date become tasks.

    Number, copies and distribution are fixed now, after signing (公文处理条例 art. 25); the number
    is the
    host's (art. 9(5)).
    """
    minutes = minutes_for(actor, minutes_id, "issue")
    check_version(minutes, expected_version)
    missing = missing_signers(minutes)
    if missing and "countersign" in MINUTES.possible(minutes.state):
        raise SignaturesMissing(institutions=missing)
    state = MINUTES.next(minutes.state, "issue")
    meeting = lock(Meeting, minutes.meeting_id)
    minutes.copies = copies if copies is not None else minutes.copies
    minutes.cc = cc if cc is not None else minutes.cc
    formed_on = minutes.formed_on or clock.today()
    host = directory.party(minutes.agreement_id, minutes.host_id)
    minutes.number = numbers.next_number(
        host.issuer_code, formed_on.year, agreement_id=minutes.agreement_id
    ).text
    minutes.state, minutes.issued_at = state, clock.now()
    document = printing.file_minutes(minutes, meeting, _signed_by_all(actor, minutes))
    minutes.document_id = document.id
    _distribute(minutes)
    _open_tasks(actor, minutes, resolutions.number_all(meeting, formed_on.year))
    deadlines.meet_deadline(meeting.id, "minutes_issue")
    record_minutes(actor, minutes, "issue", number=minutes.number, sha256=document.sha256)
    tell_issued(minutes, document.id)
    return minutes


# --------------------------------------------------------------------------- parts


def missing_signers(minutes: Minutes) -> list[str]:
    """Short names of the parties whose signature still lacks, in party order."""
    signed = _signed_by(minutes)
    return [
        party.short_name
        for party in directory.parties(minutes.agreement_id)
        if party.institution_id not in signed
    ]


def void_signatures(minutes: Minutes) -> None:
    session().execute(
        sa.update(Countersign)
        .where(Countersign.minutes_id == minutes.id, Countersign.voided_at.is_(None))
        .values(voided_at=clock.now(), version=Countersign.version + 1)
    )


def tell_issued(minutes: Minutes, document_id: UUID) -> None:
    events.record(
        MinutesIssued(
            agreement_id=minutes.agreement_id,
            subject_id=minutes.id,
            audience=directory.institution_ids(minutes.agreement_id),
            meeting_id=minutes.meeting_id,
            number=minutes.number or "",
            formed_on=minutes.formed_on or clock.today(),
            document_id=document_id,
            edition=minutes.edition,
        )
    )


def _signed_by_all(actor: Actor, minutes: Minutes) -> tuple[Taken, ...]:
    standing = sa.select(Countersign).where(
        Countersign.minutes_id == minutes.id, Countersign.voided_at.is_(None)
    )
    signed = list(session().scalars(standing.order_by(Countersign.signed_at, Countersign.id)))
    checks = (one for one in audit.history(minutes.id) if one.action == "minutes.close")
    closed = next(checks, None)
    return issued_after(
        SignOff(
            signed_by="、".join(one.person_name for one in signed),
            signed_at=signed[-1].signed_at,
            drafted_by_id=minutes.drafted_by_id,
            reviewed_by=(closed.on_behalf_of or closed.actor_name) if closed else "",
        ),
        actor,
    )


def _signed_by(minutes: Minutes) -> set[UUID]:
    standing = sa.select(Countersign.institution_id).where(
        Countersign.minutes_id == minutes.id, Countersign.voided_at.is_(None)
    )
    return set(session().scalars(standing))


def _sign(actor: Actor, minutes: Minutes, institution_id: UUID) -> None:
    session().add(
        Countersign(
            minutes_id=minutes.id,
            institution_id=institution_id,
            person_id=actor.id,
            person_name=actor.on_behalf_of or actor.name,
            text_hash=minutes.text_hash,
            signed_at=clock.now(),
            signed_on=clock.today(),
        )
    )
    session().flush()


def _require_typographic(minutes: Minutes, changes: dict[str, tuple[str, str]]) -> None:
    """The limit is for all changes since the signatures; small steps must not rewrite the text."""
    count = _changed_in(changes)
    for line in audit.history(minutes.id):
        if line.action == "minutes.countersign":
            break
        if line.action == "minutes.amend":
            count += _changed_in({name: line.changes.get(name) for name in _AMENDABLE})
    if count > _MOST_TYPOGRAPHIC_CHARACTERS:
        raise NotTypographic(count=count)


def _changed_in(changes: Mapping[str, Any]) -> int:
    return sum(_changed_characters(*pair) for pair in changes.values() if pair)


def _changed_characters(before: str, after: str) -> int:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in steps if tag != "equal")


def _distribute(minutes: Minutes) -> None:
    """Every party signs for the issued minutes within three working days."""
    if minutes.document_id is None:
        return
    due = working_days.calendar_of(minutes.agreement_id).add(clock.today(), 3).on
    parties = directory.institution_ids(minutes.agreement_id)
    receipts.hand_over(minutes.agreement_id, "document", minutes.document_id, parties, due_on=due)


def _open_tasks(actor: Actor, minutes: Minutes, found: list[Resolution]) -> None:
    for one in found:
        if one.kind not in _TASK_KINDS or one.lead_id is None or one.due_on is None:
            continue
        task = supervision.open_task(
            actor,
            agreement_id=minutes.agreement_id,
            source_kind="resolution",
            source_id=one.id,
            source_label=f"{minutes.number} 议定事项〔{one.year}〕{one.serial}号",
            source_url=f"/minutes/{minutes.id}",
            title=one.text.split("，", 1)[0][:_TITLE_LENGTH],
            demand=one.text,
            lead_id=one.lead_id,
            co_ids=[UUID(co) for co in one.co_ids],
            due_on=one.due_on,
            classification=minutes.classification,
        )
        one.task_id = task.id
