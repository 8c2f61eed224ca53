"""Spontaneous shares: who sees them, what they keep, recall, correction, passing on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Forbidden, Invalid, NotFound
from coop.documents import receipts
from coop.documents.secrecy import StateSecretRefused
from coop.mechanisms.sharing.queries.shares import get_share, get_share_file, list_shares
from coop.mechanisms.sharing.service import (
    access,
    aftercare,
    corrections,
    groups,
    shares,
)
from coop.mechanisms.sharing.service.files import WorkSecretRefused
from tests.mechanisms.sharing import make


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-10-12T09:00"):
        yield


def code_of(refused):
    return refused.value.problems[0].code


def test_a_share_exists_only_for_provider_and_recipients(app, world):
    share = make.sent(world)
    assert make.share_view(world.cq, share.id).recipients[0].institution_name == "重庆金融监管局"
    for outsider in (world.cy.liaison, world.cy.secretary, world.stranger):
        with pytest.raises(NotFound):
            get_share(outsider, share.id)
        with pytest.raises(NotFound):
            shares.sign_for_share(outsider, share.id, expected_version=share.version)
        with pytest.raises(NotFound):
            access.read_text(outsider, share.id)
        assert list_shares(outsider, limit=10).items == ()
        assert receipts.list_receipts(outsider, limit=10).items == ()
    told = make.told_of(share.id)
    assert (told.action, told.event) == ("share.send", "share.sent")
    assert told.audience == {world.sc.id, world.cq.id}


def test_a_draft_is_its_providers_alone(app, world):
    draft = shares.draft_share(world.sc.liaison, **make.share_fields(world))
    assert make.told_of(draft.id).audience == {world.sc.id}
    with pytest.raises(NotFound):
        get_share(world.cq.liaison, draft.id)


def test_the_preview_names_who_will_see_it_and_how_many(app, world):
    draft = shares.draft_share(world.sc.liaison, **make.share_fields(world))
    seen = make.share_view(world.sc, draft.id).will_see
    assert [(one.institution_id, one.people, one.systems) for one in seen] == [(world.cq.id, 7, 0)]


def send(world, draft, *confirmed):
    return shares.send_share(
        world.sc.liaison, draft.id, confirmed_ids=confirmed, expected_version=draft.version
    )


def test_nobody_as_recipient_is_refused_and_never_means_everyone(app, world):
    group = groups.create_share_group(
        world.sc.liaison, agreement_id=world.agreement_id, name="风险专班", institution_ids=[]
    )
    fields = make.share_fields(world, recipient_ids=[], group_id=group.id)
    draft = shares.draft_share(world.sc.liaison, **fields)
    with pytest.raises(Invalid) as refused:
        send(world, draft)
    assert code_of(refused) == "no_recipients"


def test_a_group_is_resolved_when_sent_and_frozen_then(app, world):
    group = groups.create_share_group(
        world.sc.liaison,
        agreement_id=world.agreement_id,
        name="风险专班",
        institution_ids=[world.cq.id],
    )
    fields = make.share_fields(world, recipient_ids=[], group_id=group.id)
    draft = shares.draft_share(world.sc.liaison, **fields)
    group = groups.edit_share_group(
        world.sc.liaison,
        group.id,
        institution_ids=[world.cq.id, world.cy.id],
        expected_version=group.version,
    )
    with pytest.raises(shares.RecipientsChanged):
        send(world, draft, world.cq.id)
    sent = send(world, draft, world.cq.id, world.cy.id)
    groups.edit_share_group(
        world.sc.liaison,
        group.id,
        institution_ids=[world.cq.id],
        expected_version=group.version,
    )
    assert make.share_view(world.cy, sent.id).title == "涉众型风险提示"


@pytest.mark.parametrize(
    ("classification", "refusal"),
    [("work_secret", WorkSecretRefused), ("机密", StateSecretRefused)],
)
def test_secrets_never_enter_and_the_attempt_is_logged(app, world, classification, refusal):
    with pytest.raises(refusal):
        shares.draft_share(
            world.sc.liaison, **make.share_fields(world, classification=classification)
        )
    session().rollback()
    logged = session().scalars(sa.select(AuditEntry.action)).all()
    assert logged[-1].startswith("refused:")
    assert list_shares(world.sc.liaison, limit=10).items == ()


def test_a_file_that_is_not_what_its_name_says_is_refused(app, world):
    draft = shares.draft_share(world.sc.liaison, **make.share_fields(world))
    with pytest.raises(Invalid) as refused:
        shares.attach_file(
            world.sc.liaison,
            draft.id,
            file=make.upload("数据.pdf", b"MZ\x90\x00"),
            expected_version=draft.version,
        )
    assert code_of(refused) == "file_not_as_named"


def test_a_files_name_is_made_safe(app, world):
    draft = shares.draft_share(world.sc.liaison, **make.share_fields(world))
    shares.attach_file(
        world.sc.liaison,
        draft.id,
        file=make.upload("../../etc/名单?.pdf"),
        expected_version=draft.version,
    )
    assert make.share_view(world.sc, draft.id).files[0].filename == "名单_.pdf"


def test_each_recipient_signs_once_and_the_provider_sees_who_is_late(app, world, at):
    share = make.sent(world, recipient_ids=[world.cq.id, world.cy.id])
    assert share.receipt_due_on == date(2026, 10, 15)
    signed = shares.sign_for_share(world.cq.handler, share.id, expected_version=share.version)
    with pytest.raises(shares.SignedBefore):
        shares.sign_for_share(world.cq.liaison, share.id, expected_version=signed.version)
    with at("2026-10-16T09:00"):
        view = make.share_view(world.sc, share.id)
        late = list_shares(world.sc.liaison, limit=10, unsigned="true").items
    assert [(one.institution_id, one.is_overdue) for one in view.recipients] == [
        (world.cq.id, False),
        (world.cy.id, True),
    ]
    assert late[0].is_overdue


def test_reading_and_downloading_are_logged_for_the_provider(app, world):
    draft = shares.draft_share(world.sc.liaison, **make.share_fields(world))
    draft = shares.attach_file(
        world.sc.liaison, draft.id, file=make.upload(), expected_version=draft.version
    )
    share = send(world, draft, world.cq.id)
    file_id = make.share_view(world.cq, share.id).files[0].id
    assert access.read_text(world.cq.liaison, share.id) == "某平台资金链断裂，请关注。"
    assert access.download_file(world.cq.handler, file_id).content == make.PDF
    access.read_text(world.sc.liaison, share.id)
    logged = make.share_view(world.sc, share.id).accesses
    assert [(one.kind, one.actor_name) for one in logged] == [
        ("download", "CQhandler"),
        ("read", "CQliaison"),
    ]
    assert make.share_view(world.cq, share.id).accesses == ()


def test_a_recall_blocks_at_once_leaves_a_tombstone_and_asks_for_disposal(app, world):
    draft = shares.draft_share(world.sc.liaison, **make.share_fields(world))
    draft = shares.attach_file(
        world.sc.liaison, draft.id, file=make.upload(), expected_version=draft.version
    )
    share = send(world, draft, world.cq.id)
    file_id = make.share_view(world.cq, share.id).files[0].id
    share = aftercare.recall_share(
        world.sc.liaison, share.id, reason="数据有误", expected_version=share.version
    )
    with pytest.raises(access.Recalled):
        access.read_text(world.cq.liaison, share.id)
    with pytest.raises(access.Recalled):
        access.download_file(world.cq.liaison, file_id)
    with pytest.raises(NotFound):
        get_share_file(world.cq.liaison, file_id)
    stone = make.share_view(world.cq, share.id)
    assert (stone.title, stone.recall_reason, stone.files) == ("涉众型风险提示", "数据有误", ())
    share = aftercare.confirm_share_disposal(
        world.cq.liaison, share.id, disposal="已删除", expected_version=share.version
    )
    assert make.share_view(world.sc, share.id).recipients[0].disposal == "已删除"
    with pytest.raises(aftercare.DisposedBefore):
        aftercare.confirm_share_disposal(
            world.cq.liaison, share.id, disposal="已删除", expected_version=share.version
        )


def test_a_correction_supersedes_and_reaches_the_same_recipients(app, world):
    old = make.sent(world)
    new = aftercare.correct_share(
        world.sc.liaison,
        old.id,
        note="更正金额",
        text="金额为三亿元。",
        expected_version=old.version,
    )
    assert make.share_view(world.cq, old.id).superseded_by_id == new.id
    assert make.share_view(world.cq, old.id).state == "superseded"
    assert access.read_text(world.cq.liaison, new.id) == "金额为三亿元。"
    assert make.told_of(new.id).audience == {world.sc.id, world.cq.id}


def test_a_doubt_is_answered_in_ten_working_days_by_the_provider(app, world):
    share = make.sent(world, recipient_ids=[world.cq.id, world.cy.id])
    doubt = corrections.request_correction(world.cq.liaison, share.id, text="机构名称不符")
    view = make.share_view(world.sc, share.id).corrections[0]
    assert view.due_on == date(2026, 10, 26)
    assert make.share_view(world.cy, share.id).corrections == ()
    with pytest.raises(NotFound):
        corrections.resolve_correction(
            world.cy.liaison, doubt.id, outcome="corrected", resolution="x", expected_version=1
        )
    with pytest.raises(Forbidden):
        corrections.resolve_correction(
            world.cq.liaison, doubt.id, outcome="corrected", resolution="x", expected_version=1
        )
    done = corrections.resolve_correction(
        world.sc.liaison, doubt.id, outcome="unfounded", resolution="已核实", expected_version=1
    )
    assert done.state == "resolved"
    assert make.told_of(doubt.id).audience == {world.sc.id, world.cq.id}


def test_a_classification_changes_by_the_head_with_a_reason_in_the_log(app, world):
    share = make.sent(world)
    with pytest.raises(Forbidden):
        aftercare.reclassify_share(
            world.sc.liaison,
            share.id,
            classification="public",
            reason="已公开",
            expected_version=share.version,
        )
    share = aftercare.reclassify_share(
        world.sc.signer,
        share.id,
        classification="public",
        reason="已公开",
        expected_version=share.version,
    )
    assert make.told_of(share.id).action == "share.reclassify"
    assert share.classification == "public"
    # Whoever reads no more than what is public finds it now, and not once it is internal again.
    public = frozenset({(world.agreement_id, "public")})
    limited = replace(
        world.cq.liaison, posts=frozenset(), agreement_ids=frozenset(), clearances=public
    )
    assert get_share(limited, share.id).allowed_actions == ()
    assert len(receipts.list_receipts(limited, limit=9).items) == 1
    aftercare.reclassify_share(
        world.sc.signer,
        share.id,
        classification="internal",
        reason="仍属内部",
        expected_version=share.version,
    )
    with pytest.raises(NotFound):
        get_share(limited, share.id)
    assert list_shares(limited, limit=9).items == ()
    assert receipts.list_receipts(limited, limit=9).items == ()
    assert get_share(world.cq.liaison, share.id).classification == "internal"


def test_a_recipient_tells_how_it_used_it(app, world):
    share = make.sent(world)
    aftercare.record_use(
        world.cq.handler,
        share.id,
        scenario="风险排查",
        process="核对名单",
        effect="发现两家机构",
        storage="内网专柜",
    )
    used = make.share_view(world.sc, share.id).usage[0]
    assert (used.effect, used.kept_until_on) == ("发现两家机构", date(2029, 10, 12))
