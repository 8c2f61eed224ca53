"""The .ics file: one entry that moves and disappears with the meeting, at the right hour."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from coop.core.errors import NotFound
from coop.core.language import SHANGHAI
from coop.mechanisms.meetings import calendar_file
from coop.mechanisms.meetings.service import convening
from tests.mechanisms.meetings import make


def read(world, made):
    with make.at(make.NOTICE_AT):
        data = calendar_file.meeting_ics(world.cq.liaison, made.id).content
    calendar = Calendar.from_ical(data)
    return calendar, calendar.walk("VEVENT")[0]


def postponed(world, made):
    with make.at(make.NOTICE_AT):
        return convening.postpone_meeting(
            world.sc.convener,
            made.id,
            expected_version=make.version_of(made),
            reason="改期",
            starts_at=datetime(2026, 9, 29, 9, 0, tzinfo=SHANGHAI),
            ends_at=datetime(2026, 9, 29, 11, 0, tzinfo=SHANGHAI),
        )


def test_it_begins_at_the_wall_clock_time_of_shanghai(world):
    made = make.meeting(world, "notified")
    calendar, event = read(world, made)
    assert calendar["METHOD"] == "REQUEST"
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(2026, 9, 22, 6, 30, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["SEQUENCE"] == 0


def test_the_zone_is_defined_with_an_onset_before_the_meeting(world):
    calendar, event = read(world, make.meeting(world, "notified"))
    zone = calendar.walk("VTIMEZONE")[0]
    assert zone["TZID"] == "Asia/Shanghai"
    starts = event.decoded("DTSTART").replace(tzinfo=None)
    onsets = sorted(
        (part.decoded("DTSTART").replace(tzinfo=None), part.decoded("TZOFFSETTO"))
        for part in zone.subcomponents
        if part.decoded("DTSTART").replace(tzinfo=None) <= starts
    )
    assert onsets, "no onset covers the day"
    assert onsets[-1][1].total_seconds() == 8 * 3600


def test_a_postponement_keeps_the_uid_and_raises_the_sequence(world):
    made = make.meeting(world, "notified")
    _, before = read(world, made)
    _, after = read(world, postponed(world, made))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after.decoded("DTSTART").astimezone(SHANGHAI).day == 29


def test_cancelling_overtakes_every_request(world):
    made = postponed(world, make.meeting(world, "notified"))
    _, before = read(world, made)
    with make.at(make.NOTICE_AT):
        made = convening.cancel_meeting(
            world.sc.convener, made.id, expected_version=made.version, reason="取消"
        )
    calendar, event = read(world, made)
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["UID"] == before["UID"]
    assert event["SEQUENCE"] > before["SEQUENCE"]


def test_what_leaves_time_and_place_alone_leaves_the_sequence(world):
    made = make.meeting(world, "notified")
    make.confirm(world.cq, made)
    _, event = read(world, made)
    assert event["SEQUENCE"] == 0


def test_strangers_get_none(world):
    made = make.meeting(world, "notified")
    with pytest.raises(NotFound):
        calendar_file.meeting_ics(world.stranger, made.id)
