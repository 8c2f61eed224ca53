"""Letters of a request, known to those involved: 共享申请函, 补正告知, 答复函, 数据移交单."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.language import CHINESE, day, speaking
from coop.documents import faces
from coop.documents.handling import Taken
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.mechanisms.sharing.models import CatalogRevision, ShareFile, ShareRequest
from coop.mechanisms.sharing.workflow import MODES, REFUSAL_CODES, SHARE_CLASSES
from coop.registry import directory
from coop.registry.directory import PartyRow
from coop.typesetting.content import Attachment, Block, LetterContent, Paragraph, Table
from coop.typesetting.render import letter_pdf


@dataclass(frozen=True, slots=True)
class Sending:
    """Who alone may know of a letter, and who approved it."""

    circle: Sequence[UUID]
    steps: tuple[Taken, ...]


def file_application(
    request: ShareRequest, revision: CatalogRevision, sent: Sending
) -> OfficialDocument:
    """共享申请函 from requester to provider."""
    return _file(
        request,
        f"关于申请共享“{revision.name}”的函",
        ("共享申请", request.requester_id, request.provider_id),
        (
            _text("因履行职责需要，现向贵单位申请共享数据，有关事项函告如下。"),
            _heading("一、申请共享的数据"),
            _text(f"数据名称：{revision.name}（{SHARE_CLASSES[revision.share_class].zh}）。"),
            _text(f"数据项：{'、'.join(revision.items)}。"),
            _text(f"申请范围：{_ended(request.scope)}"),
            _heading("二、使用依据和场景"),
            _text(f"使用依据：{_ended(request.basis)}"),
            *(_text(f"{number}. {_ended(one)}") for number, one in enumerate(request.scenarios, 1)),
            _heading("三、共享方式和使用期限"),
            _text(f"共享方式：{MODES[request.mode].zh}。"),
            _text(f"使用期限：{_said(request.from_on)}至{_said(request.until_on)}。"),
            _text(
                "我单位承诺仅在上述范围内使用，未经贵单位同意不提供给第三方，期满按要求处置。"
                "请予支持并按期函复。"
            ),
        ),
        sent,
    )


def file_supplement_notice(request: ShareRequest, sent: Sending) -> OfficialDocument:
    """一次性补正告知: everything that is missing, at once (条例 art. 21)."""
    return _file(
        request,
        "关于补正共享申请材料的告知函",
        ("共享补正", request.provider_id, request.requester_id),
        (
            _text(f"贵单位{_number('共享申请', request)}收悉。经审核，以下内容需一次性补正："),
            *(
                _text(f"{number}. {_ended(one)}")
                for number, one in enumerate(request.missing_items, 1)
            ),
            _text("请补正后再行提交，答复期限自收到补正材料之日起重新计算。"),
        ),
        sent,
    )


def file_reply(request: ShareRequest, sent: Sending) -> OfficialDocument:
    """答复函: consent with its terms, or refusal with the lawful reason."""
    return _file(
        request,
        "关于共享申请的复函",
        ("共享答复", request.provider_id, request.requester_id),
        (
            _text(f"贵单位{_number('共享申请', request)}收悉。经研究，函复如下。"),
            *_answer(request),
            _text("特此函复。"),
        ),
        sent,
    )


def _answer(request: ShareRequest) -> tuple[Block, ...]:
    if request.granted_until_on is None or request.approved_at is None:
        code = REFUSAL_CODES[request.refusal_code or ""].zh
        return (_text(f"不予共享。理由：{code}。{_ended(request.refusal_reason)}"),)
    return (
        _text(f"同意共享。共享范围：{_ended(request.granted_scope)}"),
        _text(f"使用期限至{_said(request.granted_until_on)}。"),
        *([_text(f"使用条件：{_ended(request.conditions)}")] if request.conditions else []),
        _text("请仅用于申请所列场景，未经我单位同意不得提供给第三方，并留存使用记录不少于三年。"),
    )


def file_handover_sheet(
    request: ShareRequest, title: str, files: Sequence[ShareFile], sent: Sending
) -> OfficialDocument:
    """数据移交单: what was handed over, with the checksum of each file."""
    rows = tuple((one.filename, f"{one.size_bytes}", one.sha256[:16]) for one in files)
    listed = Table(
        head=("文件名称", "字节数", "校验值（SHA-256前16位）"),
        rows=rows or (("（接口方式，无文件）", "", ""),),
        widths=(13.0, 5.0, 10.0),
    )
    return _file(
        request,
        f"关于移交“{title}”的函",
        ("数据移交", request.provider_id, request.requester_id),
        (
            _text(f"根据{_number('共享答复', request)}，现移交共享数据，清单附后，请核对签收。"),
            _text(f"使用期限至{_said(request.granted_until_on)}，期满请处置并在协作平台确认。"),
        ),
        sent,
        attachments=(Attachment("数据移交清单", (listed,)),),
    )


def _file(  # what one letter is made of
    request: ShareRequest,
    title: str,
    about: tuple[str, UUID, UUID],
    blocks: tuple[Block, ...],
    sent: Sending,
    *,
    attachments: tuple[Attachment, ...] = (),
) -> OfficialDocument:
    """about: the series' name, the sender, the addressee."""
    series, sender_id, addressee_id = about
    sender = directory.party(request.agreement_id, sender_id)
    addressee = directory.party(request.agreement_id, addressee_id)
    content = LetterContent(
        mark=sender.name,
        number=_number(series, request),
        formed_on=clock.today(),
        title=title,
        addressees=(addressee.name,),
        paragraphs=blocks,
        signatures=(sender.name,),
        attachments=attachments,
    )
    return _filed(content, request, (_number(series, request), sender), sent)


def _filed(
    content: LetterContent,
    request: ShareRequest,
    issued: tuple[str, PartyRow],
    sent: Sending,
) -> OfficialDocument:
    """issued: the issue number and the sender."""
    issue_no, sender = issued
    pdf = letter_pdf(content, faces.chosen())
    return file_document(
        Filing(
            agreement_id=request.agreement_id,
            kind="letter",
            issuer_id=sender.institution_id,
            issue_no=issue_no,
            title=content.title,
            formation_on=content.formed_on,
            print_org=f"{sender.short_name}办公室",
            printed_on=content.formed_on,
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="share_request",
            source_id=request.id,
            circle=tuple(sent.circle),
            steps=sent.steps,
        )
    )


def _number(series: str, request: ShareRequest) -> str:
    return f"{series}〔{request.year}〕{request.ordinal}号"


def _text(text: str) -> Paragraph:
    return Paragraph("text", text)


def _heading(text: str) -> Paragraph:
    return Paragraph("h1", text)


def _ended(written: str) -> str:
    """What an officer wrote, closed with a full stop."""
    return written if written.endswith(("。", "；", "！", "？")) else f"{written}。"


def _said(value: date | None) -> str:
    with speaking(CHINESE):
        return day(value) if value is not None else ""
