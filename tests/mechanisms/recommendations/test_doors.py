"""One recommendation through the REST door and through the pages."""

from __future__ import annotations

from tests.mechanisms.recommendations import make
from tests.mechanisms.sharing.callers import system_of
from tests.people import act_on, browser_of

STEPS = (
    ("communicate", {"heard_on": "2026-08-20", "opinion": "认可"}),
    ("deliberate", {"on": "2026-08-25", "decision": "2026年第9次会议通过"}),
    ("sign", {}),
    ("issue", {"place": "川渝"}),
)
PLURAL = "court-recommendations"


def body(world):
    said = make.fields(world)
    ids = {"recipient_id": str(said["recipient_id"]), "cc_ids": [str(world.sc.id)]}
    return {"agreement_id": str(world.agreement_id), **said, **ids}


def test_a_recommendation_through_rest(app, world):
    court = system_of(app, world, world.cy, "liaison", "signer", family="recommendations")
    recipient = system_of(app, world, world.cq, "liaison", family="recommendations")
    stranger = system_of(app, world, world.strangers, "liaison", family="recommendations")
    court.now = recipient.now = "2026-09-01T09:00"
    made = court.create(f"/{PLURAL}", "new", **body(world))
    assert made.status_code == 201, made.json
    made = made.json
    draft = court.get(f"/{PLURAL}/{made['id']}/draft.pdf")
    assert (draft.status_code, draft.data[:5]) == (200, b"%PDF-")
    for segment, said in STEPS:
        assert recipient.get(f"/{PLURAL}/{made['id']}").status_code == 404
        answer = court.act(PLURAL, made, segment, **said)
        assert answer.status_code == 200, answer.json
        made = answer.json
    assert (made["state"], made["number"]) == ("issued", "川渝法建〔2026〕1号")
    assert (made["reply_due_on"], made["allowed_actions"]) == ("2026-11-02", ["remind"])
    seen = recipient.get(f"/{PLURAL}/{made['id']}").json
    assert recipient.get(f"/{PLURAL}/{made['id']}/draft.pdf").status_code == 404
    missing = recipient.act(PLURAL, seen, "reply", outcome="maybe")
    assert {one["pointer"] for one in missing.json["errors"]} == {"/outcome", "/text"}
    made = recipient.act(PLURAL, seen, "reply", outcome="partly", text="已部分整改").json
    assert (made["state"], made["is_late"]) == ("replied", False)
    made = court.get(f"/{PLURAL}/{made['id']}").json
    made = court.act(PLURAL, made, "evaluate", result="effective", text="已落实").json
    assert made["state"] == "closed"
    wrong = court.create(f"/{PLURAL}", "wrong", **{**body(world), "recipient_id": None})
    assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (422, "recipient_unclear")
    _see_statistics(world, court, stranger)


def _see_statistics(world, court, stranger):
    period = f"agreement_id={world.agreement_id}&from_on=2026-09-01&until_on=2026-09-30"
    counted = court.get(f"/recommendation-statistics?{period}").json
    assert counted["replied_on_time"]["percent"] == 100.0
    assert stranger.get(f"/{PLURAL}").json["items"] == []
    assert stranger.get(f"/recommendation-statistics?{period}").status_code == 404


def test_a_recommendation_through_the_pages(app, world):
    court, president = browser_of(app, world.cy.liaison), browser_of(app, world.cy.signer)
    recipient = browser_of(app, world.cq.liaison)
    said = {**make.fields(world), "suggestions": "建立名录。\n完善投诉处理。"}
    home, page = act_on(court, f"/{PLURAL}/new", **said)
    assert "登记沟通情况" in page
    for segment, fields in STEPS:
        assert recipient.get(home).status_code == 404
        page = act_on(president if segment == "sign" else court, f"{home}/{segment}", **fields)[1]
    assert "川渝法建〔2026〕1号" in page
    assert "发出之日起61日内书面回复" in page
    assert "2026年第9次会议通过" not in recipient.get(home).text
    assert "书面回复" in recipient.get("/").text
    _home, page = act_on(recipient, f"{home}/reply", outcome="adopted", text="已整改。")
    assert "按时回复" in page
    page = act_on(court, f"{home}/evaluate", result="effective", text="已落实")[1]
    assert "已评估办结" in page
    assert "川渝法建〔2026〕1号" in court.get(f"/{PLURAL}").text
