"""Trainees, certificates, secondments, and the public check of a certificate."""

from __future__ import annotations

from flask import Response, render_template, request

from coop.core import form_fields, forms, rest
from coop.core.actor import SYSTEM, Actor
from coop.core.errors import FieldProblem, Invalid
from coop.core.language import Text
from coop.core.pages import Column
from coop.mechanisms.training.commands import (
    CERTIFICATE_RESOURCE,
    ENROLLMENT_RESOURCE,
    SECONDMENT_RESOURCE,
)
from coop.mechanisms.training.pages.blueprint import address, pages, state_tag, trainee_path
from coop.mechanisms.training.pages.programs import LIST
from coop.mechanisms.training.queries.certificates import is_genuine, is_of_a_trial
from coop.mechanisms.training.queries.paper_views import SecondmentView, TrainingCertificateView
from coop.mechanisms.training.queries.views import EnrollmentView
from coop.mechanisms.training.schemas.people import CertificateCheck
from coop.mechanisms.training.workflow import (
    ENROLLMENT,
    ENROLLMENT_ASIDE,
    SECONDMENT,
    SECONDMENT_ASIDE,
    TAKING_PART,
)

_NEXT = {
    "accept": Text(
        "有空余名额，请在{day}前（含当日）确认参训，逾期顺延下一名。",
        "A seat is free: accept it by {day}, or it goes to the next one.",
    ),
    "admit": Text("请审核人选，录取或不予录取。", "Judge the nomination: admit or refuse it."),
    "assess": Text(
        "培训期间登记请假，结业前登记测试成绩。", "Record leave, and the score at the end."
    ),
    "resit": Text("测试未通过，可以补考一次。", "Failed: a resit is allowed."),
    "certify": Text("测试合格，可以颁发结业证书。", "Passed: the certificate can be issued."),
    "replace": Text(
        "如需换人，点“更换人选”，名额不变；不再参加请点“退出”。",
        "To send somebody else press Replace; the seat stays. To give it up press Withdraw.",
    ),
}
_WAITING = {
    "applied": Text("等待主办单位审核。", "The organiser judges the nomination."),
    "waiting": Text(
        "候补第{place}位；有空余名额时按推荐先后递补。", "No. {place} on the waiting list."
    ),
    "admitted": Text("已录取，按通知要求报到。", "Admitted; report as the notice says."),
    "attending": Text("正在参训。", "In training."),
    "passed": Text("测试合格，等待颁发证书。", "Passed; the certificate follows."),
    "failed": Text("测试未通过。", "Failed the test."),
    "certified": Text("已结业，证书见右侧。", "Certified; the certificate is beside."),
}


def _of_enrollment(_actor: Actor, view: EnrollmentView) -> dict[str, object]:
    has_link = view.state in TAKING_PART
    return {
        "state_tag": state_tag(view),
        "steps": ENROLLMENT.course(view.state, aside=ENROLLMENT_ASIDE),
        "next_step": _next_step(view),
        "more_facts": _more_facts(view),
        "attendance": [
            {"cells": [one.session_title, one.status_label, f"{one.hours:g}"]}
            for one in view.attendance
        ],
        "link": address(trainee_path(view.id)) if has_link else "",
        "trail": [(view.cohort_title, f"/cohorts/{view.cohort_id}")],
    }


def _more_facts(view: EnrollmentView) -> list[tuple[Text, object]]:
    """What there is to tell by now: no leave before the course, no place once it is given."""
    place = Text("第{place}位", "no. {place}").with_facts(place=view.waiting_place)
    limit = f"{view.leave_limit_hours:g}" if view.leave_limit_hours is not None else "—"
    leave = Text("{hours}学时（上限{limit}学时）", "{hours} hours (at most {limit})")
    told = [
        (Text("工号", "Staff number"), view.staff_no),
        (Text("候补次序", "Waiting list"), place if view.waiting_place else None),
        (Text("录取时间", "Admitted"), view.admitted_at),
        (
            Text("请假累计", "Leave"),
            leave.with_facts(hours=f"{view.leave_hours:g}", limit=limit)
            if view.attendance or view.leaves
            else None,
        ),
    ]
    return [(label, value) for label, value in told if value]


def _next_step(view: EnrollmentView) -> Text | None:
    action = next((one for one in _NEXT if one in view.allowed_actions), None)
    words = _NEXT[action] if action else _WAITING.get(view.state)
    if view.waiting_place:
        words = _WAITING["waiting"]
    return words and words.with_facts(day=view.offer_due_on or "", place=view.waiting_place)


def _of_certificate(_actor: Actor, view: TrainingCertificateView) -> dict[str, object]:
    return {"state_tag": state_tag(view)}


def _of_secondment(_actor: Actor, view: SecondmentView) -> dict[str, object]:
    return {
        "state_tag": state_tag(view),
        "steps": SECONDMENT.course(view.state, aside=SECONDMENT_ASIDE),
    }


@pages.blueprint.route("/verify-certificate")
def verify_certificate() -> Response:
    """For anybody: whether number and check code belong to a valid certificate, nothing more."""
    raw = {name: [request.args.get(name, "")] for name in ("number", "code")}
    result: bool | None = None
    problems: tuple[FieldProblem, ...] = ()
    if request.args:
        try:
            asked = rest.load(CertificateCheck, forms.read(CertificateCheck, raw, {}))
            result = is_genuine(asked["number"], asked["code"])
        except Invalid as wrong:
            problems = tuple(wrong.problems)
    drawn = form_fields.shown(CertificateCheck, raw, actor=SYSTEM, subject=None, problems=problems)
    page = render_template(
        "training/verify.html",
        title=Text("证书核验", "Check a certificate"),
        fields=drawn,
        errors=form_fields.summary(problems, drawn),
        result=result,
        is_trial=is_of_a_trial(raw["number"][0]),
        number=raw["number"][0],
    )
    return Response(page, 422 if problems else 200)


pages.serve(
    ENROLLMENT_RESOURCE,
    detail="training/enrollment.html",
    columns=(
        Column(Text("姓名", "Name"), lambda view: view.name),
        Column(Text("单位", "Institution"), lambda view: view.institution_name),
        Column(Text("职务", "Post"), lambda view: view.job_title),
        Column(Text("请假学时", "Leave"), lambda view: f"{view.leave_hours:g}"),
        Column(Text("成绩", "Score"), lambda view: "" if view.score is None else str(view.score)),
        Column(Text("证书编号", "Certificate"), lambda view: view.certificate_number),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_enrollment,
    list_template=LIST,
)
pages.serve(
    CERTIFICATE_RESOURCE,
    detail="training/certificate.html",
    columns=(
        Column(Text("编号", "Number"), lambda view: view.number),
        Column(Text("姓名", "Name"), lambda view: view.name),
        Column(Text("单位", "Institution"), lambda view: view.institution_name),
        Column(Text("培训班", "Programme"), lambda view: f"{view.program_title}第{view.ordinal}期"),
        Column(Text("颁发日期", "Issued"), lambda view: view.issued_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_certificate,
    list_template=LIST,
)
pages.serve(
    SECONDMENT_RESOURCE,
    detail="training/secondment.html",
    columns=(
        Column(Text("姓名", "Name"), lambda view: view.name),
        Column(Text("类别", "Kind"), lambda view: view.kind_label),
        Column(Text("派出单位", "Sender"), lambda view: view.sender_name),
        Column(Text("接收单位", "Receiver"), lambda view: view.host_name),
        Column(Text("开始", "From"), lambda view: view.from_on),
        Column(Text("结束", "To"), lambda view: view.to_on),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_secondment,
    list_template=LIST,
)
