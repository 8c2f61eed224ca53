"""What every wing reads about an agreement."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from coop.core.actor import SYSTEM
from coop.core.errors import NotFound
from coop.registry import agreements, directory
from coop.registry.directory import NoHost
from tests.world import World

RENAMED_ON = date(2024, 7, 20)


def test_parties_come_in_party_order(app: Flask, world: World) -> None:
    codes = [party.code for party in directory.parties(world.agreement_id)]
    assert codes == ["SC", "CQ", "CY"]
    assert directory.institution_ids(world.agreement_id) == (
        world.sc.id,
        world.cq.id,
        world.cy.id,
    )


def test_a_party_is_called_by_its_name_of_the_day(app: Flask, world: World) -> None:
    before = directory.party(world.agreement_id, world.sc.id).name
    agreements.rename_institution(
        SYSTEM, world.sc.id, name="四川新局", short_name="新局", until_on=RENAMED_ON
    )
    on_the_last_day = directory.party(world.agreement_id, world.sc.id, on=RENAMED_ON)
    the_day_after = directory.party(world.agreement_id, world.sc.id, on=date(2024, 7, 21))
    assert on_the_last_day.name == before
    assert (the_day_after.name, the_day_after.short_name) == ("四川新局", "新局")


def test_of_several_former_names_the_one_of_the_day_is_used(app: Flask, world: World) -> None:
    for name, until_on in (("乙局", date(2024, 1, 1)), ("丙局", date(2025, 1, 1))):
        agreements.rename_institution(
            SYSTEM, world.sc.id, name=name, short_name=name, until_on=until_on
        )
    names = [
        directory.party(world.agreement_id, world.sc.id, on=date(year, 1, 1)).name
        for year in (2024, 2025, 2026)
    ]
    assert names == ["国家金融监督管理总局四川监管局", "乙局", "丙局"]


def test_an_institution_is_no_party_before_it_joins_and_from_the_day_it_leaves(
    app: Flask, world: World
) -> None:
    agreements.leave(
        SYSTEM, world.agreement_id, institution_id=world.cq.id, left_on=date(2026, 7, 1)
    )
    assert directory.party(world.agreement_id, world.cq.id, on=date(2026, 6, 30)).code == "CQ"
    for day in (date(2023, 5, 17), date(2026, 7, 1)):
        with pytest.raises(NotFound):
            directory.party(world.agreement_id, world.cq.id, on=day)


def test_a_party_of_another_agreement_is_not_found(app: Flask, world: World) -> None:
    assert directory.party_by_code(world.other_agreement_id, "GZ").code == "GZ"
    with pytest.raises(NotFound):
        directory.party_by_code(world.agreement_id, "GZ")


def test_the_host_follows_the_rotation(app: Flask, world: World) -> None:
    assert directory.host_on(world.agreement_id, date(2026, 1, 1)) == world.sc.id
    assert directory.host_on(world.agreement_id, date(2026, 12, 31)) == world.sc.id
    assert directory.host_on(world.agreement_id, date(2025, 12, 31)) == world.cy.id
    assert directory.next_host(world.agreement_id, date(2026, 5, 1)) == world.cq.id


def test_a_day_outside_all_terms_has_no_host(app: Flask, world: World) -> None:
    with pytest.raises(NoHost) as refused:
        directory.host_on(world.agreement_id, date(2028, 1, 1))
    assert refused.value.code == "no_host"
    with pytest.raises(NoHost):
        directory.next_host(world.agreement_id, date(2027, 1, 1))


def test_settings_are_those_of_the_version_in_force_on_the_day(app: Flask, world: World) -> None:
    agreements.add_version(
        SYSTEM,
        world.agreement_id,
        in_force_from=date(2026, 6, 1),
        settings={"notice_days": 5, "consultation_reply_days": {"urgent": 2}},
    )
    before = directory.settings(world.agreement_id, on=date(2026, 5, 31))
    after = directory.settings(world.agreement_id, on=date(2026, 6, 1))
    assert (before.notice_days, before.consultation_reply_days_urgent) == (3, 3)
    assert (after.notice_days, after.consultation_reply_days_urgent) == (5, 2)
    assert directory.version_id(world.agreement_id, on=date(2026, 5, 31)) != directory.version_id(
        world.agreement_id, on=date(2026, 6, 1)
    )


def test_before_its_first_version_an_agreement_has_no_settings(app: Flask, world: World) -> None:
    with pytest.raises(directory.NoVersion):
        directory.settings(world.agreement_id, on=date(2020, 1, 1))


def test_a_clause_is_found_by_its_mechanism(app: Flask, world: World) -> None:
    found = directory.clause(world.agreement_id, "joint_meeting")
    assert found is not None
    assert found.article == "第三条"
    assert directory.clause(world.agreement_id, "publicity") is None


def test_holders_are_those_of_the_role_the_institution_and_the_day(
    app: Flask, world: World
) -> None:
    everyone = directory.holders(world.agreement_id, "liaison")
    ours = directory.holders(world.agreement_id, "liaison", institution_id=world.sc.id)
    assert len(everyone) == 3
    assert [person.id for person in ours] == [world.sc.liaison.id]
    assert directory.holders(world.agreement_id, "liaison", on=date(2023, 5, 17)) == ()


def test_people_are_those_with_a_post_under_the_agreement(app: Flask, world: World) -> None:
    idle = agreements.add_person(SYSTEM, world.sc.id, name="张某")
    listed = {person.id for person in directory.people(world.agreement_id, world.sc.id)}
    assert world.sc.liaison.id in listed
    assert idle.id not in listed
    assert directory.people(world.other_agreement_id, world.sc.id) == ()


def test_a_person_is_found_by_id_or_not_at_all(app: Flask, world: World) -> None:
    assert world.sc.signer.id is not None
    assert directory.person(world.sc.signer.id).institution_id == world.sc.id
    with pytest.raises(NotFound):
        directory.person(uuid4())


def test_an_actor_lists_only_the_own_agreements(app: Flask, world: World) -> None:
    ours = directory.agreements_of(world.sc.liaison)
    assert ours == ((world.agreement_id, "战略合作框架协议"),)
    assert len(directory.agreements_of(SYSTEM)) == 2
    with pytest.raises(NotFound):
        directory.agreement_title(uuid4())
