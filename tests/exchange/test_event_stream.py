"""GET /events: one institution's events in order, without gaps, and nobody else's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from coop.core.db import command, session
from coop.core.errors import BadRequest, NotFound
from coop.core.events import DISPATCH_JOB
from coop.exchange import stream
from tests.exchange.made import Door, event_ids, everyone, queued_jobs, system_of, tell
from tests.world import World


def test_an_institution_reads_its_events_in_order_and_asks_after_the_last(world: World) -> None:
    for number in range(5):
        tell(world, audience=everyone(world), note=f"note {number}")
    reader = system_of(world.sc, world)
    first = stream.list_events(reader, limit=3)
    rest = stream.list_events(reader, after=first.next, limit=3)
    assert [one.position for one in (*first.items, *rest.items)] == [1, 2, 3, 4, 5]
    assert [one.data["last_error"] for one in rest.items] == ["note 3", "note 4"]
    assert (first.next, rest.next) == (3, 5)


def test_asking_after_the_end_answers_nothing_and_the_same_position(world: World) -> None:
    tell(world, audience=everyone(world))
    page = stream.list_events(system_of(world.sc, world), after=40)
    assert (page.items, page.next) == ((), 40)


def test_an_event_exists_only_for_its_audience_and_leaves_no_gap_elsewhere(world: World) -> None:
    tell(world, audience=(world.sc.id,))
    tell(world, audience=(world.sc.id, world.cq.id))
    tell(world, audience=(world.cq.id,))
    of_sc = stream.list_events(system_of(world.sc, world)).items
    of_cq = stream.list_events(system_of(world.cq, world)).items
    of_cy = stream.list_events(system_of(world.cy, world)).items
    assert [one.position for one in of_sc] == [1, 2]
    assert [one.position for one in of_cq] == [1, 2]
    assert of_sc[1].id == of_cq[0].id
    assert of_cy == ()


def test_a_stranger_finds_no_such_agreement(world: World) -> None:
    tell(world, audience=everyone(world))
    with pytest.raises(NotFound):
        stream.list_events(world.stranger, agreement_id=world.agreement_id)
    assert stream.list_events(world.stranger).items == ()


def test_who_acts_under_several_agreements_must_name_one(world: World) -> None:
    one = system_of(world.sc, world)
    both = frozenset({world.agreement_id, world.other_agreement_id})
    with pytest.raises(BadRequest) as refused:
        stream.list_events(
            type(one)(one.kind, one.id, one.name, one.institution_id, agreement_ids=both)
        )
    assert refused.value.code == "agreement_id_required"


def test_a_command_that_fails_leaves_neither_event_nor_job(world: World) -> None:
    @command
    def tell_and_fail() -> None:
        tell.__wrapped__(world, audience=everyone(world))  # type: ignore[attr-defined]
        raise RuntimeError("after everything was said")

    with pytest.raises(RuntimeError):
        tell_and_fail()
    assert event_ids() == []
    assert queued_jobs(DISPATCH_JOB) == []


def test_a_commit_enqueues_exactly_one_dispatch_per_event(world: World) -> None:
    tell(world, audience=everyone(world))
    tell(world, audience=everyone(world))
    assert sorted(queued_jobs(DISPATCH_JOB)) == event_ids()


def test_parallel_commands_leave_no_gap_and_no_double_position(app: Flask, world: World) -> None:
    def tell_ten(_number: int) -> None:
        with app.app_context():
            for _ in range(10):
                tell(world, audience=(world.sc.id, world.cq.id))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tell_ten, range(4)))
    session().rollback()
    for team in (world.sc, world.cq):
        items = stream.list_events(system_of(team, world), limit=200).items
        assert [one.position for one in items] == list(range(1, 41))


def test_the_api_answers_the_stream_with_the_next_position(app: Flask, world: World) -> None:
    tell(world, audience=everyone(world), note="第一条")
    answer = Door(app, world, world.sc).call("GET", "/events?after=0&limit=1")
    assert answer.status_code == 200
    assert answer.json["next"] == 1
    assert answer.json["items"][0]["data"]["last_error"] == "第一条"
    assert answer.json["items"][0]["type"] == "webhook.failing"


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "since=3", "cursor=4"])
def test_the_api_refuses_a_query_it_does_not_know(app: Flask, world: World, query: str) -> None:
    assert Door(app, world, world.sc).call("GET", f"/events?{query}").status_code == 400


def test_the_api_needs_the_scope_of_events(app: Flask, world: World) -> None:
    answer = Door(app, world, world.sc, scopes="webhooks:read").call("GET", "/events")
    assert (answer.status_code, answer.json["code"]) == (403, "scope_missing")
