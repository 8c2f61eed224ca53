"""Spontaneous sharing: a draft with files, who will see it, and sending after confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.db import command, lock, session, touch
from coop.core.errors import NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.documents import receipts
from coop.mechanisms.sharing.models import Share, ShareGroup
from coop.mechanisms.sharing.policy import require_officer
from coop.mechanisms.sharing.queries.recipients import resolve, wanted_of
from coop.mechanisms.sharing.service import files, groups, guard, sending
from coop.mechanisms.sharing.workflow import SHARE
from coop.registry import directory


class RecipientsChanged(RuleViolation):
    code = "recipients_changed"
    text = Text(
        "实际接收单位与您确认的不一致，现为：{names}。请重新确认。",
        "The recipients are not those you confirmed; they are now: {names}.",
    )


class SignedBefore(RuleViolation):
    code = "already_signed"
    text = Text("本单位已经签收。", "Your institution has signed for it.")


@command
def draft_share(actor: Actor, *, agreement_id: UUID, classification: str, **said: Any) -> Share:
    """A draft only its provider sees.

    said: title, text, legal_basis, purpose, onward, recipient_ids, group_id. Raises
    StateSecretRefused, WorkSecretRefused, Invalid (a stranger as recipient).
    """
    if not actor.sees(agreement_id) or actor.institution_id is None:
        raise NotFound
    require_officer(actor, agreement_id, SHARE.actions["send"])
    share = Share(
        agreement_id=agreement_id,
        provider_id=actor.institution_id,
        addressed_ids=[],
    )
    _write(share, {**said, "classification": classification})
    session().add(share)
    session().flush()
    guard.record_share(actor, share, "draft")
    return share


@command
def edit_share(actor: Actor, share_id: UUID, *, expected_version: int, **said: Any) -> Share:
    share = guard.admit_share(actor, share_id, "edit", expected_version)
    _write(share, said)
    guard.record_share(actor, share, "edit", fields=sorted(said))
    return share


@command
def attach_file(
    actor: Actor, share_id: UUID, *, file: dict[str, str], expected_version: int
) -> Share:
    """Raises Invalid for a file that is not what its name says, Duplicate for its name."""
    share = guard.admit_share(actor, share_id, "attach", expected_version)
    kept = files.add_file(share.id, file)
    touch(share)
    guard.record_share(actor, share, "attach", filename=kept.filename, sha256=kept.sha256)
    return share


@command
def discard_share(actor: Actor, share_id: UUID, *, expected_version: int) -> Share:
    share = guard.admit_share(actor, share_id, "discard", expected_version)
    moved = guard.move_share(share, "discard")
    guard.record_share(actor, share, "discard", state=moved)
    return share


@command
def send_share(
    actor: Actor, share_id: UUID, *, confirmed_ids: Sequence[UUID] = (), expected_version: int
) -> Share:
    """Freeze the recipients and send. confirmed_ids: exactly those the preview named.

    Raises Invalid when nobody would receive it or there is no content, RecipientsChanged.
    """
    share = guard.admit_share(actor, share_id, "send", expected_version)
    wanted = wanted_of(share.addressed_ids, share.group_id)
    resolved = resolve(share.agreement_id, share.provider_id, wanted)
    if not resolved:
        words = Text("没有接收单位，不能发送。", "Nobody would receive it.")
        raise invalid("confirmed_ids", "no_recipients", words)
    if not share.text and not files.files_of(share.id):
        words = Text("没有正文也没有文件。", "There is neither text nor file.")
        raise invalid("text", "no_content", words)
    if set(confirmed_ids) != set(resolved):
        names = directory.short_names(share.agreement_id)
        raise RecipientsChanged(names=[names[one] for one in resolved])
    sending.send(actor, share, resolved, "send")
    return share


@command
def sign_for_share(actor: Actor, share_id: UUID, *, expected_version: int) -> Share:
    """签收 for the actor's institution, once."""
    share = guard.admit_share(actor, share_id, "sign_for", expected_version)
    own = actor.institution_id
    waiting = [
        one.id
        for one in receipts.receipts_of(share.id)
        if one.institution_id == own and one.signed_at is None
    ]
    if not waiting or own is None:
        raise SignedBefore
    receipts.sign(actor, share.id, own)
    touch(share)
    guard.record_share(actor, share, "sign_for", institution_id=str(own))
    return share


def _write(share: Share, said: dict[str, Any]) -> None:
    named = said.pop("recipient_ids", None)
    if named is not None:
        groups.refuse_strangers(share.agreement_id, named, "recipient_ids")
        share.addressed_ids = [str(one) for one in named]
    if said.get("group_id") is not None:
        _require_group(share.agreement_id, said["group_id"])
    if "classification" in said:
        files.refuse_secrets(said["classification"])
    for name, value in said.items():
        setattr(share, name, value)


def _require_group(agreement_id: UUID, group_id: UUID) -> None:
    group = lock(ShareGroup, group_id)
    if group.agreement_id != agreement_id:
        raise NotFound
