"""Scenarios 10 and 11: consent, receipt, the period and its extension."""

from __future__ import annotations

import pytest

from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def test_the_period_runs_from_the_receipt_and_rolls_over_the_holidays(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    shown = seen.view(cast.clerk, made)
    assert shown.due_on == make.DUE_ON
    day = seen.day_of(shown, "mediation")
    assert day.explanation == (
        "收到2026-09-01 + 30日 = 2026-10-01（假日）→ 2026-10-08，"
        "最高人民法院关于人民法院特邀调解的规定第二十七条"
    )
