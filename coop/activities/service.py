"""The steps that commands on joint activities are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.kinds import Activity, Kind
from coop.activities.models import JointActivity, JointPart, JointPicture
from coop.activities.pictures import picture_of
from coop.activities.policy import holds, parts_of, standing_of
from coop.activities.queries import get_row
from coop.activities.workflow import LEAD, MISSING, REPORT
from coop.core import audit, clock, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session, step, touch
from coop.core.errors import Duplicate, Forbidden, NotFound, RuleViolation, invalid
from coop.core.language import Text
from coop.core.policy import own_institution
from coop.documents import receipts
from coop.documents.secrecy import check_classification
from coop.registry import deadlines, directory
from coop.registry.models import Agreement

_REPORT_BY = Text(
    "活动结束后{days}个工作日内报送总结", "reported on within {days} working days of its end"
)


class ConfirmedBefore(RuleViolation):
    code = "confirmed_before"
    text = Text("本单位已于{at}确认。", "Your institution confirmed on {at}.")


class NotYet(RuleViolation):
    code = "before_its_day"
    text = Text("活动日期为{day}，尚未到期。", "It is to be held on {day}, not before.")


# --------------------------------------------------------------------------- begin and end


@step
def admit(
    kind: Kind[Activity], actor: Actor, activity_id: UUID, action: str, version: int | None
) -> Activity:
    """The locked activity: visible, permitted, current, in a fitting state; else refused so."""
    found = lock(kind.activity, activity_id)
    get_row(kind, actor, activity_id)
    policy.require(actor, kind.workflow, action, standing_of(kind, found), holds)
    check_version(found, version)
    kind.workflow.next(found.state, action)
    return found


@step
def record(
    kind: Kind[Activity],
    actor: Actor,
    activity: Activity,
    action: str,
    *,
    reason: str | None = None,
    **changes: Any,
) -> None:
    """Log, and tell the institutions named in it."""
    subject = Subject(kind.name, activity.id, activity.agreement_id)
    audit.record(actor, f"{kind.name}.{action}", subject, reason=reason, **changes)
    session().flush()
    events.record(
        kind.event(
            agreement_id=activity.agreement_id,
            subject_id=activity.id,
            audience=tuple(sorted(parts_of(kind, activity.id))),
            action=action,
            state=activity.state,
        )
    )


# --------------------------------------------------------------------------- planning


@step
def name_parts(kind: Kind[Activity], activity: Activity, roles: Mapping[UUID, str]) -> None:
    """Who takes part beside the lead, by role; what was named before is replaced.

    Raises Invalid unless another member of today is named.
    """
    others = {one: role for one, role in roles.items() if one != activity.lead_id}
    members = set(directory.institution_ids(activity.agreement_id))
    if not others or not set(others) <= members:
        words = Text(
            "联合活动至少由两个成员单位举办。", "At least two members hold a joint activity."
        )
        raise invalid("partner_ids", "needs_two_institutions", words)
    session().execute(sa.delete(kind.part).where(kind.part.activity_id == activity.id))
    session().add_all(
        kind.part(activity_id=activity.id, institution_id=one, role=role)
        for one, role in {activity.lead_id: LEAD, **others}.items()
    )
    session().flush()


@step
def approve(kind: Kind[Activity], actor: Actor, activity: Activity) -> tuple[str, str]:
    """By the lead's head in person, under a running number; the lead's part counts as confirmed."""
    policy.require_head(actor, activity.planned_by_id)
    year, ordinal = _next_number(kind, activity.agreement_id)
    moved = kind.workflow.move(activity, "approve")
    activity.approved_at, activity.approved_by = clock.now(), _named(actor)
    activity.year, activity.ordinal = year, ordinal
    _confirm_part(_part_of(kind, activity, activity.lead_id), actor)
    session().flush()
    return moved


@step
def send_notice(kind: Kind[Activity], activity: Activity, notice_id: UUID, by: date) -> None:
    """Hand the notice to every partner, to be signed for by that day."""
    activity.notice_id = notice_id
    partners = parts_of(kind, activity.id) - {activity.lead_id}
    receipts.hand_over(activity.agreement_id, "document", notice_id, sorted(partners), due_on=by)


@step
def confirm(kind: Kind[Activity], actor: Actor, activity: Activity) -> tuple[str, str]:
    """For the own institution, once; the last one confirms the whole."""
    part = _part_of(kind, activity, own_institution(actor))
    if part.confirmed_at is not None:
        raise ConfirmedBefore(at=part.confirmed_at)
    _confirm_part(part, actor)
    session().flush()
    waiting = sa.select(sa.func.count()).where(
        kind.part.activity_id == activity.id, kind.part.confirmed_at.is_(None)
    )
    is_last = not session().scalar(waiting)
    moved = kind.workflow.move(activity, "confirm", to="confirmed" if is_last else "approved")
    activity.confirmed_at = clock.now() if is_last else None
    if activity.notice_id is not None:
        receipts.sign(actor, activity.notice_id, part.institution_id)
    touch(activity)
    return moved


@step
def cancel(kind: Kind[Activity], activity: Activity, reason: str) -> tuple[str, str]:
    """Nobody need sign for its notice any more."""
    moved = kind.workflow.move(activity, "cancel")
    activity.cancelled_on, activity.cancel_reason = clock.today(), reason
    if activity.notice_id is not None:
        receipts.withdraw(activity.notice_id)
    return moved


# --------------------------------------------------------------------------- afterwards


@step
def hold(kind: Kind[Activity], activity: Activity, held_on: date) -> tuple[str, str]:
    """Held on that day; the report is due some working days later, by the agreement."""
    if clock.today() < held_on:
        raise NotYet(day=held_on)
    moved = kind.workflow.move(activity, "hold")
    activity.held_on = held_on
    days = directory.settings(activity.agreement_id).activity_report_days
    deadlines.set_deadline(
        agreement_id=activity.agreement_id,
        subject_kind=kind.name,
        subject_id=activity.id,
        kind=REPORT,
        start_on=held_on,
        amount=days,
        unit=deadlines.WORKING_DAY,
        basis=deadlines.by_clause(
            activity.agreement_id, kind.clause, _REPORT_BY.with_facts(days=days)
        ),
    )
    return moved


@step
def report(
    kind: Kind[Activity], actor: Actor, activity: Activity, summary: str, record_id: UUID
) -> tuple[str, str]:
    """Also after the due day: a late report is marked late, not refused."""
    moved = kind.workflow.move(activity, "report")
    activity.summary, activity.record_id = summary, record_id
    activity.reported_on, activity.reported_by = clock.today(), _named(actor)
    deadlines.meet_deadline(activity.id, REPORT)
    return moved


@step
def add_picture(
    kind: Kind[Activity], actor: Actor, activity: Activity, file: Mapping[str, str], **said: Any
) -> JointPicture:
    """said: caption, taken_on, classification, consent. Raises Invalid, Duplicate."""
    check_classification(actor, activity.agreement_id, said["classification"])
    _require_past(said["taken_on"])
    judged = picture_of(file)
    same = sa.select(kind.picture.filename).where(
        kind.picture.activity_id == activity.id, kind.picture.sha256 == judged.sha256
    )
    known = session().scalar(same)
    if known is not None:
        raise Duplicate(value=known)
    made = kind.picture(
        activity_id=activity.id,
        institution_id=own_institution(actor),
        added_by=_named(actor),
        **asdict(judged),
        **said,
    )
    session().add(made)
    touch(activity)
    return made


@step
def mark_picture(
    kind: Kind[Activity], actor: Actor, picture_id: UUID, version: int, **said: Any
) -> tuple[JointPicture, Activity]:
    """Change caption, classification or consent of an own picture until the archive is closed."""
    picture = lock(kind.picture, picture_id)
    own = picture.institution_id == actor.institution_id
    if not own and picture.consent == MISSING:
        raise NotFound
    activity = admit(kind, actor, picture.activity_id, "mark_picture", None)
    if not actor.is_cleared(activity.agreement_id, picture.classification):
        raise NotFound
    if not own:
        raise Forbidden(action=kind.workflow.actions["mark_picture"])
    check_version(picture, version)
    check_classification(actor, activity.agreement_id, said.get("classification", ""))
    for name, value in said.items():
        setattr(picture, name, value)
    return picture, activity


def _require_past(taken_on: date) -> None:
    if taken_on > clock.today():
        raise invalid("taken_on", "in_the_future", Text("不能晚于今天。", "It lies ahead."))


def _named(actor: Actor) -> str:
    return actor.on_behalf_of or actor.name


def _part_of(kind: Kind[Any], activity: JointActivity, institution_id: UUID) -> JointPart:
    query = sa.select(kind.part).where(
        kind.part.activity_id == activity.id, kind.part.institution_id == institution_id
    )
    return session().scalars(query).one()


def _confirm_part(part: JointPart, actor: Actor) -> None:
    part.confirmed_at, part.confirmed_by = clock.now(), _named(actor)


def _next_number(kind: Kind[Any], agreement_id: UUID) -> tuple[int, int]:
    """(year, ordinal)."""
    lock(Agreement, agreement_id)  # what parallel approvals queue on
    year = clock.today().year
    highest = sa.select(sa.func.max(kind.activity.ordinal)).where(
        kind.activity.agreement_id == agreement_id, kind.activity.year == year
    )
    return year, (session().scalar(highest) or 0) + 1
