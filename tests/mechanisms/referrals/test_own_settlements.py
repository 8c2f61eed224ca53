"""Scenario 12 of what a body received itself, through both doors."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.callers import System, body, browser
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def codes(answer: Any) -> tuple[int, str]:
    problem = answer.json
    return answer.status_code, problem.get("errors", [problem])[0]["code"]


def test_a_body_brings_its_own_settlement_to_the_court_of_its_level(app: Flask, cast: Cast) -> None:
    desk = body(app, cast, "2026-09-16T09:00")
    officer = browser(app, cast.desk, "2026-10-16T09:00")
    for court_level, right, wrong in (
        ("intermediate", "成渝金融法院", "成都市某区人民法院"),
        ("basic", "成都市某区人民法院", "成渝金融法院"),
    ):
        made = make.registered(cast, by=cast.desk, pre_filing_no=None, court_level=court_level)
        for party_id in seen.party_ids(cast, made):
            made = make.consent(cast.desk, made, party_id)
        made = make.signed(cast, make.settled(cast, make.taken_up(cast, made)))
        settlement = {"id": str(seen.settlement_of(cast, made).id)}
        ids = [str(one) for one in seen.party_ids(cast, made)]
        joint = {"court_name": right, "applicant_ids": ids}
        _refused(desk, settlement, joint, wrong)
        officer.come("2026-10-16T09:00")
        applying = f"/settlements/{settlement['id']}/apply"
        late = officer.submit(applying, joint)
        assert (late.status_code, "2026年10月15日前共同申请" in late.text) == (409, True)
        officer.come("2026-10-15T09:00")
        refused = officer.submit(applying, {**joint, "court_name": wrong})
        assert (refused.status_code, "应向相应的人民法院申请" in refused.text) == (422, True)
        assert officer.submit(applying, joint).status_code == 303
        # No court of the platform referred it, so the body records what its court decides.
        for segment, given in (
            ("accept", {}),
            ("confirm", {"ruling_no": "（2026）川司确1号", "decided_on": "2026-10-15"}),
        ):
            shown = officer.submit(f"/settlements/{settlement['id']}/{segment}", given)
            assert shown.status_code == 303, shown.text
        assert seen.settlement_of(cast, made).state == "confirmed"


def _refused(desk: System, settlement: dict[str, str], joint: dict[str, Any], wrong: str) -> None:
    desk.when = "2026-10-15T09:00"
    for changed, code in (
        ({"court_name": wrong}, "wrong_court"),
        ({"court_name": "四川省高级人民法院"}, "wrong_court"),
        ({"applicant_ids": joint["applicant_ids"][:1]}, "not_joint"),
    ):
        answer = desk.act(settlement, "apply", "settlements", **{**joint, **changed})
        assert codes(answer) == (422, code)
    desk.when = "2026-10-16T09:00"
    late = desk.act(settlement, "apply", "settlements", **joint)
    assert codes(late) == (409, "confirmation_out_of_time")
