"""What follows the answer: refusal and dispute, delivery, misuse, the end of the period."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, NotFound
from coop.documents.models import OfficialDocument
from coop.documents.queries import list_documents
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.sharing.queries import waiting as desk
from coop.mechanisms.sharing.queries.statistics import sharing_statistics
from coop.mechanisms.sharing.service import (
    access,
    aftercare,
    grants,
    replies,
    requests,
)
from coop.mechanisms.sharing.service.requests import DisputedBefore
from coop.registry import directory
from tests.due import run_due
from tests.mechanisms.sharing import make
from tests.waiting import waiting


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-10-12T09:00"):
        yield


def delivered(world, request):
    """The share that the requester received."""
    return make.request_view(world.cy, request.id).deliveries[0].id


def refused(world):
    request = make.submitted(world, make.entry(world, world.cq).id)
    return make.refused(world.cq, request)


def test_the_letters_are_known_to_requester_provider_and_host_only(app, world):
    make.active(world, world.cq)
    mine = list_documents(world.cy.liaison, limit=10).items
    assert [one.title for one in mine] == [
        "关于移交“金融消费投诉数据”的函",
        "关于共享申请的复函",
        "关于申请共享“金融消费投诉数据”的函",
    ]
    assert len(list_documents(world.sc.secretary, limit=10).items) == 3
    session().rollback()
    texts = session().scalars(sa.select(OfficialDocument.issue_no)).all()
    assert set(texts) == {"共享申请〔2026〕1号", "共享答复〔2026〕1号", "数据移交〔2026〕1号"}


def test_where_the_host_is_neither_side_the_other_party_knows_nothing(app, world, at):
    with at("2027-03-01T09:00"):
        make.submitted(
            world,
            make.entry(world, world.sc).id,
            from_on=date(2027, 3, 1),
            until_on=date(2027, 6, 30),
        )
        assert list_documents(world.cq.secretary, limit=10).items != ()
    with at("2026-10-12T09:00"):
        request = make.submitted(world, make.entry(world, world.sc).id)
        with pytest.raises(NotFound):
            make.request_view(world.cq, request.id)


def test_a_refusal_names_a_lawful_reason_and_can_be_disputed_once(app, world):
    request = refused(world)
    view = make.request_view(world.cy, request.id)
    assert (view.refusal_code, view.due[0].met_on) == ("beyond_duties", date(2026, 10, 12))
    request = requests.dispute_refusal(
        world.cy.liaison, request.id, reason="职责所需", expected_version=request.version
    )
    meeting = _meeting(world)
    with pytest.raises(replies.MeetingNotConcluded):
        _decide(world, request, meeting, "refused")
    _conclude(meeting)
    request = _decide(world, request, meeting, "refused")
    with pytest.raises(DisputedBefore):
        requests.dispute_refusal(
            world.cy.liaison, request.id, reason="仍需", expected_version=request.version
        )


def test_the_joint_meeting_may_overrule_a_refusal(app, world):
    request = refused(world)
    request = requests.dispute_refusal(
        world.cy.liaison, request.id, reason="职责所需", expected_version=request.version
    )
    meeting = _meeting(world)
    _conclude(meeting)
    request = _decide(world, request, meeting, "approved")
    view = make.request_view(world.cq, request.id)
    assert (view.state, view.delivery_due_on) == ("approved", date(2026, 11, 9))


def _meeting(world):
    """A row is enough here: what leads to a concluded meeting has tests of its own."""
    meeting = Meeting(
        agreement_id=world.agreement_id,
        agreement_version_id=directory.version_id(world.agreement_id),
        kind="special",
        ordinal=1,
        title="专题会议",
        host_id=world.sc.id,
        starts_at=clock.now(),
        ends_at=clock.now().replace(hour=8),
    )
    session().add(meeting)
    session().commit()
    return meeting


def _conclude(meeting):
    meeting.held_at = meeting.concluded_at = clock.now()
    meeting.state = "concluded"
    session().add(meeting)
    session().commit()


def _decide(world, request, meeting, outcome):
    return replies.decide_dispute(
        world.sc.secretary,
        request.id,
        outcome=outcome,
        meeting_id=meeting.id,
        reason="经研究",
        expected_version=request.version,
    )


def test_misuse_stops_the_use_at_once_until_it_is_put_right(app, world):
    request = make.active(world, world.cq)
    share_id = delivered(world, request)
    request = grants.suspend_grant(
        world.sc.secretary,
        request.id,
        code="third_party",
        reason="提供给咨询公司",
        expected_version=request.version,
    )
    with pytest.raises(access.AccessEnded):
        access.read_text(world.cy.liaison, share_id)
    request = grants.rectify_grant(
        world.cy.liaison, request.id, text="已收回", expected_version=request.version
    )
    access.read_text(world.cy.liaison, share_id)
    request = grants.suspend_grant(
        world.cq.liaison,
        request.id,
        code="security",
        reason="再次发生",
        expected_version=request.version,
    )
    with pytest.raises(Forbidden):
        grants.terminate_grant(
            world.cy.liaison, request.id, reason="x", expected_version=request.version
        )
    request = grants.terminate_grant(
        world.cq.liaison, request.id, reason="未整改", expected_version=request.version
    )
    assert not make.share_view(world.cy, share_id).may_open
    view = make.request_view(world.cy, request.id)
    assert (view.state, view.allowed_actions) == ("terminated", ("confirm_disposal",))
    assert [(one.kind, one.due_on) for one in view.due if one.met_on is None] == [
        ("disposal", date(2026, 10, 26))
    ]
    closed = grants.confirm_grant_disposal(
        world.cy.liaison, request.id, disposal="已删除", expected_version=request.version
    )
    assert closed.state == "closed"


def test_access_ends_after_the_last_day_and_disposal_is_proved(app, world, at):
    request = make.active(world, world.cq, until_on=date(2026, 10, 20))
    share_id = delivered(world, request)
    with at("2026-10-20T23:59"):
        access.read_text(world.cy.liaison, share_id)
        run_due("expire_grants")
        assert make.request_view(world.cy, request.id).state == "active"
    with at("2026-10-21T00:00"):
        with pytest.raises(access.AccessEnded):
            access.read_text(world.cy.liaison, share_id)
        run_due("expire_grants")
        run_due("expire_grants")
        view = make.request_view(world.cy, request.id)
        assert view.state == "disposing"
        assert make.told_of(request.id).action == "share_request.expire"
        entries = make.told_of(request.id).entries
        with pytest.raises(IllegalTransition):
            grants.deliver_share_request(
                world.cq.liaison,
                request.id,
                classification="internal",
                file=make.upload(),
                expected_version=view.version,
            )
        done = grants.confirm_grant_disposal(
            world.cy.liaison, request.id, disposal="已销毁", expected_version=view.version
        )
        assert done.state == "closed"
        assert make.told_of(request.id).entries == entries + 1


def kinds(actor):
    return [(one.kind, one.due_on) for one in waiting(desk.waiting, actor)]


def test_each_side_is_told_its_next_step(app, world):
    entry = make.entry(world, world.cq)
    draft = make.drafted(world, entry.id)
    assert kinds(world.cy.signer) == [("负责人同意申请", None)]
    assert kinds(world.cy.liaison) == []
    requests.consent_to_share_request(world.cy.signer, draft.id, expected_version=draft.version)
    assert kinds(world.cy.liaison) == [("提交申请", None)]
    make.submitted(world, entry.id)
    assert kinds(world.cq.liaison) == [("拟定供给条件", date(2026, 10, 26))]
    assert kinds(world.sc.liaison) == []


def test_late_receipts_and_disposals_wait_on_the_right_desk(app, world, at):
    share = make.sent(world)
    with at("2026-10-20T09:00"):
        assert kinds(world.sc.liaison) == [("共享信息逾期未签收", date(2026, 10, 15))]
        aftercare.recall_share(
            world.sc.liaison, share.id, reason="有误", expected_version=share.version
        )
        assert kinds(world.sc.liaison) == []
        assert kinds(world.cq.liaison) == [("确认已处置", None)]


def test_rates_name_both_numbers_and_their_denominator(app, world):
    make.active(world, world.cq)
    refused(world)
    october = {"from_on": date(2026, 10, 1), "to_on": date(2026, 11, 30)}
    counted = sharing_statistics(world.cy.liaison, world.agreement_id, **october)
    assert counted.submitted_count == 2
    assert (counted.replies_on_time.numerator, counted.replies_on_time.percent) == (2, 100.0)
    assert (counted.refused.denominator, counted.refused.percent) == (2, 50.0)
    assert counted.refused.denominator_name.zh == "期间已答复的申请"
    assert counted.corrected.percent is None
    assert counted.refusals[0].code == "beyond_duties"
    hidden = sharing_statistics(world.sc.liaison, world.agreement_id, **october)
    assert hidden.submitted_count == 0
    with pytest.raises(NotFound):
        sharing_statistics(world.stranger, world.agreement_id, **october)
