"""What waits for one person in training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import WorkItem
from coop.mechanisms.training.policy import is_admin, is_officer
from coop.mechanisms.training.queries.cohorts import open_cohorts
from coop.mechanisms.training.queries.enrollments import open_enrollments
from coop.mechanisms.training.queries.secondments import open_secondments
from coop.mechanisms.training.queries.views import (
    CohortSummaryView,
    EnrollmentSummaryView,
    SecondmentView,
)
from coop.mechanisms.training.workflow import COHORT, ENROLLMENT, SECONDMENT, WAITING

_NOMINATE = Text("推荐学员", "Nominate trainees")
_JUDGE = Text("审核推荐人选", "Judge nominations")
_CERTIFY = Text("颁发结业证书", "Certify")
# What the organiser does for many people of a cohort at once: action -> words and pile.
_FOR_MANY = {"admit": (_JUDGE, "review"), "certify": (_CERTIFY, "do")}
_SECONDMENT_STEPS = {"agree": "answer", "begin": "do", "finish": "do"}


def waiting_training(actor: Actor) -> tuple[WorkItem, ...]:
    """Nominations to make and to judge, seats to accept, cohorts to start, secondments."""
    if not any(is_officer(actor, one) for one in actor.agreement_ids):
        return ()
    cohorts = {one.id: one for one in open_cohorts(actor)}
    people = open_enrollments(actor)
    found = [item for one in cohorts.values() for item in _of_cohort(actor, one, people)]
    found += [item for one in people for item in _of_offer(one)]
    found += _of_many(cohorts, people)
    found += [item for one in open_secondments(actor) for item in _of_secondment(one)]
    return tuple(sorted(found, key=lambda one: (one.due_on or date.max, one.title)))


def _of_cohort(
    actor: Actor, view: CohortSummaryView, people: tuple[EnrollmentSummaryView, ...]
) -> Iterator[WorkItem]:
    """The liaison officer is asked until the own institution has named somebody."""
    own = [
        one
        for one in people
        if one.cohort_id == view.id and one.institution_id == actor.institution_id
    ]
    if "nominate" in view.allowed_actions and not own and not is_admin(actor, view.agreement_id):
        words = Text("通知：推荐截止{day}", "Notice: nominations until {day}")
        yield _item((_NOMINATE, "answer"), view, view.nominate_until_on, words)
    for action, due_on in (("start", view.starts_on), ("finish", view.ends_on)):
        if action in view.allowed_actions and clock.today() >= due_on:
            words = Text("课程表：{day}", "Timetable: {day}")
            yield _item((COHORT.actions[action], "do"), view, due_on, words)


def _of_offer(view: EnrollmentSummaryView) -> Iterator[WorkItem]:
    if "accept" in view.allowed_actions:
        yield WorkItem(
            kind=ENROLLMENT.actions["accept"],
            title=view.title,
            url=f"/enrollments/{view.id}",
            group="answer",
            subject_id=view.id,
            due_on=view.offer_due_on,
            basis=str(Text("候补转正的确认期限", "The answer to the offered seat is due")),
        )


def _of_many(
    cohorts: dict[UUID, CohortSummaryView], people: tuple[EnrollmentSummaryView, ...]
) -> Iterator[WorkItem]:
    """One line per cohort and act, counting the people; the waiting list is no work."""
    counts = Counter(
        (one.cohort_id, action)
        for one in people
        for action in _FOR_MANY
        if action in one.allowed_actions and one.state not in WAITING
    )
    for (cohort_id, action), count in counts.items():
        known = cohorts.get(cohort_id)
        kind, group = _FOR_MANY[action]
        yield WorkItem(
            kind=kind,
            title=known.title if known else str(Text("已结业期次", "A finished cohort")),
            url=f"/cohorts/{cohort_id}",
            group=group,
            subject_id=cohort_id,
            due_on=known.starts_on if known and action == "admit" else None,
            count=count,
            overdue_count=0,
        )


def _of_secondment(view: SecondmentView) -> Iterator[WorkItem]:
    may = view.allowed_actions
    action = next((one for one in _SECONDMENT_STEPS if one in may), None)
    if action is not None:
        yield WorkItem(
            kind=SECONDMENT.actions[action],
            title=view.title,
            url=f"/secondments/{view.id}",
            group=_SECONDMENT_STEPS[action],
            subject_id=view.id,
            due_on=view.to_on if action == "finish" else view.from_on,
        )


def _item(what: tuple[Text, str], view: CohortSummaryView, due_on: date, words: Text) -> WorkItem:
    """what: the words and the pile."""
    kind, group = what
    return WorkItem(
        kind=kind,
        title=view.title,
        url=f"/cohorts/{view.id}",
        group=group,
        subject_id=view.id,
        due_on=due_on,
        basis=str(words.with_facts(day=due_on)),
    )
