"""Posts: the roles that people hold under an agreement."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session
from coop.core.errors import Conflict, Forbidden, NotFound, invalid
from coop.core.language import Text
from coop.core.messages import MESSAGES
from coop.registry.directory import member_on
from coop.registry.models import Agreement, Institution, Party, Person, Post
from coop.registry.models.institutions import MEDIATION_BODY
from coop.registry.models.people import OUTSIDE_ROLES, ROLES
from coop.registry.rights import PEOPLE, administers, load_person

_ONE_DAY = timedelta(days=1)
_LIAISON = "liaison"
# An auditor reads across institutions, so no single institution appoints one.
_GIVEN_BY_OPERATOR = frozenset({"auditor"})


class PostHeld(Conflict):
    code = "post_held"
    text = Text("此人在该期间已任此岗位。", "The person holds this post in that period already.")


class LiaisonNeeded(Conflict):
    code = "liaison_needed"
    text = Text(
        "每个成员单位须有一名主联络员：请直接任命接任者，前任自动卸任。",
        "Every party has one primary liaison: appoint the successor, which ends this post.",
    )


class LiaisonOverlap(Conflict):
    code = "primary_liaison_overlap"
    text = Text(
        "{day}起已有主联络员，不能在此之前任命另一名。",
        "There is a primary liaison from {day} on; another cannot begin before.",
    )


@command
def give_post(  # noqa: PLR0913  # keywords only: the columns of a post
    actor: Actor,
    agreement_id: UUID,
    *,
    person_id: UUID,
    role: str,
    from_on: date,
    to_on: date | None = None,
    is_primary: bool = True,
) -> Post:
    """Give a role from one day to another, both included.

    A primary liaison takes over from the present one, whose post ends the day before: exactly one
    on any day.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    lock(Agreement, agreement_id)
    person = load_person(actor, person_id)
    _check_may_give(actor, agreement_id, person, role)
    _check_period(agreement_id, person, role, from_on, to_on)
    _check_not_held(agreement_id, person_id, role, (from_on, to_on))
    if role == _LIAISON and is_primary:
        _take_over(actor, agreement_id, person, from_on, to_on)
    post = Post(
        person_id=person_id,
        agreement_id=agreement_id,
        role=role,
        is_primary=is_primary,
        from_on=from_on,
        to_on=to_on,
    )
    session().add(post)
    session().flush()
    audit.record(
        actor,
        "post_given",
        _subject(post),
        role=role,
        person_id=person_id,
        from_on=from_on,
        to_on=to_on,
    )
    return post


@command
def end_post(actor: Actor, post_id: UUID, *, to_on: date) -> Post:
    """Let a post end; to_on is its last day. A primary liaison is replaced, not removed
    (LiaisonNeeded).
    """
    post = lock(Post, post_id)
    person = load_person(actor, post.person_id)
    if not administers(actor, person.institution_id, post.agreement_id):
        raise Forbidden(action=PEOPLE)
    if post.role == _LIAISON and post.is_primary:
        raise LiaisonNeeded
    if to_on < post.from_on:
        raise invalid(
            "to_on",
            "before_from_on",
            Text("早于开始日期。", "It is before the first day."),
        )
    _end(actor, post, to_on)
    return post


def _end(actor: Actor, post: Post, to_on: date) -> None:
    before, post.to_on = post.to_on, to_on
    session().flush()
    audit.record(actor, "post_ended", _subject(post), role=post.role, to_on=(before, to_on))


def _subject(post: Post) -> Subject:
    return Subject("post", post.id, post.agreement_id)


def _check_may_give(actor: Actor, agreement_id: UUID, person: Person, role: str) -> None:
    if role not in ROLES:
        raise invalid("role", "not_a_choice", MESSAGES["not_a_choice"].with_facts(choices=ROLES))
    if not administers(actor, person.institution_id, agreement_id):
        raise Forbidden(action=PEOPLE)
    if role in _GIVEN_BY_OPERATOR and not actor.is_system:
        raise Forbidden(action=PEOPLE)


def _check_period(
    agreement_id: UUID, person: Person, role: str, from_on: date, to_on: date | None
) -> None:
    if to_on is not None and to_on < from_on:
        raise invalid(
            "to_on",
            "before_from_on",
            Text("早于开始日期。", "It is before the first day."),
        )
    if role in OUTSIDE_ROLES:
        _check_outside(person)
        return
    member = sa.select(Party.id).where(
        Party.agreement_id == agreement_id,
        Party.institution_id == person.institution_id,
        member_on(from_on),
    )
    if session().scalar(member) is None:
        words = Text(
            "其单位在{day}不是成员单位。",
            "The person's institution is no member on {day}.",
        )
        raise invalid("person_id", "not_a_party", words.with_facts(day=from_on))


def _check_outside(person: Person) -> None:
    """Posts of mediation bodies are held by their people only."""
    kind = session().scalar(
        sa.select(Institution.kind).where(Institution.id == person.institution_id)
    )
    if kind != MEDIATION_BODY:
        words = Text("其单位不是调解组织。", "The person's institution is no mediation body.")
        raise invalid("person_id", "not_a_mediation_body", words)


def _check_not_held(
    agreement_id: UUID, person_id: UUID, role: str, period: tuple[date, date | None]
) -> None:
    from_on, to_on = period
    overlapping = sa.select(Post.id).where(
        Post.agreement_id == agreement_id,
        Post.person_id == person_id,
        Post.role == role,
        sa.or_(Post.to_on.is_(None), Post.to_on >= from_on),
    )
    if to_on is not None:
        overlapping = overlapping.where(Post.from_on <= to_on)
    if session().scalar(overlapping.limit(1)) is not None:
        raise PostHeld


def _take_over(
    actor: Actor, agreement_id: UUID, person: Person, from_on: date, to_on: date | None
) -> None:
    if to_on is not None:
        words = Text(
            "主联络员不设终止日期，由接任者接替。",
            "A primary liaison serves until replaced.",
        )
        raise invalid("to_on", "open_ended", words)
    present = session().scalar(
        sa.select(Post)
        .join(Person, Person.id == Post.person_id)
        .where(
            Post.agreement_id == agreement_id,
            Post.role == _LIAISON,
            Post.is_primary,
            Post.to_on.is_(None),
            Person.institution_id == person.institution_id,
        )
    )
    if present is None:
        return
    if from_on <= present.from_on:
        raise LiaisonOverlap(day=present.from_on)
    _end(actor, present, from_on - _ONE_DAY)
