"""Pairing branches: proposed by one, agreed by the head of each, ended with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.policy import require_officer
from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.errors import NotFound, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.party_building import printing
from coop.mechanisms.party_building.models import Branch, BranchPair, PairedBranch
from coop.mechanisms.party_building.policy import institutions_of
from coop.mechanisms.party_building.service import consenting
from coop.mechanisms.party_building.workflow import BRANCH_PAIR


@command
def propose_branch_pair(
    actor: Actor, *, agreement_id: UUID, branch_ids: Sequence[UUID], **said: Any
) -> BranchPair:
    """said: title, purpose, from_on, to_on.

    Raises Invalid unless the branches are of two institutions at least, the own one among them.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    require_officer(actor, agreement_id, Text("提议结对", "Propose a pairing"))
    pair = BranchPair(
        agreement_id=agreement_id, lead_id=own_institution(actor), proposed_by_id=actor.id
    )
    _write(pair, said)
    session().add(pair)
    session().flush()
    _name_branches(pair, branch_ids)
    consenting.record_pair(actor, pair, "propose")
    return pair


@command
def edit_branch_pair(
    actor: Actor,
    pair_id: UUID,
    *,
    expected_version: int,
    branch_ids: Sequence[UUID] | None = None,
    **said: Any,
) -> BranchPair:
    """Change the proposal; what was agreed to is void."""
    pair = consenting.PAIRS.admit(actor, pair_id, "edit", expected_version)
    _write(pair, said)
    if branch_ids is not None:
        _name_branches(pair, branch_ids)
    consenting.void(pair)
    pair.proposed_by_id = actor.id
    consenting.record_pair(actor, pair, "edit", fields=sorted(said))
    return pair


@command
def agree_to_branch_pair(actor: Actor, pair_id: UUID, *, expected_version: int) -> BranchPair:
    """By each institution's head; with the last one the pact 共建协议 is filed."""
    pair = consenting.PAIRS.admit(actor, pair_id, "agree", expected_version)
    steps = consenting.agree(actor, pair, pair.proposed_by_id)
    if steps:
        pair.agreed_on = clock.today()
        document = printing.file_pact(pair, sorted(institutions_of(pair.id)), steps)
        pair.document_id = document.id
    moved = BRANCH_PAIR.move(pair, "agree", to="active" if steps else "proposed")
    consenting.record_pair(actor, pair, "agree", state=moved)
    return pair


@command
def withdraw_branch_pair(actor: Actor, pair_id: UUID, *, expected_version: int) -> BranchPair:
    pair = consenting.PAIRS.admit(actor, pair_id, "withdraw", expected_version)
    moved = BRANCH_PAIR.move(pair, "withdraw")
    consenting.record_pair(actor, pair, "withdraw", state=moved)
    return pair


@command
def end_branch_pair(
    actor: Actor, pair_id: UUID, *, reason: str, expected_version: int
) -> BranchPair:
    """Before its time, by the head of any institution in it."""
    pair = consenting.PAIRS.admit(actor, pair_id, "end", expected_version)
    moved = BRANCH_PAIR.move(pair, "end")
    pair.ended_on, pair.end_reason = clock.today(), reason
    consenting.record_pair(actor, pair, "end", reason=reason, state=moved)
    return pair


def is_current(pair: BranchPair, on: date) -> bool:
    """Whether activities may be held under the pair on that day."""
    is_agreed = "end" in BRANCH_PAIR.possible(pair.state)
    return is_agreed and pair.from_on <= on <= pair.to_on


def _write(pair: BranchPair, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(pair, name, value)
    if pair.to_on < pair.from_on:
        words = Text("不能早于起始日。", "It may not be before the first day.")
        raise invalid("to_on", "ends_before_start", words)


def _name_branches(pair: BranchPair, branch_ids: Sequence[UUID]) -> None:
    query = sa.select(Branch).where(
        Branch.id.in_(branch_ids), Branch.agreement_id == pair.agreement_id
    )
    branches = list(session().scalars(query.order_by(Branch.id)))
    institutions = {one.institution_id for one in branches}
    if len(branches) != len(branch_ids) or len(institutions) < 2:
        words = Text(
            "结对至少由两个单位的党支部组成。", "Branches of at least two institutions pair."
        )
        raise invalid("branch_ids", "needs_two_institutions", words)
    if pair.lead_id not in institutions:
        words = Text("应包括本单位的党支部。", "A branch of your own has to be among them.")
        raise invalid("branch_ids", "own_branch_missing", words)
    session().execute(sa.delete(PairedBranch).where(PairedBranch.pair_id == pair.id))
    session().add_all(
        PairedBranch(pair_id=pair.id, branch_id=one.id, institution_id=one.institution_id)
        for one in branches
    )
    session().flush()
