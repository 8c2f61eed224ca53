"""What supervision does by itself each morning."""

from __future__ import annotations

from datetime import time

from coop.registry.daily import daily
from coop.supervision.service.rhythm import keep_rhythm

# Tips, dispatches, reminders, orders and escalations.
daily("keep_supervision_rhythm", time(7, 30))(keep_rhythm)
