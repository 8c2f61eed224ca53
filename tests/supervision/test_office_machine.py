"""Random days of an office: bulletins, orders, sub-tasks and letters keep numbers and levels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from coop.core import clock
from coop.core.db import session
from coop.core.errors import CoopError
from coop.core.language import SHANGHAI
from coop.documents import letters
from coop.documents.models import DocumentStep, NumberEntry, OfficialDocument, Receipt
from coop.documents.workflow import DOCUMENT, LETTER
from coop.supervision import service
from coop.supervision.models import Bulletin, SupervisionOrder, Task
from coop.supervision.service.rhythm import keep_rhythm
from coop.supervision.workflow import LEVELS, OPEN, ORDER_WORKFLOW
from tests.at_random import act_at_random
from tests.documents.made import draft as draft_letter
from tests.scenes import STAGE
from tests.supervision.stages import accepted
from tests.supervision.test_bulletins import drafted as drafted_bulletin
from tests.world import read_world

Chosen = tuple[Callable[..., Any], dict[str, Any]]
ON_BULLETINS: dict[str, Chosen] = {
    "review": (service.review_bulletin, {}),
    "return": (service.return_bulletin, {"reason": "补充数据"}),
    "issue": (service.issue_bulletin, {}),
}
ON_LETTERS: dict[str, Chosen] = {
    "edit": (letters.edit_letter, {"title": "关于另一事项的函"}),
    "review": (letters.review_document, {}),
    "return": (letters.return_document, {"reason": "写明依据"}),
    "sign": (letters.sign_document, {}),
    "register": (letters.register_and_issue, {}),
    "revoke": (letters.revoke_letter, {"reason": "有误"}),
}
ON_TASKS: dict[str, Chosen] = {
    "submit": (service.submit_task, {"evidence": "完成"}),
    "close": (service.close_task, {}),
    "cancel": (service.cancel_task, {"reason": "不再需要"}),
}
PEOPLE = ("secretary", "convener", "signer", "handler")


class OfficeMachine(RuleBasedStateMachine):
    """SC hosts; CQ leads a task that is due within days; refusals are part of the day."""

    restore: Callable[[], None]

    @initialize()
    def begin(self) -> None:
        session().close()
        type(self).restore()
        self.world = read_world()
        self.now = datetime(2026, 9, 28, 9, tzinfo=SHANGHAI)
        self.levels: dict[Any, list[int]] = {}
        with clock.stopped_at(self.now):
            accepted(self.world)
            draft_letter(self.world)
            drafted_bulletin(self.world)

    @rule(days=st.integers(1, 4))
    def days_pass_and_the_morning_job_runs(self, days: int) -> None:
        self.now += timedelta(days=days)
        with clock.stopped_at(self.now):
            keep_rhythm(self.world.agreement_id)

    @rule(
        kind=st.sampled_from(["letter", "bulletin"]), series=st.sampled_from(["regular", "extra"])
    )
    def somebody_writes(self, kind: str, series: str) -> None:
        with clock.stopped_at(self.now):
            if kind == "letter":
                draft_letter(self.world)
            else:
                drafted_bulletin(self.world, series=series)

    @rule(
        table=st.sampled_from([Bulletin, OfficialDocument, Task]),
        place=st.integers(0, 3),
        action=st.integers(0, 5),
        who=st.sampled_from([(team, role) for team in ("sc", "cq") for role in PEOPLE]),
    )
    def somebody_acts(self, table: Any, place: int, action: int, who: tuple[str, str]) -> None:
        known = {Bulletin: ON_BULLETINS, OfficialDocument: ON_LETTERS, Task: ON_TASKS}[table]
        command, said = list(known.values())[action % len(known)]
        wanted = sa.select(table).order_by(table.id)
        if table is OfficialDocument:
            wanted = wanted.where(OfficialDocument.source_kind == LETTER)
        rows = self._all(wanted)
        row = rows[place % len(rows)]
        self._try(command, who, row.id, expected_version=row.version, **said)

    @rule(team=st.sampled_from(["cq", "cy"]), days=st.integers(-1, 14))
    def the_lead_splits(self, team: str, days: int) -> None:
        whole = self._all(sa.select(Task).order_by(Task.id))[0]
        self._try(
            service.split_task,
            (team, "handler"),
            whole.id,
            title="核对台账",
            demand="逐项核对",
            lead_id=self.world.cq.id,
            due_on=self.now.date() + timedelta(days=days),
        )

    @rule()
    def the_lead_answers_its_orders(self) -> None:
        for one in self._all(sa.select(SupervisionOrder)):
            self._try(
                service.answer_order,
                ("cq", "handler"),
                one.id,
                answer="正在办理",
                expected_version=one.version,
            )

    # ------------------------------------------------------------------ what always holds

    @invariant()
    def bulletins_are_numbered_without_gap_in_each_series(self) -> None:
        for series in ("regular", "extra"):
            issued = sa.select(Bulletin.issue_no).where(
                Bulletin.series == series, Bulletin.issue_no.is_not(None)
            )
            found = sorted(self._all(issued))
            assert found == list(range(1, len(found) + 1))
        for one in self._all(sa.select(Bulletin).where(Bulletin.document_id.is_not(None))):
            assert one.reviewed_by_id != one.drafted_by_id

    @invariant()
    def a_letter_has_its_number_from_the_registration_on_and_never_loses_it(self) -> None:
        rows = self._all(sa.select(OfficialDocument).where(OfficialDocument.source_kind == LETTER))
        numbered = [one for one in rows if one.number]
        for one in rows:
            steps = self._all(
                sa.select(DocumentStep)
                .where(DocumentStep.document_id == one.id)
                .order_by(DocumentStep.position)
            )
            taken = [step.action for step in steps]
            assert (one.number is not None) == ("register_and_issue" in taken)
            assert one.state in DOCUMENT.states
            signed = [step.by_id for step in steps if step.action == "sign"]
            assert self.world.sc.secretary.id not in signed
        serials = self._all(sa.select(NumberEntry.serial).order_by(NumberEntry.serial))
        assert serials == list(range(1, len(numbered) + 1))

    @invariant()
    def orders_are_numbered_without_gap_and_only_climb(self) -> None:
        orders = self._all(sa.select(SupervisionOrder).order_by(SupervisionOrder.serial))
        assert [one.serial for one in orders] == list(range(1, len(orders) + 1))
        for one in orders:
            seen = self.levels.setdefault(one.id, [])
            seen.append(list(LEVELS).index(one.level))
            assert all(before <= after for before, after in pairwise(seen))
            owed = sa.select(Receipt.signed_at).where(Receipt.subject_id == one.document_id)
            signed = [at is not None for at in self._all(owed)]
            assert signed in ([True], [False], [])
            assert one.state in ORDER_WORKFLOW.sources("escalate") or signed != [False]

    @invariant()
    def no_whole_is_closed_before_its_parts_and_no_part_is_due_after_it(self) -> None:
        tasks = {one.id: one for one in self._all(sa.select(Task))}
        for one in tasks.values():
            if one.parent_id is None:
                continue
            whole = tasks[one.parent_id]
            assert one.due_on <= whole.due_on
            assert one.state not in OPEN or whole.state in OPEN

    def _try(
        self, command: Callable[..., Any], who: tuple[str, str], subject_id: Any, **said: Any
    ) -> None:
        actor = getattr(getattr(self.world, who[0]), who[1])
        with clock.stopped_at(self.now):
            try:
                command(actor, subject_id, **said)
            except CoopError:
                session().rollback()

    def _all(self, query: sa.Select[Any]) -> list[Any]:
        session().rollback()
        session().expire_all()
        return list(session().scalars(query))


def test_whatever_an_office_does_its_papers_stay_in_order(app, application, database):
    OfficeMachine.restore = staticmethod(lambda: STAGE.clear(database, application))
    act_at_random(OfficeMachine, database, examples=6, steps=14)
