"""Commands on tasks, and the steps other wings call inside theirs: open_task, cancel_tasks_of."""

from coop.supervision.service.answering import accept_task, decide_task, refuse_task
from coop.supervision.service.bulk import change_tasks
from coop.supervision.service.bulletins import (
    draft_bulletin,
    edit_bulletin,
    issue_bulletin,
    return_bulletin,
    review_bulletin,
)
from coop.supervision.service.closing import close_task, reopen_task, return_task, submit_task
from coop.supervision.service.drafting import (
    assign_task,
    discard_task,
    draft_task,
    edit_task,
    open_task,
)
from coop.supervision.service.extensions import ask_extension, decide_extension
from coop.supervision.service.orders import answer_order
from coop.supervision.service.parts import accept_part, finish_part, waive_part
from coop.supervision.service.pausing import (
    cancel_task,
    cancel_tasks_of,
    resume_task,
    suspend_task,
)
from coop.supervision.service.progress import plan_milestones, reach_milestone, report_progress
from coop.supervision.service.sheets import annotate_sheet
from coop.supervision.service.splitting import split_task
from coop.supervision.service.stand_ins import end_stand_in, name_stand_in

__all__ = [
    "accept_part",
    "accept_task",
    "annotate_sheet",
    "answer_order",
    "ask_extension",
    "assign_task",
    "cancel_task",
    "cancel_tasks_of",
    "change_tasks",
    "close_task",
    "decide_extension",
    "decide_task",
    "discard_task",
    "draft_bulletin",
    "draft_task",
    "edit_bulletin",
    "edit_task",
    "end_stand_in",
    "finish_part",
    "issue_bulletin",
    "name_stand_in",
    "open_task",
    "plan_milestones",
    "reach_milestone",
    "refuse_task",
    "reopen_task",
    "report_progress",
    "resume_task",
    "return_bulletin",
    "return_task",
    "review_bulletin",
    "split_task",
    "submit_task",
    "suspend_task",
    "waive_part",
]
