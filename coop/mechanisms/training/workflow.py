"""State tables of training and the codes of its fields.

training_admin: of the institution that organises the programme. nominator: a liaison officer or
handler of the nominated person's own institution. trainee: the nominated person, by the personal
link. host, sender: officers of the two institutions of a secondment.
"""

from __future__ import annotations

from coop.core.language import Text
from coop.core.workflow import Workflow, row

_ADMIN = "training_admin"
_NOMINATOR = "nominator"

PROGRAM = Workflow(
    "training_program",
    states={
        "planned": Text("筹备中", "Planned"),
        "enrolling": Text("报名中", "Enrolling"),
        "running": Text("办班中", "Running"),
        "finished": Text("已结束", "Finished"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "add_cohort": Text("增加一期", "Add a cohort"),
        "open": Text("启动报名", "Open for enrolment"),
        "start": Text("开班", "Start"),
        "finish": Text("结束培训班", "Finish"),
    },
    rows=[
        row("planned", "edit", "planned", _ADMIN),
        row("enrolling", "edit", "enrolling", _ADMIN),
        row("planned", "add_cohort", "planned", _ADMIN),
        row("enrolling", "add_cohort", "enrolling", _ADMIN),
        row("running", "add_cohort", "running", _ADMIN),
        row("planned", "open", "enrolling", _ADMIN),
        row("enrolling", "start", "running", _ADMIN),
        row("running", "finish", "finished", _ADMIN),
    ],
)

COHORT = Workflow(
    "cohort",
    states={
        "planned": Text("筹备中", "Planned"),
        "enrolling": Text("报名中", "Enrolling"),
        "running": Text("在训", "Running"),
        "finished": Text("已结业", "Finished"),
        "cancelled": Text("已取消", "Cancelled"),
    },
    actions={
        "edit": Text("修改", "Edit"),
        "assign_seats": Text("分配名额", "Assign the seats"),
        "add_session": Text("增加课程", "Add a session"),
        "edit_session": Text("修改课程", "Change a session"),
        "record_attendance": Text("登记考勤", "Record the attendance"),
        "open": Text("发布通知并开始报名", "Send the notice and open"),
        "nominate": Text("推荐学员", "Nominate"),
        "admit_all": Text("录取全部推荐人选", "Admit all nominees"),
        "release_seats": Text("释放空余名额", "Release unused seats"),
        "start": Text("开班", "Start"),
        "record_scores": Text("登记测试成绩", "Record the scores"),
        "certify_all": Text("为合格学员颁发结业证书", "Certify all who passed"),
        "print_certificates": Text("打印全部证书", "Print all certificates"),
        "finish": Text("结业", "Finish"),
        "cancel": Text("取消本期", "Cancel"),
    },
    rows=[
        row("planned", "edit", "planned", _ADMIN),
        row("enrolling", "edit", "enrolling", _ADMIN),
        row("planned", "assign_seats", "planned", _ADMIN),
        row("enrolling", "assign_seats", "enrolling", _ADMIN),
        row("planned", "add_session", "planned", _ADMIN),
        row("enrolling", "add_session", "enrolling", _ADMIN),
        row("running", "add_session", "running", _ADMIN),
        row("planned", "edit_session", "planned", _ADMIN),
        row("enrolling", "edit_session", "enrolling", _ADMIN),
        row("running", "edit_session", "running", _ADMIN),
        row("running", "record_attendance", "running", _ADMIN),
        row("finished", "record_attendance", "finished", _ADMIN),
        row("planned", "open", "enrolling", _ADMIN),
        row("enrolling", "nominate", "enrolling", _NOMINATOR),
        row("enrolling", "admit_all", "enrolling", _ADMIN),
        # By itself at the set time, or earlier by the organiser.
        row("enrolling", "release_seats", "enrolling", _ADMIN),
        row("enrolling", "start", "running", _ADMIN),
        row("running", "record_scores", "running", _ADMIN),
        row("finished", "record_scores", "finished", _ADMIN),
        row("running", "certify_all", "running", _ADMIN),
        row("finished", "certify_all", "finished", _ADMIN),
        row("running", "print_certificates", "running", _ADMIN),
        row("finished", "print_certificates", "finished", _ADMIN),
        row("running", "finish", "finished", _ADMIN),
        row("planned|enrolling", "cancel", "cancelled", _ADMIN),
    ],
)

ENROLLMENT = Workflow(
    "enrollment",
    states={
        "applied": Text("已推荐，待审核", "Nominated"),
        "waiting": Text("候补", "Waiting list"),
        "offered": Text("候补转正，待确认", "Seat offered"),
        "admitted": Text("已录取", "Admitted"),
        "attending": Text("在训", "Attending"),
        "failed": Text("测试未通过", "Failed"),
        "passed": Text("测试合格", "Passed"),
        "certified": Text("已结业", "Certified"),
        "withdrawn": Text("已退出", "Withdrawn"),
        "rejected": Text("未录取", "Not admitted"),
        "lapsed": Text("逾期未确认", "Offer lapsed"),
    },
    actions={
        "queue": Text("列入候补", "Put on the waiting list"),
        "offer": Text("候补转正", "Offer a seat"),
        "accept": Text("确认参训", "Accept the seat"),
        "lapse": Text("逾期失效", "Lapse"),
        "admit": Text("录取", "Admit"),
        "reject": Text("不予录取", "Do not admit"),
        "replace": Text("更换人选", "Replace the nominee"),
        "withdraw": Text("退出", "Withdraw"),
        "start": Text("入学", "Start"),
        "sign_in": Text("签到", "Sign in"),
        "leave": Text("登记请假", "Record a leave"),
        "absent_without_leave": Text("擅自离训，责令退训", "Absent without leave"),
        "begin_test": Text("开始测试", "Begin the test"),
        "assess": Text("登记测试成绩", "Record the test's score"),
        "resit": Text("登记补考成绩", "Record the resit's score"),
        "give_feedback": Text("评价", "Give feedback"),
        "certify": Text("颁发结业证书", "Certify"),
    },
    rows=[
        # No seat was left when the nomination arrived.
        row("applied", "queue", "waiting"),
        row("waiting", "offer", "offered"),
        row("offered", "accept", "applied", _NOMINATOR),
        row("offered", "lapse", "lapsed"),
        row("applied|waiting", "admit", "admitted", _ADMIN),
        row("applied|waiting|offered|admitted", "reject", "rejected", _ADMIN),
        row("applied", "replace", "applied", _NOMINATOR),
        row("waiting", "replace", "waiting", _NOMINATOR),
        # The organiser judges the new person again; the seat stays.
        row("admitted", "replace", "applied", _NOMINATOR),
        row("applied|waiting|offered|admitted", "withdraw", "withdrawn", _NOMINATOR),
        # With the cohort.
        row("admitted", "start", "attending"),
        row("attending", "sign_in", "attending", "trainee"),
        row("failed", "sign_in", "failed", "trainee"),
        row("passed", "sign_in", "passed", "trainee"),
        row("attending", "leave", "attending", _ADMIN),
        row("attending", "leave", "withdrawn", _ADMIN),
        row("attending", "absent_without_leave", "withdrawn", _ADMIN),
        row("attending", "begin_test", "attending", "trainee"),
        row("failed", "begin_test", "failed", "trainee"),
        row("attending", "give_feedback", "attending", "trainee"),
        row("failed", "give_feedback", "failed", "trainee"),
        row("passed", "give_feedback", "passed", "trainee"),
        row("certified", "give_feedback", "certified", "trainee"),
        row("attending", "assess", "passed", _ADMIN, "trainee"),
        row("attending", "assess", "failed", _ADMIN, "trainee"),
        row("failed", "resit", "passed", _ADMIN, "trainee"),
        row("failed", "resit", "failed", _ADMIN, "trainee"),
        row("passed", "certify", "certified", _ADMIN),
    ],
)

CERTIFICATE = Workflow(
    "training_certificate",
    states={"issued": Text("有效", "Valid"), "revoked": Text("已撤销", "Revoked")},
    actions={"revoke": Text("撤销证书", "Revoke")},
    rows=[row("issued", "revoke", "revoked", _ADMIN)],
)

QUESTION_IMPORT = Workflow(
    "question_import",
    states={
        "checked": Text("已检查，待导入", "Checked"),
        "applied": Text("已导入", "Imported"),
        "discarded": Text("已放弃", "Discarded"),
    },
    actions={
        "apply": Text("导入题目", "Import the questions"),
        "discard": Text("放弃", "Discard"),
    },
    rows=[
        row("checked", "apply", "applied", _ADMIN),
        row("checked", "discard", "discarded", _ADMIN),
    ],
)

SECONDMENT = Workflow(
    "secondment",
    states={
        "proposed": Text("待接收单位确认", "Proposed"),
        "agreed": Text("已商定", "Agreed"),
        "serving": Text("在岗", "Serving"),
        "finished": Text("已期满", "Finished"),
        "declined": Text("未接收", "Declined"),
        "ended": Text("提前结束", "Ended early"),
    },
    actions={
        "agree": Text("同意接收", "Agree"),
        "decline": Text("不予接收", "Decline"),
        "begin": Text("到岗", "Begin"),
        "finish": Text("期满鉴定", "Finish"),
        "end_early": Text("提前结束", "End early"),
    },
    rows=[
        row("proposed", "agree", "agreed", "host"),
        row("proposed", "decline", "declined", "host"),
        row("agreed", "begin", "serving", "host"),
        row("serving", "finish", "finished", "host"),
        row("proposed|agreed|serving", "end_early", "ended", "host", "sender"),
    ],
)

# Off the usual way of a nomination, and of a secondment.
ENROLLMENT_ASIDE = frozenset({"waiting", "offered", "failed", "withdrawn", "rejected", "lapsed"})
COHORT_ASIDE = frozenset({"cancelled"})
COHORT_OPEN = frozenset({"planned", "enrolling", "running"})
SECONDMENT_ASIDE = frozenset({"declined", "ended"})
# Who holds a seat before the cohort starts, and who is counted as having started.
SEATED = frozenset({"applied", "offered", "admitted"})
TAKING_PART = frozenset({"attending", "passed", "failed", "certified"})
WAITING = frozenset({"waiting"})
LIVE = SEATED | TAKING_PART | WAITING

PROGRAM_KINDS = {
    "class": Text("培训班", "Training class"),
    "reading": Text("读书班", "Reading class"),
    "seminar": Text("研讨班", "Seminar"),
}
LEVELS = {
    "bureau": Text("局级", "Bureau level"),
    "division": Text("处级", "Division level"),
    "section": Text("科级", "Section level"),
}
ANY_LEVEL = "any"
PROGRAM_LEVELS = {**LEVELS, ANY_LEVEL: Text("不限", "Any level")}
SESSION_FORMS = {
    "lecture": Text("讲授", "Lecture"),
    "visit": Text("现场教学", "Visit"),
    "video": Text("视频", "Video"),
    "scenario": Text("情景模拟", "Scenario"),
    "self_study": Text("自学研讨", "Self-study"),
}
PRESENT, LATE, LEFT_EARLY, ABSENT, ON_LEAVE = "present", "late", "left_early", "absent", "on_leave"
ATTENDANCE = {
    PRESENT: Text("出勤", "Present"),
    LATE: Text("迟到", "Late"),
    LEFT_EARLY: Text("早退", "Left early"),
    ABSENT: Text("缺勤", "Absent"),
    ON_LEAVE: Text("请假", "On leave"),
}
QUESTION_KINDS = {
    "single": Text("单选", "One answer"),
    "multiple": Text("多选", "Several answers"),
    "judgement": Text("判断", "True or false"),
}
SECONDMENT_KINDS = {
    "post": Text("挂职", "In a post"),
    "shadow": Text("跟班学习", "Shadowing"),
}
BATCH_STATES = {
    "queued": Text("排队中", "Queued"),
    "working": Text("正在生成", "Being made"),
    "ready": Text("已完成", "Ready"),
}
# Anonymous results are shown from this many answers on: fewer would name their writers.
LEAST_ANSWERS = 3

# The agreement's clause.
CLAUSE = "talent"
# Kinds of deadlines.
OFFER_DUE = "offer"
