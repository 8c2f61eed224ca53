"""The rhythm runs by itself: on the right working days, each thing once, whoever runs the job."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.documents.models import OfficialDocument, Receipt
from coop.registry import deadlines
from coop.registry.models import AgreementVersion, RotationTerm
from coop.supervision import service
from coop.supervision.models import SheetLine, SupervisionOrder, TaskReminder, WorkSheet
from coop.supervision.service.rhythm import tip_period
from tests.due import run_due
from tests.supervision.stages import accepted, opened, told_of


def run_days(at, first: date, last: date, *, times: int = 2) -> None:
    """The job at 07:30 of every day, as often as two eager workers would run it."""
    day = first
    while day <= last:
        with at(f"{day}T07:30"):
            for _ in range(times):
                run_due("keep_supervision_rhythm")
        day += timedelta(days=1)


def days_of(kind: str) -> list[str]:
    made = sa.select(WorkSheet.made_on).where(WorkSheet.kind == kind).order_by(WorkSheet.made_on)
    return [str(day) for day in session().scalars(made)]


def orders() -> list[SupervisionOrder]:
    return list(session().scalars(sa.select(SupervisionOrder).order_by(SupervisionOrder.serial)))


def change_settings(**changes: object) -> None:
    session().execute(sa.update(AgreementVersion).values(settings=changes))
    session().commit()


@pytest.fixture
def task(world, at):
    with at("2026-08-28T09:00"):
        return accepted(world)


def test_tips_and_dispatches_come_on_their_working_days_through_autumn(task, at):
    run_days(at, date(2026, 8, 29), date(2026, 10, 16))
    assert days_of("work_tip") == ["2026-08-31", "2026-09-14", "2026-09-28", "2026-10-12"]
    # 1 October opens the holiday; 8 October is the month's first working day.
    assert days_of("monthly_dispatch") == ["2026-09-01", "2026-10-08"]


def test_a_tip_due_on_a_rest_day_comes_on_the_next_working_day(task, at):
    change_settings(tip_anchor_on="2026-09-21", tip_interval_weeks=2)
    run_days(at, date(2026, 9, 14), date(2026, 10, 12))
    assert days_of("work_tip") == ["2026-09-21", "2026-10-08"]


def test_a_worked_sunday_carries_the_rhythm_and_a_free_monday_does_not(task, at):
    # 20 September is worked; an anchor on that Sunday counts from there.
    change_settings(tip_anchor_on="2026-09-20", tip_interval_weeks=2)
    run_days(at, date(2026, 9, 19), date(2026, 10, 10))
    assert days_of("work_tip") == ["2026-09-20", "2026-10-08"]


def test_a_missed_run_is_made_up_for_within_the_week_only(task, at):
    run_days(at, date(2026, 9, 16), date(2026, 9, 16))
    assert days_of("work_tip") == ["2026-09-16"]
    run_days(at, date(2026, 10, 22), date(2026, 10, 22))
    assert days_of("monthly_dispatch") == []


def test_a_sheet_shows_the_colours_of_its_day_and_is_kept_as_a_document(task, at):
    run_days(at, date(2026, 10, 10), date(2026, 10, 12))
    sheet = session().scalars(sa.select(WorkSheet).where(WorkSheet.kind == "work_tip")).one()
    line = session().scalars(sa.select(SheetLine).where(SheetLine.sheet_id == sheet.id)).one()
    assert (line.colour, line.lead_name, line.due_on) == (
        "red",
        "重庆金融监管局",
        date(2026, 10, 9),
    )
    document = session().get_one(OfficialDocument, sheet.document_id)
    assert (document.kind, document.issue_no) == ("work_tip", "工作提示〔2026〕第1号")
    assert told_of(sheet.id).event == "work_sheet.made"


def test_nothing_is_written_while_no_task_is_open(world, at):
    run_days(at, date(2026, 8, 31), date(2026, 9, 2))
    assert days_of("work_tip") == days_of("monthly_dispatch") == []


def test_each_colour_brings_one_order_with_its_number_and_receipt(world, at):
    with at("2026-09-28T09:00"):
        opened(world.sc.secretary, world=world)
    run_days(at, date(2026, 9, 28), date(2026, 10, 10))
    found = [(one.colour, str(one.issued_on), one.serial) for one in orders()]
    assert found == [("blue", "2026-09-29", 1), ("red", "2026-10-10", 2)]
    document = session().get_one(OfficialDocument, orders()[1].document_id)
    assert (document.kind, document.issue_no) == ("supervision_order", "督办单〔2026〕第2号")
    receipt = session().scalars(sa.select(Receipt).where(Receipt.subject_id == document.id)).one()
    assert receipt.institution_id == world.cq.id


def test_a_missing_report_is_asked_for_once_on_the_day_after_the_weeks_last(task, at):
    run_days(at, date(2026, 9, 7), date(2026, 9, 20))
    asked = (
        session()
        .execute(
            sa.select(
                TaskReminder.week_on, TaskReminder.reminded_on, TaskReminder.recipients
            ).order_by(TaskReminder.week_on)
        )
        .all()
    )
    # The week of 7 September ends on Friday; the week of 14 September on the worked Sunday 20th.
    assert [(str(one[0]), str(one[1])) for one in asked] == [
        ("2026-08-31", "2026-09-07"),
        ("2026-09-07", "2026-09-14"),
    ]
    assert asked[0][2] == ["CQhandler", "CQliaison"]
    run_days(at, date(2026, 9, 21), date(2026, 9, 21))
    newest = session().scalars(sa.select(sa.func.max(TaskReminder.week_on))).one()
    assert newest == date(2026, 9, 14)


def test_an_unanswered_order_climbs_the_ladder_and_stops_at_the_meeting(world, at):
    with at("2026-10-09T09:00"):
        opened(world.sc.secretary, world=world)
    seen = {}
    day = date(2026, 10, 10)
    while day <= date(2026, 11, 6):
        run_days(at, day, day)
        order = next(one for one in orders() if one.colour == "red")
        seen.setdefault(order.level, str(day))
        day += timedelta(days=1)
    # Three working days each: answered by 14, 20, 23 October; the next day goes one level up.
    assert seen == {
        "handler": "2026-10-10",
        "liaison": "2026-10-15",
        "convener": "2026-10-21",
        "joint_meeting": "2026-10-27",
    }
    assert told_of(order.id).action == "supervision_order.escalate"


def test_an_answer_stops_the_ladder(world, at):
    with at("2026-10-09T09:00"):
        opened(world.sc.secretary, world=world)
    run_days(at, date(2026, 10, 10), date(2026, 10, 10))
    order = orders()[0]
    with at("2026-10-12T09:00"):
        order = service.answer_order(
            world.cq.handler, order.id, answer="本周五前办结", expected_version=order.version
        )
    run_days(at, date(2026, 10, 13), date(2026, 10, 30))
    session().refresh(order)
    assert (order.state, order.level) == ("answered", "handler")
    signed = (
        session()
        .scalars(sa.select(Receipt.signed_by_name).where(Receipt.subject_id == order.document_id))
        .one()
    )
    assert signed == "CQhandler"
    assert [due.met_on for due in deadlines.due_dates(order.id)] == [date(2026, 10, 12)]


def test_an_order_lapses_with_its_task(world, at):
    with at("2026-10-09T09:00"):
        task = opened(world.sc.secretary, world=world)
    run_days(at, date(2026, 10, 10), date(2026, 10, 10))
    with at("2026-10-12T09:00"):
        session().refresh(task)
        service.cancel_task(
            world.sc.convener, task.id, reason="来源失效", expected_version=task.version
        )
    run_days(at, date(2026, 10, 13), date(2026, 10, 13))
    assert [one.state for one in orders()] == ["lapsed"]
    assert session().scalars(sa.select(Receipt)).all() == []


def test_a_later_due_day_may_bring_the_colour_again(world, at):
    with at("2026-09-29T07:00"):
        task = accepted(world)
    run_days(at, date(2026, 9, 29), date(2026, 9, 29))
    with at("2026-09-29T10:00"):
        session().refresh(task)
        task = service.ask_extension(
            world.cq.handler,
            task.id,
            reason="口径待统一",
            new_due_on=date(2026, 10, 16),
            expected_version=task.version,
        )
        service.decide_extension(
            world.sc.secretary, task.id, decision="grant", expected_version=task.version
        )
    with at("2026-10-08T09:00"):
        service.report_progress(world.cq.handler, task.id, percent=50, text="按计划推进")
    run_days(at, date(2026, 10, 8), date(2026, 10, 13))
    blue = [(str(one.task_due_on), str(one.issued_on)) for one in orders() if one.colour == "blue"]
    assert blue == [("2026-10-09", "2026-09-29"), ("2026-10-16", "2026-10-13")]


def test_two_workers_at_once_make_one_of_each(app, task, at):
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with app.app_context(), at("2026-10-12T07:30"):
                run_due("keep_supervision_rhythm")
        except BaseException as wrong:  # noqa: BLE001  # told by the test, not by the thread
            failed.append(wrong)

    session().rollback()
    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert failed == []
    assert days_of("work_tip") == ["2026-10-12"]
    assert [one.colour for one in orders()] == ["red"]
    assert session().scalar(sa.select(sa.func.count()).select_from(TaskReminder)) == 1


def test_an_agreement_that_nobody_hosts_does_not_stop_the_others(world, task, at):
    with at("2026-08-28T09:00"):
        opened(
            world.strangers.secretary,
            world=world,
            agreement_id=world.other_agreement_id,
            lead_id=world.strangers.id,
        )
    session().execute(
        sa.delete(RotationTerm).where(RotationTerm.agreement_id == world.agreement_id)
    )
    session().commit()
    run_days(at, date(2026, 8, 31), date(2026, 8, 31))
    made = session().scalars(sa.select(WorkSheet.agreement_id)).all()
    assert made == [world.other_agreement_id]


def test_tips_are_counted_from_the_anchor():
    anchor = date(2026, 1, 5)
    assert tip_period(date(2026, 1, 4), anchor, 2) is None
    assert tip_period(date(2026, 1, 18), anchor, 2) == anchor
    assert tip_period(date(2026, 1, 19), anchor, 2) == date(2026, 1, 19)
