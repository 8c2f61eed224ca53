"""The record of a session and addresses for service: who writes, signs, reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.queries.papers import application_form
from coop.mechanisms.referrals.service import reading, records
from tests.mechanisms.referrals import make, seen, signing
from tests.mechanisms.referrals.callers import API, body, browser, court
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.world import World


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def refused(kind: type[Exception], command: Any, *given: Any, **named: Any) -> Exception:
    session().rollback()
    with seen.at(seen.TALKED_AT), pytest.raises(kind) as found:
        command(*given, **named)
    return found.value


def fault(command: Any, *given: Any, **named: Any) -> tuple[str, str]:
    wrong = refused(Invalid, command, *given, **named)
    assert isinstance(wrong, Invalid)
    return wrong.problems[0].pointer, wrong.problems[0].code


def outsiders(cast: Cast) -> tuple[Actor, ...]:
    world = cast.world
    return (world.cy.liaison, world.sc.secretary, world.stranger, cast.other_desk, cast.second)


def test_a_record_names_who_was_there_and_is_corrected_until_it_is_signed(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    parties = seen.party_ids(cast, made)
    _refuses_what_is_ill_told(cast, made, parties)
    refused(Forbidden, records.record_session, cast.clerk, made.id, held_on=date(2026, 9, 10))
    with seen.at(seen.TALKED_AT):
        signing.talk(cast, made, parties)
    shown = signing.held(cast, made)
    assert [(one.name, one.capacity) for one in shown.attendees] == [
        ("示范银行成都分行", "party"), ("王某某", "party"), ("何律师", "representative"),
        ("陶某", "recorder"), ("金某某", "mediator"),
    ]  # fmt: skip
    edit = {"expected_version": shown.version, "place": "第三调解室"}
    for actor in (cast.clerk, *outsiders(cast)):
        refused(NotFound, records.edit_session, actor, shown.id, **edit)
    refused(Stale, records.edit_session, cast.desk, shown.id, **{**edit, "expected_version": 0})
    with seen.at(seen.TALKED_AT):
        records.edit_session(cast.desk, shown.id, **edit)
    again = signing.held(cast, made)
    assert (again.place, again.note) == ("第三调解室", shown.note)
    assert [one.name for one in again.attendees] == [one.name for one in shown.attendees]
    _signed_in_the_end(cast, made)
    logged = seen.actions_logged(made.id)[-3:]
    assert logged == ["dispute.record_session", "dispute.edit_session", "dispute.sign_session"]
    assert [kind for kind, _body in seen.events_of(cast.institution_id)][-3:] == [
        "dispute.changed"
    ] * 3


def _refuses_what_is_ill_told(cast: Cast, made: Any, parties: list[UUID]) -> None:
    for changed, found in (
        ({"held_on": date(2026, 9, 11)}, ("/held_on", "in_the_future")),
        ({"place": ""}, ("/place", "place_missing")),
        ({"held_on": date(2026, 9, 9)}, ("/starts_at", "not_that_day")),
        ({"ends_at": datetime(2026, 9, 10, 1, tzinfo=UTC)}, ("/ends_at", "before_start")),
        ({"starts_at": None}, ("/ends_at", "before_start")),
        ({"present_ids": [cast.body_id]}, ("/present_ids", "not_a_party")),
        (
            {"others": [{"name": "何律师", "capacity": "representative"}]},
            ("/others/0/party_id", "represented_party_missing"),
        ),
        (
            {"others": [{"name": "何律师", "capacity": "other", "party_id": cast.body_id}]},
            ("/others/0/party_id", "not_a_party"),
        ),
    ):
        with seen.at(seen.TALKED_AT):
            assert fault(signing.talk, cast, made, parties, **changed) == found


def _signed_in_the_end(cast: Cast, made: Any) -> None:
    shown = signing.held(cast, made)
    *others, mediator = (one.id for one in shown.attendees)
    for changed, found in (
        ({"signed_ids": [cast.body_id]}, ("/signed_ids", "not_present")),
        ({"signed_ids": others}, ("/signed_ids", "mediator_signs")),
        ({"signed_ids": [mediator]}, ("/unsigned_reason", "unsigned_reason_missing")),
        ({"signed_on": date(2026, 9, 9)}, ("/signed_on", "before_session")),
        ({"signed_on": date(2026, 9, 11)}, ("/signed_on", "in_the_future")),
    ):
        assert fault(signing.signed, cast, made, **changed) == found
    for actor in (cast.clerk, *outsiders(cast)):
        told = {"signed_ids": [mediator], "signed_on": date(2026, 9, 10)}
        refused(NotFound, records.sign_session, actor, shown.id, expected_version=0, **told)
    done = signing.signed(
        cast, made, signed_ids=[others[0], mediator], unsigned_reason="王某某拒绝签名。"
    )
    assert (done.state, done.signed_on) == ("signed", date(2026, 9, 10))
    shown = signing.held(cast, made)
    assert [one.has_signed for one in shown.attendees] == [True, False, False, False, True]
    assert shown.allowed_actions == ()
    more = {"expected_version": shown.version, "place": "第四调解室"}
    refused(IllegalTransition, records.edit_session, cast.desk, shown.id, **more)


def test_the_court_learns_that_a_session_was_held_and_nothing_that_was_said(cast: Cast) -> None:
    made = make.talked(cast, make.dispute(cast, "mediating"))
    signing.signed(cast, made)
    shown = seen.view(cast.clerk, made).sessions[0]
    assert (shown.note, shown.concessions, shown.unsigned_reason) == (None, None, None)
    assert (shown.place, len(shown.attendees), shown.state) == ("第二调解室", 3, "signed")
    for actor in (cast.clerk, *outsiders(cast)):
        refused(NotFound, queries.get_session, actor, shown.id)
        refused(NotFound, queries.session_record, actor, shown.id)
    with seen.at(seen.TALKED_AT):
        told = seen.pdf_text(queries.session_record(cast.desk, shown.id).content)
    for words in ("承认收到催款函", "减免利息二十万元", "不移送人民法院", "已签署"):
        assert words in told
    session().rollback()
    kept = session().execute(sa.text("SELECT note, concessions FROM mediation_session")).one()
    assert "催款函".encode() not in bytes(kept.note) + bytes(kept.concessions)


def test_an_address_for_service_is_the_partys_own_word_sealed_and_masked(cast: Cast) -> None:
    made = make.registered(cast)
    bank, debtor = seen.party_ids(cast, made)
    confirm = records.confirm_address
    with seen.at(seen.TALKED_AT):
        whole = signing.service_address(debtor)
    refused(IllegalTransition, confirm, cast.clerk, made.id, **whole)
    made = make.accepted(cast, make.referred(cast, make.consented(cast, made)))
    for changed, found in (
        ({"confirmed_on": date(2026, 9, 11)}, ("/confirmed_on", "in_the_future")),
        ({"party_id": cast.body_id}, ("/party_id", "not_a_party")),
        (
            {"electronic_address": None},
            ("/electronic_address", "electronic_address_missing"),
        ),
        (
            {"accepts_electronic": False},
            ("/electronic_address", "electronic_service_not_accepted"),
        ),
    ):
        assert fault(confirm, cast.mediator, made.id, **{**whole, **changed}) == found
    for actor in outsiders(cast):
        refused(NotFound, confirm, actor, made.id, **whole)
    signing.confirmed(cast.clerk, made, debtor, address="成都市武侯区旧址路1号")
    signing.confirmed(cast.mediator, made, debtor)
    plain = {"accepts_electronic": False, "electronic_address": None, "postcode": ""}
    signing.confirmed(
        cast.desk, made, bank, **plain, recipient="法务部", recipient_kind="designated"
    )
    for who in ("clerk", "desk", "mediator"):
        shown = seen.view(getattr(cast, who), made).address_confirmations
        assert [(one.party_id, one.address) for one in shown] == [
            (bank, "重庆市渝中区" + "*" * 7), (debtor, "重庆市渝中区" + "*" * 7),
        ]  # fmt: skip
        assert (shown[1].phone, shown[1].electronic_address) == ("139****4321", "wan" + "*" * 17)
        found = reading.read_contacts(getattr(cast, who), made.id).contacts[1].service
        assert found is not None
        assert (found.address, found.phone) == (signing.ADDRESS, signing.SERVED_BY)
    _kept_to_those_who_serve(cast, made, debtor)


def _kept_to_those_who_serve(cast: Cast, made: Any, debtor: UUID) -> None:
    (shown,) = (
        one for one in seen.view(cast.clerk, made).address_confirmations if one.party_id == debtor
    )
    session().rollback()
    for actor in outsiders(cast):
        refused(NotFound, queries.get_confirmation, actor, shown.id)
        refused(NotFound, reading.read_confirmed_address, actor, shown.id)
    ended = make.settled(cast, made)
    settlement = seen.settlement_of(cast, make.signed(cast, ended))
    with seen.at(make.SIGNED_AT):
        form = seen.pdf_text(application_form(cast.clerk, settlement.id).content)
    assert "送达地址：重庆市渝中区示例路9号2栋，电子送达地址：wang@example.invalid" in form
    make.reported(cast, ended)
    refused(NotFound, reading.read_confirmed_address, cast.desk, shown.id)
    with seen.at(make.SIGNED_AT):
        paper = seen.pdf_text(reading.read_confirmed_address(cast.clerk, shown.id).content)
    assert signing.ADDRESS in paper
    session().rollback()
    logged = sa.select(AuditEntry.action, AuditEntry.changes).order_by(AuditEntry.seq)
    entries = session().execute(logged).all()
    assert entries[-1].action == "dispute.read_contacts"
    told = "".join(one.changes for one in entries)
    told += "".join(one for _kind, one in seen.events_of(cast.world.cy.id))
    for personal in (signing.ADDRESS, signing.SERVED_BY, signing.MAILBOX):
        assert personal not in told


def test_records_and_addresses_go_through_both_doors(app: Flask, cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    ids = [str(one) for one in seen.party_ids(cast, made)]
    desk, clerk = body(app, cast, seen.TALKED_AT), court(app, cast, seen.TALKED_AT)
    shown = {"id": str(made.id)}
    talk = {"held_on": "2026-09-10", "mode": "phone", "present_ids": ids, "note": "电话沟通一次"}
    held = desk.act(shown, "record-session", **talk).json["sessions"][0]
    path = f"{API}/mediation-sessions/{held['id']}"
    assert desk.get(path).json["note"] == "电话沟通一次"
    assert clerk.get(path).status_code == clerk.get(f"{path}/record.pdf").status_code == 404
    wrong = {"phone": ("12345", "telephone_form"), "postcode": ("4000", "postcode_form")}
    address = {
        **signing.service_address(UUID(ids[1])), "party_id": ids[1], "confirmed_on": "2026-09-10",
    }  # fmt: skip
    for field, (value, code) in wrong.items():
        answer = desk.act(shown, "confirm-address", **{**address, field: value})
        assert answer.json["errors"][0]["code"] == code
    kept = desk.act(shown, "confirm-address", **address).json["address_confirmations"][0]
    paper = f"{API}/address-confirmations/{kept['id']}/address-confirmation.pdf"
    assert clerk.get(paper).data.startswith(b"%PDF-")
    _on_the_pages(app, cast, made, held["id"])


def _on_the_pages(app: Flask, cast: Cast, made: Any, session_id: str) -> None:
    ids = [str(one) for one in seen.party_ids(cast, made)]
    officer, home = browser(app, cast.mediator, seen.TALKED_AT), f"/disputes/{made.id}"
    page = officer.get(home).text
    assert signing.ADDRESS not in page
    for link in ("record.pdf", "edit", "sign"):
        assert f"/mediation-sessions/{session_id}/{link}" in page
    session_page = f"/mediation-sessions/{session_id}"
    assert "电话沟通一次" in officer.get(f"{session_page}/edit").text
    listed = {"others-0-name": "何律师", "others-0-capacity": "representative"}
    listed |= {"others-0-party_id": ids[0], "present_ids": ids, "held_on": "2026-09-10"}
    changed = officer.submit(f"{session_page}/edit", {**listed, "mode": "phone", "note": "两次"})
    assert changed.status_code == 303, changed.text
    attendees = signing.held(cast, made).attendees
    signatures = {"signed_ids": [str(one.id) for one in attendees], "signed_on": "2026-09-10"}
    assert officer.submit(f"{session_page}/sign", signatures).status_code == 303
    page = officer.get(home).text
    assert "何律师（委托代理人）" in page
    assert f"{session_page}/sign" not in page
    assert signing.ADDRESS in officer.get(f"{home}/contacts").text
    assert officer.get(f"{home}/address-form.pdf").data.startswith(b"%PDF-")
    page = browser(app, cast.clerk, seen.TALKED_AT).get(home).text
    assert ("两次" in page, "record.pdf" in page) == (False, False)
