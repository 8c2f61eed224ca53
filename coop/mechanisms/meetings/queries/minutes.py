"""Reads of minutes: text, comments, signatures, changes, and the PDF."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.classification import readable
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.documents import queries as documents
from coop.mechanisms.meetings import printing
from coop.mechanisms.meetings.models import (
    ChangeConsent,
    Countersign,
    Meeting,
    Minutes,
    MinutesChange,
    MinutesComment,
)
from coop.mechanisms.meetings.policy import holds
from coop.mechanisms.meetings.queries.meetings import due_dates
from coop.mechanisms.meetings.queries.rows import Names, names_of
from coop.mechanisms.meetings.queries.views import (
    ChangeView,
    CommentView,
    MinutesSummaryView,
    MinutesView,
    SignatureView,
)
from coop.mechanisms.meetings.workflow import ANSWERS, CHANGES, MINUTES
from coop.registry import directory

_MINUTES = Minutes.__table__
_COMMENT = MinutesComment.__table__
_COMMENT_KINDS = {
    "comment": Text("意见", "comment"),
    "objection": Text("异议", "objection"),
    "acceptance": Text("无意见", "no remarks"),
}


def get_minutes(actor: Actor, minutes_id: UUID) -> MinutesView:
    """The minutes whole. Raises NotFound for strangers."""
    row = session().execute(sa.select(_MINUTES).where(_MINUTES.c.id == minutes_id)).first()
    if row is None or not actor.may_read(row.agreement_id, row.classification):
        raise NotFound
    names = names_of(row.agreement_id)
    signatures = _signatures(row, names)
    change = _change(row, names)
    return MinutesView(
        **_summary(actor, row, names, _done_by(actor, row, signatures, change)),
        opening=row.opening,
        body=row.body,
        cc=tuple(row.cc),
        copies=row.copies,
        urgency=row.urgency,
        classification=row.classification,
        disclosure=row.disclosure,
        issue_no=row.issue_no,
        text_hash=row.text_hash,
        correction_note=row.correction_note,
        round=row.round,
        comment_due_on=row.comment_due_on,
        withdrawn_on=row.withdrawn_on,
        reason=row.reason,
        document_id=row.document_id,
        comments=_comments(actor, row, names),
        signatures=signatures,
        change=change,
        deadlines=due_dates(minutes_id),
    )


def list_minutes(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[MinutesSummaryView]:
    """Newest first. wanted: agreement_id, state, meeting_id, number."""
    shown = readable(actor, _MINUTES.c.agreement_id, _MINUTES.c.classification)
    query = sa.select(_MINUTES).where(shown)
    for name, value in wanted.items():
        query = query.where(_MINUTES.c[name] == value)
    page = page_of(query.order_by(_MINUTES.c.id.desc()), limit=limit, cursor=cursor)
    names = {one: names_of(one) for one in {row.agreement_id for row in page.items}}
    return Page(
        tuple(
            MinutesSummaryView(**_summary(actor, row, names[row.agreement_id]))
            for row in page.items
        ),
        page.next,
    )


def minutes_file(actor: Actor, minutes_id: UUID) -> Download:
    """The issued document's bytes, or the draft as it would print now (征求意见稿)."""
    view = get_minutes(actor, minutes_id)
    if view.document_id is not None:
        return documents.document_pdf(actor, view.document_id)
    minutes = session().get_one(Minutes, minutes_id)
    pdf = printing.draft_pdf(minutes, session().get_one(Meeting, minutes.meeting_id))
    return Download(f"{view.title}（征求意见稿）.pdf", "application/pdf", pdf.data)


def get_comment(actor: Actor, comment_id: UUID) -> CommentView:
    row = (
        session()
        .execute(sa.select(_COMMENT.c.minutes_id).where(_COMMENT.c.id == comment_id))
        .first()
    )
    if row is None:
        raise NotFound
    found = get_minutes(actor, row.minutes_id).comments
    return next(one for one in found if one.id == comment_id)


def _summary(
    actor: Actor, row: Any, names: Names, done: frozenset[str] = frozenset()
) -> dict[str, Any]:
    actions = policy.allowed(actor, MINUTES, row.state, row, holds)
    return {
        "id": row.id,
        "version": row.version,
        "agreement_id": row.agreement_id,
        "meeting_id": row.meeting_id,
        "host_id": row.host_id,
        "host_name": names.get(row.host_id, ""),
        "title": row.title,
        "number": row.number,
        "state": row.state,
        "state_label": MINUTES.states[row.state],
        "formed_on": row.formed_on,
        "issued_at": row.issued_at,
        "edition": row.edition,
        "allowed_actions": tuple(one for one in actions if one not in done),
    }


def _done_by(
    actor: Actor, row: Any, signatures: tuple[SignatureView, ...], change: ChangeView | None
) -> frozenset[str]:
    """Actions that the table allows but that this party has done, or that wait for a proposed
    change.
    """
    done = set()
    if _has_accepted(actor, row):
        done |= {"comment", "object", "accept"}
    for one in signatures:
        if one.institution_id == actor.institution_id and one.signed_on is not None:
            done.add("countersign")
    proposed = change.kind if change is not None and change.executed_at is None else None
    if proposed is None:
        done |= {"consent", "withdraw_change", *CHANGES}
    else:
        done |= {"propose_change", *(kind for kind in CHANGES if kind != proposed)}
        own = names_of(row.agreement_id).get(actor.institution_id)  # type: ignore[arg-type]
        if change is not None and own in change.consented:
            done.add("consent")
    return frozenset(done)


def _has_accepted(actor: Actor, row: Any) -> bool:
    """Whether the actor's party has answered this round with 无意见."""
    said = sa.select(_COMMENT.c.id).where(
        _COMMENT.c.minutes_id == row.id,
        _COMMENT.c.round == row.round,
        _COMMENT.c.kind == "acceptance",
        _COMMENT.c.institution_id == actor.institution_id,
    )
    return session().scalar(said.limit(1)) is not None


def _comments(actor: Actor, minutes: Any, names: Names) -> tuple[CommentView, ...]:
    rows = session().execute(
        sa.select(_COMMENT).where(_COMMENT.c.minutes_id == minutes.id).order_by(_COMMENT.c.id)
    )
    may_answer = "resolve" in policy.allowed(actor, MINUTES, minutes.state, minutes, holds)
    return tuple(
        CommentView(
            id=row.id,
            version=row.version,
            agreement_id=minutes.agreement_id,
            minutes_id=row.minutes_id,
            institution_id=row.institution_id,
            institution_name=names.get(row.institution_id, ""),
            kind=row.kind,
            kind_label=_COMMENT_KINDS[row.kind],
            round=row.round,
            text=row.text,
            by_name=row.by_name,
            created_at=row.created_at,
            answer=row.answer,
            answer_label=ANSWERS.get(row.answer),
            answer_note=row.answer_note,
            allowed_actions=("answer",) if may_answer and row.kind != "acceptance" else (),
        )
        for row in rows
    )


def _signatures(minutes: Any, names: Names) -> tuple[SignatureView, ...]:
    standing = session().execute(
        sa.select(Countersign.__table__).where(
            Countersign.minutes_id == minutes.id, Countersign.voided_at.is_(None)
        )
    )
    by_party = {row.institution_id: row for row in standing}
    return tuple(
        SignatureView(
            institution_id=party.institution_id,
            institution_name=names.get(party.institution_id, party.short_name),
            person_name=by_party[party.institution_id].person_name
            if party.institution_id in by_party
            else None,
            signed_on=by_party[party.institution_id].signed_on
            if party.institution_id in by_party
            else None,
            text_hash=by_party[party.institution_id].text_hash
            if party.institution_id in by_party
            else None,
        )
        for party in directory.parties(minutes.agreement_id)
    )


def _change(minutes: Any, names: Names) -> ChangeView | None:
    newest = (
        sa.select(MinutesChange)
        .where(
            MinutesChange.minutes_id == minutes.id,
            sa.or_(MinutesChange.executed_at.is_not(None), MinutesChange.closed_at.is_(None)),
        )
        .order_by(MinutesChange.id.desc())
    )
    change = session().scalars(newest.limit(1)).first()
    if change is None:
        return None
    consents = sa.select(ChangeConsent.institution_id).where(ChangeConsent.change_id == change.id)
    agreed = set(session().scalars(consents))
    parties = directory.parties(minutes.agreement_id)
    return ChangeView(
        id=change.id,
        kind=change.kind,
        kind_label=CHANGES[change.kind],
        reason=change.reason,
        opening=change.opening,
        body=change.body,
        repeal_from_on=change.repeal_from_on,
        change_hash=change.text_hash,
        consented=tuple(names.get(one, "") for one in agreed),
        missing=tuple(one.short_name for one in parties if one.institution_id not in agreed),
        executed_at=change.executed_at,
    )
