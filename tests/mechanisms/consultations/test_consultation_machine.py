"""Random people act on a consultation: the table holds, refusals leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
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
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, NotFound
from coop.core.events import EventRow
from coop.core.language import SHANGHAI
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationExtension,
    ConsultationPause,
    ConsultationText,
    ConsultedParty,
    Opinion,
)
from coop.mechanisms.consultations.service import asking, drafting, opinions, outcomes, periods
from coop.mechanisms.consultations.workflow import WORKFLOW
from tests.at_random import act_at_random
from tests.databases import Database
from tests.due import run_due
from tests.mechanisms.consultations import make
from tests.scenes import STAGE
from tests.world import World, read_world

ACTIONS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "edit": (drafting.edit_consultation, {"facts": "改过的情况"}),
    "revise": (drafting.revise_text, {"facts": "新的情况"}),
    "approve": (drafting.approve_letter, {}),
    "submit": (asking.submit_consultation, {}),
    "extend": (periods.decide_extension, {"decision": "grant"}),
    "pause": (periods.pause_clock, {"reason": "请补充材料"}),
    "resume": (periods.resume_clock, {}),
    "conclude": (outcomes.conclude, {"outcome": "partly", "text": "部分一致"}),
    "withdraw": (outcomes.withdraw, {"reason": "另行研究"}),
}
ADDING: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "opinion": (opinions.draft_opinion, {"stance": "agree"}),
    "ask_extension": (periods.ask_extension, {"days": 1, "reason": "需研究"}),
}
# Who may do what, written apart from policy.py: SC asks and hosts, CQ and CY are consulted.
RIGHTS = {
    ("sc", "liaison"): {"edit", "revise", "submit", "resume", "withdraw"},
    ("sc", "signer"): {"approve", "conclude"},
    ("sc", "secretary"): {"extend", "pause", "resume"},
    ("cq", "liaison"): {"opinion", "ask_extension", "pause"},
    ("cy", "handler"): {"opinion"},
    ("cq", "secretary"): set(),
    ("cy", "signer"): set(),
}  # fmt: skip
TABLES = (
    Consultation,
    ConsultationText,
    ConsultedParty,
    Opinion,
    ConsultationPause,
    ConsultationExtension,
    AuditEntry,
    EventRow,
)
STEPS_FORWARD = 3


class ConsultationMachine(RuleBasedStateMachine):
    """One consultation from draft on; the clock moves a day or two at a time."""

    restore: Callable[[], None]

    @initialize(steps=st.integers(0, STEPS_FORWARD))
    def begin(self, steps: int) -> None:
        """Start as a draft, approved, sent, or answered by both."""
        session().close()  # a database in use can't be put back
        type(self).restore()
        self.world: World = read_world()
        self.now = datetime(2026, 9, 22, 11, tzinfo=SHANGHAI)
        made = make.consultation(self.world, make.STATES[steps], urgency="none")
        self.consultation_id: UUID = made.id
        session().rollback()

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def the_night_comes(self) -> None:
        before = self._row()
        due = self._due()
        with clock.stopped_at(self.now):
            run_due("lapse_consultations")
            today = clock.today()
        after = self._row()
        if (
            before.state == "open"
            and due is not None
            and due < today
            and not self._asked_for_time()
        ):
            assert after.state == "replied"
        else:
            assert after.state == before.state

    @rule(
        stale=st.booleans(),
        who=st.sampled_from(list(RIGHTS)),
        action=st.sampled_from([*ACTIONS, *ADDING]),
    )
    def somebody_does_something(self, stale: bool, who: tuple[str, str], action: str) -> None:
        self._do(who, action, stale=stale)

    @rule(number=st.integers(0, 99))
    def somebody_does_what_is_offered(self, number: int) -> None:
        possible = [
            (who, action)
            for who in RIGHTS
            for action in self._offered(who)
            if action in {*ACTIONS, *ADDING}
        ]
        if possible:
            who, action = possible[number % len(possible)]
            self._do(who, action, stale=False)

    @rule()
    def a_signer_signs_what_is_drafted(self) -> None:
        for team in (self.world.cq, self.world.cy):
            with clock.stopped_at(self.now):
                try:
                    drafts = queries.list_opinions(team.signer, limit=9, state="draft").items
                finally:
                    session().rollback()
                for one in drafts:
                    if "sign" in one.allowed_actions:
                        opinions.sign_opinion(team.signer, one.id, expected_version=one.version)

    @rule()
    def the_initiator_answers(self) -> None:
        liaison = self.world.sc.liaison
        with clock.stopped_at(self.now):
            found = queries.list_opinions(liaison, limit=50).items
            session().rollback()
            for one in found:
                if "answer" in one.allowed_actions:
                    opinions.answer_opinion(
                        liaison, one.id, expected_version=one.version, answer="adopted"
                    )

    def _do(self, who: tuple[str, str], action: str, *, stale: bool) -> None:
        actor = self._actor(who)
        row = self._row()
        command, arguments = (ACTIONS | ADDING)[action]
        if action in ACTIONS:
            arguments = {**arguments, "expected_version": row.version + (1 if stale else 0)}
        before, offered = self._everything(), self._offered(who)
        with clock.stopped_at(self.now):
            try:
                command(actor, self.consultation_id, **arguments)
            except CoopError as refusal:
                assert self._everything() == before
                self._explain(refusal, who, action)
                return
        assert action in RIGHTS[who]
        assert action in offered
        assert action in ADDING or not stale
        assert row.state in WORKFLOW.sources(action)
        assert self._everything()[-2] > before[-2]

    def _explain(self, refusal: CoopError, who: tuple[str, str], action: str) -> None:
        """Wrong roles are told so, or nothing exists for them; others meet a rule."""
        if action not in RIGHTS[who]:
            assert isinstance(refusal, (Forbidden, NotFound))

    @invariant()
    def opinions_are_read_only_when_they_may_be(self) -> None:
        with clock.stopped_at(self.now):
            for team in self.world.teams:
                for one in queries.list_opinions(team.liaison, limit=50).items:
                    assert one.is_revealed or one.institution_id == team.id
        session().rollback()

    @invariant()
    def a_closed_round_leaves_nobody_asked(self) -> None:
        row = self._row()
        states = set(
            session().scalars(
                sa.select(ConsultedParty.state).where(
                    ConsultedParty.consultation_id == self.consultation_id
                )
            )
        )
        session().rollback()
        if row.state in {"replied", "concluded"}:
            assert "asked" not in states
            assert row.round_closed_at is not None
        assert (row.outcome is not None) == (row.state == "concluded")

    @invariant()
    def a_running_clock_has_a_day(self) -> None:
        assert (self._row().state == "open") == (self._due() is not None)

    def _actor(self, who: tuple[str, str]) -> Actor:
        found = getattr(getattr(self.world, who[0]), who[1])
        assert isinstance(found, Actor)
        return found

    def _offered(self, who: tuple[str, str]) -> tuple[str, ...]:
        with clock.stopped_at(self.now):
            try:
                view = queries.get_consultation(self._actor(who), self.consultation_id)
            except NotFound:
                return ()
            finally:
                session().rollback()
        return view.allowed_actions

    def _row(self) -> Any:
        query = sa.select(Consultation.__table__).where(Consultation.id == self.consultation_id)
        found = session().execute(query).one()
        session().rollback()
        return found

    def _due(self) -> date | None:
        with clock.stopped_at(self.now):
            view = queries.get_consultation(self.world.sc.liaison, self.consultation_id)
        session().rollback()
        return view.reply_due_on if view.round_closed_at is None else None

    def _asked_for_time(self) -> bool:
        undecided = sa.select(ConsultationExtension.id).where(
            ConsultationExtension.granted.is_(None)
        )
        found = session().scalar(undecided) is not None
        session().rollback()
        return found

    def _everything(self) -> tuple[int, ...]:
        """Rows per table and the versions' sum: any change shows. The log is the last but one."""
        counts = [
            session().scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in TABLES
        ]
        versions = session().scalar(sa.select(sa.func.sum(Consultation.version))) or 0
        session().rollback()
        return (versions, *counts)


def test_no_sequence_of_acts_breaks_the_rules(
    app: Flask, application: Flask, database: Database
) -> None:
    class Machine(ConsultationMachine):
        restore = staticmethod(lambda: STAGE.clear(database, application))

    act_at_random(Machine, database, examples=15, steps=10)


@pytest.mark.parametrize("who", list(RIGHTS))
def test_what_is_offered_is_within_the_rights(world: World, who: tuple[str, str]) -> None:
    """The list of offers and the independent list of rights agree on a letter that is out."""
    made = make.consultation(world, "open")
    actor = getattr(getattr(world, who[0]), who[1])
    offered = set(make.view(actor, made, make.REPLIED_AT).allowed_actions)
    assert offered & {*ACTIONS, *ADDING} <= RIGHTS[who]
