"""A concluded consultation is taken up as a dispute by the court's clerk, and by nobody else."""

from __future__ import annotations

import pytest
from flask import Flask

from coop.core.errors import CoopError, Forbidden, IllegalTransition, NotFound
from coop.mechanisms.consultations.queries import get_consultation, to_refer
from coop.mechanisms.referrals.service import intake
from tests.mechanisms.consultations import make as consultations
from tests.mechanisms.referrals import make
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.mechanisms.referrals.seen import at
from tests.people import Browser, add_account
from tests.world import World

TAKEN_AT = "2026-09-29T09:00"


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def take_up(cast: Cast, consultation_id: object, *, by: object = None, **changed: object) -> object:
    said = make.facts(cast, consultation_id=consultation_id, **changed)
    with at(TAKEN_AT):
        return intake.register_dispute(by or cast.clerk, **said)


def test_the_link_stays_with_the_consultation_and_tells_only_the_clerks_which_dispute(
    cast: Cast,
) -> None:
    world = cast.world
    concluded = consultations.consultation(world, "concluded")
    assert "refer" in get_consultation(cast.clerk, concluded.id).allowed_actions
    assert [one for one, _title in to_refer(cast.clerk)] == [concluded.id]
    before = len(consultations.actions_logged(concluded.id))
    made = take_up(cast, concluded.id)
    assert consultations.actions_logged(concluded.id)[before:] == ["consultation.refer"]
    for actor, target in (
        (cast.clerk, made.id),
        (world.cy.liaison, None),
        (world.sc.liaison, None),
    ):
        seen = get_consultation(actor, concluded.id)
        assert (seen.state, seen.outcome) == ("concluded", "agreed")
        (link,) = seen.follow_ups
        assert (link.kind, link.target_id) == ("dispute", target)
        assert ("诉调〔2026〕" in link.label) == (link.url is not None) == (target is not None)
        assert not any(name in str(seen) for name in ("王某某", "示范银行成都分行"))
    view = make.view(cast.clerk, made)
    assert view.consultation_id == concluded.id
    assert view.consultation_label.endswith(concluded.title)
    told = [kind for kind, _body in consultations.events_of(world.cq.id)]
    assert told[-1] == "consultation.changed"
    assert not any(kind.startswith("dispute") for kind in told)
    make.consented(cast, made)
    sent = make.referred(cast, made)
    as_body = make.view(cast.desk, sent)
    assert (as_body.consultation_id, as_body.consultation_label) == (None, "")


def test_others_and_other_states_are_refused_and_nothing_is_registered(
    cast: Cast,
) -> None:
    world = cast.world
    concluded = consultations.consultation(world, "concluded")
    running = consultations.consultation(world, "replied", title="另一事项")
    unseen = consultations.consultation(
        world, "open", title="与法院无关", consulted_ids=[world.cq.id]
    )
    consultations.give(world.cq, unseen)
    consultations.conclude(world, unseen, "agreed")
    refusals: tuple[tuple[object, object, dict[str, object], type[CoopError]], ...] = (
        (cast.clerk, running.id, {}, IllegalTransition),
        (cast.clerk, unseen.id, {}, NotFound),
        (cast.desk, concluded.id, {"pre_filing_no": None}, NotFound),
        (world.cy.liaison, concluded.id, {}, Forbidden),
    )
    for actor, consultation_id, changed, refusal in refusals:
        with pytest.raises(refusal):
            take_up(cast, consultation_id, by=actor, **changed)
    assert to_refer(world.cy.liaison) == []
    assert "refer" not in get_consultation(world.sc.signer, concluded.id).allowed_actions
    assert get_consultation(cast.clerk, concluded.id).follow_ups == ()


def test_a_clerk_finds_the_way_from_the_consultation_to_the_form(app: Flask, cast: Cast) -> None:
    concluded = consultations.consultation(cast.world, "concluded")
    browser = Browser(app, now=TAKEN_AT)
    browser.sign_in(add_account(cast.clerk))
    form = f"/disputes/new?consultation_id={concluded.id}"
    assert form in browser.get(f"/consultations/{concluded.id}").text
    page = browser.get(form).text
    assert f'<option value="{concluded.id}" selected' in page
    other = Browser(app, now=TAKEN_AT)
    other.sign_in(add_account(cast.desk))
    assert "所依据的会商事项" not in other.get("/disputes/new").text
    liaison = Browser(app, now=TAKEN_AT)
    liaison.sign_in(add_account(cast.world.sc.liaison))
    assert "/disputes/new" not in liaison.get(f"/consultations/{concluded.id}").text
