"""The training notice 培训通知, with the seats of each institution and the timetable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from coop.core import clock
from coop.documents import faces
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.mechanisms.training.models import Cohort, CourseSession, TrainingProgram
from coop.mechanisms.training.printing.tables import timetable, when
from coop.mechanisms.training.workflow import ANY_LEVEL, CLAUSE, PROGRAM_LEVELS
from coop.registry import directory
from coop.registry.directory import PartyRow
from coop.typesetting.content import (
    Attachment,
    Block,
    LetterContent,
    Paragraph,
    Table,
    chinese_date,
)
from coop.typesetting.render import letter_pdf


def file_notice(
    program: TrainingProgram,
    cohort: Cohort,
    seats: Mapping[UUID, int],
    sessions: Sequence[CourseSession],
    steps: tuple[Taken, ...],
) -> OfficialDocument:
    """The notice as a letter of the organiser, kept and told to the parties."""
    parties = directory.parties(program.agreement_id)
    organiser = next(one for one in parties if one.institution_id == program.organiser_id)
    content = _content(program, cohort, seats, sessions, (organiser, parties))
    pdf = letter_pdf(content, faces.chosen())
    return file_document(
        Filing(
            agreement_id=program.agreement_id,
            kind="notice",
            issuer_id=program.organiser_id,
            issue_no=f"{program.title}第{cohort.ordinal}期通知"[:40],
            title=content.title,
            formation_on=content.formed_on,
            print_org=f"{organiser.short_name}办公室",
            printed_on=content.formed_on,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="cohort",
            source_id=cohort.id,
            steps=steps,
        )
    )


def _content(
    program: TrainingProgram,
    cohort: Cohort,
    seats: Mapping[UUID, int],
    sessions: Sequence[CourseSession],
    who: tuple[PartyRow, Sequence[PartyRow]],
) -> LetterContent:
    """who: the organiser, and all parties."""
    organiser, parties = who
    article = directory.clause(program.agreement_id, CLAUSE)
    basis = f"根据协议{article.article}" if article else "根据协议"
    return LetterContent(
        mark=organiser.name,
        number=None,
        formed_on=clock.today(),
        title=f"关于举办{program.title}第{cohort.ordinal}期的通知",
        addressees=tuple(one.short_name for one in parties if one is not organiser),
        paragraphs=(
            Paragraph(
                "text",
                f"{basis}人才联合培养的约定，定于{_days(cohort)}举办{program.title}"
                f"第{cohort.ordinal}期。现将有关事项通知如下。",
            ),
            Paragraph("h1", "一、培训目的"),
            Paragraph("text", program.aim),
            Paragraph("h1", "二、培训对象和名额"),
            Paragraph("text", _quota(program, seats)),
            _seats_table(parties, seats),
            Paragraph("h1", "三、时间和地点"),
            Paragraph("text", f"时间：{_days(cohort)}，共{program.total_hours:g}学时。"),
            Paragraph("text", f"地点：{cohort.place}。"),
            Paragraph("h1", "四、有关要求"),
            *_demands(cohort),
        ),
        signatures=(organiser.name,),
        attachments=_attached(sessions),
    )


def _days(cohort: Cohort) -> str:
    return f"{chinese_date(cohort.starts_on)}至{chinese_date(cohort.ends_on)}"


def _quota(program: TrainingProgram, seats: Mapping[UUID, int]) -> str:
    level = "" if program.level == ANY_LEVEL else PROGRAM_LEVELS[program.level].zh
    return f"各成员单位{level}干部，共{sum(seats.values())}名，名额分配如下。"


def _seats_table(parties: Sequence[PartyRow], seats: Mapping[UUID, int]) -> Table:
    rows = tuple((one.name, str(seats.get(one.institution_id, 0))) for one in parties)
    return Table(head=("单位", "名额"), rows=rows, widths=(20.0, 8.0))


def _demands(cohort: Cohort) -> list[Paragraph]:
    told = [
        f"请各单位联络员于{chinese_date(cohort.nominate_until_on)}前（含当日）在协作平台推荐学员，"
        "并签收本通知。",
        f"学员应当全程参训。请假累计超过总学时1/{cohort.leave_divisor}的，按退训处理；"
        "未经批准擅自离训的，责令退训。",
        f"结业前组织应知应会测试，{cohort.pass_mark}分为合格，可补考{cohort.resit_count}次；"
        "考勤和测试均合格的，颁发结业证书。",
    ]
    if cohort.release_at is not None:
        released = f"{when(cohort.release_at)}起，未使用的名额由候补人选按推荐先后递补。"
        told.insert(1, released)
    numbered = zip("一二三四", told, strict=False)
    return [Paragraph("text", f"（{number}）{text}") for number, text in numbered]


def _attached(sessions: Sequence[CourseSession]) -> tuple[Attachment, ...]:
    blocks: tuple[Block, ...] = (timetable(sessions),)
    return (Attachment("课程表", blocks),) if sessions else ()
