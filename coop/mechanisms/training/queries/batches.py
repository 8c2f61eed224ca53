"""Files of all certificates of a cohort."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.mechanisms.training.models import CertificateBatch, Cohort, TrainingProgram
from coop.mechanisms.training.queries.views import CertificateBatchView
from coop.mechanisms.training.workflow import BATCH_STATES

_COLUMNS: tuple[Any, ...] = (
    CertificateBatch.id,
    CertificateBatch.version,
    CertificateBatch.state,
    CertificateBatch.cohort_id,
    CertificateBatch.done_count,
    CertificateBatch.total_count,
    CertificateBatch.sha256,
    CertificateBatch.ready_at,
    Cohort.agreement_id,
    Cohort.ordinal,
    TrainingProgram.title.label("program_title"),
)


class NotReady(RuleViolation):
    code = "batch_not_ready"
    text = Text("正在生成：{done}/{total}。", "Being made: {done}/{total}.")


def get_batch(actor: Actor, batch_id: UUID) -> CertificateBatchView:
    """Raises NotFound for everybody but the organiser."""
    row = session().execute(_batches(actor).where(CertificateBatch.id == batch_id)).first()
    if row is None:
        raise NotFound
    return _view(row)


def batches_of(cohort: Any) -> tuple[CertificateBatchView, ...]:
    """Newest first. cohort: a row with id. The caller is the organiser."""
    query = _joined().where(CertificateBatch.cohort_id == cohort.id)
    rows = session().execute(query.order_by(CertificateBatch.id.desc()))
    return tuple(_view(row) for row in rows)


def batch_pdf(actor: Actor, batch_id: UUID) -> Download:
    """Raises NotReady with the progress while it is being made."""
    view = get_batch(actor, batch_id)
    query = sa.select(CertificateBatch.content).where(CertificateBatch.id == batch_id)
    content = session().scalar(query)
    if content is None:
        raise NotReady(done=view.done_count, total=view.total_count)
    return Download(f"{view.title}.pdf", "application/pdf", content)


def _joined() -> sa.Select[Any]:
    joined = sa.select(*_COLUMNS).join(Cohort, Cohort.id == CertificateBatch.cohort_id)
    return joined.join(TrainingProgram, TrainingProgram.id == Cohort.program_id)


def _batches(actor: Actor) -> sa.Select[Any]:
    if actor.is_system:
        return _joined()
    return _joined().where(
        Cohort.agreement_id.in_(actor.agreement_ids),
        TrainingProgram.organiser_id == actor.institution_id,
    )


def _view(row: Any) -> CertificateBatchView:
    kept = {
        name: value
        for name, value in row._mapping.items()
        if name not in {"ordinal", "program_title"}
    }
    return CertificateBatchView(
        **kept,
        state_label=BATCH_STATES[row.state],
        allowed_actions=(),
        title=f"{row.program_title}第{row.ordinal}期结业证书",
    )
