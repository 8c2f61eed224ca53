"""From minutes to documents: the text that is signed, its hash, the printed and filed minutes."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

import orjson
import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.core.language import CHINESE, SHANGHAI, day, speaking
from coop.documents import faces, secrecy
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Resolution,
    in_agenda_order,
)
from coop.mechanisms.meetings.workflow import NUMBERED
from coop.registry import directory
from coop.typesetting.content import (
    AttendanceLine,
    MinutesContent,
    Paragraph,
    paragraphs_of,
)
from coop.typesetting.minutes_text import ItemText, ResolutionText, assemble_body
from coop.typesetting.render import RenderedPdf, minutes_pdf

_LABELS = (
    ("出席", ("chair", "present")),
    ("请假", ("leave",)),
    ("列席", ("observer",)),
    ("缺席", ("absent",)),
    ("记录", ("recorder",)),
)
# Longer serials in a title are the series' occurrence: 联席会议第6次全体会议 → 联席会议纪要.
_OCCURRENCE = "第"


# --------------------------------------------------------------------------- the text


def body_of(meeting: Meeting) -> str:
    """The minutes' body from agenda and resolutions, one paragraph a line."""
    names = _short_names(meeting.agreement_id, _day(meeting))
    items = session().scalars(
        in_agenda_order(
            sa.select(AgendaItem).where(
                AgendaItem.meeting_id == meeting.id,
                AgendaItem.state.in_(NUMBERED),
                AgendaItem.position > 0,
            )
        )
    )
    return assemble_body([_item_text(item, names) for item in items])


def opening_of(meeting: Meeting) -> str:
    """The opening paragraph: date, who chaired, which meeting, how many items."""
    names = _short_names(meeting.agreement_id, _day(meeting))
    chair = (
        session()
        .scalars(
            sa.select(Attendance).where(
                Attendance.meeting_id == meeting.id, Attendance.capacity == "chair"
            )
        )
        .first()
    )
    count = session().scalar(
        sa.select(sa.func.count()).where(
            AgendaItem.meeting_id == meeting.id,
            AgendaItem.state.in_(NUMBERED),
            AgendaItem.position > 0,
            AgendaItem.parent_id.is_(None),
        )
    )
    with speaking(CHINESE):
        held = day(_day(meeting))
    who = names[meeting.host_id]
    if chair is not None and chair.institution_id is not None:
        who = f"{names[chair.institution_id]}{chair.title}{chair.name}主持"
    return f"{held}，{who}召开{meeting.title}，研究{count}项议题。现将会议议定事项纪要如下。"


def text_hash(minutes: Minutes) -> str:
    """sha256 over everything that is signed: title, text, attendance, resolutions, marks.

    Number, copies and distribution are fixed at registration, after signing (公文处理条例 art. 25).
    """
    signed = {
        "title": minutes.title,
        "opening": minutes.opening,
        "body": minutes.body,
        "urgency": minutes.urgency,
        "classification": minutes.classification,
        "attendance": [[line.label, line.groups] for line in attendance_lines(minutes.meeting_id)],
        "resolutions": _signed_resolutions(minutes.meeting_id),
    }
    return hashlib.sha256(orjson.dumps(signed, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _signed_resolutions(meeting_id: UUID) -> list[list[object]]:
    """By names, not ids: the same minutes have the same hash wherever they were written."""
    meeting = session().get_one(Meeting, meeting_id)
    names = _short_names(meeting.agreement_id, _day(meeting))
    query = (
        sa.select(Resolution)
        .join(AgendaItem, AgendaItem.id == Resolution.item_id)
        .where(Resolution.meeting_id == meeting_id)
        .order_by(AgendaItem.position, Resolution.position, Resolution.id)
    )
    return [
        [
            one.kind,
            one.text,
            names.get(one.lead_id) if one.lead_id else None,
            [names.get(UUID(co)) for co in one.co_ids],
            one.due_on,
        ]
        for one in session().scalars(query)
    ]


def _item_text(item: AgendaItem, names: dict[UUID, str]) -> ItemText:
    query = sa.select(Resolution).where(Resolution.item_id == item.id)
    found = session().scalars(query.order_by(Resolution.position, Resolution.id))
    resolutions = tuple(
        ResolutionText(
            kind=one.kind,  # type: ignore[arg-type]  # the CHECK holds the same codes
            text=one.text,
            lead=names.get(one.lead_id) if one.lead_id else None,
            co=tuple(names[UUID(co)] for co in one.co_ids if UUID(co) in names),
            due_on=one.due_on,
        )
        for one in found
    )
    presenter = names.get(item.presenter_id) if item.presenter_id else None
    return ItemText(item.title, presenter, item.heard, resolutions)


# --------------------------------------------------------------------------- minutes


def minutes_content(minutes: Minutes, meeting: Meeting) -> MinutesContent:
    """The printed minutes; names are those valid on the formation date."""
    formed_on = minutes.formed_on or clock.today()
    host = directory.party(minutes.agreement_id, minutes.host_id, on=formed_on)
    return MinutesContent(
        mark=_mark(meeting.title),
        number=minutes.number,
        issue_no=None if minutes.number else minutes.issue_no or f"（第{meeting.ordinal}次）",
        issuer=host.short_name,
        formed_on=formed_on,
        title=minutes.title,
        paragraphs=(Paragraph("text", minutes.opening), *paragraphs_of(minutes.body)),
        attendance=attendance_lines(meeting.id),
        cc=tuple(minutes.cc),
        print_org=f"{host.short_name}办公室",
        printed_on=_printed_on(minutes, formed_on),
        copies=minutes.copies,
        urgency=minutes.urgency,  # type: ignore[arg-type]  # checked by the command
        internal_mark=secrecy.internal_mark(minutes.classification)
        if minutes.classification == "work_secret"
        else None,
        correction_note=minutes.correction_note,
        content_hash=minutes.text_hash,
        draft=minutes.number is None,
    )


def draft_pdf(minutes: Minutes, meeting: Meeting) -> RenderedPdf:
    return minutes_pdf(minutes_content(minutes, meeting), faces.chosen())


def file_minutes(
    minutes: Minutes,
    meeting: Meeting,
    steps: tuple[Taken, ...],
    *,
    corrects_id: UUID | None = None,
) -> OfficialDocument:
    """Print and keep the issued minutes."""
    content = minutes_content(minutes, meeting)
    pdf = minutes_pdf(content, faces.chosen())
    return file_document(
        Filing(
            agreement_id=minutes.agreement_id,
            kind="minutes",
            issuer_id=minutes.host_id,
            number=minutes.number,
            issue_no=minutes.issue_no,
            title=minutes.title,
            formation_on=content.formed_on,
            urgency=minutes.urgency,
            classification=minutes.classification,
            disclosure=minutes.disclosure,
            copies=minutes.copies,
            cc=tuple(minutes.cc),
            print_org=content.print_org,
            printed_on=content.printed_on,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="minutes",
            source_id=minutes.id,
            corrects_id=corrects_id,
            steps=steps,
        )
    )


def attendance_lines(meeting_id: UUID) -> tuple[AttendanceLine, ...]:
    """出席, 请假, 列席 … with units in the order in which they were entered."""
    query = sa.select(Attendance).where(Attendance.meeting_id == meeting_id)
    people = list(session().scalars(query.order_by(Attendance.position, Attendance.id)))
    meeting = session().get_one(Meeting, meeting_id)
    names = _short_names(meeting.agreement_id, _day(meeting))
    lines = []
    for label, capacities in _LABELS:
        groups: dict[str, list[str]] = {}
        for one in people:
            if one.capacity in capacities:
                unit = names[one.institution_id] if one.institution_id else one.organisation
                groups.setdefault(unit, []).append(one.name)
        if groups:
            listed = tuple((unit, tuple(found)) for unit, found in groups.items())
            lines.append(AttendanceLine(label, listed))
    return tuple(lines)


def _printed_on(minutes: Minutes, formed_on: date) -> date:
    issued = minutes.issued_at.astimezone(SHANGHAI).date() if minutes.issued_at else formed_on
    return max(issued, formed_on)


def _mark(title: str) -> str:
    """The red mark: the series' name without the occurrence."""
    series = title.split(_OCCURRENCE, 1)[0] or title
    return f"{series}纪要"


def _day(meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(SHANGHAI).date()


def _short_names(agreement_id: UUID, on: date) -> dict[UUID, str]:
    return {one.institution_id: one.short_name for one in directory.parties(agreement_id, on=on)}
