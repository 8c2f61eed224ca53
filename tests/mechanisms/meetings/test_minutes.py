"""Minutes up to the signers: drafted, commented on, objected to, closed (scenario 5)."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.actor import SYSTEM
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import (
    Conflict,
    Duplicate,
    Forbidden,
    IllegalTransition,
    Invalid,
    NotFound,
    Stale,
)
from coop.documents.secrecy import StateSecretRefused
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.models import Minutes
from coop.mechanisms.meetings.service import comment_round, minutes
from coop.registry import agreements
from tests.mechanisms.meetings import make


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.HELD_AT):
        yield


def edit(world, made, **facts):
    return minutes.edit_minutes(
        world.sc.secretary, made.id, expected_version=make.version_of(made), **facts
    )


def close(world, made):
    return comment_round.close_comments(
        world.sc.secretary, made.id, expected_version=make.version_of(made)
    )


def answer(world, comment, how, **facts):
    return comment_round.answer_comment(
        world.sc.secretary,
        comment.id,
        expected_version=comment.version,
        answer=how,
        **facts,
    )


# --------------------------------------------------------------------------- the draft


def test_the_draft_is_assembled_from_the_meeting(world):
    made = make.minutes_in(world)
    assert made.title == "联席会议第1次全体会议纪要"
    assert "2026年9月22日" in made.opening
    assert "研究1项议题" in made.opening
    assert made.body.splitlines()[0] == "一、研究建立诉调对接台账"
    assert "会议议定：" in made.body
    for told in ("牵头单位：重庆金融监管局", "配合单位：四川金融监管局", "2026年11月30日"):
        assert told in made.body
    assert make.told_of(made.id)[:2] == (("minutes.draft",), ("minutes.changed",))


def test_there_is_one_draft_of_a_meeting_that_has_ended(world):
    held = make.meeting(world, "held")
    with pytest.raises(IllegalTransition) as refused:
        minutes.draft_minutes(world.sc.secretary, held.id)
    assert "finish" in refused.value.allowed_actions
    made = make.minutes_in(world)
    with pytest.raises(Duplicate):
        minutes.draft_minutes(world.sc.secretary, made.meeting_id)
    for actor, refusal in ((world.cq.secretary, Forbidden), (world.stranger, NotFound)):
        with pytest.raises(refusal):
            minutes.draft_minutes(actor, made.meeting_id)


def test_two_editors_the_second_is_told_and_nothing_is_lost(world):
    made = make.minutes_in(world)
    read = made.version
    first = edit(world, made, body="一、第一位的文本")
    with pytest.raises(Stale) as refused:
        minutes.edit_minutes(
            world.sc.secretary, made.id, expected_version=read, body="一、第二位的文本"
        )
    assert refused.value.current == first.version > read
    assert make.view(world.cq.liaison, made).body == "一、第一位的文本"


def test_every_edit_changes_the_hash_and_assembling_brings_the_text_back(world):
    made = make.minutes_in(world)
    first, text = made.text_hash, made.body
    edited = edit(world, made, body="一、别的")
    assert edited.text_hash != first
    again = minutes.assemble_minutes(world.sc.secretary, made.id, expected_version=edited.version)
    assert (again.body, again.text_hash) == (text, first)
    assert make.told_of(made.id).actions == ("minutes.draft", "minutes.edit", "minutes.assemble")


def test_only_the_hosts_secretariat_edits_and_only_before_signing(world):
    made = make.minutes_in(world, "signing")
    with pytest.raises(IllegalTransition) as refused:
        edit(world, made, body="改")
    assert set(refused.value.allowed_actions) == {"countersign", "amend"}
    for actor, refusal in (
        (world.cq.secretary, Forbidden),
        (world.sc.liaison, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            minutes.edit_minutes(actor, made.id, expected_version=made.version, body="改")


# --------------------------------------------------------------------------- marks


@pytest.mark.parametrize("urgency", ["telegram_normal", "平急", "特提"])
def test_telegram_urgencies_do_not_fit_minutes(world, urgency):
    made = make.minutes_in(world)
    with pytest.raises(Invalid) as refused:
        edit(world, made, urgency=urgency)
    assert refused.value.problems[0].code == "urgency_only_for_telegrams"
    assert edit(world, made, urgency="urgent").urgency == "urgent"


@pytest.mark.parametrize("level", ["机密", "秘密", "绝密", "机密★10年", "secret"])
def test_a_state_secret_is_refused_nothing_stored_the_attempt_logged_without_content(world, level):
    made = make.minutes_in(world)
    with pytest.raises(StateSecretRefused):
        edit(world, made, classification=level, body="涉密内容原文")
    session().rollback()
    assert make.view(world.cq.liaison, made).body == made.body
    entry = session().scalars(sa.select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert (entry.action, entry.actor_id) == ("refused:state_secret_refused", world.sc.secretary.id)
    logged = session().scalars(sa.select(AuditEntry.changes)).all()
    assert not [one for one in logged if "涉密内容原文" in one]


def test_a_draft_marked_secret_is_not_begun(world):
    made = make.meeting(world, "concluded")
    with pytest.raises(StateSecretRefused):
        minutes.draft_minutes(world.sc.secretary, made.id, classification="机密")
    session().rollback()
    assert session().scalars(sa.select(Minutes)).all() == []


# --------------------------------------------------------------------------- the round


def test_comments_are_due_three_working_days_after_the_draft_goes_round(world):
    made = make.submit(world, make.minutes_in(world))
    # 09-23, 09-24, then 09-25..27 are off.
    assert (made.state, made.round, made.comment_due_on) == ("commenting", 1, date(2026, 9, 28))
    assert make.told_of(made.id).actions[-1] == "minutes.submit"
    with pytest.raises(IllegalTransition):
        make.submit(world, made)


def test_every_party_comments_in_its_own_name_until_the_last_day(world, at):
    made = make.minutes_in(world, "commenting")
    with at("2026-09-28T23:50"):
        said = comment_round.comment_on_minutes(
            world.cy.liaison, made.id, text="第二条文字可更简洁"
        )
    assert (said.institution_id, said.kind) == (world.cy.id, "comment")
    with at("2026-09-29T00:10"), pytest.raises(Conflict) as refused:
        comment_round.comment_on_minutes(world.cq.liaison, made.id, text="迟到")
    assert refused.value.code == "comments_closed"
    for actor, refusal in (
        (world.cy.signer, Forbidden),
        (world.sc.secretary, Forbidden),
        (world.strangers.liaison, NotFound),
    ):
        with pytest.raises(refusal):
            comment_round.comment_on_minutes(actor, made.id, text="x")


def test_nobody_comments_on_a_draft_or_on_what_is_being_signed(world):
    draft = make.minutes_in(world)
    with pytest.raises(IllegalTransition):
        comment_round.accept_minutes(world.cy.liaison, draft.id)
    signing = make.minutes_in(world, "signing")
    with pytest.raises(IllegalTransition):
        comment_round.object_to_minutes(world.cy.liaison, signing.id, text="反对")


def test_the_round_stays_open_for_who_has_not_answered_until_the_day_has_passed(world, at):
    made = make.minutes_in(world, "commenting")
    comment_round.accept_minutes(world.cq.liaison, made.id)
    assert not {"comment", "object", "accept"} & set(
        make.view(world.cq.liaison, made).allowed_actions
    )
    with pytest.raises(Conflict) as refused:
        comment_round.accept_minutes(world.cq.liaison, made.id)
    assert refused.value.code == "already_accepted"
    with at("2026-09-28T18:00"), pytest.raises(Conflict) as refused:
        close(world, made)
    assert refused.value.code == "comment_round_open"
    assert "成渝金融法院" in refused.value.message.zh
    assert "重庆" not in refused.value.message.zh
    with at("2026-09-29T09:00"):
        assert close(world, made).state == "signing"


def test_silence_blocks_where_the_agreement_says_so(world, at):
    agreements.add_version(
        SYSTEM,
        world.agreement_id,
        in_force_from=date(2026, 1, 1),
        settings={"comment_silence": "blocks"},
    )
    made = make.minutes_in(world, "commenting")
    with at("2026-09-29T09:00"), pytest.raises(Conflict) as refused:
        close(world, made)
    assert refused.value.code == "comment_round_open"


def test_an_open_objection_blocks_signing_until_it_is_answered(world):
    made = make.minutes_in(world, "commenting")
    objection = comment_round.object_to_minutes(world.cy.liaison, made.id, text="与会上意见不符")
    comment_round.accept_minutes(world.cq.liaison, made.id)
    with pytest.raises(Conflict) as refused:
        close(world, made)
    assert refused.value.code == "objection_open"
    assert "成渝金融法院" in refused.value.message.zh
    answer(world, objection, "adopted", note="已按意见修改")
    assert close(world, made).state == "signing"
    shown = make.view(world.cq.liaison, made).comments[0]
    assert (shown.answer, shown.answer_note) == ("adopted", "已按意见修改")


def test_answers_fit_what_they_answer(world):
    made = make.minutes_in(world, "commenting")
    objection = comment_round.object_to_minutes(world.cy.liaison, made.id, text="反对")
    remark = comment_round.comment_on_minutes(world.cq.liaison, made.id, text="建议")
    accepted = comment_round.accept_minutes(world.cq.liaison, made.id)
    for comment, how in (
        (objection, "not_adopted"),
        (remark, "withdrawn"),
        (accepted, "adopted"),
    ):
        with pytest.raises(Invalid) as refused:
            answer(world, comment, how)
        assert refused.value.problems[0].code == "wrong_answer"
    with pytest.raises(Invalid) as refused:
        answer(world, objection, "no_consensus")
    assert refused.value.problems[0].pointer == "/resolution_id"


def test_only_the_hosts_secretariat_answers_on_the_version_it_read(world):
    made = make.minutes_in(world, "commenting")
    objection = comment_round.object_to_minutes(world.cy.liaison, made.id, text="反对")
    facts = {"expected_version": objection.version, "answer": "adopted"}
    for actor, refusal in (
        (world.cy.liaison, Forbidden),
        (world.cq.secretary, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            comment_round.answer_comment(actor, objection.id, **facts)
    with pytest.raises(Stale):
        comment_round.answer_comment(
            world.sc.secretary, objection.id, expected_version=9, answer="adopted"
        )


def test_reading_strangers_find_nothing(world):
    made = make.minutes_in(world, "commenting")
    said = comment_round.comment_on_minutes(world.cy.liaison, made.id, text="建议")
    with pytest.raises(NotFound):
        queries.get_minutes(world.stranger, made.id)
    with pytest.raises(NotFound):
        queries.get_comment(world.stranger, said.id)
    with pytest.raises(NotFound):
        queries.minutes_file(world.stranger, made.id)
    assert queries.list_minutes(world.stranger, limit=10).items == ()
    assert queries.minutes_file(world.cq.liaison, made.id).content.startswith(b"%PDF-")
