"""Minutes and the comments on them as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.meetings import minutes_schemas as schemas
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.queries.views import CommentView, MinutesSummaryView, MinutesView
from coop.mechanisms.meetings.service import changes, comment_round, minutes, signing
from coop.mechanisms.meetings.workflow import MINUTES


def _text(view: Any) -> dict[str, object]:
    return {"title": view.title, "opening": view.opening, "body": view.body}


def _facts(view: Any) -> dict[str, object]:
    return {
        **_text(view),
        "cc": view.cc,
        "copies": view.copies,
        "urgency": view.urgency,
        "classification": view.classification,
        "disclosure": view.disclosure,
        "issue_no": view.issue_no,
    }


def _change_hash(view: Any) -> dict[str, object]:
    return {"change_hash": view.change.change_hash if view.change else ""}


MINUTES_RESOURCE = doors.register(
    Resource(
        name="minutes",
        plural="minutes",
        scope="minutes",
        is_kept=True,
        label=Text("会议纪要", "Minutes"),
        view=MinutesView,
        list_view=MinutesSummaryView,
        get=queries.get_minutes,
        list=queries.list_minutes,
        filters=schemas.MinutesFilters,
        home=lambda view: f"/minutes/{view.id}",
        edit=Act(
            "edit",
            minutes.edit_minutes,
            MINUTES.actions["edit"],
            schema=schemas.EditMinutes,
            prefill=_facts,
            draft=True,
        ),
        acts=(
            Act(
                "assemble",
                minutes.assemble_minutes,
                MINUTES.actions["assemble"],
                hint=Text(
                    "按议程和议定事项重新生成正文，现有正文将被替换。",
                    "Written anew from agenda and resolutions; it replaces the present text.",
                ),
            ),
            Act(
                "submit",
                minutes.submit_minutes,
                MINUTES.actions["submit"],
                hint=Text(
                    "送各成员单位征求意见；“会议议定”事项须有牵头单位和完成时限。",
                    "Goes to every party; what was decided needs a lead and a due day.",
                ),
                tone="primary",
            ),
            Act(
                "accept",
                comment_round.accept_minutes,
                MINUTES.actions["accept"],
                adds=True,
                answers="minutes_comment",
                tone="primary",
            ),
            Act(
                "comment",
                comment_round.comment_on_minutes,
                MINUTES.actions["comment"],
                schema=schemas.Comment,
                adds=True,
                answers="minutes_comment",
                draft=True,
            ),
            Act(
                "object",
                comment_round.object_to_minutes,
                MINUTES.actions["object"],
                schema=schemas.Objection,
                adds=True,
                answers="minutes_comment",
                draft=True,
            ),
            Act("close", comment_round.close_comments, MINUTES.actions["close"], tone="primary"),
            Act(
                "countersign",
                signing.countersign,
                MINUTES.actions["countersign"],
                schema=schemas.CountersignSchema,
                hint=Text(
                    "请先通读纪要全文。会签只对当前文本有效，文本有实质性改动须重新会签。",
                    "Read the whole text first. The signature stands for this very text.",
                ),
                prefill=lambda view: {"text_hash": view.text_hash},
                tone="primary",
            ),
            Act(
                "amend",
                signing.amend_minutes,
                MINUTES.actions["amend"],
                schema=schemas.AmendMinutes,
                prefill=_text,
                draft=True,
            ),
            Act(
                "issue",
                signing.issue_minutes,
                MINUTES.actions["issue"],
                schema=schemas.IssueMinutes,
                prefill=lambda view: {"copies": view.copies, "cc": view.cc},
                hint=Text(
                    "将取用下一个文号、生成正式 PDF、送各方签收，"
                    "并把有牵头单位和时限的议定事项转为督办任务。",
                    "Takes the next number, prints, hands over, opens tasks from the resolutions.",
                ),
                tone="primary",
            ),
            Act(
                "propose_change",
                changes.propose_change,
                MINUTES.actions["propose_change"],
                schema=schemas.ProposeChange,
                prefill=lambda view: {"opening": view.opening, "body": view.body},
                draft=True,
            ),
            Act(
                "consent",
                changes.consent_to_change,
                MINUTES.actions["consent"],
                schema=schemas.Consent,
                prefill=_change_hash,
                tone="primary",
            ),
            Act(
                "withdraw_change",
                changes.withdraw_change,
                MINUTES.actions["withdraw_change"],
                schema=schemas.WithdrawChange,
            ),
            Act("correct", changes.correct_minutes, MINUTES.actions["correct"], tone="primary"),
            Act("revoke", changes.revoke_minutes, MINUTES.actions["revoke"], tone="danger"),
            Act("repeal", changes.repeal_minutes, MINUTES.actions["repeal"], tone="danger"),
            Act(
                "archive",
                changes.archive_minutes,
                MINUTES.actions["archive"],
                schema=schemas.Archive,
                prefill=lambda _view: {"retention": "permanent"},
            ),
        ),
        files=(
            File(
                "document.pdf",
                queries.minutes_file,
                Text("纪要 PDF", "Minutes (PDF)"),
                "application/pdf",
            ),
        ),
    )
)

COMMENT_RESOURCE = doors.register(
    Resource(
        name="minutes_comment",
        plural="minutes-comments",
        scope="minutes",
        is_kept=True,
        label=Text("对纪要的意见", "Comments on minutes"),
        view=CommentView,
        get=queries.get_comment,
        home=lambda view: f"/minutes/{view.minutes_id}#comments",
        acts=(
            Act(
                "answer",
                comment_round.answer_comment,
                MINUTES.actions["resolve"],
                schema=schemas.AnswerComment,
                tone="primary",
            ),
        ),
    )
)
