"""People and posts: one primary liaison per party at any day; administrators manage their own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core import audit
from coop.core.actor import SYSTEM, Actor
from coop.core.db import session
from coop.core.errors import CoopError, Forbidden, Invalid, NotFound
from coop.registry import agreements, directory
from coop.registry.models import Post
from coop.registry.posts import LiaisonNeeded, LiaisonOverlap, PostHeld
from tests.world import World

NEW_YEAR = date(2027, 1, 1)


def post_of(person: Actor) -> UUID:
    found = session().scalars(sa.select(Post.id).where(Post.person_id == person.id)).one()
    session().rollback()
    return found


def newcomer(world: World) -> UUID:
    return agreements.add_person(world.sc.admin, world.sc.id, name="李某某", title="四级主办").id


def test_an_administrator_gives_the_own_people_posts(app: Flask, world: World) -> None:
    person_id = newcomer(world)
    post = agreements.give_post(
        world.sc.admin, world.agreement_id, person_id=person_id, role="handler", from_on=NEW_YEAR
    )
    held = directory.holders(world.agreement_id, "handler", on=NEW_YEAR)
    assert person_id in {person.id for person in held}
    assert audit.history(post.id)[0].actor_name == world.sc.admin.name


def test_an_administrator_adds_no_people_to_another_institution(app: Flask, world: World) -> None:
    with pytest.raises(Forbidden):
        agreements.add_person(world.sc.admin, world.cq.id, name="王某")


def test_another_institutions_people_do_not_exist_for_an_administrator(
    app: Flask, world: World
) -> None:
    assert world.cq.handler.id is not None
    with pytest.raises(NotFound):
        agreements.give_post(
            world.sc.admin,
            world.agreement_id,
            person_id=world.cq.handler.id,
            role="signer",
            from_on=NEW_YEAR,
        )
    with pytest.raises(NotFound):
        agreements.end_post(world.sc.admin, post_of(world.cq.handler), to_on=NEW_YEAR)


@pytest.mark.parametrize("who", ["liaison", "secretary", "convener"])
def test_other_officers_manage_no_people(app: Flask, world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        agreements.add_person(getattr(world.sc, who), world.sc.id, name="王某")


def test_an_administrator_appoints_no_auditor(app: Flask, world: World) -> None:
    person_id = newcomer(world)
    giving = {"person_id": person_id, "role": "auditor", "from_on": NEW_YEAR}
    with pytest.raises(Forbidden):
        agreements.give_post(world.sc.admin, world.agreement_id, **giving)
    assert agreements.give_post(SYSTEM, world.agreement_id, **giving).role == "auditor"


def test_an_administrator_acts_only_under_the_own_agreement(app: Flask, world: World) -> None:
    with pytest.raises(NotFound):
        agreements.give_post(
            world.sc.admin,
            world.other_agreement_id,
            person_id=newcomer(world),
            role="handler",
            from_on=NEW_YEAR,
        )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"role": "king"}, "not_a_choice"),
        ({"to_on": date(2026, 12, 31)}, "before_from_on"),
        ({"from_on": date(2020, 1, 1)}, "not_a_party"),
    ],
)
def test_an_impossible_post_is_refused(
    app: Flask, world: World, changed: dict[str, object], code: str
) -> None:
    giving: dict[str, object] = {"person_id": newcomer(world), "role": "handler"}
    giving |= {"from_on": NEW_YEAR, **changed}
    with pytest.raises(Invalid) as refused:
        agreements.give_post(SYSTEM, world.agreement_id, **giving)  # type: ignore[arg-type]
    assert refused.value.problems[0].code == code


def test_a_post_is_not_held_twice_at_once(app: Flask, world: World) -> None:
    assert world.sc.handler.id is not None
    with pytest.raises(PostHeld):
        agreements.give_post(
            SYSTEM,
            world.agreement_id,
            person_id=world.sc.handler.id,
            role="handler",
            from_on=NEW_YEAR,
        )


def test_a_new_primary_liaison_takes_over_without_a_gap(app: Flask, world: World) -> None:
    person_id = newcomer(world)
    agreements.give_post(
        world.sc.admin, world.agreement_id, person_id=person_id, role="liaison", from_on=NEW_YEAR
    )
    days = (date(2026, 12, 31), NEW_YEAR)
    held = [
        directory.holders(world.agreement_id, "liaison", institution_id=world.sc.id, on=day)
        for day in days
    ]
    assert [[person.id for person in on_day] for on_day in held] == [
        [world.sc.liaison.id],
        [person_id],
    ]


def test_a_deputy_liaison_stands_beside_the_primary_one(app: Flask, world: World) -> None:
    deputy_id = newcomer(world)
    agreements.give_post(
        world.sc.admin,
        world.agreement_id,
        person_id=deputy_id,
        role="liaison",
        from_on=NEW_YEAR,
        is_primary=False,
    )
    held = directory.holders(world.agreement_id, "liaison", institution_id=world.sc.id, on=NEW_YEAR)
    assert [person.id for person in held] == [world.sc.liaison.id, deputy_id]


def test_a_primary_liaison_is_replaced_never_removed(app: Flask, world: World) -> None:
    with pytest.raises(LiaisonNeeded):
        agreements.end_post(world.sc.admin, post_of(world.sc.liaison), to_on=NEW_YEAR)


@pytest.mark.parametrize(
    ("from_on", "to_on", "refusal"),
    [
        (date(2023, 5, 18), None, LiaisonOverlap),
        (NEW_YEAR, date(2027, 6, 1), Invalid),
    ],
    ids=["from before the present one", "with an end that would leave a gap"],
)
def test_a_successor_that_breaks_the_line_is_refused(
    app: Flask, world: World, from_on: date, to_on: date | None, refusal: type[CoopError]
) -> None:
    with pytest.raises(refusal):
        agreements.give_post(
            SYSTEM,
            world.agreement_id,
            person_id=newcomer(world),
            role="liaison",
            from_on=from_on,
            to_on=to_on,
        )


def test_a_post_ends_on_its_last_day(app: Flask, world: World) -> None:
    agreements.end_post(world.sc.admin, post_of(world.sc.handler), to_on=date(2026, 12, 31))
    counts = [
        len(directory.holders(world.agreement_id, "handler", institution_id=world.sc.id, on=day))
        for day in (date(2026, 12, 31), NEW_YEAR)
    ]
    assert counts == [1, 0]
