"""会商函 and 会商意见 in the letter layout."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import CHINESE, SHANGHAI, day, speaking
from coop.documents import faces
from coop.documents.handling import SignOff, Taken, issued_after
from coop.documents.models import OfficialDocument
from coop.documents.service import Filing, file_document
from coop.mechanisms.consultations.models import Consultation, ConsultationText, Opinion
from coop.mechanisms.consultations.policy import circle_of, consulted_ids
from coop.mechanisms.consultations.printing import facts
from coop.mechanisms.consultations.workflow import STANCES
from coop.registry.models import Deadline
from coop.typesetting.content import LetterContent, Paragraph, headed, itemised, written
from coop.typesetting.render import RenderedPdf, letter_pdf


def file_letter(
    made: Consultation,
    text: ConsultationText,
    deadline: Deadline,
    issuer: Actor,
) -> OfficialDocument:
    """Print and keep the letter of one text version."""
    today = clock.today()
    content = LetterContent(
        mark=facts.party(made, made.initiator_id, today).name,
        number=facts.issue_no(made),
        formed_on=today,
        title=_letter_title(made, text),
        addressees=tuple(
            facts.party(made, one, today).short_name for one in consulted_ids(made.id)
        ),
        paragraphs=_letter_text(made, text, deadline),
        signatures=(facts.party(made, made.initiator_id, today).name,),
        urgency=made.urgency,  # type: ignore[arg-type]  # the CHECK holds the same codes
    )
    approved = SignOff(
        signed_by=text.approved_by_name or "",
        signed_at=text.approved_at or clock.now(),
        drafted_by_id=text.drafted_by_id,
    )
    return file(made, content, made.initiator_id, issued_after(approved, issuer))


def file_opinion(made: Consultation, opinion: Opinion, issuer: Actor) -> OfficialDocument:
    """Print and keep one party's opinion; not before its round has closed."""
    content = _opinion_content(made, opinion)
    given = SignOff(
        signed_by=opinion.signed_by_name or "",
        signed_at=opinion.given_at or clock.now(),
        drafted_by_id=opinion.drafted_by_id,
    )
    steps = issued_after(given, issuer)
    return file(made, content, opinion.institution_id, steps, kind="opinion")


def opinion_draft(made: Consultation, opinion: Opinion) -> bytes:
    """The opinion as it would be printed, for its own party."""
    return letter_pdf(_opinion_content(made, opinion), faces.chosen()).data


def file(
    made: Consultation,
    content: LetterContent,
    issuer_id: UUID,
    steps: tuple[Taken, ...],
    *,
    kind: str = "letter",
) -> OfficialDocument:
    """Keep a finished letter under the consultation's own number."""
    pdf: RenderedPdf = letter_pdf(content, faces.chosen())
    return file_document(
        Filing(
            agreement_id=made.agreement_id,
            kind=kind,
            issuer_id=issuer_id,
            issue_no=facts.issue_no(made),
            title=content.title,
            formation_on=content.formed_on,
            urgency=content.urgency,
            print_org=f"{facts.party(made, issuer_id, content.formed_on).short_name}办公室",
            printed_on=max(clock.today(), content.formed_on),
            content=pdf.data,
            sha256=pdf.sha256,
            fonts=pdf.fonts,
            pages=pdf.pages,
            source_kind="consultation",
            source_id=made.id,
            circle=circle_of(made),
            steps=steps,
        )
    )


# --------------------------------------------------------------------------- what they say


def _letter_title(made: Consultation, text: ConsultationText) -> str:
    again = f"（第{text.number}次征求意见）" if text.number > 1 else ""
    return f"关于会商{made.title}的函{again}"


def _letter_text(
    made: Consultation, text: ConsultationText, deadline: Deadline
) -> tuple[Paragraph, ...]:
    opening = Paragraph(
        "text", f"根据合作协议重大事项会商机制，现就{made.title}有关问题商请研究并提出意见。"
    )
    sections = headed(
        ("有关情况", written(text.facts)),
        ("会商问题", itemised(text.questions)),
        ("我单位倾向性意见", written(text.position)),
        ("答复要求", _demands(made, deadline)),
        ("附件", itemised(one.title for one in facts.files_of(text))),
    )
    return (opening, *sections)  # type: ignore[arg-type]  # these sections hold no table


def _demands(made: Consultation, deadline: Deadline) -> list[Paragraph]:
    with speaking(CHINESE):
        until = day(deadline.due_on)
    told = [
        f"请于{until}前（含当日）在协作平台出具经签发的会商意见（{deadline.basis}）。",
        "如需补充材料或延期答复，请在上述期限届满前提出。",
        "逾期未答复的，视为无意见。"
        if made.silence_consents
        else "逾期未答复的，按未答复登记，不视为同意。",
    ]
    if made.pending_case_no:
        told.append(
            f"本事项涉及在审案件（{made.pending_case_no}），仅就法律适用问题会商，"
            "请勿就案件处理结果发表意见，不影响人民法院依法独立公正行使审判权。"
        )
    return [Paragraph("text", one) for one in told]


def _opinion_content(made: Consultation, opinion: Opinion) -> LetterContent:
    given_on = _day_of(opinion)
    issuer = facts.party(made, opinion.institution_id, given_on)
    text = facts.text_of(made, opinion.text_version)
    opening = (
        f"你单位《{_letter_title(made, text)}》（{facts.issue_no(made)}，"
        f"第{opinion.text_version}稿）"
        f"收悉。经研究，我单位意见为：{STANCES[opinion.stance].zh}。"
    )
    return LetterContent(
        mark=issuer.name,
        number=facts.issue_no(made),
        formed_on=given_on,
        title=f"关于{made.title}的会商意见",
        addressees=(facts.names(made)[made.initiator_id],),
        paragraphs=(Paragraph("text", opening), *written(opinion.text)),
        signatures=(issuer.name,),
        draft=opinion.given_at is None,
    )


def _day_of(opinion: Opinion) -> date:
    given_at = opinion.given_at
    return given_at.astimezone(SHANGHAI).date() if given_at else clock.today()
