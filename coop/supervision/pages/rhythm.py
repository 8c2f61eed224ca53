"""Pages of tips, monthly tables, orders and stand-ins."""

from __future__ import annotations

from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.pages import Column
from coop.supervision import commands
from coop.supervision.pages.blueprint import LIST, pages
from coop.supervision.pages.tags import COLOUR_TONES, colour_tag, state_tag
from coop.supervision.queries.orders import SupervisionOrderView
from coop.supervision.queries.sheets import WorkSheetView
from coop.supervision.queries.stand_ins import StandInView


def _of_sheet(_actor: Actor, view: WorkSheetView) -> dict[str, object]:
    return {
        "columns": [
            Text("任务", "Task"),
            Text("牵头单位", "Lead"),
            Text("期限", "Due on"),
            Text("状态", "State"),
            Text("进度", "Progress"),
            Text("颜色", "Colour"),
        ],
        "rows": [
            {
                "cells": [
                    one.title,
                    one.lead_name,
                    one.due_on,
                    one.state_label,
                    "" if one.percent is None else f"{one.percent}%",
                    {"tag": one.colour_label, "tone": COLOUR_TONES[one.colour]},
                ],
                "url": f"/tasks/{one.task_id}",
            }
            for one in view.lines
        ],
    }


_SHEET_COLUMNS = (
    Column(Text("标题", "Title"), lambda view: view.title),
    Column(Text("印发日期", "Made on"), lambda view: view.made_on),
    Column(Text("任务数", "Tasks"), lambda view: len(view.lines)),
)
for _sheet in (commands.WORK_TIP, commands.MONTHLY_DISPATCH):
    pages.serve(
        _sheet,
        detail="supervision/sheet.html",
        columns=_SHEET_COLUMNS,
        more=_of_sheet,
        list_template=LIST,
    )


def _of_order(_actor: Actor, view: SupervisionOrderView) -> dict[str, object]:
    return {"colour_tag": colour_tag(view), "state_tag": state_tag(view)}


pages.serve(
    commands.SUPERVISION_ORDER,
    detail="supervision/order.html",
    columns=(
        Column(Text("督办单", "Order"), lambda view: view.title),
        Column(Text("颜色", "Colour"), colour_tag),
        Column(Text("被督办单位", "Institution"), lambda view: view.institution_name),
        Column(Text("层级", "Level"), lambda view: view.level_label),
        Column(Text("答复期限", "Answer by"), lambda view: view.reply_due_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_order,
    list_template=LIST,
)


def _of_stand_in(_actor: Actor, view: StandInView) -> dict[str, object]:
    title = Text("{person}由{stand_in}代办", "{stand_in} stands in for {person}").with_facts(
        person=view.person_name, stand_in=view.stand_in_name
    )
    facts = [
        (Text("单位", "Institution"), view.institution_name),
        (Text("开始日期", "From"), view.from_on),
        (Text("结束日期", "To"), view.to_on),
        (Text("提前结束", "Ended early"), view.ended_on),
        (Text("事由", "Reason"), view.reason),
    ]
    return {"title": title, "facts": facts}


pages.serve(
    commands.STAND_IN,
    detail="detail.html",
    columns=(
        Column(Text("被代办人", "Absent"), lambda view: view.person_name),
        Column(Text("代办人", "Stand-in"), lambda view: view.stand_in_name),
        Column(Text("单位", "Institution"), lambda view: view.institution_name),
        Column(Text("开始日期", "From"), lambda view: view.from_on),
        Column(Text("结束日期", "To"), lambda view: view.to_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_stand_in,
    list_template=LIST,
)
