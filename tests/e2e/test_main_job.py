"""The main job in a real browser: planned, agreed and issued through the pages alone."""

from __future__ import annotations

import pytest

from tests.e2e import story
from tests.e2e.looking import Look
from tests.e2e.office import Office

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]


def test_a_meeting_goes_from_plan_to_issued_minutes_on_accessible_pages_also_without_script(
    office: Office,
) -> None:
    """The host and the court work without script, the other party with it."""
    look = Look()
    office.without_script, office.after_each_page = frozenset({"SC", "CY"}), look.at
    minutes = _main_job(office)
    handler = office.of(office.world.cq.handler)
    assert "签收任务" in handler.reads()
    assert "按月报送风险线索移送台账" in handler.reads()
    signer = office.of(office.world.cy.signer)
    signer.open(minutes)
    assert "川金会纪〔2026〕1号" in signer.reads()
    liaison = office.of(office.world.cq.liaison)
    for path in (
        "/meetings",
        "/meetings/plan",
        "/minutes",
        "/receipts",
        "/account/sessions",
        "/account/password",
        "/meeting-demands/new",
    ):
        liaison.open(path)
    liaison.open(minutes)
    assert len(look.seen) > 30
    assert list(dict.fromkeys(look.problems)) == []


def _main_job(office: Office) -> str:
    meeting = story.plan(office)
    story.collect(office, meeting)
    story.answer(office, meeting)
    minutes = story.hold(office, meeting)
    story.agree(office, minutes)
    return minutes
