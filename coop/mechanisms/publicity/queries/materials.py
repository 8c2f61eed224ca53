"""Reads of materials: the present text, what it gives away, who reviewed and released it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.policy import parts_of
from coop.core import policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.documents.secrecy import CLASSIFICATIONS
from coop.mechanisms.publicity.anonymity import findings
from coop.mechanisms.publicity.models import (
    Campaign,
    Material,
    MaterialRelease,
    MaterialReview,
    MaterialText,
)
from coop.mechanisms.publicity.policy import (
    CAMPAIGNS,
    MaterialStanding,
    holds_for_material,
    named_in,
    visible_materials,
)
from coop.mechanisms.publicity.queries.views import (
    FindingView,
    MaterialReviewView,
    MaterialSummaryView,
    MaterialTextView,
    MaterialView,
    NamedInstitutionView,
)
from coop.mechanisms.publicity.workflow import (
    MATERIAL,
    MATERIAL_KINDS,
    REVIEW_OUTCOMES,
    TYPICAL_CASE,
)
from coop.registry import directory
from coop.registry.models import Institution


def get_material(actor: Actor, material_id: UUID) -> MaterialView:
    """Raises NotFound for all but the institutions of its campaign and the register."""
    return _view(actor, _row(actor, material_id))


def list_materials(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[MaterialSummaryView]:
    """Newest first. wanted: agreement_id, campaign_id, state, kind."""
    query = (
        sa.select(*_LISTED, Campaign.title.label("campaign_title"), Institution.short_name)
        .join(Campaign, Campaign.id == Material.campaign_id)
        .join(Institution, Institution.id == Material.institution_id)
        .where(visible_materials(actor))
        .order_by(Material.id.desc())
    )
    for name, value in wanted.items():
        query = query.where(getattr(Material, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_summary(one) for one in page.items), page.next)


def material_file(actor: Actor, material_id: UUID) -> Download:
    """The file of the present text. Raises NotFound where there is none."""
    material = _row(actor, material_id)
    text = _texts(material.id)[0]
    if text.filename is None or text.media_type is None or text.content is None:
        raise NotFound
    return Download(text.filename, text.media_type, text.content)


def _row(actor: Actor, material_id: UUID) -> Material:
    found: Material | None = session().scalar(_rows(actor).where(Material.id == material_id))
    if found is None:
        raise NotFound
    return found


def _rows(actor: Actor) -> sa.Select[Any]:
    fresh = sa.select(Material).execution_options(populate_existing=True)
    return fresh.where(visible_materials(actor))


def _view(actor: Actor, row: Material) -> MaterialView:
    texts, campaign = _texts(row.id), session().get_one(Campaign, row.campaign_id)
    text, names = texts[0], directory.short_names(row.agreement_id)
    named = _named(row, names)
    own = actor.institution_id == row.institution_id
    left_out = text.names_left_out.splitlines()
    return MaterialView(
        **{name: getattr(row, name) for name in _PLAIN},
        state_label=MATERIAL.states[row.state],
        allowed_actions=_may(actor, row, campaign, named),
        campaign_title=campaign.title,
        institution_name=names.get(row.institution_id, ""),
        kind_label=MATERIAL_KINDS[row.kind],
        text=text.text,
        text_hash=text.text_hash,
        classification_label=CLASSIFICATIONS[row.classification],
        filename=text.filename,
        file_sha256=text.file_sha256,
        names_left_out=tuple(left_out) if own else (),
        named=named,
        findings=_findings(row, text, left_out),
        texts=tuple(_text(one) for one in texts),
        reviews=_reviews(row.id, names),
        is_releasable=all(one.is_released for one in named),
    )


_PLAIN = (
    "id", "version", "state", "agreement_id", "campaign_id", "institution_id", "kind", "title",
    "number", "classification", "published_at", "published_number", "published_where",
    "withdrawn_at", "withdrawal_reason",
)  # fmt: skip


_LISTED: tuple[Any, ...] = (
    Material.id, Material.version, Material.state, Material.agreement_id, Material.campaign_id,
    Material.institution_id, Material.kind, Material.title, Material.number,
    Material.classification, Material.published_at,
)  # fmt: skip


def _summary(row: Any) -> MaterialSummaryView:
    values = dict(row._mapping)
    return MaterialSummaryView(
        institution_name=values.pop("short_name"),
        state_label=MATERIAL.states[row.state],
        kind_label=MATERIAL_KINDS[row.kind],
        **values,
    )


def _may(
    actor: Actor, row: Material, campaign: Campaign, named: Sequence[NamedInstitutionView]
) -> tuple[str, ...]:
    """Who has released the present text need not do so again; it is published once all have."""
    standing = MaterialStanding(
        agreement_id=row.agreement_id,
        author_id=row.institution_id,
        lead_id=campaign.lead_id,
        part_ids=parts_of(CAMPAIGNS, campaign.id),
        named_ids=named_in(row.id),
    )
    waiting = {one.institution_id for one in named if not one.is_released}
    fits = {"release": actor.institution_id in waiting, "publish": not waiting}
    found = policy.allowed(actor, MATERIAL, row.state, standing, holds_for_material)
    return tuple(one for one in found if fits.get(one, True))


def _findings(
    row: Material, text: MaterialText, left_out: Sequence[str]
) -> tuple[FindingView, ...]:
    said = f"{text.title}\n{text.text}"
    found = findings(said, left_out, is_case=row.kind == TYPICAL_CASE)
    return tuple(FindingView(one.kind, one.label, one.line, one.excerpt) for one in found)


def _named(row: Material, names: dict[UUID, str]) -> tuple[NamedInstitutionView, ...]:
    query = sa.select(MaterialRelease).where(MaterialRelease.material_id == row.id)
    newest = {
        one.institution_id: one
        for one in session().scalars(query.order_by(MaterialRelease.number, MaterialRelease.id))
    }
    found = []
    for institution_id in sorted(named_in(row.id)):
        release = newest.get(institution_id)
        found.append(
            NamedInstitutionView(
                institution_id=institution_id,
                institution_name=names.get(institution_id, ""),
                released_number=release.number if release else None,
                released_at=release.released_at if release else None,
                released_by=release.released_by if release else "",
                is_released=release is not None and release.number == row.number,
            )
        )
    return tuple(found)


def _texts(material_id: UUID) -> list[MaterialText]:
    """Newest first: the first is the present one."""
    query = sa.select(MaterialText).where(MaterialText.material_id == material_id)
    return list(session().scalars(query.order_by(MaterialText.number.desc())))


def _text(one: MaterialText) -> MaterialTextView:
    return MaterialTextView(
        number=one.number,
        title=one.title,
        text_hash=one.text_hash,
        written_at=one.written_at,
        written_by=one.written_by,
    )


def _reviews(material_id: UUID, names: dict[UUID, str]) -> tuple[MaterialReviewView, ...]:
    query = sa.select(MaterialReview).where(MaterialReview.material_id == material_id)
    return tuple(
        MaterialReviewView(
            number=one.number,
            institution_name=names.get(one.institution_id, ""),
            outcome=one.outcome,
            outcome_label=REVIEW_OUTCOMES[one.outcome],
            note=one.note,
            reviewed_at=one.reviewed_at,
            reviewed_by=one.reviewed_by,
        )
        for one in session().scalars(query.order_by(MaterialReview.id.desc()))
    )
