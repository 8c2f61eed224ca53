"""What waits for one person: each mechanism tells its items, the desk shows them together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.core.language import Text


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do. url: the page on which it is done; basis: why it is due that day.

    count, overdue_count: of a line that stands for many things.
    group: "sign_for" 待签收, "answer" 待答复, "review" 待审核, "do" 待办理, "follow" 待跟踪.
    """

    kind: Text
    title: str
    url: str
    group: str
    subject_id: UUID
    due_on: date | None = None
    basis: str | None = None
    count: int = 1
    overdue_count: int | None = None
