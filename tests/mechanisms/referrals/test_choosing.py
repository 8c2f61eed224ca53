"""Which body mediates: the parties' two working days, the court's three, and the other side's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.queries.waiting import waiting
from coop.mechanisms.referrals.service import bodies
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.callers import API, System, body, browser, court
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.mechanisms.referrals.rosters import case, with_consent
from tests.waiting import waiting as lines
from tests.world import World

CHOOSE, APPOINT, REFER = "征询各方共同选定调解组织", "指定调解组织", "移送调解"
# Monday; the parties have until Wednesday, the court until Thursday.
MONDAY, TUESDAY, WEDNESDAY = "2026-08-31T10:00", "2026-09-01T09:00", "2026-09-02T23:00"
THURSDAY, FRIDAY = "2026-09-03T09:00", "2026-09-04T09:00"


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


@pytest.fixture
def clerk(app: Flask, cast: Cast) -> System:
    return court(app, cast, MONDAY)


def codes(answer: Any) -> tuple[int, str, str]:
    problem = answer.json.get("errors", [answer.json])[0]
    return answer.status_code, problem.get("pointer", ""), problem["code"]


def shown_to(clerk: System, made: Dispute, when: str) -> dict[str, Any]:
    clerk.when = when
    return dict(clerk.get(f"{API}/disputes/{made.id}").json)


def work(cast: Cast, when: str) -> list[tuple[str, object]]:
    with seen.at(when):
        return [(one.kind, one.due_on) for one in lines(waiting, cast.clerk)]


def sending(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "body_id": str(cast.body_id),
        "kind": "delegated",
        "mode": "online",
        "materials": [],
        **changed,
    }


def test_the_parties_choose_within_two_working_days_and_the_file_goes_there(
    cast: Cast, clerk: System
) -> None:
    made = make.dispute(cast, "consented")
    shown = shown_to(clerk, made, MONDAY)
    days = {one["kind"]: one for one in shown["days"]}
    rule = "《人民法院在线调解规则》第十条，线下调解参照执行"
    assert days["selection"]["explanation"] == (f"同意2026-08-31 + 2个工作日 = 2026-09-02，{rule}")
    assert days["appointment"]["explanation"] == (
        f"申请2026-08-31 + 3个工作日 = 2026-09-03，{rule}"
    )
    assert (shown["next_due_kind"], shown["due_on"]) == ("selection", "2026-09-02")
    assert {"choose_body", "ask_appointment", "refer"} <= set(shown["allowed_actions"])
    assert "appoint_body" not in shown["allowed_actions"]
    assert work(cast, TUESDAY) == [(CHOOSE, date(2026, 9, 2))]

    _chosen_jointly(cast, clerk, shown)
    other = sending(cast, body_id=str(cast.other_body_id))
    assert codes(clerk.act(shown, "refer", **other)) == (422, "/body_id", "not_the_chosen_body")
    courts = sending(cast, chosen_by="court")
    assert codes(clerk.act(shown, "refer", **courts)) == (422, "/chosen_by", "chosen_otherwise")
    sent = clerk.act(shown, "refer", **sending(cast)).json
    assert sent["referrals"][0]["chosen_by"] == "parties"
    assert sent["body_choices"][0]["referral_id"] == sent["referrals"][0]["id"]


def _chosen_jointly(cast: Cast, clerk: System, shown: dict[str, Any]) -> None:
    both = [one["id"] for one in shown["parties"]]
    appointed = clerk.act(shown, "appoint-body", body_id=str(cast.body_id))
    assert codes(appointed) == (409, "", "selection_open")
    choice = {"body_id": str(cast.body_id), "party_ids": both, "chosen_on": "2026-08-31"}
    for changed, pointer, code in (
        ({"party_ids": both[:1]}, "/party_ids", "not_joint"),
        ({"party_ids": [str(cast.body_id)]}, "/party_ids", "not_a_party"),
        ({"chosen_on": "2026-09-01"}, "/chosen_on", "in_the_future"),
        ({"body_id": both[0]}, "/body_id", "not_a_body"),
    ):
        refused = clerk.act(shown, "choose-body", **{**choice, **changed})
        assert codes(refused) == (422, pointer, code)
    chosen = clerk.act(shown, "choose-body", **choice).json
    one = chosen["body_choices"][0]
    assert (one["chosen_by"], one["ground"], one["due_on"], one["is_late"]) == (
        "parties", "agreed", "2026-09-02", False,
    )  # fmt: skip
    assert [(day["kind"], day["met_on"]) for day in chosen["days"]] == [("selection", "2026-08-31")]
    assert work(cast, TUESDAY) == [(REFER, None)]
    for segment, body_of_act in (
        ("appoint-body", {"body_id": str(cast.body_id)}),
        ("ask-appointment", {"party_ids": both, "asked_on": "2026-08-31"}),
    ):
        assert codes(clerk.act(shown, segment, **body_of_act)) == (409, "", "body_chosen")


def test_failing_that_the_court_appoints_and_being_late_is_shown(cast: Cast, clerk: System) -> None:
    made = make.dispute(cast, "consented")
    shown = shown_to(clerk, made, WEDNESDAY)
    assert shown["next_due_kind"] == "selection"
    shown = shown_to(clerk, made, THURSDAY)
    assert (shown["next_due_kind"], shown["next_due_on"]) == ("appointment", "2026-09-03")
    assert {one["kind"]: one["is_late"] for one in shown["days"]} == {
        "selection": True,
        "appointment": False,
    }
    assert "appoint_body" in shown["allowed_actions"]
    assert work(cast, THURSDAY) == [(APPOINT, date(2026, 9, 3))]
    late = shown_to(clerk, made, FRIDAY)
    assert (late["is_overdue"], late["next_due_label"]) == (True, "法院指定调解组织期限")

    appointed = clerk.act(late, "appoint-body", body_id=str(cast.body_id)).json
    one = appointed["body_choices"][0]
    assert (one["chosen_by"], one["ground"], one["is_late"]) == ("court", "not_agreed", True)
    assert [(day["kind"], day["is_late"]) for day in appointed["days"]] == [("appointment", True)]
    again = clerk.act(late, "appoint-body", body_id=str(cast.other_body_id)).json
    assert [(one["body_name"], one["ground"]) for one in again["body_choices"]] == [
        ("示范商调", "not_agreed")
    ]
    # Until the file goes the parties may still agree on one, and an unfit body binds nobody.
    both = [one["id"] for one in late["parties"]]
    choice = {"body_id": str(cast.body_id), "party_ids": both, "chosen_on": "2026-09-04"}
    assert clerk.act(late, "choose-body", **choice).json["body_choices"][0]["is_late"] is True
    with seen.at(FRIDAY):
        bodies.suspend_body(cast.clerk, cast.body_id, reason="整改", expected_version=1)
    moved = clerk.act(late, "appoint-body", body_id=str(cast.other_body_id))
    assert moved.json["body_choices"][0]["chosen_by"] == "court"


def test_one_side_that_consents_may_ask_the_court_and_all_may_when_the_file_came_back(
    app: Flask, cast: Cast, clerk: System
) -> None:
    made, sent = _appointed_for_one_side(cast, clerk)
    bank, debtor = (str(one) for one in seen.party_ids(cast, made))
    assert body(app, cast, TUESDAY).act(sent, "refuse", reason="人员不足").status_code == 200
    back = shown_to(clerk, made, TUESDAY)
    assert (back["state"], back["due_on"]) == ("partly_consented", None)
    make.consent(cast.clerk, made, seen.party_ids(cast, made)[1], TUESDAY)
    shown = shown_to(clerk, made, TUESDAY)
    alone = clerk.act(shown, "ask-appointment", party_ids=[bank], asked_on="2026-09-01")
    assert codes(alone) == (422, "/party_ids", "not_joint")
    both = {"party_ids": [bank, debtor], "asked_on": "2026-09-01"}
    shown = clerk.act(shown, "ask-appointment", **both).json
    assert {one["kind"] for one in shown["days"] if one["met_on"] is None} == {"appointment"}
    shown = clerk.act(shown, "appoint-body", body_id=str(cast.other_body_id)).json
    assert [one["ground"] for one in shown["body_choices"]] == ["one_side", "asked"]
    clerk.act(shown, "refer", **sending(cast, body_id=str(cast.other_body_id)))
    make.night("2026-09-05T00:10")
    shown = shown_to(clerk, made, "2026-09-07T09:00")
    shown = clerk.act(shown, "refer", **sending(cast, chosen_by="court")).json
    assert [one["ground"] for one in shown["body_choices"]][-1] == "returned"


def _appointed_for_one_side(cast: Cast, clerk: System) -> tuple[Dispute, dict[str, Any]]:
    """The bank alone asks, the court appoints and sends the file."""
    made = make.registered(cast)
    bank, debtor = (str(one) for one in seen.party_ids(cast, made))
    make.consent(cast.clerk, made, seen.party_ids(cast, made)[0])
    shown = shown_to(clerk, made, TUESDAY)
    assert (shown["due_on"], "choose_body" in shown["allowed_actions"]) == (None, False)
    asked = {"party_ids": [bank], "asked_on": "2026-09-01"}
    others = clerk.act(shown, "ask-appointment", **{**asked, "party_ids": [debtor]})
    assert codes(others) == (422, "/party_ids", "not_consented")
    shown = clerk.act(shown, "ask-appointment", **asked).json
    assert (shown["due_on"], shown["appointment_requests"][0]["party_names"]) == (
        "2026-09-04", ["示范银行成都分行"],
    )  # fmt: skip
    again = clerk.act(shown, "ask-appointment", **asked)
    assert codes(again) == (409, "", "appointment_asked")
    assert work(cast, TUESDAY)[0] == (APPOINT, date(2026, 9, 4))
    jointly = sending(cast, chosen_by="parties")
    assert codes(clerk.act(shown, "refer", **jointly)) == (422, "/chosen_by", "not_chosen_jointly")
    shown = clerk.act(shown, "appoint-body", body_id=str(cast.body_id)).json
    assert shown["body_choices"][0]["ground"] == "one_side"
    assert shown["appointment_requests"][0]["is_answered"] is True
    sent = clerk.act(shown, "refer", **sending(cast)).json
    assert (sent["state"], sent["referrals"][0]["chosen_by"]) == ("referred", "court")
    return made, dict(sent)


def test_windows_open_for_a_courts_disputes_alone_and_close_when_a_party_declines(
    cast: Cast, clerk: System
) -> None:
    own = make.registered(cast, by=cast.desk, pre_filing_no=None)
    for party_id in seen.party_ids(cast, own):
        own = make.consent(cast.desk, own, party_id)
    assert seen.view(cast.desk, own).days == ()

    made = make.registered(cast)
    bank, debtor = seen.party_ids(cast, made)
    made = make.consent(cast.clerk, made, bank)
    shown = shown_to(clerk, made, MONDAY)
    clerk.act(shown, "ask-appointment", party_ids=[str(bank)], asked_on="2026-08-31")
    declined = clerk.act(shown, "decline", party_id=str(debtor), given_on="2026-08-31").json
    assert (declined["state"], declined["days"], work(cast, TUESDAY)) == ("declined", [], [])

    sent = sending(cast, mode="offline")
    rows = [
        with_consent(case(11)),
        with_consent(case(12, **sent, chosen_by="court")),
        with_consent(case(13, **sent, chosen_by="court"), day="2026-08-26"),
    ]
    answer = clerk.post(
        f"{API}/referrals/bulk",
        json={"agreement_id": str(cast.world.agreement_id), "rows": rows},
        headers={"Idempotency-Key": "windows"},
    ).json["results"]
    assert [one["status"] for one in answer] == [201, 409, 201]
    assert answer[1]["problem"]["code"] == "selection_open"
    first = clerk.get(f"{API}/disputes/{answer[0]['dispute_id']}").json
    assert (first["next_due_kind"], first["next_due_on"]) == ("selection", "2026-09-02")
    third = clerk.get(f"{API}/disputes/{answer[2]['dispute_id']}").json
    assert third["body_choices"][0]["ground"] == "not_agreed"


def test_the_pages_tell_who_chooses_by_when_and_who_calls_the_other_side(
    app: Flask, cast: Cast
) -> None:
    made = make.dispute(cast, "consented")
    home = f"/disputes/{made.id}"
    clerk = browser(app, cast.clerk, TUESDAY)
    assert "请征询各方在2026年9月2日前" in clerk.get(home).text
    assert "2026年9月2日 当事人选定调解组织期限" in clerk.get("/disputes").text
    clerk.come(FRIDAY)
    page = clerk.get(home).text
    assert "请在2026年9月3日前（含当日）指定调解组织" in page
    assert "已逾期" in page
    english = clerk.get("/disputes?lang=en").text
    assert "Overdue: 3 September 2026: Court appoints a body by" in english
    told = "asked for 2026-08-31 + 3 working days = 2026-09-03, Online Mediation Rules art. 10"
    assert told in clerk.get(home).text
    clerk.get("/disputes?lang=zh")
    done = clerk.submit(f"{home}/appoint-body", {"body_id": str(cast.body_id)})
    assert done.status_code == 303, done.text
    page = clerk.get(home).text
    for words in ("已确定由成渝金融调委会调解", "当事人未在期限内共同选定", "逾期办理"):
        assert words in page
    form = clerk.get(f"{home}/refer").text
    assert "成渝金融纠纷人民调解委员会" in form
    assert "示范商事调解中心" not in form


def test_the_page_tells_who_calls_the_other_side_by_when(app: Flask, cast: Cast) -> None:
    online = make.registered(cast)
    bank, _debtor = seen.party_ids(cast, online)
    online = make.consent(cast.clerk, online, bank)
    online = make.accepted(cast, make.referred(cast, online, mode="online"))
    mediator = browser(app, cast.mediator, "2026-09-07T09:00")
    page = mediator.get(f"/disputes/{online.id}").text
    assert "请在2026年9月4日前（含当日）联系对方当事人" in page
    assert "接收2026-09-01 + 3个工作日 = 2026-09-04，《人民法院在线调解规则》第十五条" in page
    assert "逾期：2026年9月4日 联系对方当事人期限" in mediator.get("/disputes").text
    assert "联系对方当事人" in mediator.get("/").text
