"""Tables that several papers share, and how times are written in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coop.core.language import SHANGHAI
from coop.mechanisms.training.models import CourseSession
from coop.mechanisms.training.workflow import SESSION_FORMS
from coop.typesetting.content import Table, chinese_date


def timetable(sessions: Sequence[CourseSession]) -> Table:
    rows = tuple(
        (
            span(one.starts_at, one.ends_at),
            one.title,
            SESSION_FORMS[one.form].zh,
            f"{one.hours:g}",
            one.teacher,
            one.place,
        )
        for one in sessions
    )
    return Table(
        head=("时间", "课程", "形式", "学时", "授课人", "地点"),
        rows=tuple(tuple(cell or "—" for cell in row) for row in rows),
        widths=(6.2, 8.0, 3.0, 2.2, 4.6, 4.0),
    )


def when(instant: datetime) -> str:
    """2026年9月1日9时00分."""
    local = instant.astimezone(SHANGHAI)
    return f"{chinese_date(local.date())}{local.hour}时{local:%M}分"


def span(starts_at: datetime, ends_at: datetime) -> str:
    """9月1日 9:00–11:30, for narrow columns; the year stands above the table."""
    first, last = starts_at.astimezone(SHANGHAI), ends_at.astimezone(SHANGHAI)
    return f"{first.month}月{first.day}日 {first.hour}:{first:%M}—{last.hour}:{last:%M}"
