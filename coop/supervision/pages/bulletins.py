"""Pages of bulletins."""

from __future__ import annotations

from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.pages import Column
from coop.supervision import commands
from coop.supervision.pages.blueprint import LIST, pages
from coop.supervision.pages.tags import state_tag
from coop.supervision.queries.bulletins import BulletinView


def number_of(view: BulletinView) -> str:
    """2026年第3期; blank for drafts."""
    if view.issue_no is None:
        return ""
    words = Text("{year}年第{number}期", "No. {number} of {year}")
    return str(words.with_facts(year=view.year, number=view.issue_no))


def _of_bulletin(_actor: Actor, view: BulletinView) -> dict[str, object]:
    return {"state_tag": state_tag(view), "number": number_of(view)}


pages.serve(
    commands.BULLETIN,
    detail="supervision/bulletin.html",
    columns=(
        Column(Text("标题", "Title"), lambda view: view.title),
        Column(Text("刊别", "Series"), lambda view: view.series_label),
        Column(Text("期号", "Number"), number_of),
        Column(Text("印发日期", "Issued on"), lambda view: view.issued_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_bulletin,
    list_template=LIST,
)
