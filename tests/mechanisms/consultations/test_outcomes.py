"""How it ends: concluded, withdrawn, turned into work; the figures and the desk."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.queries import waiting as desk
from coop.mechanisms.consultations.service import follow_ups, outcomes
from coop.supervision.queries import get_task
from tests.mechanisms.consultations import make
from tests.mechanisms.meetings import make as meetings_make
from tests.waiting import waiting
from tests.world import World

# --------------------------------------------------------------------------- concluding


def test_what_all_agree_on_is_concluded_and_printed(world: World) -> None:
    made = make.consultation(world, "concluded")
    seen = make.view(world.cy.liaison, made)
    assert (seen.state, seen.outcome) == ("concluded", "agreed")
    paper = make.paper(world.cy.liaison, seen.document_id)
    for told in ("会商结论的函", "各方意见及采纳情况", "重庆金融监管局", "达成一致。", "采纳"):
        assert told in paper
    told_to_cq = {kind for kind, _body in make.events_of(world.cq.id)}
    assert "consultation.concluded" in told_to_cq


def test_no_conclusion_before_every_opinion_is_answered(world: World) -> None:
    made = make.consultation(world, "replied")
    with make.at(make.LAPSED_AT), pytest.raises(outcomes.OpinionsUnanswered) as refused:
        outcomes.conclude(
            world.sc.signer,
            made.id,
            expected_version=make.version_of(made),
            outcome="agreed",
            text="一致",
        )
    assert refused.value.facts["institutions"] == ["重庆金融监管局", "成渝金融法院"]


def test_silence_is_not_agreement(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made)
    make.lapse()
    with pytest.raises(outcomes.NotAgreed) as refused:
        make.conclude(world, made, "agreed")
    assert refused.value.facts["institutions"] == ["成渝金融法院"]
    assert make.conclude(world, made, "partly").outcome == "partly"


def test_one_that_need_not_answer_does_not_stand_in_the_way(world: World) -> None:
    made = make.consultation(world, "open", consulted_ids=[world.cq.id], optional_ids=[world.cy.id])
    make.give(world.cq, made)
    make.lapse()
    assert make.conclude(world, made, "agreed").outcome == "agreed"


def test_changes_that_were_adopted_make_agreement(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made, "agree_with_changes", "删去第二句")
    make.give(world.cy, made)
    assert make.conclude(world, made).outcome == "agreed"


def test_where_nobody_agrees_not_even_a_part_is_concluded(world: World) -> None:
    made = make.consultation(world, "open", consulted_ids=[world.cq.id])
    make.give(world.cq, made, "disagree", "不可行")
    with pytest.raises(outcomes.NotAgreed):
        make.conclude(world, made, "partly")


def test_others_do_not_conclude(world: World) -> None:
    made = make.consultation(world, "replied")
    with make.at(make.LAPSED_AT), pytest.raises(Forbidden):
        outcomes.conclude(
            world.cq.signer, made.id, expected_version=1, outcome="agreed", text="一致"
        )


# --------------------------------------------------------------------------- other ends


def test_a_conclusion_becomes_a_task_and_keeps_the_link(world: World) -> None:
    made = make.consultation(world, "concluded")
    with make.at(make.LAPSED_AT):
        follow_ups.open_task(
            world.sc.secretary,
            made.id,
            expected_version=make.version_of(made),
            demand="修订内部规程",
            lead_id=world.cq.id,
            due_on=date(2026, 11, 30),
        )
    seen = make.view(world.cq.liaison, made)
    with make.at(make.LAPSED_AT):
        task = get_task(world.cq.handler, seen.follow_ups[0].target_id)
    assert (task.source_kind, task.source_id) == ("consultation", made.id)
    assert (seen.state, seen.outcome) == ("concluded", "agreed")


def test_a_conclusion_becomes_a_topic(world: World) -> None:
    meeting = meetings_make.meeting(world, "collecting")
    made = make.consultation(world, "concluded")
    with make.at(make.LAPSED_AT):
        follow_ups.propose_topic(
            world.sc.liaison,
            made.id,
            expected_version=make.version_of(made),
            meeting_id=meeting.id,
        )
    assert make.view(world.cq.liaison, made).follow_ups[0].kind == "agenda_item"


def test_a_withdrawn_letter_asks_nothing_of_anybody(world: World) -> None:
    made = make.consultation(world, "open")
    letter = make.view(world.cq.liaison, made).texts[0].document_id
    with make.at(make.REPLIED_AT):
        outcomes.withdraw(
            world.sc.liaison, made.id, expected_version=make.version_of(made), reason="已另行解决"
        )
    assert make.receipts_signed(letter) == {}
    make.lapse()
    assert make.view(world.cq.liaison, made).state == "withdrawn"
    with pytest.raises(IllegalTransition):
        make.draft_opinion(world.cq, made)


def test_figures_count_answers_due_and_leave_nothing_divided_by_nothing(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made)
    make.lapse()
    make.consultation(world, "concluded")
    period = {"from_on": date(2026, 9, 1), "until_on": date(2026, 9, 30)}
    found = queries.consultation_statistics(world.cq.liaison, world.agreement_id, **period)
    assert (found.opened_count, found.concluded_count, found.agreed_count) == (2, 1, 1)
    share = found.replied_on_time
    assert (share.numerator, share.denominator, share.percent) == (3, 4, 75.0)
    assert found.average_reply_days == 1.0
    none = queries.consultation_statistics(
        world.cq.liaison,
        world.agreement_id,
        from_on=date(2026, 1, 1),
        until_on=date(2026, 1, 31),
    )
    assert (none.replied_on_time.percent, none.average_reply_days) == (None, None)


def test_the_desk_tells_each_what_waits(world: World) -> None:
    made = make.consultation(world, "draft")
    assert _desk(world.sc.signer) == ["签发会商函"]
    make.submit(world, make.approve(world, made))
    assert _desk(world.cq.liaison) == ["答复会商"]
    make.draft_opinion(world.cq, made)
    assert _desk(world.cq.signer) == ["签发会商意见"]
    assert _desk(world.cq.liaison) == []
    assert _desk(world.stranger) == []


def _desk(actor: object) -> list[str]:
    with make.at(make.REPLIED_AT):
        return [one.kind for one in waiting(desk.waiting, actor)]  # type: ignore[arg-type]
