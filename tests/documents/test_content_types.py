"""Every kind of paper as text that people review, and measured on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.documents import letters
from coop.documents.models import OfficialDocument
from coop.documents.queries import document_pdf
from coop.mechanisms.consultations import queries as consultations
from coop.mechanisms.consultations.service import joint_meeting
from tests.documents import made
from tests.documents.callers import NOW
from tests.due import run_due
from tests.mechanisms.consultations import make as consulting
from tests.mechanisms.meetings import make as meeting
from tests.mechanisms.sharing import make as sharing
from tests.meta.golden import assert_same_as_file
from tests.supervision.stages import opened
from tests.supervision.test_bulletins import issued as issued_bulletin
from tests.typesetting import measured
from tests.world import World

GOLDEN = Path(__file__).with_name("golden")
pytestmark = pytest.mark.golden


@pytest.fixture(autouse=True)
def _now():
    with clock.stopped_at(NOW):
        yield


def newest(actor: Actor, kind: str) -> bytes:
    session().rollback()
    found = sa.select(OfficialDocument.id).where(OfficialDocument.kind == kind)
    document_id = session().scalar(found.order_by(OfficialDocument.id.desc()).limit(1))
    assert document_id is not None
    return printed(actor, document_id)


def printed(actor: Actor, document_id: UUID) -> bytes:
    return document_pdf(actor, document_id).content


def notice(world: World) -> bytes:
    meeting.meeting(world, "notified")
    return newest(world.cq.liaison, "notice")


def free_letter(world: World) -> bytes:
    one = made.draft(world, cc=["四川省高级人民法院"], urgency="urgent")
    one = letters.review_document(world.sc.secretary, one.id, expected_version=one.version)
    one = letters.sign_document(world.sc.signer, one.id, expected_version=one.version)
    letters.register_and_issue(world.sc.secretary, one.id, expected_version=one.version, copies=5)
    return printed(world.cq.liaison, one.id)


def letter_draft(world: World) -> bytes:
    return printed(world.sc.liaison, made.draft(world).id)


def consultation_letter(world: World) -> bytes:
    consulting.consultation(world, "open")
    return newest(world.cq.liaison, "letter")


def opinion(world: World) -> bytes:
    consulting.consultation(world, "replied")
    return newest(world.cq.liaison, "opinion")


def escalation(world: World) -> bytes:
    """提请审议函 of what was not agreed."""
    taking = meeting.meeting(world, "collecting")
    asked = consulting.consultation(world, "open", consulted_ids=[world.cq.id])
    consulting.give(world.cq, asked, "disagree", "上限过低，与本地裁判尺度不一。")
    with consulting.at(consulting.REPLIED_AT):
        joint_meeting.escalate(
            world.sc.signer,
            asked.id,
            expected_version=consulting.version_of(asked),
            meeting_id=taking.id,
            reason="两方分歧较大，需统一尺度。",
        )
    return newest(world.cq.liaison, "letter")


def dossier(world: World) -> bytes:
    one = consulting.consultation(world, "replied")
    with consulting.at(consulting.LAPSED_AT):
        return consultations.dossier(world.cq.liaison, one.id).content


def application(world: World) -> bytes:
    sharing.submitted(world, sharing.entry(world, world.cq).id)
    return newest(world.cq.liaison, "letter")


def tip(world: World) -> bytes:
    opened(world.sc.secretary, world=world, title="建立移送台账")
    run_due("keep_supervision_rhythm")
    return newest(world.cq.liaison, "work_tip")


def order(world: World) -> bytes:
    opened(world.sc.secretary, world=world, title="建立移送台账")
    run_due("keep_supervision_rhythm")
    return newest(world.cq.liaison, "supervision_order")


def bulletin(world: World) -> bytes:
    return printed(world.cq.liaison, issued_bulletin(world).document_id)


LAYOUTS: dict[Callable[[World], bytes], Callable[[bytes], None]] = {
    notice: measured.as_letter,
    free_letter: measured.as_letter,
    letter_draft: measured.as_letter,
    consultation_letter: measured.as_letter,
    opinion: measured.as_letter,
    escalation: measured.as_letter,
    dossier: measured.as_letter,
    application: measured.as_letter,
    tip: measured.as_letter,
    order: measured.as_letter,
    bulletin: measured.as_bulletin,
}
# The words of these are reviewed with their own mechanism's papers.
ELSEWHERE = {consultation_letter, opinion, dossier, application}


@pytest.mark.parametrize("paper", LAYOUTS, ids=lambda one: one.__name__)
def test_a_paper_keeps_its_layout_and_says_what_was_reviewed(
    app: object, world: World, paper: Callable[[World], bytes]
) -> None:
    content = paper(world)
    LAYOUTS[paper](content)
    if paper not in ELSEWHERE:
        assert_same_as_file(GOLDEN / f"{paper.__name__}.txt", _words(content))


def _words(content: bytes) -> str:
    pages = pdfium.PdfDocument(content)
    told = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return "\n".join(line.rstrip() for line in told.splitlines()) + "\n"
