"""Fields of nominations, leave, scores, certificates and secondments."""

from __future__ import annotations

from coop.core.fields import Choice, Day, Flag, Line, LongText, Ref, Schema, Upload, Whole
from coop.core.language import Text
from coop.documents.schemas import Year, agreement_field
from coop.mechanisms.training.schemas.fields import (
    Hours,
    Person,
    other_parties,
    parties,
)
from coop.mechanisms.training.workflow import (
    CERTIFICATE,
    ENROLLMENT,
    SECONDMENT,
    SECONDMENT_KINDS,
)


class WithdrawNominee(Schema):
    reason = LongText(
        Text("理由", "Reason"),
        limit=1_000,
        load_default="",
        hint=Text(
            "临近开班退出须说明理由，并计入统计。", "Needed and counted when the start is near."
        ),
    )


class RecordLeave(Schema):
    on_day = Day(Text("请假日期", "Day"), required=True)
    hours = Hours(
        Text("请假学时", "Hours of leave"),
        required=True,
        hint=Text(
            "可填半学时。累计超过总学时规定比例的，登记后即按退训处理。",
            "Halves allowed. Beyond the allowed part of all hours this is withdrawal.",
        ),
    )
    reason = LongText(Text("请假事由", "Reason"), limit=1_000, required=True)


class RecordScore(Schema):
    score = Whole(
        Text("成绩", "Score"),
        most=100,
        required=True,
        hint=Text("0至100的整数。", "A whole number from 0 to 100."),
    )


class EnrollmentFilters(Schema):
    agreement_id = agreement_field()
    name = Line(Text("姓名", "Name"), printable=False)
    state = Choice(Text("状态", "State"), ENROLLMENT.states)
    institution_id = Ref(Text("单位", "Institution"), offered=parties)
    cohort_id = Ref(Text("期次", "Cohort"))


class CertificateFilters(Schema):
    agreement_id = agreement_field()
    number = Line(Text("编号", "Number"), printable=False)
    state = Choice(Text("状态", "State"), CERTIFICATE.states)
    institution_id = Ref(Text("单位", "Institution"), offered=parties)


class AddBank(Schema):
    agreement_id = agreement_field(required=True)
    title = Line(Text("题库名称", "Title"), required=True)


class BankFilters(Schema):
    agreement_id = agreement_field()


class CheckQuestions(Schema):
    file = Upload(
        Text("题目文件", "File of questions"),
        required=True,
        hint=Text(
            "CSV 或 xlsx，第一行为：题型、题目、选项A…选项F、答案。题型为单选、多选或判断；"
            "多选答案如“ACD”，判断答案为“正确”或“错误”。",
            "CSV or xlsx with the columns 题型, 题目, 选项A … 选项F, 答案.",
        ),
    )


class ApplyImport(Schema):
    skip_faulty = Flag(
        Text("跳过有误的行，导入其余题目", "Leave out the wrong rows"), load_default=False
    )


class ProposeSecondment(Person):
    agreement_id = agreement_field(required=True)
    host_id = Ref(Text("接收单位", "Receiving institution"), offered=other_parties, required=True)
    kind = Choice(Text("类别", "Kind"), SECONDMENT_KINDS, required=True)
    position = Line(Text("拟任岗位", "Position"), limit=100, required=True)
    from_on = Day(Text("开始日期", "From"), required=True)
    to_on = Day(Text("结束日期", "To"), required=True)

    class Meta(Schema.Meta):
        exclude = ("staff_no",)


class AgreeSecondment(Schema):
    mentor = Line(Text("带教人", "Mentor"), limit=60, required=True)


class FinishSecondment(Schema):
    appraisal = LongText(Text("鉴定意见", "Appraisal"), limit=2_000, required=True)


class SecondmentFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), SECONDMENT.states)
    kind = Choice(Text("类别", "Kind"), SECONDMENT_KINDS)


class HoursQuery(Schema):
    agreement_id = agreement_field(required=True)
    year = Year(Text("年度", "Year"), required=True)


class HoursCsvQuery(HoursQuery):
    bom = Choice(
        Text("字节顺序标记", "Byte order mark"),
        {"true": Text("是", "Yes"), "false": Text("否", "No")},
        hint=Text("用表格软件打开时选是。", "Yes for spreadsheet programs."),
    )


class StatisticsPeriod(Schema):
    agreement_id = agreement_field(required=True)
    from_on = Day(Text("起始日", "From"), required=True)
    until_on = Day(Text("截止日", "Until"), required=True)


class CertificateCheck(Schema):
    """What the public check page takes."""

    number = Line(Text("证书编号", "Number"), limit=40, required=True, printable=False)
    code = Line(Text("校验码", "Check code"), limit=40, required=True, printable=False)


class Feedback(Schema):
    """Scores 1 to 5 of one trainee."""

    content_score = Whole(Text("课程内容", "Content"), least=1, most=5, required=True)
    teaching_score = Whole(Text("授课水平", "Teaching"), least=1, most=5, required=True)
    organisation_score = Whole(Text("组织服务", "Organisation"), least=1, most=5, required=True)
    comment = LongText(
        Text("意见建议", "Comments"),
        limit=2_000,
        load_default="",
        hint=Text("请不要写姓名。", "Please don't write names."),
    )
