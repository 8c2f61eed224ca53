"""Fields of programmes, cohorts and sessions."""

from __future__ import annotations

from coop.core.fields import (
    Choice,
    Day,
    Instant,
    Line,
    LongText,
    Many,
    Ref,
    Rows,
    Schema,
    Whole,
)
from coop.core.language import Text
from coop.documents.schemas import agreement_field
from coop.mechanisms.training.schemas.fields import (
    Hours,
    ScoreOf,
    banks,
    filled,
    parties,
    quotas_field,
    trainees,
)
from coop.mechanisms.training.workflow import (
    COHORT,
    PROGRAM,
    PROGRAM_KINDS,
    PROGRAM_LEVELS,
    SESSION_FORMS,
)


class EditProgram(Schema):
    """A programme's fields; PATCH may leave out what stays."""

    title = Line(
        Text("培训班名称", "Title"),
        validate=filled,
        hint=Text("不写期次，如“处级干部读书班”。", "Without the cohort's number."),
    )
    kind = Choice(Text("类别", "Kind"), PROGRAM_KINDS)
    level = Choice(Text("培训对象级别", "For which level"), PROGRAM_LEVELS)
    aim = LongText(
        Text("培训目的", "Aim"),
        limit=2_000,
        validate=filled,
        hint=Text("写入培训通知，用完整的句子。", "Printed in the notice; whole sentences."),
    )
    total_hours = Hours(
        Text("总学时", "Total hours"),
        hint=Text("每期的学时，可填半学时，如56。", "Of each cohort; halves allowed."),
    )
    bank_id = Ref(
        Text("测试题库", "Question bank"),
        offered=banks,
        allow_none=True,
        hint=Text("不选则线下测试、登记成绩。", "Without one the test is on paper."),
    )
    question_count = Whole(Text("测试题数", "Questions in the test"), least=1, most=200)
    test_minutes = Whole(Text("测试时长（分钟）", "Minutes for the test"), least=5, most=480)


_PROGRAM_NEEDS = {"title", "kind", "level", "aim", "total_hours"}


class PlanProgram(EditProgram):
    agreement_id = agreement_field(required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new programme needs what a change may leave out."""
        if field_name in _PROGRAM_NEEDS and isinstance(field_obj, (Line, Choice, Hours)):
            field_obj.required = True


class ProgramFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), PROGRAM.states)
    organiser_id = Ref(Text("主办单位", "Organiser"), offered=parties)


class EditCohort(Schema):
    """A cohort's fields; PATCH may leave out what stays."""

    starts_on = Day(Text("开班日期", "First day"))
    ends_on = Day(Text("结业日期", "Last day"))
    place = Line(Text("地点", "Place"), validate=filled)
    nominate_until_on = Day(
        Text("推荐截止日", "Nominations until"),
        hint=Text("当日仍可推荐。", "That day included."),
    )
    release_at = Instant(
        Text("释放空余名额的时间", "Unused seats are released at"),
        allow_none=True,
        hint=Text(
            "到时未用的名额由其他单位的候补人选递补；不填则不释放。",
            "Then other parties' waiting people move up; blank for never.",
        ),
    )


_COHORT_NEEDS = {"starts_on", "ends_on", "place", "nominate_until_on"}


class AddCohort(EditCohort):
    quotas = quotas_field(load_default=list)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new cohort needs what a change may leave out."""
        if field_name in _COHORT_NEEDS and isinstance(field_obj, (Line, Day)):
            field_obj.required = True


class AssignSeats(Schema):
    quotas = quotas_field(required=True)


class CohortFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), COHORT.states)
    program_id = Ref(Text("培训班", "Programme"))


class EditSession(Schema):
    """A session's fields; PATCH may leave out what stays."""

    title = Line(Text("课程", "Session"), validate=filled)
    form = Choice(Text("形式", "Form"), SESSION_FORMS)
    starts_at = Instant(Text("开始时间", "Begins"))
    ends_at = Instant(Text("结束时间", "Ends"))
    hours = Hours(Text("学时", "Hours"))
    teacher = Line(Text("授课人", "Teacher"), limit=100)
    place = Line(Text("地点", "Place"), hint=Text("与班级地点不同时填写。", "Where it differs."))


_SESSION_NEEDS = {"title", "form", "starts_at", "ends_at", "hours"}


class AddSession(EditSession):
    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new session needs what a change may leave out."""
        if field_name in _SESSION_NEEDS and isinstance(field_obj, (Line, Choice, Instant, Hours)):
            field_obj.required = True


class RecordScores(Schema):
    scores = Rows(
        Text("成绩", "Scores"),
        ScoreOf,
        required=True,
        hint=Text(
            "只填有成绩的学员；首次未通过的，再次登记为补考。",
            "Only those with a score; after a first failure it is the resit's.",
        ),
    )


def _list_of(label: Text, hint: Text | None = None) -> Many:
    person = Ref(Text("学员", "Trainee"), offered=trainees)
    return Many(label, person, distinct=True, most=1000, load_default=list, hint=hint)


class RecordAttendance(Schema):
    present_ids = _list_of(
        Text("出勤", "Present"),
        Text(
            "未列入任何一栏的学员登记为缺勤。", "Whoever stands on no list is recorded as absent."
        ),
    )
    late_ids = _list_of(Text("迟到", "Late"))
    left_early_ids = _list_of(Text("早退", "Left early"))
    on_leave_ids = _list_of(
        Text("请假", "On leave"),
        Text("请假学时另在学员页面登记。", "The hours of leave are recorded with the trainee."),
    )
