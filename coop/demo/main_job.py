"""One joint meeting from plan to issued minutes, as three institutions would take it, a line per
step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import SHANGHAI
from coop.demo.files import DemoFiles
from coop.demo.founding import Founded
from coop.mechanisms.meetings import calendar_file, queries
from coop.mechanisms.meetings.models import AgendaItem, Meeting, Minutes
from coop.mechanisms.meetings.service import (
    agenda,
    attendance,
    comment_round,
    convening,
    discussion,
    meetings,
    minutes,
    resolutions,
    signing,
)
from coop.registry import working_days
from coop.typesetting.minutes_schema import Attendee, MeetingFile, Resolution

_OFFICE_OPENS = time(9, 0)


@dataclass(frozen=True, slots=True)
class Held:
    """What the main job made."""

    meeting_id: UUID
    minutes_id: UUID
    number: str
    steps: tuple[str, ...]


@dataclass(slots=True)
class MainJob:
    """The meeting of the files, taken through the services; `steps` grows as it goes."""

    founded: Founded
    file: MeetingFile
    steps: list[str]

    @classmethod
    def of(cls, founded: Founded, files: DemoFiles) -> MainJob:
        return cls(founded, files.meeting, [])

    def run(self) -> Held:
        """Every step in its own command, at the hour it would have happened."""
        meeting = self._plan()
        items = self._collect(meeting)
        self._approve(meeting)
        self._notify(meeting)
        self._confirm(meeting)
        self._hold(meeting, items)
        written = self._write_minutes(meeting)
        self._comment(written)
        self._sign(written)
        number = self._issue(written)
        return Held(meeting.id, written.id, number, tuple(self.steps))

    # ------------------------------------------------------------------ before the meeting

    def _plan(self) -> Meeting:
        told = self.file.meeting
        with self._at(self._notice_on - timedelta(days=17)):
            meeting = meetings.plan_meeting(
                self._host("secretariat"),
                agreement_id=self.founded.agreement_id,
                kind=told.kind,
                title=told.title,
                ordinal=told.ordinal,
                starts_at=told.starts_at,
                ends_at=told.ends_at or told.starts_at + timedelta(hours=2),
                place=told.place or "",
                mode=told.mode or "onsite",
            )
            meeting = meetings.open_collection(
                self._host("secretariat"),
                meeting.id,
                expected_version=meeting.version,
                items_until_on=self._notice_on - timedelta(days=3),
            )
        self._say(f"会议已安排并开始征集议题：{meeting.title}")
        return meeting

    def _collect(self, meeting: Meeting) -> list[AgendaItem]:
        found = []
        with self._at(self._notice_on - timedelta(days=10)):
            for told in sorted(self.file.agenda, key=lambda one: one.no):
                code = told.presenter or self.file.meeting.host
                item = agenda.propose_item(
                    self.founded.actor(code, "liaison"), meeting.id, title=told.title
                )
                found.append(self._accept(item, disputed=_is_disputed(told.resolutions)))
        self._say(f"各方提出议题{len(found)}项，全部列入议程")
        return found

    def _accept(self, item: AgendaItem, *, disputed: bool) -> AgendaItem:
        secretary = self._host("secretariat")
        item = agenda.accept_item(secretary, item.id, expected_version=item.version)
        return agenda.settle_item(
            secretary,
            item.id,
            expected_version=item.version,
            prior_agreement="for_discussion" if disputed else "settled",
        )

    def _approve(self, meeting: Meeting) -> None:
        with self._at(self._notice_on - timedelta(days=1)):
            meetings.approve_agenda(
                self._host("convener"), meeting.id, expected_version=meeting.version
            )
        self._say("召集人审定议程")

    def _notify(self, meeting: Meeting) -> None:
        with self._at(self._notice_on):
            convening.send_notice(
                self._host("secretariat"), meeting.id, expected_version=meeting.version
            )
        self._say(f"会议通知已于{self._notice_on}发出，满足提前工作日要求")

    def _confirm(self, meeting: Meeting) -> None:
        guests = [one for one in self.file.attendance if one.party is None]
        with self._at(self._notice_on + timedelta(days=2)):
            for code in self.founded.institutions:
                people = [_attendee(one) for one in self.file.attendance if one.party == code]
                if people:
                    attendance.confirm_attendance(
                        self.founded.actor(code, "liaison"), meeting.id, attendees=people
                    )
            if guests:
                listed = [{**_attendee(one), "organisation": one.organisation} for one in guests]
                attendance.invite(self._host("secretariat"), meeting.id, attendees=listed)
        view = queries.get_meeting(self._host("secretariat"), meeting.id)
        if any(one.signed_at is None for one in view.receipts):
            raise RuntimeError("a party did not sign for the notice")
        self._say(f"{len(view.receipts)}家单位均已签收并回执，参会{len(view.attendance)}人")

    # ------------------------------------------------------------------ the meeting

    def _hold(self, meeting: Meeting, items: list[AgendaItem]) -> None:
        secretary = self._host("secretariat")
        with clock.stopped_at(self.file.meeting.starts_at):
            convening.hold_meeting(secretary, meeting.id, expected_version=meeting.version)
        self._say("达到法定人数，会议召开")
        ended = self.file.meeting.ends_at or self.file.meeting.starts_at
        with clock.stopped_at(ended):
            count = sum(self._record(item, number) for number, item in enumerate(items))
            convening.finish_meeting(secretary, meeting.id, expected_version=meeting.version)
        self._say(f"会议结束，记录议定事项{count}项")

    def _record(self, item: AgendaItem, number: int) -> int:
        told = sorted(self.file.agenda, key=lambda one: one.no)[number]
        secretary = self._host("secretariat")
        if told.heard:
            discussion.record_discussion(
                secretary, item.id, expected_version=item.version, heard=told.heard
            )
        for one in told.resolutions:
            resolutions.add_resolution(
                secretary,
                item.id,
                kind=one.kind,
                text=one.text,
                lead_id=self.founded.institutions[one.lead] if one.lead else None,
                co_ids=[self.founded.institutions[code] for code in one.co],
                due_on=one.due,
            )
        return len(told.resolutions)

    # ------------------------------------------------------------------ the minutes

    def _write_minutes(self, meeting: Meeting) -> Minutes:
        told = self.file.minutes
        with self._at(self._working_day(1)):
            written = minutes.draft_minutes(
                self._host("secretariat"),
                meeting.id,
                opening=told.opening,
                cc=list(told.cc),
                copies=told.copies or len(self.founded.institutions),
                urgency=told.urgency,
            )
            written = minutes.submit_minutes(
                self._host("secretariat"), written.id, expected_version=written.version
            )
        self._say(f"纪要初稿送各方征求意见，{written.comment_due_on}截止")
        return written

    def _comment(self, written: Minutes) -> None:
        with self._at(self._working_day(2)):
            for code in self.founded.institutions:
                if code != self.file.meeting.host:
                    comment_round.accept_minutes(self.founded.actor(code, "liaison"), written.id)
            comment_round.close_comments(
                self._host("secretariat"), written.id, expected_version=written.version
            )
        self._say("各方均无异议，进入会签")

    def _sign(self, written: Minutes) -> None:
        for days, code in enumerate(self.founded.institutions, 3):
            signer = self.founded.actor(code, "signer")
            with self._at(self._working_day(days)):
                signing.countersign(
                    signer,
                    written.id,
                    expected_version=written.version,
                    text_hash=written.text_hash,
                )
        if written.formed_on is None:
            raise RuntimeError("all signed, yet the minutes have no formation date")
        self._say(f"{len(self.founded.institutions)}家单位会签完毕，成文日期{written.formed_on}")

    def _issue(self, written: Minutes) -> str:
        with self._at(self._working_day(2 + len(self.founded.institutions))):
            signing.issue_minutes(
                self._host("secretariat"), written.id, expected_version=written.version
            )
        number = written.number
        if number is None:
            raise RuntimeError("issued minutes have no number")
        view = queries.get_meeting(self._host("secretariat"), written.meeting_id)
        opened = sum(one.task_id is not None for item in view.items for one in item.resolutions)
        self._say(f"纪要已编号印发：{number}，转督办任务{opened}项")
        return number

    # ------------------------------------------------------------------ parts

    @property
    def _notice_on(self) -> date:
        told = self.file.notice_sent_on
        return told or (self.file.meeting.starts_at - timedelta(days=7)).date()

    def _working_day(self, count: int) -> date:
        """The count-th working day after the meeting."""
        calendar = working_days.calendar_of(self.founded.agreement_id)
        held_on = self.file.meeting.starts_at.astimezone(SHANGHAI).date()
        return calendar.add(held_on, count).on

    def _host(self, role: str) -> Actor:
        return self.founded.actor(self.file.meeting.host, role)

    def _say(self, step: str) -> None:
        self.steps.append(step)

    @contextmanager
    def _at(self, day: date) -> Iterator[None]:
        with clock.stopped_at(datetime.combine(day, _OFFICE_OPENS, SHANGHAI)):
            yield


def papers(held: Held, actor: Actor) -> dict[str, bytes]:
    """minutes.pdf, notice.pdf and meeting.ics of what was held."""
    return {
        "minutes.pdf": queries.minutes_file(actor, held.minutes_id).content,
        "notice.pdf": calendar_file.notice_pdf(actor, held.meeting_id).content,
        "meeting.ics": calendar_file.meeting_ics(actor, held.meeting_id).content,
    }


def _is_disputed(found: Sequence[Resolution]) -> bool:
    return any(one.kind == "no_consensus" for one in found)


def _attendee(told: Attendee) -> dict[str, str | None]:
    return {
        "name": told.name,
        "title": told.post or "",
        "capacity": told.capacity,
        "leave_reason": told.reason,
    }
