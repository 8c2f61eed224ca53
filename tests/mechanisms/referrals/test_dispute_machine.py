"""Random people act on a dispute: the table holds, refusals leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from coop.core import clock
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, NotFound
from coop.core.events import EventRow
from coop.core.language import SHANGHAI
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.models import Dispute, DisputeParty, Referral, Settlement
from coop.mechanisms.referrals.workflow import AT_BODY, DISPUTE, SETTLEMENT
from coop.registry.models import Deadline
from tests.at_random import act_at_random
from tests.databases import Database
from tests.due import run_due
from tests.mechanisms.referrals import acts, make
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.scenes import STAGE
from tests.world import read_world

WHO = ("clerk", "desk", "mediator", "second", "other_desk")
TABLES = (Dispute, DisputeParty, Referral, Settlement, Deadline, EventRow, AuditEntry)
STARTS = ("intake", "consented", "referred", "mediating", "settled", "effective")


class DisputeMachine(RuleBasedStateMachine):
    """One dispute from some state on; the clock moves some days at a time."""

    restore: Callable[[], None]

    @initialize(state=st.sampled_from(STARTS))
    def begin(self, state: str) -> None:
        session().close()  # a database in use can't be put back
        type(self).restore()
        self.cast: Cast = cast_of(read_world())
        self.now = datetime(2026, 9, 16, 11, tzinfo=SHANGHAI)
        if state in {"intake", "consented", "referred"}:
            self.now = datetime(2026, 9, 1, 11, tzinfo=SHANGHAI)
        self.dispute_id: UUID = make.dispute(self.cast, state).id
        session().rollback()

    @rule(days=st.integers(1, 12))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def the_night_comes(self) -> None:
        before, due = self._row(), self._due()
        with clock.stopped_at(self.now):
            run_due("lapse_referrals")
            run_due("expire_mediations")
            is_late = due is not None and due < clock.today()
        after = self._row()
        expected = {"referred": "consented", "mediating": "failed"}
        assert after.state == (
            expected.get(before.state, before.state) if is_late else before.state
        )

    @rule(
        who=st.sampled_from(WHO),
        action=st.sampled_from(list(acts.DISPUTE_ACTS)),
        stale=st.booleans(),
    )
    def somebody_does_something(self, who: str, action: str, stale: bool) -> None:
        self._do(who, action, stale=stale)

    @rule(number=st.integers(0, 99))
    def somebody_does_what_is_offered(self, number: int) -> None:
        possible = [
            (who, action)
            for who in WHO
            for action in self._offered(who)
            if action in acts.DISPUTE_ACTS
        ]
        if possible:
            self._do(*possible[number % len(possible)], stale=False)

    @rule(who=st.sampled_from(WHO[:3]), action=st.sampled_from(list(acts.SETTLEMENT_ACTS)))
    def somebody_acts_on_the_settlement(self, who: str, action: str) -> None:
        row = self._settlement()
        if row is None:
            return
        command, arguments = acts.SETTLEMENT_ACTS[action]
        given = {**arguments(self.cast, self._parties()), "expected_version": row.version}
        before = self._everything()
        with clock.stopped_at(self.now):
            try:
                command(getattr(self.cast, who), row.id, **given)
            except CoopError as refusal:
                assert self._everything() == before
                self._explain(refusal, action in acts.SETTLEMENT_RIGHTS[who])
                return
        assert action in acts.SETTLEMENT_RIGHTS[who]
        assert row.state in SETTLEMENT.sources(action)
        assert self._everything()[-1] > before[-1]

    def _do(self, who: str, action: str, *, stale: bool) -> None:
        row, offered, before = self._row(), self._offered(who), self._everything()
        command, arguments = acts.DISPUTE_ACTS[action]
        version = row.version + (1 if stale else 0)
        given = {**arguments(self.cast, self._parties()), "expected_version": version}
        rights = acts.DISPUTE_RIGHTS.get("mediator" if who == "second" else who, set())
        with clock.stopped_at(self.now):
            try:
                command(getattr(self.cast, who), self.dispute_id, **given)
            except CoopError as refusal:
                assert self._everything() == before
                self._explain(refusal, action in rights)
                return
        assert action in rights
        assert action in offered
        assert not stale
        assert row.state in DISPUTE.sources(action)
        after = self._everything()
        assert after[-1] > before[-1]
        assert after[-2] > before[-2]

    def _explain(self, refusal: CoopError, has_right: bool) -> None:
        """Wrong posts are told so, or nothing exists for them; others meet a rule."""
        if not has_right:
            assert isinstance(refusal, (Forbidden, NotFound))

    @invariant()
    def a_body_has_what_it_mediates_and_a_clock_runs(self) -> None:
        row = self._row()
        if row.state in AT_BODY | {"referred"}:
            assert row.body_id is not None
        if row.state == "referred":
            assert self._due() is not None
        assert (row.ground is not None) == (row.state in {"settled", "failed", "closed"})
        assert (row.acknowledged_at is None) or row.state == "closed"

    def _offered(self, who: str) -> tuple[str, ...]:
        with clock.stopped_at(self.now):
            try:
                view = queries.get_dispute(getattr(self.cast, who), self.dispute_id)
            except NotFound:
                return ()
            finally:
                session().rollback()
        return view.allowed_actions

    def _row(self) -> Any:
        query = sa.select(Dispute.__table__).where(Dispute.id == self.dispute_id)
        found = session().execute(query).one()
        session().rollback()
        return found

    def _settlement(self) -> Any:
        query = sa.select(Settlement.__table__).order_by(Settlement.number.desc()).limit(1)
        found = session().execute(query).first()
        session().rollback()
        return found

    def _parties(self) -> list[UUID]:
        query = sa.select(DisputeParty.id).where(DisputeParty.dispute_id == self.dispute_id)
        found = list(session().scalars(query.order_by(DisputeParty.id)))
        session().rollback()
        return found

    def _due(self) -> Any:
        """Of the clock that ends the present state."""
        found = session().scalar(
            sa.select(Deadline.due_on).where(
                Deadline.subject_id == self.dispute_id,
                Deadline.kind.in_(("acceptance", "mediation")),
                Deadline.met_on.is_(None),
            )
        )
        session().rollback()
        return found

    def _everything(self) -> tuple[int, ...]:
        """Rows per table and the versions' sum: any change shows. Events and log come last."""
        counts = [
            session().scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in TABLES
        ]
        versions = session().scalar(sa.select(sa.func.sum(Dispute.version))) or 0
        session().rollback()
        return (versions, *counts)


def test_no_sequence_of_acts_breaks_the_rules(
    app: Flask, application: Flask, database: Database
) -> None:
    class Machine(DisputeMachine):
        restore = staticmethod(lambda: STAGE.clear(database, application))

    act_at_random(Machine, database, examples=10, steps=12)
