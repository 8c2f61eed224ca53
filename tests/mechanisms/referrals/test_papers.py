"""What the papers of a dispute say, kept as text that people review."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from coop.core.db import session
from coop.documents.queries import document_pdf, list_documents
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.queries.papers import application_form, confirmed_address
from tests.mechanisms.referrals import make, seen, signing
from tests.mechanisms.referrals.cast import Cast, cast_of
from tests.meta.golden import assert_same_as_file
from tests.papers import lines
from tests.world import World

GOLDEN = Path(__file__).with_name("golden")
pytestmark = pytest.mark.golden


@pytest.fixture
def cast(app: Flask, world: World) -> Cast:
    return cast_of(world)


def _same(name: str, content: bytes) -> None:
    session().rollback()
    assert_same_as_file(GOLDEN / f"{name}.txt", lines(content))


def test_the_papers_of_a_settled_dispute_say_what_was_reviewed(cast: Cast) -> None:
    made = make.dispute(cast, "closed")
    shown = seen.view(cast.clerk, made, make.SIGNED_AT)
    letter, result = shown.referrals[0].document_id, shown.document_id
    assert letter is not None
    assert result is not None
    with seen.at(make.SIGNED_AT):
        _same("consent", queries.consent_form(cast.clerk, made.id).content)
        _same("letter", document_pdf(cast.desk, letter).content)
        _same("result_settled", document_pdf(cast.clerk, result).content)
        settlement_id = shown.settlements[0].id
        _same("settlement", queries.settlement_form(cast.desk, settlement_id).content)
        _same("application", application_form(cast.clerk, settlement_id).content)


def test_the_papers_of_a_failed_dispute_say_what_was_reviewed(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    made = make.facts_recorded(cast, make.talked(cast, made))
    made = make.reported(cast, make.failed(cast, made))
    result = seen.view(cast.clerk, made).document_id
    assert result is not None
    with seen.at(make.SIGNED_AT):
        _same("undisputed_facts", queries.facts_form(cast.clerk, made.id).content)
        _same("result_failed", document_pdf(cast.clerk, result).content)


def test_what_parties_sign_in_mediation_says_what_was_reviewed(cast: Cast) -> None:
    made = make.dispute(cast, "mediating")
    parties = seen.party_ids(cast, made)
    with seen.at(seen.TALKED_AT):
        signing.talk(cast, made, parties)
    shown = signing.held(cast, made)
    *present, _recorder, mediator = (one.id for one in shown.attendees)
    why = "记录人因公未到。"
    signing.signed(cast, made, signed_ids=[*present, mediator], unsigned_reason=why)
    signing.confirmed(cast.mediator, made, parties[1])
    (address,) = seen.view(cast.clerk, made).address_confirmations
    with seen.at(seen.TALKED_AT):
        _same("session_record", queries.session_record(cast.desk, shown.id).content)
        _same("address_form", queries.address_form(cast.clerk, made.id).content)
        _same("address_confirmed", confirmed_address(cast.clerk, address.id).content)


def test_titles_of_kept_papers_name_nobody(cast: Cast) -> None:
    make.dispute(cast, "closed")
    with seen.at(make.SIGNED_AT):
        found = list_documents(cast.desk, limit=9).items
    session().rollback()
    assert {one.title for one in found} == {"委派调解函", "调解情况复函"}
