"""A free letter 函: drafted, reviewed, signed, numbered and issued, one table for both doors."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.policy import DrafterMayNotSign
from coop.documents import letters, numbers, queries, receipts
from coop.documents.models import OfficialDocument
from coop.documents.secrecy import StateSecretRefused
from tests.documents import made
from tests.documents.callers import NOW
from tests.documents.made import LETTER as SAID
from tests.documents.made import draft
from tests.supervision.pdf_text import text_of
from tests.world import World


@pytest.fixture(autouse=True)
def _now():
    with clock.stopped_at(NOW):
        yield


def walk(world: World, document: OfficialDocument, *actions: str) -> None:
    """The usual officer of SC takes each step on the newest version."""
    for action in actions:
        actor, command, said = STEPS[action]
        version = session().get_one(OfficialDocument, document.id).version
        command(actor(world), document.id, expected_version=version, **said)


STEPS = {
    "edit": (lambda world: world.sc.secretary, letters.edit_letter, {"title": "关于新事的函"}),
    "review": (lambda world: world.sc.secretary, letters.review_document, {"note": "已核"}),
    "return": (lambda world: world.sc.signer, letters.return_document, {"reason": "请写明依据"}),
    "sign": (lambda world: world.sc.signer, letters.sign_document, {}),
    "register_and_issue": (lambda world: world.sc.secretary, letters.register_and_issue, {}),
    "revoke": (lambda world: world.sc.signer, letters.revoke_letter, {"reason": "依据有误"}),
    "repeal": (lambda world: world.sc.signer, letters.repeal_letter, {"reason": "已被代替"}),
}
BEFORE = {
    "edit": (),
    "review": (),
    "return": ("review",),
    "sign": ("review",),
    "register_and_issue": ("review", "sign"),
    "revoke": ("review", "sign", "register_and_issue"),
    "repeal": ("review", "sign", "register_and_issue"),
}
AFTER = {
    "edit": "draft",
    "review": "reviewed",
    "return": "draft",
    "sign": "signed",
    "register_and_issue": "issued",
    "revoke": "revoked",
    "repeal": "repealed",
}
WRONG_STATE = {
    "edit": ("review",),
    "review": ("review", "sign"),
    "return": ("review", "sign"),
    "sign": (),
    "register_and_issue": ("review",),
    "revoke": ("review", "sign"),
    "repeal": ("review", "sign"),
}


def call(actor: Actor, document: OfficialDocument, action: str, version: int) -> object:
    _usual, command, said = STEPS[action]
    return command(actor, document.id, expected_version=version, **said)


@pytest.mark.parametrize("action", STEPS)
def test_each_step_is_taken_by_its_post_in_its_state_on_the_version_read(
    app: Flask, world: World, action: str
) -> None:
    document = draft(world)
    walk(world, document, *BEFORE[action])
    actor = STEPS[action][0](world)
    version = document.version
    strangers = [world.stranger, world.cq.signer if document.issued_at is None else world.cy.signer]
    for stranger in strangers:
        with pytest.raises(NotFound):
            call(stranger, document, action, version)
    with pytest.raises(Forbidden):
        call(world.sc.handler, document, action, version)
    with pytest.raises(Stale):
        call(actor, document, action, version + 7)
    call(actor, document, action, version)
    view = queries.get_document(world.sc.liaison, document.id)
    assert view.state == AFTER[action]
    assert view.steps[-1].action == action
    assert view.steps[-1].by_name == actor.name
    assert made.audit_actions(document.id)[-1] == f"document.{action}"
    told = {"edit": "drafted", "register_and_issue": "issued", "revoke": "revoked"}
    told["repeal"] = "repealed"
    kind, to = made.events_about(document.id)[-1]
    assert kind == f"document.{told.get(action, 'moved')}"
    assert to == (2 if document.issued_at else 1)


@pytest.mark.parametrize("action", STEPS)
def test_no_step_is_taken_out_of_turn(app: Flask, world: World, action: str) -> None:
    document = draft(world)
    walk(world, document, *WRONG_STATE[action])
    with pytest.raises(IllegalTransition):
        call(STEPS[action][0](world), document, action, document.version)


def test_the_number_and_the_bytes_come_with_the_registration_after_the_signature(
    app: Flask, world: World
) -> None:
    document = draft(world, urgency="urgent", other_addressees=["四川省地方金融管理局"])
    walk(world, document, "review")
    with clock.stopped_at(NOW + timedelta(days=1)):
        walk(world, document, "sign")
    assert (document.number, document.content, document.sha256) == (None, None, None)
    assert numbers_taken(world) == []
    with clock.stopped_at(NOW + timedelta(days=2)):
        walk(world, document, "register_and_issue")
    assert numbers_taken(world) == ["川金会函〔2026〕1号"]
    view = queries.get_document(world.cq.liaison, document.id)
    assert (view.number, view.formation_on) == ("川金会函〔2026〕1号", date(2026, 10, 13))
    assert view.printed_on == date(2026, 10, 14)
    printed = queries.document_pdf(world.cq.liaison, document.id)
    assert made_hash(printed.content) == view.sha256
    text = text_of(printed.content)
    for shown in (
        "川金会函〔2026〕1号",
        "2026年10月13日",
        "重庆金融监管局、四川省地方金融管理局",
        "加急",
    ):
        assert shown in text
    assert [one.action for one in view.steps] == ["draft", "review", "sign", "register_and_issue"]


def numbers_taken(world: World) -> list[str]:
    return [one.number for one in queries.list_numbers(world.sc.liaison, limit=10).items]


def made_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_draft_exists_only_for_its_own_institution(app: Flask, world: World) -> None:
    document = draft(world)
    assert queries.list_documents(world.sc.handler, limit=10).items[0].id == document.id
    assert queries.document_pdf(world.sc.handler, document.id).content.startswith(b"%PDF")
    for other in (world.cq.liaison, world.cy.secretary, world.stranger):
        assert queries.list_documents(other, limit=10).items == ()
        for read in (queries.get_document, queries.document_pdf):
            with pytest.raises(NotFound):
                read(other, document.id)


def test_an_issued_letter_is_known_to_its_addressees_who_sign_for_it(
    app: Flask, world: World
) -> None:
    document = draft(world)
    walk(world, document, "review", "sign", "register_and_issue")
    with pytest.raises(NotFound):
        queries.get_document(world.cy.liaison, document.id)
    waiting = receipts.list_receipts(world.cq.liaison, limit=10, state="waiting").items
    assert [(one.subject_id, one.due_on) for one in waiting] == [(document.id, date(2026, 10, 15))]
    walk(world, document, "revoke")
    assert receipts.list_receipts(world.cq.liaison, limit=10, state="waiting").items == ()


def test_nobody_signs_the_own_draft_also_after_changing_it(app: Flask, world: World) -> None:
    document = draft(world)
    both = Actor(
        kind="person",
        id=world.sc.secretary.id,
        name="秘书兼签发",
        institution_id=world.sc.id,
        posts=world.sc.secretary.posts | world.sc.signer.posts,
        agreement_ids=world.sc.secretary.agreement_ids,
    )
    walk(world, document, "review")
    with pytest.raises(DrafterMayNotSign):
        letters.sign_document(both, document.id, expected_version=document.version)


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"addressee_ids": []}, "/addressee_ids", "empty"),
        ({"addressee_ids": "own"}, "/addressee_ids/0", "not_another_party"),
        ({"urgency": "平急"}, "/urgency", "urgency_only_for_telegrams"),
        ({"classification": "机密"}, "/classification", "state_secret_refused"),
    ],
)
def test_a_letter_says_to_whom_it_goes_and_bears_lawful_marks(
    app: Flask, world: World, changes: dict[str, object], pointer: str, code: str
) -> None:
    if changes.get("addressee_ids") == "own":
        changes = {"addressee_ids": [world.sc.id]}
    with pytest.raises((Invalid, StateSecretRefused)) as refused:
        draft(world, **changes)
    assert [(one.pointer, one.code) for one in refused.value.problems] == [(pointer, code)]
    session().rollback()
    assert queries.list_documents(world.sc.liaison, limit=10).items == ()


def test_only_the_hosts_secretariat_writes_and_no_foreign_series_is_used(
    app: Flask, world: World
) -> None:
    said = {**SAID, "addressee_ids": [world.sc.id]}
    for actor, refusal in (
        (world.cq.secretary, Forbidden),
        (world.sc.liaison, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            letters.draft_letter(actor, world.agreement_id, **said)
    document = draft(world)
    walk(world, document, "review", "sign")
    register = letters.register_and_issue
    with pytest.raises(CoopError) as refused:
        register(world.sc.secretary, document.id, expected_version=3, series="渝金会纪")
    assert refused.value.code == "series_of_another"
    with pytest.raises(Invalid):
        register(world.sc.secretary, document.id, expected_version=3, series="ABC")
    issued = register(world.sc.secretary, document.id, expected_version=3, series="川金函")
    assert issued.number == "川金函〔2026〕1号"


def test_the_database_keeps_what_is_issued_and_what_is_not_apart(app: Flask, world: World) -> None:
    document = draft(world)
    for change in ({"state": "issued"}, {"number": "川金会函〔2026〕9号"}, {"content": b"%PDF-"}):
        row = session().get_one(OfficialDocument, document.id)
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError):
            session().flush()
        session().rollback()


def test_documents_of_a_mechanism_are_only_archived_here(app: Flask, world: World) -> None:
    document = made.issue(world)
    assert queries.get_document(world.sc.signer, document.id).allowed_actions == ()
    with pytest.raises(Forbidden):
        letters.revoke_letter(world.sc.signer, document.id, expected_version=1, reason="误")
    assert numbers.parse_number(str(document.number)).serial == 1
