"""Setting up agreements: versions, parties, rotation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import orjson
import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core import audit
from coop.core.actor import SYSTEM
from coop.core.db import session
from coop.core.errors import CoopError, Duplicate, Forbidden, Invalid
from coop.core.events import EventPosition, EventRow
from coop.registry import agreements, directory
from coop.registry.agreement_settings import AgreementSettings, from_stored, read
from coop.registry.directory import ClauseRow
from tests.world import World


def told(world: World) -> list[str]:
    """Types of the events in SC's stream, in order."""
    return list(
        session().scalars(
            sa.select(EventRow.type)
            .join(EventPosition, EventPosition.event_id == EventRow.id)
            .where(EventPosition.institution_id == world.sc.id)
            .order_by(EventPosition.position)
        )
    )


def codes_of(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.pointer, one.code) for one in refused.value.problems]


# --------------------------------------------------------------------------- settings


def test_settings_that_are_not_given_take_the_defaults() -> None:
    assert read({}) == AgreementSettings()
    assert from_stored(read({"blue_days": 4}).stored()) == AgreementSettings(blue_days=4)


def test_every_wrong_setting_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        read(
            {
                "notice_days": "3",
                "papers_days": -1,
                "blue_days": True,
                "comment_silence": "agreed",
                "tip_anchor_on": "monday",
                "quorum": 2,
                "mediation_calendar_days": {"delegated": None},
            }
        )
    assert codes_of(refused) == [
        ("/settings/notice_days", "type"),
        ("/settings/papers_days", "too_small"),
        ("/settings/blue_days", "type"),
        ("/settings/comment_silence", "not_a_choice"),
        ("/settings/tip_anchor_on", "not_a_date"),
        ("/settings/quorum", "unknown"),
        ("/settings/mediation_calendar_days_delegated", "null"),
    ]


def test_an_extension_without_a_limit_is_a_setting() -> None:
    assert read({"max_extension_calendar_days": None}).max_extension_calendar_days is None
    assert read({"max_extension_calendar_days": 30}).max_extension_calendar_days == 30


# --------------------------------------------------------------------------- versions


def test_an_agreement_is_set_up_from_nothing(app: Flask, world: World) -> None:
    made = agreements.create_agreement(
        SYSTEM, title="新协议", purpose="合作", signed_on=date(2026, 1, 1)
    )
    clause = ClauseRow("joint_meeting", "联席会议制度", "第三条", "每年一次")
    agreements.add_version(
        SYSTEM, made.id, in_force_from=date(2026, 1, 1), settings={}, clauses=[clause]
    )
    agreements.add_party(
        SYSTEM,
        made.id,
        institution_id=world.sc.id,
        code="SC",
        issuer_code="川金会纪",
        joined_on=date(2026, 1, 1),
    )
    assert directory.clauses(made.id, on=date(2026, 1, 1)) == (clause,)
    assert directory.party(made.id, world.sc.id, on=date(2026, 1, 1)).code == "SC"


def test_a_version_must_begin_after_the_one_before(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        agreements.add_version(
            SYSTEM, world.agreement_id, in_force_from=date(2023, 5, 18), settings={}
        )
    assert codes_of(refused) == [("/in_force_from", "not_after_last_version")]


def test_a_new_version_is_numbered_logged_and_told(app: Flask, world: World) -> None:
    version = agreements.add_version(
        SYSTEM, world.agreement_id, in_force_from=date(2026, 6, 1), settings={"notice_days": 5}
    )
    assert version.number == 2
    assert audit.history(world.agreement_id)[0].action == "agreement_version_added"
    assert told(world) == ["agreement.version_added"]


def test_a_refused_version_leaves_nothing(app: Flask, world: World) -> None:
    with pytest.raises(Invalid):
        agreements.add_version(
            SYSTEM, world.agreement_id, in_force_from=date(2026, 6, 1), settings={"x": 1}
        )
    assert directory.settings(world.agreement_id, on=date(2026, 6, 2)) == AgreementSettings()
    assert told(world) == []


# --------------------------------------------------------------------------- parties


def test_a_joining_party_is_listed_last_and_told_to_all(app: Flask, world: World) -> None:
    agreements.add_party(
        SYSTEM,
        world.agreement_id,
        institution_id=world.strangers.id,
        code="GZ",
        issuer_code="示甲会纪",
        joined_on=date(2026, 1, 1),
    )
    codes = [one.code for one in directory.parties(world.agreement_id, on=date(2026, 1, 1))]
    assert codes == ["SC", "CQ", "CY", "GZ"]
    row = session().scalars(sa.select(EventRow)).one()
    assert orjson.loads(row.data)["joined_on"] == "2026-01-01"


def test_an_institution_joins_an_agreement_once(app: Flask, world: World) -> None:
    with pytest.raises(Duplicate):
        agreements.add_party(
            SYSTEM,
            world.agreement_id,
            institution_id=world.sc.id,
            code="SC2",
            issuer_code="川",
            joined_on=date(2026, 1, 1),
        )


def test_a_party_leaves_once_and_after_it_joined(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        agreements.leave(
            SYSTEM, world.agreement_id, institution_id=world.cq.id, left_on=date(2023, 5, 18)
        )
    assert codes_of(refused) == [("/left_on", "not_after_joining")]
    leaving = {"institution_id": world.cq.id, "left_on": date(2026, 7, 1)}
    agreements.leave(SYSTEM, world.agreement_id, **leaving)
    with pytest.raises(agreements.AlreadyLeft):
        agreements.leave(SYSTEM, world.agreement_id, **leaving)


def test_the_leaving_of_a_party_is_told_to_those_who_stay(app: Flask, world: World) -> None:
    agreements.leave(
        SYSTEM, world.agreement_id, institution_id=world.cq.id, left_on=date(2026, 7, 1)
    )
    assert told(world) == ["party.left"]


# --------------------------------------------------------------------------- rotation


def test_a_term_continues_the_rotation(app: Flask, world: World) -> None:
    agreements.add_term(
        SYSTEM,
        world.agreement_id,
        institution_id=world.cy.id,
        from_on=date(2028, 1, 1),
        to_on=date(2028, 12, 31),
    )
    assert directory.host_on(world.agreement_id, date(2028, 6, 1)) == world.cy.id
    assert told(world) == ["rotation.term_added"]


@pytest.mark.parametrize(
    ("from_on", "to_on", "pointer", "code"),
    [
        (date(2027, 12, 31), date(2028, 12, 31), "/from_on", "rotation_overlap"),
        (date(2024, 1, 1), date(2030, 12, 31), "/from_on", "rotation_overlap"),
        (date(2028, 1, 2), date(2028, 12, 31), "/from_on", "rotation_gap"),
        (date(2024, 1, 1), date(2024, 12, 30), "/from_on", "rotation_gap"),
        (date(2028, 1, 1), date(2027, 12, 31), "/to_on", "before_from_on"),
    ],
)
def test_terms_neither_overlap_nor_leave_gaps(
    app: Flask, world: World, from_on: date, to_on: date, pointer: str, code: str
) -> None:
    before = directory.terms(world.agreement_id)
    with pytest.raises(Invalid) as refused:
        agreements.add_term(
            SYSTEM,
            world.agreement_id,
            institution_id=world.sc.id,
            from_on=from_on,
            to_on=to_on,
        )
    assert (pointer, code) in codes_of(refused)
    assert directory.terms(world.agreement_id) == before


def test_only_a_member_hosts(app: Flask, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        agreements.add_term(
            SYSTEM,
            world.agreement_id,
            institution_id=world.strangers.id,
            from_on=date(2028, 1, 1),
            to_on=date(2028, 12, 31),
        )
    assert codes_of(refused) == [("/institution_id", "not_a_party")]


# --------------------------------------------------------------------------- who may

SET_UP: dict[str, Callable[[World], object]] = {
    "create an agreement": lambda world: agreements.create_agreement(
        world.sc.admin, title="x", purpose="x", signed_on=date(2026, 1, 1)
    ),
    "add a version": lambda world: agreements.add_version(
        world.sc.admin, world.agreement_id, in_force_from=date(2027, 1, 1), settings={}
    ),
    "let a party leave": lambda world: agreements.leave(
        world.sc.admin,
        world.agreement_id,
        institution_id=world.cq.id,
        left_on=date(2027, 1, 1),
    ),
    "add a term": lambda world: agreements.add_term(
        world.sc.admin,
        world.agreement_id,
        institution_id=world.sc.id,
        from_on=date(2028, 1, 1),
        to_on=date(2028, 12, 31),
    ),
    "add an institution": lambda world: agreements.add_institution(
        world.sc.admin, name="x", short_name="x", kind="other"
    ),
    "rename an institution": lambda world: agreements.rename_institution(
        world.sc.admin, world.sc.id, name="x", short_name="x", until_on=date(2026, 1, 1)
    ),
}


@pytest.mark.parametrize("act", SET_UP.values(), ids=SET_UP.keys())
def test_an_institutions_administrator_does_not_set_up_agreements(
    app: Flask, world: World, act: Callable[[World], object]
) -> None:
    with pytest.raises(Forbidden):
        act(world)


def test_an_institution_has_one_name_at_a_time(app: Flask, world: World) -> None:
    naming = {"name": "新局", "short_name": "新", "until_on": date(2024, 1, 1)}
    agreements.rename_institution(SYSTEM, world.sc.id, **naming)
    assert told(world) == ["institution.renamed"]
    with pytest.raises(CoopError) as refused:
        agreements.rename_institution(SYSTEM, world.sc.id, **{**naming, "name": "又新局"})
    assert isinstance(refused.value, Invalid)
    assert refused.value.problems[0].code == "not_after_last_name"
