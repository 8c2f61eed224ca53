"""签收: each institution once, by its own officers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask
from uuid_utils.compat import uuid7

from coop.core.errors import CoopError, Duplicate, Forbidden, NotFound, Stale
from coop.documents import receipts
from coop.documents.jobs import remind_of_receipts
from coop.documents.models import Receipt
from coop.documents.receipts import AlreadySigned
from tests.documents import made
from tests.waiting import waiting
from tests.world import World

At = Callable[[str], AbstractContextManager[None]]


def handed_to_cq(world: World, *, due_on: date | None = None) -> Receipt:
    return made.hand_over(world, [world.cq.id], due_on=due_on)[0]


@pytest.mark.parametrize("role", ["liaison", "secretary", "handler"])
def test_an_officer_of_the_receiving_institution_signs(app: Flask, world: World, role: str) -> None:
    receipt = handed_to_cq(world)
    officer = getattr(world.cq, role)
    assert receipts.get_receipt(officer, receipt.id).allowed_actions == ("sign_for",)
    receipts.sign_for(officer, receipt.id, expected_version=1)
    view = receipts.get_receipt(world.sc.liaison, receipt.id)
    assert (view.state, view.signed_by_name, view.allowed_actions) == ("signed", officer.name, ())
    assert made.audit_actions(receipt.id) == ["receipt.sign_for"]
    assert made.events_about(receipt.id) == [("receipt.signed", 3)]


def test_who_comes_second_learns_who_signed_even_with_an_old_version(
    app: Flask, world: World
) -> None:
    receipt = handed_to_cq(world)
    receipts.sign_for(world.cq.liaison, receipt.id, expected_version=1)
    for version in (1, 2):
        with pytest.raises(AlreadySigned) as refused:
            receipts.sign_for(world.cq.handler, receipt.id, expected_version=version)
        assert refused.value.facts["name"] == world.cq.liaison.name


def test_of_many_at_once_one_signs(app: Flask, world: World) -> None:
    receipt = handed_to_cq(world)

    def sign(_position: int) -> str:
        with app.app_context():
            try:
                receipts.sign_for(world.cq.liaison, receipt.id, expected_version=1)
            except CoopError as refused:
                return refused.code
            return "signed"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(sign, range(4)))
    assert outcomes == ["already_signed", "already_signed", "already_signed", "signed"]
    assert len(made.audit_actions(receipt.id)) == 1


def test_no_one_signs_for_another_institution(app: Flask, world: World) -> None:
    receipt = handed_to_cq(world)
    for officer in (world.cy.liaison, world.sc.secretary):
        with pytest.raises(Forbidden):
            receipts.sign_for(officer, receipt.id, expected_version=1)


@pytest.mark.parametrize("role", ["convener", "signer", "archivist"])
def test_other_posts_do_not_sign(app: Flask, world: World, role: str) -> None:
    receipt = handed_to_cq(world)
    with pytest.raises(Forbidden):
        receipts.sign_for(getattr(world.cq, role), receipt.id, expected_version=1)


def test_for_strangers_a_receipt_does_not_exist(app: Flask, world: World) -> None:
    receipt = handed_to_cq(world)
    with pytest.raises(NotFound):
        receipts.sign_for(world.strangers.liaison, receipt.id, expected_version=1)
    with pytest.raises(NotFound):
        receipts.get_receipt(world.strangers.liaison, receipt.id)
    assert receipts.list_receipts(world.strangers.liaison, limit=10).items == ()


def test_signing_needs_the_version_that_was_read(app: Flask, world: World) -> None:
    receipt = handed_to_cq(world)
    with pytest.raises(Stale):
        receipts.sign_for(world.cq.liaison, receipt.id, expected_version=5)


def test_each_institution_gets_one_receipt_of_one_thing(app: Flask, world: World) -> None:
    subject_id = uuid7()
    handed = made.hand_over(world, [world.cq.id, world.cy.id, world.cq.id], subject_id=subject_id)
    assert [one.institution_id for one in handed] == [world.cq.id, world.cy.id]
    with pytest.raises(Duplicate):
        made.hand_over(world, [world.cy.id], subject_id=subject_id)


def test_a_handed_over_document_is_called_by_title_and_number(app: Flask, world: World) -> None:
    document = made.issue(world)
    made.hand_over(
        world, [world.cq.id], subject_kind="document", subject_id=document.id, title=None
    )
    shown = receipts.receipts_of(document.id, actor=world.cq.liaison)
    assert [one.title for one in shown] == ["第三次联席会议纪要（川金会纪〔2026〕1号）"]
    assert shown[0].allowed_actions == ("sign_for",)
    assert receipts.receipts_of(document.id)[0].allowed_actions == ()


def test_the_desk_shows_what_this_officer_may_sign_for_most_urgent_first(
    app: Flask, world: World
) -> None:
    undated = made.hand_over(world, [world.cq.id], title="材料")[0]
    later = made.hand_over(world, [world.cq.id, world.cy.id], due_on=date(2026, 10, 20))[0]
    sooner = made.hand_over(world, [world.cq.id], due_on=date(2026, 10, 15))[0]
    found = waiting(receipts.waiting, world.cq.liaison)
    assert [one.subject_id for one in found] == [sooner.id, later.id, undated.id]
    assert {one.group for one in found} == {"sign_for"}
    assert waiting(receipts.waiting, world.cq.signer) == []
    receipts.sign_for(world.cq.liaison, sooner.id, expected_version=1)
    assert [one.subject_id for one in waiting(receipts.waiting, world.cq.handler)] == [
        later.id,
        undated.id,
    ]


def test_overdue_is_what_is_unsigned_after_its_day(app: Flask, world: World, at: At) -> None:
    receipt = handed_to_cq(world, due_on=date(2026, 10, 12))
    handed_to_cq(world)
    with at("2026-10-12T23:59"):
        assert receipts.overdue_receipts(world.agreement_id) == ()
    with at("2026-10-13T00:00"):
        late = receipts.overdue_receipts(world.agreement_id)
        assert [(one.id, one.is_overdue) for one in late] == [(receipt.id, True)]
        receipts.sign_for(world.cq.liaison, receipt.id, expected_version=1)
        assert receipts.overdue_receipts(world.agreement_id) == ()


def test_receipts_are_listed_by_state_and_institution(app: Flask, world: World) -> None:
    to_cq, to_cy = made.hand_over(world, [world.cq.id, world.cy.id])
    receipts.sign_for(world.cq.liaison, to_cq.id, expected_version=1)

    def found(**wanted: object) -> list[object]:
        page = receipts.list_receipts(world.sc.liaison, limit=10, **wanted)
        return [one.id for one in page.items]

    assert found(state="signed") == [to_cq.id]
    assert found(state="waiting") == [to_cy.id]
    assert found(institution_id=world.cq.id) == [to_cq.id]
    assert set(found(subject_id=to_cq.subject_id)) == {to_cq.id, to_cy.id}


def test_what_is_overdue_is_listed_and_reminded_of_once(app: Flask, world: World, at: At) -> None:
    late = handed_to_cq(world, due_on=date(2026, 10, 12))
    made.hand_over(world, [world.cq.id], due_on=None)
    made.hand_over(world, [world.cy.id], due_on=date(2026, 10, 13))
    with at("2026-10-12T23:00"):
        remind_of_receipts(world.agreement_id)
    assert made.audit_actions(late.id) == []
    with at("2026-10-13T09:10"):
        for _twice in range(2):
            remind_of_receipts(world.agreement_id)
        overdue = receipts.list_receipts(world.sc.liaison, limit=10, is_overdue=True).items
        rest = receipts.list_receipts(world.sc.liaison, limit=10, is_overdue=False).items
        host, other = (
            [one.title for one in waiting(receipts.waiting, who) if one.group == "follow"]
            for who in (world.sc.secretary, world.cy.secretary)
        )
    assert [one.id for one in overdue] == [late.id]
    assert len(rest) == 2
    assert (host, other) == (["会议通知"], [])
    assert made.audit_actions(late.id) == ["receipt.remind"]
    assert made.events_about(late.id) == [("receipt.reminder", 3)]
