"""What every state machine of meetings shares: try a command, and judge it by the table alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from hypothesis.stateful import invariant

from coop.core import clock
from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Conflict, CoopError, Forbidden, IllegalTransition, Invalid, Stale
from coop.core.events import EventRow
from coop.documents.models import OfficialDocument, Receipt
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Attendance,
    Countersign,
    Meeting,
    Minutes,
    MinutesChange,
    MinutesComment,
    Resolution,
)
from coop.supervision.models import Task
from tests.at_random import PeopleMachine, Who
from tests.world import World

TABLES = (
    Meeting,
    AgendaItem,
    Attendance,
    Resolution,
    Minutes,
    MinutesComment,
    Countersign,
    MinutesChange,
    OfficialDocument,
    Receipt,
    Task,
    AuditEntry,
    EventRow,
)
OWN_ENTRIES = ("meeting.", "agenda_item.", "minutes.")
Rows = dict[type, list[tuple[Any, ...]]]


class ActionMachine(PeopleMachine):
    """One object, many people. Subclasses give the table, the rights, the commands, the reads."""

    restore: Callable[[], None]
    model: type[Meeting] | type[Minutes]
    # Acts that add a part compare no version.
    adding: frozenset[str]

    world: World
    subject_id: UUID
    now: datetime

    def arguments(self, action: str, actor: Actor) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The command of this action and its arguments now."""
        raise NotImplementedError

    def offered(self, actor: Actor) -> tuple[str, ...]:
        """allowed_actions as the actor reads them."""
        raise NotImplementedError

    def try_it(self, who: Who, action: str, *, stale: bool) -> None:
        actor: Actor = getattr(getattr(self.world, who[0]), who[1])
        with clock.stopped_at(self.now):
            command, facts = self.arguments(action, actor)
            offered = self._offered(actor)
            before = self.everything()
            if action not in self.adding:
                facts = {**facts, "expected_version": self.row().version + (1 if stale else 0)}
            try:
                command(actor, self.subject_id, **facts)
            except CoopError as refusal:
                assert self.everything() == before, f"{action} was refused but left something"
                self._explain(refusal, who, action, stale=stale and action not in self.adding)
                return
        self._succeeded(who, action, offered, before)

    def _succeeded(self, who: Who, action: str, offered: tuple[str, ...], before: Rows) -> None:
        assert action in self.rights.get(who, set()), f"{who} did {action}"
        assert action in offered, f"{action} was not offered but possible"
        self.state = self.workflow.next(self.state, action, to=self.row().state)
        after = self.everything()
        new = after[AuditEntry][len(before[AuditEntry]) :]
        column = AuditEntry.__table__.columns.keys().index("action")
        own = [row[column] for row in new if row[column].startswith(OWN_ENTRIES)]
        assert len(own) == 1, own
        assert len(after[EventRow]) > len(before[EventRow])

    def _explain(self, refusal: CoopError, who: Who, action: str, *, stale: bool) -> None:
        """Refused for the first reason in the order see, permit, version, state, preconditions."""
        if who[0] == "strangers":
            assert refusal.code == "not_found"
        elif action not in self.rights[who]:
            assert isinstance(refusal, Forbidden), refusal
        elif stale:
            assert isinstance(refusal, Stale), refusal
        elif action not in self.workflow.possible(self.state):
            assert isinstance(refusal, IllegalTransition), refusal
            assert list(refusal.allowed_actions) == self.workflow.possible(self.state)
        else:
            assert isinstance(refusal, (Conflict, Invalid, Forbidden)), refusal

    def _offered(self, actor: Actor) -> tuple[str, ...]:
        try:
            return self.offered(actor)
        except CoopError:
            return ()
        finally:
            session().rollback()

    def row(self) -> Any:
        session().rollback()
        session().expire_all()
        return session().get_one(self.model, self.subject_id)

    def everything(self) -> Rows:
        session().rollback()
        return {model: self._rows(model) for model in TABLES}

    def _rows(self, model: type) -> list[tuple[Any, ...]]:
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        ordered = sa.select(*table.columns).order_by(*table.primary_key.columns)
        return [tuple(row) for row in session().execute(ordered)]

    @invariant()
    def the_row_is_where_the_model_is(self) -> None:
        if hasattr(self, "state"):
            assert self.row().state == self.state
