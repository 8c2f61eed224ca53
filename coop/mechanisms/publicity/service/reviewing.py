"""Review by an officer of another institution, and release by the head of each one named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.mechanisms.publicity.anonymity import Finding, findings
from coop.mechanisms.publicity.models import (
    Material,
    MaterialRelease,
    MaterialReview,
    MaterialText,
)
from coop.mechanisms.publicity.service.materials import (
    admit,
    current_text,
    record,
    require_same,
)
from coop.mechanisms.publicity.workflow import APPROVE, DECLARATIONS, MATERIAL, TYPICAL_CASE


class NotAnonymous(RuleViolation):
    code = "not_anonymous"
    text = Text(
        "文本中仍有可识别的信息：{found}。请先修改。",
        "The text still gives away: {found}. Change it first.",
    )


class ReleasedBefore(RuleViolation):
    code = "released_before"
    text = Text("本单位已同意发布第{number}稿。", "Your institution released text {number}.")


@command
def review_material(
    actor: Actor,
    material_id: UUID,
    *,
    text_hash: str,
    outcome: str,
    note: str = "",
    expected_version: int,
    **declared: bool,
) -> Material:
    """declared: is_accurate, is_anonymous, is_free_of_secrets; approving needs each.

    Raises TextChanged, Invalid (declaration or note missing), NotAnonymous.
    """
    material = admit(actor, material_id, "review", expected_version)
    text = require_same(material, text_hash)
    if outcome == APPROVE:
        _require_declared(declared)
        _require_anonymous(material, text)
    elif not note:
        words = Text("退回时须写明修改意见。", "Say what has to be changed.")
        raise invalid("note", "required", words)
    moved = MATERIAL.move(material, "review", to="approved" if outcome == APPROVE else "draft")
    session().add(
        MaterialReview(
            material_id=material.id,
            number=material.number,
            institution_id=own_institution(actor),
            outcome=outcome,
            note=note,
            reviewed_at=clock.now(),
            reviewed_by=actor.on_behalf_of or actor.name,
            **{name: declared.get(name, False) for name in DECLARATIONS},
        )
    )
    touch(material)
    record(actor, material, "review", reason=note or None, state=moved, outcome=outcome)
    return material


@command
def release_material(
    actor: Actor, material_id: UUID, *, text_hash: str, expected_version: int
) -> Material:
    """By the institution's head in person, for exactly the text that was read.

    Raises OfficerRequired, DrafterMayNotDecide, TextChanged, ReleasedBefore.
    """
    material = admit(actor, material_id, "release", expected_version)
    text = require_same(material, text_hash)
    policy.require_head(actor, text.written_by_id)
    own = own_institution(actor)
    known = sa.select(MaterialRelease.id).where(
        MaterialRelease.material_id == material.id,
        MaterialRelease.institution_id == own,
        MaterialRelease.number == material.number,
    )
    if session().scalar(known) is not None:
        raise ReleasedBefore(number=material.number)
    session().add(
        MaterialRelease(
            material_id=material.id,
            institution_id=own,
            number=material.number,
            text_hash=text_hash,
            released_at=clock.now(),
            released_by=actor.on_behalf_of or actor.name,
        )
    )
    touch(material)
    record(actor, material, "release", number=material.number, text_hash=text_hash)
    return material


def findings_in(kind: str, text: MaterialText) -> tuple[Finding, ...]:
    """What the text still gives away, the title included as its first line."""
    said = f"{text.title}\n{text.text}"
    return findings(said, text.names_left_out.splitlines(), is_case=kind == TYPICAL_CASE)


def _require_declared(declared: dict[str, Any]) -> None:
    missing = next((name for name in DECLARATIONS if not declared.get(name)), None)
    if missing is not None:
        words = Text("审核通过须逐项确认。", "Approving needs every declaration.")
        raise invalid(missing, "declaration_missing", words)


def _require_anonymous(material: Material, text: MaterialText) -> None:
    left = findings_in(material.kind, current_text(material))
    if left:
        told = "；".join(f"第{one.line}行{one.label.zh}“{one.excerpt}”" for one in left)
        raise NotAnonymous(found=told)
