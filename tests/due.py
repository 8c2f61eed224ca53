"""The scheduled jobs, run as a worker runs them when their time comes."""

from __future__ import annotations

from coop.core import jobs


def run_due(name: str) -> None:
    _cron, function = jobs.schedules()[name]
    function()
