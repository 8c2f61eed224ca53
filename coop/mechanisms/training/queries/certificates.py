"""Reads of certificates, and the check that needs no sign-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.training import printing
from coop.mechanisms.training.models import (
    Cohort,
    Enrollment,
    TrainingCertificate,
    TrainingProgram,
)
from coop.mechanisms.training.policy import (
    Standing,
    holds,
    visible_enrollments,
    with_program,
)
from coop.mechanisms.training.printing.certificates import CODE_LENGTH, digest_of
from coop.mechanisms.training.queries.paper_views import TrainingCertificateView
from coop.mechanisms.training.workflow import CERTIFICATE
from coop.registry import directory
from coop.registry.sandboxes import ISSUER_MARK

_COLUMNS: tuple[Any, ...] = (
    *(one for one in TrainingCertificate.__table__.columns if one.name != "created_at"),
    Enrollment.cohort_id,
    Enrollment.institution_id,
    Cohort.ordinal,
    TrainingProgram.organiser_id,
)


def get_certificate(actor: Actor, certificate_id: UUID) -> TrainingCertificateView:
    """Raises NotFound for all but the person's institution and the organiser."""
    query = _certificates(actor).where(TrainingCertificate.id == certificate_id)
    row = session().execute(query).first()
    if row is None:
        raise NotFound
    return _view(actor, row, directory.short_names(row.agreement_id))


def list_certificates(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[TrainingCertificateView]:
    """Newest first. wanted: agreement_id, state, institution_id, number (part)."""
    query = _certificates(actor).order_by(TrainingCertificate.id.desc())
    for name, value in wanted.items():
        owner = Enrollment if name == "institution_id" else TrainingCertificate
        column: Any = getattr(owner, name)
        query = query.where(
            column.contains(value, autoescape=True) if name == "number" else column == value
        )
    page = page_of(query, limit=limit, cursor=cursor)
    names: dict[UUID, str] = {}
    for agreement_id in {row.agreement_id for row in page.items}:
        names |= directory.short_names(agreement_id)
    return Page(tuple(_view(actor, row, names) for row in page.items), page.next)


def certificate_pdf(actor: Actor, certificate_id: UUID) -> Download:
    """The same bytes every time: what it says was kept when it was issued."""
    view = get_certificate(actor, certificate_id)
    found = session().get_one(TrainingCertificate, certificate_id)
    pdf = printing.certificate_pdf(found)
    return Download(f"{view.number}{view.name}.pdf", "application/pdf", pdf.data)


def is_genuine(number: str, code: str) -> bool:
    """Whether a valid certificate has this number and check code; tells nothing else."""
    query = sa.select(TrainingCertificate).where(TrainingCertificate.number == number.strip())
    found = session().scalar(query.where(TrainingCertificate.revoked_at.is_(None)))
    if found is None:
        return False
    asked = "".join(code.split()).lower()
    is_whole = digest_of(found.printed) == found.digest
    return is_whole and len(asked) == CODE_LENGTH and found.digest.startswith(asked)


def is_of_a_trial(number: str) -> bool:
    """Whether a sandbox gave out this number."""
    return number.strip().startswith(ISSUER_MARK)


def _certificates(actor: Actor) -> sa.Select[Any]:
    query = sa.select(*_COLUMNS).join(
        Enrollment, Enrollment.id == TrainingCertificate.enrollment_id
    )
    return with_program(query).where(visible_enrollments(actor))


def _view(actor: Actor, row: Any, names: dict[UUID, str]) -> TrainingCertificateView:
    said = row.printed
    standing = Standing(row.agreement_id, row.organiser_id, row.institution_id, row.enrollment_id)
    return TrainingCertificateView(
        id=row.id,
        version=row.version,
        state=row.state,
        state_label=CERTIFICATE.states[row.state],
        allowed_actions=policy.allowed(actor, CERTIFICATE, row.state, standing, holds),
        agreement_id=row.agreement_id,
        enrollment_id=row.enrollment_id,
        cohort_id=row.cohort_id,
        title=f"{row.number} {said['name']}",
        number=row.number,
        check_code=row.digest[:CODE_LENGTH],
        name=said["name"],
        institution_id=row.institution_id,
        institution_name=names.get(row.institution_id, ""),
        program_title=said["program"],
        ordinal=row.ordinal,
        total_hours=said["total_hours"],
        issued_on=row.issued_on,
        revoked_at=row.revoked_at,
        revocation_reason=row.revocation_reason,
    )
