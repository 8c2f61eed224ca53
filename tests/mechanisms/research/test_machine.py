"""Random people act on a project: the table holds, refusals leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
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
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, IllegalTransition
from coop.core.language import SHANGHAI
from coop.mechanisms.research import queries
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.service import (
    approving,
    changes,
    midterm,
    proposing,
    reports,
    results,
    work,
)
from coop.mechanisms.research.workflow import PROJECT
from tests.at_random import act_at_random
from tests.databases import Database
from tests.due import run_due
from tests.mechanisms.research import make
from tests.scenes import STAGE
from tests.world import World, read_world

CHANGING: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "edit": (proposing.edit_project, {"plan": "改过的方案"}),
    "approve": (approving.approve_project, {}),
    "start": (approving.start_project, {}),
    "reach_stage": (work.reach_stage, {"number": 1}),
    "report_midterm": (midterm.report_midterm, {"progress": "座谈", "next_steps": "抽样"}),
    "midterm": (midterm.review_midterm, {"verdict": "on_course"}),
    "extend": (changes.extend_project, {"decision": "grant"}),
    "submit": (reports.submit_report, make.REPORT),
    "accept": (reports.accept_report, {}),
    "return": (reports.return_report, {"comments": "对策不具体"}),
    "apply": (results.apply_outcome, {"kind": "case", "title": "案例"}),
    "follow_up": (results.follow_up, {"finding": "effective", "text": "已用"}),
    "terminate": (approving.terminate_project, {"reason": "未开展"}),
}
ADDING: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "ask_extension": (
        changes.ask_extension,
        {"new_due_on": date(2027, 1, 29), "reason": "数据未齐"},
    ),
    "add_entry": (work.add_entry, {"kind": "result", "text": "已推行"}),
}
# Who may do what, written apart from policy.py: SC leads and hosts; CQ and CY review.
RIGHTS = {
    ("sc", "liaison"): {"edit", "add_entry", "apply"},
    ("sc", "handler"): {
        "edit", "start", "reach_stage", "report_midterm", "submit", "ask_extension", "add_entry",
    },
    ("sc", "convener"): {"approve", "extend", "terminate"},
    ("sc", "secretary"): {"follow_up"},
    ("cq", "signer"): {"midterm", "accept", "return"},
    ("cy", "signer"): {"midterm", "accept", "return"},
    ("cq", "liaison"): {"add_entry", "apply"},
    ("cy", "handler"): set(),
}  # fmt: skip


class ProjectMachine(RuleBasedStateMachine):
    """One project with reviewers; the clock moves days or months."""

    restore: Callable[[], None]

    @initialize(state=st.sampled_from(["proposed", "reviewed", "checked", "submitted"]))
    def begin(self, state: str) -> None:
        session().close()  # a database in use can't be put back
        type(self).restore()
        self.world: World = read_world()
        self.now = datetime(2026, 10, 21, 11, tzinfo=SHANGHAI)
        self.project_id: UUID = make.project(self.world, state).id
        session().rollback()

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        with clock.stopped_at(self.now):
            run_due("remind_of_research")

    @rule(
        stale=st.booleans(),
        who=st.sampled_from(list(RIGHTS)),
        action=st.sampled_from([*CHANGING, *ADDING]),
    )
    def somebody_does_something(self, stale: bool, who: tuple[str, str], action: str) -> None:
        self._do(who, action, stale=stale)

    @rule(number=st.integers(0, 99))
    def somebody_does_what_is_offered(self, number: int) -> None:
        possible = [
            (who, action)
            for who in RIGHTS
            for action in self._offered(who)
            if action in {*CHANGING, *ADDING}
        ]
        if possible:
            who, action = possible[number % len(possible)]
            self._do(who, action, stale=False)

    def _do(self, who: tuple[str, str], action: str, *, stale: bool) -> None:
        row = self._row()
        command, arguments = (CHANGING | ADDING)[action]
        if action in CHANGING:
            arguments = {**arguments, "expected_version": row.version + (1 if stale else 0)}
        if action == "apply":
            arguments |= {"adopted_on": self.now.date()}
        before, offered = make.counts(), self._offered(who)
        try:
            with clock.stopped_at(self.now):
                command(self._actor(who), self.project_id, **arguments)
        except CoopError as refusal:
            assert make.counts() == before
            assert self._row() == row
            self._explain(refusal, who, action)
            return
        assert action in RIGHTS[who]
        assert action in offered
        assert action in ADDING or not stale
        after = self._row().state
        assert after == row.state or (row.state, action, after) in {
            (one.source, one.action, one.target) for one in PROJECT.transitions
        }
        assert make.counts()[0] > before[0]

    def _explain(self, refusal: CoopError, who: tuple[str, str], action: str) -> None:
        """Wrong roles are told so; others meet the table or a rule."""
        if action not in RIGHTS[who]:
            assert isinstance(refusal, Forbidden)
        if isinstance(refusal, IllegalTransition):
            assert self._row().state not in PROJECT.sources(action)

    @invariant()
    def an_accepted_project_has_its_papers_and_its_day(self) -> None:
        row = self._row()
        assert (row.accepted_at is not None) == (row.report_document_id is not None)
        assert (row.approved_at is None) == (row.notice_document_id is None)
        assert row.due_on >= row.planned_due_on

    def _actor(self, who: tuple[str, str]) -> Actor:
        found = getattr(getattr(self.world, who[0]), who[1])
        assert isinstance(found, Actor)
        return found

    def _offered(self, who: tuple[str, str]) -> tuple[str, ...]:
        with clock.stopped_at(self.now):
            view = queries.get_project(self._actor(who), self.project_id)
        session().rollback()
        return view.allowed_actions

    def _row(self) -> Any:
        query = sa.select(ResearchProject.__table__).where(ResearchProject.id == self.project_id)
        found = session().execute(query).one()
        session().rollback()
        return found


def test_no_sequence_of_acts_breaks_the_rules(
    app: Flask, application: Flask, database: Database
) -> None:
    class Machine(ProjectMachine):
        restore = staticmethod(lambda: STAGE.clear(database, application))

    act_at_random(Machine, database, examples=6, steps=8)
