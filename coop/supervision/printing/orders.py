"""The urging slip: 催办单 while the day is near, 督办单 once the work lags or is late."""

from __future__ import annotations

from datetime import date

from coop.core.actor import SYSTEM
from coop.documents import faces, marks
from coop.documents.handling import published
from coop.documents.models import OfficialDocument
from coop.registry import directory
from coop.supervision.colour import BLUE, COLOURS
from coop.supervision.models import SupervisionOrder, Task
from coop.supervision.printing.filing import BY_RULE, Origin, chinese_date, keep, numbered
from coop.typesetting.content import LetterContent, Paragraph
from coop.typesetting.render import letter_pdf


def name_of(colour: str) -> str:
    return "催办单" if colour == BLUE else "督办单"


def number_of(order: SupervisionOrder) -> str:
    return numbered(name_of(order.colour), order.year, order.serial)


def file_order(order: SupervisionOrder, task: Task, reply_due_on: date) -> OfficialDocument:
    pdf = letter_pdf(order_content(order, task, reply_due_on), faces.chosen())
    return keep(
        Origin(
            agreement_id=order.agreement_id,
            issuer_id=order.issuer_id,
            kind="supervision_order",
            source_kind="supervision_order",
            source_id=order.id,
            title=order.title,
            issue_no=number_of(order),
            formed_on=order.issued_on,
            steps=published(SYSTEM, BY_RULE),
            classification=marks.class_of(order.task_id),
        ),
        pdf,
    )


def order_content(order: SupervisionOrder, task: Task, reply_due_on: date) -> LetterContent:
    parties = directory.parties(order.agreement_id, on=order.issued_on)
    names = {one.institution_id: one for one in parties}
    issuer = names[order.issuer_id]
    return LetterContent(
        mark=issuer.name,
        number=number_of(order),
        formed_on=order.issued_on,
        title=order.title,
        addressees=(names[order.institution_id].short_name,),
        paragraphs=(
            Paragraph("text", order.reason),
            Paragraph("text", f"任务要求：{task.demand}"),
            Paragraph("text", f"任务来源：{task.source_label}。"),
            Paragraph("text", f"预警：{COLOURS[order.colour].zh.replace('：', '，')}。"),
            Paragraph(
                "text", f"请于{chinese_date(reply_due_on)}前在协作平台答复办理情况和下步措施。"
            ),
        ),
        signatures=(issuer.name,),
    )
