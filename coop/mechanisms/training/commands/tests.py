"""Question banks and the files imported into them."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.mechanisms.training import policy
from coop.mechanisms.training.queries import banks as reads
from coop.mechanisms.training.queries.paper_views import QuestionBankView, QuestionImportView
from coop.mechanisms.training.schemas import people as schemas
from coop.mechanisms.training.service import banks
from coop.mechanisms.training.workflow import QUESTION_IMPORT

_SCOPE = "training"

_question_import = doors.acts_in(QUESTION_IMPORT.actions)


BANK_RESOURCE = doors.register(
    Resource(
        name="question_bank",
        plural="question-banks",
        scope=_SCOPE,
        label=Text("应知应会题库", "Question banks"),
        view=QuestionBankView,
        get=reads.get_bank,
        list=reads.list_banks,
        filters=schemas.BankFilters,
        home=lambda view: f"/question-banks/{view.id}",
        create=Act(
            "add_question_bank",
            banks.add_bank,
            Text("新建题库", "Add a question bank"),
            schema=schemas.AddBank,
            offered_to=policy.is_admin,
        ),
        acts=(
            Act(
                "check_questions",
                banks.check_questions,
                Text("上传题目", "Upload questions"),
                schema=schemas.CheckQuestions,
                adds=True,
                answers="question_import",
                tone="primary",
                hint=Text(
                    "先逐行检查并预览，确认后才进入题库。",
                    "Checked row by row first; nothing enters the bank before you confirm.",
                ),
                done=Text("已检查，请核对后导入。", "Checked; look through it and import."),
            ),
        ),
    )
)

IMPORT_RESOURCE = doors.register(
    Resource(
        name="question_import",
        plural="question-imports",
        scope=_SCOPE,
        label=Text("题目导入", "Imports of questions"),
        view=QuestionImportView,
        get=reads.get_import,
        home=lambda view: f"/question-imports/{view.id}",
        acts=(
            _question_import("apply", banks.apply_import, schemas.ApplyImport, tone="primary"),
            _question_import("discard", banks.discard_import, tone="danger"),
        ),
    )
)

doors.name_actions(
    {
        "question_bank.add": Text("新建题库", "Bank added"),
        "question_import.check": Text("上传并检查", "Uploaded and checked"),
    }
)
