"""Passing on: forbidden, allowed, or after asking the provider."""

from __future__ import annotations

import pytest

from coop.core.errors import Conflict, Invalid, NotFound
from coop.mechanisms.sharing.queries.exchanges import get_onward_request
from coop.mechanisms.sharing.queries.shares import get_share
from coop.mechanisms.sharing.service import onward
from tests.mechanisms.sharing import make


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-10-12T09:00"):
        yield


def test_passing_on_is_forbidden_unless_the_provider_said_otherwise(app, world):
    share = make.sent(world)
    for attempt in (onward.pass_on_share, onward.ask_onward):
        more = {"reason": "需要"} if attempt is onward.ask_onward else {}
        with pytest.raises(onward.OnwardRefused):
            attempt(
                world.cq.liaison,
                share.id,
                institution_ids=[world.cy.id],
                expected_version=share.version,
                **more,
            )


def test_where_allowed_a_recipient_passes_on_to_parties_only(app, world):
    share = make.sent(world, onward="allowed")
    with pytest.raises(Invalid) as refused:
        onward.pass_on_share(
            world.cq.liaison,
            share.id,
            institution_ids=[world.strangers.id],
            expected_version=share.version,
        )
    assert refused.value.problems[0].code == "not_a_party"
    onward.pass_on_share(
        world.cq.liaison, share.id, institution_ids=[world.cy.id], expected_version=share.version
    )
    seen = make.share_view(world.cy, share.id)
    assert seen.recipients[1].passed_on_by_name == "重庆金融监管局"


def test_where_asked_the_provider_decides_and_then_the_others_see_it(app, world):
    share = make.sent(world, onward="ask")
    asked = onward.ask_onward(
        world.cq.liaison, share.id, institution_ids=[world.cy.id], reason="需要协同"
    )
    with pytest.raises(NotFound):
        get_share(world.cy.liaison, share.id)
    view = get_onward_request(world.sc.liaison, asked.id)
    assert view.allowed_actions == ("grant", "refuse")
    onward.grant_onward(world.sc.liaison, asked.id, expected_version=asked.version)
    assert make.share_view(world.cy, share.id).may_open
    with pytest.raises(Conflict):
        onward.refuse_onward(world.sc.liaison, asked.id, note="不", expected_version=asked.version)
