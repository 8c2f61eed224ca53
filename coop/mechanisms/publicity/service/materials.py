"""Materials: written in numbered texts, changed, published, withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities import service as joint
from coop.activities.policy import parts_of
from coop.core import audit, clock, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, session
from coop.core.errors import RuleViolation, invalid
from coop.core.filetypes import content_of, safe_name, sniff
from coop.core.language import Text
from coop.core.parts import Guarded
from coop.core.policy import own_institution
from coop.documents import marks
from coop.documents.secrecy import check_classification
from coop.mechanisms.publicity.events import MaterialEvent
from coop.mechanisms.publicity.models import (
    Campaign,
    Material,
    MaterialRelease,
    MaterialText,
    NamedInstitution,
)
from coop.mechanisms.publicity.policy import (
    CAMPAIGNS,
    MaterialStanding,
    holds_for_material,
    named_in,
    visible_materials,
)
from coop.mechanisms.publicity.workflow import MATERIAL
from coop.registry import directory


class TextChanged(RuleViolation):
    code = "text_changed"
    text = Text(
        "文本已改为第{number}稿，不是您看到的文本，请核对后再办理。",
        "The text is number {number} now, not the one you read.",
    )


class ReleaseMissing(RuleViolation):
    """Also for who released an earlier text only: that consent is void."""

    code = "release_missing"
    text = Text(
        "以下署名单位尚未同意发布第{number}稿：{names}。",
        "Not yet released in text {number} by: {names}.",
    )


class NotPublic(RuleViolation):
    code = "not_public"
    text = Text("只有标识为公开的材料才能发布。", "Only public material can be published.")


@command
def draft_material(
    actor: Actor, campaign_id: UUID, *, named_ids: Collection[UUID] = (), **said: Any
) -> Material:
    """The first text of a material of the campaign.

    said: kind, title, text, classification, names_left_out, file. Everyone whom the text names is
    to release it, beside named_ids. Raises Invalid (file, someone named outside the campaign).
    """
    campaign = joint.admit(CAMPAIGNS, actor, campaign_id, "draft_material", None)
    check_classification(actor, campaign.agreement_id, said["classification"])
    material = Material(
        agreement_id=campaign.agreement_id,
        campaign_id=campaign.id,
        institution_id=own_institution(actor),
        kind=said["kind"],
        title=said["title"],
        classification=said["classification"],
    )
    session().add(material)
    session().flush()
    text = _next_text(actor, material, 1, said, None)
    _name(material, text, named_ids)
    record(actor, material, "draft")
    return material


@command
def edit_material(
    actor: Actor,
    material_id: UUID,
    *,
    expected_version: int,
    named_ids: Collection[UUID] | None = None,
    **said: Any,
) -> Material:
    """A new numbered text; approval and releases of the one before are void."""
    material = admit(actor, material_id, "edit", expected_version)
    check_classification(actor, material.agreement_id, said.get("classification", ""))
    before = current_text(material)
    text = _next_text(actor, material, material.number + 1, said, before)
    moved = MATERIAL.move(material, "edit")
    material.number, material.title = text.number, text.title
    material.classification = said.get("classification", material.classification)
    _name(material, text, named_in(material.id) if named_ids is None else named_ids)
    record(actor, material, "edit", state=moved, number=text.number, text_hash=text.text_hash)
    return material


@command
def publish_material(
    actor: Actor, material_id: UUID, *, text_hash: str, where: str, expected_version: int
) -> Material:
    """Exactly the text with this hash, once every named institution has released it.

    Raises TextChanged, NotPublic, ReleaseMissing naming who is missing.
    """
    material = admit(actor, material_id, "publish", expected_version)
    require_same(material, text_hash)
    if material.classification != "public":
        raise NotPublic
    _require_released(material)
    moved = MATERIAL.move(material, "publish")
    material.published_at, material.published_number = clock.now(), material.number
    material.published_where = where
    record(actor, material, "publish", state=moved, text_hash=text_hash)
    return material


@command
def withdraw_material(
    actor: Actor, material_id: UUID, *, reason: str, expected_version: int
) -> Material:
    """By who published it, or by the head of any institution named in it."""
    material = admit(actor, material_id, "withdraw", expected_version)
    moved = MATERIAL.move(material, "withdraw")
    material.withdrawn_at, material.withdrawal_reason = clock.now(), reason
    record(actor, material, "withdraw", reason=reason, state=moved)
    return material


# --------------------------------------------------------------------------- parts of commands


def standing_of(material: Material) -> MaterialStanding:
    campaign = session().get_one(Campaign, material.campaign_id)
    return MaterialStanding(
        agreement_id=material.agreement_id,
        author_id=material.institution_id,
        lead_id=campaign.lead_id,
        part_ids=parts_of(CAMPAIGNS, campaign.id),
        named_ids=named_in(material.id),
    )


admit = Guarded(Material, MATERIAL, visible_materials, standing_of, holds_for_material).admit


def current_text(material: Material) -> MaterialText:
    query = sa.select(MaterialText).where(
        MaterialText.material_id == material.id, MaterialText.number == material.number
    )
    return session().scalars(query).one()


def require_same(material: Material, text_hash: str) -> MaterialText:
    """The current text, if it is the one the actor read. Raises TextChanged."""
    text = current_text(material)
    if text.text_hash != text_hash:
        raise TextChanged(number=material.number)
    return text


def record(
    actor: Actor, material: Material, action: str, *, reason: str | None = None, **changes: Any
) -> None:
    """Log, and tell the institutions of the campaign; never the text itself."""
    marks.mark(material.agreement_id, material.id, material.classification)
    subject = Subject("material", material.id, material.agreement_id)
    audit.record(actor, f"material.{action}", subject, reason=reason, **changes)
    session().flush()
    events.record(
        MaterialEvent(
            agreement_id=material.agreement_id,
            subject_id=material.id,
            audience=tuple(sorted(parts_of(CAMPAIGNS, material.campaign_id))),
            campaign_id=material.campaign_id,
            action=action,
            state=material.state,
            number=material.number,
            text_hash=current_text(material).text_hash,
        )
    )


def _next_text(
    actor: Actor,
    material: Material,
    number: int,
    said: Mapping[str, Any],
    before: MaterialText | None,
) -> MaterialText:
    """What is not said anew is taken over from the text before."""
    text = MaterialText(
        material_id=material.id,
        number=number,
        title=said.get("title", before.title if before else ""),
        text=said.get("text", before.text if before else ""),
        names_left_out="\n".join(
            said.get("names_left_out", before.names_left_out.splitlines() if before else ())
        ),
        written_at=clock.now(),
        written_by=actor.on_behalf_of or actor.name,
        written_by_id=actor.id,
        **_file(said.get("file"), before),
    )
    text.text_hash = _hash(text)
    session().add(text)
    session().flush()
    return text


def _file(file: Mapping[str, str] | None, before: MaterialText | None) -> dict[str, Any]:
    if file is not None:
        name, content = safe_name(file["filename"]), content_of(file)
        digest = hashlib.sha256(content).hexdigest()
        kind = sniff(name, content)
        return {
            "filename": name, "media_type": kind, "file_sha256": digest, "content": content,
        }  # fmt: skip
    names = ("filename", "media_type", "file_sha256", "content")
    return {name: getattr(before, name) for name in names} if before else {}


def _hash(text: MaterialText) -> str:
    said = "\0".join((text.title, text.text, text.file_sha256 or ""))
    return hashlib.sha256(said.encode()).hexdigest()


def _name(material: Material, text: MaterialText, named_ids: Collection[UUID]) -> None:
    """The author's own institution, those chosen, and whoever the text calls by name."""
    parts = parts_of(CAMPAIGNS, material.campaign_id)
    said = f"{text.title}\n{text.text}"
    called = {
        one.institution_id: one.short_name
        for one in directory.parties(material.agreement_id)
        if one.short_name in said or one.name in said
    }
    outside = [name for one, name in called.items() if one not in parts]
    if outside or not set(named_ids) <= parts:
        words = Text(
            "署名或提及的单位未参加本次活动：{names}。请先请其参加。",
            "Named but not in the campaign: {names}. They have to take part first.",
        )
        told = "、".join(outside) or "—"
        raise invalid("named_ids", "named_outside_campaign", words.with_facts(names=told))
    every = {material.institution_id, *named_ids, *called}
    session().execute(
        sa.delete(NamedInstitution).where(NamedInstitution.material_id == material.id)
    )
    session().add_all(
        NamedInstitution(material_id=material.id, institution_id=one) for one in sorted(every)
    )
    session().flush()


def _require_released(material: Material) -> None:
    released = set(
        session().scalars(
            sa.select(MaterialRelease.institution_id).where(
                MaterialRelease.material_id == material.id,
                MaterialRelease.number == material.number,
            )
        )
    )
    missing: Sequence[UUID] = sorted(named_in(material.id) - released)
    if missing:
        names = directory.short_names(material.agreement_id)
        told = "、".join(names[one] for one in missing)
        raise ReleaseMissing(number=material.number, names=told)
