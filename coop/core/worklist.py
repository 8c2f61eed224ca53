"""What waits for one officer: each wing tells it as selects, the desk asks them in one statement.

A wing offers `waiting(actor) -> Iterator[Waiting]` and desk/work.py lists it. Waiting is one select
of one kind of work. Most come from a state table: `Steps(...).waiting("confirm", "answer")` gives
the rows that stand where the table allows the action and for which the actor holds its role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from coop.core.language import Text
from coop.core.workflow import Workflow

END_OF_TIME = date(9999, 12, 31)
_NO_DAY, _NO_BASIS = sa.cast(sa.null(), sa.Date), sa.cast(sa.null(), sa.Text)
Condition = sa.ColumnElement[bool]
# The rows for which the actor holds this role; None when it holds it for none.
Held = Callable[[str], Condition | None]


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which, and why that day; NULL for rows without one."""

    on: sa.SQLColumnExpression[Any]
    basis: sa.SQLColumnExpression[Any]

    @classmethod
    def because(cls, on: sa.SQLColumnExpression[Any], basis: Text) -> Due:
        """One reason for every row."""
        return cls(on, sa.literal(str(basis)))

    def or_else(self, other: Due) -> Due:
        """The other one for rows without this."""
        return Due(
            sa.func.coalesce(self.on, other.on),
            sa.case((self.on.is_not(None), self.basis), else_=other.basis),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One kind of thing to do, and the select of all that wait for it.

    group: "sign_for" 待签收, "answer" 待答复, "review" 待审核, "do" 待办理, "follow" 待跟踪.
    url: the page on which it is done; {id} is that of `opens`, the subject's unless given, and
    {subject_id} the subject's.
    rows: its FROM and WHERE tell which rows; its own columns are not read.
    """

    kind: Text
    group: str
    url: str
    rows: sa.Select[Any]
    subject_id: sa.SQLColumnExpression[Any]
    title: sa.SQLColumnExpression[Any]
    due: Due | None = None
    opens: sa.SQLColumnExpression[Any] | None = None

    def lines(self, place: int) -> sa.Select[Any]:
        """One row each, with the uniform columns of all waiting work.

        place: the number under which this kind is asked. due_key: due_on, for sorting.
        """
        due_on, basis = (_NO_DAY, _NO_BASIS) if self.due is None else (self.due.on, self.due.basis)
        opens = self.subject_id if self.opens is None else self.opens
        columns: tuple[Any, ...] = (
            sa.literal_column(str(place), sa.Integer).label("place"),
            sa.type_coerce(self.subject_id, sa.Uuid()).label("subject_id"),
            sa.type_coerce(opens, sa.Uuid()).label("opens_id"),
            sa.type_coerce(self.title, sa.Text()).label("title"),
            sa.type_coerce(due_on, sa.Date()).label("due_on"),
            sa.type_coerce(basis, sa.Text()).label("basis"),
            sa.func.coalesce(due_on, END_OF_TIME, type_=sa.Date()).label("due_key"),
        )
        return self.rows.with_only_columns(*columns)

    def nearest(self, place: int, most: int, today: date) -> sa.Select[Any]:
        """The first lines, each with how many there are of its kind: total and overdue."""
        late: Any = sa.literal_column("0", sa.Integer)
        if self.due is not None:
            late = sa.func.sum(sa.case((self.due.on < today, 1), else_=0)).over()
        counts = (sa.func.count().over().label("total"), late.label("overdue"))
        lines = self.lines(place).add_columns(*counts)
        return lines.order_by("due_key", "subject_id").limit(most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Where objects of one state table may wait for an actor.

    rows: every object that the actor may be asked about, joined as `due` and conditions need it.
    url, subject_id, title, opens: as in Waiting. due: of every step that names no other.
    """

    workflow: Workflow
    state: sa.SQLColumnExpression[str]
    held: Held
    rows: sa.Select[Any]
    url: str
    subject_id: sa.SQLColumnExpression[Any]
    title: sa.SQLColumnExpression[Any]
    due: Due | None = None
    opens: sa.SQLColumnExpression[Any] | None = None

    def waiting(
        self,
        action: str,
        group: str,
        *conditions: Condition,
        kind: Text | None = None,
        page: str = "",
        due: Due | None = None,
    ) -> Iterator[Waiting]:
        """What waits for this action; nothing when the actor holds no role that may take it.

        kind: its words where they are not the action's; page: the form's segment ("/confirm").
        """
        may = self.may(action)
        if may is None:
            return
        under = self.state.in_(sorted(self.workflow.sources(action)))
        yield Waiting(
            kind=kind or self.workflow.actions[action],
            group=group,
            url=self.url + page,
            rows=self.rows.where(under, may, *conditions),
            subject_id=self.subject_id,
            title=self.title,
            due=due or self.due,
            opens=self.opens,
        )

    def may(self, action: str) -> Condition | None:
        """Rows for which the actor holds a role that the table grants the action to."""
        roles = sorted(self.workflow.roles(action))
        held = [found for one in roles if (found := self.held(one)) is not None]
        return sa.or_(*held) if held else None
