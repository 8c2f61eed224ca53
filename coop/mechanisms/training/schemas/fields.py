"""Fields that several commands share, and what forms offer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core.actor import Actor
from coop.core.fields import Choice, Line, LongText, Ref, Rows, Schema, Whole
from coop.core.language import Text
from coop.core.messages import refuse
from coop.mechanisms.training.queries.banks import offered_banks
from coop.mechanisms.training.queries.enrollments import offered_for_test, offered_trainees
from coop.mechanisms.training.workflow import LEVELS
from coop.registry import directory

_MOST_HOURS = 1000
_HALVES = 2


class Hours(Whole):
    """Hours 学时 in steps of one half: 8 or 8.5."""

    def __init__(self, label: Text, *, hint: Text | None = None, **kwargs: Any) -> None:
        super().__init__(label, hint=hint, most=_MOST_HOURS, **kwargs)
        self.metadata = {**self.metadata, "type": "number", "multipleOf": 0.5}

    def _validated(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise refuse("type")
        if value <= 0:
            raise refuse("too_small", limit=0.5)
        if value > self.most:
            raise refuse("too_large", limit=self.most)
        if value * _HALVES != int(value * _HALVES):
            raise refuse("not_in_halves")
        return float(value)


def filled(text: str) -> None:
    if not text:
        raise refuse("empty")


def parties(actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    """Members of the subject's agreement, or of every agreement of the actor."""
    only = getattr(subject, "agreement_id", None)
    agreement_ids = [one for one, _title in directory.agreements_of(actor) if only in (None, one)]
    found = (party for one in agreement_ids for party in directory.parties(one))
    return list({party.institution_id: party.short_name for party in found}.items())


def other_parties(actor: Actor, subject: object) -> list[tuple[UUID, str]]:
    return [one for one in parties(actor, subject) if one[0] != actor.institution_id]


def banks(actor: Actor, _subject: object) -> list[tuple[UUID, str]]:
    return offered_banks(actor)


def trainees(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Who takes part in the session's cohort."""
    return offered_trainees(actor, subject.cohort_id) if subject is not None else []


class SeatQuota(Schema):
    institution_id = Ref(Text("单位", "Party"), offered=parties, required=True)
    seats = Whole(Text("名额", "Seats"), most=1000, required=True)


def quotas_field(**kwargs: Any) -> Rows:
    return Rows(
        Text("名额分配", "Seats of each party"),
        SeatQuota,
        hint=Text("每个单位一行。", "One row per party."),
        **kwargs,
    )


def to_be_tested(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Trainees of the cohort without a passed test."""
    return offered_for_test(actor, subject.id) if subject is not None else []


class ScoreOf(Schema):
    enrollment_id = Ref(Text("学员", "Trainee"), offered=to_be_tested, required=True)
    score = Whole(Text("成绩", "Score"), most=100, required=True)


class ReasonGiven(Schema):
    reason = LongText(Text("理由", "Reason"), limit=1_000, required=True)


class Person(Schema):
    """The nominated person."""

    name = Line(Text("姓名", "Name"), limit=60, required=True)
    job_title = Line(
        Text("单位职务", "Post"),
        limit=100,
        required=True,
        hint=Text("如“法规处副处长”。", "Such as deputy head of the legal division."),
    )
    level = Choice(Text("级别", "Level"), LEVELS, required=True)
    staff_no = Line(
        Text("工号", "Staff number"),
        limit=40,
        load_default="",
        hint=Text("同名时用以区分。", "Tells namesakes apart."),
    )
