"""Who may: a role counts only at the institution whose matter it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from coop.core import classification as classes
from coop.core.actor import Actor
from coop.core.db import session, step
from coop.documents import marks
from coop.documents.models import CircleMember, OfficialDocument
from coop.documents.workflow import RECEIPT
from coop.registry import directory, readers

# From an actor and the id of a document's source to whether the source exists for the actor.
Opens = Callable[[Actor, sa.SQLColumnExpression[Any]], sa.ColumnElement[bool]]
# By the kind of the source: who sees its papers, and who is told what happens with them.
_files: dict[str, tuple[Opens, Opens]] = {}


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose officers may act under an agreement: the issuer's, the host's or the receiver's."""

    agreement_id: UUID
    institution_id: UUID | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose document it is. is_letter: its course runs here and not in a mechanism."""

    seat: Seat
    is_letter: bool


def handles(actor: Actor, role: str, desk: Desk) -> bool:
    """Drafting to repealing is for free letters; archiving for every document of the issuer."""
    return (desk.is_letter or role == "archivist") and holds(actor, role, desk.seat)


def holds(actor: Actor, role: str, seat: Seat) -> bool:
    if seat.institution_id is None or actor.institution_id != seat.institution_id:
        return False
    return actor.has(role, seat.agreement_id)


def is_host_secretariat(actor: Actor, agreement_id: UUID | None) -> bool:
    """The secretariat of the institution that hosts today."""
    if agreement_id is None or not actor.has("secretariat", agreement_id):
        return False
    return actor.institution_id == directory.present_host(agreement_id)


def keep_in_file(source_kind: str, opens: Opens, hears: Opens) -> None:
    """Papers from such objects exist for those alone who may see the object, not for every officer
    of an institution in the circle.

    hears: whether the actor is told events about the thing of this id; true where it is no such
    object. What once was told stays told, though the object may have gone to others since.
    """
    _files[source_kind] = (opens, hears)


def tells(actor: Actor, about_id: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    """Whether the actor is told events about a thing: not of files that are closed to it."""
    paper = aliased(OfficialDocument)
    found: list[sa.ColumnElement[bool]] = []
    for kind, (_opens, hears) in _files.items():
        if isinstance(hears(actor, about_id), sa.True_):
            continue
        shut = sa.exists().where(
            paper.id == about_id, paper.source_kind == kind, ~hears(actor, paper.source_id)
        )
        found += [hears(actor, about_id), ~shut]
    return sa.and_(sa.true(), *found)


def seen_by(
    actor: Actor,
    agreement_id: sa.SQLColumnExpression[Any],
    subject_id: sa.SQLColumnExpression[Any] | None = None,
    classification: sa.SQLColumnExpression[Any] | None = None,
) -> sa.ColumnElement[bool]:
    """Rows of the actor's agreements: no document, number or receipt exists for anyone else.

    subject_id: what a circle may be drawn around; outside of it, and above the actor's clearance,
    the row doesn't exist either. classification: the row's own; the subject's mark unless given.
    """
    if actor.is_system:
        return sa.true()
    if subject_id is None:
        return agreement_id.in_(actor.agreement_ids)

    def within(among: frozenset[UUID]) -> sa.ColumnElement[bool]:
        if classification is None:
            return marks.readable(actor, agreement_id, subject_id, among=among)
        return classes.readable(actor, agreement_id, classification, among=among)

    drawn = sa.exists().where(CircleMember.subject_id == subject_id)
    named = drawn.where(CircleMember.institution_id == actor.institution_id)
    # A mediation body sees no paper of the agreement but those whose circle names it.
    in_circle = sa.or_(
        sa.and_(within(actor.open_ids), sa.or_(~drawn, named)),
        sa.and_(within(actor.posted_ids), named),
    )
    return sa.and_(in_circle, *_opened(actor, subject_id))


def _opened(actor: Actor, subject_id: sa.SQLColumnExpression[Any]) -> list[sa.ColumnElement[bool]]:
    """That the subject is no paper of a file which is closed to the actor."""
    paper = aliased(OfficialDocument)
    return [
        ~sa.exists().where(
            paper.id == subject_id, paper.source_kind == kind, ~opens(actor, paper.source_id)
        )
        for kind, (opens, _hears) in _files.items()
    ]


def readable(actor: Actor) -> sa.ColumnElement[bool]:
    """Rows of OfficialDocument that exist for the actor."""
    row = OfficialDocument
    return seen_by(actor, row.agreement_id, row.id, row.classification)


def sees(actor: Actor, agreement_id: UUID, subject_id: UUID) -> bool:
    """The same rule for one loaded row."""
    row = sa.literal(agreement_id, sa.Uuid()), sa.literal(subject_id, sa.Uuid())
    return bool(session().scalar(sa.select(seen_by(actor, *row))))


def circle_of(subject_id: UUID) -> tuple[UUID, ...]:
    """Who alone may know of the subject; empty where every party may."""
    members = sa.select(CircleMember.institution_id).where(CircleMember.subject_id == subject_id)
    return tuple(session().scalars(members.order_by(CircleMember.institution_id)))


@step
def draw_circle(subject_id: UUID, institution_ids: Iterable[UUID]) -> None:
    """Let these institutions know of the subject, beside those that do already."""
    known = set(circle_of(subject_id))
    session().add_all(
        CircleMember(subject_id=subject_id, institution_id=one)
        for one in dict.fromkeys(institution_ids)
        if one not in known
    )
    session().flush()


def audience_of(agreement_id: UUID, subject_id: UUID) -> tuple[UUID, ...]:
    """Who is told about the subject: its circle, or every party."""
    return circle_of(subject_id) or directory.institution_ids(agreement_id)


def require_receivers(
    agreement_id: UUID, institution_ids: Iterable[UUID], classification: str
) -> None:
    """Whether everyone has somebody who may read and sign for this class. Raises NobodyCleared."""
    signs_for = RECEIPT.roles("sign_for")
    readers.require_readers(agreement_id, institution_ids, signs_for, classification)
