"""Programmes, cohorts with everything about them, and the picture code of a session."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.doors import NavItem
from coop.core.errors import NotFound
from coop.core.language import SHANGHAI, Text
from coop.core.pages import Column, action_links
from coop.mechanisms.training.commands import (
    BATCH_RESOURCE,
    COHORT_RESOURCE,
    PROGRAM_RESOURCE,
    SESSION_RESOURCE,
)
from coop.mechanisms.training.pages.blueprint import address, pages, sign_in_path, state_tag
from coop.mechanisms.training.printing import picture_path
from coop.mechanisms.training.queries.sessions import get_session
from coop.mechanisms.training.queries.views import (
    CohortSummaryView,
    CohortView,
    CourseSessionView,
    EnrollmentSummaryView,
    TrainingProgramView,
)
from coop.mechanisms.training.workflow import COHORT, COHORT_ASIDE, PROGRAM

LIST = "training/list.html"
# What the page of a cohort says first, by what this officer may do; the first that fits.
_NEXT = {
    "start": Text(
        "请审核下方推荐人选；开班当日点“开班”，已录取人员转为在训。",
        "Judge the nominations below; on the first day press Start.",
    ),
    "open": Text(
        "名额和课程表齐备后，发布通知并开始报名。",
        "When seats and timetable are complete, send the notice and open.",
    ),
    "record_scores": Text(
        "培训期间登记考勤和请假；测试后登记成绩。",
        "Record attendance and leave, and after the test the scores.",
    ),
    "certify_all": Text("测试合格的学员可以颁发结业证书。", "Those who passed can be certified."),
    "finish": Text("课程已结束，可以结业。", "The sessions are over; the cohort can finish."),
    "nominate": Text(
        "正在报名：请在{day}前（含当日）推荐本单位学员，点“推荐学员”，每次一人。",
        "Nominations are open until {day}: press Nominate, one person each time.",
    ),
}
_WAITING = {
    "planned": Text("主办单位正在筹备，报名尚未开始。", "The organiser prepares it."),
    "enrolling": Text("推荐已截止，等待开班。", "Nominations are closed; it starts on {start}."),
    "running": Text("正在培训。", "The cohort is under way."),
    "finished": Text("本期已结业。", "The cohort has finished."),
    "cancelled": Text("本期已取消。", "The cohort was cancelled."),
}


def _days(view: CohortSummaryView) -> Text:
    return Text("{first}至{last}", "{first} to {last}").with_facts(
        first=view.starts_on, last=view.ends_on
    )


def _seats(view: CohortSummaryView) -> str:
    return f"{view.taken_count}/{view.seat_count}"


def _of_program(_actor: Actor, view: TrainingProgramView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": PROGRAM.course(view.state, aside=()),
        "cohorts": [
            {"cells": [one.title, str(_days(one)), _seats(one), state_tag(one)],
             "url": f"/cohorts/{one.id}"}
            for one in view.cohorts
        ],
    }  # fmt: skip


def _of_cohort(_actor: Actor, view: CohortView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": COHORT.course(view.state, aside=COHORT_ASIDE),
        "next_step": _next_step(view),
        "trail": [(PROGRAM_RESOURCE.label, "/training-programs"),
                  (view.program_title, f"/training-programs/{view.program_id}")],
        "lessons": [_lesson(one) for one in view.sessions],
        **_people(view),
        "batches": [
            {"view": one, "tag": {"tag": one.state_label, "tone": "good" if one.sha256 else "info"},
             "url": f"/{BATCH_RESOURCE.plural}/{one.id}/certificates.pdf"}
            for one in view.batches
        ],
        "release_ahead": "release_seats" in COHORT.possible(view.state),
        "files": [
            (one.label, f"/cohorts/{view.id}/{one.segment}") for one in COHORT_RESOURCE.files
        ],
    }  # fmt: skip


def _next_step(view: CohortView) -> Text:
    action = next((one for one in _NEXT if one in view.allowed_actions), None)
    words = _NEXT[action] if action else _WAITING[view.state]
    return words.with_facts(day=view.nominate_until_on, start=view.starts_on)


def _lesson(view: CourseSessionView) -> dict[str, object]:
    links = action_links(SESSION_RESOURCE, view)
    if "record_attendance" in view.allowed_actions or "edit" in view.allowed_actions:
        code = Text("签到码", "Sign-in code")
        links.append((code, f"/course-sessions/{view.id}/sign-in-code", "secondary"))
    span = Text("{first}—{last}", "{first} to {last}").with_facts(
        first=view.starts_at, last=f"{view.ends_at.astimezone(SHANGHAI):%H:%M}"
    )
    return {"view": view, "actions": links, "present": _present(view), "span": span}


def _present(view: CourseSessionView) -> str:
    """Present of all whom the reader may know; empty before anything is recorded."""
    there = sum(one.status not in {"absent", "on_leave"} for one in view.attendance)
    return f"{there}/{len(view.attendance)}" if view.attendance else ""


def _waiting(view: EnrollmentSummaryView) -> str:
    place = Text("第{place}位", "no. {place}").with_facts(place=view.waiting_place)
    return str(place) if view.waiting_place else ""


_OF_PERSON = (
    Column(Text("姓名", "Name"), lambda view: view.name),
    Column(Text("单位", "Institution"), lambda view: view.institution_name),
    Column(Text("职务", "Post"), lambda view: view.job_title),
    Column(Text("状态", "State"), state_tag),
    Column(Text("候补", "Waiting"), _waiting),
    Column(Text("成绩", "Score"), lambda view: "" if view.score is None else str(view.score)),
    Column(Text("证书编号", "Certificate"), lambda view: view.certificate_number or ""),
)


def _people(view: CohortView) -> dict[str, object]:
    """The table of trainees, without columns that nobody has anything in yet."""
    used = [one for one in _OF_PERSON if any(one.cell(person) for person in view.enrollments)]
    return {
        "people_columns": [one.label for one in used],
        "people": [
            {"cells": [one.cell(person) for one in used], "url": f"/enrollments/{person.id}"}
            for person in view.enrollments
        ],
    }


@pages.blueprint.route("/course-sessions/<uuid:session_id>/sign-in-code")
def show_sign_in_code(session_id: UUID) -> str:
    """The picture that trainees scan in the room; for the organiser alone."""
    view = get_session(signed_in().actor, session_id)
    if not view.allowed_actions:
        raise NotFound
    link = address(sign_in_path(session_id))
    side, cells = picture_path(link)
    return render_template(
        "training/sign_in_code.html",
        title=view.title,
        trail=[(COHORT_RESOURCE.label, f"/cohorts/{view.cohort_id}")],
        view=view,
        link=link,
        side=side,
        cells=cells,
    )


pages.serve(
    PROGRAM_RESOURCE,
    detail="training/program.html",
    columns=(
        Column(Text("培训班", "Programme"), lambda view: view.title),
        Column(Text("类别", "Kind"), lambda view: view.kind_label),
        Column(Text("对象", "For"), lambda view: view.level_label),
        Column(Text("主办单位", "Organiser"), lambda view: view.organiser_name),
        Column(Text("期数", "Cohorts"), lambda view: str(len(view.cohorts))),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_program,
    list_template=LIST,
)
pages.serve(
    COHORT_RESOURCE,
    detail="training/cohort.html",
    columns=(
        Column(Text("期次", "Cohort"), lambda view: view.title),
        Column(Text("时间", "Days"), lambda view: str(_days(view))),
        Column(Text("地点", "Place"), lambda view: view.place),
        Column(Text("推荐截止", "Nominate by"), lambda view: view.nominate_until_on),
        Column(Text("已占/名额", "Taken/seats"), _seats),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_cohort,
    list_template=LIST,
    nav=NavItem(Text("培训", "Training"), "/cohorts", 60),
)
pages.serve(SESSION_RESOURCE)
pages.serve(BATCH_RESOURCE)
