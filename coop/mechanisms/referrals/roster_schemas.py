"""Fields of the commands on the registers."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Flag, Line, LongText, Many, Ref, Schema, Whole
from coop.core.language import Text
from coop.documents.schemas import agreement_field
from coop.mechanisms.referrals.codes import NATURES
from coop.mechanisms.referrals.roster import BODY, BODY_KINDS, RELATIONS

_LICENCE_HINT = Text(
    "商事调解组织须持证：2026年5月1日前设立的，至迟2027年5月1日取得（商事调解条例）。",
    "Commercial bodies need one; those founded before 1 May 2026 by 1 May 2027.",
)


class EditBody(Schema):
    """An entry's fields; PATCH may leave out what stays."""

    founded_on = Day(Text("设立日期", "Founded on"), allow_none=True)
    licence_no = Line(
        Text("许可证号", "Licence number"), limit=60, hint=_LICENCE_HINT, allow_none=True
    )
    licence_valid_to = Day(Text("许可有效期至", "Licence valid to"), allow_none=True)
    certificate_no = Line(
        Text("特邀调解组织证书编号", "Certificate number"), limit=60, allow_none=True
    )
    causes = Many(
        Text("受理案由（每行一项，不填为不限）", "Causes it takes, one a line; empty for all"),
        Line(Text("案由", "Cause"), limit=100),
        most=50,
    )
    seat = Line(Text("住所地", "Seat"), limit=200)
    contact = Line(Text("公开联系方式", "Public contact"), limit=100)


class RegisterBody(EditBody):
    agreement_id = agreement_field()
    name = Line(Text("名称", "Name"), limit=100, required=True)
    short_name = Line(Text("简称", "Short name"), limit=40, required=True)
    kind = Choice(Text("类型", "Kind"), BODY_KINDS, required=True)


class AddOfficer(Schema):
    name = Line(Text("姓名", "Name"), limit=60, required=True)
    title = Line(Text("职务", "Title"), limit=100)


class EditMediator(Schema):
    """A mediator's entry; PATCH may leave out what stays."""

    certificate_no = Line(Text("调解员证号", "Certificate number"), limit=60, allow_none=True)
    certificate_valid_to = Day(Text("证书有效期至", "Certificate valid to"), allow_none=True)
    specialties = Many(
        Text("擅长案由（每行一项）", "Specialties, one a line"),
        Line(Text("案由", "Cause"), limit=100),
        most=30,
    )
    most_open = Whole(
        Text("同时在办上限", "Disputes at a time"),
        hint=Text("不填为不限。", "No limit if left out."),
        least=1,
        most=1_000,
        allow_none=True,
    )


class AddMediator(EditMediator):
    name = Line(Text("姓名", "Name"), limit=60, required=True)
    title = Line(Text("职务", "Title"), limit=100)


class DeclareConflict(Schema):
    party_name = Line(
        Text("单位或个人名称", "With whom"),
        limit=100,
        hint=Text(
            "与当事人名称一致时，不得由该调解员调解。",
            "Disputes in which a party has this name don't go to this mediator.",
        ),
        required=True,
    )
    relation = Choice(Text("关系", "Relation"), RELATIONS, required=True)
    note = LongText(Text("说明", "Note"), limit=1_000)
    until_on = Day(Text("有效期至", "Until"), allow_none=True)


class RosterReason(Schema):
    reason = LongText(Text("理由", "Reason"), limit=1_000, required=True)


class BodyFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    state = Choice(Text("状态", "State"), BODY.states)
    kind = Choice(Text("类型", "Kind"), BODY_KINDS)
    nature = Choice(Text("现可调解", "May take today"), NATURES)


class MediatorFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"))
    body_id = Ref(Text("调解组织", "Body"))
    is_active = Flag(Text("只看在岗", "Active only"))
