"""Reminders come once, on the working day that the agreement names, to whom the day binds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.queries.waiting import waiting
from coop.mechanisms.referrals.service import confirmation
from tests.due import run_due
from tests.mechanisms.referrals import make, seen
from tests.mechanisms.referrals.cast import Cast, agree_on, cast_of
from tests.waiting import waiting as lines
from tests.world import World

APPLY, PERFORM = "提醒各方共同申请司法确认", "核实协议履行情况"


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def morning(day: str) -> None:
    """The job of the morning, twice: what it did once is done."""
    for _ in range(2):
        with seen.at(f"{day}T09:15"):
            run_due("remind_of_disputes")


def told(cast: Cast) -> dict[str, list[tuple[str, str]]]:
    """(kind, day) of the reminders of court and body."""
    found = {}
    for name, id_ in (("court", cast.world.cy.id), ("body", cast.institution_id)):
        bodies = [json.loads(body) for kind, body in seen.events_of(id_) if "reminder" in kind]
        found[name] = [(one["due"], one["due_on"]) for one in bodies]
    return found


def test_each_day_of_a_dispute_is_announced_once_to_whom_it_binds(cast: Cast) -> None:
    made = make.dispute(cast, "consented")
    morning("2026-08-31")
    assert told(cast) == {"court": [], "body": []}
    morning("2026-09-01")
    assert told(cast)["court"] == [("selection", "2026-09-02")]
    morning("2026-09-02")
    assert told(cast)["court"][1:] == [("appointment", "2026-09-03")]
    made = make.referred(cast, made, "2026-09-02T10:00", chosen_by="parties")
    morning("2026-09-04")
    assert told(cast)["body"] == [("acceptance", "2026-09-07")]
    made = make.accepted(cast, made, "2026-09-04T10:00")
    # From 28 September the third working day is 8 October: 29, 30, and the first after the feast.
    for day in ("2026-09-24", "2026-09-27"):
        morning(day)
        assert len(told(cast)["body"]) == 1
    morning("2026-09-28")
    assert told(cast)["body"][1:] == [("mediation", "2026-10-08")]
    made = make.failed(cast, made, when="2026-09-30T10:00")
    made = make.reported(cast, made, "2026-09-30T11:00")
    morning("2026-10-09")
    assert told(cast)["court"][2:] == [("acknowledgement", "2026-10-10")]
    make.acknowledged(cast, made, "2026-10-09T10:00")
    morning("2026-10-13")
    assert told(cast)["court"][3:] == [("filing", "2026-10-16")]
    assert len(told(cast)["body"]) == 2
    assert seen.actions_logged(made.id).count("dispute.remind") == 6
    for _kind, body in seen.events_of(cast.world.cy.id):
        assert "王某某" not in body
        assert make.PHONE not in body


def test_the_other_side_is_called_in_time_and_the_agreement_sets_how_early(cast: Cast) -> None:
    agree_on(cast.world, dispute_reminder_days=5, dispute_window_reminder_days=2)
    made = make.registered(cast)
    made = make.consent(cast.clerk, made, seen.party_ids(cast, made)[0])
    made = make.accepted(cast, make.referred(cast, made, mode="online"))
    morning("2026-09-02")
    assert told(cast)["body"] == [("contact", "2026-09-04")]
    morning("2026-09-24")
    assert told(cast)["body"][1:] == [("mediation", "2026-10-08")]


def test_what_the_parties_owe_each_other_comes_to_the_bodys_desk(cast: Cast) -> None:
    made = make.dispute(cast, "effective")
    assert _desk(cast, "2026-10-10T10:00") == []
    morning("2026-10-12")
    assert told(cast)["body"] == [("confirmation", "2026-10-15")]
    assert (APPLY, "2026-10-15") in _desk(cast, "2026-10-13T10:00")
    assert APPLY not in [kind for kind, _on in _desk(cast, "2026-10-16T10:00")]
    with seen.at("2026-10-13T10:00"):
        assert APPLY not in [one.kind for one in lines(waiting, cast.clerk)]
    make.apply(cast, made, "2026-10-13T11:00")
    _as_clerk(cast, made, confirmation.accept_application, "2026-10-14T09:00")
    morning("2026-11-10")
    assert told(cast)["court"] == [("ruling", "2026-11-13")]
    morning("2026-12-28")
    assert len(told(cast)["body"]) == 1
    _as_clerk(
        cast, made, confirmation.confirm_settlement, "2026-12-28T10:00",
        ruling_no="（2026）川金司确1号", decided_on=seen.settlement_of(cast, made).accepted_on,
    )  # fmt: skip
    morning("2026-12-28")
    assert told(cast)["body"][1:] == [("performance", "2026-12-31")]
    assert (PERFORM, "2026-12-31") in _desk(cast, "2026-12-29T10:00")


def _desk(cast: Cast, when: str) -> list[tuple[str, str]]:
    with seen.at(when):
        found = [(one.kind, str(one.due_on)) for one in lines(waiting, cast.desk)]
    return [one for one in found if one[0] in (APPLY, PERFORM)]


def _as_clerk(cast: Cast, made: Dispute, act: Callable[..., Any], when: str, **given: Any) -> None:
    settlement = seen.settlement_of(cast, made)
    with seen.at(when):
        act(cast.clerk, settlement.id, expected_version=settlement.version, **given)
