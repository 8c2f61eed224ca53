"""Question banks, and a checked file before it enters one."""

from __future__ import annotations

from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.pages import Column
from coop.mechanisms.training.commands import BANK_RESOURCE, IMPORT_RESOURCE
from coop.mechanisms.training.pages.blueprint import pages, state_tag
from coop.mechanisms.training.pages.programs import LIST
from coop.mechanisms.training.queries.paper_views import (
    QuestionBankView,
    QuestionImportView,
    QuestionView,
)

_COLUMNS = (
    Text("序号", "No."),
    Text("题型", "Kind"),
    Text("题目", "Question"),
    Text("选项", "Options"),
    Text("答案", "Answer"),
)
_FAULT_COLUMNS = (Text("行", "Row"), Text("列", "Column"), Text("问题", "What is wrong"))


def _row(one: QuestionView) -> dict[str, object]:
    options = "；".join(
        f"{letter}. {text}" for letter, text in zip("ABCDEF", one.options, strict=False)
    )
    cells = [str(one.number), one.kind_label, one.text, options, "".join(one.answers)]
    return {"cells": cells, "url": ""}


def _of_bank(_actor: Actor, view: QuestionBankView) -> dict[str, object]:
    return {"columns": _COLUMNS, "rows": [_row(one) for one in view.questions]}


def _of_import(_actor: Actor, view: QuestionImportView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "columns": _COLUMNS,
        "rows": [_row(one) for one in view.questions],
        "fault_columns": _FAULT_COLUMNS,
        "faults": [
            {"cells": [str(one.row), one.column, one.told], "url": ""} for one in view.faults
        ],
        "trail": [(BANK_RESOURCE.label, f"/question-banks/{view.bank_id}")],
    }


pages.serve(
    BANK_RESOURCE,
    detail="training/bank.html",
    columns=(
        Column(Text("题库", "Bank"), lambda view: view.title),
        Column(Text("题数", "Questions"), lambda view: str(view.question_count)),
    ),
    more=_of_bank,
    list_template=LIST,
)
pages.serve(IMPORT_RESOURCE, detail="training/import.html", more=_of_import)
