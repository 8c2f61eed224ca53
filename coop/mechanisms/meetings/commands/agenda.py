"""Agenda items and resolutions as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, Resource, values_of
from coop.core.language import Text
from coop.mechanisms.meetings import queries, schemas
from coop.mechanisms.meetings.queries.views import ItemView, ResolutionView
from coop.mechanisms.meetings.service import agenda, discussion, resolutions
from coop.mechanisms.meetings.workflow import ITEM

_item = doors.acts_in(ITEM.actions)


def _item_facts(view: Any) -> dict[str, object]:
    return values_of(view, "title", "summary", "presenter_id", "minutes_planned", "observers")


def _resolution_facts(view: Any) -> dict[str, object]:
    return values_of(view, "kind", "text", "lead_id", "co_ids", "due_on", "effective_on")


ITEM_RESOURCE = doors.register(
    Resource(
        name="agenda_item",
        plural="agenda-items",
        scope="meetings",
        is_kept=True,
        label=Text("议题", "Agenda items"),
        view=ItemView,
        get=queries.get_item,
        list=queries.list_items,
        filters=schemas.ItemFilters,
        home=lambda view: f"/meetings/{view.meeting_id}#item-{view.id}",
        edit=_item("edit", agenda.edit_item, schemas.EditItem, prefill=_item_facts, draft=True),
        acts=(
            _item("accept", agenda.accept_item, tone="primary"),
            _item("return", agenda.return_item, schemas.Because),
            _item("put_off", agenda.put_off_item, schemas.Because),
            _item("settle", agenda.settle_item, schemas.SettleItem),
            _item(
                "add_paper",
                discussion.add_paper,
                schemas.AddPaper,
                adds=True,
                answers="agenda_item",
            ),
            _item(
                "record_discussion",
                discussion.record_discussion,
                schemas.Discussion,
                prefill=lambda view: values_of(view, "heard", "started_at", "ended_at"),
                draft=True,
            ),
            Act(
                "add_resolution",
                resolutions.add_resolution,
                Text("记录议定事项", "Record a resolution"),
                schema=schemas.AddResolution,
                adds=True,
                answers="resolution",
                tone="primary",
                draft=True,
            ),
            _item("carry_forward", discussion.carry_forward, schemas.CarryForward),
        ),
    )
)

RESOLUTION_RESOURCE = doors.register(
    Resource(
        name="resolution",
        plural="resolutions",
        scope="meetings",
        is_kept=True,
        label=Text("议定事项", "Resolutions"),
        view=ResolutionView,
        get=queries.get_resolution,
        list=queries.list_resolutions,
        filters=schemas.ResolutionFilters,
        home=lambda view: f"/meetings/{view.meeting_id}#item-{view.item_id}",
        edit=Act(
            "edit",
            resolutions.edit_resolution,
            Text("修改议定事项", "Edit the resolution"),
            schema=schemas.EditResolution,
            prefill=_resolution_facts,
        ),
        acts=(
            Act(
                "remove",
                resolutions.remove_resolution,
                Text("删除议定事项", "Remove the resolution"),
                schema=schemas.Because,
                answers="agenda_item",
                tone="danger",
            ),
        ),
    )
)
