"""Fields of the commands on recommendations."""

from __future__ import annotations

import re
from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Choice, Day, Line, LongText, Many, Ref, Schema, Whole
from coop.core.language import Text
from coop.core.messages import refuse
from coop.documents.schemas import agreement_field
from coop.mechanisms.recommendations.workflow import EVALUATIONS, RECOMMENDATION, REPLY_OUTCOMES
from coop.registry import directory

_CHINESE = re.compile(r"[\u4e00-\u9fff]{1,8}")


def _other_parties(actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    only = getattr(subject, "agreement_id", None)
    under = [one for one, _title in directory.agreements_of(actor) if only in (None, one)]
    found = (party for one in under for party in directory.parties(one))
    known = {party.institution_id: party.short_name for party in found}
    return [one for one in known.items() if one[0] != actor.institution_id]


def _is_place(text: str) -> None:
    if not _CHINESE.fullmatch(text):
        raise refuse("invalid")


class EditRecommendation(Schema):
    """Texts of a recommendation; PATCH may leave out what stays."""

    title = Line(
        Text("标题", "Title"),
        hint=Text("如：关于规范……的司法建议", "e.g. 关于规范……的司法建议"),
        limit=150,
    )
    recipient_id = Ref(
        Text("被建议单位（成员单位）", "Recipient, a party"),
        offered=_other_parties,
        allow_none=True,
    )
    recipient_name = Line(Text("被建议单位（其他单位）", "Recipient, another organ"), limit=100)
    findings = LongText(
        Text("案件中发现的情况", "What cases showed"),
        hint=Text("不写当事人姓名等个人信息。", "Without names or other personal data."),
    )
    problems = LongText(Text("存在的问题", "What is amiss"))
    grounds = LongText(Text("依据和理由", "Grounds"))
    suggestions = Many(
        Text("建议（每行一条）", "Suggestions, one a line"),
        Line(Text("建议", "Suggestion"), limit=1_000, required=True),
        most=30,
    )
    cc_ids = Many(
        Text("抄送成员单位", "Copies to parties"),
        Ref(Text("成员单位", "Party"), offered=_other_parties),
        distinct=True,
    )


class DraftRecommendation(EditRecommendation):
    agreement_id = agreement_field()
    title = Line(
        Text("标题", "Title"),
        hint=Text("如：关于规范……的司法建议", "e.g. 关于规范……的司法建议"),
        limit=150,
        required=True,
    )
    findings = LongText(
        Text("案件中发现的情况", "What cases showed"),
        hint=Text("不写当事人姓名等个人信息。", "Without names or other personal data."),
        required=True,
    )
    problems = LongText(Text("存在的问题", "What is amiss"), required=True)
    suggestions = Many(
        Text("建议（每行一条）", "Suggestions, one a line"),
        Line(Text("建议", "Suggestion"), limit=1_000, required=True),
        most=30,
        required=True,
    )


class RecordHearing(Schema):
    heard_on = Day(Text("沟通日期", "Heard on"), required=True)
    opinion = LongText(Text("被建议单位的意见", "What the recipient said"), required=True)


class RecordDeliberation(Schema):
    on = Day(Text("讨论决定日期", "Decided on"), required=True)
    decision = LongText(
        Text("审判委员会决定", "The committee's decision"),
        hint=Text("会议届次和决定内容。", "Which session, and what it decided."),
        limit=2_000,
        required=True,
    )


class IssueRecommendation(Schema):
    place = Line(
        Text("地名简称", "Place in the number"),
        hint=Text(
            "文号为“地名简称＋法建〔年份〕序号”，如川渝法建〔2026〕1号。",
            "The number is 地名简称＋法建〔year〕serial, e.g. 川渝法建〔2026〕1号.",
        ),
        limit=8,
        required=True,
        validate=_is_place,
    )
    reply_days = Whole(
        Text("回复期限（日）", "Days for the reply"),
        hint=Text(
            "日历日；不填则为协议约定的最长期限（一般两个月）。",
            "Calendar days; the agreement's longest period if left out, usually two months.",
        ),
        least=1,
        most=366,
        allow_none=True,
    )


class GiveReply(Schema):
    outcome = Choice(Text("采纳情况", "Adopted or not"), REPLY_OUTCOMES, required=True)
    text = LongText(Text("回复内容", "The reply"), required=True)
    replied_on = Day(
        Text("回复日期", "Day of the reply"),
        hint=Text("不填则为今天。", "Today if left out."),
        allow_none=True,
    )


class Evaluate(Schema):
    result = Choice(Text("评估结果", "Result"), EVALUATIONS, required=True)
    text = LongText(Text("评估意见", "Evaluation"), limit=5_000, required=True)


class RecommendationFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), RECOMMENDATION.states)
    recipient_id = Ref(Text("被建议单位", "Recipient"), offered=_other_parties)
    title = Line(Text("标题包含", "Title contains"), printable=False)
    number = Line(Text("文号", "Number"), limit=40, printable=False)
    overdue = Choice(Text("逾期未回复", "Reply overdue"), {"true": Text("是", "Yes")})


class StatisticsPeriod(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), required=True)
    from_on = Day(Text("起", "From"), required=True)
    until_on = Day(Text("止", "To"), required=True)
