"""Minutes and the comments on them as both doors offer them."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource, values_of
from coop.core.language import Text
from coop.mechanisms.meetings import minutes_schemas as schemas
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.queries.views import CommentView, MinutesSummaryView, MinutesView
from coop.mechanisms.meetings.service import changes, comment_round, minutes, signing
from coop.mechanisms.meetings.workflow import MINUTES

_minutes = doors.acts_in(MINUTES.actions)


def _text(view: Any) -> dict[str, object]:
    return values_of(view, "title", "opening", "body")


def _facts(view: Any) -> dict[str, object]:
    return {
        **values_of(view, "cc", "copies", "urgency", "classification", "disclosure", "issue_no"),
        **_text(view),
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
        edit=_minutes(
            "edit", minutes.edit_minutes, schemas.EditMinutes, prefill=_facts, draft=True
        ),
        acts=(
            _minutes(
                "assemble",
                minutes.assemble_minutes,
                hint=Text(
                    "按议程和议定事项重新生成正文，现有正文将被替换。",
                    "Written anew from agenda and resolutions; it replaces the present text.",
                ),
            ),
            _minutes(
                "submit",
                minutes.submit_minutes,
                hint=Text(
                    "送各成员单位征求意见；“会议议定”事项须有牵头单位和完成时限。",
                    "Goes to every party; what was decided needs a lead and a due day.",
                ),
                tone="primary",
            ),
            _minutes(
                "accept",
                comment_round.accept_minutes,
                adds=True,
                answers="minutes_comment",
                tone="primary",
            ),
            _minutes(
                "comment",
                comment_round.comment_on_minutes,
                schemas.Comment,
                adds=True,
                answers="minutes_comment",
                draft=True,
            ),
            _minutes(
                "object",
                comment_round.object_to_minutes,
                schemas.Objection,
                adds=True,
                answers="minutes_comment",
                draft=True,
            ),
            _minutes("close", comment_round.close_comments, tone="primary"),
            _minutes(
                "countersign",
                signing.countersign,
                schemas.CountersignSchema,
                hint=Text(
                    "请先通读纪要全文。会签只对当前文本有效，文本有实质性改动须重新会签。",
                    "Read the whole text first. The signature stands for this very text.",
                ),
                prefill=lambda view: {"text_hash": view.text_hash},
                tone="primary",
            ),
            _minutes(
                "amend", signing.amend_minutes, schemas.AmendMinutes, prefill=_text, draft=True
            ),
            _minutes(
                "issue",
                signing.issue_minutes,
                schemas.IssueMinutes,
                prefill=lambda view: values_of(view, "copies", "cc"),
                hint=Text(
                    "将取用下一个文号、生成正式 PDF、送各方签收，"
                    "并把有牵头单位和时限的议定事项转为督办任务。",
                    "Takes the next number, prints, hands over, opens tasks from the resolutions.",
                ),
                tone="primary",
            ),
            _minutes(
                "propose_change",
                changes.propose_change,
                schemas.ProposeChange,
                prefill=lambda view: values_of(view, "opening", "body"),
                draft=True,
            ),
            _minutes(
                "consent",
                changes.consent_to_change,
                schemas.Consent,
                prefill=_change_hash,
                tone="primary",
            ),
            _minutes("withdraw_change", changes.withdraw_change, schemas.WithdrawChange),
            _minutes("correct", changes.correct_minutes, tone="primary"),
            _minutes("revoke", changes.revoke_minutes, tone="danger"),
            _minutes("repeal", changes.repeal_minutes, tone="danger"),
            _minutes(
                "archive",
                changes.archive_minutes,
                schemas.Archive,
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
