"""What waits for one person in sharing; signing for what was received is told by the receipts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import Condition, Due, Held, Steps, Waiting
from coop.documents.models import Receipt
from coop.mechanisms.sharing.models import (
    CatalogEntry,
    CatalogRevision,
    CorrectionRequest,
    OnwardRequest,
    Share,
    ShareRecipient,
    ShareRequest,
)
from coop.mechanisms.sharing.policy import OFFICERS
from coop.mechanisms.sharing.workflow import (
    ANSWERS_BY,
    CATALOG_ENTRY,
    CORRECTION_REQUEST,
    DELIVERY,
    DISPOSAL,
    ONWARD_REQUEST,
    REPLY,
    RESOLUTION,
    REVIEW,
    SHARE,
    SHARE_REQUEST,
    UPDATE,
)
from coop.registry.conditions import due_of, hosted_by

_SIGN_BY = Text("签收期限", "To be signed for by then")
_DECIDE_ONWARD = Text("答复转送申请", "Answer whether it may be passed on")
_UPDATE_ENTRY = Text("更新共享目录", "Update a catalogue entry")
_CHANGE_REVISION = Text("目录修订被退回，请修改", "Change a returned revision")
_URGE = Text("共享信息逾期未签收", "Not signed for in time")


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Next steps of requests, doubts and questions to answer, disposals owed, late receipts."""
    yield from _of_entries(actor)
    yield from _of_requests(actor)
    yield from _of_exchanges(actor)
    yield from _of_shares(actor)


def _held(actor: Actor, agreement_id: Any, parts: dict[str, Condition]) -> Held:
    """policy.holds as a condition. parts: role without "_signer" -> whether that part is ours."""

    def held(role: str) -> Condition | None:
        part = role.removesuffix("_signer")
        posts = OFFICERS if part in parts else (role,)
        under = actor.agreements_with(*(("signer",) if part != role else posts))
        if not under:
            return None
        is_ours = parts[part] if part in parts else hosted_by(agreement_id, actor.institution_id)
        return sa.and_(agreement_id.in_(under), is_ours)

    return held


# --------------------------------------------------------------------------- catalogue


def _of_entries(actor: Actor) -> Iterator[Waiting]:
    in_force = sa.and_(
        CatalogRevision.entry_id == CatalogEntry.id, CatalogRevision.number == CatalogEntry.revision
    )
    own = {"provider": CatalogEntry.provider_id == actor.institution_id}
    steps = Steps(
        workflow=CATALOG_ENTRY,
        state=CatalogEntry.state,
        held=_held(actor, CatalogEntry.agreement_id, own),
        rows=sa.select(CatalogEntry.id).join(CatalogRevision, in_force),
        url="/catalog-entries/{id}",
        subject_id=CatalogEntry.id,
        title=CatalogRevision.name,
    )
    proposed, returned = CatalogEntry.proposed_at.is_not(None), CatalogEntry.returned_for != ""
    review = due_of(CatalogEntry.id, REVIEW)
    yield from steps.waiting("review", "review", proposed, ~returned, due=review)
    changed = CatalogEntry.changed_on.is_not(None)
    update = due_of(CatalogEntry.id, UPDATE)
    yield from steps.waiting("edit", "do", changed, ~proposed, kind=_UPDATE_ENTRY, due=update)
    yield from steps.waiting("edit", "do", returned, kind=_CHANGE_REVISION, due=update)


# --------------------------------------------------------------------------- requests


def _of_requests(actor: Actor) -> Iterator[Waiting]:
    own = actor.institution_id
    parts = {
        "provider": ShareRequest.provider_id == own,
        "requester": ShareRequest.requester_id == own,
    }
    reply = due_of(ShareRequest.id, REPLY)
    steps = Steps(
        workflow=SHARE_REQUEST,
        state=ShareRequest.state,
        held=_held(actor, ShareRequest.agreement_id, parts),
        rows=sa.select(ShareRequest.id).join(
            CatalogRevision, CatalogRevision.id == ShareRequest.revision_id
        ),
        url="/share-requests/{id}",
        subject_id=ShareRequest.id,
        title=CatalogRevision.name,
        due=reply,
    )
    for action, group, *conditions in _requested():
        yield from steps.waiting(action, group, *conditions)
    yield from steps.waiting("confirm_disposal", "do", due=due_of(ShareRequest.id, DISPOSAL))
    undelivered = ShareRequest.delivered_at.is_(None)
    yield from steps.waiting("deliver", "do", undelivered, due=due_of(ShareRequest.id, DELIVERY))


def _requested() -> Iterator[tuple[Any, ...]]:
    """(action, group, what it needs beside the state)."""
    proposed = ShareRequest.proposal.is_not(None)
    endorsed = ShareRequest.endorsed_at.is_not(None)
    yield "consent", "review", ShareRequest.consented_at.is_(None)
    yield "submit", "do", ShareRequest.consented_at.is_not(None)
    yield "supplement", "answer"
    asked = ShareRequest.extension_days.is_not(None), ShareRequest.extension_granted.is_(None)
    yield "extend", "review", *asked
    yield "propose", "answer", ~proposed
    yield "endorse", "review", proposed, ~endorsed
    for action, proposal in ANSWERS_BY.items():
        yield action, "answer", endorsed, ShareRequest.proposal == proposal
    yield "decide", "review"
    yield "rectify", "do"


# --------------------------------------------------------------------------- shares


def _of_exchanges(actor: Actor) -> Iterator[Waiting]:
    provider = {"provider": Share.provider_id == actor.institution_id}
    doubts = Steps(
        workflow=CORRECTION_REQUEST,
        state=CorrectionRequest.state,
        held=_held(actor, Share.agreement_id, provider),
        rows=sa.select(Share.id).join(CorrectionRequest, CorrectionRequest.share_id == Share.id),
        url="/shares/{id}",
        subject_id=Share.id,
        title=Share.title,
        due=due_of(CorrectionRequest.id, RESOLUTION),
    )
    yield from doubts.waiting("resolve", "answer")
    onward = Steps(
        workflow=ONWARD_REQUEST,
        state=OnwardRequest.state,
        held=_held(actor, Share.agreement_id, provider),
        rows=sa.select(Share.id).join(OnwardRequest, OnwardRequest.share_id == Share.id),
        url="/shares/{id}",
        subject_id=Share.id,
        title=Share.title,
    )
    yield from onward.waiting("grant", "answer", kind=_DECIDE_ONWARD)


def _of_shares(actor: Actor) -> Iterator[Waiting]:
    under = actor.agreements_with(*OFFICERS)
    if under:
        yield _to_dispose(under, actor.institution_id)
        yield _late(under, actor.institution_id)


def _to_dispose(under: frozenset[UUID], own: UUID | None) -> Waiting:
    received = sa.exists().where(
        ShareRecipient.share_id == Share.id,
        ShareRecipient.institution_id == own,
        ShareRecipient.disposed_at.is_(None),
    )
    return Waiting(
        kind=SHARE.actions["confirm_disposal"],
        group="do",
        url="/shares/{id}",
        rows=sa.select(Share.id).where(
            Share.agreement_id.in_(under), Share.recalled_at.is_not(None), received
        ),
        subject_id=Share.id,
        title=Share.title,
    )


def _late(under: frozenset[UUID], own: UUID | None) -> Waiting:
    """The provider's shares that a recipient has not signed for in time."""
    late = sa.and_(
        Receipt.subject_id == Share.id,
        Receipt.signed_at.is_(None),
        Receipt.due_on < clock.today(),
    )
    first = sa.select(sa.func.min(Receipt.due_on)).where(late).scalar_subquery()
    return Waiting(
        kind=_URGE,
        group="follow",
        url="/shares/{id}",
        rows=sa.select(Share.id).where(
            Share.agreement_id.in_(under),
            Share.provider_id == own,
            Share.recalled_at.is_(None),
            sa.exists().where(late),
        ),
        subject_id=Share.id,
        title=Share.title,
        due=Due.because(first, _SIGN_BY),
    )
