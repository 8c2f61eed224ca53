"""Roster 学员名册, timetable 课程表 and attendance sheet 考勤表; the ledger of hours as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.documents import faces, spreadsheets
from coop.mechanisms.training.models import Cohort, CourseSession, Enrollment, TrainingProgram
from coop.mechanisms.training.printing.tables import span, timetable
from coop.mechanisms.training.workflow import (
    ATTENDANCE,
    ENROLLMENT,
    LATE,
    LEFT_EARLY,
    LEVELS,
    ON_LEAVE,
    PRESENT,
)
from coop.registry import directory
from coop.typesetting.content import LetterContent, Paragraph, Table, chinese_date
from coop.typesetting.render import RenderedPdf, letter_pdf

_MARKS = {PRESENT: "√", LATE: "迟", LEFT_EARLY: "退", ON_LEAVE: "假", "absent": "缺"}
# What of the 28 characters of a line the columns before the sessions take.
_NAME_WIDTHS = (2.6, 4.4, 7.0)
_MOST_SESSIONS = 7
HOURS_HEAD = ("单位", "姓名", "职务", "工号", "年度", "学时", "参训期次")


def roster_pdf(
    program: TrainingProgram, cohort: Cohort, people: Sequence[Enrollment], made_on: date
) -> RenderedPdf:
    names = directory.short_names(program.agreement_id)
    rows = tuple(
        (
            str(number),
            one.name,
            names.get(one.institution_id, ""),
            one.job_title,
            LEVELS[one.level].zh,
            ENROLLMENT.states[one.state].zh,
        )
        for number, one in enumerate(people, 1)
    )
    table = Table(
        head=("序号", "姓名", "单位", "职务", "级别", "状态"),
        rows=rows,
        widths=(2.2, 4.0, 6.6, 7.2, 3.0, 5.0),
    )
    return _sheet(program, cohort, "学员名册", made_on, (_about(cohort), table))


def timetable_pdf(
    program: TrainingProgram, cohort: Cohort, sessions: Sequence[CourseSession], made_on: date
) -> RenderedPdf:
    planned = sum(one.hours for one in sessions)
    told = f"{_about(cohort).text}共{program.total_hours:g}学时，已安排{planned:g}学时。"
    return _sheet(
        program, cohort, "课程表", made_on, (Paragraph("text", told), timetable(sessions))
    )


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """statuses: by (session, enrolment); blank where nothing was recorded, to be filled by hand."""

    sessions: Sequence[CourseSession]
    people: Sequence[Enrollment]
    statuses: Mapping[tuple[UUID, UUID], str]


def attendance_pdf(
    program: TrainingProgram, cohort: Cohort, sheet: AttendanceSheet, made_on: date
) -> RenderedPdf:
    names = directory.short_names(program.agreement_id)
    blocks: list[Paragraph | Table] = [Paragraph("text", f"{_about(cohort).text}{_legend()}")]
    blocks += [
        _attendance_table(sheet, start, names)
        for start in range(0, len(sheet.sessions), _MOST_SESSIONS)
    ]
    blocks += [Paragraph("text", _session_line(n, one)) for n, one in enumerate(sheet.sessions, 1)]
    return _sheet(program, cohort, "考勤表", made_on, tuple(blocks))


def _attendance_table(sheet: AttendanceSheet, start: int, names: Mapping[UUID, str]) -> Table:
    """The columns of as many sessions as fit, from that one on."""
    sessions = sheet.sessions[start : start + _MOST_SESSIONS]
    left = 28.0 - sum(_NAME_WIDTHS)
    width = min(left / max(len(sessions), 1), 3.0)
    head = ("序号", "姓名", "单位", *(str(start + n) for n in range(1, len(sessions) + 1)))
    rows = tuple(
        (
            str(number),
            one.name,
            names.get(one.institution_id, ""),
            *(_MARKS.get(sheet.statuses.get((s.id, one.id), ""), "") for s in sessions),
        )
        for number, one in enumerate(sheet.people, 1)
    )
    return Table(head=head, rows=rows, widths=(*_NAME_WIDTHS, *(width for _ in sessions)))


def _session_line(number: int, session: CourseSession) -> str:
    return f"{number}. {span(session.starts_at, session.ends_at)}　{session.title}"


def _legend() -> str:
    told = "、".join(f"{mark}（{ATTENDANCE[code].zh}）" for code, mark in _MARKS.items())
    return f"符号：{told}。"


def _about(cohort: Cohort) -> Paragraph:
    days = f"{chinese_date(cohort.starts_on)}至{chinese_date(cohort.ends_on)}"
    return Paragraph("text", f"时间：{days}；地点：{cohort.place}。")


def _sheet(
    program: TrainingProgram,
    cohort: Cohort,
    name: str,
    made_on: date,
    blocks: tuple[Paragraph | Table, ...],
) -> RenderedPdf:
    organiser = directory.party(program.agreement_id, program.organiser_id, on=made_on)
    content = LetterContent(
        mark=organiser.name,
        number=None,
        formed_on=made_on,
        title=f"{program.title}第{cohort.ordinal}期{name}",
        addressees=(),
        paragraphs=blocks,
        signatures=(organiser.name,),
    )
    return letter_pdf(content, faces.chosen())


def hours_csv(rows: Sequence[Sequence[spreadsheets.Cell]], *, bom: bool) -> bytes:
    return spreadsheets.csv_file(HOURS_HEAD, rows, bom=bom)


def hours_xlsx(rows: Sequence[Sequence[spreadsheets.Cell]], year: int) -> bytes:
    title = f"{year}年联合培训学时台账"
    return spreadsheets.xlsx_file(title, HOURS_HEAD, rows, above=(title,))
