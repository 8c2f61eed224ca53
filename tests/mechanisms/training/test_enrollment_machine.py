"""Random people do random things to two nominees of one seat: the tables hold, seats are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from coop.core import clock
from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import (
    Conflict,
    CoopError,
    Forbidden,
    IllegalTransition,
    Invalid,
    NotFound,
    Stale,
)
from coop.core.events import EventRow
from coop.core.language import SHANGHAI
from coop.mechanisms.training.models import (
    Attempt,
    Cohort,
    Enrollment,
    TraineeLeave,
    TrainingCertificate,
)
from coop.mechanisms.training.service import certificates, cohorts, leaves, nominations, tests
from coop.mechanisms.training.service.certificates import NotTested
from coop.mechanisms.training.workflow import ENROLLMENT, SEATED, TAKING_PART
from tests.at_random import act_at_random
from tests.due import run_due
from tests.mechanisms.training import make
from tests.scenes import STAGE
from tests.world import World, read_world

ACTIONS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "accept": (nominations.accept_seat, {}),
    "admit": (nominations.admit_nominee, {}),
    "reject": (nominations.reject_nominee, {"reason": "岗位不符"}),
    "replace": (nominations.replace_nominee, make.person("新人选")),
    "withdraw": (nominations.withdraw_nominee, {"reason": "另有任务"}),
    "leave": (
        leaves.record_leave,
        {"on_day": make.date(2026, 9, 15), "hours": 4.5, "reason": "开庭"},
    ),
    "absent_without_leave": (leaves.absent_without_leave, {"reason": "擅自离训"}),
    "assess": (tests.record_score, {"score": 59}),
    "resit": (tests.record_resit, {"score": 60}),
    "certify": (certificates.certify, {}),
}
NOMINATOR = {"accept", "replace", "withdraw"}
# Who may do what, written apart from policy.py: CQ nominates, SC organises.
RIGHTS = {
    ("cq", "liaison"): NOMINATOR,
    ("cq", "handler"): NOMINATOR,
    ("cq", "signer"): set(),
    ("sc", "admin"): set(ACTIONS) - NOMINATOR,
    ("sc", "liaison"): set(),
    ("cy", "liaison"): set(),
}
OUTSIDERS = {("cy", "liaison")}
TABLES = (Enrollment, Cohort, Attempt, TraineeLeave, TrainingCertificate, AuditEntry, EventRow)


class EnrollmentMachine(RuleBasedStateMachine):
    """Two people for one seat, from nomination on; the clock moves a few days at a time."""

    restore: Callable[[], None]

    @initialize(is_started=st.booleans())
    def begin(self, is_started: bool) -> None:
        session().close()
        type(self).restore()
        self.world: World = read_world()
        self.now = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)
        self.cohort_id = make.cohort(self.world, quotas=make.seats(self.world, 0, 1, 0)).id
        first, second = (make.nominated(self.world, self.cohort_id, name=name) for name in "甲乙")
        self.states = {first.id: "applied", second.id: "waiting"}
        if is_started:
            self._do(("sc", "admin"), first.id, "admit", stale=False)
            self.the_cohort_starts()

    @rule(days=st.integers(1, 3))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        with clock.stopped_at(self.now):
            run_due("lapse_training_offers")
            run_due("lapse_training_offers")
        self._read()

    @rule()
    def the_cohort_starts(self) -> None:
        version = make.version(Cohort, self.cohort_id)
        with clock.stopped_at(self.now):
            try:
                cohorts.start_cohort(
                    make.admin(self.world), self.cohort_id, expected_version=version
                )
            except Conflict:
                return
        before = dict(self.states)
        self._read()
        expected = {"admitted": "attending", "waiting": "rejected"}
        assert self.states == {one: expected.get(was, was) for one, was in before.items()}

    @rule(
        stale=st.booleans(),
        who=st.sampled_from(list(RIGHTS)),
        action=st.sampled_from(list(ACTIONS)),
        number=st.integers(0, 1),
    )
    def somebody_does_something(
        self, stale: bool, who: tuple[str, str], action: str, number: int
    ) -> None:
        self._do(who, list(self.states)[number], action, stale=stale)

    @rule(number=st.integers(0, 99))
    def somebody_does_what_is_possible(self, number: int) -> None:
        possible = [
            (who, one, action)
            for one, state in self.states.items()
            for action in ENROLLMENT.possible(state)
            for who, rights in RIGHTS.items()
            if action in rights
        ]
        if possible:
            self._do(*possible[number % len(possible)], stale=False)

    def _actor(self, who: tuple[str, str]) -> Actor:
        if who == ("sc", "admin"):
            return make.admin(self.world)
        found: Actor = getattr(getattr(self.world, who[0]), who[1])
        return found

    def _do(self, who: tuple[str, str], one: UUID, action: str, *, stale: bool) -> None:
        command, arguments = ACTIONS[action]
        version = make.version(Enrollment, one)
        before = self._everything()
        with clock.stopped_at(self.now):
            try:
                command(self._actor(who), one, **arguments, expected_version=version + int(stale))
            except CoopError as refusal:
                assert self._everything() == before
                self._explain(refusal, who, one, action, stale=stale)
                return
        assert not stale
        assert action in RIGHTS[who]
        after = self._everything()
        assert self._about(one, after, AuditEntry) == self._about(one, before, AuditEntry) + 1
        assert self._about(one, after, EventRow) == self._about(one, before, EventRow) + 1
        was = self.states[one]
        self._read()
        assert ENROLLMENT.next(was, action, to=self.states[one]) == self.states[one]

    def _explain(
        self, refusal: CoopError, who: tuple[str, str], one: UUID, action: str, *, stale: bool
    ) -> None:
        """Refused for the first reason in the order visible, permit, version, state."""
        if who in OUTSIDERS:
            assert isinstance(refusal, NotFound)
        elif action not in RIGHTS[who]:
            assert isinstance(refusal, Forbidden)
        elif isinstance(refusal, NotTested):
            assert action == "certify"
            assert self.states[one] == "attending"
        elif stale:
            assert isinstance(refusal, Stale)
        elif action not in ENROLLMENT.possible(self.states[one]):
            assert isinstance(refusal, IllegalTransition)
        else:
            assert isinstance(refusal, (Conflict, Invalid))

    def _about(self, one: UUID, everything: dict[type, list[tuple[Any, ...]]], model: type) -> int:
        return sum(one in row for row in everything[model])

    def _read(self) -> None:
        session().rollback()
        rows = session().execute(sa.select(Enrollment.id, Enrollment.state))
        found = dict(list(rows))
        self.states = {one: found[one] for one in self.states}

    def _everything(self) -> dict[type, list[tuple[Any, ...]]]:
        session().rollback()
        return {
            model: [tuple(row) for row in session().execute(sa.select(*model.__table__.columns))]
            for model in TABLES
        }

    @invariant()
    def one_seat_is_held_by_one_person_and_never_left_empty_while_somebody_waits(self) -> None:
        if not hasattr(self, "states"):
            return
        held = [state for state in self.states.values() if state in SEATED | TAKING_PART]
        assert len(held) <= 1
        waits = "waiting" in self.states.values()
        assert not waits or held

    @invariant()
    def a_certificate_exists_exactly_for_who_is_certified(self) -> None:
        if not hasattr(self, "states"):
            return
        session().rollback()
        found = set(session().scalars(sa.select(TrainingCertificate.enrollment_id)))
        assert found == {one for one, state in self.states.items() if state == "certified"}


def test_whatever_happens_to_two_nominees_keeps_the_rules(app, application, database):
    EnrollmentMachine.restore = staticmethod(lambda: STAGE.clear(database, application))
    act_at_random(EnrollmentMachine, database, examples=10, steps=12)
