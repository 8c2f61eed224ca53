"""What hangs on one consultation: texts, parties, extensions, pauses, follow-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.consultations.models import (
    ConsultationExtension,
    ConsultationFile,
    ConsultationFollowUp,
    ConsultationPause,
    ConsultationText,
)
from coop.mechanisms.consultations.policy import may_follow
from coop.mechanisms.consultations.queries.views import (
    ConsultationExtensionView,
    ConsultationFileView,
    ConsultationFollowUpView,
    ConsultationPauseView,
    ConsultationTextView,
    ConsultedPartyView,
    OpinionView,
)
from coop.mechanisms.consultations.workflow import (
    FOLLOW_UPS,
    FOLLOWED,
    GIVEN,
    OUTCOMES,
    PARTY_STATES,
    SILENCE,
    STANCES,
    agreement_of,
)

_TEXT = ConsultationText.__table__
_TEXT_FIELDS = (
    "number", "facts", "position", "approved_by_name", "approved_at", "case_approved_by_name",
    "case_approved_at", "asked_on", "document_id",
)  # fmt: skip


def texts(consultation_id: UUID, *, is_own: bool) -> tuple[ConsultationTextView, ...]:
    """Newest first; drafts of the next text only where is_own."""
    query = sa.select(_TEXT).where(_TEXT.c.consultation_id == consultation_id)
    if not is_own:
        query = query.where(_TEXT.c.asked_on.is_not(None))
    rows = session().execute(query.order_by(_TEXT.c.number.desc())).all()
    files = _files([row.id for row in rows])
    return tuple(
        ConsultationTextView(
            **{name: getattr(row, name) for name in _TEXT_FIELDS},
            questions=tuple(row.questions),
            files=tuple(files[row.id]),
        )
        for row in rows
    )


def _files(text_ids: Sequence[UUID]) -> dict[UUID, list[ConsultationFileView]]:
    columns = (
        ConsultationFile.text_id, ConsultationFile.id, ConsultationFile.title,
        ConsultationFile.filename, ConsultationFile.media_type, ConsultationFile.size_bytes,
        ConsultationFile.sha256,
    )  # fmt: skip
    query = sa.select(*columns).where(ConsultationFile.text_id.in_(text_ids))
    found: dict[UUID, list[ConsultationFileView]] = defaultdict(list)
    for row in session().execute(query.order_by(ConsultationFile.id)):
        facts = dict(row._mapping)
        found[facts.pop("text_id")].append(ConsultationFileView(**facts))
    return found


def parties(
    consultation: Any,
    rows: Sequence[Any],
    opinions: Sequence[OpinionView],
    names: Mapping[UUID, str],
) -> tuple[ConsultedPartyView, ...]:
    """opinions: those the reader may see, so a party shows no more than they do."""
    given = {
        one.institution_id: one
        for one in opinions
        if one.text_version == consultation.text_version and one.state in GIVEN
    }
    return tuple(_party(row, names, given.get(row.institution_id)) for row in rows)


def _party(row: Any, names: Mapping[UUID, str], opinion: OpinionView | None) -> ConsultedPartyView:
    silent = row.state if row.state in SILENCE else None
    stance = opinion.stance if opinion else silent
    agreement = agreement_of(stance, opinion.answer if opinion else None) if stance else None
    return ConsultedPartyView(
        institution_id=row.institution_id,
        institution_name=names.get(row.institution_id, ""),
        is_mandatory=row.is_mandatory,
        state=row.state,
        state_label=PARTY_STATES[row.state],
        asked_on=row.asked_on,
        answered_on=row.answered_on,
        stance=stance,
        stance_label={**STANCES, **SILENCE}[stance] if stance else None,
        agreement=agreement,
        agreement_label=OUTCOMES[agreement] if agreement else None,
    )


def extensions(
    consultation_id: UUID, names: Mapping[UUID, str]
) -> tuple[ConsultationExtensionView, ...]:
    query = sa.select(ConsultationExtension.__table__).where(
        ConsultationExtension.consultation_id == consultation_id
    )
    return tuple(
        ConsultationExtensionView(
            institution_name=names.get(row.institution_id, ""),
            asked_by=row.asked_by,
            asked_on=row.asked_on,
            days=row.days,
            reason=row.reason,
            old_due_on=row.old_due_on,
            new_due_on=row.new_due_on,
            granted=row.granted,
            decided_by=row.decided_by,
            note=row.note,
        )
        for row in session().execute(query.order_by(ConsultationExtension.id))
    )


def pauses(consultation_id: UUID) -> tuple[ConsultationPauseView, ...]:
    query = sa.select(
        ConsultationPause.paused_on,
        ConsultationPause.by_name,
        ConsultationPause.reason,
        ConsultationPause.left_days,
        ConsultationPause.resumed_on,
        ConsultationPause.note,
    ).where(ConsultationPause.consultation_id == consultation_id)
    rows = session().execute(query.order_by(ConsultationPause.id))
    return tuple(ConsultationPauseView(**row._mapping) for row in rows)


def follow_ups(
    actor: Actor, consultation_id: UUID, agreement_id: UUID
) -> tuple[ConsultationFollowUpView, ...]:
    """Others than the court's clerks read that a dispute was referred, not which."""
    query = sa.select(ConsultationFollowUp.__table__).where(
        ConsultationFollowUp.consultation_id == consultation_id
    )
    return tuple(
        ConsultationFollowUpView(
            kind=row.kind,
            kind_label=FOLLOW_UPS[row.kind],
            target_id=row.target_id if may_follow(actor, row, agreement_id) else None,
            label=row.label if may_follow(actor, row, agreement_id) else str(FOLLOWED),
            url=row.url if may_follow(actor, row, agreement_id) else None,
        )
        for row in session().execute(query.order_by(ConsultationFollowUp.id))
    )
