"""What becomes of a sent share: use, correction, new classification, recall, disposal."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import require_head
from coop.mechanisms.sharing.events import ShareRecalled
from coop.mechanisms.sharing.models import Share, ShareRecipient, ShareRequest, UsageRecord
from coop.mechanisms.sharing.service import files, guard, sending
from coop.mechanisms.sharing.service.access import require_open


class DisposedBefore(RuleViolation):
    code = "already_disposed"
    text = Text("本单位已经确认处置。", "Your institution has confirmed the disposal.")


class SameClassification(RuleViolation):
    code = "same_classification"
    text = Text("标识没有变化。", "The classification would not change.")


@command
def record_use(  # noqa: PLR0913  # the facts 政务数据共享条例 art. 29 asks for
    actor: Actor,
    share_id: UUID,
    *,
    scenario: str,
    process: str,
    effect: str,
    storage: str,
    destruction: str = "",
    expected_version: int | None = None,
) -> Share:
    """Feed back how it was used; kept for good, seen by the provider.

    Raises AccessEnded outside the grant's time, Invalid (use_outside_scope) for a scenario that
    was not granted.
    """
    share = guard.admit_share(actor, share_id, "record_use", expected_version)
    require_open(actor, share)
    _require_granted(share, scenario)
    used = UsageRecord(
        share_id=share.id,
        institution_id=actor.institution_id,
        scenario=scenario,
        process=process,
        effect=effect,
        storage=storage,
        destruction=destruction,
        recorded_at=clock.now(),
        recorded_by=actor.on_behalf_of or actor.name,
    )
    session().add(used)
    guard.record_share(actor, share, "record_use", scenario=scenario)
    return share


@command
def correct_share(
    actor: Actor,
    share_id: UUID,
    *,
    note: str,
    text: str = "",
    file: dict[str, str] | None = None,
    expected_version: int,
) -> Share:
    """Send the corrected edition to everyone who has the old one, which stays marked.

    Answers the new edition.
    """
    old = guard.admit_share(actor, share_id, "correct", expected_version)
    if not text and file is None:
        raise invalid(
            "text", "no_content", Text("请填写更正后的内容。", "Give the corrected content.")
        )
    new = _edition(old, text, note)
    if file is not None:
        files.add_file(new.id, file)
    moved = guard.move_share(old, "correct")
    guard.record_share(actor, old, "correct", reason=note, state=moved, by=str(new.id))
    receivers = [one.institution_id for one in guard.recipients(old.id)]
    sending.send(actor, new, receivers, "send")
    return new


@command
def reclassify_share(
    actor: Actor, share_id: UUID, *, classification: str, reason: str, expected_version: int
) -> Share:
    """Up or down, by the provider's head, with the reason in the log."""
    share = guard.admit_share(actor, share_id, "reclassify", expected_version)
    require_head(actor, None)
    files.refuse_secrets(classification)
    if share.classification == classification:
        raise SameClassification
    before, share.classification = share.classification, classification
    guard.record_share(
        actor, share, "reclassify", reason=reason, classification=(before, classification)
    )
    return share


@command
def recall_share(actor: Actor, share_id: UUID, *, reason: str, expected_version: int) -> Share:
    """Block the content at once; what stays says that and why it was recalled."""
    share = guard.admit_share(actor, share_id, "recall", expected_version)
    moved = guard.move_share(share, "recall")
    share.recalled_at, share.recall_reason = clock.now(), reason
    guard.log_share(actor, share, "recall", reason=reason, state=moved)
    guard.tell_share(ShareRecalled, share, reason=reason)
    return share


@command
def confirm_share_disposal(
    actor: Actor, share_id: UUID, *, disposal: str, expected_version: int
) -> Share:
    """A recipient's word on how its copies of a recalled share were destroyed."""
    share = guard.admit_share(actor, share_id, "confirm_disposal", expected_version)
    row = (
        session()
        .scalars(
            sa.select(ShareRecipient).where(
                ShareRecipient.share_id == share.id,
                ShareRecipient.institution_id == actor.institution_id,
            )
        )
        .one()
    )
    if row.disposed_at is not None:
        raise DisposedBefore
    row.disposed_at, row.disposal = clock.now(), disposal
    touch(share)
    guard.record_share(actor, share, "confirm_disposal", reason=disposal)
    return share


def _require_granted(share: Share, scenario: str) -> None:
    if share.request_id is None:
        return
    request = session().get_one(ShareRequest, share.request_id)
    if scenario not in request.scenarios:
        words = Text(
            "该场景不在批准的范围内：{granted}。", "Only these uses were granted: {granted}."
        )
        raise invalid("scenario", "use_outside_scope", words.with_facts(granted=request.scenarios))


def _edition(old: Share, text: str, note: str) -> Share:
    new = Share(
        agreement_id=old.agreement_id,
        provider_id=old.provider_id,
        request_id=old.request_id,
        title=old.title,
        text=text,
        classification=old.classification,
        legal_basis=old.legal_basis,
        purpose=old.purpose,
        onward=old.onward,
        addressed_ids=list(old.addressed_ids),
        supersedes_id=old.id,
        correction_note=note,
    )
    session().add(new)
    session().flush()
    return new
