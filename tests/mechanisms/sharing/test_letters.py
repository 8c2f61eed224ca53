"""The letters of a request as text that people review: 申请函, 补正告知, 答复函, 移交单."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.documents.models import OfficialDocument
from coop.mechanisms.sharing.service import grants, proposals, replies, requests
from tests.mechanisms.sharing import make
from tests.meta.golden import assert_same_as_file

GOLDEN = Path(__file__).with_name("golden")
pytestmark = pytest.mark.golden


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-10-12T09:00"):
        yield


def newest_letter():
    session().rollback()
    content = session().scalar(
        sa.select(OfficialDocument.content).order_by(OfficialDocument.id.desc()).limit(1)
    )
    assert content is not None
    pages = pdfium.PdfDocument(content)
    told = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return "\n".join(line.rstrip() for line in told.splitlines()) + "\n"


def check(name):
    assert_same_as_file(GOLDEN / f"{name}.txt", newest_letter())


def test_the_letters_of_a_request_that_is_supplemented_granted_and_delivered(app, world):
    request = make.submitted(world, make.entry(world, world.cq).id)
    check("application")
    request = make.asked_for_more(world.cq, request, "使用依据的条款", "安全保护措施")
    check("supplement")
    request = requests.supplement_share_request(
        world.cy.liaison, request.id, text="已补充", expected_version=request.version
    )
    request = proposals.propose_terms(
        world.cq.liaison,
        request.id,
        granted_scope="仅重庆地区",
        conditions="不得用于评级",
        expected_version=request.version,
    )
    request = make.endorsed(world.cq, request)
    request = replies.approve_share_request(
        world.cq.liaison, request.id, expected_version=request.version
    )
    check("consent")
    grants.deliver_share_request(
        world.cq.liaison,
        request.id,
        classification="internal",
        file=make.upload(),
        expected_version=request.version,
    )
    check("handover")


def test_the_letter_of_a_refusal_names_the_lawful_reason(app, world):
    request = make.submitted(world, make.entry(world, world.cq).id)
    make.refused(world.cq, request, "与履职无关。")
    check("refusal")
