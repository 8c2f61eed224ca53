"""The HTML door of documents, numbers and receipts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core import doors
from coop.core.actor import Actor
from coop.core.doors import NavItem
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint
from coop.documents import commands, receipts
from coop.documents.workflow import ASIDE, DOCUMENT
from coop.registry.words import ROLE_NAMES

_TONES = {
    "draft": "neutral",
    "reviewed": "info",
    "signed": "info",
    "issued": "good",
    "revoked": "bad",
    "repealed": "warn",
    "archived": "neutral",
    "reserved": "info",
    "used": "good",
    "void": "bad",
}
_RECEIPT_TONES = {"waiting": "info", "signed": "good"}


def state_tag(view: Any) -> dict[str, object]:
    """The state as a tag; what is overdue, or has a newer edition, stands out."""
    if getattr(view, "is_overdue", False):
        return {"tag": Text("逾期未签收", "Overdue"), "tone": "bad"}
    if getattr(view, "corrected_by_id", None):
        return {"tag": Text("已被更正", "Corrected"), "tone": "warn"}
    tones = _RECEIPT_TONES if isinstance(view, receipts.ReceiptView) else _TONES
    return {"tag": view.state_label, "tone": tones.get(view.state, "info")}


def _of_document(actor: Actor, view: Any) -> dict[str, object]:
    is_waiting = view.issued_at is None
    return {
        "state_tag": state_tag(view),
        "course": DOCUMENT.course(view.state, aside=ASIDE) if is_waiting else (),
        "next_step": _next_step(view) if is_waiting else None,
        "way": _way(view),
        "receipts": _rows(receipts.receipts_of(view.id, actor=actor)),
        "source_url": _page_of(actor, view.source_kind, view.source_id),
    }


def _next_step(view: Any) -> Text | None:
    """What the usual way asks for next, and of whom."""
    onward = DOCUMENT.onward(view.state, aside=ASIDE)
    if onward is None:
        return None
    roles = [ROLE_NAMES[role] for role in sorted(onward.roles)]
    told = Text("下一步：{action}（{who}{roles}）", "Next: {action} ({roles} of {who})")
    named = {"who": view.issuer_name, "roles": roles}
    return told.with_facts(action=DOCUMENT.actions[onward.action], **named)


def _way(view: Any) -> list[dict[str, object]]:
    everyone = Text("各成员单位签发人", "Every party's signer")
    told = [one for one in view.steps if one.by_name or one.action != "publish"]
    return [
        {"cells": [one.action_label, one.by_name or everyone, one.at, one.note]} for one in told
    ]


def _rows(views: tuple[receipts.ReceiptView, ...]) -> list[dict[str, object]]:
    return [
        {
            "cells": [
                one.institution_name,
                state_tag(one),
                one.due_on,
                one.signed_by_name,
                one.signed_at,
            ],
            "url": f"/receipts/{one.id}",
        }
        for one in views
    ]


def _of_number(_actor: Actor, view: Any) -> dict[str, object]:
    return {"title": view.number, "state_tag": state_tag(view)}


_SIGNED = Text(
    "已经签收。要办理的事项请打开下面的签收内容。",
    "It has been signed for. Open what was handed over for anything to be done with it.",
)
_AWAITED = Text("等待{name}签收。", "{name} has not signed for it yet.")
_TO_SIGN = Text(
    "请核对下面的签收内容后签收。签收只表示本单位已经收到，不表示同意其内容。",
    "Check what was handed over below, then sign for it. Signing says that it arrived, not that"
    " you agree.",
)
_TO_SIGN_BY = Text(
    "请核对下面的签收内容，在{day}前（含当日）签收。签收只表示本单位已经收到，不表示同意其内容。",
    "Check what was handed over below and sign for it by {day}. Signing says that it arrived, not"
    " that you agree.",
)


def _of_receipt(actor: Actor, view: Any) -> dict[str, object]:
    owner = _resource(view.subject_kind)
    return {
        "title": view.title or str(owner.label if owner else view.subject_kind),
        "state_tag": state_tag(view),
        "handed_url": _page_of(actor, view.subject_kind, view.subject_id),
        "handed_kind": owner.label if owner else None,
        "next_step": _next_of_receipt(view),
    }


def _next_of_receipt(view: receipts.ReceiptView) -> Text:
    """What is to be done with it, and what that means."""
    if view.signed_at is not None:
        return _SIGNED
    if "sign_for" not in view.allowed_actions:
        return _AWAITED.with_facts(name=view.institution_name)
    return _TO_SIGN if view.due_on is None else _TO_SIGN_BY.with_facts(day=view.due_on)


def _resource(kind: str) -> doors.Resource | None:
    return next((one for one in doors.resources() if one.name == kind), None)


def _page_of(actor: Actor, kind: str, subject_id: UUID) -> str | None:
    """The page of an object of any mechanism, if it has one that this officer may open."""
    owner = _resource(kind)
    if owner is None:
        return None
    try:
        return owner.home(owner.get(actor, subject_id))
    except NotFound:
        return None


pages = PageBlueprint("documents", __name__)
pages.serve(
    commands.DOCUMENT_RESOURCE,
    detail="documents/document.html",
    columns=(
        Column(Text("标题", "Title"), lambda view: view.title),
        Column(Text("文号", "Number"), lambda view: view.number or view.issue_no),
        Column(Text("文种", "Kind"), lambda view: view.kind_label),
        Column(Text("印发单位", "Issuer"), lambda view: view.issuer_name),
        Column(Text("成文日期", "Formed on"), lambda view: view.formation_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_document,
    list_template="documents/list.html",
    nav=NavItem(Text("公文", "Documents"), "/documents", 100, for_bodies=True),
)
pages.serve(
    commands.NUMBER_RESOURCE,
    detail="documents/number.html",
    columns=(
        Column(Text("文号", "Number"), lambda view: view.number),
        Column(Text("状态", "State"), state_tag),
        Column(Text("用于", "On"), lambda view: view.document_title),
        Column(Text("理由", "Reason"), lambda view: view.reason),
        Column(Text("登记时间", "Taken at"), lambda view: view.at),
    ),
    more=_of_number,
    list_template="documents/list.html",
)
pages.serve(commands.RESERVATION_RESOURCE)
pages.serve(
    commands.RECEIPT_RESOURCE,
    detail="documents/receipt.html",
    columns=(
        Column(
            Text("签收内容", "What was handed over"), lambda view: view.title or view.subject_kind
        ),
        Column(Text("签收单位", "Institution"), lambda view: view.institution_name),
        Column(Text("状态", "State"), state_tag),
        Column(Text("签收期限", "Due on"), lambda view: view.due_on),
        Column(Text("签收人", "Signed by"), lambda view: view.signed_by_name),
    ),
    more=_of_receipt,
    list_template="documents/list.html",
)
