"""The class of what was made, kept by its id, for everything that follows it.

A mechanism keeps the class of its own rows in a column and marks it here whenever it is set or
changed. So whoever may not read the thing finds no receipt, event or task of it either; a change
of class holds at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import classification as classes
from coop.core.actor import Actor
from coop.core.db import session, step
from coop.core.ladder import INTERNAL, is_within, up_to
from coop.documents.models import ClassificationMark

_MARK = ClassificationMark


@step
def mark(agreement_id: UUID, subject_id: UUID, classification: str) -> None:
    """Written by whatever sets or changes the class. What is internal needs no mark."""
    kept = session().get(_MARK, subject_id)
    if kept is not None and classification == INTERNAL:
        session().delete(kept)
    elif kept is not None:
        kept.classification = classification
    elif classification != INTERNAL:
        made = _MARK(
            subject_id=subject_id, agreement_id=agreement_id, classification=classification
        )
        session().add(made)
    session().flush()


def class_of(subject_id: UUID) -> str:
    found = sa.select(_MARK.classification).where(_MARK.subject_id == subject_id)
    return session().scalar(found) or INTERNAL


def of(subject_id: sa.SQLColumnExpression[Any]) -> sa.SQLColumnExpression[str]:
    """The class of each row's subject."""
    own = sa.select(_MARK.classification).where(_MARK.subject_id == subject_id).scalar_subquery()
    return sa.func.coalesce(own, INTERNAL)


def is_up_to(highest: str, subject_id: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    """Rows whose subject is no higher than this class, internal at least."""
    above = sa.select(_MARK.subject_id).where(_MARK.classification.not_in(up_to(highest)))
    return subject_id.not_in(above)


def readable(
    actor: Actor,
    agreement_id: sa.SQLColumnExpression[Any],
    subject_id: sa.SQLColumnExpression[Any],
    *,
    among: Iterable[UUID] | None = None,
) -> sa.ColumnElement[bool]:
    """classification.readable for rows that have the class of this subject."""
    if actor.is_system:
        return sa.true()
    known = actor.open_ids if among is None else frozenset(among)
    working = {one for one in known if is_within(INTERNAL, actor.clearance(one))}
    allowed = classes.readable(actor, _MARK.agreement_id, _MARK.classification, among=known)
    marked = sa.select(_MARK.subject_id)
    # Few things are marked, so they are looked up once and not for every row.
    usual = sa.and_(agreement_id.in_(working), subject_id.not_in(marked.where(~allowed)))
    if working == known:
        return usual
    return sa.or_(usual, subject_id.in_(marked.where(allowed)))
