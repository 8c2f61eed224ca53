"""Catalogue entries, requests and shares brought into a state by the commands that lead there."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any
from uuid import UUID

from coop.core.db import session
from coop.mechanisms.sharing.models import CatalogEntry, Share, ShareRequest
from coop.mechanisms.sharing.queries.requests import get_share_request
from coop.mechanisms.sharing.queries.share_views import ShareView
from coop.mechanisms.sharing.queries.shares import get_share
from coop.mechanisms.sharing.queries.views import ShareRequestView
from coop.mechanisms.sharing.service import (
    catalog,
    grants,
    proposals,
    replies,
    requests,
    shares,
)
from tests import told
from tests.scenes import scene
from tests.world import Team, World

PDF = b"%PDF-1.7 complaints of the third quarter"


def upload(name: str = "投诉数据.pdf", content: bytes = PDF) -> dict[str, str]:
    return {"filename": name, "content_base64": base64.b64encode(content).decode()}


def entry_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": "金融消费投诉数据",
        "items": ["机构名称", "投诉事由", "办理结果"],
        "format": "xlsx",
        "update_frequency": "每月",
        "share_class": "conditional",
        "mode": "file",
        "grading": "一般数据",
        "scope": "成渝地区",
        "purpose": "金融纠纷诉源治理",
    }
    return fields | changes


@scene
def entry(world: World, provider: Team, **changes: Any) -> CatalogEntry:
    """A published entry."""
    made = catalog.draft_catalog_entry(
        provider.liaison, agreement_id=world.agreement_id, **entry_fields(**changes)
    )
    return catalog.publish_catalog_entry(provider.liaison, made.id, expected_version=made.version)


def request_fields(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "basis": "《民事诉讼法》第二百零五条",
        "scenarios": ["委派调解前核对机构信息"],
        "scope": "2026年第三季度全部投诉",
        "mode": "file",
        "from_on": date(2026, 10, 1),
        "until_on": date(2026, 12, 31),
    }
    return fields | changes


def drafted(
    world: World, entry_id: UUID, asker: Team | None = None, **changes: Any
) -> ShareRequest:
    asker = asker or world.cy
    return requests.draft_share_request(
        asker.liaison, entry_id=entry_id, **request_fields(**changes)
    )


@scene
def submitted(world: World, entry_id: UUID, **changes: Any) -> ShareRequest:
    """CY asks; its head consented."""
    made = drafted(world, entry_id, **changes)
    made = requests.consent_to_share_request(
        world.cy.signer, made.id, expected_version=made.version
    )
    return requests.submit_share_request(world.cy.liaison, made.id, expected_version=made.version)


@scene
def approved(world: World, provider: Team, **changes: Any) -> ShareRequest:
    made = submitted(world, entry(world, provider).id, **changes)
    made = proposals.propose_terms(provider.liaison, made.id, expected_version=made.version)
    made = endorsed(provider, made)
    return replies.approve_share_request(provider.liaison, made.id, expected_version=made.version)


def endorsed(provider: Team, made: ShareRequest) -> ShareRequest:
    """The provider's head consents to what was proposed."""
    return proposals.endorse_terms(provider.signer, made.id, expected_version=made.version)


def asked_for_more(provider: Team, made: ShareRequest, *missing: str) -> ShareRequest:
    made = proposals.propose_supplement(
        provider.liaison, made.id, missing_items=list(missing), expected_version=made.version
    )
    made = endorsed(provider, made)
    return replies.ask_supplement(provider.liaison, made.id, expected_version=made.version)


def refused(provider: Team, made: ShareRequest, reason: str = "与履职无关") -> ShareRequest:
    made = proposals.propose_refusal(
        provider.liaison,
        made.id,
        code="beyond_duties",
        reason=reason,
        expected_version=made.version,
    )
    made = endorsed(provider, made)
    return replies.refuse_share_request(provider.liaison, made.id, expected_version=made.version)


@scene
def active(world: World, provider: Team, **changes: Any) -> ShareRequest:
    made = approved(world, provider, **changes)
    return grants.deliver_share_request(
        provider.liaison,
        made.id,
        classification="internal",
        file=upload(),
        expected_version=made.version,
    )


def share_fields(world: World, **changes: Any) -> dict[str, Any]:
    """SC shares a risk alert with CQ."""
    fields: dict[str, Any] = {
        "agreement_id": world.agreement_id,
        "title": "涉众型风险提示",
        "text": "某平台资金链断裂，请关注。",
        "classification": "internal",
        "legal_basis": "协议第五条",
        "purpose": "风险防范",
        "onward": "forbidden",
        "recipient_ids": [world.cq.id],
    }
    return fields | changes


@scene
def sent(world: World, **changes: Any) -> Share:
    made = shares.draft_share(world.sc.liaison, **share_fields(world, **changes))
    view = get_share(world.sc.liaison, made.id)
    return shares.send_share(
        world.sc.liaison,
        made.id,
        confirmed_ids=[one.institution_id for one in view.will_see],
        expected_version=made.version,
    )


def request_view(team: Team, request_id: UUID) -> ShareRequestView:
    session().rollback()
    return get_share_request(team.liaison, request_id)


def share_view(team: Team, share_id: UUID) -> ShareView:
    session().rollback()
    return get_share(team.liaison, share_id)


told_of = told.told_of
