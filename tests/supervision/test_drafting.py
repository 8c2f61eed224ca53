"""Tasks come to be: by hand, or inside another wing's command (scenario 7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.events import EventPosition, EventRow
from coop.supervision import queries, service
from coop.supervision.models import Task
from tests.supervision.stages import DUE_ON, draft_fields, opened, told_of, view_of


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def test_a_resolution_with_owner_and_day_becomes_one_assigned_task(world):
    due_on = date(2026, 11, 30)
    task = opened(world.sc.secretary, world=world, co_ids=[world.sc.id], due_on=due_on)

    view = view_of(world, task)

    assert (view.state, view.lead.id, view.due_on) == ("assigned", world.cq.id, due_on)
    assert [part.institution.id for part in view.parts] == [world.sc.id]
    assert (view.source_kind, view.source_url) == ("resolution", "/minutes/7")
    assert told_of(task.id).action == "task.open"
    assert told_of(task.id).event == "task.assigned"


def test_open_task_works_only_inside_a_command(world):
    with pytest.raises(RuntimeError):
        service.open_task(world.sc.secretary, **draft_fields(world))


def test_tasks_are_numbered_within_the_year_without_gaps(world, at):
    ordinals = [opened(world.sc.secretary, world=world).ordinal for _ in range(3)]
    assert ordinals == [1, 2, 3]
    with at("2027-01-04T09:00"):
        task = opened(world.cq.secretary, world=world, due_on=date(2027, 6, 1))
    assert (task.year, task.ordinal) == (2027, 1)


def test_a_late_resolution_still_makes_its_task(world):
    task = opened(world.sc.secretary, world=world, due_on=date(2026, 9, 1))
    assert view_of(world, task).colour == "red"


def test_an_outsider_is_no_lead(world):
    with pytest.raises(Invalid) as refused:
        opened(world.sc.secretary, world=world, lead_id=world.strangers.id)
    assert refused.value.problems[0].pointer == "/lead_id"


def test_the_lead_is_no_co_organiser(world):
    with pytest.raises(Invalid) as refused:
        opened(world.sc.secretary, world=world, co_ids=[world.cq.id])
    assert refused.value.problems[0].code == "lead_is_co_organiser"


# --------------------------------------------------------------------------- by hand


def test_the_hosts_secretariat_drafts_and_assigns(world):
    draft = service.draft_task(world.sc.secretary, **draft_fields(world))
    assert (draft.state, draft.ordinal) == ("draft", None)
    assert told_of(draft.id).event == "task.drafted"

    task = service.assign_task(world.sc.secretary, draft.id, expected_version=draft.version)

    assert (task.state, task.ordinal) == ("assigned", 1)
    assert told_of(task.id).action == "task.assign"
    assert view_of(world, task).acceptance_due_on == date(2026, 9, 24)


def test_only_the_secretariat_of_todays_host_drafts(world, at):
    for actor in (world.cq.secretary, world.sc.handler, world.sc.convener):
        with pytest.raises(Forbidden):
            service.draft_task(actor, **draft_fields(world))
    with at("2027-01-04T09:00"):
        fields = draft_fields(world, due_on=date(2027, 3, 1))
        assert service.draft_task(world.cq.secretary, **fields).state == "draft"


def test_a_stranger_drafts_nothing_under_our_agreement(world):
    with pytest.raises(NotFound):
        service.draft_task(world.stranger, **draft_fields(world))


def test_a_draft_exists_only_for_the_institution_that_writes_it(world):
    draft = service.draft_task(world.sc.secretary, **draft_fields(world))

    assert queries.get_task(world.sc.liaison, draft.id).state == "draft"
    with pytest.raises(NotFound):
        queries.get_task(world.cq.liaison, draft.id)
    assert queries.list_tasks(world.cq.liaison, limit=10).items == ()
    told = sa.select(EventPosition.institution_id).join(
        EventRow, EventRow.id == EventPosition.event_id
    )
    assert set(session().scalars(told)) == {world.sc.id}


def test_an_edit_changes_what_it_names_and_keeps_the_rest(world):
    parts = [{"institution_id": world.cy.id, "text": "提供案例"}]
    draft = service.draft_task(world.sc.secretary, **draft_fields(world, parts=parts))

    draft = service.edit_task(
        world.sc.secretary,
        draft.id,
        due_on=date(2026, 9, 30),
        title="建立台账",
        expected_version=draft.version,
    )

    view = queries.get_task(world.sc.secretary, draft.id)
    assert (view.title, view.demand) == ("建立台账", "按月报送移送台账")
    assert view.original_due_on == date(2026, 9, 30)
    assert [(one.text, one.due_on) for one in view.parts] == [("提供案例", date(2026, 9, 30))]
    assert told_of(draft.id).action == "task.edit"


def test_an_edit_of_a_stale_draft_is_refused(world):
    draft = service.draft_task(world.sc.secretary, **draft_fields(world))
    read = draft.version
    service.edit_task(world.sc.secretary, draft.id, title="甲", expected_version=read)
    with pytest.raises(Stale):
        service.edit_task(world.sc.secretary, draft.id, title="乙", expected_version=read)


def test_an_assigned_task_is_edited_no_more(world):
    task = opened(world.sc.secretary, world=world)
    with pytest.raises(IllegalTransition):
        service.edit_task(world.sc.secretary, task.id, title="改", expected_version=task.version)


def test_a_discarded_draft_gets_no_number(world):
    draft = service.draft_task(world.sc.secretary, **draft_fields(world))
    gone = service.discard_task(world.sc.secretary, draft.id, expected_version=draft.version)
    assert (gone.state, gone.ordinal) == ("cancelled", None)
    assert opened(world.sc.secretary, world=world).ordinal == 1


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"due_on": date(2026, 9, 17)}, "/due_on"),
        ({"source_url": "https://example.org/x"}, "/source_url"),
        ({"source_url": "//example.org/x"}, "/source_url"),
        ({"source_url": "/\\example.org"}, "/source_url"),
        ({"source_url": "javascript:alert(1)"}, "/source_url"),
        (
            {"milestones": [{"planned_on": date(2026, 10, 10), "text": "初稿"}]},
            "/milestones/0/planned_on",
        ),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused_and_nothing_is_kept(world, changes, pointer):
    with pytest.raises(Invalid) as refused:
        service.draft_task(world.sc.secretary, **draft_fields(world, **changes))
    assert refused.value.problems[0].pointer == pointer
    assert session().scalar(sa.select(sa.func.count()).select_from(Task)) == 0


def test_a_part_is_not_due_after_its_task(world):
    late = [{"institution_id": world.cy.id, "due_on": date(2026, 10, 10)}]
    with pytest.raises(Invalid) as refused:
        service.draft_task(world.sc.secretary, **draft_fields(world, parts=late))
    assert refused.value.problems[0].pointer == "/parts/0/due_on"


def test_a_draft_whose_day_has_passed_is_not_assigned(world, at):
    draft = service.draft_task(world.sc.secretary, **draft_fields(world))
    with at("2026-10-10T09:00"), pytest.raises(Invalid):
        service.assign_task(world.sc.secretary, draft.id, expected_version=draft.version)
    assert queries.get_task(world.sc.secretary, draft.id).due_on == DUE_ON


def test_tasks_opened_at_the_same_time_get_consecutive_numbers(app, world):
    def open_one(_number: int) -> int:
        with app.app_context():
            return opened(world.sc.secretary, world=world).ordinal

    with ThreadPoolExecutor(max_workers=6) as pool:
        ordinals = list(pool.map(open_one, range(12)))

    years = session().scalars(sa.select(Task.year).distinct())
    assert len(list(years)) == 1
    assert sorted(ordinals) == list(range(1, 13))
