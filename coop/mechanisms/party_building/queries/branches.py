"""Reads of branches, the own roster, pairs and plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.policy import Standing, is_officer
from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.party_building.models import (
    Branch,
    BranchConsent,
    BranchMember,
    BranchPair,
    PairedBranch,
)
from coop.mechanisms.party_building.policy import (
    holds,
    visible_branches,
    visible_members,
    visible_pairs,
)
from coop.mechanisms.party_building.queries.views import (
    BranchMemberView,
    BranchPairView,
    BranchView,
    PairedBranchView,
)
from coop.mechanisms.party_building.workflow import BRANCH_PAIR, PARTY_STATUSES
from coop.registry import directory


def fresh(model: Any) -> sa.Select[Any]:
    """Rows as the database has them now, whatever this session read before."""
    return sa.select(model).execution_options(populate_existing=True)


# --------------------------------------------------------------------------- branches


def get_branch(actor: Actor, branch_id: UUID) -> BranchView:
    """Raises NotFound outside the agreement."""
    query = fresh(Branch).where(Branch.id == branch_id, visible_branches(actor))
    found = session().scalar(query)
    if found is None:
        raise NotFound
    members = _members(actor, Branch.id == found.id)
    return _branch_view(actor, found, _institution_names([found]), members)


def list_branches(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID
) -> Page[BranchView]:
    """By institution and name, without rosters. wanted: agreement_id, institution_id."""
    query = fresh(Branch).where(visible_branches(actor))
    for name, value in wanted.items():
        query = query.where(getattr(Branch, name) == value)
    ordered = query.order_by(Branch.institution_id, Branch.name, Branch.id)
    page = page_of(ordered, limit=limit, cursor=cursor)
    names = _institution_names([one[0] for one in page.items])
    return Page(tuple(_branch_view(actor, one[0], names, ()) for one in page.items), page.next)


def offered_branches(
    actor: Actor, agreement_id: UUID | None, *, pair_id: UUID | None = None, own: bool = False
) -> list[tuple[UUID, str]]:
    """(id, name with its institution); pair_id: only those paired; own: of the actor only."""
    query = sa.select(Branch).where(visible_branches(actor))
    if agreement_id is not None:
        query = query.where(Branch.agreement_id == agreement_id)
    if pair_id is not None:
        paired = sa.select(PairedBranch.branch_id).where(PairedBranch.pair_id == pair_id)
        query = query.where(Branch.id.in_(paired))
    if own:
        query = query.where(Branch.institution_id == actor.institution_id)
    found = list(session().scalars(query.order_by(Branch.institution_id, Branch.name)))
    return list(full_names(found).items())


def full_names(branches: Sequence[Branch]) -> dict[UUID, str]:
    """Names with their institutions', by id, in the order given."""
    called = _institution_names(branches)
    return {one.id: f"{called[one.institution_id]}{one.name}" for one in branches}


def _institution_names(branches: Sequence[Branch]) -> dict[UUID, str]:
    agreements = {one.agreement_id for one in branches}
    return {key: name for one in agreements for key, name in directory.short_names(one).items()}


def _branch_view(
    actor: Actor, branch: Branch, names: dict[UUID, str], members: Sequence[BranchMemberView]
) -> BranchView:
    owns = branch.institution_id == actor.institution_id
    may = owns and is_officer(actor, branch.agreement_id)
    return BranchView(
        id=branch.id,
        version=branch.version,
        allowed_actions=("edit", "add_member") if may else (),
        agreement_id=branch.agreement_id,
        institution_id=branch.institution_id,
        institution_name=names[branch.institution_id],
        name=branch.name,
        secretary=branch.secretary,
        members=tuple(members),
    )


# --------------------------------------------------------------------------- the own roster


def get_branch_member(actor: Actor, member_id: UUID) -> BranchMemberView:
    """Raises NotFound for everybody but officers of the own institution."""
    found = _members(actor, BranchMember.id == member_id)
    if not found:
        raise NotFound
    return found[0]


def _members(actor: Actor, condition: sa.ColumnElement[bool]) -> list[BranchMemberView]:
    query = (
        fresh(BranchMember)
        .join(Branch, Branch.id == BranchMember.branch_id)
        .where(condition, visible_members(actor))
        .order_by(BranchMember.id)
    )
    return [
        BranchMemberView(
            id=one.id,
            version=one.version,
            allowed_actions=("edit",),
            branch_id=one.branch_id,
            name=one.name,
            party_status=one.party_status,
            party_status_label=PARTY_STATUSES[one.party_status],
            party_duty=one.party_duty,
            joined_party_on=date.fromisoformat(one.joined_party_on)
            if one.joined_party_on
            else None,
        )
        for one in session().scalars(query)
    ]


# --------------------------------------------------------------------------- pairs


def get_branch_pair(actor: Actor, pair_id: UUID) -> BranchPairView:
    """Raises NotFound for all but the institutions in it and the register."""
    query = fresh(BranchPair).where(BranchPair.id == pair_id, visible_pairs(actor))
    found = session().scalar(query)
    if found is None:
        raise NotFound
    return pair_views(actor, [found])[0]


def list_branch_pairs(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[BranchPairView]:
    """Newest first. wanted: agreement_id, state."""
    query = fresh(BranchPair).where(visible_pairs(actor)).order_by(BranchPair.id.desc())
    for name, value in wanted.items():
        query = query.where(getattr(BranchPair, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(pair_views(actor, [one[0] for one in page.items])), page.next)


def offered_pairs(actor: Actor, agreement_id: UUID | None) -> list[tuple[UUID, str]]:
    """Pairs of the own institution under which something may be held."""
    query = fresh(BranchPair).where(
        visible_pairs(actor), BranchPair.state.in_(BRANCH_PAIR.sources("end"))
    )
    if agreement_id is not None:
        query = query.where(BranchPair.agreement_id == agreement_id)
    return [(one.id, one.title) for one in session().scalars(query.order_by(BranchPair.id))]


def pair_views(actor: Actor, pairs: Sequence[BranchPair]) -> list[BranchPairView]:
    ids = [one.id for one in pairs]
    consents = consents_of(BranchConsent.pair_id, ids)
    branches = _paired(ids)
    return [
        _pair_view(actor, one, branches.get(one.id, []), consents.get(one.id, {})) for one in pairs
    ]


def _pair_view(
    actor: Actor, pair: BranchPair, branches: list[Branch], consents: dict[UUID, BranchConsent]
) -> BranchPairView:
    names = directory.short_names(pair.agreement_id)
    involved = frozenset(one.institution_id for one in branches)
    standing = Standing(pair.agreement_id, pair.lead_id, involved)
    may = policy.allowed(actor, BRANCH_PAIR, pair.state, standing, holds)
    is_agreed = "end" in BRANCH_PAIR.possible(pair.state)
    plain = (
        "id", "version", "state", "agreement_id", "lead_id", "title", "purpose", "from_on",
        "to_on", "agreed_on", "document_id", "ended_on", "end_reason",
    )  # fmt: skip
    return BranchPairView(
        **{name: getattr(pair, name) for name in plain},
        state_label=BRANCH_PAIR.states[pair.state],
        allowed_actions=without_agreed(may, actor, consents),
        lead_name=names.get(pair.lead_id, ""),
        is_current=is_agreed and pair.from_on <= clock.today() <= pair.to_on,
        branches=tuple(_paired_view(one, names, consents) for one in branches),
    )


def _paired_view(
    branch: Branch, names: dict[UUID, str], consents: dict[UUID, BranchConsent]
) -> PairedBranchView:
    consent = consents.get(branch.institution_id)
    return PairedBranchView(
        branch_id=branch.id,
        name=branch.name,
        institution_id=branch.institution_id,
        institution_name=names.get(branch.institution_id, ""),
        secretary=branch.secretary,
        agreed_at=consent.agreed_at if consent else None,
        agreed_by=consent.agreed_by if consent else "",
    )


def without_agreed(
    actions: Sequence[str], actor: Actor, consents: dict[UUID, BranchConsent]
) -> tuple[str, ...]:
    """Who has agreed to what stands there need not do so again."""
    return tuple(one for one in actions if one != "agree" or actor.institution_id not in consents)


def consents_of(column: Any, subject_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, BranchConsent]]:
    """By subject and institution. column: BranchConsent.pair_id or .plan_id."""
    found: dict[UUID, dict[UUID, BranchConsent]] = {}
    for one in session().scalars(fresh(BranchConsent).where(column.in_(subject_ids))):
        subject_id = one.pair_id or one.plan_id
        found.setdefault(subject_id, {})[one.institution_id] = one
    return found


def _paired(pair_ids: Sequence[UUID]) -> dict[UUID, list[Branch]]:
    query = (
        sa.select(PairedBranch.pair_id, Branch)
        .join(Branch, Branch.id == PairedBranch.branch_id)
        .where(PairedBranch.pair_id.in_(pair_ids))
        .order_by(Branch.id)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[Branch]] = {}
    for row in session().execute(query):
        found.setdefault(row[0], []).append(row[1])
    return found
