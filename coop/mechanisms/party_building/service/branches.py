"""Branches, and the own institution's roster of who is what in the party."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.policy import is_officer, require_officer
from coop.core import audit, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Duplicate, Forbidden, NotFound
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.party_building.events import BranchEvent, BranchMemberEvent
from coop.mechanisms.party_building.models import Branch, BranchMember
from coop.mechanisms.party_building.policy import visible_members
from coop.registry import directory

_KEEP = Text("登记本单位党支部", "Keep the own branches")


@command
def add_branch(actor: Actor, *, agreement_id: UUID, name: str, secretary: str) -> Branch:
    """A branch of the own institution. Raises Duplicate for a name it has already."""
    if not actor.sees(agreement_id):
        raise NotFound
    require_officer(actor, agreement_id, _KEEP)
    own = own_institution(actor)
    directory.party(agreement_id, own)
    _require_free(agreement_id, own, name)
    branch = Branch(agreement_id=agreement_id, institution_id=own, name=name, secretary=secretary)
    session().add(branch)
    session().flush()
    _record_branch(actor, branch, "add")
    return branch


@command
def edit_branch(actor: Actor, branch_id: UUID, *, expected_version: int, **said: Any) -> Branch:
    """said: name, secretary."""
    branch = own_branch(actor, branch_id)
    check_version(branch, expected_version)
    if said.get("name", branch.name) != branch.name:
        _require_free(branch.agreement_id, branch.institution_id, said["name"])
    for name, value in said.items():
        setattr(branch, name, value)
    _record_branch(actor, branch, "edit", fields=sorted(said))
    return branch


@command
def add_branch_member(actor: Actor, branch_id: UUID, **said: Any) -> BranchMember:
    """said: name, party_status, party_duty, joined_party_on. The log says that, not what."""
    branch = own_branch(actor, branch_id)
    same = sa.select(BranchMember.id).where(
        BranchMember.branch_id == branch.id, BranchMember.name == said["name"]
    )
    if session().scalar(same) is not None:
        raise Duplicate(value=said["name"])
    member = BranchMember(branch_id=branch.id, institution_id=branch.institution_id)
    _write(member, said)
    session().add(member)
    session().flush()
    _record_member(actor, member, branch, "add")
    return member


@command
def edit_branch_member(
    actor: Actor, member_id: UUID, *, expected_version: int, **said: Any
) -> BranchMember:
    """said: party_status, party_duty, joined_party_on."""
    member, branch = _own_member(actor, member_id)
    check_version(member, expected_version)
    _write(member, said)
    _record_member(actor, member, branch, "edit")
    return member


def own_branch(actor: Actor, branch_id: UUID) -> Branch:
    """Locked. Raises NotFound outside the agreement, Forbidden for another's branch."""
    branch = lock(Branch, branch_id)
    if not actor.sees(branch.agreement_id):
        raise NotFound
    if branch.institution_id != actor.institution_id or not is_officer(actor, branch.agreement_id):
        raise Forbidden(action=_KEEP)
    return branch


def _own_member(actor: Actor, member_id: UUID) -> tuple[BranchMember, Branch]:
    member = lock(BranchMember, member_id)
    found = sa.select(BranchMember.id).join(Branch, Branch.id == BranchMember.branch_id)
    found = found.where(BranchMember.id == member_id, visible_members(actor))
    if session().scalar(found) is None:
        raise NotFound
    return member, session().get_one(Branch, member.branch_id)


def _write(member: BranchMember, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(member, name, value.isoformat() if isinstance(value, date) else value or "")


def _require_free(agreement_id: UUID, institution_id: UUID, name: str) -> None:
    same = sa.select(Branch.id).where(
        Branch.agreement_id == agreement_id,
        Branch.institution_id == institution_id,
        Branch.name == name,
    )
    if session().scalar(same) is not None:
        raise Duplicate(value=name)


def _record_branch(actor: Actor, branch: Branch, action: str, **changes: Any) -> None:
    subject = Subject("branch", branch.id, branch.agreement_id)
    audit.record(actor, f"branch.{action}", subject, **changes)
    events.record(
        BranchEvent(
            agreement_id=branch.agreement_id,
            subject_id=branch.id,
            audience=directory.institution_ids(branch.agreement_id),
            action=action,
        )
    )


def _record_member(actor: Actor, member: BranchMember, branch: Branch, action: str) -> None:
    subject = Subject("branch_member", member.id, branch.agreement_id)
    audit.record(actor, f"branch_member.{action}", subject)
    events.record(
        BranchMemberEvent(
            agreement_id=branch.agreement_id,
            subject_id=member.id,
            audience=(member.institution_id,),
            action=action,
        )
    )
