"""通报: every rate with both its parts, nothing divided by nothing, and files that open safely."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from coop.core.errors import Invalid, NotFound
from coop.supervision import service
from coop.supervision.printing.ledger import HEAD, Heading, csv_file, xlsx_file
from coop.supervision.queries import ledger
from tests.documents.callers import officer
from tests.supervision.pdf_text import text_of
from tests.supervision.stages import opened, submitted
from tests.supervision.test_doors import system_of

OCTOBER = {"from_on": date(2026, 10, 1), "to_on": date(2026, 10, 31)}


def close(world, task):
    return service.close_task(world.sc.secretary, task.id, expected_version=task.version)


@pytest.fixture
def month(world, at):
    """CQ: three due on 9 October; one closed on time, one closed late, one open. CY: none due."""
    with at("2026-10-08T09:00"):
        in_time = submitted(world)
        late = opened(world.sc.secretary, world=world)
        opened(world.sc.secretary, world=world)
        opened(world.sc.secretary, world=world, lead_id=world.cy.id, due_on=date(2026, 12, 31))
    with at("2026-10-12T09:00"):
        close(world, in_time)  # the review takes nothing off the lead's period
        late = service.accept_task(world.cq.handler, late.id, expected_version=late.version)
        late = service.submit_task(
            world.cq.handler, late.id, evidence="补报", expected_version=late.version
        )
        close(world, late)


def october(world, at, day="2026-11-02", **period):
    with at(f"{day}T09:00"):
        return ledger.get_ledger(
            world.cy.liaison, agreement_id=world.agreement_id, **OCTOBER | period
        )


def row_of(found, institution_id):
    return next(one for one in found.rows if one.institution_id == institution_id)


def test_rates_are_counted_with_named_denominators(world, at, month):
    found = october(world, at)
    row = row_of(found, world.cq.id)
    assert (row.due_count, row.closed_count, row.on_time_count) == (3, 2, 1)
    assert (row.open_count, row.overdue_count) == (1, 1)
    assert (row.completion_rate, row.on_time_rate, row.overdue_rate) == (66.67, 33.33, 100.0)
    assert "÷期内到期" in found.completion_basis.zh
    assert found.total.due_count == 3
    assert found.total.overdue_rate == 50.0


def test_nothing_divided_by_nothing_is_no_rate(world, at, month):
    found = october(world, at)
    assert row_of(found, world.cy.id).completion_rate is None
    assert row_of(found, world.sc.id).overdue_rate is None


def test_before_its_end_a_period_is_cut_off_today(world, at, month):
    found = october(world, at, day="2026-10-10")
    row = row_of(found, world.cq.id)
    assert found.cut_off_on == date(2026, 10, 10)
    # What was closed on the 12th was still open on the 10th.
    assert (row.closed_count, row.open_count, row.overdue_count) == (0, 3, 3)


def test_cancelled_and_suspended_tasks_do_not_count(world, at):
    with at("2026-10-08T09:00"):
        for act in (service.cancel_task, service.suspend_task):
            task = opened(world.sc.secretary, world=world)
            act(world.sc.convener, task.id, reason="不办", expected_version=task.version)
    assert october(world, at).total.due_count == 0
    assert october(world, at).total.open_count == 0


def test_strangers_and_reversed_periods_are_refused(world, at):
    with pytest.raises(Invalid):
        october(world, at, to_on=date(2026, 9, 30))
    with pytest.raises(NotFound):
        ledger.get_ledger(world.stranger, agreement_id=world.agreement_id, **OCTOBER)


@given(whole=st.integers(1, 10_000), data=st.data())
def test_rates_are_percent_with_two_decimals_half_up(whole, data):
    part = data.draw(st.integers(0, whole))
    hundredths = (part * 20_000 + whole) // (2 * whole)
    assert ledger.rate(part, whole) == hundredths / 100


def test_halves_are_rounded_up():
    assert ledger.rate(1, 800) == 0.13
    assert ledger.rate(0, 0) is None


# --------------------------------------------------------------------------- files

HEADING = Heading(date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 31), ("办结率＝…",))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_names_never_become_formulas(name):
    row = [name, 1, 1, 1, 0, 0, 100.0, 100.0, None]
    written = csv_file([row], bom=False).decode()
    assert list(csv.reader(io.StringIO(written)))[1] == [
        f"'{name}",
        "1",
        "1",
        "1",
        "0",
        "0",
        "100.00",
        "100.00",
        "—",
    ]
    sheet = load_workbook(io.BytesIO(xlsx_file([row], HEADING))).active
    cells = sheet[3]
    assert (cells[0].value, cells[0].data_type) == (f"'{name}", "s")
    assert [one.value for one in cells[1:]] == [1, 1, 1, 0, 0, 100, 100, "—"]


def test_the_byte_order_mark_is_a_choice():
    assert csv_file([], bom=True).startswith(b"\xef\xbb\xbf")
    assert csv_file([], bom=False).decode() == ",".join(HEAD) + "\r\n"


def test_systems_fetch_the_ledger_and_its_files(app, world, at, month):
    with at("2026-10-12T09:00"):
        reader = system_of(app, world, world.cy, "liaison", "tasks:read")
    query = f"agreement_id={world.agreement_id}&from_on=2026-10-01&to_on=2026-10-31"
    found = reader.get(f"/api/v1/task-ledger?{query}").json
    assert found["total"]["completion_rate"] == 66.67
    assert found["rows"][0]["completion_rate"] is None
    pdf = reader.get(f"/api/v1/task-ledger.pdf?{query}")
    printed = text_of(pdf.data)
    for shown in ("督办任务办理情况通报", "截至2026年10月12日", "66.67", "—", "合计"):
        assert shown in printed
    assert reader.get(f"/api/v1/task-ledger.xlsx?{query}").data[:2] == b"PK"
    plain = reader.get(f"/api/v1/task-ledger.csv?{query}").data
    marked = reader.get(f"/api/v1/task-ledger.csv?{query}&bom=true").data
    assert marked == b"\xef\xbb\xbf" + plain
    assert reader.get("/api/v1/task-ledger").status_code == 422
    assert reader.get(f"/api/v1/task-ledger?{query}&cursor=x").status_code == 400
    with at("2026-10-12T09:00"):
        stranger = system_of(app, world, world.strangers, "liaison", "tasks:read")
    assert stranger.get(f"/api/v1/task-ledger?{query}").status_code == 404


def test_officers_see_the_ledger_of_this_month(app, world, at, month):
    with at("2026-10-12T09:00"):
        browser = officer(app, world.cy.liaison)
    page = browser.get("/task-ledger").text
    for shown in ("66.67%", "33.33%", "期末超期÷期末在办", "/task-ledger.xlsx?"):
        assert shown in page
    assert browser.get("/task-ledger?from_on=2026-10-31").status_code == 422
    assert browser.get("/task-ledger.csv").data.startswith(b"\xef\xbb\xbf")
    assert browser.get("/task-ledger.pdf").mimetype == "application/pdf"
