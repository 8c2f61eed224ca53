"""Reads of reminders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.mechanisms.publicity.models import LegalReminder
from coop.mechanisms.publicity.policy import holds_reminder, visible_reminders
from coop.mechanisms.publicity.queries.views import LegalReminderView
from coop.mechanisms.publicity.workflow import LEGAL_REMINDER
from coop.registry import directory

_PLAIN = (
    "id", "version", "state", "agreement_id", "institution_id", "issuer", "title", "text",
    "received_on", "answer_by_on", "measures", "outcome", "answered_on",
)  # fmt: skip


def get_legal_reminder(actor: Actor, reminder_id: UUID) -> LegalReminderView:
    """Raises NotFound for all but who received it and the register."""
    found = session().scalar(_rows(actor).where(LegalReminder.id == reminder_id))
    if found is None:
        raise NotFound
    return _view(actor, found)


def list_legal_reminders(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[LegalReminderView]:
    """Newest first. wanted: agreement_id, state."""
    query = _rows(actor).order_by(LegalReminder.id.desc())
    for name, value in wanted.items():
        query = query.where(getattr(LegalReminder, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_view(actor, one[0]) for one in page.items), page.next)


def _rows(actor: Actor) -> sa.Select[Any]:
    fresh = sa.select(LegalReminder).execution_options(populate_existing=True)
    return fresh.where(visible_reminders(actor))


def _view(actor: Actor, row: LegalReminder) -> LegalReminderView:
    late = row.answered_on is None and row.answer_by_on < clock.today()
    return LegalReminderView(
        **{name: getattr(row, name) for name in _PLAIN},
        state_label=LEGAL_REMINDER.states[row.state],
        allowed_actions=policy.allowed(actor, LEGAL_REMINDER, row.state, row, holds_reminder),
        institution_name=directory.short_names(row.agreement_id).get(row.institution_id, ""),
        is_overdue=late,
    )
