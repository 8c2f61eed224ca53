"""Agenda items and resolutions as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.mechanisms.meetings import queries, schemas
from coop.mechanisms.meetings.queries.views import ItemView, ResolutionView
from coop.mechanisms.meetings.service import agenda, discussion, resolutions
from coop.mechanisms.meetings.workflow import ITEM


def _item_facts(view: Any) -> dict[str, object]:
    return {
        "title": view.title,
        "summary": view.summary,
        "presenter_id": view.presenter_id,
        "minutes_planned": view.minutes_planned,
        "observers": view.observers,
    }


def _resolution_facts(view: Any) -> dict[str, object]:
    return {
        "kind": view.kind,
        "text": view.text,
        "lead_id": view.lead_id,
        "co_ids": view.co_ids,
        "due_on": view.due_on,
        "effective_on": view.effective_on,
    }


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
        edit=Act(
            "edit",
            agenda.edit_item,
            ITEM.actions["edit"],
            schema=schemas.EditItem,
            prefill=_item_facts,
            draft=True,
        ),
        acts=(
            Act("accept", agenda.accept_item, ITEM.actions["accept"], tone="primary"),
            Act("return", agenda.return_item, ITEM.actions["return"], schema=schemas.Because),
            Act("put_off", agenda.put_off_item, ITEM.actions["put_off"], schema=schemas.Because),
            Act(
                "settle",
                agenda.settle_item,
                ITEM.actions["settle"],
                schema=schemas.SettleItem,
            ),
            Act(
                "add_paper",
                discussion.add_paper,
                ITEM.actions["add_paper"],
                schema=schemas.AddPaper,
                adds=True,
                answers="agenda_item",
            ),
            Act(
                "record_discussion",
                discussion.record_discussion,
                ITEM.actions["record_discussion"],
                schema=schemas.Discussion,
                prefill=lambda view: {
                    "heard": view.heard,
                    "started_at": view.started_at,
                    "ended_at": view.ended_at,
                },
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
            Act(
                "carry_forward",
                discussion.carry_forward,
                ITEM.actions["carry_forward"],
                schema=schemas.CarryForward,
            ),
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
