"""Who is there: one entry of the list, checking in, holding the meeting under a lower quorum."""

from __future__ import annotations

from datetime import date

from coop.core.actor import SYSTEM
from coop.mechanisms.meetings.service import attendance, convening
from coop.registry import agreements
from tests.mechanisms.meetings import make


def hold(world, made):
    return convening.hold_meeting(
        world.sc.secretary, made.id, expected_version=make.version_of(made)
    )


def entry(world, made, code):
    people = make.seen(world.sc.secretary, made).attendance
    return next(one for one in people if one.name.startswith(code))


def check_in(world, made, code, **times):
    found = entry(world, made, code)
    facts = [{"attendance_id": found.id, **times}]
    return attendance.check_in(world.sc.secretary, made.id, entries=facts)


def two_of_three(world):
    agreements.add_version(
        SYSTEM,
        world.agreement_id,
        in_force_from=date(2026, 1, 1),
        settings={"quorum_rule": "k_of_n", "quorum_count": 2},
    )
