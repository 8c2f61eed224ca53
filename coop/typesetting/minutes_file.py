"""Minutes from a YAML file, for `coop minutes render FILE.yaml -o minutes.pdf`.

The file's shape is described in minutes_schema.py. Party codes are turned into names by the
file's own `parties`, else by an agreement file (its parties' short names), given or lying beside
it as agreement.yaml; with neither, the codes are printed. A bad file is answered with every
problem at once: file.yaml:12: meeting.starts_at: the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from coop.typesetting import yaml_lines
from coop.typesetting.content import AttendanceLine, MinutesContent, Paragraph, paragraphs_of
from coop.typesetting.faces import FontSet
from coop.typesetting.glyphs import unprintable
from coop.typesetting.minutes_schema import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingFile,
    MeetingFileSchema,
    Resolution,
)
from coop.typesetting.minutes_text import ItemText, ResolutionText, assemble_body
from coop.typesetting.render import RenderedPdf, minutes_pdf
from coop.typesetting.yaml_lines import LocatedYaml

Names = Mapping[str, str]
"""Party code to printed name; a code that is not there is printed as it is."""

_AGREEMENT = "agreement.yaml"
_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("出席", ("chair", "present")),
    ("请假", ("leave",)),
    ("列席", ("observer",)),
    ("缺席", ("absent",)),
    ("记录", ("recorder",)),
)
_OCCURRENCE = re.compile(r"(.+?)第[\d一二三四五六七八九十百]+次")


def read_meeting_file(path: Path) -> MeetingFile:
    """What a file says, party codes unresolved.

    Raises FileRefused naming every bad line; OSError when the file cannot be read.
    """
    return _validated(yaml_lines.read_file(path))


def read_minutes_file(path: Path, *, agreement: Path | None = None) -> MinutesContent:
    """Content of the minutes a file describes.

    Raises FileRefused naming every bad line; OSError when a file cannot be read.
    """
    located = yaml_lines.read_file(path)
    file = _validated(located)
    beside = path.with_name(_AGREEMENT)
    if file.parties is not None:
        names: Names = file.parties
    elif agreement is not None or beside.is_file():
        names = party_names(agreement or beside)
    else:
        names = {}
    if names and (problems := _unknown_parties(located, names)):
        raise located.refused(problems)
    return minutes_content(file, names)


def render_file(
    path: Path, *, agreement: Path | None = None, fonts: FontSet | None = None
) -> RenderedPdf:
    """The minutes a file describes, as PDF; errors as read_minutes_file."""
    return minutes_pdf(read_minutes_file(path, agreement=agreement), fonts)


def party_names(agreement: Path) -> dict[str, str]:
    """Short names (else names) of an agreement file's parties by code."""
    located = yaml_lines.read_file(agreement)
    value = located.value
    parties = value.get("parties") if isinstance(value, dict) else None
    try:
        return {party["code"]: party.get("short_name") or party["name"] for party in parties or []}
    except (TypeError, KeyError, AttributeError) as error:
        rule = "must be a list of code, name and short_name"
        raise located.refused([(("parties",), rule)]) from error


def _validated(located: LocatedYaml) -> MeetingFile:
    problems = [
        (path, f"no font here can print {char} (U+{ord(char):04X})")
        for path, text in located.texts()
        for char in unprintable(text)
    ]
    file: MeetingFile | None = None
    if not isinstance(located.value, dict):
        raise located.refused([((), "must be a mapping with meeting, attendance, agenda, minutes")])
    try:
        file = MeetingFileSchema().load(located.value)
    except ValidationError as error:
        problems += _flattened(error.messages, ())
    if problems or file is None:
        raise located.refused(problems)
    return file


def _flattened(messages: Any, path: yaml_lines.Path) -> Iterator[tuple[yaml_lines.Path, str]]:
    """(path, rule) of marshmallow's nested messages."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flattened(inner, path if key == "_schema" else (*path, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flattened(inner, path)
    else:
        yield path, str(messages)


def _unknown_parties(located: LocatedYaml, names: Names) -> list[tuple[yaml_lines.Path, str]]:
    known = ", ".join(names)
    return [
        (path, f"{text} is not a party; known: {known}")
        for path, text in located.texts()
        if _names_a_party(path) and text not in names
    ]


def _names_a_party(path: yaml_lines.Path) -> bool:
    keys = [part for part in path if isinstance(part, str)]
    return keys[-1] in ("host", "party", "presenter", "lead", "co")


def minutes_content(file: MeetingFile, names: Names) -> MinutesContent:
    """The minutes in full, defaults filled in from the meeting."""
    minutes, meeting = file.minutes, file.meeting
    host = names.get(meeting.host, meeting.host)
    formed_on = minutes.formed_on or _held_on(meeting)
    items = [_item_text(item, names) for item in sorted(file.agenda, key=lambda item: item.no)]
    return MinutesContent(
        mark=minutes.mark or _mark(meeting.title),
        number=minutes.number,
        issue_no=minutes.issue_no or _issue_no(file),
        issuer=host if minutes.issuer is None else minutes.issuer,
        formed_on=formed_on,
        title=minutes.title or f"{meeting.title}纪要",
        paragraphs=(Paragraph("text", minutes.opening), *paragraphs_of(assemble_body(items))),
        attendance=attendance_lines(file.attendance, names),
        cc=minutes.cc,
        print_org=minutes.print_org or f"{host}办公室",
        printed_on=minutes.printed_on or formed_on,
        copies=minutes.copies,
        urgency=minutes.urgency,
        internal_mark="内部" if minutes.classification == "work_secret" else None,
        correction_note=minutes.correction_note,
        draft=minutes.draft,
    )


def _held_on(meeting: Meeting) -> date:
    """The day the meeting ended, as its own time zone has it."""
    return (meeting.ends_at or meeting.starts_at).date()


def _mark(title: str) -> str:
    """The series' name without the occurrence, e.g. 联席会议纪要 of 联席会议第6次全体会议."""
    match = _OCCURRENCE.match(title)
    return f"{match[1] if match else title}纪要"


def _issue_no(file: MeetingFile) -> str | None:
    """Minutes without a number are told apart by their occurrence."""
    if file.minutes.number or file.meeting.ordinal is None:
        return None
    return f"（第{file.meeting.ordinal}次）"


def attendance_lines(attendance: Sequence[Attendee], names: Names) -> tuple[AttendanceLine, ...]:
    """Attendance by capacity and unit, units in the order in which they first appear."""
    lines = []
    for label, capacities in _LABELS:
        groups: dict[str, list[str]] = {}
        for person in attendance:
            if person.capacity in capacities:
                code = person.party or ""
                unit = person.organisation or names.get(code, code)
                groups.setdefault(unit, []).append(person.name)
        if groups:
            listed = tuple((unit, tuple(people)) for unit, people in groups.items())
            lines.append(AttendanceLine(label, listed))
    return tuple(lines)


def _item_text(item: AgendaItem, names: Names) -> ItemText:
    presenter = names.get(item.presenter, item.presenter) if item.presenter else None
    resolutions = tuple(_resolution_text(resolution, names) for resolution in item.resolutions)
    return ItemText(item.title, presenter, item.heard, resolutions)


def _resolution_text(resolution: Resolution, names: Names) -> ResolutionText:
    lead = names.get(resolution.lead, resolution.lead) if resolution.lead else None
    co = tuple(names.get(code, code) for code in resolution.co)
    return ResolutionText(resolution.kind, resolution.text, lead, co, resolution.due)
