"""Programmes, cohorts, sessions, and the files of certificates."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.mechanisms.training import policy
from coop.mechanisms.training.commands import prefills
from coop.mechanisms.training.queries import batches, papers
from coop.mechanisms.training.queries import cohorts as reads
from coop.mechanisms.training.queries import sessions as session_reads
from coop.mechanisms.training.queries.views import (
    CertificateBatchView,
    CohortSummaryView,
    CohortView,
    CourseSessionView,
    TrainingProgramView,
)
from coop.mechanisms.training.schemas import fields
from coop.mechanisms.training.schemas import programs as schemas
from coop.mechanisms.training.service import (
    certificates,
    cohorts,
    nominations,
    programs,
    sessions,
    tests,
)
from coop.mechanisms.training.workflow import COHORT, PROGRAM

_SCOPE = "training"
_PDF = "application/pdf"


_program_act = doors.acts_in(PROGRAM.actions)
_act = doors.acts_in(COHORT.actions)


PROGRAM_RESOURCE = doors.register(
    Resource(
        name="training_program",
        plural="training-programs",
        scope=_SCOPE,
        label=Text("培训班", "Training programmes"),
        view=TrainingProgramView,
        get=reads.get_program,
        list=reads.list_programs,
        filters=schemas.ProgramFilters,
        home=lambda view: f"/training-programs/{view.id}",
        create=Act(
            "plan_training_program",
            programs.plan_program,
            Text("筹备培训班", "Plan a programme"),
            schema=schemas.PlanProgram,
            draft=True,
            prefill=prefills.new_program,
            offered_to=policy.is_admin,
            hint=Text(
                "先筹备，再增加期次、分配名额、启动报名。",
                "Plan it, add cohorts with their seats, then open it.",
            ),
        ),
        edit=_program_act(
            "edit", programs.edit_program, schemas.EditProgram, prefill=prefills.program_now
        ),
        acts=(
            _program_act(
                "add_cohort",
                cohorts.add_cohort,
                schemas.AddCohort,
                adds=True,
                answers="cohort",
                prefill=prefills.parties_without_seats,
                draft=True,
                tone="primary",
            ),
            _program_act(
                "open",
                programs.open_program,
                tone="primary",
                hint=Text(
                    "启动后各成员单位可见；每期的通知在该期页面发布。",
                    "Every party then sees it; each cohort's notice is sent from its page.",
                ),
            ),
            _program_act("start", programs.start_program),
            _program_act("finish", programs.finish_program),
        ),
    )
)

COHORT_RESOURCE = doors.register(
    Resource(
        name="cohort",
        plural="cohorts",
        scope=_SCOPE,
        label=Text("培训期次", "Cohorts"),
        view=CohortView,
        get=reads.get_cohort,
        list=reads.list_cohorts,
        list_view=CohortSummaryView,
        filters=schemas.CohortFilters,
        home=lambda view: f"/cohorts/{view.id}",
        edit=_act("edit", cohorts.edit_cohort, schemas.EditCohort, prefill=prefills.cohort_now),
        acts=(
            _act(
                "nominate",
                nominations.nominate,
                fields.Person,
                adds=True,
                answers="enrollment",
                tone="primary",
                hint=Text(
                    "每次推荐一人。有空余名额即占用名额，待主办单位审核录取；没有则列入候补。",
                    "One person each time: into a free seat, else onto the waiting list.",
                ),
                done=Text("已推荐，等待主办单位审核。", "Nominated; the organiser judges it."),
            ),
            _act(
                "admit_all",
                nominations.admit_all,
                hint=Text(
                    "录取全部占有名额、待审核的人选；不合适的请先在其页面不予录取。",
                    "Everybody nominated into a seat; refuse the others on their pages first.",
                ),
            ),
            _act(
                "assign_seats",
                cohorts.assign_seats,
                schemas.AssignSeats,
                prefill=prefills.seats_now,
            ),
            _act(
                "add_session",
                sessions.add_session,
                schemas.AddSession,
                adds=True,
                answers="course_session",
            ),
            _act(
                "open",
                cohorts.open_cohort,
                tone="primary",
                hint=Text(
                    "生成培训通知（含名额和课程表），发各单位签收，并开始接受推荐。",
                    "Makes the notice with seats and timetable, sends it and takes nominations.",
                ),
                done=Text("通知已发布，开始报名。", "The notice is out; nominations are open."),
            ),
            _act(
                "release_seats",
                cohorts.release_seats,
                hint=Text(
                    "未使用的名额立即由候补人选按推荐先后递补，不分单位。",
                    "Unused seats go at once to who waits longest, whatever the party.",
                ),
            ),
            _act(
                "start",
                cohorts.start_cohort,
                tone="primary",
                hint=Text(
                    "已录取的人员转为在训，候补名单失效。",
                    "Those admitted become trainees; the waiting list ends.",
                ),
            ),
            _act(
                "record_scores",
                tests.record_scores,
                schemas.RecordScores,
                prefill=prefills.scores_now,
                draft=True,
                tone="primary",
            ),
            _act(
                "certify_all",
                certificates.certify_all,
                tone="primary",
                hint=Text(
                    "为测试合格且考勤达标的学员逐一编号颁发。",
                    "Everybody who passed and attended enough, each with a number.",
                ),
            ),
            _act(
                "print_certificates",
                certificates.print_certificates,
                adds=True,
                answers="certificate_batch",
                hint=Text(
                    "在后台生成一个PDF，每证一页。", "One PDF, a page each, made in the background."
                ),
            ),
            _act("finish", cohorts.finish_cohort),
            _act("cancel", cohorts.cancel_cohort, fields.ReasonGiven, tone="danger"),
        ),
        files=(
            File("roster.pdf", papers.roster_pdf, Text("学员名册", "Roster"), _PDF),
            File("timetable.pdf", papers.timetable_pdf, Text("课程表", "Timetable"), _PDF),
            File("attendance.pdf", papers.attendance_pdf, Text("考勤表", "Attendance sheet"), _PDF),
        ),
    )
)

SESSION_RESOURCE = doors.register(
    Resource(
        name="course_session",
        plural="course-sessions",
        scope=_SCOPE,
        label=Text("课程", "Sessions"),
        view=CourseSessionView,
        get=session_reads.get_session,
        home=lambda view: f"/cohorts/{view.cohort_id}#timetable",
        edit=Act(
            "edit",
            sessions.edit_session,
            COHORT.actions["edit_session"],
            schema=schemas.EditSession,
            prefill=prefills.session_now,
        ),
        acts=(
            _act(
                "record_attendance",
                sessions.record_attendance,
                schemas.RecordAttendance,
                prefill=prefills.attendance_now,
            ),
        ),
    )
)

BATCH_RESOURCE = doors.register(
    Resource(
        name="certificate_batch",
        plural="certificate-batches",
        scope=_SCOPE,
        label=Text("证书合订本", "Files of certificates"),
        view=CertificateBatchView,
        get=batches.get_batch,
        home=lambda view: f"/cohorts/{view.cohort_id}#certificates",
        files=(
            File("certificates.pdf", batches.batch_pdf, Text("全部证书", "All certificates"), _PDF),
        ),
    )
)

doors.name_actions(
    {
        "training_program.plan": Text("筹备培训班", "Programme planned"),
        "cohort.add": Text("增加本期", "Cohort added"),
        "cohort.feedback": Text("收到一份匿名评价", "Anonymous feedback arrived"),
        "course_session.add": Text("增加课程", "Session added"),
    }
)
