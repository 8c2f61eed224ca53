"""Pages of tasks and of co-organisers' parts."""

from __future__ import annotations

from coop.core.actor import Actor
from coop.core.doors import NavItem
from coop.core.language import Text
from coop.core.pages import Column, action_links
from coop.supervision import commands
from coop.supervision.pages.blueprint import LIST, pages
from coop.supervision.pages.tags import colour_tag, state_tag
from coop.supervision.views import TaskView


def number_of(view: TaskView) -> str:
    """The running number as people write it; blank for drafts."""
    if view.ordinal is None:
        return ""
    words = Text("{year}年第{ordinal}项", "No. {ordinal} of {year}")
    return str(words.with_facts(year=view.year, ordinal=view.ordinal))


def days_left_of(view: TaskView) -> str:
    """Working days left, or calendar days past the due day."""
    if view.days_left < 0:
        words, days = Text("超期{days}天", "{days} days late"), -view.days_left
    elif view.working_days_left is None:
        words, days = Text("剩{days}天", "{days} days left"), view.days_left
    else:
        words = Text("剩{days}个工作日", "{days} working days left")
        days = view.working_days_left
    return str(words.with_facts(days=days))


def _of_task(_actor: Actor, view: TaskView) -> dict[str, object]:
    return {
        "colour_tag": colour_tag(view),
        "state_tag": state_tag(view),
        "number": number_of(view),
        "days_left": days_left_of(view),
        "parts": [
            {"view": one, "tag": state_tag(one), "actions": action_links(commands.TASK_PART, one)}
            for one in view.parts
        ],
    }


pages.serve(
    commands.TASK,
    detail="supervision/task.html",
    columns=(
        Column(Text("任务", "Task"), lambda view: view.title),
        Column(Text("颜色", "Colour"), colour_tag),
        Column(Text("牵头单位", "Lead"), lambda view: view.lead.short_name),
        Column(Text("联络员", "Liaison"), lambda view: view.lead_liaison),
        Column(Text("期限", "Due on"), lambda view: view.due_on),
        Column(Text("剩余时间", "Time left"), days_left_of),
        Column(
            Text("进度", "Progress"),
            lambda view: "" if view.percent is None else f"{view.percent}%",
        ),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_task,
    list_template=LIST,
    nav=NavItem(Text("督办", "Tasks"), "/tasks", 90),
)
pages.serve(commands.TASK_PART)
