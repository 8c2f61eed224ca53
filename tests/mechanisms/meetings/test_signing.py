"""Countersigning and issuing: every party, one text, the last day, own series (scenario 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from coop.core.actor import CLIENT
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Conflict, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.policy import DrafterMayNotSign, OfficerRequired
from coop.documents import receipts
from coop.documents.models import OfficialDocument
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.models import Countersign
from coop.mechanisms.meetings.service import comment_round, signing
from tests.clearing import cleared_world
from tests.mechanisms.meetings import make


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.ISSUED_AT):
        yield


def sign(actor, made, **changed):
    facts = {"expected_version": make.version_of(made), "text_hash": made.text_hash, **changed}
    return signing.countersign(actor, made.id, **facts)


def issue(world, made, **facts):
    return signing.issue_minutes(
        world.sc.secretary, made.id, expected_version=make.version_of(made), **facts
    )


def amend(world, made, change, **facts):
    return signing.amend_minutes(
        world.sc.secretary,
        made.id,
        expected_version=make.version_of(made),
        change=change,
        reason="校核",
        **facts,
    )


def printed(world, made):
    data = queries.minutes_file(world.cq.liaison, made.id).content
    return "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))


# --------------------------------------------------------------------------- signatures


def test_the_document_is_formed_on_the_day_of_the_last_signature(world):
    made = make.minutes_in(world, "signing")
    make.sign_one(world.sc, made, "2026-10-08T09:00")
    made = make.sign_one(world.cq, made, "2026-10-09T09:00")
    assert (made.state, made.formed_on) == ("signing", None)
    with pytest.raises(signing.SignaturesMissing) as refused:
        issue(world, made)
    assert "成渝金融法院" in refused.value.message.zh
    assert "四川" not in refused.value.message.zh
    made = make.sign_one(world.cy, made, "2026-10-12T09:00")
    assert (made.state, made.formed_on) == ("signed", date(2026, 10, 12))
    made = issue(world, made)
    assert made.number == "川金会纪\u30142026\u30151号"
    text = printed(world, made)
    assert "2026年10月12日" in text
    assert made.number in text


def test_each_party_signs_once_by_its_own_signer(world):
    made = make.minutes_in(world, "signing")
    for actor, refusal in (
        (world.cq.liaison, Forbidden),
        (world.cq.convener, Forbidden),
        (world.strangers.signer, NotFound),
    ):
        with pytest.raises(refusal):
            sign(actor, made)
    sign(world.cq.signer, made)
    with pytest.raises(Conflict) as refused:
        sign(world.cq.signer, made)
    assert refused.value.code == "already_countersigned"
    shown = make.view(world.cq.signer, made)
    assert "countersign" not in shown.allowed_actions
    assert "countersign" in make.view(world.cy.signer, made).allowed_actions
    signed = {one.institution_id: one.person_name for one in shown.signatures if one.signed_on}
    assert signed == {world.cq.id: world.cq.signer.name}
    assert make.told_of(made.id).actions[-1] == "minutes.countersign"


def test_one_signs_the_text_one_read(world):
    made = make.minutes_in(world, "signing")
    with pytest.raises(signing.TextChanged):
        sign(world.cq.signer, made, text_hash="0" * 64)
    with pytest.raises(Stale):
        sign(world.cq.signer, made, expected_version=made.version - 1)


def test_nothing_is_signed_before_the_round_is_closed(world):
    made = make.minutes_in(world, "commenting")
    with pytest.raises(IllegalTransition) as refused:
        sign(world.cq.signer, made)
    assert "comment" in refused.value.allowed_actions


def test_the_drafter_does_not_sign(world):
    made = make.minutes_in(world, "signing")
    posts = world.sc.secretary.posts | {(world.agreement_id, "signer")}
    drafter = replace(world.sc.secretary, posts=frozenset(posts))
    with pytest.raises(DrafterMayNotSign):
        sign(drafter, made)


def test_a_system_signs_only_for_a_named_officer(world):
    made = make.minutes_in(world, "signing")
    system = replace(world.cq.signer, kind=CLIENT, name="重庆局办公系统")
    with pytest.raises(OfficerRequired):
        sign(system, made)
    sign(replace(system, on_behalf_of="王局长"), made)
    newest = session().scalars(sa.select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert newest is not None
    assert (newest.actor_name, newest.on_behalf_of) == ("重庆局办公系统", "王局长")


# --------------------------------------------------------------------------- amendments


def test_a_substantive_amendment_voids_every_signature_and_asks_again(world, at):
    made = make.minutes_in(world, "signed")
    before = made.text_hash
    with at("2026-10-13T09:00"):
        made = amend(world, made, "substantive", body="一、全新的内容\n会议议定：另行安排。")
    assert (made.state, made.round, made.formed_on) == ("commenting", 2, None)
    assert made.text_hash != before
    assert made.comment_due_on == date(2026, 10, 16)
    voided = session().scalars(sa.select(Countersign.voided_at)).all()
    assert len(voided) == 3
    assert all(voided)
    for team in (world.cq, world.cy):
        with at("2026-10-13T10:00"):
            comment_round.accept_minutes(team.liaison, made.id)
    with at("2026-10-13T11:00"):
        made = comment_round.close_comments(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    with pytest.raises(signing.TextChanged):
        sign(world.cq.signer, made, text_hash=before)
    made = make.sign(world, made)
    assert made.state == "signed"


def test_the_old_answers_do_not_count_in_the_new_round(world):
    made = amend(world, make.minutes_in(world, "signed"), "substantive", body="一、新")
    with pytest.raises(Conflict) as refused:
        comment_round.close_comments(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    assert refused.value.code == "comment_round_open"


def test_a_typographic_amendment_keeps_the_signatures_and_is_logged(world):
    made = make.minutes_in(world, "signed")
    made = amend(world, made, "typographic", body=made.body.replace("台账", "台帐", 1))
    assert (made.state, made.formed_on) == ("signed", date(2026, 10, 12))
    assert all(one.signed_on for one in make.view(world.cq.liaison, made).signatures)
    assert make.told_of(made.id).actions[-1] == "minutes.amend"


def test_typographic_has_a_limit_however_often_it_is_used(world):
    made = make.minutes_in(world, "signed")
    with pytest.raises(signing.NotTypographic):
        amend(world, made, "typographic", body=made.body + "会议议定：增加一项重要的新任务。")
    made = amend(world, made, "typographic", body=made.body + "零一二三四五")
    with pytest.raises(signing.NotTypographic):
        amend(world, made, "typographic", body=made.body + "六七八九十百")


def test_an_amendment_changes_something_and_is_the_secretariats(world):
    made = make.minutes_in(world, "signed")
    with pytest.raises(Invalid) as refused:
        amend(world, made, "typographic", body=made.body)
    assert refused.value.problems[0].code == "unchanged"
    with pytest.raises(Forbidden):
        signing.amend_minutes(
            world.sc.convener,
            made.id,
            expected_version=made.version,
            change="typographic",
            reason="x",
            title="y",
        )


def test_typographic_amendments_wait_until_all_have_signed(world):
    made = make.minutes_in(world, "signing")
    with pytest.raises(IllegalTransition):
        amend(world, made, "typographic", title="新标题")


# --------------------------------------------------------------------------- issuing


def test_issuing_numbers_files_hands_over_and_tells(world):
    made = issue(world, make.minutes_in(world, "signed"), copies=30, cc=["四川省高级人民法院"])
    assert (made.state, made.copies) == ("issued", 30)
    document = session().get_one(OfficialDocument, made.document_id)
    assert (document.number, document.edition, document.kind) == (made.number, 1, "minutes")
    assert document.formation_on == date(2026, 10, 12)
    handed = receipts.receipts_of(document.id)
    assert {one.institution_id for one in handed} == {team.id for team in world.teams}
    assert {one.due_on for one in handed} == {date(2026, 10, 15)}
    told = make.told_of(made.id)
    assert told.actions[-1] == "minutes.issue"
    assert set(told.events[-2:]) == {"minutes.changed", "minutes.issued"}
    text = printed(world, made)
    assert "四川省高级人民法院" in text
    assert "共印30份" in text or "30份" in text


def test_only_the_hosts_secretariat_issues_and_once(world):
    made = make.minutes_in(world, "signed")
    for actor, refusal in (
        (world.sc.convener, Forbidden),
        (world.cq.secretary, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            signing.issue_minutes(actor, made.id, expected_version=made.version)
    with pytest.raises(Stale):
        signing.issue_minutes(world.sc.secretary, made.id, expected_version=1)
    made = issue(world, made)
    with pytest.raises(IllegalTransition):
        issue(world, made)


def test_a_work_secret_is_printed_as_internal_and_as_nothing_else(world):
    world = cleared_world(world)
    made = make.minutes_in(world, "issued", classification="work_secret")
    text = printed(world, made)
    assert "内部" in text
    assert "秘密" not in text


def test_dates_are_printed_without_zeros(world, at):
    made = make.minutes_in(world, "signing")
    for team in world.teams:
        made = make.sign_one(team, made, "2026-11-05T09:00")
    with at("2026-11-05T10:00"):
        made = issue(world, made)
    text = printed(world, made)
    assert "2026年11月5日" in text
    assert "11月05日" not in text


def test_the_name_printed_is_the_one_of_the_formation_day(world, at):
    from coop.core.actor import SYSTEM
    from coop.registry import agreements

    made = make.minutes_in(world, "signed")
    with at("2026-10-13T09:00"):
        agreements.rename_institution(
            SYSTEM,
            world.sc.id,
            name="四川金融监督管理局",
            short_name="川金监局",
            until_on=date(2026, 10, 12),
        )
        made = issue(world, made)
        assert "四川金融监管局办公室" in printed(world, made)
