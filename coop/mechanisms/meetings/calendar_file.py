"""The meeting as a calendar file that updates in place and cancels properly (RFC 5545, 5546)."""

from __future__ import annotations

from datetime import UTC, date
from uuid import UUID

from coop.core import trial
from coop.core.actor import Actor
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.language import SHANGHAI
from coop.documents import queries as documents
from coop.mechanisms.meetings.queries import get_meeting
from coop.mechanisms.meetings.queries.views import MeetingView

_LAST_CHANGE = date(1991, 1, 1)
_PRODUCT = "-//coop//joint meetings//ZH"


def meeting_ics(actor: Actor, meeting_id: UUID) -> Download:
    """The calendar file of a visible meeting."""
    view = get_meeting(actor, meeting_id)
    return Download(f"{view.title}.ics", "text/calendar", calendar_of(view))


def calendar_of(view: MeetingView) -> bytes:
    """One event.

    UID never changes; SEQUENCE rises only with time or place, so calendars replace the entry.
    """
    from icalendar import Calendar, Event, Timezone  # noqa: PLC0415  # few requests ask for one

    cancelled = view.cancelled_at is not None
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    # From before the last change of the zone's rules, so that the definition holds an onset at all.
    calendar.add_component(
        Timezone.from_tzinfo(SHANGHAI, first_date=_LAST_CHANGE, last_date=view.ends_at.date())
    )
    event = Event()
    event.add("uid", f"meeting-{view.id}@coop")
    event.add("sequence", view.calendar_sequence)
    stamp = view.cancelled_at or view.notice_sent_at or view.starts_at
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", view.starts_at.astimezone(SHANGHAI))
    event.add("dtend", view.ends_at.astimezone(SHANGHAI))
    event.add("summary", trial.marked(view.title))
    event.add("location", view.place)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("description", _agenda(view))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def notice_pdf(actor: Actor, meeting_id: UUID) -> Download:
    """The notice as sent. Raises NotFound before it is sent."""
    view = get_meeting(actor, meeting_id)
    if view.notice_document_id is None:
        raise NotFound
    return documents.document_pdf(actor, view.notice_document_id)


def _agenda(view: MeetingView) -> str:
    return "\n".join(f"{one.number}. {one.title}" for one in view.items if one.number)
