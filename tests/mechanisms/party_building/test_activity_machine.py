"""Random people do random things to an activity: the table holds, refusals leave nothing."""

from __future__ import annotations

from coop.mechanisms.party_building.models import (
    ActivityAttendee,
    PartyActivity,
    PartyActivityPart,
    PartyActivityPicture,
)
from coop.mechanisms.party_building.service import activities, attendance
from coop.mechanisms.party_building.workflow import PARTY_ACTIVITY
from tests.activities import machine
from tests.mechanisms.party_building import make

_OFFICER = frozenset({"sign_up", "sign_in"})
ACTS = {
    "edit": (activities.edit_party_activity, {"place": "线上"}),
    "approve": (activities.LIFECYCLE.approve, {}),
    "confirm": (activities.LIFECYCLE.confirm, {}),
    "hold": (activities.LIFECYCLE.hold, {}),
    "report": (activities.LIFECYCLE.report, {"summary": "已开展"}),
    "archive": (activities.LIFECYCLE.archive, {"retention": "ten_years"}),
    "cancel": (activities.LIFECYCLE.cancel, {"reason": "冲突"}),
    "sign_up": (attendance.sign_up, {"attendees": [make.person("甲")]}),
    "sign_in": (attendance.sign_in, {"more": [make.person("乙")]}),
}


RIGHTS = {
    ("sc", "liaison"): _OFFICER | {"edit", "hold", "report", "cancel"},
    ("sc", "handler"): _OFFICER | {"edit", "hold", "cancel"},
    ("sc", "signer"): frozenset({"approve", "cancel"}),
    ("sc", "archivist"): frozenset({"archive"}),
    ("cq", "liaison"): _OFFICER | {"confirm"},
    ("cq", "signer"): frozenset({"confirm"}),
    ("cq", "handler"): _OFFICER,
    ("cy", "liaison"): frozenset(),
}


class ActivityMachine(machine.ObjectMachine):
    """SC hosts, CQ is to confirm, CY is not in it."""

    workflow = PARTY_ACTIVITY
    model = PartyActivity
    tables = (PartyActivityPart, PartyActivityPicture, ActivityAttendee)
    begins = machine.on("2026-10-12T09:00")
    rights = RIGHTS
    outsiders = frozenset({("cy", "liaison")})
    course = (
        (("sc", "signer"), "approve"),
        (("cq", "liaison"), "confirm"),
        (("cq", "handler"), "sign_up"),
    )

    def make(self):
        return make.planned(self.world).id

    def act(self, actor, action, version):
        command, said = ACTS[action]
        return command(actor, self.subject_id, expected_version=version, **said)


def test_whatever_happens_to_an_activity_keeps_the_rules(app, application, database):
    machine.run(ActivityMachine, application, database)
