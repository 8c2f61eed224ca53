"""Who comes, named by the own institution, and who signed in on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities import service as joint
from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import Forbidden, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.party_building.models import ActivityAttendee, PartyActivity
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.workflow import PARTY_ACTIVITY


@command
def sign_up(
    actor: Actor,
    activity_id: UUID,
    *,
    attendees: Sequence[Mapping[str, Any]] = (),
    removed_ids: Sequence[UUID] = (),
    expected_version: int,
) -> PartyActivity:
    """Add own people to the list, and take off who does not come after all.

    attendees: name, title, capacity; who stands on the list already is changed.
    """
    activity = joint.admit(ACTIVITIES, actor, activity_id, "sign_up", expected_version)
    own = own_institution(actor)
    for attendee_id in removed_ids:
        _take_off(activity, own, attendee_id)
    for one in attendees:
        row = _named(activity, own, one)
        for name, value in one.items():
            setattr(row, name, value)
        session().add(row)
        session().flush()
    touch(activity)
    joint.record(ACTIVITIES, actor, activity, "sign_up", people=len(attendees))
    return activity


@command
def sign_in(
    actor: Actor,
    activity_id: UUID,
    *,
    attendee_ids: Sequence[UUID] = (),
    more: Sequence[Mapping[str, Any]] = (),
    expected_version: int,
) -> PartyActivity:
    """Who is there: named ones, and more of the own institution who came unannounced.

    The lead keeps the list for everybody, another institution for its own people.
    """
    activity = joint.admit(ACTIVITIES, actor, activity_id, "sign_in", expected_version)
    if clock.today() < clock.day_of(activity.starts_at):
        raise joint.NotYet(day=clock.day_of(activity.starts_at))
    rows = [_attendee(activity, one) for one in attendee_ids]
    own = own_institution(actor)
    if own != activity.lead_id and any(one.institution_id != own for one in rows):
        raise Forbidden(action=PARTY_ACTIVITY.actions["sign_in"])
    rows += [_named(activity, own, one) for one in more]
    now, by = clock.now(), actor.on_behalf_of or actor.name
    for row in rows:
        if row.signed_in_at is None:
            row.signed_in_at, row.signed_in_by = now, by
    session().add_all(rows)
    touch(activity)
    joint.record(ACTIVITIES, actor, activity, "sign_in", people=len(rows))
    return activity


def _named(activity: PartyActivity, own: UUID, one: Mapping[str, Any]) -> ActivityAttendee:
    """The row of that name where there is one, else a new one."""
    query = sa.select(ActivityAttendee).where(
        ActivityAttendee.activity_id == activity.id,
        ActivityAttendee.institution_id == own,
        ActivityAttendee.name == one["name"],
    )
    known = session().scalar(query)
    return known or ActivityAttendee(activity_id=activity.id, institution_id=own, **one)


def _take_off(activity: PartyActivity, own: UUID, attendee_id: UUID) -> None:
    row = _attendee(activity, attendee_id, field="removed_ids")
    if row.institution_id != own:
        raise Forbidden(action=PARTY_ACTIVITY.actions["sign_up"])
    if row.signed_in_at is not None:
        words = Text("{name}已签到，不能撤下。", "{name} has signed in.").with_facts(name=row.name)
        raise invalid("removed_ids", "signed_in", words)
    session().delete(row)


def _attendee(
    activity: PartyActivity, attendee_id: UUID, field: str = "attendee_ids"
) -> ActivityAttendee:
    found = session().get(ActivityAttendee, attendee_id)
    if found is None or found.activity_id != activity.id:
        words = Text("名单中没有此人。", "This person is not on the list.")
        raise invalid(field, "not_on_the_list", words)
    return found
