"""The end of one project: report versions with their reviews, results, follow-ups; report files."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.mechanisms.research.models import (
    ResearchFollowUp,
    ResearchOutcome,
    ResearchProject,
    ResearchReport,
    ResearchReview,
)
from coop.mechanisms.research.policy import visible_to
from coop.mechanisms.research.queries.parts import Names
from coop.mechanisms.research.queries.views import (
    ResearchFollowUpView,
    ResearchOutcomeView,
    ResearchReportView,
    ResearchReviewView,
)
from coop.mechanisms.research.workflow import (
    FOLLOW_UP_FINDINGS,
    OUTCOME_KINDS,
    REVIEW_VERDICTS,
)

_REPORT = (
    "id", "number", "abstract", "findings", "recommendations", "submitted_by", "submitted_on",
    "due_on", "filename", "sha256",
)  # fmt: skip


def reports(project_id: UUID, names: Names) -> tuple[ResearchReportView, ...]:
    """Newest first."""
    columns = [getattr(ResearchReport, name) for name in _REPORT]
    query = sa.select(*columns).where(ResearchReport.project_id == project_id)
    rows = session().execute(query.order_by(ResearchReport.number.desc())).all()
    reviews = _reviews([row.id for row in rows], names)
    return tuple(
        ResearchReportView(
            **row._mapping,
            is_late=row.submitted_on > row.due_on,
            reviews=tuple(reviews[row.id]),
        )
        for row in rows
    )


def _reviews(report_ids: list[UUID], names: Names) -> dict[UUID, list[ResearchReviewView]]:
    query = sa.select(ResearchReview.__table__).where(ResearchReview.report_id.in_(report_ids))
    found: dict[UUID, list[ResearchReviewView]] = defaultdict(list)
    for row in session().execute(query.order_by(ResearchReview.given_at, ResearchReview.id)):
        found[row.report_id].append(
            ResearchReviewView(
                reviewer_name=row.reviewer_name,
                institution_name=names.get(row.institution_id, ""),
                verdict=row.verdict,
                verdict_label=REVIEW_VERDICTS[row.verdict],
                comments=row.comments,
                given_at=row.given_at,
            )
        )
    return found


def outcomes(project_id: UUID, names: Names) -> tuple[ResearchOutcomeView, ...]:
    query = sa.select(ResearchOutcome.__table__).where(ResearchOutcome.project_id == project_id)
    return tuple(
        ResearchOutcomeView(
            kind=row.kind,
            kind_label=OUTCOME_KINDS[row.kind],
            title=row.title,
            adopter_name=names.get(row.adopter_id, ""),
            adopted_on=row.adopted_on,
            reference=row.reference,
            effect=row.effect,
        )
        for row in session().execute(query.order_by(ResearchOutcome.adopted_on, ResearchOutcome.id))
    )


def follow_ups(project_id: UUID) -> tuple[ResearchFollowUpView, ...]:
    query = sa.select(ResearchFollowUp.__table__).where(ResearchFollowUp.project_id == project_id)
    return tuple(
        ResearchFollowUpView(
            made_on=row.made_on,
            finding=row.finding,
            finding_label=FOLLOW_UP_FINDINGS[row.finding],
            text=row.text,
            made_by=row.made_by,
        )
        for row in session().execute(query.order_by(ResearchFollowUp.id))
    )


def report_file(actor: Actor, report_id: UUID) -> Download:
    """The whole report as handed in. Raises NotFound for strangers, and without a file."""
    query = (
        sa.select(ResearchReport.filename, ResearchReport.media_type, ResearchReport.content)
        .join(ResearchProject, ResearchProject.id == ResearchReport.project_id)
        .where(ResearchReport.id == report_id, visible_to(actor))
    )
    found = session().execute(query).first()
    if found is None or found.content is None:
        raise NotFound
    return Download(found.filename, found.media_type, found.content)
