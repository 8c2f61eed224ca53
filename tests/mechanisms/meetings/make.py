"""Meetings and minutes brought into a state by the commands that lead there, so that none is
impossible.

The standing meeting: plenary of 2026-09-22, one item, resolved "CQ leads, SC assists, by
2026-11-30".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import SHANGHAI
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.models import AgendaItem, Meeting, Minutes
from coop.mechanisms.meetings.queries.views import ItemView, MeetingView, MinutesView
from coop.mechanisms.meetings.service import (
    agenda,
    attendance,
    changes,
    comment_round,
    convening,
    meetings,
    minutes,
    resolutions,
    signing,
)
from tests import clocks, told
from tests.scenes import scene
from tests.world import Team, World

PLANNED_AT, NOTICE_AT = "2026-09-10T09:00", "2026-09-18T09:00"
HELD_AT, COMMENTS_AT, ISSUED_AT = "2026-09-22T14:30", "2026-09-23T09:00", "2026-10-12T09:00"
STARTS = datetime(2026, 9, 22, 14, 30, tzinfo=SHANGHAI)
ENDS = datetime(2026, 9, 22, 17, 10, tzinfo=SHANGHAI)
DUE = date(2026, 11, 30)
MEETING_STATES = ("planned", "collecting", "scheduled", "notified", "held", "concluded")
MINUTES_STATES = ("drafting", "commenting", "signing", "signed", "issued", "archived")


# --------------------------------------------------------------------------- meetings


at, instant = clocks.at, clocks.instant


def planned(world: World, **changed: Any) -> Meeting:
    facts: dict[str, Any] = {
        "agreement_id": world.agreement_id,
        "kind": "plenary",
        "starts_at": STARTS,
        "ends_at": ENDS,
        "place": "一楼会议室",
    }
    with at(PLANNED_AT):
        return meetings.plan_meeting(world.sc.secretary, **{**facts, **changed})


@scene
def meeting(world: World, state: str = "planned", **changed: Any) -> Meeting:
    """The standing meeting in this state; notices go out on 2026-09-18."""
    made = planned(world, **changed)
    steps: tuple[Callable[[World, Meeting], Meeting], ...] = (
        collect,
        approve,
        notify,
        hold,
        conclude,
    )
    for step in steps[: MEETING_STATES.index(state)]:
        made = step(world, made)
    return made


def collect(world: World, made: Meeting) -> Meeting:
    with at(PLANNED_AT):
        return meetings.open_collection(world.sc.secretary, made.id, expected_version=made.version)


def approve(world: World, made: Meeting) -> Meeting:
    item(world, made)
    with at(PLANNED_AT):
        return meetings.approve_agenda(
            world.sc.convener, made.id, expected_version=version_of(made)
        )


@scene
def notify(world: World, made: Meeting) -> Meeting:
    with at(NOTICE_AT):
        return convening.send_notice(world.sc.secretary, made.id, expected_version=made.version)


@scene
def hold(world: World, made: Meeting) -> Meeting:
    for team in world.teams:
        confirm(team, made)
    with at(HELD_AT):
        return convening.hold_meeting(
            world.sc.secretary, made.id, expected_version=version_of(made)
        )


@scene
def conclude(world: World, made: Meeting) -> Meeting:
    with at(HELD_AT):
        for one in accepted(made):
            resolve(world, one)
        return convening.finish_meeting(
            world.sc.secretary, made.id, expected_version=version_of(made)
        )


def item(
    world: World, made: Meeting, title: str = "研究建立诉调对接台账", **facts: Any
) -> AgendaItem:
    """Proposed by CQ, accepted, agreed beforehand."""
    with at(PLANNED_AT):
        proposed = agenda.propose_item(world.cq.liaison, made.id, title=title, **facts)
        put_on = agenda.accept_item(
            world.sc.secretary, proposed.id, expected_version=proposed.version
        )
        return agenda.settle_item(
            world.sc.secretary,
            put_on.id,
            expected_version=put_on.version,
            prior_agreement="settled",
        )


def person(name: str = "王某", capacity: str = "present", **facts: Any) -> dict[str, Any]:
    return {"name": name, "title": "处长", "capacity": capacity, **facts}


def confirm(team: Team, made: Meeting, *people: dict[str, Any]) -> Meeting:
    with at(NOTICE_AT):
        return attendance.confirm_attendance(
            team.liaison, made.id, attendees=list(people) or [person(f"{team.code}代表")]
        )


def resolve(world: World, on: AgendaItem | ItemView, **changed: Any) -> Any:
    facts: dict[str, Any] = {
        "kind": "decided",
        "text": "建立诉调对接台账，按月通报",
        "lead_id": world.cq.id,
        "co_ids": [world.sc.id],
        "due_on": DUE,
    }
    with at(HELD_AT):
        return resolutions.add_resolution(world.sc.secretary, on.id, **{**facts, **changed})


def accepted(made: Meeting) -> list[AgendaItem]:
    return meetings.accepted_items(made.id)


def version_of(made: Meeting | Minutes | AgendaItem) -> int:
    """The version a caller reads now: parts may have raised it since the row was answered."""
    session().rollback()
    model = type(made)
    found = session().scalar(sa.select(model.version).where(model.id == made.id))
    session().rollback()
    assert isinstance(found, int)
    return found


# --------------------------------------------------------------------------- minutes


@scene
def minutes_in(world: World, state: str = "drafting", **drafted: Any) -> Minutes:
    """Minutes of the standing meeting in this state; signed and issued on 2026-10-12."""
    return minutes_of(world, meeting(world, "concluded"), state, **drafted)


@scene
def minutes_of(world: World, of: Meeting, state: str = "drafting", **drafted: Any) -> Minutes:
    with at(HELD_AT):
        made = minutes.draft_minutes(world.sc.secretary, of.id, **drafted)
    steps: tuple[Callable[[World, Minutes], Minutes], ...] = (
        submit,
        close,
        sign,
        issue,
        archive,
    )
    for step in steps[: MINUTES_STATES.index(state)]:
        made = step(world, made)
    return made


def submit(world: World, made: Minutes) -> Minutes:
    with at(HELD_AT):
        return minutes.submit_minutes(
            world.sc.secretary, made.id, expected_version=version_of(made)
        )


def close(world: World, made: Minutes) -> Minutes:
    with at(COMMENTS_AT):
        for team in (world.cq, world.cy):
            comment_round.accept_minutes(team.liaison, made.id)
        return comment_round.close_comments(
            world.sc.secretary, made.id, expected_version=version_of(made)
        )


def sign(world: World, made: Minutes) -> Minutes:
    for team in world.teams:
        made = sign_one(team, made)
    return made


def sign_one(team: Team, made: Minutes, when: str = ISSUED_AT) -> Minutes:
    with at(when):
        return signing.countersign(
            team.signer, made.id, expected_version=version_of(made), text_hash=made.text_hash
        )


def issue(world: World, made: Minutes) -> Minutes:
    with at(ISSUED_AT):
        return signing.issue_minutes(world.sc.secretary, made.id, expected_version=version_of(made))


def archive(world: World, made: Minutes) -> Minutes:
    with at(ISSUED_AT):
        return changes.archive_minutes(
            world.sc.archivist, made.id, expected_version=version_of(made), retention="permanent"
        )


def propose(world: World, made: Minutes, kind: str, **facts: Any) -> MinutesView:
    """A change proposed to issued minutes, as the signers see it."""
    with at(ISSUED_AT):
        changes.propose_change(
            world.sc.secretary,
            made.id,
            expected_version=version_of(made),
            kind=kind,
            **{"reason": "依据有误", **facts},
        )
    return view(world.cq.liaison, made)


def consent(team: Team, made: Minutes) -> Minutes:
    found = view(team.signer, made)
    assert found.change is not None
    with at(ISSUED_AT):
        return changes.consent_to_change(
            team.signer,
            made.id,
            expected_version=found.version,
            change_hash=found.change.change_hash,
        )


# --------------------------------------------------------------------------- reading back


def view(actor: Actor, of: Minutes) -> MinutesView:
    session().rollback()
    return queries.get_minutes(actor, of.id)


def seen(actor: Actor, of: Meeting) -> MeetingView:
    session().rollback()
    return queries.get_meeting(actor, of.id)


told_of = told.told_of
