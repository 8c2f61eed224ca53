"""Figures published by the secretariat: kept as they were, with their checksum."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events, views
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session
from coop.core.errors import Forbidden, NotFound, invalid
from coop.core.figures import check_period
from coop.core.language import CHINESE, Text, speaking
from coop.mechanisms.referrals.models.figures import DisputeReport
from coop.mechanisms.referrals.queries.statistics import published_figures
from coop.mechanisms.referrals.roster_events import DisputeReportPublished
from coop.registry import directory
from coop.registry.models import Agreement

_PUBLISH = Text("发布调解统计", "Publish figures")


@command
def publish_figures(
    actor: Actor, *, agreement_id: UUID, title: str, from_month: date, until_month: date
) -> DisputeReport:
    """Keep the figures of whole months as every party may read them. Raises Invalid.

    The last month has to be over: nothing that is published could still change.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    if not may_publish(actor, agreement_id):
        raise Forbidden(action=_PUBLISH)
    from_month, until_month = _whole_months(from_month, until_month)
    lock(Agreement, agreement_id)  # what parallel publications queue on
    with speaking(CHINESE):
        content = views.dumps(published_figures(agreement_id, (from_month, until_month)))
    made = DisputeReport(
        agreement_id=agreement_id,
        year=clock.today().year,
        ordinal=_next_ordinal(agreement_id),
        title=title,
        from_month=from_month,
        until_month=until_month,
        content=content.decode(),
        sha256=hashlib.sha256(content).hexdigest(),
        published_at=clock.now(),
        published_by=actor.on_behalf_of or actor.name,
    )
    session().add(made)
    session().flush()
    _tell(actor, made)
    return made


def _tell(actor: Actor, made: DisputeReport) -> None:
    subject = Subject("dispute_report", made.id, made.agreement_id)
    audit.record(actor, "dispute_report.publish", subject, sha256=made.sha256)
    events.record(
        DisputeReportPublished(
            agreement_id=made.agreement_id,
            subject_id=made.id,
            audience=directory.institution_ids(made.agreement_id),
            from_month=made.from_month,
            until_month=made.until_month,
            sha256=made.sha256,
        )
    )


def _whole_months(from_month: date, until_month: date) -> tuple[date, date]:
    """Their first days. Raises Invalid unless the last month is over."""
    from_month, until_month = from_month.replace(day=1), until_month.replace(day=1)
    check_period(from_month, until_month)
    if until_month >= clock.today().replace(day=1):
        words = Text("只能发布已结束月份的统计。", "Only months that are over are published.")
        raise invalid("until_month", "month_not_over", words)
    return from_month, until_month


def may_publish(actor: Actor, agreement_id: UUID | None) -> bool:
    """The secretariat of today's host."""
    return (
        agreement_id is not None
        and actor.has("secretariat", agreement_id)
        and actor.institution_id == directory.present_host(agreement_id)
    )


def _next_ordinal(agreement_id: UUID) -> int:
    highest = sa.select(sa.func.max(DisputeReport.ordinal)).where(
        DisputeReport.agreement_id == agreement_id, DisputeReport.year == clock.today().year
    )
    return (session().scalar(highest) or 0) + 1
