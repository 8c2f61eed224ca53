"""What falls due by itself, one agreement at a time.

Live agreements follow the calendar: each job runs at its time of day. A sandbox follows its own
clock: the same jobs run for it alone while that clock is moved past their times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa
import structlog

from coop.core.db import session
from coop.core.errors import CoopError
from coop.core.jobs import scheduled
from coop.core.language import SHANGHAI
from coop.registry.models import Agreement, SandboxClock

log = structlog.get_logger()
Work = Callable[[UUID], None]


@dataclass(frozen=True, slots=True)
class DailyJob:
    """at: its time of day in Shanghai. work: function(agreement id); it may run twice.

    is_frequent: live agreements have it done many times a day.
    """

    name: str
    at: time
    work: Work
    is_frequent: bool


_jobs: dict[str, DailyJob] = {}


def daily(name: str, at: time, *, cron: str | None = None) -> Callable[[Work], Work]:
    """Register what is done under every agreement each day at that time.

    cron: where live agreements are served more often; a sandbox then at that time and whenever its
    clock arrives.
    """

    def register(work: Work) -> Work:
        job = DailyJob(name, at, work, is_frequent=cron is not None)
        _jobs[name] = job
        scheduled(name, cron or f"{at.minute} {at.hour} * * *")(lambda: _for_live(job))
        return work

    return register


def names() -> frozenset[str]:
    return frozenset(_jobs)


def _for_live(job: DailyJob) -> None:
    sandboxes = sa.select(SandboxClock.agreement_id)
    live = sa.select(Agreement.id).where(Agreement.id.not_in(sandboxes)).order_by(Agreement.id)
    for agreement_id in session().scalars(live).all():
        run(job, agreement_id)


def run(job: DailyJob, agreement_id: UUID) -> None:
    """One that lacks a host, a version or a calendar year must not stop the others."""
    try:
        job.work(agreement_id)
    except CoopError as refusal:
        log.warning(
            "daily_job_refused",
            job=job.name,
            agreement_id=str(agreement_id),
            reason=refusal.message.en,
        )


def frequent() -> tuple[DailyJob, ...]:
    return tuple(one for one in _jobs.values() if one.is_frequent)


def first_after(instant: datetime) -> tuple[datetime, tuple[DailyJob, ...]]:
    """The next time at which there is something to do, and the jobs of that time."""
    local = instant.astimezone(SHANGHAI)
    following = sorted((_next(job.at, local), job.name) for job in _jobs.values())
    first = following[0][0]
    return first, tuple(_jobs[name] for when, name in following if when == first)


def _next(at: time, local: datetime) -> datetime:
    today = datetime.combine(local.date(), at, SHANGHAI)
    return today if today > local else today + timedelta(days=1)
