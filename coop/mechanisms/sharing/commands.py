"""What both doors offer: the catalogue and requests."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.mechanisms.sharing import policy, schemas
from coop.mechanisms.sharing.queries import catalog as catalog_reads
from coop.mechanisms.sharing.queries import requests as request_reads
from coop.mechanisms.sharing.queries.views import CatalogEntryView, ShareRequestView
from coop.mechanisms.sharing.service import catalog, grants, proposals, replies, requests
from coop.mechanisms.sharing.workflow import CATALOG_ENTRY, ENTRY_WORDS, SHARE_REQUEST

SCOPE = "sharing"
_REQUEST_FIELDS = ("basis", "scope", "mode", "from_on", "until_on")
_WORDS = SHARE_REQUEST.actions


def _entry_now(view: CatalogEntryView) -> dict[str, object]:
    """As it is in force, with what was proposed and is not."""
    said: dict[str, object] = {name: getattr(view, name) for name in ENTRY_WORDS}
    proposed = {one.field: one.value for one in view.proposed}
    return {**said, "items": ["\n".join(view.items)], **proposed}


def _request_now(view: ShareRequestView) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(view, name) for name in _REQUEST_FIELDS}
    return {**said, "scenarios": ["\n".join(view.scenarios)]}


def _terms_now(view: ShareRequestView) -> dict[str, object]:
    return {
        "granted_scope": view.granted_scope or view.scope,
        "granted_until_on": view.granted_until_on or view.until_on,
        "conditions": view.conditions,
    }


CATALOG = doors.register(
    Resource(
        name="catalog_entry",
        plural="catalog-entries",
        scope=SCOPE,
        label=Text("共享目录", "Sharing catalogue"),
        view=CatalogEntryView,
        get=catalog_reads.get_catalog_entry,
        list=catalog_reads.list_catalog_entries,
        filters=schemas.CatalogEntryFilters,
        home=lambda view: f"/catalog-entries/{view.id}",
        create=Act(
            "draft_catalog_entry",
            catalog.draft_catalog_entry,
            Text("编制目录", "Draft an entry"),
            schema=schemas.DraftCatalogEntry,
            draft=True,
            offered_to=policy.is_officer,
        ),
        edit=Act(
            "edit",
            catalog.edit_catalog_entry,
            CATALOG_ENTRY.actions["edit"],
            schema=schemas.EditCatalogEntry,
            prefill=_entry_now,
            hint=Text(
                "已发布的目录，修订经秘书处审核后生效。",
                "Of a published entry: in force once the secretariat has reviewed it.",
            ),
        ),
        acts=(
            Act(
                "review",
                catalog.review_catalog_revision,
                CATALOG_ENTRY.actions["review"],
                schema=schemas.ReviewCatalogRevision,
                tone="primary",
            ),
            Act(
                "publish",
                catalog.publish_catalog_entry,
                CATALOG_ENTRY.actions["publish"],
                tone="primary",
                hint=Text("发布后各成员单位可见。", "Every party then sees it."),
            ),
            Act(
                "report_change",
                catalog.report_catalog_change,
                CATALOG_ENTRY.actions["report_change"],
                schema=schemas.ReportCatalogChange,
                hint=Text(
                    "登记后须在规定的工作日内修订目录。",
                    "The entry is then to be revised within the set working days.",
                ),
            ),
            Act(
                "extend_update",
                catalog.extend_catalog_update,
                CATALOG_ENTRY.actions["extend_update"],
                schema=schemas.ReasonGiven,
            ),
            Act(
                "withdraw",
                catalog.withdraw_catalog_entry,
                CATALOG_ENTRY.actions["withdraw"],
                schema=schemas.ReasonGiven,
                tone="danger",
            ),
        ),
    )
)


def _act(name: str, command: Any, schema: Any = doors.NoFields, **more: Any) -> Act:
    return Act(name, command, _WORDS[name], schema=schema, **more)


_SIGNED_FIRST = Text(
    "拟定后由本单位签发人同意，再答复申请单位。", "Your signer consents to it; then you answer."
)
_ANSWERING = (
    _act(
        "propose",
        proposals.propose_terms,
        schemas.ProposeTerms,
        prefill=_terms_now,
        tone="primary",
        hint=_SIGNED_FIRST,
    ),
    _act(
        "propose_supplement",
        proposals.propose_supplement,
        schemas.ProposeSupplement,
        prefill=lambda view: {"missing_items": ["\n".join(view.missing_items)]},
        hint=_SIGNED_FIRST,
    ),
    _act(
        "propose_refusal",
        proposals.propose_refusal,
        schemas.ProposeRefusal,
        prefill=lambda view: {"code": view.refusal_code, "reason": view.refusal_reason},
        draft=True,
        hint=_SIGNED_FIRST,
    ),
    _act("endorse", proposals.endorse_terms, tone="primary"),
    _act("approve", replies.approve_share_request, tone="primary"),
    _act("ask_supplement", replies.ask_supplement, tone="primary"),
    _act("refuse", replies.refuse_share_request, tone="danger"),
)

REQUEST = doors.register(
    Resource(
        name="share_request",
        plural="share-requests",
        scope=SCOPE,
        label=Text("共享申请", "Requests for information"),
        view=ShareRequestView,
        get=request_reads.get_share_request,
        list=request_reads.list_share_requests,
        filters=schemas.ShareRequestFilters,
        home=lambda view: f"/share-requests/{view.id}",
        create=Act(
            "draft_share_request",
            requests.draft_share_request,
            Text("申请共享", "Ask for information"),
            schema=schemas.DraftShareRequest,
            draft=True,
            offered_to=policy.is_officer,
            hint=Text(
                "先拟稿，经本单位签发人同意后提交。",
                "A draft first; your signer consents, then you submit it.",
            ),
        ),
        edit=_act(
            "edit", requests.edit_share_request, schemas.EditShareRequest, prefill=_request_now
        ),
        acts=(
            _act(
                "consent",
                requests.consent_to_share_request,
                tone="primary",
                hint=Text("负责人同意后方可提交。", "It can be submitted once you consent."),
            ),
            _act("submit", requests.submit_share_request, tone="primary"),
            _act(
                "supplement",
                requests.supplement_share_request,
                schemas.SupplementShareRequest,
                tone="primary",
                draft=True,
            ),
            *_ANSWERING,
            _act("ask_extension", replies.ask_extension, schemas.AskShareExtension),
            _act("extend", replies.decide_extension, schemas.DecideShareExtension, tone="primary"),
            _act("dispute", requests.dispute_refusal, schemas.ReasonGiven),
            _act("decide", replies.decide_dispute, schemas.DecideShareDispute, tone="primary"),
            _act(
                "deliver",
                grants.deliver_share_request,
                schemas.DeliverShareRequest,
                tone="primary",
                hint=Text(
                    "工作秘密、国家秘密不得通过本系统提供。",
                    "Work secrets and state secrets are never delivered here.",
                ),
            ),
            _act("suspend", grants.suspend_grant, schemas.SuspendGrant, tone="danger"),
            _act("rectify", grants.rectify_grant, schemas.RectifyGrant, tone="primary"),
            _act("terminate", grants.terminate_grant, schemas.ReasonGiven, tone="danger"),
            _act(
                "confirm_disposal",
                grants.confirm_grant_disposal,
                schemas.ConfirmDisposal,
                tone="primary",
            ),
        ),
    )
)

doors.name_actions(
    {
        "catalog_entry.draft": Text("编制目录", "Entry drafted"),
        "share_request.draft": Text("拟定申请", "Request drafted"),
        "share_request.propose": Text("拟定答复", "An answer was proposed"),
        "share_request.expire": SHARE_REQUEST.actions["expire"],
    }
)
