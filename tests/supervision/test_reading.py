"""What is seen of tasks, by whom; worklists."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from coop.core.actor import SYSTEM
from coop.core.errors import NotFound
from coop.supervision import queries, service, worklists
from tests.supervision.stages import accepted, opened, submitted, view_of
from tests.waiting import waiting as on_desk


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def titles(page):
    return [one.title for one in page.items]


def test_strangers_see_no_task_in_any_way(world):
    task = opened(world.sc.secretary, world=world)
    with pytest.raises(NotFound):
        queries.get_task(world.stranger, task.id)
    assert queries.list_tasks(world.stranger, limit=10).items == ()
    ours = queries.list_tasks(world.stranger, limit=10, agreement_id=world.agreement_id)
    assert ours.items == ()
    assert waiting(world.strangers.handler) == []
    with pytest.raises(NotFound):
        worklists.missing_reports(world.stranger, world.agreement_id, week_on=date(2026, 9, 14))


def test_a_part_is_as_invisible_as_its_task(world):
    task = opened(world.sc.secretary, world=world, co_ids=[world.cy.id])
    part = view_of(world, task).parts[0]
    assert queries.get_part(world.sc.liaison, part.id).task_id == task.id
    with pytest.raises(NotFound):
        queries.get_part(world.stranger, part.id)
    with pytest.raises(NotFound):
        queries.get_part(world.sc.liaison, UUID(int=1))


def test_lists_are_paged_by_due_day_without_loss(world):
    for number in (3, 1, 2, 1):
        opened(world.sc.secretary, world=world, title=f"第{number}", due_on=date(2026, 11, number))
    seen, cursor = [], None
    while True:
        page = queries.list_tasks(world.cy.liaison, limit=1, cursor=cursor)
        seen += titles(page)
        cursor = page.next
        if cursor is None:
            break
    assert seen == ["第1", "第1", "第2", "第3"]


def test_lists_narrow_by_state_lead_source_and_own_institution(world):
    opened(world.sc.secretary, world=world, title="甲")
    accepted(world, title="乙", lead_id=world.cy.id, co_ids=[world.sc.id])
    opened(world.sc.secretary, world=world, title="丙", source_id=UUID(int=8))

    def found(actor=world.sc.liaison, **filters):
        return titles(queries.list_tasks(actor, limit=10, **filters))

    assert found(state="in_progress") == ["乙"]
    assert found(lead_id=world.cq.id) == ["甲", "丙"]
    assert found(source_id=UUID(int=8)) == ["丙"]
    assert found(source_kind="consultation") == []
    assert found(mine="true") == ["乙"]
    assert found(world.cy.liaison, mine="true") == ["乙"]
    assert found(overdue="true") == []
    assert found(SYSTEM, state="in_progress") == ["乙"]


def test_allowed_actions_are_those_of_the_post(world):
    task = opened(world.sc.secretary, world=world)

    def allowed(actor):
        return queries.get_task(actor, task.id).allowed_actions

    assert allowed(world.cq.handler) == ("accept", "refuse")
    assert allowed(world.sc.convener) == ("suspend", "cancel")
    assert allowed(world.cy.handler) == ()


def test_the_follow_up_list_holds_every_open_task_and_no_finished_one(world):
    opened(world.sc.secretary, world=world, title="近", due_on=date(2026, 9, 21))
    accepted(world, title="远", due_on=date(2026, 12, 31))
    gone = opened(world.sc.secretary, world=world, title="撤")
    service.cancel_task(
        world.sc.convener, gone.id, reason="情况变化", expected_version=gone.version
    )

    found = worklists.open_actions(world.agreement_id)

    assert [(one.title, one.colour, one.lead) for one in found] == [
        ("近", "blue", "重庆金融监管局"),
        ("远", "none", "重庆金融监管局"),
    ]
    assert worklists.open_actions(world.other_agreement_id) == ()


def test_a_missing_weekly_report_is_listed_with_the_liaisons_name(world, at):
    task = accepted(world, due_on=date(2026, 11, 30))
    with at("2026-09-28T09:00"):
        owed = worklists.missing_reports(
            world.sc.secretary, world.agreement_id, week_on=date(2026, 9, 24)
        )
        assert [(one.task_id, one.institution, one.liaisons) for one in owed] == [
            (task.id, "重庆金融监管局", ("CQliaison",))
        ]
        listed = queries.list_tasks(world.sc.secretary, limit=10, unreported="true").items
        assert [(one.id, one.lead_liaison) for one in listed] == [(task.id, "CQliaison")]
    with at("2026-09-22T09:00"):
        service.report_progress(world.cq.handler, task.id, percent=10, text="已摸底")
    assert (
        worklists.missing_reports(world.sc.secretary, world.agreement_id, week_on=date(2026, 9, 21))
        == ()
    )


# --------------------------------------------------------------------------- the desk


def waiting(actor):
    return [found[:3] for found in on_desk(worklists.waiting, actor)]


def test_each_finds_what_waits_for_the_own_post(world):
    task = opened(world.sc.secretary, world=world, co_ids=[world.cy.id])
    assert waiting(world.cq.handler) == [("sign_for", "签收任务", date(2026, 9, 24))]
    assert waiting(world.cy.handler) == [("sign_for", "签收配合事项", task.due_on)]
    assert waiting(world.sc.secretary) == []

    task = service.accept_task(world.cq.handler, task.id, expected_version=task.version)
    assert waiting(world.cq.handler) == [("do", "办理任务", task.due_on)]

    task = service.ask_extension(
        world.cq.handler,
        task.id,
        reason="待统一口径",
        new_due_on=date(2026, 10, 30),
        expected_version=task.version,
    )
    assert waiting(world.sc.secretary) == [("review", "答复延期", task.due_on)]
    assert waiting(world.sc.convener) == [("review", "答复延期", task.due_on)]


def test_a_dispute_waits_for_the_host_and_a_submission_for_who_closes(world):
    task = opened(world.sc.secretary, world=world, due_on=date(2026, 10, 8))
    service.refuse_task(
        world.cq.handler, task.id, reason="不属本单位", expected_version=task.version
    )
    submitted(world)
    submitted(world, lead_id=world.sc.id, due_on=date(2026, 10, 30))
    assert waiting(world.sc.secretary) == [
        ("review", "裁定异议", date(2026, 10, 8)),
        ("review", "核验销号", date(2026, 10, 9)),
    ]
    assert waiting(world.cq.secretary) == [("review", "核验销号", date(2026, 10, 30))]
    assert waiting(world.cy.secretary) == []


def test_this_weeks_report_waits_until_it_is_filed(world, at):
    task = accepted(world)
    with at("2026-09-21T09:00"):
        # 09-24 is the last working day before the holiday.
        weekly = ("do", "填报周报", date(2026, 9, 24))
        assert weekly in waiting(world.cq.handler)
        service.report_progress(world.cq.handler, task.id, percent=10, text="已摸底")
        assert weekly not in waiting(world.cq.handler)
