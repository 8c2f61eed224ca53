"""Who may do what, and for whom a dispute does not exist: every command, table-driven."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, IllegalTransition, NotFound, Stale
from coop.core.events import EventRow
from coop.documents import receipts
from coop.documents.queries import document_pdf, get_document, list_documents
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.queries.contacts import dispute_contacts
from coop.mechanisms.referrals.queries.waiting import waiting
from coop.mechanisms.referrals.service import reading
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT
from tests.mechanisms.referrals import acts, make, seen
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.waiting import waiting as lines
from tests.world import World

INSIDERS = ("clerk", "desk", "mediator")


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def outsiders(cast: Cast) -> tuple[Actor, ...]:
    world = cast.world
    own_court = (world.cy.liaison, world.cy.secretary, world.cy.signer)
    return (*own_court, world.sc.secretary, world.stranger, cast.other_desk, cast.second)


def refusal_of(command: Callable[..., Any], *given: Any, **named: Any) -> type[CoopError] | None:
    try:
        command(*given, **named)
    except CoopError as refused:
        return type(refused)
    return None


def test_every_command_refuses_whom_it_should_and_leaves_nothing(cast: Cast) -> None:
    """On a dispute in mediation: by strangers, by the wrong post, and on an old version."""
    made = make.dispute(cast, "mediating")
    parties = seen.party_ids(cast, made)
    before = _rows()
    with seen.at(seen.TALKED_AT):
        for action, (command, arguments) in acts.DISPUTE_ACTS.items():
            given = {**arguments(cast, parties), "expected_version": made.version}
            for actor in outsiders(cast):
                found = refusal_of(command, actor, made.id, **given)
                assert found is NotFound, (action, actor.name)
            for who in INSIDERS:
                found = refusal_of(
                    command, getattr(cast, who), made.id, **{**given, "expected_version": 0}
                )
                expected = Stale if action in acts.DISPUTE_RIGHTS[who] else Forbidden
                assert found is expected, (action, who)
    assert _rows() == before


def test_every_command_refuses_in_the_wrong_state(cast: Cast) -> None:
    made = make.dispute(cast, "acknowledged")
    parties = seen.party_ids(cast, made)
    possible = DISPUTE.possible("closed")
    with seen.at(make.SIGNED_AT):
        for action, (command, arguments) in acts.DISPUTE_ACTS.items():
            if action in possible:
                continue
            who = next(one for one in INSIDERS if action in acts.DISPUTE_RIGHTS[one])
            given = {**arguments(cast, parties), "expected_version": seen.version_of(made)}
            found = refusal_of(command, getattr(cast, who), made.id, **given)
            assert found is IllegalTransition, action


def test_every_command_on_a_settlement_refuses_likewise(cast: Cast) -> None:
    made = make.dispute(cast, "effective")
    parties = seen.party_ids(cast, made)
    settlement = seen.settlement_of(cast, made)
    possible = SETTLEMENT.possible("effective")
    before = _rows()
    with seen.at(make.SIGNED_AT):
        for action, (command, arguments) in acts.SETTLEMENT_ACTS.items():
            given = {**arguments(cast, parties), "expected_version": settlement.version}
            for actor in outsiders(cast):
                found = refusal_of(command, actor, settlement.id, **given)
                assert found is NotFound, (action, actor.name)
            for who in INSIDERS:
                old = {**given, "expected_version": 0}
                found = refusal_of(command, getattr(cast, who), settlement.id, **old)
                expected = Stale if action in acts.SETTLEMENT_RIGHTS[who] else Forbidden
                assert found is expected, (action, who)
            if action not in possible:
                who = next(one for one in INSIDERS if action in acts.SETTLEMENT_RIGHTS[one])
                found = refusal_of(command, getattr(cast, who), settlement.id, **given)
                assert found is IllegalTransition, action
    assert _rows() == before


def _rows() -> tuple[int, ...]:
    session().rollback()
    counts = tuple(
        session().scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in (AuditEntry, EventRow)
    )
    session().rollback()
    return counts


def test_each_success_is_logged_and_told_to_court_and_body_alone(cast: Cast) -> None:
    made = make.dispute(cast, "acknowledged")
    logged = [
        "dispute.register", "dispute.consent", "dispute.consent", "dispute.refer",
        "dispute.accept", "dispute.settle", "dispute.feedback", "dispute.acknowledge",
    ]  # fmt: skip
    assert seen.actions_logged(made.id) == logged
    settlement = seen.settlement_of(cast, made)
    assert seen.actions_logged(settlement.id) == [
        "settlement.draw_up", "settlement.sign", "settlement.sign",
    ]  # fmt: skip
    court = [kind for kind, _body in seen.events_of(cast.world.cy.id)]
    assert court.count("dispute.changed") == len(logged)
    assert court.count("settlement.changed") == 3
    assert {"dispute.referred", "referral.answered", "dispute.concluded"} <= set(court)
    for others in (cast.world.sc.id, cast.world.cq.id):
        assert seen.events_of(others) == []
    for _kind, body in seen.events_of(cast.institution_id):
        for personal in ("王某某", "示范银行", make.PERSON_NO, make.PHONE, "成都市某区"):
            assert personal not in body
    session().rollback()
    for changes in session().scalars(sa.select(AuditEntry.changes)):
        assert "王某某" not in changes


def test_for_everybody_else_a_dispute_does_not_exist(cast: Cast) -> None:
    made = make.dispute(cast, "closed")
    shown = seen.view(cast.clerk, made, make.SIGNED_AT)
    papers = [one for one in (shown.document_id, shown.referrals[0].document_id) if one]
    (handed,) = receipts.receipts_of(papers[1])
    reads: tuple[tuple[Callable[..., Any], UUID], ...] = (
        (queries.get_dispute, made.id),
        (queries.get_referral, shown.referrals[0].id),
        (queries.get_settlement, shown.settlements[0].id),
        (queries.consent_form, made.id),
        (queries.settlement_form, shown.settlements[0].id),
        (dispute_contacts, made.id),
        *((read, one) for one in papers for read in (get_document, document_pdf)),
        (receipts.get_receipt, handed.id),
    )
    with seen.at(make.SIGNED_AT):
        for actor in outsiders(cast):
            assert queries.list_disputes(actor, limit=9).items == ()
            assert queries.list_referrals(actor, limit=9).items == ()
            assert queries.list_settlements(actor, limit=9).items == ()
            assert list_documents(actor, limit=9).items == ()
            assert receipts.list_receipts(actor, limit=9).items == ()
            assert lines(waiting, actor) == lines(receipts.waiting, actor) == []
            for read, subject_id in reads:
                assert refusal_of(read, actor, subject_id) is NotFound, (actor.name, read.__name__)
            signing = refusal_of(receipts.sign_for, actor, handed.id, expected_version=0)
            assert signing is NotFound, actor.name
        for who in INSIDERS:
            actor = getattr(cast, who)
            assert {one.id for one in list_documents(actor, limit=9).items} == set(papers), who
            assert receipts.get_receipt(actor, handed.id).subject_id == papers[1]
    session().rollback()


def test_numbers_are_masked_and_read_in_full_only_with_a_trace(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    for who in INSIDERS:
        debtor = seen.view(getattr(cast, who), made).parties[1]
        assert (debtor.identity_no, debtor.phone) == ("110***********002X", "138****5678")
    for who, identity_no, phone in (
        ("clerk", make.PERSON_NO, make.PHONE),
        ("mediator", None, make.PHONE),
        ("desk", None, make.PHONE),
    ):
        found = reading.read_contacts(getattr(cast, who), made.id).contacts[1]
        assert (found.identity_no, found.phone) == (identity_no, phone)
    session().rollback()
    reads = sa.select(sa.func.count()).where(AuditEntry.action == "dispute.read_contacts")
    assert session().scalar(reads) == len(INSIDERS)
    session().rollback()
    ended = make.reported(cast, make.failed(cast, made))
    assert reading.read_contacts(cast.desk, ended.id).contacts[1].phone is None


def test_the_desk_tells_each_officer_what_to_do_next(cast: Cast) -> None:
    made = make.registered(cast)
    expected = {
        "intake": ("clerk", "征询当事人是否同意调解"),
        "consented": ("clerk", "指定调解组织"),
        "referred": ("desk", "接收移送调解"),
        "mediating": ("mediator", "调解纠纷"),
        "settled": ("mediator", "办理调解协议签署"),
        "effective": ("desk", "反馈结果，退回材料"),
        "closed": ("clerk", "确认收悉调解结果"),
    }
    steps = (
        make.consented, make.referred, make.accepted, make.settled, make.signed, make.reported,
        make.acknowledged,
    )  # fmt: skip
    for (state, (who, kind)), step in zip(expected.items(), steps, strict=True):
        with seen.at(seen.TALKED_AT if state != "referred" else make.REGISTERED_AT):
            told = lines(waiting, getattr(cast, who))
        assert kind in [one.kind for one in told], state
        assert all("诉调〔2026〕1号" in one.title for one in told)
        made = step(cast, made)
    with seen.at(make.SIGNED_AT):
        assert lines(waiting, cast.clerk) == []
