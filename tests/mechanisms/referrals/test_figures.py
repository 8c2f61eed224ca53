"""Figures: two success rates under their names, days in the middle, small cells kept back."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from datetime import date

import openpyxl
import orjson
import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, Invalid, NotFound
from coop.mechanisms.referrals.models import Dispute, DisputeReport, DisputeTally
from coop.mechanisms.referrals.queries.cells import Cells, masked
from coop.mechanisms.referrals.queries.statistics import dispute_figures
from coop.mechanisms.referrals.service import confirmation, reports
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import cast_of
from tests.mechanisms.referrals.rosters import system
from tests.people import browser_of

PERIOD = {"from_month": date(2026, 8, 1), "until_month": date(2026, 9, 30)}


@pytest.fixture
def cast(world):
    return cast_of(world)


def numbered(number):
    return {"pre_filing_no": f"诉前{number}号", "external_ref": f"FY-{number}"}


@pytest.fixture
def ended(cast):
    """Seven registered on 08-31; accepted on 09-01: five settled, one failed, one is running."""
    for number in range(5):
        made = make.dispute(cast, "effective", **numbered(number))
        if number < 3:
            make.reported(cast, made)
    make.failed(cast, make.dispute(cast, "mediating", **numbered(5)), when="2026-09-21T10:00")
    make.dispute(cast, "mediating", cause="保险合同纠纷", **numbered(6))
    return cast


def figures(actor, cast, **more):
    session().rollback()
    return dispute_figures(actor, agreement_id=cast.world.agreement_id, **{**PERIOD, **more})


def test_both_rates_stand_under_their_names_and_days_are_counted_from_the_receipt(ended, at):
    with at("2026-10-09T09:00"):
        found = figures(ended.clerk, ended)
    total = found.total
    assert (total.intake.entered_count, total.intake.claim_yuan) == (7, 22_400_000)
    assert (total.answers.accepted_count, total.answers.accepted.percent) == (7, 100.0)
    outcomes = total.outcomes
    assert (outcomes.settled_count, outcomes.failed_count) == (5, 1)
    of_ended, of_entered = outcomes.success_of_concluded, outcomes.success_of_entered
    assert (of_ended.numerator, of_ended.denominator, of_ended.percent) == (5, 6, 83.33)
    assert (of_entered.numerator, of_entered.denominator, of_entered.percent) == (5, 7, 71.43)
    assert (str(of_ended.denominator_name), str(of_entered.denominator_name)) == ("审结", "进入")
    concluded = sa.select(Dispute.concluded_on).where(Dispute.state == "settled")
    talked_on = session().scalars(concluded.order_by(Dispute.id)).first()
    settled_days = (talked_on - date(2026, 9, 1)).days
    assert outcomes.median_days == settled_days
    assert outcomes.mean_days == round((5 * settled_days + 20) / 6 + 1e-9, 1)
    assert (total.confirmations.effective_count, total.confirmations.settled_yuan) == (
        5,
        15_000_000,
    )
    assert [one.subject for one in found.by_cause] == ["保险合同纠纷", "金融借款合同纠纷"]
    assert [one.subject for one in found.by_month] == ["2026-08", "2026-09"]
    assert [one.intake.entered_count for one in found.by_month] == [7, 0]
    body = found.by_body[0]
    assert (len(found.by_body), body.subject) == (1, "成渝金融调委会")
    assert body.outcomes.success_of_entered.denominator == 7
    empty = figures(ended.clerk, ended, from_month=date(2026, 1, 1), until_month=date(2026, 1, 1))
    assert empty.total.outcomes.success_of_concluded.percent is None
    assert empty.total.outcomes.median_days is None


def test_diversion_performance_and_lateness_are_counted_by_their_own_day(ended, at, app):
    """Received and delegated in August; to be performed in December; past its day in October."""
    with at("2026-10-09T09:00"):
        found = figures(ended.clerk, ended, until_month=date(2026, 10, 1))
    assert parts(found.total.diversion.delegated) == (7, 7, 100.0)
    august, september, _october = found.by_month
    assert parts(august.diversion.delegated) == (7, 7, 100.0)
    assert september.diversion.delegated.percent is None
    assert found.by_body[0].diversion.received_count == 0
    assert (found.counted_on, found.total.performance.due_count) == (date(2026, 10, 9), 0)
    assert parts(found.total.pending.overdue) == (1, 1, 100.0)
    assert parts(found.by_body[0].pending.overdue) == (1, 1, 100.0)
    before = figures(ended.clerk, ended)
    assert before.counted_on == date(2026, 9, 30)
    assert parts(before.total.pending.overdue) == (0, 1, 0.0)
    disputes = session().scalars(sa.select(Dispute).order_by(Dispute.id)).all()
    for number, one in enumerate(disputes[:3]):
        settled = seen.settlement_of(ended, one)
        with at("2026-12-30T09:00" if number < 2 else "2027-01-04T09:00"):
            confirmation.record_performance(
                ended.desk, settled.id, expected_version=settled.version,
                performed_on=date(2026, 12, 30),
            )  # fmt: skip
    december = {"from_month": date(2026, 12, 1), "until_month": date(2026, 12, 1)}
    with at("2026-12-31T09:00"):
        assert figures(ended.clerk, ended, **december).total.performance.due_count == 0
    with at("2027-01-04T09:00"):
        late = figures(ended.clerk, ended, **december)
    assert parts(late.total.performance.performed) == (3, 5, 60.0)
    assert parts(late.by_body[0].performance.performed) == (3, 5, 60.0)
    _filing_is_the_courts(ended, at)
    _told_in_the_file(ended, app)


def _filing_is_the_courts(ended, at):
    """What failed is acknowledged and to be filed by 10-12; no body answers for that."""
    failed = session().scalars(sa.select(Dispute).where(Dispute.ground == "too_far_apart")).one()
    made = make.reported(ended, failed, "2026-10-01T09:00")
    make.acknowledged(ended, made, "2026-10-02T09:00")
    with at("2026-10-16T09:00"):
        found = figures(ended.clerk, ended, until_month=date(2026, 10, 1))
        own = figures(ended.desk, ended, until_month=date(2026, 10, 1))
    assert parts(found.total.pending.overdue) == (2, 2, 100.0)
    assert parts(found.by_body[0].pending.overdue) == (1, 1, 100.0)
    assert parts(own.total.pending.overdue) == (1, 1, 100.0)


def _told_in_the_file(ended, app):
    court = system(app, ended.world, ended.world.cy.id, "court_clerk")
    query = f"agreement_id={ended.world.agreement_id}&from_month=2026-08-01&until_month=2026-12-01"
    sheet = openpyxl.load_workbook(
        io.BytesIO(court.get(f"/dispute-figures.xlsx?{query}").data)
    ).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head, total = rows[3], rows[4]
    told = dict(zip(head, total, strict=True))
    assert (told["范围"], told["诉前分流率"], told["协议金额（元）"]) == ("合计", 100, 15_000_000)
    assert told["诉前分流率：分母（法院接收的适宜调解案件）"] == 7
    browser = browser_of(app, ended.world.sc.liaison, now="2026-10-09T09:00")
    assert "自动履行率" in browser.get("/dispute-figures").text
    kept_back = browser.get("/dispute-figures.xlsx?from_month=2026-08-01&until_month=2026-09-01")
    cells = openpyxl.load_workbook(io.BytesIO(kept_back.data)).active.values
    assert any("小于5，不公布" in row for row in cells)


def parts(ratio):
    return ratio.numerator, ratio.denominator, ratio.percent


def test_a_settlement_nobody_signs_is_a_failure_in_the_end(cast):
    made = make.settled(cast, make.dispute(cast, "mediating"))
    party = make.view(cast.clerk, made).parties[0].id
    make.failed(cast, made, "refused_to_sign", when="2026-09-20T10:00", party_id=party)
    outcomes = figures(cast.clerk, cast).total.outcomes
    assert (outcomes.settled_count, outcomes.failed_count) == (0, 1)
    assert outcomes.median_days == 19


def test_an_edited_cause_is_counted_once(cast, at):
    made = make.registered(cast)
    with at(make.REGISTERED_AT):
        make.intake.edit_dispute(
            cast.clerk, made.id, expected_version=made.version, cause="保险合同纠纷", claim_yuan=5
        )
    found = figures(cast.clerk, cast)
    assert (found.total.intake.entered_count, found.total.intake.claim_yuan) == (1, 5)
    filled = [one.subject for one in found.by_cause if one.intake.entered_count]
    assert filled == ["保险合同纠纷"]


def test_parties_read_counts_without_small_cells_and_a_body_its_own(ended, app):
    world = ended.world
    for actor in (world.sc.liaison, world.cy.liaison):
        found = figures(actor, ended)
        assert found.is_suppressed
        assert found.total.intake.entered_count == 7
        assert found.total.outcomes is None  # one failure could be worked out
        assert found.total.suppressed == ("outcomes", "pending")
        causes = {one.subject: one for one in found.by_cause}
        assert causes["保险合同纠纷"].intake is None
        assert causes["金融借款合同纠纷"].intake is None  # else 7 - 6 would tell
    own = figures(ended.desk, ended)
    assert (own.is_suppressed, own.total.outcomes.failed_count) == (False, 1)
    assert own.by_cause == ()
    assert figures(ended.other_desk, ended).total.outcomes.settled_count == 0
    with pytest.raises(NotFound):
        figures(world.stranger, ended)
    with pytest.raises(NotFound):
        figures(ended.mediator, ended)
    foreign = figures(ended.clerk, ended, court_id=world.sc.id)
    assert (foreign.is_suppressed, foreign.total.intake.entered_count) == (True, 0)
    court = system(app, world, world.cy.id, "court_clerk")
    query = f"agreement_id={world.agreement_id}&from_month=2026-08-01&until_month=2026-09-01"
    told = court.get(f"/dispute-figures?{query}").json
    assert told["total"]["outcomes"]["success_of_concluded"]["percent"] == 83.33
    page = browser_of(app, world.sc.liaison, now="2026-09-30T09:00").get("/dispute-figures").text
    assert "小于5，不公布" in page


@pytest.mark.sqlite_only
def test_one_hidden_row_takes_the_next_smallest_with_it():
    rows = []
    for name, entered in (("甲", 3), ("乙", 9), ("丙", 6), ("丁", 0)):
        cells = Cells()
        cells.add("entered", -1, entered, 0)
        rows.append((name, cells))
    shown = {one.subject: one.intake for one in masked(rows, masks=True)}
    assert (shown["甲"], shown["丙"]) == (None, None)
    assert (shown["乙"].entered_count, shown["丁"].entered_count) == (9, 0)
    assert all(one.intake for one in masked(rows, masks=False))


def test_counts_are_what_the_disputes_themselves_tell(ended):
    """The kept counts against a plain look at every dispute."""
    session().rollback()
    plain = Counter()
    for made in session().scalars(sa.select(Dispute)):
        plain["entered", made.cause] += 1
        if made.ground:
            plain["settled" if made.ground == "agreed" else "failed", made.cause] += 1
    tallied = sa.select(
        DisputeTally.measure, DisputeTally.subject, sa.func.sum(DisputeTally.count)
    ).where(DisputeTally.by == "cause", DisputeTally.measure.in_(["entered", "settled", "failed"]))
    kept = session().execute(tallied.group_by(DisputeTally.measure, DisputeTally.subject))
    assert {(one[0], one[1]): one[2] for one in kept} == plain


def test_what_is_published_never_changes(ended, at, app):
    world = ended.world
    said = {"agreement_id": world.agreement_id, "title": "2026年第三季度调解统计", **PERIOD}
    with at("2026-09-30T09:00"), pytest.raises(Invalid) as early:
        reports.publish_figures(world.sc.secretary, **said)
    assert early.value.problems[0].code == "month_not_over"
    with at("2026-10-09T09:00"):
        for actor, refusal in (
            (world.cq.secretary, Forbidden),
            (ended.clerk, Forbidden),
            (world.stranger, NotFound),
        ):
            with pytest.raises(CoopError) as refused:
                reports.publish_figures(actor, **said)
            assert isinstance(refused.value, refusal)
        made = reports.publish_figures(world.sc.secretary, **said)
        again = reports.publish_figures(world.sc.secretary, **said)
    before = made.content
    assert hashlib.sha256(before.encode()).hexdigest() == made.sha256
    assert orjson.loads(before)["total"]["outcomes"] is None
    assert (made.ordinal, again.ordinal) == (1, 2)
    make.failed(ended, make.dispute(ended, "mediating", **numbered(9)), when="2026-09-22T10:00")
    session().rollback()
    assert session().get_one(DisputeReport, made.id).content == before
    browser = browser_of(app, world.cq.liaison, now="2026-10-09T09:00")
    page = browser.get(f"/dispute-reports/{made.id}").text
    assert made.sha256 in page
    assert "调解统计〔2026〕1号" in browser.get("/dispute-reports").text
    assert browser_of(app, world.stranger).get(f"/dispute-reports/{made.id}").status_code == 404
