"""What happens to training by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.core.errors import Conflict
from coop.core.jobs import handler, scheduled
from coop.mechanisms.training.queries import due
from coop.mechanisms.training.service import batches, certificates, cohorts, nominations, tests


@scheduled("release_training_seats", "*/5 * * * *")
def release_seats() -> None:
    """Open unused seats to the waiting lists when their time has come."""
    _each(due.releases(), lambda one: cohorts.release_seats(SYSTEM, one))


@scheduled("lapse_training_offers", "3 0 * * *")
def lapse_offers() -> None:
    """Take back what was not answered by its day; the seat is offered to the next one."""
    _each(due.lapsed_offers(), lambda one: nominations.lapse_offer(SYSTEM, one))


@scheduled("close_training_tests", "*/2 * * * *")
def close_tests() -> None:
    """Score what was saved of the tests whose time is over."""
    _each(due.ended_attempts(), lambda one: tests.close_attempt(SYSTEM, one))


@handler(certificates.PRINT_JOB)
def print_certificates(batch_id: UUID, _attempt: int) -> None:
    batches.make_batch(batch_id)


def _each(ids: Iterable[UUID], act: Callable[[UUID], object]) -> None:
    for one in ids:
        try:
            act(one)
        except Conflict:  # another worker was first, or somebody decided meanwhile
            continue
