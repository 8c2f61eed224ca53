"""A mediator with a ground for recusal goes on with every party's leave, or is replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.db import session
from coop.core.errors import CoopError, Invalid
from coop.mechanisms.referrals.models import Dispute, MediationBody
from coop.mechanisms.referrals.queries.waiting import waiting
from coop.mechanisms.referrals.service import mediating, waiving
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.callers import API, body, browser
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.waiting import waiting as lines
from tests.world import World

TOLD = {"relation": "relative", "text": "被申请人是调解员的表弟"}
ASK = "征询各方是否同意调解员继续调解"


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def disclosed(cast: Cast, made: Dispute, **changed: str) -> Dispute:
    with seen.at(seen.TALKED_AT):
        return mediating.disclose_interest(
            cast.mediator, made.id, expected_version=seen.version_of(made), **{**TOLD, **changed}
        )


def waived(cast: Cast, made: Dispute, party_id: Any, means: str = "paper") -> Dispute:
    with seen.at(seen.TALKED_AT):
        return waiving.waive_recusal(
            cast.desk,
            made.id,
            expected_version=seen.version_of(made),
            party_id=party_id,
            waived_on=date(2026, 9, 10),
            means=means,
        )


def code_of(step: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(CoopError) as refused:
        step(*given, **named)
    session().rollback()
    found = refused.value
    return found.problems[0].code if isinstance(found, Invalid) else found.code


def test_the_mediator_goes_on_only_when_every_party_has_agreed_to_it(
    app: Flask, cast: Cast
) -> None:
    made = make.dispute(cast, "mediating")
    bank, debtor = seen.party_ids(cast, made)
    assert code_of(waived, cast, made, bank) == "nothing_disclosed"
    made = disclosed(cast, made)
    shown = seen.view(cast.mediator, made)
    assert (shown.disclosures[0].relation, shown.disclosures[0].is_open) == ("relative", True)
    assert "waive" in shown.allowed_actions
    assert not {"settle", "record_facts"} & set(shown.allowed_actions)
    for step in (make.settled, make.facts_recorded):
        assert code_of(step, cast, made) == "waiver_missing"
    # A talk of the day on which it was told may be recorded, a later one not.
    make.talked(cast, made)
    assert code_of(make.talked, cast, made, "2026-09-11T10:00") == "waiver_missing"
    with seen.at(seen.TALKED_AT):
        assert ASK in [one.kind for one in lines(waiting, cast.desk)]

    _banks_leave_given(app, cast, made, bank)
    assert code_of(waived, cast, made, bank) == "waived_already"
    made = waived(cast, made, debtor)
    shown = seen.view(cast.mediator, made)
    assert (shown.disclosures[0].is_open, "settle" in shown.allowed_actions) == (False, True)
    # What is disclosed later asks for leave again.
    made = disclosed(cast, made, relation="other")
    assert code_of(make.settled, cast, made) == "waiver_missing"
    for party_id in (bank, debtor):
        made = waived(cast, made, party_id)
    assert make.settled(cast, made).state == "settled"
    assert seen.actions_logged(made.id).count("dispute.waive") == 4


def _banks_leave_given(app: Flask, cast: Cast, made: Dispute, bank: Any) -> None:
    desk = body(app, cast, seen.TALKED_AT)
    path = f"{API}/disputes/{made.id}"
    given = {"party_id": str(bank), "waived_on": "2026-09-10", "means": "oral"}
    for changed, code in (
        ({"waived_on": "2026-09-09"}, "before_disclosure"),
        ({"waived_on": "2026-09-11"}, "in_the_future"),
        ({"party_id": str(made.id)}, "not_a_party"),
    ):
        refused = desk.act(desk.get(path).json, "waive", **{**given, **changed})
        assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, code)
    answer = desk.act(desk.get(path).json, "waive", **given)
    told = answer.json["disclosures"][0]
    assert (told["missing_names"], told["waivers"][0]["means"]) == (["王某某"], "oral")


def test_before_a_commercial_body_leave_is_given_in_writing(app: Flask, cast: Cast) -> None:
    made = disclosed(cast, make.dispute(cast, "mediating"))
    of_body = sa.update(MediationBody).where(MediationBody.id == cast.body_id)
    session().execute(of_body.values(kind="commercial"))
    session().commit()
    bank = seen.party_ids(cast, made)[0]
    assert code_of(waived, cast, made, bank, "oral") == "waiver_in_writing"
    assert seen.view(cast.desk, waived(cast, made, bank)).disclosures[0].missing_names == (
        "王某某",
    )


def test_a_party_that_does_not_agree_gets_another_mediator_and_the_page_says_so(
    app: Flask, cast: Cast
) -> None:
    made = disclosed(cast, make.dispute(cast, "mediating"))
    home = f"/disputes/{made.id}"
    desk = browser(app, cast.desk, seen.TALKED_AT)
    page = desk.get(home).text
    for words in ("近亲属关系", "暂不能继续调解", "有一方不同意的应当更换调解员"):
        assert words in page
    assert "严某某（在办0件）" in desk.get(f"{home}/recuse").text
    debtor = seen.party_ids(cast, made)[1]
    replaced = {"party_id": str(debtor), "reason": "不同意", "successor_id": str(cast.second_id)}
    assert desk.submit(f"{home}/recuse", replaced).status_code == 303
    shown = seen.view(cast.second, made)
    assert (shown.mediator_name, shown.disclosures[0].is_open) == ("严某某", False)
    assert "settle" in shown.allowed_actions
