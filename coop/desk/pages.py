"""`/`: my work. Each group is a card; a group has a page of its own with everything in it."""

from __future__ import annotations

from flask import abort, render_template, request

from coop.core import doors, rest
from coop.core.browsing import Viewer, signed_in
from coop.core.doors import NavItem
from coop.core.language import Text, day
from coop.core.pages import PageBlueprint
from coop.desk.work import GROUPS, WorkGroupView, WorkItemView, list_work_items, my_work
from coop.mechanisms.meetings.queries.waiting import upcoming_meetings

_ON_CARD = 6
_ON_PAGE = 50
_UPCOMING = 5
_COLUMNS = (
    Text("事项", "Matter"),
    Text("要做什么", "What to do"),
    Text("期限", "Due on"),
    Text("依据", "Basis"),
    Text("提示", "Note"),
)
# What an act belongs to, by the scope of its resource.
_SUBJECTS = {
    "meetings": Text("联席会议", "Joint meetings"),
    "consultations": Text("会商", "Consultations"),
    "sharing": Text("信息共享", "Sharing"),
    "referrals": Text("纠纷调解", "Disputes"),
    "recommendations": Text("司法建议", "Recommendations"),
    "party_building": Text("党建共建", "Party building"),
    "training": Text("培训", "Training"),
    "research": Text("调研", "Research"),
    "publicity": Text("法治宣传", "Publicity"),
    "tasks": Text("督办", "Tasks"),
    "documents": Text("公文", "Documents"),
    "clearances": Text("知悉权限", "Clearances"),
    "webhooks": Text("事件推送", "Webhooks"),
}

pages = PageBlueprint("desk", __name__)
pages.nav.append(NavItem(Text("我的工作", "My work"), "/", 0, for_bodies=True))


@pages.blueprint.route("/")
def show_work() -> str:
    who = signed_in()
    work = my_work(who.actor, most=_ON_CARD)
    return render_template(
        "desk/work.html",
        title=Text("我的工作", "My work"),
        work=work,
        cards=[_card(one) for one in work.groups],
        starts=_starts(who),
        upcoming=[
            {
                "cells": [
                    one.title,
                    one.starts_at,
                    one.place,
                    {"tag": one.state_label, "tone": "info"},
                ],
                "url": one.url,
            }
            for one in upcoming_meetings(who.actor, most=_UPCOMING)
        ],
    )


def _starts(who: Viewer) -> list[tuple[Text, list[tuple[Text, str]]]]:
    """What this officer may begin under the chosen agreement, by subject."""
    offered: dict[str, list[tuple[Text, str]]] = {scope: [] for scope in _SUBJECTS}
    for one in doors.resources():
        act = one.create
        if act and act.offered_to and act.offered_to(who.actor, who.agreement_id):
            offered[one.scope].append((act.label, f"/{one.plural}/new"))
    return [(_SUBJECTS[scope], acts) for scope, acts in offered.items() if acts]


@pages.blueprint.route("/my-work/<group>")
def show_group(group: str) -> str:
    who = signed_in()
    if group not in GROUPS:
        abort(404)
    cursor = request.args.get("cursor")
    page = list_work_items(who.actor, group=group, limit=_ON_PAGE, cursor=cursor)
    return render_template(
        "list.html",
        title=GROUPS[group],
        trail=[(Text("我的工作", "My work"), "/")],
        columns=_COLUMNS,
        rows=[_row(one) for one in page.items],
        empty_text=Text("没有待办。", "Nothing waiting."),
        next_url=f"{request.path}?cursor={rest.quoted(page.next)}" if page.next else None,
        first_url=request.path if cursor else None,
    )


def _card(group: WorkGroupView) -> dict[str, object]:
    return {
        "title": group.label,
        "count": group.count,
        "overdue_count": group.overdue_count,
        "items": [_entry(one, group.label) for one in group.items],
        "url": f"/my-work/{group.group}" if group.count > _ON_CARD else "",
    }


def _entry(item: WorkItemView, group_label: Text) -> dict[str, object]:
    """One line of a card; what is to be done is told where the card's title doesn't say it."""
    told = Text("{kind}：{title}", "{kind}: {title}").with_facts(kind=item.kind, title=item.title)
    return {
        "label": item.title if item.kind.zh == group_label.zh else told,
        "url": item.url,
        "due": _due(item),
        "tag": Text("逾期", "Overdue") if item.is_overdue else None,
        "tone": "bad",
    }


def _due(item: WorkItemView) -> str:
    if item.due_on is None:
        return ""
    basis = item.basis or ""
    told = (
        Text("{day}前", "by {day}")
        if not basis
        else Text("{day}前 · {basis}", "by {day} · {basis}")
    )
    return str(told.with_facts(day=day(item.due_on), basis=basis))


def _row(item: WorkItemView) -> dict[str, object]:
    late = {"tag": Text("逾期", "Overdue"), "tone": "bad"} if item.is_overdue else ""
    return {"cells": [item.title, item.kind, item.due_on, item.basis, late], "url": item.url}
