"""The text: drafted, approved, sent, changed and asked about again; the guard of a pending case."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.policy import DrafterMayNotSign
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.service import asking, drafting, files, outcomes, reading
from tests.mechanisms.consultations import make
from tests.world import World

CASE = "（2026）渝87民初12号"


def test_a_draft_is_only_its_own_partys(world: World) -> None:
    made = make.drafted(world)
    assert make.view(world.sc.handler, made).state == "draft"
    for reader in (world.cq.liaison, world.cy.signer, world.stranger):
        with pytest.raises(NotFound):
            make.view(reader, made)
        assert queries.list_consultations(reader, limit=9).items == ()
    assert make.events_of(world.cq.id) == []


def test_only_a_partys_liaison_starts_one(world: World) -> None:
    with make.at(make.OPENED_AT):
        with pytest.raises(Forbidden):
            drafting.draft_consultation(world.sc.handler, **make.facts(world))
        with pytest.raises(NotFound):
            drafting.draft_consultation(world.stranger, **make.facts(world))


@pytest.mark.parametrize(
    ("changed", "pointer", "code"),
    [
        ({"questions": []}, "/questions", "empty"),
        ({"consulted_ids": []}, "/consulted_ids", "empty"),
        ({"urgency": "平急"}, "/urgency", "urgency_only_for_telegrams"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    world: World, changed: dict[str, object], pointer: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        make.drafted(world, **changed)
    problem = refused.value.problems[0]
    assert (problem.pointer, problem.code) == (pointer, code)


def test_nobody_consults_itself_or_a_stranger(world: World) -> None:
    for one, code in ((world.sc.id, "own_party"), (world.strangers.id, "not_a_party")):
        with pytest.raises(Invalid) as refused:
            make.drafted(world, consulted_ids=[one])
        assert refused.value.problems[0].code == code


def test_a_letter_leaves_only_with_its_signers_approval(world: World) -> None:
    made = make.drafted(world)
    with pytest.raises(asking.ApprovalMissing):
        make.submit(world, made)
    both = replace(world.sc.liaison, posts=world.sc.liaison.posts | world.sc.signer.posts)
    with make.at(make.OPENED_AT), pytest.raises(DrafterMayNotSign):
        drafting.approve_letter(both, made.id, expected_version=made.version)
    make.approve(world, made)
    with make.at(make.OPENED_AT):
        edited = drafting.edit_consultation(
            world.sc.liaison, made.id, expected_version=make.version_of(made), facts="改过"
        )
    with pytest.raises(asking.ApprovalMissing):
        make.submit(world, edited)


def test_a_sent_letter_is_filed_handed_over_and_told(world: World) -> None:
    made = make.consultation(world, "open")
    seen = make.view(world.cq.liaison, made, make.OPENED_AT)
    letter = make.paper(world.cq.liaison, seen.texts[0].document_id)
    for told in (
        "关于会商金融借款合同利息认定标准的函",
        "会商〔2026〕1号",
        "请于2026年9月24日前（含当日）",
        "3个工作日内答复",
        "1.利息计算标准如何统一",
        "逾期未答复的，按未答复登记，不视为同意。",
    ):
        assert told in letter
    assert make.receipts_signed(seen.texts[0].document_id) == {
        world.cq.id: False,
        world.cy.id: False,
    }
    assert "consultation.opened" in {kind for kind, _body in make.events_of(world.cy.id)}
    assert make.actions_logged(made.id) == [
        "consultation.draft",
        "consultation.approve",
        "consultation.submit",
    ]


def test_a_party_that_is_not_consulted_knows_nothing_of_it_but_the_host_does(world: World) -> None:
    with make.at(make.OPENED_AT):
        made = drafting.draft_consultation(
            world.cq.liaison, **make.facts(world, consulted_ids=[world.cy.id])
        )
        drafting.approve_letter(world.cq.signer, made.id, expected_version=made.version)
        made = asking.submit_consultation(
            world.cq.liaison, made.id, expected_version=make.version_of(made)
        )
    assert make.view(world.sc.secretary, made).state == "open"
    only_host = make.consultation(world, "open", consulted_ids=[world.cq.id])
    with pytest.raises(NotFound):
        make.view(world.cy.liaison, only_host)
    document_id = make.view(world.cq.liaison, only_host).texts[0].document_id
    with pytest.raises(NotFound):
        make.paper(world.cy.liaison, document_id)


def test_numbers_follow_each_other_in_the_year(world: World) -> None:
    first, second = make.consultation(world, "open"), make.consultation(world, "open")
    assert (first.ordinal, second.ordinal) == (1, 2)


def test_a_changed_text_asks_again_and_keeps_what_was_given_on_the_old_one(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made, "agree", "对第一稿无异议")
    with make.at("2026-09-23T09:00"):
        revised = drafting.revise_text(
            world.sc.liaison,
            made.id,
            expected_version=make.version_of(made),
            questions=["违约金上限如何掌握"],
        )
    assert [one.number for one in make.view(world.cq.liaison, made).texts] == [1]
    make.approve(world, revised, "2026-09-23T09:30")
    make.submit(world, revised, "2026-09-23T10:00")

    seen = make.view(world.cq.liaison, made, "2026-09-23T10:00")
    assert (seen.text_version, seen.reply_due_on) == (2, date(2026, 9, 29))
    assert {one.state for one in seen.parties} == {"asked"}
    assert [(one.text_version, one.text) for one in seen.opinions] == [(1, "对第一稿无异议")]
    make.give(world.cq, made, "disagree", "第二稿不可行", when="2026-09-24T09:00")
    make.give(world.cy, made, when="2026-09-24T09:00")
    whole = make.view(world.sc.liaison, made)
    assert whole.state == "replied"
    assert [one.text_version for one in whole.opinions] == [2, 2, 1]
    assert make.stances(whole)["重庆金融监管局"] == "disagree"


def test_nothing_is_sent_twice(world: World) -> None:
    made = make.consultation(world, "open")
    with pytest.raises(asking.NothingToSend):
        make.submit(world, made)
    with pytest.raises(drafting.NothingToApprove):
        make.approve(world, made)


def test_stale_and_wrong_state_are_refused(world: World) -> None:
    made = make.consultation(world, "open")
    with make.at(make.OPENED_AT):
        with pytest.raises(Stale):
            outcomes.withdraw(world.sc.liaison, made.id, expected_version=1, reason="重复")
        with pytest.raises(IllegalTransition):
            drafting.edit_consultation(
                world.sc.liaison, made.id, expected_version=make.version_of(made), title="改"
            )


def test_a_file_goes_with_its_text_and_is_named_in_the_letter(world: World) -> None:
    made = make.consultation(world, "approved")
    file = {
        "filename": "说明.txt",
        "content_base64": base64.b64encode("口径对照".encode()).decode(),
    }
    with make.at(make.OPENED_AT):
        files.add_file(world.sc.liaison, made.id, title="口径对照表", file=file)
    make.submit(world, make.approve(world, made))
    seen = make.view(world.cq.liaison, made)
    kept = seen.texts[0].files[0]
    assert queries.consultation_file(world.cq.liaison, kept.id).content == "口径对照".encode()
    assert "口径对照表" in make.paper(world.cq.liaison, seen.texts[0].document_id)
    with pytest.raises(NotFound):
        queries.consultation_file(world.stranger, kept.id)


# --------------------------------------------------------------------------- a pending case


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"category": "fact_finding"}, "pending_case_law_only"),
        ({"position": "应予支持"}, "pending_case_no_position"),
    ],
)
def test_a_pending_case_takes_only_questions_of_law_without_a_view(
    world: World, changed: dict[str, str], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        make.drafted(world, pending_case_no=CASE, **changed)
    assert refused.value.problems[0].code == code


def test_a_pending_case_opens_only_with_the_courts_consent(world: World) -> None:
    made = make.drafted(world, pending_case_no=CASE)
    with pytest.raises(NotFound):
        make.view(world.cy.signer, made)
    with make.at(make.OPENED_AT), pytest.raises(NotFound):
        drafting.approve_case(world.cy.signer, made.id, expected_version=made.version)
    make.approve(world, made)
    with pytest.raises(asking.CaseApprovalMissing):
        make.submit(world, made)
    assert "approve_case" in make.view(world.cy.signer, made).allowed_actions
    with make.at(make.OPENED_AT):
        with pytest.raises(NotFound):
            drafting.approve_case(world.cq.signer, made.id, expected_version=make.version_of(made))
        drafting.approve_case(world.cy.signer, made.id, expected_version=make.version_of(made))
    opened = make.submit(world, made)
    assert "依法独立公正行使审判权" in make.paper(
        world.cq.liaison, make.view(world.cq.liaison, opened).texts[0].document_id
    )


def test_who_reads_a_consultation_with_a_pending_case_is_logged(world: World) -> None:
    made = make.drafted(world, pending_case_no=CASE)
    plain = make.drafted(world)
    with make.at(make.OPENED_AT):
        reading.read_consultation(world.sc.handler, made.id)
        reading.read_consultation(world.sc.handler, plain.id)
        reading.read_dossier(world.sc.handler, made.id)
    query = sa.select(AuditEntry.actor_name).where(AuditEntry.action == "consultation.read")
    assert list(session().scalars(query)) == ["SChandler", "SChandler"]
