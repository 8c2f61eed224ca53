"""Sandbox agreements: opened like a live one, with a clock of their own that only moves forward."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events, policy
from coop.core.actor import SYSTEM, Actor
from coop.core.audit import Subject
from coop.core.clock import Sandbox
from coop.core.db import Model, check_version, command, lock, session
from coop.core.errors import NotFound, invalid
from coop.core.jobs import enqueue
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.registry import daily
from coop.registry.directory import institution_ids
from coop.registry.events import SandboxClockMoved
from coop.registry.models import (
    Agreement,
    AgreementVersion,
    CalendarDay,
    Clause,
    ClauseObligation,
    Party,
    Post,
    RotationTerm,
    SandboxClock,
)
from coop.registry.rights import require_operator
from coop.registry.workflow import SANDBOX_CLOCK

RUN_JOB = "run_sandbox_clock"
LONGEST_MOVE = timedelta(days=366)
# Marks every number that a sandbox gives out, and keeps the live series out of it.
ISSUER_MARK = "测试"
_TITLE = "{title}（演练）"
_KEPT_APART = frozenset({"id", "version", "created_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxClockView(View):
    """The time of a sandbox agreement. moves_to: where it is on its way to, day by day."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    agreement_title: str
    at: datetime
    moves_to: datetime | None
    days_left: int


# --------------------------------------------------------------------------- opening


@command
def open_sandbox(
    actor: Actor, agreement_id: UUID, *, at: datetime, title: str | None = None
) -> Agreement:
    """A new agreement to try things out: parties, text, rotation, posts and calendar of this one.

    A live agreement never becomes a sandbox, nor the other way round. at: aware.
    """
    require_operator(actor)
    model = lock(Agreement, agreement_id)
    made = Agreement(
        title=title or _TITLE.format(title=model.title),
        purpose=model.purpose,
        signed_on=model.signed_on,
    )
    session().add(made)
    session().flush()
    session().add(SandboxClock(agreement_id=made.id, at=at))
    _copy_text(model.id, made.id)
    for kind in (RotationTerm, Post, CalendarDay):
        _copy(kind, made.id, _of(kind, model.id))
    for party in _copy(Party, made.id, _of(Party, model.id)):
        party.issuer_code = f"{ISSUER_MARK}{party.issuer_code}"
    session().flush()
    subject = Subject("agreement", made.id, made.id)
    audit.record(actor, "sandbox_opened", subject, like=model.id, at=at)
    return made


def _of(kind: Any, agreement_id: UUID) -> list[Any]:
    found = sa.select(kind).where(kind.agreement_id == agreement_id).order_by(kind.id)
    return list(session().scalars(found))


def _copy(kind: type[Model], agreement_id: UUID, rows: Iterable[Any], **changes: Any) -> list[Any]:
    made = []
    for row in rows:
        names = [one.key for one in sa.inspect(kind).column_attrs if one.key not in _KEPT_APART]
        values = {name: getattr(row, name) for name in names}
        if "agreement_id" in values:
            values["agreement_id"] = agreement_id
        made.append(kind(**(values | changes)))
    session().add_all(made)
    session().flush()
    return made


def _copy_text(from_id: UUID, to_id: UUID) -> None:
    for version in _of(AgreementVersion, from_id):
        clauses = sa.select(Clause).where(Clause.agreement_version_id == version.id)
        written = session().scalars(clauses.order_by(Clause.id)).all()
        (copy,) = _copy(AgreementVersion, to_id, [version])
        for clause in written:
            (copied,) = _copy(Clause, to_id, [clause], agreement_version_id=copy.id)
            owed = sa.select(ClauseObligation).where(ClauseObligation.clause_id == clause.id)
            obligations = session().scalars(owed.order_by(ClauseObligation.id)).all()
            _copy(ClauseObligation, to_id, obligations, clause_id=copied.id)


# --------------------------------------------------------------------------- moving


@command
def move_sandbox_clock(
    actor: Actor, clock_id: UUID, *, to: datetime, expected_version: int
) -> SandboxClock:
    """Let the time of a sandbox go on to this instant; what falls due on the way is done.

    Raises Invalid on to: not_later, too_far.
    """
    row = lock(SandboxClock, clock_id)
    if not actor.sees(row.agreement_id):
        raise NotFound
    policy.require(actor, SANDBOX_CLOCK, "move", row, _holds)
    check_version(row, expected_version)
    SANDBOX_CLOCK.next(row.state, "move")
    _check_target(row, to)
    before, row.moves_to = row.at, to
    subject = Subject("sandbox_clock", row.id, row.agreement_id)
    audit.record(actor, "sandbox_clock.move", subject, at=before, moves_to=to)
    enqueue(RUN_JOB, row.id)
    return row


def _check_target(row: SandboxClock, to: datetime) -> None:
    reached = row.moves_to or row.at
    if to < reached or to == row.at:
        words = Text(
            "须晚于{day}：演练时钟只能向前。",
            "It must be after {day}: the clock only goes forward.",
        )
        raise invalid("to", "not_later", words.with_facts(day=reached))
    if to - row.at > LONGEST_MOVE:
        words = Text("一次最多推进{days}天。", "At most {days} days at a time.")
        raise invalid("to", "too_far", words.with_facts(days=LONGEST_MOVE.days))


def _holds(actor: Actor, role: str, row: SandboxClock) -> bool:
    return actor.has(role, row.agreement_id)


def run_clock(clock_id: UUID) -> None:
    """Go on from due time to due time until the clock has arrived; taken up again where it broke.

    Two workers may be at it: each job may run twice, and who comes second to a time leaves it.
    """
    while (leg := _next_leg(clock_id)) is not None:
        agreement_id, at, until, jobs = leg
        with clock.in_sandbox(Sandbox(agreement_id, clock_id, until)):
            for job in jobs:
                daily.run(job, agreement_id)
        if not _reach(SYSTEM, clock_id, at, until):
            return


def _next_leg(
    clock_id: UUID,
) -> tuple[UUID, datetime, datetime, tuple[daily.DailyJob, ...]] | None:
    """(agreement, from, until, what is due then), None when the clock stands."""
    row = session().get_one(SandboxClock, clock_id, populate_existing=True)
    if row.moves_to is None:
        return None
    due_at, jobs = daily.first_after(row.at)
    if due_at > row.moves_to:
        return row.agreement_id, row.at, row.moves_to, daily.frequent()
    return row.agreement_id, row.at, due_at, jobs


@command
def _reach(actor: Actor, clock_id: UUID, at: datetime, until: datetime) -> bool:
    """False when another worker was here before."""
    row = lock(SandboxClock, clock_id)
    if row.at != at or row.moves_to is None:
        return False
    if until < row.moves_to:
        row.at = until
        return True
    row.at, row.moves_to = row.moves_to, None
    with clock.in_sandbox(Sandbox(row.agreement_id, row.id, row.at)):
        _tell(actor, row)
    return True


def _tell(actor: Actor, row: SandboxClock) -> None:
    subject = Subject("sandbox_clock", row.id, row.agreement_id)
    audit.record(actor, "sandbox_clock.arrive", subject, at=row.at)
    events.record(
        SandboxClockMoved(
            agreement_id=row.agreement_id,
            subject_id=row.id,
            audience=institution_ids(row.agreement_id),
            at=row.at,
        )
    )


# --------------------------------------------------------------------------- reads


@clock.read_sandboxes_with
def sandbox_of(agreement_id: UUID) -> Sandbox | None:
    """Where the sandbox stands; None for a live agreement."""
    columns = (SandboxClock.agreement_id, SandboxClock.id, SandboxClock.at)
    query = sa.select(*columns).where(SandboxClock.agreement_id == agreement_id)
    found = session().execute(query).first()
    return Sandbox(*found) if found else None


def get_sandbox_clock(actor: Actor, clock_id: UUID) -> SandboxClockView:
    """Raises NotFound unless the actor works in that sandbox."""
    row = session().execute(_visible(actor).where(SandboxClock.id == clock_id)).first()
    if row is None:
        raise NotFound
    return _view(actor, row)


def list_sandbox_clocks(
    actor: Actor, *, limit: int, cursor: str | None = None
) -> Page[SandboxClockView]:
    """The clock of the sandbox that the actor works in; none on live agreements."""
    page = page_of(_visible(actor).order_by(SandboxClock.id), limit=limit, cursor=cursor)
    return Page(tuple(_view(actor, row) for row in page.items), page.next)


def _visible(actor: Actor) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (SandboxClock, Agreement.title)
    query = sa.select(*columns).join(Agreement, Agreement.id == SandboxClock.agreement_id)
    if actor.is_system:
        return query
    return query.where(SandboxClock.agreement_id.in_(actor.agreement_ids))


def _view(actor: Actor, found: sa.Row[Any]) -> SandboxClockView:
    row, title = found.SandboxClock, found.title
    left = row.moves_to - row.at if row.moves_to else timedelta()
    return SandboxClockView(
        id=row.id,
        version=row.version,
        state=row.state,
        state_label=SANDBOX_CLOCK.states[row.state],
        allowed_actions=policy.allowed(actor, SANDBOX_CLOCK, row.state, row, _holds),
        agreement_id=row.agreement_id,
        agreement_title=title,
        at=row.at,
        moves_to=row.moves_to,
        days_left=-(-left // timedelta(days=1)),
    )
