"""司法建议书: who may do what in which state, what is told, and when the reply is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, IllegalTransition, NotFound, Stale
from coop.core.events import EventPosition, EventRow
from coop.core.policy import DrafterMayNotDecide
from coop.documents.models import OfficialDocument, Receipt
from coop.mechanisms.recommendations.queries import waiting as desk
from coop.mechanisms.recommendations.queries.recommendations import (
    get_recommendation,
    list_recommendations,
)
from coop.mechanisms.recommendations.queries.statistics import recommendation_statistics
from coop.mechanisms.recommendations.service import following, issuing
from coop.mechanisms.recommendations.service.drafting import draft_recommendation
from coop.mechanisms.recommendations.workflow import RECOMMENDATION
from tests.due import run_due
from tests.mechanisms.recommendations import make
from tests.mechanisms.recommendations.make import COMMANDS, COURSE
from tests.meta.golden import assert_same_as_file
from tests.waiting import waiting

GOLDEN = Path(__file__).with_name("golden")
STATES = ("draft", "consulted", "adopted", "signed", "issued", "replied", "closed")


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-09-01T09:00"):
        yield


def refusal(command, *args, **said):
    with pytest.raises(CoopError) as refused:
        command(*args, **said)
    session().rollback()
    return refused.value


def told(subject_id):
    """(audit actions, (event type, audience) of each)."""
    session().rollback()
    actions = session().scalars(
        sa.select(AuditEntry.action)
        .where(AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.seq)
    )
    rows = session().execute(
        sa.select(EventRow.id, EventRow.type)
        .where(EventRow.subject_id == subject_id)
        .order_by(EventRow.id)
    )
    audiences = {
        row.id: set(
            session().scalars(
                sa.select(EventPosition.institution_id).where(EventPosition.event_id == row.id)
            )
        )
        for row in rows.all()
    }
    return list(actions), list(audiences.values())


def test_each_step_is_taken_by_its_own_role_in_its_own_state_and_version_once(world):
    made = make.drafted(world)
    allowed = {
        "edit": ("draft", "consulted"),
        **{one: (STATES[i],) for i, one in enumerate(COURSE)},
    }
    for place, state in enumerate(STATES):
        assert made.state == state
        for action, (command, said) in COMMANDS.items():
            actor = {"sign": world.cy.signer, "reply": world.cq.liaison}.get(
                action, world.cy.liaison
            )
            version = {"expected_version": made.version}
            stranger = refusal(command, world.stranger, made.id, **said, **version)
            assert isinstance(stranger, NotFound)
            stale = {"expected_version": made.version + 1}
            hidden = action == "reply" and place < STATES.index("issued")
            if hidden:
                assert isinstance(refusal(command, actor, made.id, **said, **stale), NotFound)
                continue
            assert isinstance(refusal(command, actor, made.id, **said, **stale), Stale)
            wrong = refusal(command, world.cy.convener, made.id, **said, **version)
            assert isinstance(wrong, Forbidden)
            if state not in allowed[action]:
                out = refusal(command, actor, made.id, **said, **version)
                assert isinstance(out, IllegalTransition)
        if place < len(COURSE):
            made = make.taken(world, made, COURSE[place])
    actions, audiences = told(made.id)
    assert actions == [f"court_recommendation.{one}" for one in ("draft", *COURSE)]
    everyone = {world.cy.id, world.cq.id, world.sc.id}
    assert audiences == [{world.cy.id}] * 4 + [everyone] * 3
    assert RECOMMENDATION.possible("closed") == []


def test_until_issue_it_exists_for_the_court_alone(world):
    made = make.taken(world, make.drafted(world), "communicate", "deliberate", "sign")
    for other in (world.cq.liaison, world.sc.liaison):
        assert isinstance(refusal(get_recommendation, other, made.id), NotFound)
        assert list_recommendations(other, limit=10).items == ()
    made = make.taken(world, made, "issue")
    own = get_recommendation(world.cy.liaison, made.id)
    assert (own.heard_opinion, own.deliberation) == ("认可，将组织整改。", "2026年第9次会议通过")
    for other in (world.cq.liaison, world.sc.liaison):
        seen = get_recommendation(other, made.id)
        assert (seen.heard_opinion, seen.heard_on, seen.deliberation) == ("", None, "")
        assert seen.suggestions == ("建立委外催收机构名录。", "完善投诉处理机制。")
    assert get_recommendation(world.cq.liaison, made.id).allowed_actions == ("reply",)
    assert get_recommendation(world.sc.liaison, made.id).allowed_actions == ()


def test_a_reply_is_due_in_two_months_and_one_that_comes_late_is_taken_as_late(world, at):
    made = make.taken(world, make.drafted(world), *COURSE[:4])
    view = get_recommendation(world.cq.liaison, made.id)
    # 2026-11-01 is a Sunday.
    assert (view.reply_due_on, view.reply_days) == (date(2026, 11, 2), 61)
    assert view.reply_basis == "法释〔2023〕11号：发出之日起61日内书面回复"
    assert [one.due_on for one in waiting(desk.waiting, world.cq.liaison)] == [date(2026, 11, 2)]
    for day, count in (("2026-10-25", 0), ("2026-10-26", 1), ("2026-11-02", 1)):
        with at(f"{day}T09:15"):
            run_due("remind_of_recommendations")
        assert told(made.id)[0].count("court_recommendation.remind") == count
    assert told(made.id)[1][-1] == {world.cy.id, world.cq.id}
    with at("2026-11-03T09:00"):
        assert get_recommendation(world.cy.liaison, made.id).is_overdue
        assert len(list_recommendations(world.cy.liaison, limit=9, overdue="true").items) == 1
        made = make.taken(world, made, "reply")
        view = get_recommendation(world.cy.liaison, made.id)
        assert (view.is_overdue, view.is_late, view.replied_on) == (False, True, date(2026, 11, 3))
        counted = recommendation_statistics(
            world.cy.liaison,
            agreement_id=world.agreement_id,
            from_on=date(2026, 9, 1),
            until_on=date(2026, 9, 30),
        )
    assert (counted.replied_on_time.percent, counted.replied_on_time.denominator) == (0.0, 1)
    assert (counted.adopted.percent, counted.effective.percent) == (100.0, None)
    signed = sa.select(Receipt.signed_at).where(Receipt.institution_id == world.cq.id)
    assert session().scalar(signed) is not None


def test_the_period_may_be_shorter_but_never_longer_than_the_agreement_says(world):
    made = make.taken(world, make.drafted(world), "communicate", "deliberate", "sign")
    version = {"expected_version": made.version}
    long = refusal(
        issuing.issue_recommendation,
        world.cy.liaison,
        made.id,
        place="川渝",
        reply_days=62,
        **version,
    )
    assert [one.code for one in long.problems] == ["reply_period_too_long"]
    made = issuing.issue_recommendation(
        world.cy.liaison, made.id, place="川渝", reply_days=30, **version
    )
    # 2026-10-01 is a holiday up to the 7th.
    assert get_recommendation(world.cy.liaison, made.id).reply_due_on == date(2026, 10, 8)


def test_numbers_run_in_the_courts_own_series(world):
    first = make.taken(world, make.drafted(world), *COURSE[:4])
    second = make.taken(world, make.drafted(world), *COURSE[:4])
    assert [first.number, second.number] == ["川渝法建〔2026〕1号", "川渝法建〔2026〕2号"]
    assert get_recommendation(world.cy.liaison, make.drafted(world).id).place == "川渝"


def test_only_a_court_recommends_to_another_and_its_drafter_does_not_sign(world):
    said = {"agreement_id": world.agreement_id, **make.fields(world)}
    assert isinstance(refusal(draft_recommendation, world.cq.liaison, **said), Forbidden)
    assert isinstance(refusal(draft_recommendation, world.stranger, **said), NotFound)
    for changes, code in (
        ({"recipient_id": world.cy.id}, "own_institution"),
        ({"recipient_id": None}, "recipient_unclear"),
        ({"recipient_name": "某银行"}, "recipient_unclear"),
        ({"cc_ids": [world.cy.id]}, "own_institution"),
    ):
        wrong = refusal(draft_recommendation, world.cy.liaison, **{**said, **changes})
        assert [one.code for one in wrong.problems] == [code]
    made = make.taken(world, make.drafted(world), "communicate", "deliberate")
    made.drafted_by_id = world.cy.signer.id
    session().commit()
    own = refusal(
        issuing.sign_recommendation, world.cy.signer, made.id, expected_version=made.version
    )
    assert isinstance(own, DrafterMayNotDecide)


def test_days_lie_in_order(world):
    made = make.drafted(world)
    liaison = world.cy.liaison
    late = refusal(
        COMMANDS["communicate"][0],
        liaison,
        made.id,
        heard_on=date(2026, 9, 2),
        opinion="无",
        expected_version=made.version,
    )
    assert [one.code for one in late.problems] == ["in_the_future"]
    made = make.taken(world, made, "communicate")
    early = refusal(
        COMMANDS["deliberate"][0],
        liaison,
        made.id,
        on=date(2026, 8, 19),
        decision="通过",
        expected_version=made.version,
    )
    assert [one.code for one in early.problems] == ["before_hearing"]


def test_the_court_registers_the_letter_of_a_recipient_that_is_no_party(world):
    made = make.drafted(world, recipient_id=None, recipient_name="四川省银行业协会")
    made = make.taken(world, made, *COURSE[:4])
    assert "reply" in get_recommendation(world.cy.liaison, made.id).allowed_actions
    said = {"outcome": "partly", "text": "部分采纳", "expected_version": made.version}
    for day in (date(2026, 8, 31), date(2026, 9, 2)):
        wrong = refusal(
            following.reply_to_recommendation, world.cy.liaison, made.id, replied_on=day, **said
        )
        assert [one.code for one in wrong.problems] == ["not_in_period"]
    made = following.reply_to_recommendation(world.cy.liaison, made.id, **said)
    assert made.state == "replied"
    assert isinstance(
        refusal(following.remind_of_reply, world.cy.liaison, made.id), IllegalTransition
    )


@pytest.mark.golden
def test_the_document_has_a_cover_and_names_period_and_copies(world):
    made = make.taken(
        world, make.drafted(world, grounds="《个人信息保护法》第十三条。"), *COURSE[:4]
    )
    content = session().scalar(
        sa.select(OfficialDocument.content).where(OfficialDocument.id == made.document_id)
    )
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(content)]
    shown = "\n---\n".join(pages)
    lines = "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
    assert_same_as_file(GOLDEN / "recommendation.txt", lines)
