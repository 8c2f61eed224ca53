"""What happens to training by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import time
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.core.errors import Conflict
from coop.core.jobs import handler
from coop.mechanisms.training.queries import due
from coop.mechanisms.training.service import batches, certificates, cohorts, nominations, tests
from coop.registry.daily import daily


@daily("release_training_seats", time(0, 1), cron="*/5 * * * *")
def release_seats(agreement_id: UUID) -> None:
    """Open unused seats to the waiting lists when their time has come."""
    _each(due.releases(agreement_id), lambda one: cohorts.release_seats(SYSTEM, one))


@daily("lapse_training_offers", time(0, 3))
def lapse_offers(agreement_id: UUID) -> None:
    """Take back what was not answered by its day; the seat is offered to the next one."""
    _each(due.lapsed_offers(agreement_id), lambda one: nominations.lapse_offer(SYSTEM, one))


@daily("close_training_tests", time(0, 2), cron="*/2 * * * *")
def close_tests(agreement_id: UUID) -> None:
    """Score what was saved of the tests whose time is over."""
    _each(due.ended_attempts(agreement_id), lambda one: tests.close_attempt(SYSTEM, one))


@handler(certificates.PRINT_JOB)
def print_certificates(batch_id: UUID, _attempt: int) -> None:
    batches.make_batch(batch_id)


def _each(ids: Iterable[UUID], act: Callable[[UUID], object]) -> None:
    for one in ids:
        try:
            act(one)
        except Conflict:  # another worker was first, or somebody decided meanwhile
            continue
