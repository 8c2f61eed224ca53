"""Random people do random things to a task: the table holds, refusals leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
)

from coop.core import clock
from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Conflict, CoopError, Forbidden, IllegalTransition, Invalid, Stale
from coop.core.events import EventRow
from coop.core.language import SHANGHAI
from coop.supervision import queries, service
from coop.supervision.models import ExtensionRequest, Milestone, ProgressReport, Task, TaskPart
from coop.supervision.workflow import WORKFLOW
from tests.at_random import PeopleMachine, act_at_random
from tests.scenes import STAGE
from tests.supervision.stages import draft_fields
from tests.world import World, read_world

ACTIONS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "edit": (service.edit_task, {"title": "改名"}),
    "assign": (service.assign_task, {}),
    "discard": (service.discard_task, {}),
    "accept": (service.accept_task, {}),
    "refuse": (service.refuse_task, {"reason": "不属本单位"}),
    "decide": (service.decide_task, {"outcome": "assigned", "reason": "仍由该单位牵头"}),
    "report": (service.report_progress, {"percent": 50, "text": "进展"}),
    "plan": (service.plan_milestones, {"milestones": []}),
    "ask_extension": (service.ask_extension, {"reason": "待统一口径"}),
    "extend": (service.decide_extension, {"decision": "grant"}),
    "submit": (service.submit_task, {"evidence": "见附件"}),
    "close": (service.close_task, {}),
    "return": (service.return_task, {"reason": "缺附件"}),
    "suspend": (service.suspend_task, {"reason": "等待文件"}),
    "resume": (service.resume_task, {}),
    "cancel": (service.cancel_task, {"reason": "情况变化"}),
    "reopen": (service.reopen_task, {"reason": "又有线索"}),
}
# Who may do what, written apart from policy.py: SC hosts, CQ leads, CY assists.
RIGHTS = {
    ("sc", "secretary"): {
        "edit", "assign", "discard", "decide", "extend", "close", "return",
    },
    ("sc", "convener"): {"decide", "extend", "suspend", "resume", "cancel", "reopen"},
    ("cq", "handler"): {"accept", "refuse", "report", "plan", "ask_extension", "submit"},
    ("cy", "handler"): {"report"},
    ("cq", "secretary"): set(),
    ("cq", "convener"): set(),
    ("sc", "handler"): set(),
    ("sc", "liaison"): set(),
}  # fmt: skip
STRAIGHT = (
    (("sc", "secretary"), "assign"),
    (("cq", "handler"), "accept"),
    (("cy", "handler"), "finish"),
    (("cq", "handler"), "submit"),
    (("sc", "secretary"), "close"),
)
TABLES = (Task, TaskPart, ProgressReport, ExtensionRequest, Milestone, AuditEntry, EventRow)


class TaskMachine(PeopleMachine):
    """One task from draft on; the clock moves a few days at a time."""

    restore: Callable[[], None]
    workflow, rights = WORKFLOW, RIGHTS

    @initialize(steps=st.integers(0, 5))
    def begin(self, steps: int) -> None:
        """Start anywhere on the straight way from draft to closed."""
        session().close()  # a database in use can't be put back
        type(self).restore()
        self.world: World = read_world()
        self.now = datetime(2026, 9, 14, 9, tzinfo=SHANGHAI)
        with clock.stopped_at(self.now):
            parts = [{"institution_id": self.world.cy.id}]
            fields = draft_fields(self.world, parts=parts)
            task = service.draft_task(self.world.sc.secretary, **fields)
        self.task_id, self.state = task.id, "draft"
        for who, action in STRAIGHT[:steps]:
            if action == "finish":
                self.the_co_organiser_goes_on()
                self.the_co_organiser_goes_on()
            else:
                self.try_it(who, action, stale=False)

    @rule(days=st.integers(1, 6))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def the_co_organiser_goes_on(self) -> None:
        actor = self.world.cy.handler
        if self._row().assigned_at is None:
            return
        with clock.stopped_at(self.now):
            part = queries.get_task(actor, self.task_id).parts[0]
            if "accept" in part.allowed_actions:
                service.accept_part(actor, part.id, expected_version=part.version)
            elif "finish" in part.allowed_actions:
                service.finish_part(actor, part.id, result="已完成", expected_version=part.version)

    def try_it(self, who: tuple[str, str], action: str, *, stale: bool) -> None:
        actor: Actor = getattr(getattr(self.world, who[0]), who[1])
        row = self._row()
        command, arguments = ACTIONS[action]
        if action != "report":
            arguments = {**arguments, "expected_version": row.version + (1 if stale else 0)}
        if action == "ask_extension":
            arguments = {**arguments, "new_due_on": row.due_on + timedelta(days=7)}
        before = self._everything()
        offered = self._offered(actor)
        with clock.stopped_at(self.now):
            try:
                command(actor, self.task_id, **arguments)
            except CoopError as refusal:
                assert self._everything() == before
                self._explain(refusal, who, action, stale=stale)
                assert stale or action not in offered or action in {"assign", "edit"}
                return
        assert not stale or action == "report"
        assert action in RIGHTS[who]
        assert action in offered
        self.state = WORKFLOW.next(self.state, action, to=self._row().state)
        after = self._everything()
        # Accepting also signs the receipt, which is told of on its own.
        also = 1 if action == "accept" else 0
        assert len(after[AuditEntry]) == len(before[AuditEntry]) + 1 + also
        assert len(after[EventRow]) == len(before[EventRow]) + 1 + also

    def _explain(
        self, refusal: CoopError, who: tuple[str, str], action: str, *, stale: bool
    ) -> None:
        """Refused for the first reason in the order permit, version, state, preconditions."""
        if refusal.code == "not_found":
            assert who[0] != "sc"
            assert self._row().assigned_at is None
        elif action not in RIGHTS[who]:
            assert isinstance(refusal, Forbidden)
        elif stale and action != "report":
            assert isinstance(refusal, Stale)
        elif action not in WORKFLOW.possible(self.state):
            assert isinstance(refusal, IllegalTransition)
        else:
            assert isinstance(refusal, (Conflict, Invalid))

    def _offered(self, actor: Actor) -> tuple[str, ...]:
        with clock.stopped_at(self.now):
            try:
                return queries.get_task(actor, self.task_id).allowed_actions
            except CoopError:
                return ()
            finally:
                session().rollback()

    def _row(self) -> Task:
        session().rollback()
        session().expire_all()
        found = session().get(Task, self.task_id)
        assert found is not None
        return found

    def _everything(self) -> dict[type, list[tuple[Any, ...]]]:
        session().rollback()
        return {
            model: [tuple(row) for row in session().execute(sa.select(*model.__table__.columns))]
            for model in TABLES
        }

    @invariant()
    def the_row_is_where_the_model_is(self) -> None:
        if hasattr(self, "state"):
            assert self._row().state == self.state

    @invariant()
    def a_colour_is_shown_only_while_the_clock_runs(self) -> None:
        if not hasattr(self, "state") or self._row().assigned_at is None:
            return
        with clock.stopped_at(self.now):
            view = queries.get_task(self.world.cy.liaison, self.task_id)
        runs = self.state in {"assigned", "in_progress", "disputed", "reviewing"}
        assert runs or view.colour == "none"
        late = self.now.date() > view.due_on
        assert (view.colour == "red") == (runs and late)
        assert view.original_due_on == date(2026, 10, 9)


def test_whatever_happens_to_a_task_keeps_the_rules(app, application, database):
    TaskMachine.restore = staticmethod(lambda: STAGE.clear(database, application))
    act_at_random(TaskMachine, database, examples=25, steps=16)
