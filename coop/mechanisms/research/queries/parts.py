"""The parts of one project: people, stages, lists, mid-term, changes."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.mechanisms.research.models import (
    IssueEntry,
    MidtermReview,
    ResearchChange,
    ResearchMember,
    ResearchStage,
)
from coop.mechanisms.research.policy import Standing
from coop.mechanisms.research.queries.views import (
    IssueEntryView,
    MidtermReviewView,
    ResearchChangeView,
    ResearchMemberView,
    ResearchPartyView,
    ResearchReviewerView,
    ResearchStageView,
)
from coop.mechanisms.research.workflow import CHANGE_KINDS, ENTRY_KINDS, MIDTERM_VERDICTS

Names = Mapping[UUID, str]
_CHANGE = (
    "kind", "asked_by", "asked_on", "reason", "old_leader_name", "new_leader_name", "old_due_on",
    "new_due_on", "granted", "decided_by", "note",
)  # fmt: skip
_MIDTERM = (
    "number", "progress", "next_steps", "reported_by", "reported_on", "verdict", "comments",
    "reviewer_name", "reviewed_at", "document_id",
)  # fmt: skip


def parties(standing: Standing, names: Names) -> tuple[ResearchPartyView, ...]:
    return tuple(
        ResearchPartyView(institution_id=one, institution_name=name)
        for one, name in names.items()
        if one in standing.co_ids
    )


def reviewers(standing: Standing, names: Names) -> tuple[ResearchReviewerView, ...]:
    return tuple(
        ResearchReviewerView(
            person_id=one.person_id,
            institution_name=names.get(one.institution_id, ""),
            name=one.name,
        )
        for one in standing.reviewers
    )


def team(project_id: UUID, names: Names) -> tuple[ResearchMemberView, ...]:
    query = sa.select(ResearchMember.__table__).where(ResearchMember.project_id == project_id)
    return tuple(
        ResearchMemberView(
            institution_id=row.institution_id,
            institution_name=names.get(row.institution_id, ""),
            name=row.name,
            duty=row.duty,
        )
        for row in session().execute(query.order_by(ResearchMember.id))
    )


def stages(project_id: UUID) -> tuple[ResearchStageView, ...]:
    query = sa.select(ResearchStage.__table__).where(ResearchStage.project_id == project_id)
    return tuple(
        ResearchStageView(
            number=row.number,
            title=row.title,
            due_on=row.due_on,
            reached_on=row.reached_on,
            note=row.note,
            is_late=(row.reached_on or clock.today()) > row.due_on,
        )
        for row in session().execute(query.order_by(ResearchStage.number))
    )


def entries(project_id: UUID, names: Names) -> tuple[IssueEntryView, ...]:
    """List by list, each in its order."""
    query = sa.select(IssueEntry.__table__).where(IssueEntry.project_id == project_id)
    rows = session().execute(query.order_by(IssueEntry.number)).all()
    called = {row.id: f"{ENTRY_KINDS[row.kind]}{row.number}" for row in rows}
    return tuple(
        IssueEntryView(
            id=row.id,
            kind=row.kind,
            kind_label=ENTRY_KINDS[row.kind],
            number=row.number,
            text=row.text,
            owner_name=names.get(row.owner_id, ""),
            answers_id=row.answers_id,
            answers=called.get(row.answers_id),
            visit_id=row.visit_id,
            entered_by=row.entered_by,
        )
        for kind in ENTRY_KINDS
        for row in rows
        if row.kind == kind
    )


def midterms(project_id: UUID) -> tuple[MidtermReviewView, ...]:
    """Newest first."""
    query = sa.select(MidtermReview.__table__).where(MidtermReview.project_id == project_id)
    return tuple(
        MidtermReviewView(
            **{name: getattr(row, name) for name in _MIDTERM},
            verdict_label=MIDTERM_VERDICTS.get(row.verdict),
        )
        for row in session().execute(query.order_by(MidtermReview.number.desc()))
    )


def changes(project_id: UUID) -> tuple[ResearchChangeView, ...]:
    query = sa.select(ResearchChange.__table__).where(ResearchChange.project_id == project_id)
    return tuple(
        ResearchChangeView(
            **{name: getattr(row, name) for name in _CHANGE}, kind_label=CHANGE_KINDS[row.kind]
        )
        for row in session().execute(query.order_by(ResearchChange.id))
    )
