"""Every computed day of 2025 and 2026 against a count made day by day from the State Council's
notices, written apart from the calendar's own arithmetic.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.service import clocks, confirmation
from coop.registry import calendars, deadlines
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World

RESTS = {
    2025: "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
}
WORKED = {
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}
KINDS = {
    ("delegated", None): 30,
    ("entrusted", "ordinary"): 15,
    ("entrusted", "summary"): 7,
}
FIRST, LAST = date(2025, 1, 2), date(2026, 7, 31)


def _listed(year: int, told: str) -> set[date]:
    found = set()
    for span in told.split():
        first, _, last = span.partition("-")
        day = date(year, int(first[:2]), int(first[2:]))
        until = date(year, int(last[:2]), int(last[2:])) if last else day
        while day <= until:
            found.add(day)
            day += timedelta(days=1)
    return found


OFF = {day for year, told in RESTS.items() for day in _listed(year, told)}
ON = {day for year, told in WORKED.items() for day in _listed(year, told)}


def works(day: date) -> bool:
    """Whether offices work that day."""
    if day in ON:
        return True
    return day not in OFF and day.isoweekday() not in {6, 7}


def calendar_days(start: date, count: int) -> date:
    """The start is not counted; a rest day at the end gives way to the next day of work."""
    day = start
    for _ in range(count):
        day += timedelta(days=1)
    while not works(day):
        day += timedelta(days=1)
    return day


def working_days(start: date, count: int) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= works(day)
    return day


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    for year in RESTS:
        calendars.load_known_year(SYSTEM, year)
    return cast_of(world)


def test_every_start_day_of_two_years_gives_the_oracles_day(cast: Cast) -> None:
    day = FIRST
    while day <= date(2026, 11, 30):
        for count in (7, 15, 30):
            found = deadlines.due(cast.world.agreement_id, day, count, "calendar_day")
            assert found.on == calendar_days(day, count), (day, count)
        for count in (2, 3):
            found = deadlines.due(cast.world.agreement_id, day, count, "working_day")
            assert found.on == working_days(day, count), (day, count)
        day += timedelta(days=1)
    session().rollback()


def _at(day: date, hour: int = 10) -> str:
    return f"{day}T{hour:02d}:00"


def test_the_days_of_a_dispute_are_the_oracles(cast: Cast) -> None:
    @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        offset=st.integers(0, (LAST - FIRST).days),
        kind=st.sampled_from(sorted(KINDS, key=str)),
        waited=st.integers(0, 2),
        appraised=st.integers(0, 20),
        more=st.integers(0, 25),
        ways=st.tuples(st.booleans(), st.booleans()),
    )
    def follow(  # what a dispute's days depend on
        offset: int,
        kind: tuple[str, str | None],
        waited: int,
        appraised: int,
        more: int,
        ways: tuple[bool, bool],
    ) -> None:
        is_settled, is_alone = ways
        sent_on = FIRST + timedelta(days=offset)
        made = _sent(cast, sent_on, kind, is_alone=is_alone)
        assert seen.view(cast.clerk, made).due_on == working_days(sent_on, 3)
        received_on = sent_on + timedelta(days=waited)
        made = make.accepted(cast, made, _at(received_on))
        due_on = calendar_days(received_on, KINDS[kind])
        assert seen.view(cast.clerk, made).due_on == due_on
        if is_alone:
            made = _reached(cast, made, received_on)
        day = received_on + timedelta(days=1)
        if appraised:
            made = _appraised(cast, made, day, appraised)
            due_on = calendar_days(received_on, KINDS[kind] + appraised)
            day += timedelta(days=appraised)
        if more:
            made = _extended(cast, made, day, more)
            due_on = calendar_days(due_on, more)
        assert seen.view(cast.clerk, made).due_on == due_on
        _ended(cast, made, day, is_settled=is_settled)

    follow()


def _sent(cast: Cast, on: date, kind: tuple[str, str | None], *, is_alone: bool) -> Dispute:
    """is_alone: on one side's consent, so that the mediator asks the other."""
    case_no = f"（{on.year}）川金民初{on.toordinal()}号" if kind[0] == "entrusted" else None
    with seen.at(_at(on, 8)):
        made = make.intake.register_dispute(
            cast.clerk, **make.facts(cast, pre_filing_no=None, case_no=None)
        )
        if case_no is not None:
            made = make.intake.edit_dispute(
                cast.clerk, made.id, expected_version=made.version, case_no=f"{case_no}{made.id}"
            )
    for party_id in seen.party_ids(cast, made)[: 1 if is_alone else 2]:
        made = make.consent(cast.clerk, made, party_id, _at(on, 9))
    if not is_alone:
        shown = seen.view(cast.clerk, made)
        assert seen.day_of(shown, "selection").due_on == working_days(on, 2)
        assert seen.day_of(shown, "appointment").due_on == working_days(on, 3)
    return make.referred(
        cast,
        made,
        _at(on),
        kind=kind[0],
        procedure=kind[1],
        mode="online" if is_alone else "offline",
    )


def _reached(cast: Cast, made: Dispute, on: date) -> Dispute:
    contact = seen.day_of(seen.view(cast.clerk, made), "contact")
    assert contact.due_on == working_days(on, 3)
    return make.consent(cast.mediator, made, seen.party_ids(cast, made)[1], _at(on, 11))


def _appraised(cast: Cast, made: Dispute, on: date, days: int) -> Dispute:
    with seen.at(_at(on)):
        clocks.start_appraisal(
            cast.desk, made.id, expected_version=seen.version_of(made), subject="价值"
        )
    with seen.at(_at(on + timedelta(days=days))):
        return clocks.stop_appraisal(cast.desk, made.id, expected_version=seen.version_of(made))


def _extended(cast: Cast, made: Dispute, on: date, days: int) -> Dispute:
    for party_id in seen.party_ids(cast, made):
        made = make.agree(cast, made, party_id, days, _at(on))
    return make.extend(cast, made, days, _at(on, 11))


def _ended(cast: Cast, made: Dispute, on: date, *, is_settled: bool) -> None:
    if not is_settled:
        made = make.reported(cast, make.failed(cast, made, when=_at(on, 12)), _at(on, 13))
        acknowledge = seen.day_of(seen.view(cast.clerk, made), "acknowledgement")
        assert acknowledge.due_on == working_days(on, 3)
        shown = seen.view(cast.clerk, make.acknowledged(cast, made, _at(on, 14)))
        if shown.case_no is None:
            assert seen.day_of(shown, "filing").due_on == calendar_days(on, 7)
        return
    made = make.signed(cast, make.settled(cast, made, when=_at(on, 12)), _at(on, 13))
    settlement = seen.settlement_of(cast, made)
    last = calendar_days(on, 30)
    assert seen.day_of(settlement, "confirmation").due_on == last
    make.apply(cast, made, _at(last))
    with seen.at(_at(last, 11)):
        confirmation.accept_application(
            cast.clerk,
            settlement.id,
            expected_version=seen.settlement_version(settlement.id),
        )
    shown = seen.settlement_of(cast, made)
    assert seen.day_of(shown, "ruling").due_on == calendar_days(last, 30)
