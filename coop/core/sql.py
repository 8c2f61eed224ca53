"""Expressions that the two databases write differently."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class day_of(FunctionElement[Any]):  # noqa: N801  # reads as a function: day_of(Meeting.starts_at)
    """The day in Asia/Shanghai of an instant."""

    type = sa.Date()
    inherit_cache = True
    name = "day_of"


@compiles(day_of, "sqlite")
def _sqlite(element: day_of, compiler: Any, **kwargs: Any) -> str:
    # The last summer time there ended in 1991, long before any agreement kept here.
    return f"date({compiler.process(element.clauses, **kwargs)}, '+8 hours')"


@compiles(day_of, "postgresql")
def _postgresql(element: day_of, compiler: Any, **kwargs: Any) -> str:
    instant = compiler.process(element.clauses, **kwargs)
    return f"CAST({instant} AT TIME ZONE 'Asia/Shanghai' AS date)"
