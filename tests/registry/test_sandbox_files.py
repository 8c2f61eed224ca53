"""Whatever leaves a sandbox is marked, so that it never passes for the real thing."""

from __future__ import annotations

import io

from flask import Flask
from openpyxl import load_workbook

from tests.mechanisms.meetings import make as meetings
from tests.people import Browser, add_account
from tests.sandbox import sandbox_like
from tests.world import World


def test_what_is_fetched_from_a_sandbox_says_that_it_is_a_trial(app: Flask, world: World) -> None:
    sandbox = sandbox_like(world, "2026-09-15T09:00")
    ours, theirs = (meetings.meeting(one, "scheduled") for one in (sandbox, world))
    login = add_account(world.cq.liaison)
    for made, agreement_id, is_trial in (
        (theirs, world.agreement_id, False),
        (ours, sandbox.agreement_id, True),
    ):
        browser = Browser(app, now="2026-11-23T09:00")
        browser.sign_in(login)
        assert "演练环境" not in browser.get("/").text
        browser.post("/agreement", agreement_id=agreement_id)
        period = f"agreement_id={agreement_id}&from_on=2026-09-01&until_on=2026-09-30"
        ledger = browser.get(f"/task-ledger.xlsx?{period}")
        table = browser.get(f"/task-ledger.csv?{period}")
        calendar = browser.get(f"/meetings/{made.id}/calendar.ics")
        assert {one.status_code for one in (ledger, table, calendar)} == {200}
        sheet = load_workbook(io.BytesIO(ledger.data)).active
        assert sheet is not None
        told = (
            str(sheet["A1"].value).startswith("演练文件"),
            "SUMMARY:【演练】" in calendar.text,
            *(
                "%E3%80%90%E6%BC%94%E7%BB%83" in one.headers["Content-Disposition"]
                for one in (ledger, table, calendar)
            ),
            'class="notice notice--warn notice--sandbox"' in browser.get("/").text,
        )
        assert set(told) == {is_trial}
        assert table.text.lstrip("\ufeff").startswith("牵头单位")
