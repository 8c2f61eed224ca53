"""Named groups of recipients 共享分组."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Duplicate, Forbidden, NotFound, invalid
from coop.core.language import Text
from coop.mechanisms.sharing.events import ShareGroupEvent
from coop.mechanisms.sharing.models import ShareGroup
from coop.mechanisms.sharing.policy import is_officer, require_officer
from coop.registry import directory

_EDIT = Text("维护共享分组", "Keep groups of recipients")


@command
def create_share_group(
    actor: Actor, *, agreement_id: UUID, name: str, institution_ids: list[UUID]
) -> ShareGroup:
    """A group every party may name as recipient. Raises Invalid for strangers, Duplicate."""
    if not actor.sees(agreement_id) or actor.institution_id is None:
        raise NotFound
    require_officer(actor, agreement_id, _EDIT)
    _require_new_name(agreement_id, name)
    group = ShareGroup(
        agreement_id=agreement_id,
        owner_id=actor.institution_id,
        name=name,
        institution_ids=_members(agreement_id, institution_ids),
    )
    session().add(group)
    session().flush()
    _record(actor, group, "create")
    return group


@command
def edit_share_group(
    actor: Actor, group_id: UUID, *, institution_ids: list[UUID], expected_version: int
) -> ShareGroup:
    """Change who is in it; what was sent before stays with those it was sent to."""
    group = lock(ShareGroup, group_id)
    if not actor.sees(group.agreement_id):
        raise NotFound
    if actor.institution_id != group.owner_id or not is_officer(actor, group.agreement_id):
        raise Forbidden(action=_EDIT)
    check_version(group, expected_version)
    group.institution_ids = _members(group.agreement_id, institution_ids)
    _record(actor, group, "edit")
    return group


def refuse_strangers(agreement_id: UUID, institution_ids: Iterable[UUID], field: str) -> None:
    """Raises Invalid when one of them is no party today."""
    strangers = set(institution_ids) - set(directory.institution_ids(agreement_id))
    if strangers:
        words = Text("只能选择协议成员单位。", "Only parties of the agreement can be chosen.")
        raise invalid(field, "not_a_party", words)


def _members(agreement_id: UUID, institution_ids: list[UUID]) -> list[str]:
    refuse_strangers(agreement_id, institution_ids, "institution_ids")
    return [str(one) for one in institution_ids]


def _require_new_name(agreement_id: UUID, name: str) -> None:
    same = sa.select(ShareGroup.id).where(
        ShareGroup.agreement_id == agreement_id, ShareGroup.name == name
    )
    if session().scalar(same) is not None:
        raise Duplicate(value=name)


def _record(actor: Actor, group: ShareGroup, action: str) -> None:
    subject = Subject("share_group", group.id, group.agreement_id)
    audit.record(actor, f"share_group.{action}", subject, institution_ids=group.institution_ids)
    events.record(
        ShareGroupEvent(
            agreement_id=group.agreement_id,
            subject_id=group.id,
            audience=directory.institution_ids(group.agreement_id),
            action=action,
        )
    )
