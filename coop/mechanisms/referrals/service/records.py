"""Sessions with the record that is signed, and addresses for service as parties confirm them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import check_version, command, session, touch
from coop.core.errors import NotFound, invalid
from coop.core.language import SHANGHAI, Text
from coop.core.parts import lock_part
from coop.mechanisms.referrals.codes import SIGNING_CAPACITIES
from coop.mechanisms.referrals.models import (
    AddressConfirmation,
    Dispute,
    MediationSession,
    Mediator,
    SessionAttendee,
)
from coop.mechanisms.referrals.policy import holds, is_of_body, sees, standing_of
from coop.mechanisms.referrals.queries.records import attendees_of
from coop.mechanisms.referrals.service.entries import require_past
from coop.mechanisms.referrals.service.loading import dispute_for, party_of, record
from coop.mechanisms.referrals.service.waiving import require_waived
from coop.mechanisms.referrals.workflow import DISPUTE, SESSION
from coop.registry.models import Person

_HELD = ("held_on", "starts_at", "ends_at", "mode", "place", "note", "concessions")
Told = Mapping[str, Any]


@command
def record_session(actor: Actor, dispute_id: UUID, **told: Any) -> Dispute:
    """调解会 with its record, to be read and signed by those who were there.

    told: the fields of schemas.RecordSession. note and concessions stay with the body
    (特邀调解规定 arts. 2, 22); the mediator in charge need not be named.
    """
    made = dispute_for(actor, dispute_id, "record_session")
    DISPUTE.next(made.state, "record_session")
    _check_session(told)
    require_waived(made, on=told["held_on"])
    earlier = sa.select(sa.func.count()).where(MediationSession.dispute_id == made.id)
    held = MediationSession(
        dispute_id=made.id,
        number=(session().scalar(earlier) or 0) + 1,
        recorded_by=actor.on_behalf_of or actor.name,
        **_held(told),
    )
    session().add(held)
    session().flush()
    _write_attendees(made, held, told)
    touch(made)
    record(actor, made, "record_session", held_on=held.held_on, mode=held.mode)
    return made


@command
def edit_session(
    actor: Actor, session_id: UUID, *, expected_version: int, **told: Any
) -> MediationSession:
    """Before anybody has signed. told: as for record_session, what is left out stays."""
    held, made = _session_for(actor, session_id, "edit", expected_version)
    held.state = SESSION.next(held.state, "edit")
    whole = {**_told_before(held), **told}
    _check_session(whole)
    for name in _HELD:
        setattr(held, name, whole[name])
    session().execute(sa.delete(SessionAttendee).where(SessionAttendee.session_id == held.id))
    _write_attendees(made, held, whole)
    touch(held)
    record(actor, made, "edit_session", number=held.number)
    return held


@command
def sign_session(  # keywords only: what is written under a record
    actor: Actor,
    session_id: UUID,
    *,
    expected_version: int,
    signed_ids: Sequence[UUID],
    signed_on: date,
    unsigned_reason: str = "",
) -> MediationSession:
    """Who was there has read and signed it; from now on it stays as it is."""
    held, made = _session_for(actor, session_id, "sign", expected_version)
    state = SESSION.next(held.state, "sign")
    _check_signed_on(held, signed_on)
    attendees = attendees_of([held.id]).get(held.id, ())
    _check_signatures(attendees, set(signed_ids), unsigned_reason)
    for one in attendees:
        one.has_signed = one.id in set(signed_ids)
    before = held.state
    held.signed_on, held.unsigned_reason, held.state = signed_on, unsigned_reason, state
    record(actor, made, "sign_session", number=held.number, record=(before, state))
    return held


@command
def confirm_address(
    actor: Actor, dispute_id: UUID, *, party_id: UUID, confirmed_on: date, **told: Any
) -> Dispute:
    """A party has signed where it is to be served; a later one takes the place of an earlier.

    told: the other fields of schemas.ConfirmAddress. The log names the party, never the address.
    """
    made = dispute_for(actor, dispute_id, "confirm_address")
    DISPUTE.next(made.state, "confirm_address")
    require_past("confirmed_on", confirmed_on)
    party = party_of(made, party_id)
    _check_electronic(told)
    session().add(
        AddressConfirmation(
            dispute_id=made.id,
            party_id=party.id,
            confirmed_on=confirmed_on,
            recorded_by=actor.on_behalf_of or actor.name,
            **{name: value for name, value in told.items() if value not in ("", None)},
        )
    )
    touch(made)
    record(actor, made, "confirm_address", party_id=party.id, confirmed_on=confirmed_on)
    return made


# --------------------------------------------------------------------------- sessions


def _session_for(
    actor: Actor, session_id: UUID, action: str, expected_version: int
) -> tuple[MediationSession, Dispute]:
    """A session with its dispute, locked in the other order, if the actor may do this."""
    held, made = lock_part(MediationSession, session_id, Dispute, MediationSession.dispute_id)
    standing = standing_of(made)
    if not sees(actor, made.id) or not is_of_body(actor, standing):
        raise NotFound
    policy.require(actor, SESSION, action, standing, holds)
    check_version(held, expected_version)
    return held, made


def _told_before(held: MediationSession) -> dict[str, Any]:
    """As schemas.RecordSession would tell it."""
    listed = attendees_of([held.id]).get(held.id, ())
    return {
        **{name: getattr(held, name) for name in _HELD},
        "present_ids": [one.party_id for one in listed if one.capacity == "party"],
        "others": [
            {"name": one.name, "capacity": one.capacity, "party_id": one.party_id}
            for one in listed
            if one.capacity != "party"
        ],
    }


def _held(told: Told) -> dict[str, Any]:
    return {name: told[name] for name in _HELD if name in told}


def _check_session(told: Told) -> None:
    require_past("held_on", told["held_on"])
    if told["mode"] == "offline" and not told.get("place"):
        words = Text("现场调解须写明地点。", "Where it was held is needed.")
        raise invalid("place", "place_missing", words)
    starts_at, ends_at = told.get("starts_at"), told.get("ends_at")
    if starts_at is not None and starts_at.astimezone(SHANGHAI).date() != told["held_on"]:
        words = Text("开始时间须在调解当日。", "It started on another day.")
        raise invalid("starts_at", "not_that_day", words)
    if ends_at is not None and (starts_at is None or ends_at <= starts_at):
        words = Text("结束时间须晚于开始时间。", "It ended before it started.")
        raise invalid("ends_at", "before_start", words)


def _write_attendees(made: Dispute, held: MediationSession, told: Told) -> None:
    listed = [*_parties_present(made, told.get("present_ids") or ()), *_others(made, told)]
    session().add_all(
        SessionAttendee(session_id=held.id, position=place, **one)
        for place, one in enumerate(listed, 1)
    )
    session().flush()


def _parties_present(made: Dispute, party_ids: Iterable[UUID]) -> list[dict[str, Any]]:
    found = [party_of(made, one, field="present_ids") for one in party_ids]
    return [{"name": one.name, "capacity": "party", "party_id": one.id} for one in found]


def _others(made: Dispute, told: Told) -> list[dict[str, Any]]:
    """Representatives and others, and the mediator in charge."""
    found: list[dict[str, Any]] = []
    for place, one in enumerate(told.get("others") or ()):
        field = f"others/{place}/party_id"
        party_id = one.get("party_id")
        if party_id is not None:
            party_of(made, party_id, field=field)
        elif one["capacity"] == "representative":
            words = Text("委托代理人须注明代理哪一方。", "Say whom the representative stands for.")
            raise invalid(field, "represented_party_missing", words)
        found.append({"party_id": None, **one})
    mediator = _mediator_name(made)
    named = {one["name"] for one in found if one["capacity"] == "mediator"}
    if mediator is not None and mediator not in named:
        found.append({"name": mediator, "capacity": "mediator", "party_id": None})
    return found


def _mediator_name(made: Dispute) -> str | None:
    query = (
        sa.select(Person.name)
        .join(Mediator, Mediator.person_id == Person.id)
        .where(Mediator.id == made.mediator_id)
    )
    return session().scalar(query) if made.mediator_id else None


def _check_signed_on(held: MediationSession, signed_on: date) -> None:
    require_past("signed_on", signed_on)
    if signed_on < held.held_on:
        words = Text("不能早于调解日期{day}。", "It is before the session of {day}.")
        raise invalid("signed_on", "before_session", words.with_facts(day=held.held_on))


def _check_signatures(attendees: Sequence[SessionAttendee], signed: set[UUID], reason: str) -> None:
    if signed - {one.id for one in attendees}:
        words = Text("不是本次调解的到场人员。", "Somebody who was not there.")
        raise invalid("signed_ids", "not_present", words)
    missing = [
        one for one in attendees if one.capacity in SIGNING_CAPACITIES and one.id not in signed
    ]
    if any(one.capacity == "mediator" for one in missing):
        words = Text("调解员须在笔录上签名。", "The mediator signs the record.")
        raise invalid("signed_ids", "mediator_signs", words)
    if missing and not reason:
        words = Text("{names}未签名，须注明原因。", "Say why {names} did not sign.")
        named = words.with_facts(names=[one.name for one in missing])
        raise invalid("unsigned_reason", "unsigned_reason_missing", named)


# --------------------------------------------------------------------------- addresses


def _check_electronic(told: Told) -> None:
    """民事诉讼法 art. 90: with the consent of who is served, and to a known address."""
    accepts, address = bool(told.get("accepts_electronic")), told.get("electronic_address")
    if accepts and not address:
        words = Text("同意电子送达的须填写电子送达地址。", "Say where to serve electronically.")
        raise invalid("electronic_address", "electronic_address_missing", words)
    if address and not accepts:
        words = Text(
            "当事人未同意电子送达的，不登记电子送达地址。",
            "Without consent no electronic address is kept.",
        )
        raise invalid("electronic_address", "electronic_service_not_accepted", words)
