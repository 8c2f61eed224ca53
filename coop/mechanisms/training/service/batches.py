"""The file of all certificates of a cohort: made page after page, telling how far it is."""

from __future__ import annotations

from uuid import UUID

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import command, lock, session
from coop.mechanisms.training import printing
from coop.mechanisms.training.models import (
    CertificateBatch,
    Cohort,
    TrainingCertificate,
    TrainingProgram,
)
from coop.mechanisms.training.service import certificates

# Pages between two signs of progress.
_STEP = 25


def make_batch(batch_id: UUID) -> None:
    """Everything the job does. A second run begins anew, or finds the file made."""
    ready = _begin(batch_id)
    if not ready:
        return

    def drawn(count: int) -> None:
        if count % _STEP == 0:
            _tell(batch_id, count)

    pdf = printing.certificates_pdf(ready, drawn=drawn)
    _finish(batch_id, pdf.data, pdf.sha256)


@command
def _begin(batch_id: UUID) -> list[TrainingCertificate]:
    """The certificates to print; none when the file is there already."""
    batch = lock(CertificateBatch, batch_id)
    if batch.ready_at is not None:
        return []
    found = certificates.valid_certificates(batch.cohort_id)
    batch.state, batch.done_count, batch.total_count = "working", 0, len(found)
    return found


@command
def _tell(batch_id: UUID, count: int) -> None:
    lock(CertificateBatch, batch_id).done_count = count


@command
def _finish(batch_id: UUID, content: bytes, sha256: str) -> None:
    batch = lock(CertificateBatch, batch_id)
    batch.content, batch.sha256, batch.ready_at = content, sha256, clock.now()
    batch.state, batch.done_count = "ready", batch.total_count
    cohort = session().get_one(Cohort, batch.cohort_id)
    program = session().get_one(TrainingProgram, cohort.program_id)
    certificates.record_batch(SYSTEM, batch, cohort, program, "finish")
