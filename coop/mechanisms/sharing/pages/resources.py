"""Lists, pages and forms of the catalogue, requests, shares and groups."""

from __future__ import annotations

from typing import Any

from coop.core.actor import Actor
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, action_links
from coop.mechanisms.sharing import commands, share_commands
from coop.mechanisms.sharing.pages.blueprint import pages
from coop.mechanisms.sharing.policy import is_officer
from coop.mechanisms.sharing.queries.share_views import ShareView
from coop.mechanisms.sharing.queries.views import CatalogEntryView, ShareGroupView, ShareRequestView
from coop.mechanisms.sharing.service.access import read_text
from coop.mechanisms.sharing.workflow import SHARE_REQUEST

_TONES = {
    "published": "good",
    "withdrawn": "warn",
    "active": "good",
    "refused": "bad",
    "suspended": "bad",
    "terminated": "bad",
    "recalled": "bad",
    "superseded": "warn",
    "draft": "neutral",
    "closed": "neutral",
    "discarded": "neutral",
}
_ASIDE = frozenset({"supplementing", "refused", "disputed", "suspended", "terminated"})


def state_tag(view: Any) -> dict[str, object]:
    """The state as a tag; what is late stands out."""
    if getattr(view, "is_overdue", False):
        words = Text("{state}（超期）", "{state} (overdue)")
        return {"tag": words.with_facts(state=view.state_label), "tone": "bad"}
    return {"tag": view.state_label, "tone": _TONES.get(view.state, "info")}


def _number(view: ShareRequestView) -> str:
    return f"共享申请〔{view.year}〕{view.ordinal}号" if view.ordinal else ""


def _of_entry(actor: Actor, view: CatalogEntryView) -> dict[str, object]:
    may_ask = (
        view.is_offered
        and actor.institution_id != view.provider_id
        and is_officer(actor, view.agreement_id)
    )
    ask = commands.REQUEST.create
    label = ask.label if ask else ""
    return {
        "title": view.name,
        "state_tag": state_tag(view),
        "proposed_rows": [{"cells": [one.label, one.before, one.after]} for one in view.proposed],
        "ask_action": [(label, f"/share-requests/new?entry_id={view.id}", "primary")]
        if may_ask
        else [],
    }


def _of_request(_actor: Actor, view: ShareRequestView) -> dict[str, object]:
    return {
        "title": view.entry_name,
        "number": _number(view),
        "state_tag": state_tag(view),
        "steps": SHARE_REQUEST.course(view.state, aside=_ASIDE),
        "due_names": {one.kind: one.label for one in view.due},
    }


def _of_share(actor: Actor, view: ShareView) -> dict[str, object]:
    """Opening the page is reading: where there is a text it is logged and shown."""
    shows_text = view.has_text and view.may_open
    return {
        "state_tag": state_tag(view),
        "text": read_text(actor, view.id) if shows_text else "",
        "corrections": _parts(share_commands.CORRECTION, view.corrections),
        "onward_requests": _parts(share_commands.ONWARD_ASKED, view.onward_requests),
    }


def _parts(resource: Any, views: tuple[Any, ...]) -> list[dict[str, object]]:
    return [
        {"view": one, "tag": state_tag(one), "actions": action_links(resource, one)}
        for one in views
    ]


def _of_group(_actor: Actor, view: ShareGroupView) -> dict[str, object]:
    return {"title": view.name}


pages.serve(
    commands.REQUEST,
    detail="sharing/share_request.html",
    columns=(
        Column(Text("申请的数据", "Information"), lambda view: view.entry_name),
        Column(Text("编号", "Number"), _number),
        Column(Text("申请单位", "Requester"), lambda view: view.requester_name),
        Column(Text("提供单位", "Provider"), lambda view: view.provider_name),
        Column(Text("答复期限", "Answer due"), lambda view: view.reply_due_on),
        Column(Text("供给期限", "Delivery due"), lambda view: view.delivery_due_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_request,
    list_template="sharing/list.html",
    nav=NavItem(Text("信息共享", "Sharing"), "/share-requests", 30),
)
pages.serve(
    share_commands.SHARED,
    detail="sharing/share.html",
    columns=(
        Column(Text("标题", "Title"), lambda view: view.title),
        Column(Text("提供单位", "Provider"), lambda view: view.provider_name),
        Column(Text("标识", "Classification"), lambda view: view.classification_label),
        Column(Text("发送时间", "Sent"), lambda view: view.sent_at),
        Column(Text("签收期限", "Sign by"), lambda view: view.receipt_due_on),
        Column(Text("未签收", "Unsigned"), lambda view: str(view.unsigned_count)),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_share,
    list_template="sharing/list.html",
)
pages.serve(share_commands.SHARE_FILE)
pages.serve(
    commands.CATALOG,
    detail="sharing/catalog_entry.html",
    columns=(
        Column(Text("数据名称", "Name"), lambda view: view.name),
        Column(Text("提供单位", "Provider"), lambda view: view.provider_name),
        Column(Text("共享属性", "Class"), lambda view: view.share_class_label),
        Column(Text("共享方式", "Mode"), lambda view: view.mode_label),
        Column(Text("更新频率", "Updated"), lambda view: view.update_frequency),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_entry,
    list_template="sharing/list.html",
)
pages.serve(
    share_commands.CORRECTION,
    columns=(
        Column(Text("共享信息", "Share"), lambda view: view.share_title),
        Column(Text("申请单位", "Asked by"), lambda view: view.institution_name),
        Column(Text("反馈期限", "Due"), lambda view: view.due_on),
        Column(Text("状态", "State"), state_tag),
    ),
    list_template="sharing/list.html",
)
pages.serve(share_commands.ONWARD_ASKED)
pages.serve(
    share_commands.GROUP,
    detail="sharing/share_group.html",
    columns=(
        Column(Text("分组", "Group"), lambda view: view.name),
        Column(Text("成员", "Members"), lambda view: "、".join(view.institution_names)),
        Column(Text("建立单位", "Kept by"), lambda view: view.owner_name),
    ),
    more=_of_group,
    list_template="sharing/list.html",
)
