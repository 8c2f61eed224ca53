"""What proves that an obligation of the agreement was met: each wing tells it, the desk judges.

A wing offers `evidence(actor, agreement_id, span) -> Iterator[Evidence]` and desk/clause_board.py
lists it. Nothing is told that the actor may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text

# How often something is owed. "case": whenever one arises, each with a day of its own.
EVERY = {
    "month": Text("每月", "each month"),
    "quarter": Text("每季度", "each quarter"),
    "half_year": Text("每半年", "each half-year"),
    "year": Text("每年", "each year"),
    "case": Text("每件", "each case"),
}
CASE = "case"
# Of whom. "jointly": once by all together; for cases it is whoever the case names.
BEARERS = {
    "jointly": Text("各方共同", "all together"),
    "host": Text("轮值单位", "the host"),
    "each_party": Text("各单位分别", "each party"),
}
STANDINGS = {
    "breached": Text("未履行", "breached"),
    "due": Text("履行中", "due"),
    "met": Text("已履行", "met"),
    "ahead": Text("未到期", "ahead"),
    "idle": Text("无事项", "nothing arose"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included."""

    from_on: date
    to_on: date

    def holds(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One record that speaks to an obligation, or a case that it covers.

    obligation: its code. due_on: the day it is or was planned or owed for. done_on: when it was
    done, None while it isn't. institution_ids: whose doing it is.
    """

    obligation: str
    title: str
    url: str
    institution_ids: tuple[UUID, ...]
    due_on: date
    done_on: date | None

    @property
    def on(self) -> date:
        """The day that decides into which period it falls."""
        return self.done_on or self.due_on

    @property
    def standing(self) -> str:
        """Of a case: "met" in time, "breached" late or not at all, else "due"."""
        if (self.done_on or clock.today()) > self.due_on:
            return "breached"
        return "due" if self.done_on is None else "met"


Source = Callable[[Actor, UUID, Span], Iterator[Evidence]]
