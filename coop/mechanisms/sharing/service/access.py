"""Opening a share's content: who may now, and the log of every opening."""

from __future__ import annotations

from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.doors import Download
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.mechanisms.sharing.models import Share, ShareAccess, ShareFile, ShareRequest
from coop.mechanisms.sharing.queries.shares import require_visible
from coop.mechanisms.sharing.service.grants import is_over
from coop.mechanisms.sharing.workflow import DOWNLOAD, IN_USE, READ, READABLE


class AccessEnded(RuleViolation):
    code = "access_ended"
    text = Text(
        "使用期限已满，或使用已被暂停、终止，内容不能再打开。",
        "The period of use is over, or the use was suspended or ended.",
    )


class Recalled(RuleViolation):
    code = "share_recalled"
    text = Text("提供单位已收回：{reason}", "The provider recalled it: {reason}")


@command
def read_text(actor: Actor, share_id: UUID) -> str:
    """The text, logged as read by the actor's institution."""
    share = _opened(actor, share_id)
    _log(actor, share, READ, None)
    return share.text


def text_file(actor: Actor, share_id: UUID) -> Download:
    text = read_text(actor, share_id)
    return Download(f"{share_id}.txt", "text/plain", text.encode())


@command
def download_file(actor: Actor, file_id: UUID) -> Download:
    """The very bytes, logged as downloaded."""
    file = session().get(ShareFile, file_id)
    if file is None:
        raise NotFound
    share = _opened(actor, file.share_id)
    _log(actor, share, DOWNLOAD, file.id)
    return Download(file.filename, file.media_type, file.content)


def require_open(actor: Actor, share: Share) -> None:
    """Raises Recalled or AccessEnded unless the actor may open the content now.

    The provider always may.
    """
    if actor.institution_id == share.provider_id:
        return
    if share.recalled_at is not None:
        raise Recalled(reason=share.recall_reason)
    if share.state not in READABLE or not _is_in_use(share):
        raise AccessEnded


def _is_in_use(share: Share) -> bool:
    if share.request_id is None:
        return True
    request = session().get_one(ShareRequest, share.request_id)
    return request.state in IN_USE and not is_over(request.granted_until_on)


def _opened(actor: Actor, share_id: UUID) -> Share:
    require_visible(actor, share_id)
    share = session().get_one(Share, share_id)
    require_open(actor, share)
    return share


def _log(actor: Actor, share: Share, kind: str, file_id: UUID | None) -> None:
    """The provider's own looks are nobody's business."""
    if actor.institution_id is None or actor.institution_id == share.provider_id:
        return
    session().add(
        ShareAccess(
            share_id=share.id,
            file_id=file_id,
            kind=kind,
            institution_id=actor.institution_id,
            actor_name=actor.on_behalf_of or actor.name,
            at=clock.now(),
        )
    )
