"""The registers through the REST door and through the pages."""

from __future__ import annotations

import pytest

from coop.core.db import session
from coop.mechanisms.referrals.models import Mediator
from coop.mechanisms.referrals.queries.loads import fit_bodies, mediators_by_load
from coop.mechanisms.referrals.service import mediators
from tests.mechanisms.referrals import make
from tests.mechanisms.referrals.cast import cast_of
from tests.mechanisms.referrals.rosters import build_roster, clerk_of, system
from tests.people import act_on, browser_of

BODY = {
    "name": "重庆银行业纠纷调解中心",
    "short_name": "重庆银调",
    "kind": "commercial",
    "licence_no": "商调〔2026〕1号",
    "licence_valid_to": "2029-06-30",
    "causes": ["金融借款合同纠纷"],
}


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-09-01T09:00"):
        yield


def test_the_registers_through_rest(app, world):
    court = system(app, world, world.cy.id, "court_clerk")
    made = court.create("/mediation-bodies", "b", agreement_id=str(world.agreement_id), **BODY).json
    assert (made["state"], made["unfit"]) == ("listed", None)
    assert "消费" in made["unfit_for_consumers"]
    path = f"/mediation-bodies/{made['id']}"
    assert court.get("/mediation-bodies?nature=consumer").json["items"] == []
    person = court.act("mediation-bodies", made, "add-mediator", name="林调解", most_open=1).json
    assert (person["body_name"], person["is_certified"], person["open_count"]) == (
        "重庆银调",
        False,
        0,
    )
    wrong = court.act("mediation-bodies", made, "suspend")
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/reason")
    made = court.get(path).json
    assert made["mediator_count"] == 1
    made = court.act("mediation-bodies", made, "suspend", reason="年审").json
    assert (made["state"], made["unfit"]) == ("suspended", "不在名册")
    party = system(app, world, world.sc.id, "liaison")
    seen = party.get(path).json
    assert (seen["open_count"], seen["allowed_actions"]) == (None, [])
    assert party.get(f"/mediators/{person['id']}").json["open_count"] is None
    taken = court.create("/mediation-bodies", "b2", agreement_id=str(world.agreement_id), **BODY)
    assert taken.status_code == 409


def test_a_body_is_offered_only_what_and_whom_it_may_take(world):
    cast = cast_of(world)
    consumer = dict(fit_bodies(world.agreement_id, "consumer"))
    assert set(consumer) == {cast.body_id}
    assert set(dict(fit_bodies(world.agreement_id, "commercial"))) == {
        cast.body_id,
        cast.other_body_id,
    }
    make.dispute(cast, "mediating")
    session().rollback()
    names = [name for _one, name in mediators_by_load(cast.body_id, ["示范银行成都分行"])]
    assert names == ["严某某（在办0件）", "金某某（在办1件）"]
    mediators.declare_conflict(
        cast.desk, cast.second_id, party_name="示范银行成都分行", relation="interest"
    )
    row = session().get_one(Mediator, cast.mediator_id)
    mediators.edit_mediator(cast.desk, row.id, most_open=1, expected_version=row.version)
    full = "金某某（在办1件，已满上限1件）"
    for party, expected in (
        ("示范银行成都分行", [full]),
        ("另一家银行", ["严某某（在办0件）", full]),
    ):
        assert [name for _one, name in mediators_by_load(cast.body_id, [party])] == expected


def test_the_registers_through_the_pages(app, world):
    clerk = browser_of(app, clerk_of(world))
    said = {**BODY, "causes": "金融借款合同纠纷"}
    home, page = act_on(clerk, "/mediation-bodies/new", **said)
    assert "现不能调解消费纠纷" in page
    act_on(clerk, f"{home}/add-officer", name="何经办")
    person, page = act_on(clerk, f"{home}/add-mediator", name="林调解", certificate_no="001")
    assert "重庆银调" in page
    assert "林调解" in clerk.get(home).text
    page = act_on(clerk, f"{person}/edit", certificate_no="002", most_open="20")[1]
    assert "002" in page
    page = act_on(clerk, f"{home}/suspend", reason="年审")[1]
    assert "暂停委派" in page
    assert "恢复委派" in page
    assert "重庆银行业纠纷调解中心" in clerk.get("/mediation-bodies").text
    assert "林调解" in clerk.get("/mediators").text
    other = browser_of(app, world.stranger)
    assert other.get(home).status_code == 404


def test_a_mediator_reads_the_own_conflicts_and_others_do_not(app, world):
    roster = build_roster(world)
    mediators.declare_conflict(
        roster.officer, roster.mediator_id, party_name="某银行", relation="relative", note="配偶"
    )
    path = f"/mediators/{roster.mediator_id}"
    assert "某银行" in browser_of(app, roster.mediator).get(path).text
    assert "某银行" not in browser_of(app, world.sc.liaison).get(path).text
