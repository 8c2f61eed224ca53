"""One object, random people, random acts: what every machine of a state table checks alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
)

from coop.core import clock
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Conflict, CoopError, Forbidden, Invalid, NotFound, Stale
from coop.core.events import EventRow
from coop.core.language import SHANGHAI
from coop.documents.models import OfficialDocument, Receipt
from tests.at_random import PeopleMachine, Who, act_at_random
from tests.scenes import STAGE
from tests.world import World, read_world


class ObjectMachine(PeopleMachine):
    """Subclasses tell the table, its commands, and the rights as people would write them down.

    rights: who -> actions; outsiders: for whom the object doesn't exist; course: the usual way.
    """

    restore: Callable[[], None]
    model: type[Any]
    tables: tuple[type[Any], ...]
    begins: datetime
    outsiders: frozenset[Who]
    course: tuple[tuple[Who, str], ...]

    def make(self) -> UUID:
        """The object in its first state."""
        raise NotImplementedError

    def act(self, actor: Any, action: str, version: int) -> Any:
        raise NotImplementedError

    @initialize(steps=st.integers(0, 12))
    def begin(self, steps: int) -> None:
        session().close()
        type(self).restore()
        self.world: World = read_world()
        self.now = self.begins
        with clock.stopped_at(self.now):
            self.subject_id = self.make()
        self.state = self._row().state
        for who, action in self.course[:steps]:
            self.try_it(who, action, stale=False)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    def try_it(self, who: Who, action: str, *, stale: bool) -> None:
        actor = getattr(getattr(self.world, who[0]), who[1])
        version = self._row().version + (1 if stale else 0)
        before = self._everything()
        with clock.stopped_at(self.now):
            try:
                self.act(actor, action, version)
            except CoopError as refusal:
                assert self._everything() == before
                self._explain(refusal, who, action, stale=stale)
                return
        assert not stale
        assert who not in self.outsiders
        assert action in self.rights[who]
        self.state = self.workflow.next(self.state, action, to=self._row().state)
        after = self._everything()
        for log in (AuditEntry, EventRow):
            assert self._about(after, log) == self._about(before, log) + 1

    def _explain(self, refusal: CoopError, who: Who, action: str, *, stale: bool) -> None:
        """Refused for the first reason in the order visible, permit, version, state."""
        if who in self.outsiders:
            assert isinstance(refusal, NotFound)
        elif action not in self.rights[who]:
            assert isinstance(refusal, Forbidden)
        elif stale:
            assert isinstance(refusal, Stale)
        else:
            assert isinstance(refusal, (Conflict, Invalid))

    def _about(self, everything: dict[type, list[tuple[Any, ...]]], model: type) -> int:
        return sum(self.subject_id in row for row in everything[model])

    def _row(self) -> Any:
        session().rollback()
        session().expire_all()
        return session().get_one(self.model, self.subject_id)

    def _everything(self) -> dict[type, list[tuple[Any, ...]]]:
        session().rollback()
        tables = (self.model, *self.tables, OfficialDocument, Receipt, AuditEntry, EventRow)
        return {
            model: [tuple(row) for row in session().execute(sa.select(*model.__table__.columns))]
            for model in tables
        }

    @invariant()
    def the_row_is_where_the_model_is(self) -> None:
        if hasattr(self, "state"):
            assert self._row().state == self.state


def run(machine: type[ObjectMachine], application: Any, database: Any) -> None:
    machine.restore = staticmethod(lambda: STAGE.clear(database, application))
    act_at_random(machine, database, examples=10, steps=10)


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
