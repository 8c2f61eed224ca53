"""轮值: which institution hosts from one day to another."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session, touch
from coop.core.errors import invalid
from coop.core.language import Text
from coop.registry.directory import institution_ids, member_on
from coop.registry.events import TermAdded
from coop.registry.models import Agreement, Party, RotationTerm
from coop.registry.rights import require_operator

_ONE_DAY = timedelta(days=1)


@command
def add_term(
    actor: Actor,
    agreement_id: UUID,
    *,
    institution_id: UUID,
    from_on: date,
    to_on: date,
) -> RotationTerm:
    """An institution hosts from one day to another, both included.

    Raises Invalid on from_on: rotation_overlap, rotation_gap; on institution_id: not_a_party.
    """
    require_operator(actor)
    touch(lock(Agreement, agreement_id))
    if to_on < from_on:
        raise invalid(
            "to_on",
            "before_from_on",
            Text("早于开始日期。", "It is before the first day."),
        )
    _check_member(agreement_id, institution_id, from_on)
    _check_neighbours(agreement_id, from_on, to_on)
    term = RotationTerm(
        agreement_id=agreement_id,
        institution_id=institution_id,
        from_on=from_on,
        to_on=to_on,
    )
    session().add(term)
    session().flush()
    _record(actor, term)
    return term


def _record(actor: Actor, term: RotationTerm) -> None:
    audit.record(
        actor,
        "rotation_term_added",
        Subject("agreement", term.agreement_id, term.agreement_id),
        institution_id=term.institution_id,
        from_on=term.from_on,
        to_on=term.to_on,
    )
    events.record(
        TermAdded(
            agreement_id=term.agreement_id,
            subject_id=term.id,
            audience=institution_ids(term.agreement_id),
            institution_id=term.institution_id,
            from_on=term.from_on,
            to_on=term.to_on,
        )
    )


def _check_member(agreement_id: UUID, institution_id: UUID, day: date) -> None:
    member = sa.select(Party.id).where(
        Party.agreement_id == agreement_id,
        Party.institution_id == institution_id,
        member_on(day),
    )
    if session().scalar(member) is None:
        words = Text("该单位在{day}不是成员单位。", "The institution is no member on {day}.")
        raise invalid("institution_id", "not_a_party", words.with_facts(day=day))


def _check_neighbours(agreement_id: UUID, from_on: date, to_on: date) -> None:
    """A new term must touch the whole of the terms so far, before the first or after the last."""
    first, last = (
        session()
        .execute(
            sa.select(sa.func.min(RotationTerm.from_on), sa.func.max(RotationTerm.to_on)).where(
                RotationTerm.agreement_id == agreement_id
            )
        )
        .one()
    )
    if first is None or from_on == last + _ONE_DAY or to_on == first - _ONE_DAY:
        return
    if from_on > last or to_on < first:
        words = Text(
            "轮值不能有空档：应自{day}起。",
            "Terms leave no gap: it must begin on {day}.",
        )
        raise invalid("from_on", "rotation_gap", words.with_facts(day=last + _ONE_DAY))
    words = Text("与已有轮值重叠（至{day}）。", "It overlaps the terms up to {day}.")
    raise invalid("from_on", "rotation_overlap", words.with_facts(day=last))
