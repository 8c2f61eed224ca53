"""卷宗 (CO-11): texts, opinions that the reader may see, answers, outcome, timeline."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from coop.core import audit, clock, doors
from coop.core.actor import SYSTEM, Actor
from coop.core.db import session
from coop.core.language import CHINESE, day, moment, speaking
from coop.documents import faces
from coop.mechanisms.consultations.models import (
    Consultation,
    ConsultationText,
    Opinion,
)
from coop.mechanisms.consultations.policy import consulted_ids, readable_opinions
from coop.mechanisms.consultations.printing import facts
from coop.mechanisms.consultations.workflow import CATEGORIES, GIVEN, OUTCOMES, WORKFLOW
from coop.typesetting.content import LetterContent, Paragraph, Table, headed, itemised, written
from coop.typesetting.render import letter_pdf

_TIMELINE_WIDTHS = (9.6, 5.4, 13.0)


def dossier_pdf(made: Consultation, actor: Actor) -> bytes:
    """The file as it stands for this reader; the caller has checked that it is visible."""
    with speaking(CHINESE):
        content = _content(made, actor)
    return letter_pdf(content, faces.chosen()).data


def _content(made: Consultation, actor: Actor) -> LetterContent:
    today = clock.today()
    issuer = facts.party(made, made.initiator_id, today)
    return LetterContent(
        mark=issuer.name,
        number=facts.issue_no(made),
        formed_on=today,
        title=f"{made.title}会商卷宗",
        addressees=(),
        paragraphs=headed(
            ("基本情况", _basics(made)),
            ("会商文本", _texts(made, is_own=actor.institution_id == made.initiator_id)),
            ("各方意见及采纳情况", facts.opinion_table(made, _opinions(made, actor))),
            ("会商会议情况", written(made.meeting_record)),
            ("会商结论", _outcome(made)),
            ("办理经过", _timeline(made)),
        ),
        signatures=(issuer.name,),
    )


def _basics(made: Consultation) -> list[Paragraph]:
    called = facts.names(made)
    told = [
        f"发起单位：{called[made.initiator_id]}。",
        f"被会商单位：{'、'.join(called[one] for one in consulted_ids(made.id))}。",
        f"类别：{CATEGORIES[made.category].zh}。",
        f"办理状态：{WORKFLOW.states[made.state].zh}。",
    ]
    if made.pending_case_no:
        told.append(f"涉及在审案件：{made.pending_case_no}。")
    return [Paragraph("text", one) for one in told]


def _texts(made: Consultation, *, is_own: bool) -> list[Paragraph]:
    """Drafts of the next text are the initiator's own."""
    query = sa.select(ConsultationText).where(ConsultationText.consultation_id == made.id)
    if not is_own:
        query = query.where(ConsultationText.asked_on.is_not(None))
    found: list[Paragraph] = []
    for text in session().scalars(query.order_by(ConsultationText.number)):
        sent = f"{day(text.asked_on)}发出" if text.asked_on else "未发出"
        found += [
            Paragraph("text", f"第{text.number}稿（{sent}）"),
            *written(f"有关情况：{text.facts}"),
            Paragraph("text", "会商问题："),
            *itemised(text.questions),
            *written(f"倾向性意见：{text.position}" if text.position else ""),
        ]
    return found


def _opinions(made: Consultation, actor: Actor) -> Sequence[Opinion]:
    query = sa.select(Opinion).where(
        Opinion.consultation_id == made.id, Opinion.state.in_(GIVEN), readable_opinions(actor)
    )
    return list(session().scalars(query.order_by(Opinion.text_version, Opinion.id)))


def _outcome(made: Consultation) -> list[Paragraph]:
    if made.outcome is None:
        return []
    return [Paragraph("text", f"{OUTCOMES[made.outcome].zh}。"), *written(made.outcome_text)]


def _timeline(made: Consultation) -> list[Table]:
    rows = tuple(
        (moment(one.at), _who(one), _told(one)) for one in reversed(audit.history(made.id))
    )
    return [Table(("时间", "经办", "事项"), rows, _TIMELINE_WIDTHS)] if rows else []


def _who(line: audit.HistoryLine) -> str:
    return "系统" if line.actor_name == SYSTEM.name else line.actor_name


def _told(line: audit.HistoryLine) -> str:
    words = doors.act_words(line.action).zh
    return f"{words}：{line.reason}" if line.reason else words
