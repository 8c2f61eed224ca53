"""A court refers 200 cases and a body works on them over a line that fails; both ledgers agree.

Only the client generated from openapi.yaml is used. One call in eight is cut off before or after it
arrives, or arrives twice; the body takes its cases in any order and reports too early at times.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import httpx
import pytest

from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import db
from coop.registry import clients
from coop.registry.clients import ClientData
from tests.api.simulated import BadLine, System
from tests.due import run_due
from tests.mechanisms.meetings import make
from tests.mechanisms.referrals.rosters import build_roster, case, with_consent

CASES, BATCH = 200, 50
SENT, ACCEPTED, AGAIN, TALKED, EXPIRED, ENDED = (
    "2026-09-01T09:00", "2026-09-02T09:00", "2026-09-07T09:00", "2026-09-15T09:00",
    "2026-10-13T09:00", "2026-10-20T09:00",
)  # fmt: skip
FATES = (
    *["settled"] * 6, *["failed"] * 4, "extended", *["expires"] * 4, "refused", "lapses",
)  # fmt: skip


class Scene:
    """Both systems, the clock they share, and the dice of the line."""

    def __init__(self, app, world, code):
        self.dice = random.Random(20260901)  # noqa: S311  # a game that can be replayed
        self.hour = [SENT]
        with make.at(SENT):
            roster = build_roster(world)
            pairs = {
                "court": self._client(world, world.cy.id, "court_clerk"),
                "body": self._client(world, roster.institution_id, "body"),
            }
        self.body_id = str(roster.body_id)
        db.session.remove()
        self.app, self.code, self.line = app, code, BadLine(app, self.dice, self.hour)
        self.pairs, self.agreement_id = pairs, str(world.agreement_id)
        self.court = System(code, None, self.agreement_id)
        self.body = System(code, None, self.agreement_id)
        self.fates: dict[str, str] = {}

    def _client(self, world, institution_id, role):
        data = ClientData(
            name=f"{role} 系统",
            scopes="referrals:read referrals:write events:read",
            posts=((world.agreement_id, role),),
        )
        made = clients.add_client(SYSTEM, institution_id, data)
        return made.client.client_id, made.secret

    def begin(self, hour):
        """A new day: tokens live for a quarter of an hour."""
        self.hour[0] = hour
        for name, side in (("court", self.court), ("body", self.body)):
            plain = httpx.Client(transport=_Steady(self.line), base_url="http://127.0.0.1")
            told = plain.post(
                "/oauth/token",
                data={"grant_type": "client_credentials"},
                auth=self.pairs[name],
            ).json()
            side.client = self.code.AuthenticatedClient(
                base_url="http://127.0.0.1",
                token=told["access_token"],
                headers={"Coop-Actor": "officer"},
                raise_on_unexpected_status=True,
                httpx_args={"transport": self.line},
            )

    def shuffled(self, items):
        found = list(items)
        self.dice.shuffle(found)
        return found

    def night(self):
        with clock.stopped_at(make.instant(self.hour[0])):
            run_due("lapse_referrals")
            run_due("expire_mediations")
        db.session.remove()


class _Steady(httpx.BaseTransport):
    """The same server without the faults: signing in is not what is tried here."""

    def __init__(self, line):
        self._line = line

    def handle_request(self, request):
        return self._line._served(request)


def refer_all(scene):
    scene.begin(SENT)
    sent = {"body_id": scene.body_id, "kind": "delegated", "mode": "offline"}
    for first in range(0, CASES, BATCH):
        rows = [with_consent(case(one, **sent)) for one in range(first, first + BATCH)]
        status, told = scene.court.call(
            "register_many_disputes", {"agreement_id": scene.agreement_id, "rows": rows}
        )
        assert (status, told["registered_count"]) == (207, BATCH)
        for one in told["results"]:
            scene.fates[one["issue_no"]] = scene.dice.choice(FATES)


def answer_referrals(scene, hour):
    scene.begin(hour)
    for seen in scene.shuffled(scene.body.disputes(state="referred")):
        fate = scene.fates[seen["issue_no"]]
        if scene.dice.random() < 0.05:  # a report before anything happened
            early = scene.body.act("feedback_dispute", seen, report="过早")
            assert early[0] == 409
        if fate == "refused":
            scene.body.done("refuse_dispute", seen, reason="不属受理范围")
        elif fate != "lapses":
            scene.body.done("accept_dispute", seen)


def refer_again(scene):
    scene.begin(AGAIN)
    scene.night()
    terms = {"body_id": scene.body_id, "kind": "delegated", "mode": "offline"}
    back = scene.court.disputes(state="consented")
    for seen in scene.shuffled(back):
        scene.fates[seen["issue_no"]] = "expires"
        scene.court.done("refer_dispute", seen, **terms)
    return len(back)


def work_on(scene, hour, wanted):
    scene.begin(hour)
    for seen in scene.shuffled(scene.body.disputes(state="mediating")):
        if scene.fates[seen["issue_no"]] not in wanted:
            continue
        if scene.fates[seen["issue_no"]] == "extended" and hour == TALKED:
            extend(scene, seen)
        else:
            end(scene, seen)


def extend(scene, seen):
    whole = scene.body.call("get_dispute", subject_id=seen["id"])[1]
    for party in whole["parties"]:
        whole = scene.body.done(
            "agree_extension_dispute",
            whole,
            party_id=party["id"],
            days=30,
            signed_on=scene.hour[0][:10],
        )
    scene.court.done("extend_dispute", whole, days=30)


def end(scene, seen):
    if scene.fates[seen["issue_no"]] == "failed":
        seen = scene.body.done("fail_dispute", seen, ground="too_far_apart", note="分歧较大")
    else:
        seen = scene.body.done("settle_dispute", seen, kind="oral", terms="当场清偿。")
    scene.body.done("feedback_dispute", seen, report="已调解。")


def report_expired(scene):
    scene.begin(EXPIRED)
    scene.night()
    for seen in scene.shuffled(scene.body.disputes(state="failed")):
        scene.body.done("feedback_dispute", seen, report="期限届满。")


def acknowledge_all(scene):
    scene.begin(ENDED)
    for seen in scene.shuffled(scene.court.disputes(is_loop_open=True)):
        scene.court.done("acknowledge_dispute", seen)


@pytest.mark.sqlite_only
@pytest.mark.timeout(400)
def test_both_ledgers_agree_after_200_cases_over_a_line_that_fails(app, world, client_code):
    scene = Scene(app, world, client_code)
    refer_all(scene)
    answer_referrals(scene, ACCEPTED)
    returned = refer_again(scene)
    answer_referrals(scene, AGAIN)
    work_on(scene, TALKED, {"settled", "failed", "extended"})
    report_expired(scene)
    work_on(scene, EXPIRED, {"extended"})
    acknowledge_all(scene)
    for side in (scene.court, scene.body):
        side.read_events()
    found = scene.court.disputes()
    outcomes = Counter(one["ground"] for one in found)
    assert len(found) == CASES
    assert {one["state"] for one in found} == {"closed"}
    assert not any(one["is_loop_open"] for one in found)
    assert set(outcomes) == {"agreed", "too_far_apart", "expired"}
    assert returned > 10
    assert scene.line.faults > 100
    references = {one["issue_no"]: one["external_ref"] for one in found}
    assert scene.court.reconcile({"2026-09-01": list(references)}, references.__getitem__) == []
    assert scene.body.reconcile(_days_of(scene), str) == []


def _days_of(scene):
    """Day of the last referral -> numbers, as the body's own records have them."""
    newest: dict[str, str] = {}
    cursor: dict[str, str] = {}
    while True:
        _status, page = scene.body.call("list_referrals", limit=100, **cursor)
        for one in page["items"]:
            newest[one["issue_no"]] = max(newest.get(one["issue_no"], ""), one["sent_at"][:10])
        if not page["next"]:
            break
        cursor = {"cursor": page["next"]}
    days = defaultdict(list)
    for number, day in newest.items():
        days[day].append(number)
    return dict(days)
