"""Who received a share, and who would see a draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.documents.models import Receipt
from coop.mechanisms.sharing.models import ShareGroup, ShareRecipient
from coop.mechanisms.sharing.queries.share_views import ShareAudienceView, ShareRecipientView
from coop.registry import directory
from coop.registry.models import ApiClient, ClientPost, Person, Post
from coop.registry.people import in_force_on

_READING = "sharing:read"


def recipients_of(share_id: UUID, names: dict[UUID, str]) -> tuple[ShareRecipientView, ...]:
    """In the order in which they got it. The caller has checked that the share is visible."""
    query = (
        sa.select(
            ShareRecipient.institution_id,
            ShareRecipient.passed_on_by_id,
            ShareRecipient.disposed_at,
            ShareRecipient.disposal,
            Receipt.signed_at,
            Receipt.signed_by_name,
            Receipt.due_on,
        )
        .outerjoin(
            Receipt,
            sa.and_(
                Receipt.subject_id == ShareRecipient.share_id,
                Receipt.institution_id == ShareRecipient.institution_id,
            ),
        )
        .where(ShareRecipient.share_id == share_id)
        .order_by(ShareRecipient.id)
    )
    return tuple(_recipient(row, names) for row in session().execute(query))


def _recipient(row: Any, names: dict[UUID, str]) -> ShareRecipientView:
    late = row.due_on is not None and row.due_on < clock.today()
    return ShareRecipientView(
        institution_id=row.institution_id,
        institution_name=names.get(row.institution_id, ""),
        passed_on_by_name=names.get(row.passed_on_by_id),
        signed_at=row.signed_at,
        signed_by_name=row.signed_by_name,
        due_on=row.due_on,
        is_overdue=row.signed_at is None and late,
        disposed_at=row.disposed_at,
        disposal=row.disposal,
    )


def resolve(agreement_id: UUID, provider_id: UUID, wanted: set[UUID]) -> tuple[UUID, ...]:
    """Those of them that are parties today, without the provider, in the order of parties."""
    members = directory.institution_ids(agreement_id)
    return tuple(one for one in members if one in wanted and one != provider_id)


def wanted_of(addressed_ids: list[str], group_id: UUID | None) -> set[UUID]:
    """Named institutions and the group's. An empty group adds nobody, never everyone."""
    listed = list(addressed_ids)
    if group_id is not None:
        listed += session().get_one(ShareGroup, group_id).institution_ids
    return {UUID(one) for one in listed}


def audience_of(draft: Any) -> tuple[ShareAudienceView, ...]:
    """Who would see the draft if it were sent now, with how many people and systems each."""
    wanted = wanted_of(draft.addressed_ids, draft.group_id)
    resolved = resolve(draft.agreement_id, draft.provider_id, wanted)
    names = directory.short_names(draft.agreement_id)
    people, systems = _people(draft.agreement_id), _systems(draft.agreement_id)
    return tuple(
        ShareAudienceView(one, names[one], people.get(one, 0), systems.get(one, 0))
        for one in resolved
    )


def _people(agreement_id: UUID) -> dict[UUID, int]:
    query = (
        sa.select(Person.institution_id, sa.func.count(sa.distinct(Person.id)).label("held"))
        .join(Post, Post.person_id == Person.id)
        .where(Post.agreement_id == agreement_id, in_force_on(clock.today()))
        .group_by(Person.institution_id)
    )
    return {row.institution_id: row.held for row in session().execute(query)}


def _systems(agreement_id: UUID) -> dict[UUID, int]:
    query = (
        sa.select(ApiClient.institution_id, sa.func.count(sa.distinct(ApiClient.id)).label("held"))
        .join(ClientPost, ClientPost.api_client_id == ApiClient.id)
        .where(
            ClientPost.agreement_id == agreement_id,
            ApiClient.disabled_at.is_(None),
            ApiClient.scopes.contains(_READING),
        )
        .group_by(ApiClient.institution_id)
    )
    return {row.institution_id: row.held for row in session().execute(query)}
