"""The pages of meetings and minutes."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask import Response, render_template, request

from coop.core import clock, doors, rest
from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint, action_links, state_tags
from coop.core.workflow import Workflow
from coop.documents.secrecy import CLASSIFICATIONS, URGENCIES
from coop.documents.workflow import DISCLOSURES
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.commands import (
    ATTENDANCE_RESOURCE,
    COMMENT_RESOURCE,
    DEMAND_RESOURCE,
    ITEM_RESOURCE,
    MEETING_RESOURCE,
    MINUTES_RESOURCE,
    RESOLUTION_RESOURCE,
)
from coop.mechanisms.meetings.queries.plan import meeting_plan
from coop.mechanisms.meetings.queries.views import ItemView, MeetingView, MinutesView
from coop.mechanisms.meetings.workflow import (
    MEETING,
    MEETING_ASIDE,
    MINUTES,
    MINUTES_ASIDE,
    MODES,
    STANCES,
)
from coop.registry.words import ROLE_NAMES
from coop.supervision.worklists import open_actions

_DEADLINES = {
    "hold_by": Text("最迟召开", "To be held by"),
    "minutes_draft": Text("纪要初稿", "Draft minutes"),
    "minutes_issue": Text("纪要印发", "Minutes issued"),
    "comments": Text("征求意见截止", "Comments until"),
}
_state_tag = state_tags(
    {
        "cancelled": "bad",
        "revoked": "bad",
        "repealed": "warn",
        "held": "good",
        "concluded": "neutral",
        "issued": "good",
        "archived": "neutral",
    }
)
doors.name_actions(
    {
        "meeting.plan": Text("安排会议", "Planned the meeting"),
        "meeting.demand": Text("提议召开临时会议", "Demanded an extraordinary meeting"),
        "meeting.edit_attendance": Text("修改参会信息", "Changed an attendance entry"),
        "meeting.remove_attendance": Text("移出参会名单", "Removed someone from the list"),
        "agenda_item.propose": MEETING.actions["propose_item"],
        "agenda_item.add": MEETING.actions["add_item"],
        "minutes.draft": MEETING.actions["draft_minutes"],
        "minutes.resolve": MINUTES.actions["resolve"],
        "minutes.no_consensus": Text("改列未形成一致意见", "Re-labelled as no consensus"),
        "resolution.add": MEETING.actions["resolve"],
    }
)
_HEADING = re.compile("[一二三四五六七八九十]+、")
_SUBHEADING = re.compile("（[一二三四五六七八九十]+）")


def _next_step(workflow: Workflow, view: Any, aside: frozenset[str]) -> Text | None:
    """What the usual way asks for next, and of whom."""
    onward = workflow.onward(view.state, aside=aside)
    if onward is None:
        return None
    roles = [ROLE_NAMES[role] for role in sorted(onward.roles)]
    by_parties = "signer" in onward.roles
    who = Text("各成员单位", "each party") if by_parties else view.host_name
    told = Text("下一步：{action}（{who}{roles}）", "Next: {action} ({roles} of {who})")
    return told.with_facts(action=workflow.actions[onward.action], who=who, roles=roles)


# --------------------------------------------------------------------------- meetings


def _of_meeting(actor: Actor, view: MeetingView) -> dict[str, object]:
    is_over = view.concluded_at is not None or view.cancelled_at is not None
    return {
        "state_tag": _state_tag(view),
        "steps": MEETING.course(view.state, aside=MEETING_ASIDE),
        "next_step": _next_step(MEETING, view, MEETING_ASIDE),
        "facts": _meeting_facts(view),
        "agenda": [_shown_item(one) for one in view.items if one.number],
        "others": [_shown_item(one) for one in view.items if not one.number],
        "attendance": [
            {"view": one, "actions": action_links(ATTENDANCE_RESOURCE, one)}
            for one in view.attendance
        ],
        "unsigned": [one.institution_name for one in view.receipts if one.signed_at is None],
        "follow_up": () if is_over else open_actions(view.agreement_id),
        "deadline_names": _DEADLINES,
        "stances": STANCES,
    }


def _meeting_facts(view: MeetingView) -> list[tuple[Text, object]]:
    facts: list[tuple[Text, object]] = [
        (Text("会议类别", "Kind"), view.kind_label),
        (Text("承办单位", "Host"), view.host_name),
        (Text("开始时间", "Starts"), view.starts_at),
        (Text("结束时间", "Ends"), view.ends_at),
        (Text("地点", "Place"), view.place),
        (Text("方式", "Mode"), MODES[view.mode]),
        (Text("议题征集截止", "Items until"), view.items_until_on),
        (Text("会议材料提交截止", "Papers by"), None if view.held_at else view.papers_due_on),
        (Text("通知发出", "Notice sent"), view.notice_sent_at),
        (Text("特急理由", "Why extra urgent"), view.urgency_reason),
        (Text("提议单位", "Demanded by"), view.demanded_by_name),
        (Text("宣布开会", "Declared held"), view.held_at),
        (Text("会议结束", "Concluded"), view.concluded_at),
        (Text("理由", "Reason"), view.reason),
    ]
    return [(label, value) for label, value in facts if value not in (None, "")]


def _shown_item(view: ItemView) -> dict[str, object]:
    return {
        "view": view,
        "tags": _item_tags(view),
        "actions": action_links(ITEM_RESOURCE, view),
        "resolutions": [
            {"view": one, "actions": action_links(RESOLUTION_RESOURCE, one)}
            for one in view.resolutions
        ],
    }


def _item_tags(view: ItemView) -> list[tuple[Text, str]]:
    """The state where the item is not simply on the agenda, prior agreement, lateness."""
    tags: list[tuple[Text, str]] = []
    if not view.number:
        tags.append((view.state_label, "info"))
    if view.is_late:
        tags.append((Text("逾期提出", "late"), "warn"))
    if view.is_settled:
        tags.append((Text("会前已达成一致", "agreed beforehand"), "good"))
    elif view.is_for_discussion:
        tags.append((Text("提交会议讨论", "for discussion"), "info"))
    elif view.number:
        tags.append((Text("未注明会前沟通情况", "prior agreement not marked"), "neutral"))
    return tags


# --------------------------------------------------------------------------- minutes


def _of_minutes(_actor: Actor, view: MinutesView) -> dict[str, object]:
    return {
        "state_tag": _state_tag(view),
        "steps": MINUTES.course(view.state, aside=MINUTES_ASIDE),
        "next_step": _next_step(MINUTES, view, MINUTES_ASIDE),
        "paragraphs": [_paragraph(line) for line in view.body.splitlines() if line.strip()],
        "comments": [
            {"view": one, "actions": action_links(COMMENT_RESOURCE, one)} for one in view.comments
        ],
        "facts": _marks(view),
        "compared": _compared(view),
        "deadline_names": _DEADLINES,
    }


def _marks(view: MinutesView) -> list[tuple[Text, object]]:
    """The elements of GB/T 9704 that the printed head and foot carry."""
    marks: list[tuple[Text, object]] = [
        (Text("发文字号", "Number"), view.number),
        (Text("期号", "Issue"), view.issue_no),
        (Text("成文日期", "Formed on"), view.formed_on),
        (Text("印发时间", "Issued"), view.issued_at),
        (Text("密级", "Classification"), CLASSIFICATIONS[view.classification]),
        (Text("紧急程度", "Urgency"), URGENCIES[view.urgency]),
        (Text("公开属性", "Disclosure"), DISCLOSURES[view.disclosure]),
        (Text("抄送", "Copies to"), str(Text("、", ", ")).join(view.cc)),
        (Text("印数", "Copies printed"), view.copies),
        (Text("版次", "Edition"), view.edition),
    ]
    return [(label, value) for label, value in marks if value not in (None, "")]


def _compared(view: MinutesView) -> list[tuple[Text, str, str]]:
    """The paragraphs that a proposed change would replace."""
    change = view.change
    if change is None or change.executed_at is not None:
        return []
    pairs = [
        (Text("开头段", "Opening"), view.opening, change.opening),
        (Text("正文", "Text"), view.body, change.body),
    ]
    return [(label, now, then) for label, now, then in pairs if then and then != now]


def _paragraph(line: str) -> tuple[str, str]:
    """(kind, text): 一、 and （一） begin headings, as in the printed minutes."""
    text = line.strip()
    kinds = (("heading", _HEADING), ("subheading", _SUBHEADING))
    kind = next((name for name, pattern in kinds if pattern.match(text)), "paragraph")
    return kind, text


# --------------------------------------------------------------------------- the plan and papers

pages = PageBlueprint("meetings", __name__)


@pages.blueprint.route("/meetings/plan")
def show_plan() -> str:
    who = signed_in()
    asked = request.args.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() else clock.today().year
    plan = meeting_plan(who.actor, who.agreement_id, year=year)
    return render_template(
        "meetings/plan.html",
        title=Text("年度会议计划", "Meetings of the year"),
        trail=[(MEETING_RESOURCE.label, "/meetings")],
        plan=plan,
    )


@pages.blueprint.route("/papers/<uuid:paper_id>")
def read_paper(paper_id: UUID) -> Response:
    return rest.download(queries.paper_file(signed_in().actor, paper_id))


pages.serve(
    MEETING_RESOURCE,
    detail="meetings/meeting.html",
    columns=(
        Column(Text("会议", "Meeting"), lambda view: view.title),
        Column(Text("开会时间", "Starts"), lambda view: view.starts_at),
        Column(Text("承办单位", "Host"), lambda view: view.host_name),
        Column(Text("状态", "State"), _state_tag),
    ),
    more=_of_meeting,
    list_template="meetings/meetings.html",
    nav=NavItem(Text("联席会议", "Joint meetings"), "/meetings", 10),
)
pages.serve(
    MINUTES_RESOURCE,
    detail="meetings/minutes.html",
    columns=(
        Column(Text("纪要", "Minutes"), lambda view: view.title),
        Column(Text("文号", "Number"), lambda view: view.number),
        Column(Text("成文日期", "Formed"), lambda view: view.formed_on),
        Column(Text("状态", "State"), _state_tag),
    ),
    more=_of_minutes,
    nav=NavItem(Text("会议纪要", "Minutes"), "/minutes", 11),
)
pages.serve(DEMAND_RESOURCE)
pages.serve(ITEM_RESOURCE)
pages.serve(RESOLUTION_RESOURCE)
pages.serve(ATTENDANCE_RESOURCE)
pages.serve(COMMENT_RESOURCE)
