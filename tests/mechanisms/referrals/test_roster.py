"""Registers of mediation bodies and mediators: who keeps them, and who is fit for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import (
    CoopError,
    Duplicate,
    Forbidden,
    IllegalTransition,
    Invalid,
    NotFound,
    Stale,
)
from coop.core.events import EventPosition, EventRow
from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator
from coop.mechanisms.referrals.roster import why_unfit
from coop.mechanisms.referrals.service import bodies, mediators
from tests.mechanisms.referrals.rosters import build_roster, listed

BODY_COMMANDS = {
    "edit": (bodies.edit_body, {"contact": "028-86660000"}, True),
    "add_officer": (bodies.add_officer, {"name": "王经办"}, False),
    "add_mediator": (mediators.add_mediator, {"name": "周调解"}, False),
    "suspend": (bodies.suspend_body, {"reason": "名册年审"}, True),
    "restore": (bodies.restore_body, {}, True),
    "remove": (bodies.remove_body, {"reason": "自行退出"}, True),
}
MEDIATOR_COMMANDS = {
    "edit": (mediators.edit_mediator, {"most_open": 20}, True),
    "declare_conflict": (
        mediators.declare_conflict,
        {"party_name": "某银行", "relation": "interest"},
        False,
    ),
    "leave": (mediators.leave_mediator, {"reason": "调离"}, True),
    "rejoin": (mediators.rejoin_mediator, {}, True),
}


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-09-01T09:00"):
        yield


def refused(command, *args, **said):
    with pytest.raises(CoopError) as found:
        command(*args, **said)
    session().rollback()
    return found.value


def told(subject_id):
    session().rollback()
    entries = session().scalars(
        sa.select(AuditEntry.action)
        .where(AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.seq)
    )
    events = sa.select(EventRow.id).where(EventRow.subject_id == subject_id)
    newest = list(session().scalars(events.order_by(EventRow.id)))
    audience = session().scalars(
        sa.select(EventPosition.institution_id).where(EventPosition.event_id == newest[-1])
    )
    return list(entries), len(newest), set(audience)


def walk(world, roster, model, subject_id, commands, course):
    """Take the course; before each step every refusal in the order in which rules are asked."""
    for action in course:
        command, said, compares = commands[action]
        row = session().get_one(model, subject_id, populate_existing=True)
        version = {"expected_version": row.version} if compares else {}
        stale = {"expected_version": row.version + 1}
        assert isinstance(refused(command, world.stranger, row.id, **said, **version), NotFound)
        assert isinstance(refused(command, world.cy.liaison, row.id, **said, **version), Forbidden)
        if compares:
            assert isinstance(refused(command, roster.clerk, row.id, **said, **stale), Stale)
        actor = roster.officer if action == "declare_conflict" else roster.clerk
        command(actor, subject_id, **said, **version)


def test_the_roster_is_kept_by_the_clerks_of_its_court(world):
    roster = build_roster(world)
    course = ("edit", "add_mediator", "suspend", "edit", "restore", "add_officer", "remove")
    walk(world, roster, MediationBody, roster.body_id, BODY_COMMANDS, course)
    actions, count, audience = told(roster.body_id)
    assert actions[0] == "mediation_body.register"
    assert actions[-1] == "mediation_body.remove"
    everyone = {world.sc.id, world.cq.id, world.cy.id, roster.institution_id}
    assert audience == everyone
    assert len(actions) == count
    row = session().get_one(MediationBody, roster.body_id)
    for action, (command, said, compares) in BODY_COMMANDS.items():
        version = {"expected_version": row.version} if compares else {}
        out = refused(command, roster.clerk, row.id, **said, **version)
        assert isinstance(out, IllegalTransition), action
    assert row.roster_reason == "自行退出"


def test_mediators_are_kept_by_their_body_and_by_the_court(world):
    roster = build_roster(world)
    course = ("edit", "declare_conflict", "leave", "rejoin")
    walk(world, roster, Mediator, roster.mediator_id, MEDIATOR_COMMANDS, course)
    actions, count, audience = told(roster.mediator_id)
    assert actions == [f"mediator.{one}" for one in ("add", *course)]
    assert (count, audience) == (5, {world.cy.id, roster.institution_id})
    row = session().get_one(Mediator, roster.mediator_id)
    out = refused(mediators.rejoin_mediator, roster.clerk, row.id, expected_version=row.version)
    assert isinstance(out, IllegalTransition)
    mediators.declare_conflict(
        roster.mediator, row.id, party_name="某银行", relation="relative", note="配偶任职"
    )
    other = replace(roster.mediator, id=world.sc.liaison.id)
    own = refused(mediators.declare_conflict, other, row.id, party_name="甲", relation="other")
    assert isinstance(own, Forbidden)


def test_only_a_clerk_of_a_court_lists_bodies_under_names_that_are_free(world):
    roster = build_roster(world)
    said = {
        "agreement_id": world.agreement_id,
        "name": "某中心",
        "short_name": "某",
        "kind": "trade",
    }
    assert isinstance(refused(bodies.register_body, world.cy.liaison, **said), Forbidden)
    assert isinstance(refused(bodies.register_body, world.stranger, **said), NotFound)
    assert isinstance(refused(bodies.register_body, roster.officer, **said), NotFound)
    with pytest.raises(Duplicate):
        listed(world, roster.clerk)
    for wrong in ({"licence_valid_to": date(2027, 1, 1)}, {"kind": "private"}):
        assert isinstance(refused(bodies.register_body, roster.clerk, **{**said, **wrong}), Invalid)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("body", "nature", "day", "why"),
    [
        ({"kind": "trade"}, "consumer", "2026-09-01", None),
        (
            {"kind": "trade", "roster_status": "suspended"},
            "commercial",
            "2026-09-01",
            "body_not_listed",
        ),
        ({}, "consumer", "2026-04-30", None),
        ({}, "consumer", "2026-05-01", "consumer_dispute_excluded"),
        ({"licence_no": "商调1号"}, "consumer", "2026-05-01", "consumer_dispute_excluded"),
        ({}, "commercial", "2027-04-30", None),
        ({}, "commercial", "2027-05-01", "licence_not_valid"),
        ({"founded_on": date(2026, 6, 1)}, "commercial", "2026-09-01", "licence_not_valid"),
        ({"founded_on": date(2026, 4, 30)}, "commercial", "2026-09-01", None),
        ({"licence_no": "商调1号"}, "commercial", "2027-05-01", None),
        (
            {"licence_no": "商调1号", "licence_valid_to": date(2027, 5, 31)},
            "commercial",
            "2027-05-31",
            None,
        ),
        (
            {"licence_no": "商调1号", "licence_valid_to": date(2027, 5, 31)},
            "commercial",
            "2027-06-01",
            "licence_not_valid",
        ),
    ],
)
def test_commercial_bodies_need_a_licence_and_take_no_consumer_disputes(body, nature, day, why):
    """商事调解条例 arts. 2, 31-33."""
    entry = MediationBody(**{"kind": "commercial", "roster_status": "listed", **body})
    assert why_unfit(entry, nature, date.fromisoformat(day)) == why
