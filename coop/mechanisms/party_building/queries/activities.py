"""Reads of activities with their people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities import queries as joint
from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.paging import Page
from coop.mechanisms.party_building.models import (
    ActivityAttendee,
    Branch,
    BranchPair,
    PartyActivity,
    PlanItem,
)
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.queries.branches import fresh, full_names
from coop.mechanisms.party_building.queries.views import ActivityAttendeeView, PartyActivityView
from coop.mechanisms.party_building.workflow import CAPACITIES, FORMS

# Only from the day itself on.
_ON_DAY = {"sign_in", "hold"}
_PLAIN = (
    "pair_id", "plan_item_id", "host_branch_id", "form", "starts_at", "ends_at", "place",
    "programme",
)  # fmt: skip


def get_party_activity(actor: Actor, activity_id: UUID) -> PartyActivityView:
    """Raises NotFound for all but the institutions in it and the register."""
    return _views(actor, [joint.get_row(ACTIVITIES, actor, activity_id)])[0]


def list_party_activities(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[PartyActivityView]:
    """Newest first. wanted: agreement_id, state, form, pair_id."""
    conditions = [getattr(PartyActivity, name) == value for name, value in wanted.items()]
    page, rows = joint.page_of_rows(ACTIVITIES, actor, *conditions, limit=limit, cursor=cursor)
    return Page(tuple(_views(actor, rows)), page.next)


def _views(actor: Actor, rows: Sequence[PartyActivity]) -> list[PartyActivityView]:
    loaded = joint.Loaded(ACTIVITIES, actor, rows)
    people = _people([row.id for row in rows])
    pairs = _titles(BranchPair.id, BranchPair.title, [row.pair_id for row in rows])
    topics = _titles(PlanItem.id, PlanItem.topic, [row.plan_item_id for row in rows])
    hosts = fresh(Branch).where(Branch.id.in_([row.host_branch_id for row in rows]))
    branches = full_names(list(session().scalars(hosts)))
    return [_view(row, loaded, people.get(row.id, []), (pairs, topics, branches)) for row in rows]


def _view(
    row: PartyActivity,
    loaded: joint.Loaded,
    people: Sequence[ActivityAttendee],
    titles: tuple[dict[Any, str], dict[Any, str], dict[Any, str]],
) -> PartyActivityView:
    pairs, topics, branches = titles
    names, told = loaded.names[row.agreement_id], loaded.told(row)
    if clock.today() < clock.day_of(row.starts_at):
        told["allowed_actions"] = tuple(
            one for one in told["allowed_actions"] if one not in _ON_DAY
        )
    return PartyActivityView(
        **told,
        **{name: getattr(row, name) for name in _PLAIN},
        pair_title=pairs.get(row.pair_id, ""),
        plan_item_topic=topics.get(row.plan_item_id, ""),
        host_branch_name=branches.get(row.host_branch_id, ""),
        form_label=FORMS[row.form],
        signed_up_count=len(people),
        signed_in_count=sum(one.signed_in_at is not None for one in people),
        attendees=tuple(_attendee(one, names) for one in people),
    )


def _attendee(one: ActivityAttendee, names: dict[UUID, str]) -> ActivityAttendeeView:
    return ActivityAttendeeView(
        id=one.id,
        institution_id=one.institution_id,
        institution_name=names.get(one.institution_id, ""),
        name=one.name,
        title=one.title,
        capacity=one.capacity,
        capacity_label=CAPACITIES[one.capacity],
        signed_in_at=one.signed_in_at,
    )


def _people(activity_ids: Sequence[UUID]) -> dict[UUID, list[ActivityAttendee]]:
    query = fresh(ActivityAttendee).where(ActivityAttendee.activity_id.in_(activity_ids))
    found: dict[UUID, list[ActivityAttendee]] = {}
    ordered = query.order_by(ActivityAttendee.institution_id, ActivityAttendee.id)
    for one in session().scalars(ordered):
        found.setdefault(one.activity_id, []).append(one)
    return found


def _titles(key: Any, title: Any, ids: Sequence[UUID | None]) -> dict[Any, str]:
    query = sa.select(key, title).where(key.in_([one for one in ids if one is not None]))
    return {row[0]: row[1] for row in session().execute(query)}
