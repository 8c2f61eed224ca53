"""The notice 会议通知 with agenda and receipt form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.language import CHINESE, SHANGHAI, day, speaking
from coop.documents import faces
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Meeting,
)
from coop.mechanisms.meetings.workflow import KINDS, MODES
from coop.registry import directory
from coop.registry.directory import PartyRow
from coop.typesetting.content import (
    Attachment,
    LetterContent,
    Paragraph,
    Table,
)
from coop.typesetting.render import letter_pdf

_FOLLOWS = "现将有关事项通知如下。"


def file_notice(
    meeting: Meeting, items: Sequence[AgendaItem], steps: tuple[Taken, ...]
) -> OfficialDocument:
    """The notice 会议通知 as a letter with agenda and receipt form."""
    today = clock.today()
    parties = directory.parties(meeting.agreement_id)
    host = next(one for one in parties if one.institution_id == meeting.host_id)
    pdf = letter_pdf(_notice_content(meeting, items, parties, host, today), faces.chosen())
    return file_document(
        Filing(
            agreement_id=meeting.agreement_id,
            kind="notice",
            issuer_id=meeting.host_id,
            issue_no=f"第{meeting.ordinal}次{KINDS[meeting.kind].zh}通知",
            title=f"关于召开{meeting.title}的通知",
            formation_on=today,
            urgency=meeting.urgency,
            print_org=f"{host.short_name}办公室",
            printed_on=today,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="meeting",
            source_id=meeting.id,
            steps=steps,
        )
    )


def _notice_content(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    parties: Sequence[PartyRow],
    host: PartyRow,
    today: date,
) -> LetterContent:
    names = {one.institution_id: one.short_name for one in parties}
    return LetterContent(
        mark=host.name,
        number=None,
        formed_on=today,
        title=f"关于召开{meeting.title}的通知",
        addressees=tuple(one.short_name for one in parties if one is not host),
        paragraphs=(
            Paragraph("text", f"经召集人同意，定于{_when(meeting)}召开{meeting.title}。{_FOLLOWS}"),
            Paragraph("h1", "一、时间和地点"),
            Paragraph("text", f"时间：{_when(meeting)}。"),
            Paragraph("text", f"地点：{meeting.place or '另行通知'}（{MODES[meeting.mode].zh}）。"),
            Paragraph("h1", "二、会议议程"),
            *_agenda_lines(items, names),
            Paragraph("h1", "三、有关要求"),
            Paragraph("text", "请各单位确定参会人员，填写回执（附件），并在协作平台签收本通知。"),
        ),
        signatures=(host.name,),
        attachments=(Attachment("参会回执", (_receipt_form(parties),)),),
        urgency=meeting.urgency,  # type: ignore[arg-type]  # checked by the command
    )


def _agenda_lines(items: Sequence[AgendaItem], names: dict[UUID, str]) -> list[Paragraph]:
    lines = []
    for number, item in enumerate((one for one in items if one.parent_id is None), 1):
        presenter = names.get(item.presenter_id, "") if item.presenter_id else ""
        told = f"（汇报单位：{presenter}）" if presenter else ""
        lines.append(Paragraph("text", f"{number}. {item.title}{told}"))
    return lines


def _receipt_form(parties: Sequence[PartyRow]) -> Table:
    blank = ("", "", "", "")
    return Table(
        head=("姓名", "职务", "出席／列席／请假", "联系电话"),
        rows=(blank,) * max(4, len(parties)),
        widths=(5.0, 8.0, 8.0, 7.0),
    )


def _when(meeting: Meeting) -> str:
    local = meeting.starts_at.astimezone(SHANGHAI)
    with speaking(CHINESE):
        return f"{day(local.date())}{local:%H}时{local:%M}分"
