"""What the registry does by itself: it forgets, and lets the clocks of sandboxes go on."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import command, session
from coop.core.jobs import handler, scheduled
from coop.registry import sandboxes
from coop.registry.models import AccessToken, ClientAssertion, FormDraft, SignInFailure, WebSession

# Whose session it was, and what was typed in it, may be asked for within a month.
_KEPT = timedelta(days=30)
_KEPT_BRIEFLY = timedelta(days=1)


@scheduled("forget_old_sign_ins", "41 3 * * *")
@command
def forget_old_sign_ins() -> None:
    """Remove ended sessions, drafts nobody came back for, expired tokens and spent assertions."""
    long_ago, yesterday = clock.wall() - _KEPT, clock.wall() - _KEPT_BRIEFLY
    for outdated in (
        sa.delete(WebSession).where(WebSession.seen_at < long_ago),
        sa.delete(FormDraft).where(FormDraft.saved_at < long_ago),
        sa.delete(SignInFailure).where(SignInFailure.at < yesterday),
        sa.delete(AccessToken).where(AccessToken.expires_at < yesterday),
        sa.delete(ClientAssertion).where(ClientAssertion.expires_at < yesterday),
    ):
        session().execute(outdated)


@handler(sandboxes.RUN_JOB)
def run_sandbox_clock(clock_id: UUID, _attempt: int) -> None:
    sandboxes.run_clock(clock_id)
