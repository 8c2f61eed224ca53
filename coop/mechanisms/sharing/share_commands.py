"""What both doors offer: shares with their files, groups, corrections and passing on."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.sharing import policy, share_schemas
from coop.mechanisms.sharing.commands import SCOPE
from coop.mechanisms.sharing.queries import catalog as catalog_reads
from coop.mechanisms.sharing.queries import exchanges as exchange_reads
from coop.mechanisms.sharing.queries import shares as share_reads
from coop.mechanisms.sharing.queries.share_views import (
    CorrectionRequestView,
    OnwardRequestView,
    ShareFileView,
    ShareLineView,
    ShareView,
)
from coop.mechanisms.sharing.queries.views import ShareGroupView
from coop.mechanisms.sharing.schemas import ConfirmDisposal
from coop.mechanisms.sharing.service import (
    access,
    aftercare,
    corrections,
    groups,
    onward,
    shares,
)
from coop.mechanisms.sharing.workflow import CORRECTION_REQUEST, ONWARD_REQUEST, SHARE


def _draft_now(view: ShareView) -> dict[str, object]:
    return {
        "title": view.title,
        "text": view.draft_text,
        "classification": view.classification,
        "legal_basis": view.legal_basis,
        "purpose": view.purpose,
        "onward": view.onward,
        "recipient_ids": view.addressed_ids,
        "group_id": view.group_id,
    }


def _act(name: str, command: Any, schema: Any = doors.NoFields, **more: Any) -> Act:
    return Act(name, command, SHARE.actions[name], schema=schema, **more)


SHARED = doors.register(
    Resource(
        name="share",
        plural="shares",
        scope=SCOPE,
        label=Text("共享信息", "Shared information"),
        view=ShareView,
        get=share_reads.get_share,
        list=share_reads.list_shares,
        list_view=ShareLineView,
        filters=share_schemas.ShareFilters,
        home=lambda view: f"/shares/{view.id}",
        create=Act(
            "draft_share",
            shares.draft_share,
            Text("主动共享", "Share information"),
            schema=share_schemas.DraftShare,
            draft=True,
            offered_to=policy.is_officer,
            hint=Text(
                "先拟稿，可添加文件；发送前会列出哪些单位、多少人将会看到。",
                "A draft first; before sending you see which institutions and people will see it.",
            ),
        ),
        edit=_act("edit", shares.edit_share, share_schemas.EditShare, prefill=_draft_now),
        acts=(
            _act("attach", shares.attach_file, share_schemas.AttachFile),
            _act(
                "send",
                shares.send_share,
                share_schemas.SendShare,
                tone="primary",
                prefill=lambda view: {
                    "confirmed_ids": [one.institution_id for one in view.will_see]
                },
                done=Text("已发送，等待签收。", "Sent; the recipients sign for it."),
            ),
            _act("discard", shares.discard_share, tone="danger"),
            _act("sign_for", shares.sign_for_share, tone="primary"),
            _act(
                "record_use",
                aftercare.record_use,
                share_schemas.RecordUse,
                adds=True,
                answers="share",
                draft=True,
            ),
            _act(
                "request_correction",
                corrections.request_correction,
                share_schemas.RequestCorrection,
                adds=True,
                answers="correction_request",
            ),
            _act("pass_on", onward.pass_on_share, share_schemas.PassOn),
            _act(
                "ask_onward",
                onward.ask_onward,
                share_schemas.AskOnward,
                adds=True,
                answers="onward_request",
            ),
            _act("correct", aftercare.correct_share, share_schemas.CorrectShare),
            _act("reclassify", aftercare.reclassify_share, share_schemas.ReclassifyShare),
            _act("recall", aftercare.recall_share, share_schemas.RecallShare, tone="danger"),
            _act(
                "confirm_disposal",
                aftercare.confirm_share_disposal,
                ConfirmDisposal,
                tone="primary",
            ),
        ),
        files=(File("text", access.text_file, Text("正文", "Text"), "text/plain"),),
    )
)

SHARE_FILE = doors.register(
    Resource(
        name="share_file",
        plural="share-files",
        scope=SCOPE,
        label=Text("共享文件", "Files of shares"),
        view=ShareFileView,
        get=share_reads.get_share_file,
        home=lambda view: f"/shares/{view.share_id}",
        files=(
            File(
                "content",
                access.download_file,
                Text("下载文件", "Download"),
                "application/octet-stream",
            ),
        ),
    )
)

CORRECTION = doors.register(
    Resource(
        name="correction_request",
        plural="correction-requests",
        scope=SCOPE,
        label=Text("校核申请", "Requests for correction"),
        view=CorrectionRequestView,
        get=exchange_reads.get_correction_request,
        list=exchange_reads.list_correction_requests,
        filters=share_schemas.CorrectionRequestFilters,
        home=lambda view: f"/shares/{view.share_id}",
        acts=(
            Act(
                "resolve",
                corrections.resolve_correction,
                CORRECTION_REQUEST.actions["resolve"],
                schema=share_schemas.ResolveCorrection,
                tone="primary",
                hint=Text(
                    "需要更正的，另在共享信息中发送更正版。",
                    "Where it is corrected, send the corrected edition of the share too.",
                ),
            ),
        ),
    )
)

ONWARD_ASKED = doors.register(
    Resource(
        name="onward_request",
        plural="onward-requests",
        scope=SCOPE,
        label=Text("转送申请", "Requests to pass on"),
        view=OnwardRequestView,
        get=exchange_reads.get_onward_request,
        home=lambda view: f"/shares/{view.share_id}",
        acts=(
            Act(
                "grant",
                onward.grant_onward,
                ONWARD_REQUEST.actions["grant"],
                schema=share_schemas.DecideOnward,
                tone="primary",
            ),
            Act(
                "refuse",
                onward.refuse_onward,
                ONWARD_REQUEST.actions["refuse"],
                schema=share_schemas.RefuseOnward,
            ),
        ),
    )
)

GROUP = doors.register(
    Resource(
        name="share_group",
        plural="share-groups",
        scope=SCOPE,
        label=Text("共享分组", "Groups of recipients"),
        view=ShareGroupView,
        get=catalog_reads.get_share_group,
        list=catalog_reads.list_share_groups,
        filters=share_schemas.ShareGroupFilters,
        home=lambda view: f"/share-groups/{view.id}",
        create=Act(
            "create_share_group",
            groups.create_share_group,
            Text("新建分组", "New group"),
            schema=share_schemas.CreateShareGroup,
            offered_to=policy.is_officer,
        ),
        edit=Act(
            "edit",
            groups.edit_share_group,
            Text("修改成员", "Change the members"),
            schema=share_schemas.EditShareGroup,
            prefill=lambda view: {"institution_ids": view.institution_ids},
            hint=Text("已发送的信息不受影响。", "What was sent before is not touched."),
        ),
    )
)

doors.name_actions(
    {
        "share.draft": Text("拟定共享信息", "Share drafted"),
        "share.deliver": Text("按申请交付", "Delivered on a request"),
        "correction_request.submit": SHARE.actions["request_correction"],
        "onward_request.ask": SHARE.actions["ask_onward"],
        "share_group.create": Text("新建分组", "Group made"),
    }
)
