"""What opens without a sign-in: a trainee's own page by the personal link, and a session's door."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from flask import Response, flash, redirect, render_template, request

from coop.core import clock, form_fields, forms, http, rest
from coop.core.actor import SYSTEM
from coop.core.errors import CoopError, Invalid
from coop.core.language import Text
from coop.mechanisms.training.pages.blueprint import pages, session_of, trainee_of
from coop.mechanisms.training.queries.trainees import (
    TraineeDesk,
    agreement_of_session,
    agreement_of_trainee,
    session_title,
    trainee_at_door,
    trainee_desk,
)
from coop.mechanisms.training.schemas.people import Feedback
from coop.mechanisms.training.service import feedback, sessions, tests
from coop.mechanisms.training.workflow import ENROLLMENT

_THANKS = Text("感谢您的评价。", "Thank you for your feedback.")
_SAVED = Text("答案已保存，尚未交卷。", "Your answers are saved, not handed in yet.")
_HANDED_IN = Text("已交卷。", "Handed in.")
_SIGNED_IN = Text("签到成功。", "You are signed in.")


@pages.blueprint.route("/trainee/<token>")
def show_trainee(token: str) -> str:
    return _trainee_page(token, _desk(token))


@pages.blueprint.route("/trainee/<token>/begin-test", methods=["POST"])
def begin_trainee_test(token: str) -> Response:
    desk = _desk(token)
    return _acted(token, desk, lambda: tests.begin_test(desk.actor, desk.view.id), None)


@pages.blueprint.route("/trainee/<token>/answers", methods=["POST"])
def give_trainee_answers(token: str) -> Response:
    """Saved, or handed in with the other button."""
    desk = _desk(token)
    is_last = "hand_in" in request.form
    act = tests.submit_answers if is_last else tests.save_answers
    answers = {key: request.form.getlist(key) for key in request.form if _is_id(key)}
    told = _HANDED_IN if is_last else _SAVED
    return _acted(token, desk, lambda: act(desk.actor, desk.view.id, answers=answers), told)


@pages.blueprint.route("/trainee/<token>/feedback", methods=["POST"])
def give_trainee_feedback(token: str) -> Response:
    desk = _desk(token)
    raw = {key: request.form.getlist(key) for key in request.form if key != "csrf_token"}
    try:
        said = rest.load(Feedback, forms.read(Feedback, raw, {}))
    except Invalid as wrong:
        return Response(_trainee_page(token, desk, raw=raw, refused=wrong), 422)
    act = lambda: feedback.give_feedback(desk.actor, desk.view.id, **said)  # noqa: E731
    return _acted(token, desk, act, _THANKS)


@pages.blueprint.route("/session-sign-in/<token>", methods=["GET", "POST"])
def sign_in_to_session(token: str) -> Response:
    """The page behind the picture in the room: the trainee enters the own code."""
    session_id = session_of(token)
    clock.enter_sandbox(clock.sandbox_of(agreement_of_session(session_id)))
    refused: CoopError | None = None
    is_done = False
    if request.method == "POST":
        try:
            actor = trainee_at_door(session_id, request.form.get("code", ""))
            sessions.sign_in(actor, session_id)
            is_done = True
        except CoopError as refusal:
            refused = refusal
    page = render_template(
        "training/session_sign_in.html",
        title=session_title(session_id),
        action_url=request.path,
        errors=[("code", str(refused.message))] if refused else [],
        done=str(_SIGNED_IN) if is_done else "",
    )
    return Response(page, http.status_of(refused) if refused else 200)


def _desk(token: str) -> TraineeDesk:
    """What the link opens, at the time its agreement has. Raises NotFound."""
    enrollment_id = trainee_of(token)
    clock.enter_sandbox(clock.sandbox_of(agreement_of_trainee(enrollment_id)))
    return trainee_desk(enrollment_id)


def _acted(token: str, desk: TraineeDesk, act: Any, told: Text | None) -> Response:
    """Do it and go back to the trainee's page, or show why not."""
    try:
        act()
    except CoopError as refused:
        shown = _trainee_page(token, desk, refused=refused)
        return Response(shown, http.status_of(refused))
    if told is not None:
        flash(str(told), "success")
    return cast(Response, redirect(f"/trainee/{token}", 303))


def _trainee_page(
    token: str,
    desk: TraineeDesk,
    *,
    raw: forms.Raw | None = None,
    refused: CoopError | None = None,
) -> str:
    problems = tuple(refused.problems) if isinstance(refused, Invalid) else ()
    drawn = form_fields.shown(Feedback, raw or {}, actor=SYSTEM, subject=None, problems=problems)
    told = form_fields.summary(problems, drawn)
    if refused is not None and not problems:
        told = [("", str(refused.message))]
    possible = ENROLLMENT.possible(desk.view.state)
    return render_template(
        "training/trainee.html",
        title=desk.view.cohort_title,
        desk=desk,
        view=desk.view,
        base=f"/trainee/{token}",
        errors=told,
        feedback_fields=drawn,
        may_give_feedback="give_feedback" in possible and not desk.has_given_feedback,
        may_begin=desk.has_test and "begin_test" in desk.view.allowed_actions and not desk.test,
    )


def _is_id(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
