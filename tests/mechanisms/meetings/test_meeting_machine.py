"""Random people do random things to a meeting: the table holds, refusals leave nothing behind."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from coop.core import clock
from coop.core.db import session
from coop.core.errors import Conflict, Invalid
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.meetings.service import (
    agenda,
    attendance,
    convening,
    meetings,
    minutes,
    resolutions,
)
from coop.mechanisms.meetings.workflow import MEETING
from tests.at_random import Who, act_at_random
from tests.mechanisms.meetings import make
from tests.mechanisms.meetings.machine import ActionMachine
from tests.scenes import STAGE
from tests.world import read_world

# Who may do what, written apart from policy.py: SC hosts 2026.
RIGHTS: dict[Who, set[str]] = {
    ("sc", "secretary"): {
        "open_collection", "edit", "add_item", "reorder", "send_notice", "invite", "check_in",
        "hold", "recuse", "finish", "draft_minutes",
    },
    ("sc", "convener"): {"approve_agenda", "postpone", "cancel"},
    ("sc", "liaison"): {"propose_item", "confirm"},
    ("cq", "liaison"): {"propose_item", "confirm"},
    ("cy", "liaison"): {"propose_item", "confirm"},
    ("cq", "secretary"): set(),
    ("cq", "convener"): set(),
    ("cy", "handler"): set(),
    ("strangers", "secretary"): set(),
    ("strangers", "liaison"): set(),
}  # fmt: skip
COMMANDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "open_collection": (meetings.open_collection, {}),
    "edit": (meetings.edit_meeting, {"place": "二楼"}),
    "propose_item": (agenda.propose_item, {"title": "议题"}),
    "add_item": (agenda.add_item, {"title": "议题"}),
    "approve_agenda": (meetings.approve_agenda, {}),
    "send_notice": (
        convening.send_notice,
        {"urgency": "extra_urgent", "urgency_reason": "突发风险"},
    ),
    "confirm": (attendance.confirm_attendance, {"attendees": [make.person()]}),
    "hold": (convening.hold_meeting, {}),
    "finish": (convening.finish_meeting, {}),
    "draft_minutes": (minutes.draft_minutes, {}),
    "cancel": (convening.cancel_meeting, {"reason": "取消"}),
}
STRAIGHT: tuple[tuple[Who, str], ...] = (
    (("sc", "secretary"), "open_collection"),
    (("sc", "convener"), "approve_agenda"),
    (("sc", "secretary"), "send_notice"),
    (("sc", "secretary"), "hold"),
    (("sc", "secretary"), "finish"),
)


class MeetingMachine(ActionMachine):
    workflow, rights, model = MEETING, RIGHTS, Meeting
    adding = frozenset(
        {"propose_item", "add_item", "invite", "confirm", "check_in", "recuse", "draft_minutes"}
    )

    @initialize(steps=st.integers(0, 5))
    def begin(self, steps: int) -> None:
        """Start anywhere on the straight way from planned to concluded."""
        session().close()  # a database in use can't be put back
        type(self).restore()
        self.world, self.now = read_world(), make.instant(make.PLANNED_AT)
        self.subject_id, self.state = make.planned(self.world).id, "planned"
        for who, action in STRAIGHT[:steps]:
            self.the_secretariat_deals_with_items()
            self.everybody_answers()
            self.try_it(who, action, stale=False)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def everybody_answers(self) -> None:
        for team in ("sc", "cq", "cy"):
            self._quietly(attendance.confirm_attendance, (team, "liaison"), self.subject_id,
                          attendees=[make.person(team)])  # fmt: skip

    @rule()
    def the_secretariat_deals_with_items(self) -> None:
        """Accept, settle and resolve, so that the straight way stays open."""
        secretary: Who = ("sc", "secretary")
        self._quietly(agenda.propose_item, ("cq", "liaison"), self.subject_id, title="议题")
        for one in self._view().items:
            self._quietly(agenda.accept_item, secretary, one.id, expected_version=None)
            self._quietly(
                agenda.settle_item,
                secretary,
                one.id,
                expected_version=None,
                prior_agreement="settled",
            )
            self._quietly(
                resolutions.add_resolution, secretary, one.id, kind="noted", text="会议听取了通报"
            )

    def _quietly(self, command: Any, who: Who, *args: Any, **facts: Any) -> None:
        actor = getattr(getattr(self.world, who[0]), who[1])
        with clock.stopped_at(self.now), suppress(Conflict, Invalid):
            command(actor, *args, **facts)

    def _view(self) -> Any:
        with clock.stopped_at(self.now):
            return make.seen(self.world.cy.liaison, self.row())

    def arguments(self, action: str, actor: Any) -> tuple[Any, dict[str, Any]]:
        if action in COMMANDS:
            return COMMANDS[action]
        view = self._view()
        people = [one.id for one in view.attendance]
        tops = [one.id for one in view.items if one.number]
        if action == "reorder":
            return agenda.reorder_items, {"item_ids": tops[::-1]}
        if action == "invite":
            invited = make.person("专家", "observer", organisation="某大学")
            return attendance.invite, {"attendees": [invited]}
        if action == "check_in":
            entries = [{"attendance_id": one, "arrived_at": self.now} for one in people]
            return attendance.check_in, {"entries": entries}
        if action == "recuse":
            facts = {"attendance_id": (people or [self.subject_id])[0], "reason": "回避"}
            return attendance.recuse, {**facts, "item_id": (tops or [self.subject_id])[0]}
        later = self.now + timedelta(days=2)
        return convening.postpone_meeting, {
            "starts_at": later,
            "ends_at": later + timedelta(hours=2),
            "reason": "改期",
        }

    def offered(self, actor: Any) -> tuple[str, ...]:
        return tuple(queries.get_meeting(actor, self.subject_id).allowed_actions)

    @invariant()
    def the_agenda_is_numbered_without_gap(self) -> None:
        if hasattr(self, "state"):
            numbers = [one.number for one in self._view().items if one.number]
            assert numbers == [str(one) for one in range(1, len(numbers) + 1)]

    @invariant()
    def whoever_was_given_notice_has_it_as_a_document(self) -> None:
        if hasattr(self, "state") and self.state in {"notified", "held", "concluded"}:
            view = self._view()
            assert view.notice_document_id is not None
            assert {one.institution_id for one in view.receipts} == {
                team.id for team in self.world.teams
            }


def test_whatever_happens_to_a_meeting_keeps_the_rules(app, database, application):
    MeetingMachine.restore = staticmethod(lambda: STAGE.clear(database, application))
    act_at_random(MeetingMachine, database, examples=20, steps=14)
