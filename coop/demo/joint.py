"""What the stages of joint activities need: days, officers, pictures."""

from __future__ import annotations

import base64
import io
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from PIL import Image

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import SHANGHAI
from coop.demo.founding import Founded
from coop.registry import working_days

_OFFICE_HOURS = time(9, 30)


class JointStage:
    """Acts as the officers of the parties, on days counted from today."""

    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.calendar = working_days.calendar_of(founded.agreement_id)
        self.codes = {one: code for code, one in founded.institutions.items()}

    def actor(self, code: str, role: str) -> Actor:
        return self.founded.actor(code, role)

    def institution(self, code: str) -> UUID:
        return self.founded.institutions[code]

    def back(self, days: int) -> date:
        """The working day so many before today."""
        on, left = clock.today(), days
        while left:
            on -= timedelta(days=1)
            left -= self.calendar.is_working_day(on)
        return on

    def ahead(self, days: int) -> date:
        return self.calendar.add(clock.today(), days).on

    def at(self, on: date) -> AbstractContextManager[None]:
        """The clock in office hours of that day."""
        return clock.stopped_at(moment(on))


def moment(on: date, hour: int = 9) -> datetime:
    return datetime.combine(on, _OFFICE_HOURS.replace(hour=hour), SHANGHAI)


def photograph(shade: int, name: str) -> dict[str, str]:
    """A small picture, another for each shade."""
    made = io.BytesIO()
    Image.new("RGB", (320, 240), (shade, 90, 120)).save(made, "JPEG")
    return {"filename": name, "content_base64": base64.b64encode(made.getvalue()).decode()}
