"""Who may, beyond the role in the table row:

host's secretariat and convener, own party's liaison and signer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.classification import readable
from coop.core.db import session
from coop.mechanisms.meetings.models import Minutes
from coop.registry import directory, working_days
from coop.registry.working_days import CalendarGap

HOST_ROLES = frozenset({"secretariat", "convener", "archivist"})


class Hosted(Protocol):
    """A meeting or its minutes, as row or as view."""

    @property
    def agreement_id(self) -> UUID: ...
    @property
    def host_id(self) -> UUID: ...


def holds(actor: Actor, role: str, subject: Hosted) -> bool:
    """Whether the actor holds the role for this meeting: host roles count only at the host."""
    if not actor.has(role, subject.agreement_id):
        return False
    return role not in HOST_ROLES or actor.institution_id == subject.host_id


def is_host(actor: Actor, subject: Hosted) -> bool:
    """Whether the actor works for the host's office here, whatever its own party's posts allow."""
    roles = actor.roles(subject.agreement_id)
    return actor.is_system or (actor.institution_id == subject.host_id and bool(roles & HOST_ROLES))


def missing_for_quorum(agreement_id: UUID, there: Collection[UUID | None]) -> list[str]:
    """Short names of the parties whose absence breaks the agreement's quorum; empty when it stands.

    there: institutions with somebody present who may decide.
    """
    rules = directory.settings(agreement_id)
    absent = [
        party.short_name
        for party in directory.parties(agreement_id)
        if party.institution_id not in there
    ]
    present = len(directory.institution_ids(agreement_id)) - len(absent)
    if rules.quorum_rule == "k_of_n" and present >= rules.quorum_count:
        return []
    return absent


def papers_due_on(agreement_id: UUID, day: date) -> date | None:
    """The last day on which papers for a meeting on `day` come in time; None while the calendar of
    that year is missing.
    """
    days = directory.settings(agreement_id).papers_days
    try:
        return working_days.calendar_of(agreement_id).latest_start(day, days)
    except CalendarGap:
        return None


def may_plan(actor: Actor, agreement_id: UUID | None) -> bool:
    return agreement_id is not None and actor.has("secretariat", agreement_id)


def may_demand(actor: Actor, agreement_id: UUID | None) -> bool:
    """Any party, through its liaison officer or its convener."""
    return agreement_id is not None and bool({"liaison", "convener"} & actor.roles(agreement_id))


def records_above(actor: Actor) -> sa.Select[UUID]:
    """Meetings whose minutes are above the actor's clearance: what they resolved is so too."""
    shown = readable(actor, Minutes.agreement_id, Minutes.classification)
    return sa.select(Minutes.meeting_id).where(~shown)


def reads_record(actor: Actor, meeting_id: UUID) -> bool:
    """The same rule for one meeting."""
    above = records_above(actor).where(Minutes.meeting_id == meeting_id)
    return session().scalar(above) is None
