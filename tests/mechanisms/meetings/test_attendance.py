"""The list of who takes part: guests observe, liaisons keep to their own, the end of a meeting."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Conflict, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.mechanisms.meetings.service import attendance, convening
from tests.mechanisms.meetings import make
from tests.mechanisms.meetings.attending import check_in, entry


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.HELD_AT):
        yield


# --------------------------------------------------------------------------- the list


def test_guests_of_other_organisations_only_observe(world):
    made = make.meeting(world, "notified")
    guest = make.person("法学教授", "observer", organisation="某大学")
    attendance.invite(world.sc.secretary, made.id, attendees=[guest])
    found = entry(world, made, "法学教授")
    assert (found.institution_id, found.institution_name) == (None, "某大学")
    with pytest.raises(Invalid) as refused:
        attendance.edit_attendance(
            world.sc.secretary, found.id, expected_version=found.version, capacity="present"
        )
    assert refused.value.problems[0].code == "guests_observe"
    with pytest.raises(Invalid) as refused:
        attendance.invite(world.sc.secretary, made.id, attendees=[{**guest, "capacity": "present"}])
    assert refused.value.problems[0].pointer == "/attendees/0/capacity"


def test_somebody_of_nowhere_is_refused(world):
    made = make.meeting(world, "notified")
    with pytest.raises(Invalid) as refused:
        attendance.invite(world.sc.secretary, made.id, attendees=[make.person()])
    assert refused.value.problems[0].pointer == "/attendees/0/organisation"
    outsider = make.person(institution_id=world.strangers.id)
    with pytest.raises(Invalid) as refused:
        attendance.invite(world.sc.secretary, made.id, attendees=[outsider])
    assert refused.value.problems[0].code == "not_a_party"


def test_a_liaison_changes_only_the_own_partys_entries_and_only_before_the_meeting(world):
    made = make.meeting(world, "notified")
    make.confirm(world.cq, made, make.person("CQ甲"))
    found = entry(world, made, "CQ")
    for actor, refusal in (
        (world.cy.liaison, Forbidden),
        (world.cq.handler, Forbidden),
        (world.strangers.liaison, NotFound),
    ):
        with pytest.raises(refusal):
            attendance.edit_attendance(actor, found.id, expected_version=1, title="处长")
    with pytest.raises(Stale):
        attendance.edit_attendance(world.cq.liaison, found.id, expected_version=9, title="处长")
    attendance.edit_attendance(world.cq.liaison, found.id, expected_version=1, title="副局长")
    assert make.told_of(made.id).actions[-1] == "meeting.edit_attendance"
    held = make.hold(world, made)
    found = entry(world, held, "CQ")
    with pytest.raises(IllegalTransition):
        attendance.edit_attendance(
            world.cq.liaison, found.id, expected_version=found.version, title="处长"
        )


def test_somebody_is_removed_with_a_reason_that_is_kept(world):
    made = make.meeting(world, "notified")
    make.confirm(world.cq, made, make.person("CQ甲"), make.person("CQ乙"))
    found = entry(world, made, "CQ甲")
    attendance.remove_attendance(
        world.cq.liaison, found.id, expected_version=found.version, reason="重复登记"
    )
    names = [one.name for one in make.seen(world.cy.liaison, made).attendance]
    assert names == ["CQ乙"]
    assert make.told_of(made.id).actions[-1] == "meeting.remove_attendance"


def test_leaving_before_arriving_is_refused(world):
    made = make.meeting(world, "held")
    with pytest.raises(Invalid) as refused:
        check_in(world, made, "CQ", arrived_at=make.ENDS, left_at=make.STARTS)
    assert refused.value.problems[0].pointer == "/entries/0/left_at"


def test_checking_in_somebody_of_another_meeting_is_refused(world):
    made, other = make.meeting(world, "held"), make.meeting(world, "held")
    stray = {"attendance_id": entry(world, other, "CQ").id}
    with pytest.raises(Invalid) as refused:
        attendance.check_in(world.sc.secretary, made.id, entries=[stray])
    assert refused.value.problems[0].code == "not_attending"


# --------------------------------------------------------------------------- the end


def test_a_meeting_ends_when_every_item_has_an_outcome(world):
    made = make.meeting(world, "held")
    with pytest.raises(Conflict) as refused:
        convening.finish_meeting(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    assert refused.value.code == "items_without_outcome"
    assert "诉调对接台账" in refused.value.message.zh
    make.resolve(world, make.accepted(made)[0])
    done = convening.finish_meeting(
        world.sc.secretary, made.id, expected_version=make.version_of(made)
    )
    due = {one.kind: one.due_on for one in make.seen(world.cq.liaison, done).deadlines}
    # 09-25..27 and 10-01..07 are off, 10-10 is worked.
    assert due == {"minutes_draft": date(2026, 9, 28), "minutes_issue": date(2026, 10, 13)}
