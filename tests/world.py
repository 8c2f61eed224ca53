"""The standing world of the tests: the tripartite agreement with its people, and a stranger under
another one.

SC 四川 hosts 2026, CQ 重庆 2027, CY 成渝金融法院 2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import PERSON, Actor
from coop.core.db import session
from coop.registry.models import (
    Agreement,
    AgreementVersion,
    CalendarDay,
    CalendarYear,
    Clause,
    ClauseObligation,
    Institution,
    Party,
    Person,
    Post,
    RotationTerm,
)

ROLES = (
    "liaison",
    "secretariat",
    "convener",
    "signer",
    "handler",
    "archivist",
    "institution_admin",
)
PARTIES = (
    ("SC", "国家金融监督管理总局四川监管局", "四川金融监管局", "川金会纪", "regulator"),
    ("CQ", "国家金融监督管理总局重庆监管局", "重庆金融监管局", "渝金会纪", "regulator"),
    ("CY", "成渝金融法院", "成渝金融法院", "成渝金法会纪", "court"),
)
OTHERS = (
    ("GZ", "示范甲监管局", "示范甲局", "示甲会纪", "regulator"),
    ("YN", "示范乙监管局", "示范乙局", "示乙会纪", "regulator"),
)
TERMS = (("CY", 2025), ("SC", 2026), ("CQ", 2027))
OFF_2026 = (
    ("01-01", 3),
    ("02-15", 9),
    ("04-04", 3),
    ("05-01", 5),
    ("06-19", 3),
    ("09-25", 3),
    ("10-01", 7),
)
WORK_2026 = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")


@dataclass(frozen=True)
class Team:
    """One institution's people as actors."""

    id: UUID
    code: str
    liaison: Actor
    secretary: Actor
    convener: Actor
    signer: Actor
    handler: Actor
    archivist: Actor
    admin: Actor


@dataclass(frozen=True)
class World:
    agreement_id: UUID
    other_agreement_id: UUID
    sc: Team
    cq: Team
    cy: Team
    stranger: Actor
    strangers: Team

    @property
    def teams(self) -> tuple[Team, ...]:
        return (self.sc, self.cq, self.cy)


def build_world() -> None:
    """Insert the world once; the registry's own commands have their own tests."""
    _agreement("战略合作框架协议", PARTIES, TERMS)
    _agreement("示范合作协议", OTHERS, (("GZ", 2026),))
    _calendar()
    session().commit()


def _agreement(
    title: str, parties: tuple[tuple[str, ...], ...], terms: tuple[tuple[str, int], ...]
) -> None:
    purpose = "共同提升金融法治工作水平"
    agreement = Agreement(title=title, purpose=purpose, signed_on=date(2023, 5, 18))
    session().add(agreement)
    session().flush()
    version = AgreementVersion(
        agreement_id=agreement.id, number=1, in_force_from=date(2023, 5, 18), settings={}
    )
    session().add(version)
    session().flush()
    _plenary_clause(version.id)
    by_code = {}
    for order, (code, name, short_name, issuer_code, kind) in enumerate(parties, 1):
        by_code[code] = _institution(agreement.id, code, name, short_name, issuer_code, kind, order)
    for code, year in terms:
        session().add(
            RotationTerm(
                agreement_id=agreement.id,
                institution_id=by_code[code],
                from_on=date(year, 1, 1),
                to_on=date(year, 12, 31),
            )
        )


def _plenary_clause(version_id: UUID) -> None:
    clause = Clause(
        agreement_version_id=version_id,
        mechanism="joint_meeting",
        name="联席会议制度",
        article="第三条",
        duty="每半年至少召开一次全体会议",
    )
    session().add(clause)
    session().flush()
    session().add(
        ClauseObligation(
            clause_id=clause.id,
            code="plenary",
            what="召开全体会议",
            every="half_year",
            borne_by="jointly",
            times=1,
        )
    )


def _institution(
    agreement_id: UUID,
    code: str,
    name: str,
    short_name: str,
    issuer_code: str,
    kind: str,
    order: int,
) -> UUID:
    institution = Institution(name=name, short_name=short_name, kind=kind)
    session().add(institution)
    session().flush()
    session().add(
        Party(
            agreement_id=agreement_id,
            institution_id=institution.id,
            code=code,
            issuer_code=issuer_code,
            order=order,
            joined_on=date(2023, 5, 18),
        )
    )
    for role in ROLES:
        person = Person(institution_id=institution.id, name=f"{code}{role}", title="干部")
        session().add(person)
        session().flush()
        session().add(
            Post(
                person_id=person.id,
                agreement_id=agreement_id,
                role=role,
                from_on=date(2023, 5, 18),
            )
        )
    return institution.id


def _calendar() -> None:
    session().add_all(
        [
            CalendarYear(year=2025, is_published=True, source="test"),
            CalendarYear(year=2026, is_published=True, source="test"),
            CalendarYear(year=2027, is_published=False, source="test"),
        ]
    )
    for start, length in OFF_2026:
        first = date.fromisoformat(f"2026-{start}")
        for step in range(length):
            day = date.fromordinal(first.toordinal() + step)
            session().add(CalendarDay(on_day=day, kind="off", name="假日"))
    for day_text in WORK_2026:
        day = date.fromisoformat(f"2026-{day_text}")
        session().add(CalendarDay(on_day=day, kind="work", name="调休"))


# --------------------------------------------------------------------------- reading it back


def read_world() -> World:
    first, second = session().scalars(sa.select(Agreement.id).order_by(Agreement.id)).all()
    teams = {team.code: team for one in (first, second) for team in _teams(one)}
    session().rollback()  # tests that act in threads must not read from an old snapshot
    return World(
        agreement_id=first,
        other_agreement_id=second,
        sc=teams["SC"],
        cq=teams["CQ"],
        cy=teams["CY"],
        stranger=teams["GZ"].secretary,
        strangers=teams["GZ"],
    )


def _teams(agreement_id: UUID) -> list[Team]:
    parties = session().scalars(
        sa.select(Party).where(Party.agreement_id == agreement_id).order_by(Party.order)
    )
    return [_team(party) for party in parties]


def _team(party: Party) -> Team:
    actors = {}
    people = sa.select(Person, Post.role).join(Post, Post.person_id == Person.id)
    own = people.where(Person.institution_id == party.institution_id)
    for person, role in session().execute(own):
        actors[role] = Actor(
            kind=PERSON,
            id=person.id,
            name=person.name,
            institution_id=person.institution_id,
            posts=frozenset({(party.agreement_id, role)}),
            agreement_ids=frozenset({party.agreement_id}),
        )
    return Team(
        id=party.institution_id,
        code=party.code,
        liaison=actors["liaison"],
        secretary=actors["secretariat"],
        convener=actors["convener"],
        signer=actors["signer"],
        handler=actors["handler"],
        archivist=actors["archivist"],
        admin=actors["institution_admin"],
    )
