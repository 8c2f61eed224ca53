"""What a minutes file may say: marshmallow schemas that give frozen values.

    meeting:     title, host, starts_at; ordinal, kind, ends_at, place, mode,
                 chair {party, name, post}
    attendance:  list of {party or organisation, name, capacity; post, reason}
                 capacity: chair present observer leave absent recorder
    agenda:      list of {no, title; presenter, heard, resolutions}
                 resolutions: list of {kind, text; lead, co, due}
    minutes:     opening; number, issue_no, mark, title, issuer, formed_on, print_org,
                 printed_on, copies, cc, urgency, classification, correction_note, draft
    parties:     {code: name}, else those of agreement.yaml beside the file
    notice_sent_on: a date

Names before a semicolon are required. Dates are YYYY-MM-DD, times carry their zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from coop.typesetting.content import Urgency
from coop.typesetting.minutes_text import ResolutionKind

CAPACITIES = ("chair", "present", "observer", "leave", "absent", "recorder")
CLASSIFICATIONS = ("public", "internal", "work_secret")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔(19|20)\d{2}〕[1-9]\d{0,4}号")
_TELEGRAM_URGENCY = ("平急", "特提")
_STATE_SECRET = ("绝密", "机密", "秘密")


@dataclass(frozen=True, slots=True)
class Chair:
    """主持人."""

    name: str
    party: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting's facts; host is a party code."""

    title: str
    host: str
    starts_at: datetime
    ends_at: datetime | None = None
    ordinal: int | None = None
    kind: str = "plenary"
    place: str | None = None
    mode: str | None = None
    chair: Chair | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person; party is a code, organisation the name of a body that is no party."""

    name: str
    capacity: str
    party: str | None = None
    organisation: str | None = None
    post: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """议定事项; lead and co are party codes."""

    kind: ResolutionKind
    text: str
    lead: str | None = None
    co: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """议题 and what came of it; presenter is a party code."""

    no: int
    title: str
    presenter: str | None = None
    heard: str = ""
    resolutions: tuple[Resolution, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesPart:
    """What only the minutes themselves say; None where minutes_file.py has a default."""

    opening: str
    number: str | None = None
    issue_no: str | None = None
    mark: str | None = None
    title: str | None = None
    issuer: str | None = None
    formed_on: date | None = None
    print_org: str | None = None
    printed_on: date | None = None
    copies: int | None = None
    cc: tuple[str, ...] = ()
    urgency: Urgency = "none"
    classification: str = "public"
    correction_note: str | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A whole file."""

    meeting: Meeting
    attendance: tuple[Attendee, ...]
    agenda: tuple[AgendaItem, ...]
    minutes: MinutesPart
    parties: dict[str, str] | None = None
    notice_sent_on: date | None = None


def check_number(number: str) -> None:
    """发文字号 as GB/T 9704-2012, 7.2.5 has it: 代字〔2026〕1号."""
    if not _NUMBER.fullmatch(number):
        raise ValidationError(
            "must read like 川金会纪〔2026〕1号: brackets 〔〕, full year, no 第, no leading zero"
        )


def check_urgency(urgency: str) -> None:
    """Documents know 加急 (urgent) and 特急 (extra_urgent) only (条例 art. 9)."""
    if urgency in _TELEGRAM_URGENCY:
        raise ValidationError(f"{urgency} is only for telegrams")
    validate.OneOf(get_args(Urgency))(urgency)


def check_classification(classification: str) -> None:
    """State secrets are refused here (保守国家秘密法 art. 31)."""
    if classification in _STATE_SECRET:
        raise ValidationError(f"{classification}: state secrets must not be handled on this system")
    validate.OneOf(CLASSIFICATIONS)(classification)


class _Made(Schema):
    """A schema whose loaded data become one frozen value; lists become tuples."""

    made: type[Any]

    @post_load
    def make(self, data: dict[str, Any], **_kwargs: Any) -> Any:
        """The value of the class named by `made`."""
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        return self.made(**values)


def _text(*, required: bool = False) -> fields.String:
    return fields.String(required=required, validate=validate.Length(min=1))


class ChairSchema(_Made):
    """主持人."""

    made = Chair
    name = _text(required=True)
    party = fields.String(allow_none=True)
    post = fields.String(allow_none=True)


class MeetingSchema(_Made):
    """The meeting."""

    made = Meeting
    title = _text(required=True)
    host = _text(required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime()
    ordinal = fields.Integer(strict=True, validate=validate.Range(min=1))
    kind = fields.String(validate=validate.OneOf(("plenary", "special", "liaison", "ad_hoc")))
    place = _text()
    mode = fields.String(validate=validate.OneOf(("onsite", "online", "hybrid")))
    chair = fields.Nested(ChairSchema)


class AttendeeSchema(_Made):
    """One person in one capacity."""

    made = Attendee
    name = _text(required=True)
    capacity = fields.String(required=True, validate=validate.OneOf(CAPACITIES))
    party = fields.String(allow_none=True)
    organisation = fields.String(allow_none=True)
    post = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)

    @validates_schema
    def belongs_somewhere(self, data: dict[str, Any], **_kwargs: Any) -> None:
        """The attendance block names units before names."""
        if not data.get("party") and not data.get("organisation"):
            raise ValidationError("party or organisation is required", "party")


class ResolutionSchema(_Made):
    """One resolution; what makes a task must say whose and until when."""

    made = Resolution
    kind = fields.String(required=True, validate=validate.OneOf(get_args(ResolutionKind)))
    text = _text(required=True)
    lead = _text()
    co = fields.List(_text())
    due = fields.Date()

    @validates_schema
    def says_whose_and_when(self, data: dict[str, Any], **_kwargs: Any) -> None:
        """会议议定 makes a task with owner and due date; 会议明确 at least with an owner."""
        kind = data.get("kind")
        problems = {}
        if kind in ("decided", "assigned") and not data.get("lead"):
            problems["lead"] = [f"a resolution of kind {kind} names its lead party"]
        if kind == "decided" and not data.get("due"):
            problems["due"] = ["a resolution of kind decided names its due date"]
        if problems:
            raise ValidationError(problems)


class AgendaItemSchema(_Made):
    """One item of the agenda."""

    made = AgendaItem
    no = fields.Integer(strict=True, required=True, validate=validate.Range(min=1))
    title = _text(required=True)
    presenter = fields.String(allow_none=True)
    heard = fields.String()
    resolutions = fields.List(fields.Nested(ResolutionSchema))


class MinutesPartSchema(_Made):
    """The minutes themselves."""

    made = MinutesPart
    opening = _text(required=True)
    number = fields.String(validate=check_number)
    issue_no = _text()
    mark = _text()
    title = _text()
    issuer = fields.String()
    formed_on = fields.Date()
    print_org = _text()
    printed_on = fields.Date()
    copies = fields.Integer(strict=True, validate=validate.Range(min=1))
    cc = fields.List(_text())
    urgency = fields.String(validate=check_urgency)
    classification = fields.String(validate=check_classification)
    correction_note = _text()
    draft = fields.Boolean()


class MeetingFileSchema(_Made):
    """A whole file."""

    made = MeetingFile
    meeting = fields.Nested(MeetingSchema, required=True)
    attendance = fields.List(fields.Nested(AttendeeSchema), required=True)
    agenda = fields.List(fields.Nested(AgendaItemSchema), required=True)
    minutes = fields.Nested(MinutesPartSchema, required=True)
    parties = fields.Dict(keys=fields.String(), values=_text())
    notice_sent_on = fields.Date()
