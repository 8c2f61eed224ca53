"""Who could take one more dispute, and how many each has in hand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.language import Text
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator, MediatorConflict
from coop.mechanisms.referrals.roster import TAKING_DISPUTES, why_unfit
from coop.mechanisms.referrals.workflow import IN_HAND
from coop.registry.models import Institution, Person

_OPEN = Text("{name}（在办{count}件）", "{name} ({count} in hand)")
_OF_MOST = Text("{name}（在办{count}件，上限{most}件）", "{name} ({count} in hand of {most})")
_FULL = Text(
    "{name}（在办{count}件，已满上限{most}件）", "{name} ({count} in hand of {most}: full)"
)


def fit_bodies(agreement_id: UUID, nature: str | None) -> list[tuple[UUID, str]]:
    """(id, name with load) of the bodies that may take such a dispute today, by name."""
    query = (
        sa.select(MediationBody, Institution.name)
        .join(Institution, Institution.id == MediationBody.institution_id)
        .where(
            MediationBody.agreement_id == agreement_id,
            MediationBody.roster_status.in_(TAKING_DISPUTES),
        )
    )
    rows = session().execute(query.order_by(Institution.name)).all()
    today = clock.today()
    fit = [row for row in rows if why_unfit(row[0], nature or "", today) is None]
    load = open_counts(Dispute.body_id, [row[0].id for row in fit])
    return [
        (row[0].id, str(_OPEN.with_facts(name=row.name, count=load.get(row[0].id, 0))))
        for row in fit
    ]


def mediators_by_load(body_id: UUID | None, party_names: Sequence[str]) -> list[tuple[UUID, str]]:
    """(id, name with load) of mediators without a conflict: least laden first, full ones last."""
    query = (
        sa.select(Mediator, Person.name)
        .join(Person, Person.id == Mediator.person_id)
        .where(Mediator.body_id == body_id, Mediator.is_active)
    )
    rows = session().execute(query).all()
    load = open_counts(Dispute.mediator_id, [row[0].id for row in rows])
    out = conflicted_ids([row[0].id for row in rows], party_names)
    told = []
    for made, name in rows:
        count = load.get(made.id, 0)
        if made.id not in out:
            told.append((is_full(made, count), count, name, made))
    told.sort(key=lambda one: (*one[:3], one[3].id))
    return [(made.id, _told(made, name, count)) for _full, count, name, made in told]


def conflicted_ids(mediator_ids: Sequence[UUID], party_names: Sequence[str]) -> set[UUID]:
    """Of these mediators, who has to do with one of these parties today."""
    query = sa.select(MediatorConflict.mediator_id).where(
        MediatorConflict.mediator_id.in_(mediator_ids),
        MediatorConflict.party_name.in_(party_names),
        sa.or_(MediatorConflict.until_on.is_(None), MediatorConflict.until_on >= clock.today()),
    )
    return set(session().scalars(query))


def open_counts(
    column: sa.SQLColumnExpression[UUID | None], ids: Sequence[UUID]
) -> dict[UUID, int]:
    """How many disputes each body or mediator has in hand."""
    query = (
        sa.select(column, sa.func.count())
        .where(column.in_(ids), Dispute.state.in_(IN_HAND))
        .group_by(column)
    )
    return {row[0]: row[1] for row in session().execute(query) if row[0]}


def is_full(mediator: Mediator, open_count: int) -> bool:
    return mediator.most_open is not None and open_count >= mediator.most_open


def _told(mediator: Mediator, name: str, count: int) -> str:
    words = _OPEN if mediator.most_open is None else _OF_MOST
    if is_full(mediator, count):
        words = _FULL
    return str(words.with_facts(name=name, count=count, most=mediator.most_open))
