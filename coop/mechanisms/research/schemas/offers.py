"""What forms offer for references."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.mechanisms.meetings.queries import list_meetings
from coop.mechanisms.meetings.workflow import TAKES_ITEMS
from coop.mechanisms.research.workflow import ENTRY_KINDS
from coop.registry import directory

_OFFERED = 50
Choices = list[tuple[UUID, str]]


def own_people(actor: Actor, subject: Any) -> Choices:
    """Officers of the lead; for a new project of the own institution."""
    lead_id = subject.lead_id if subject is not None else actor.institution_id
    if lead_id is None:
        return []
    return [
        (one.id, f"{one.name}（{one.title}）" if one.title else one.name)
        for agreement_id in _agreements(actor, subject)
        for one in directory.people(agreement_id, lead_id)
    ]


def other_parties(actor: Actor, subject: Any) -> Choices:
    own = subject.lead_id if subject is not None else actor.institution_id
    return [one for one in parties(actor, subject) if one[0] != own]


def parties(actor: Actor, subject: Any) -> Choices:
    return [
        (one.institution_id, one.short_name)
        for agreement_id in _agreements(actor, subject)
        for one in directory.parties(agreement_id)
    ]


def taking_part(_actor: Actor, subject: Any) -> Choices:
    known = {subject.lead_id, *(one.institution_id for one in subject.parties)}
    names = directory.short_names(subject.agreement_id)
    return [(one, names[one]) for one in sorted(known)]


def reviewers(_actor: Actor, subject: Any) -> Choices:
    """Officers of other parties than the lead."""
    return [
        (person.id, f"{party.short_name} {person.name}")
        for party in directory.parties(subject.agreement_id)
        if party.institution_id != subject.lead_id
        for person in directory.people(subject.agreement_id, party.institution_id)
    ]


def entries(_actor: Actor, subject: Any) -> Choices:
    """Problems and measures that a new line may answer."""
    return [
        (one.id, f"{ENTRY_KINDS[one.kind]}{one.number}：{one.text[:30]}")
        for one in subject.entries
        if one.kind != "result"
    ]


def visits(_actor: Actor, subject: Any) -> Choices:
    return [(one.id, one.title) for one in subject.visits]


def meetings(actor: Actor, subject: Any) -> Choices:
    """Meetings that still take items."""
    found = list_meetings(actor, limit=_OFFERED, agreement_id=subject.agreement_id).items
    return [(one.id, one.title) for one in found if one.state in TAKES_ITEMS]


def _agreements(actor: Actor, subject: Any) -> list[UUID]:
    return [subject.agreement_id] if subject is not None else sorted(actor.agreement_ids)
