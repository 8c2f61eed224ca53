"""Sandboxes: opened like a live agreement, apart from every live one, with a clock of their own."""

from __future__ import annotations

import threading
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core import clock, jobs
from coop.core.actor import SYSTEM, Actor
from coop.core.db import command, session
from coop.core.errors import Forbidden, Invalid, NotFound, Stale
from coop.core.events import EventPosition, EventRow
from coop.documents import numbers
from coop.documents.models import OfficialDocument
from coop.registry import agreements, clients, daily, directory, sandboxes
from coop.registry.clients import ClientData
from coop.registry.jobs import run_sandbox_clock
from coop.registry.queries import get_agreement
from coop.settings import Settings
from coop.supervision import queries as tasks
from coop.supervision.models import SupervisionOrder, Task, TaskReminder, WorkSheet
from tests.due import run_due
from tests.mechanisms.consultations import make as consultations
from tests.mechanisms.sharing import make as sharing
from tests.people import Browser, add_account
from tests.real_workers import forget_queued, real_worker, runs_of, until
from tests.sandbox import clock_of, sandbox_like, shanghai
from tests.supervision import stages
from tests.supervision.pdf_text import text_of
from tests.world import World

BEGINS, ENDS = "2026-09-15T09:00", "2026-10-15T09:00"


@pytest.fixture
def sandbox(app: Flask, world: World) -> World:
    return sandbox_like(world, BEGINS)


def move(sandbox: World, to: str) -> None:
    found = clock_of(sandbox)
    sandboxes.move_sandbox_clock(
        sandbox.sc.secretary, found.id, to=shanghai(to), expected_version=found.version
    )


def test_a_sandbox_is_a_new_agreement_with_the_same_parties_text_and_posts(
    world: World, sandbox: World
) -> None:
    with pytest.raises(Forbidden):
        sandboxes.open_sandbox(world.sc.admin, world.agreement_id, at=shanghai(BEGINS))
    with clock.in_sandbox(clock.sandbox_of(sandbox.agreement_id)):
        assert clock.today() == date(2026, 9, 15)
        ours, theirs = (directory.parties(one.agreement_id) for one in (world, sandbox))
        assert [one.name for one in ours] == [one.name for one in theirs]
        assert theirs[0].issuer_code == f"测试{ours[0].issuer_code}"
        assert directory.present_host(sandbox.agreement_id) == world.sc.id
        assert directory.clauses(sandbox.agreement_id) == directory.clauses(world.agreement_id)
        held = directory.holders(sandbox.agreement_id, "handler", institution_id=world.cq.id)
        assert [one.id for one in held] == [world.cq.handler.id]
    for one, is_sandbox in ((sandbox, True), (world, False)):
        with clock.in_sandbox(clock.sandbox_of(one.sc.admin.sandbox_id)):
            seen = get_agreement(one.sc.admin, one.agreement_id)
        assert seen.is_sandbox is is_sandbox
    assert directory.agreement_title(sandbox.agreement_id) == "战略合作框架协议（演练）"


def test_the_clock_is_moved_by_its_parties_only_and_only_forward(
    world: World, sandbox: World
) -> None:
    found = clock_of(sandbox)
    later = shanghai("2026-09-16T09:00")
    refusals = (
        (sandbox.cq.handler, later, 1, Forbidden),
        (world.sc.admin, later, 1, NotFound),
        (world.stranger, later, 1, NotFound),
        (sandbox.cq.admin, later, 9, Stale),
        (sandbox.cq.admin, shanghai(BEGINS), 1, Invalid),
        (sandbox.cq.admin, shanghai("2026-09-14T09:00"), 1, Invalid),
        (sandbox.cq.admin, shanghai("2027-09-17T09:00"), 1, Invalid),
    )
    for actor, to, version, refusal in refusals:
        with pytest.raises(refusal):
            sandboxes.move_sandbox_clock(actor, found.id, to=to, expected_version=version)
    moved = sandboxes.move_sandbox_clock(
        sandbox.cq.admin, found.id, to=later, expected_version=found.version
    )
    assert moved.state == "moving"
    run_sandbox_clock(found.id, 1)
    view = sandboxes.get_sandbox_clock(sandbox.cq.handler, found.id)
    assert (view.state, view.at, view.days_left, view.allowed_actions) == ("standing", later, 0, ())
    told = stages.told_of(found.id)
    assert told.event == "sandbox_clock.moved"
    with pytest.raises(NotFound):
        sandboxes.get_sandbox_clock(world.sc.admin, found.id)
    assert sandboxes.list_sandbox_clocks(world.sc.admin, limit=9).items == ()


@pytest.mark.timeout(180)
def test_a_month_passes_with_two_workers_and_everything_comes_once_on_its_day(
    app: Flask, settings: Settings, sandbox: World
) -> None:
    agreements.add_version(
        SYSTEM,
        sandbox.agreement_id,
        in_force_from=date(2026, 9, 1),
        settings={"tip_anchor_on": "2026-09-20"},
    )
    task = stages.accepted(sandbox)
    consultation = consultations.consultation(sandbox, "open", urgency="none")
    request = sharing.active(sandbox, sandbox.cq, until_on=date(2026, 10, 9))
    for job in ("keep_supervision_rhythm", "lapse_consultations", "expire_grants"):
        run_due(job)  # the live agreements' own jobs leave a sandbox alone
    move(sandbox, "2026-09-28T09:00")
    _run_twice_at_once(app, sandbox)
    new = stages.accepted(sandbox, title="新交办的任务")
    _arrive(app, settings, sandbox)

    assert clock_of(sandbox).at == shanghai(ENDS)
    assert _days(WorkSheet, WorkSheet.kind == "work_tip") == ["2026-09-20", "2026-10-08"]
    assert _days(WorkSheet, WorkSheet.kind == "monthly_dispatch") == ["2026-10-08"]
    (sheet, *_rest) = session().scalars(sa.select(WorkSheet).order_by(WorkSheet.made_on))
    document = session().get_one(OfficialDocument, sheet.document_id)
    assert "演练文件" in text_of(document.content)
    # Without a report the old task is yellow from the Monday on; the holiday moves nothing earlier.
    assert _orders(task) == [("yellow", "2026-09-28"), ("red", "2026-10-10")]
    assert _orders(new) == [("blue", "2026-09-29"), ("red", "2026-10-10")]
    asked = ["2026-09-28", "2026-10-08", "2026-10-12"]
    assert _days(TaskReminder, TaskReminder.task_id == task.id) == asked
    with clock.in_sandbox(clock.sandbox_of(sandbox.agreement_id)):
        assert tasks.get_task(sandbox.cq.handler, task.id).colour == "red"
        replied = consultations.queries.get_consultation(sandbox.sc.liaison, consultation.id)
    assert replied.state == "replied"
    assert str(replied.reply_due_on) == "2026-09-29"
    lapsed = consultations.actions_logged(consultation.id)
    assert lapsed.count("consultation.lapse") == 1
    assert sharing.request_view(sandbox.cy, request.id).state == "disposing"


def test_everything_scheduled_runs_by_agreement_but_the_housekeeping() -> None:
    """Else it would serve sandboxes at the wall's time, and not when their clocks are moved."""
    others = set(jobs.schedules()) - daily.names()
    assert [one for one in others if not one.startswith(("forget_", "reclaim_"))] == []


def test_officers_see_that_they_are_in_a_sandbox_and_move_its_clock_by_a_page(
    app: Flask, world: World, sandbox: World
) -> None:
    stages.opened(sandbox.sc.secretary, world=sandbox)
    browser = Browser(app, now="2026-11-23T09:00")
    browser.sign_in(add_account(world.cq.admin))
    assert "演练环境" not in browser.get("/").text
    assert browser.get(f"/sandbox-clocks/{clock_of(sandbox).id}").status_code == 404
    browser.post("/agreement", agreement_id=sandbox.agreement_id)
    page = browser.get("/").text
    assert "演练时刻为" in page
    assert "2026年9月15日 09:00" in page
    form = f"/sandbox-clocks/{clock_of(sandbox).id}/move"
    shown = browser.get(form).text
    assert "推进到" in shown
    answer = browser.post(form, to="2026-09-21T09:00", version="1", form_key="x")
    assert answer.status_code == 303, answer.text
    moving = browser.get(f"/sandbox-clocks/{clock_of(sandbox).id}").text
    assert "正在推进，还有6天" in moving
    run_sandbox_clock(clock_of(sandbox).id, 1)
    assert "2026年9月21日 09:00" in browser.get("/").text
    # The session itself goes by the wall clock, which nobody moved.
    browser.now = "2026-11-23T09:29"
    assert browser.get("/").status_code == 200


def test_a_system_has_one_world_and_its_partners_hear_of_that_one_only(
    app: Flask, world: World, sandbox: World
) -> None:
    def data(*agreement_ids: UUID) -> ClientData:
        posts = tuple((one, "secretariat") for one in agreement_ids)
        return ClientData(name="演练系统", scopes="tasks:write agreements:write", posts=posts)

    with pytest.raises(Invalid) as refusal:
        clients.add_client(SYSTEM, world.sc.id, data(world.agreement_id, sandbox.agreement_id))
    assert refusal.value.problems[0].code == "sandbox_apart"
    made = clients.add_client(SYSTEM, world.sc.id, data(sandbox.agreement_id)).client
    token, _lifetime = clients.issue_token(made.id, made.scopes)
    asked = Browser(app, now="2026-11-23T09:00")
    answer = asked.ask(
        lambda: asked.client.post(
            "/api/v1/tasks",
            json=stages.draft_fields(sandbox, due_on="2026-10-09")
            | {"agreement_id": str(sandbox.agreement_id), "lead_id": str(world.cq.id)},
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "1"},
        )
    )
    assert answer.status_code == 201, answer.text
    assert clock.sandbox() is None
    told = sa.select(EventRow.agreement_id, EventRow.occurred_at)
    (row,) = session().execute(told).all()
    assert (row.agreement_id, row.occurred_at) == (sandbox.agreement_id, shanghai(BEGINS))
    assert [_number(sandbox), _number(world)] == ["测试川金函〔2026〕1号", "川金函〔2026〕1号"]
    streams = set(session().scalars(sa.select(EventPosition.agreement_id)))
    assert streams == {sandbox.agreement_id}


def _number(world: World) -> str:
    @command
    def take(actor: Actor) -> str:
        return numbers.next_number("川金函", 2026, agreement_id=world.agreement_id).text

    return take(world.sc.secretary)


def _run_twice_at_once(app: Flask, sandbox: World) -> None:
    failed: list[BaseException] = []
    clock_id = clock_of(sandbox).id

    def work() -> None:
        try:
            with app.app_context():
                run_sandbox_clock(clock_id, 1)
        except BaseException as wrong:  # noqa: BLE001  # told by the test, not by the thread
            failed.append(wrong)

    session().rollback()
    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert failed == []


def _arrive(app: Flask, settings: Settings, sandbox: World) -> None:
    forget_queued()
    move(sandbox, ENDS)
    # Several nodes share a server's database; a file is served by one machine and its threads.
    if settings.database_url.startswith("postgresql"):
        _work_by_two_processes(settings, sandbox)
    else:
        _run_twice_at_once(app, sandbox)


def _work_by_two_processes(settings: Settings, sandbox: World) -> None:
    """Both are at it until the clock has arrived: what one has done the other finds done."""
    clock_id = clock_of(sandbox).id

    def both_worked() -> bool:
        runs = runs_of(sandboxes.RUN_JOB)
        if {worker for worker, state in runs if state == "SUCCESS"} < {"one", "two"}:
            _run_also(clock_id)
            return False
        return {state for _worker, state in runs} == {"SUCCESS"}

    with real_worker(settings, worker_id="one"), real_worker(settings, worker_id="two"):
        until(both_worked)


@command
def _run_also(clock_id: UUID) -> None:
    jobs.enqueue(sandboxes.RUN_JOB, clock_id)


def _orders(task: Task) -> list[tuple[str, str]]:
    found = sa.select(SupervisionOrder.colour, SupervisionOrder.issued_on).where(
        SupervisionOrder.task_id == task.id
    )
    ordered = found.order_by(SupervisionOrder.issued_on)
    return [(colour, str(day)) for colour, day in session().execute(ordered)]


def _days(model: type[WorkSheet] | type[TaskReminder], *which: sa.ColumnElement[bool]) -> list[str]:
    column = model.made_on if model is WorkSheet else model.reminded_on
    return [str(day) for day in session().scalars(sa.select(column).where(*which).order_by(column))]
