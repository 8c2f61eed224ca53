"""Planning, demanding, moving and cancelling meetings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from coop.core.errors import Conflict, Duplicate, Forbidden, IllegalTransition, Invalid, NotFound
from coop.core.language import SHANGHAI
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.service import convening, meetings
from tests.mechanisms.meetings import make


def day(year: int, month: int, number: int) -> dict[str, datetime]:
    starts = datetime(year, month, number, 9, tzinfo=SHANGHAI)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}


def problem(refused: pytest.ExceptionInfo[Invalid]) -> tuple[str, str]:
    return refused.value.problems[0].pointer, refused.value.problems[0].code


def test_the_party_whose_turn_it_is_hosts_and_the_meeting_is_named_by_its_number(world):
    made = make.planned(world)
    assert (made.state, made.host_id, made.ordinal) == ("planned", world.sc.id, 1)
    assert made.title == "联席会议第1次全体会议"
    assert make.told_of(made.id)[:2] == (("meeting.plan",), ("meeting.changed",))
    assert make.planned(world).ordinal == 2
    assert make.planned(world, kind="special").ordinal == 1


def test_only_the_secretariat_of_that_days_host_plans(world):
    facts = {"agreement_id": world.agreement_id, "kind": "plenary", **day(2026, 9, 22)}
    with make.at(make.PLANNED_AT):
        for actor in (world.cq.secretary, world.sc.liaison, world.sc.convener):
            with pytest.raises(Forbidden):
                meetings.plan_meeting(actor, **facts)
        with pytest.raises(NotFound):
            meetings.plan_meeting(world.stranger, **facts)


def test_a_day_without_a_host_is_refused(world):
    with make.at("2028-01-04T09:00"), pytest.raises((Conflict, Invalid)):
        meetings.plan_meeting(
            world.sc.secretary,
            agreement_id=world.agreement_id,
            kind="plenary",
            **day(2028, 3, 1),
        )


def test_a_taken_ordinal_is_refused_by_its_name(world):
    make.planned(world, ordinal=6)
    with pytest.raises(Duplicate) as refused:
        make.planned(world, ordinal=6)
    assert refused.value.facts["value"] == "第6次全体会议"


def test_a_year_without_calendar_is_refused_naming_the_field(world):
    with pytest.raises(Invalid) as refused:
        make.planned(world, **day(2028, 3, 1))
    assert problem(refused) == ("/starts_at", "calendar_year_missing")


def test_next_year_is_planned_provisionally_by_next_years_host(world):
    with make.at("2026-12-28T09:00"):
        made = meetings.plan_meeting(
            world.cq.secretary,
            agreement_id=world.agreement_id,
            kind="plenary",
            **day(2027, 1, 12),
        )
        demanded = meetings.demand_meeting(
            world.cy.liaison, agreement_id=world.agreement_id, reason="风险", **day(2027, 1, 12)
        )
    assert made.host_id == world.cq.id
    deadline = make.seen(world.cy.liaison, demanded).deadlines[0]
    assert (deadline.kind, deadline.is_provisional) == ("hold_by", True)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"ends_at": make.STARTS}, ("/ends_at", "ends_before_start")),
        (day(2026, 9, 9), ("/starts_at", "in_the_past")),
        ({"items_until_on": date(2026, 9, 23)}, ("/items_until_on", "after_the_meeting")),
    ],
)
def test_impossible_times_are_refused(world, changed, expected):
    with pytest.raises(Invalid) as refused:
        make.planned(world, **changed)
    assert problem(refused) == expected


def test_any_party_demands_an_extraordinary_meeting_within_fifteen_working_days(world):
    with make.at("2026-09-21T09:00"):
        made = meetings.demand_meeting(
            world.cy.liaison, agreement_id=world.agreement_id, reason="风险", **day(2026, 10, 12)
        )
        with pytest.raises(Forbidden):
            meetings.demand_meeting(
                world.cy.handler, agreement_id=world.agreement_id, reason="x", **day(2026, 10, 12)
            )
        with pytest.raises(NotFound):
            meetings.demand_meeting(
                world.strangers.liaison,
                agreement_id=world.agreement_id,
                reason="x",
                **day(2026, 10, 12),
            )
    assert (made.kind, made.demanded_by_id) == ("ad_hoc", world.cy.id)
    assert made.hold_by_on == date(2026, 10, 19)
    with make.at("2026-10-19T23:00"):
        assert not make.seen(world.sc.liaison, made).is_overdue_demand
    with make.at("2026-10-20T00:10"):
        assert make.seen(world.sc.liaison, made).is_overdue_demand


def test_editing_changes_what_does_not_move_the_meeting(world):
    made = make.planned(world)
    with make.at(make.PLANNED_AT):
        made = meetings.edit_meeting(
            world.sc.secretary, made.id, expected_version=made.version, title="第一次联席会议"
        )
        assert (made.title, made.calendar_sequence) == ("第一次联席会议", 0)
        made = meetings.edit_meeting(
            world.sc.secretary, made.id, expected_version=made.version, place="二楼"
        )
    assert (made.place, made.calendar_sequence) == ("二楼", 1)
    assert make.told_of(made.id).actions[-1] == "meeting.edit"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("planned", "collecting"),
        ("collecting", "collecting"),
        ("scheduled", "scheduled"),
        ("notified", "scheduled"),
    ],
)
def test_postponing_goes_back_to_where_the_notice_can_be_sent_again(world, before, after):
    made = make.meeting(world, before)
    with make.at(make.NOTICE_AT):
        moved = convening.postpone_meeting(
            world.sc.convener,
            made.id,
            expected_version=make.version_of(made),
            reason="主要负责同志另有公务",
            **day(2026, 9, 29),
        )
    assert (moved.state, moved.calendar_sequence) == (after, 1)
    view = make.seen(world.cq.liaison, moved)
    assert view.receipts == ()
    assert view.starts_at == day(2026, 9, 29)["starts_at"]


def test_after_a_postponement_every_party_signs_for_the_new_notice(world):
    made = make.meeting(world, "notified")
    with make.at(make.NOTICE_AT):
        moved = convening.postpone_meeting(
            world.sc.convener,
            made.id,
            expected_version=made.version,
            reason="改期",
            **day(2026, 9, 29),
        )
    again = make.notify(world, moved)
    assert again.notice_document_id != made.id
    assert len(make.seen(world.cq.liaison, again).receipts) == 3


def test_only_the_hosts_convener_postpones_and_cancels(world):
    made = make.meeting(world, "notified")
    for actor in (world.sc.secretary, world.cq.convener):
        with pytest.raises(Forbidden):
            convening.cancel_meeting(actor, made.id, expected_version=made.version, reason="x")
        with pytest.raises(Forbidden):
            convening.postpone_meeting(
                actor, made.id, expected_version=made.version, reason="x", **day(2026, 9, 29)
            )


def test_a_cancelled_meeting_takes_nothing_more(world):
    made = make.meeting(world, "notified")
    with make.at(make.NOTICE_AT):
        made = convening.cancel_meeting(
            world.sc.convener, made.id, expected_version=made.version, reason="并入下次会议"
        )
    assert made.state == "cancelled"
    view = make.seen(world.sc.convener, made)
    assert (view.allowed_actions, view.receipts, view.reason) == ((), (), "并入下次会议")
    with pytest.raises(IllegalTransition) as refused:
        convening.cancel_meeting(
            world.sc.convener, made.id, expected_version=made.version, reason="x"
        )
    assert refused.value.allowed_actions == ()


def test_a_held_meeting_is_neither_moved_nor_cancelled(world):
    made = make.meeting(world, "held")
    with make.at(make.HELD_AT), pytest.raises(IllegalTransition):
        convening.cancel_meeting(
            world.sc.convener, made.id, expected_version=made.version, reason="x"
        )


def test_lists_are_filtered_by_the_chinese_year(world):
    with make.at("2026-12-28T09:00"):
        made = meetings.plan_meeting(
            world.cq.secretary,
            agreement_id=world.agreement_id,
            kind="special",
            starts_at=datetime(2027, 1, 1, 0, 30, tzinfo=SHANGHAI),
            ends_at=datetime(2027, 1, 1, 2, 0, tzinfo=SHANGHAI),
        )
    make.planned(world)
    found = queries.list_meetings(world.cy.liaison, limit=10, year=2027)
    assert [one.id for one in found.items] == [made.id]
    assert queries.list_meetings(world.stranger, limit=10).items == ()


def test_a_meeting_moved_into_another_term_is_hosted_by_that_terms_institution(world):
    made = make.meeting(world, "scheduled")
    with make.at(make.NOTICE_AT):
        moved = convening.postpone_meeting(
            world.sc.convener,
            made.id,
            expected_version=made.version,
            reason="跨年改期",
            **day(2027, 1, 12),
        )
    assert moved.host_id == world.cq.id
    view = make.seen(world.cq.secretary, moved)
    assert (view.host_name, "send_notice" in view.allowed_actions) == ("重庆金融监管局", True)
    assert "send_notice" not in make.seen(world.sc.secretary, moved).allowed_actions
