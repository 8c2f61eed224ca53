"""What waits for one person among meetings and minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.classification import readable
from coop.core.db import session
from coop.core.language import Text
from coop.core.sql import day_of
from coop.core.workflow import Transition, Workflow
from coop.core.worklist import Condition, Due, Held, Steps, Waiting
from coop.mechanisms.meetings.models import (
    AgendaItem,
    Attendance,
    ChangeConsent,
    Countersign,
    Meeting,
    Minutes,
    MinutesChange,
    MinutesComment,
)
from coop.mechanisms.meetings.policy import HOST_ROLES
from coop.mechanisms.meetings.workflow import ITEM, MEETING, MEETING_ASIDE, MINUTES, MINUTES_ASIDE
from coop.registry.conditions import due_of

_ON_THE_DAY = Text("会议日期", "Day of the meeting")
_ITEMS_CLOSE = Text("议题征集截止日", "Last day for items")
_JUDGE_ITEMS = Text("审核提出的议题", "Judge proposed items")


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Answers that the actor's party owes, and next steps for the actor's own posts."""
    yield from _of_meetings(actor)
    yield from _of_minutes(actor)


@dataclass(frozen=True, slots=True)
class UpcomingMeeting:
    """A meeting that is still ahead, as the desk announces it."""

    title: str
    url: str
    starts_at: datetime
    place: str
    state_label: Text


def upcoming_meetings(actor: Actor, *, most: int) -> tuple[UpcomingMeeting, ...]:
    """The next meetings of every agreement that the actor sees, the nearest first."""
    columns = (Meeting.id, Meeting.title, Meeting.starts_at, Meeting.place, Meeting.state)
    query = sa.select(*columns).where(
        Meeting.agreement_id.in_(actor.agreement_ids),
        Meeting.ends_at >= clock.now(),
        Meeting.state.in_(MEETING.sources("cancel")),
    )
    rows = session().execute(query.order_by(Meeting.starts_at, Meeting.id).limit(most))
    return tuple(
        UpcomingMeeting(
            title=row.title,
            url=f"/meetings/{row.id}",
            starts_at=row.starts_at,
            place=row.place,
            state_label=MEETING.states[row.state],
        )
        for row in rows
    )


def _held(actor: Actor, hosted: type[Meeting | Minutes]) -> Held:
    """policy.holds as a condition: host roles count only at the host."""

    def held(role: str) -> Condition | None:
        under = actor.agreements_with(role)
        if not under:
            return None
        at_host = [hosted.host_id == actor.institution_id] if role in HOST_ROLES else []
        return sa.and_(hosted.agreement_id.in_(under), *at_host)

    return held


def _onward(workflow: Workflow, aside: frozenset[str]) -> Iterator[Transition]:
    """The row that leads on from each state of the usual way."""
    found = (workflow.onward(state, aside=aside) for state in workflow.states)
    return (one for one in found if one is not None)


# --------------------------------------------------------------------------- meetings


def _of_meetings(actor: Actor) -> Iterator[Waiting]:
    on_the_day = Due.because(day_of(Meeting.starts_at), _ON_THE_DAY)
    close = Due.because(Meeting.items_until_on, _ITEMS_CLOSE).or_else(on_the_day)
    own_answer = Attendance.institution_id == actor.institution_id
    answered = sa.exists().where(Attendance.meeting_id == Meeting.id, own_answer)
    items = sa.exists().where(AgendaItem.meeting_id == Meeting.id)
    own_item = items.where(AgendaItem.proposer_id == actor.institution_id)
    is_open = Meeting.state.in_(MEETING.sources("approve_agenda"))
    steps = Steps(
        workflow=MEETING,
        state=Meeting.state,
        held=_held(actor, Meeting),
        rows=sa.select(Meeting.id),
        url="/meetings/{id}",
        subject_id=Meeting.id,
        title=Meeting.title,
    )
    yield from steps.waiting("confirm", "answer", ~answered, page="/confirm", due=on_the_day)
    for group, condition in (("answer", ~own_item), ("follow", own_item)):
        yield from steps.waiting(
            "propose_item", group, is_open, condition, page="/propose-item", due=close
        )
    proposed = items.where(AgendaItem.state == ITEM.initial)
    yield from steps.waiting("add_item", "review", proposed, kind=_JUDGE_ITEMS, due=close)
    drafted = sa.exists().where(Minutes.meeting_id == Meeting.id)
    draft_due = due_of(Meeting.id, "minutes_draft")
    yield from steps.waiting("draft_minutes", "do", ~drafted, page="/draft-minutes", due=draft_due)
    on_agenda = items.where(AgendaItem.position > 0)
    yield from _next_of_meetings(
        steps, on_agenda, due_of(Meeting.id, "hold_by").or_else(on_the_day)
    )


def _next_of_meetings(steps: Steps, on_agenda: Condition, due: Due) -> Iterator[Waiting]:
    too_early = due.on > clock.today()
    for onward in _onward(MEETING, MEETING_ASIDE):
        here = Meeting.state == onward.source
        if "convener" in onward.roles:
            yield from steps.waiting(onward.action, "review", here, on_agenda, due=due)
        elif onward.action == "hold":
            yield from steps.waiting(onward.action, "do", here, ~too_early, due=due)
            yield from steps.waiting(onward.action, "follow", here, too_early, due=due)
        else:
            yield from steps.waiting(onward.action, "do", here, due=due)


# --------------------------------------------------------------------------- minutes


def _of_minutes(actor: Actor) -> Iterator[Waiting]:
    own = actor.institution_id
    steps = Steps(
        workflow=MINUTES,
        state=Minutes.state,
        held=_held(actor, Minutes),
        rows=sa.select(Minutes.id).where(
            readable(actor, Minutes.agreement_id, Minutes.classification)
        ),
        url="/minutes/{id}",
        subject_id=Minutes.id,
        title=Minutes.title,
    )
    comments_due, issue_due = (
        due_of(Minutes.id, "comments"),
        due_of(Minutes.meeting_id, "minutes_issue"),
    )
    comments = sa.exists().where(
        MinutesComment.minutes_id == Minutes.id, MinutesComment.round == Minutes.round
    )
    # The host's secretariat wrote the text; the others are asked about it.
    is_asked = Minutes.host_id != own, ~comments.where(MinutesComment.institution_id == own)
    yield from steps.waiting("comment", "answer", *is_asked, due=comments_due)
    yield from steps.waiting("countersign", "answer", *_signs(actor), due=issue_due)
    yield from steps.waiting("consent", "answer", _is_asked_to_consent(actor))
    unanswered = comments.where(
        MinutesComment.answer.is_(None), MinutesComment.kind != "acceptance"
    )
    yield from steps.waiting("resolve", "review", unanswered, due=comments_due)
    yield from _next_of_minutes(actor, steps, comments_due, issue_due)


def _signs(actor: Actor) -> Iterator[Condition]:
    signed = sa.exists().where(
        Countersign.minutes_id == Minutes.id,
        Countersign.institution_id == actor.institution_id,
        Countersign.voided_at.is_(None),
    )
    yield ~signed
    yield Minutes.drafted_by_id.is_distinct_from(actor.id)


def _is_asked_to_consent(actor: Actor) -> Condition:
    consented = sa.exists().where(
        ChangeConsent.change_id == MinutesChange.id,
        ChangeConsent.institution_id == actor.institution_id,
    )
    return sa.exists().where(
        MinutesChange.minutes_id == Minutes.id, MinutesChange.closed_at.is_(None), ~consented
    )


def _next_of_minutes(
    actor: Actor, steps: Steps, comments_due: Due, issue_due: Due
) -> Iterator[Waiting]:
    """The secretariat's and archivist's next step; while others are to act, it is followed."""
    is_over = sa.func.coalesce(comments_due.on < clock.today(), sa.false())
    for onward in _onward(MINUTES, MINUTES_ASIDE):
        here = Minutes.state == onward.source
        if onward.action == "close":
            yield from steps.waiting("close", "do", here, is_over, due=comments_due)
            yield from steps.waiting("close", "follow", here, ~is_over, due=comments_due)
        elif onward.action == "countersign":
            yield from _followed(actor, steps, here, issue_due)
        else:
            yield from steps.waiting(onward.action, "do", here, due=issue_due)


def _followed(actor: Actor, steps: Steps, here: Any, due: Due) -> Iterator[Waiting]:
    """The host's secretariat watches the signing."""
    is_secretariat = _held(actor, Minutes)("secretariat")
    if is_secretariat is not None:
        yield Waiting(
            kind=MINUTES.states["signing"],
            group="follow",
            url=steps.url,
            rows=steps.rows.where(here, is_secretariat),
            subject_id=steps.subject_id,
            title=steps.title,
            due=due,
        )
