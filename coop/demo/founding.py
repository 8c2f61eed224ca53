"""The institutions, their agreement and their people, founded through the registry's commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.actor import PERSON, SYSTEM, Actor
from coop.registry import agreements, calendars
from coop.registry.directory import ClauseRow, ObligationRow
from coop.registry.models import Agreement

# One officer for each role, with the title such offices have.
OFFICERS = (
    ("liaison", "法规处主任科员"),
    ("secretariat", "法规处一级主任科员"),
    ("convener", "党委委员、副局长"),
    ("signer", "党委书记、局长"),
    ("handler", "消费者权益保护处副处长"),
    ("archivist", "办公室档案员"),
    ("institution_admin", "科技处主任科员"),
    ("training_admin", "人事处副处长"),
)
# In the anonymised form of public documents; each party takes the next row.
_NAMES = (
    ("周某某", "何某", "李某某", "罗某", "孙某某", "钱某", "吴某", "曹某某"),
    ("郑某", "冯某某", "赵某某", "蒋某", "沈某某", "韩某", "杨某某", "严某"),
    ("朱某某", "秦某", "吴某某", "许某某", "吕某", "施某某", "张某", "华某某"),
)
_COURT_TITLES = {
    "liaison": "审判管理办公室法官助理",
    "secretariat": "办公室副主任",
    "convener": "党组成员、副院长",
    "signer": "党组书记、院长",
    "handler": "立案庭副庭长",
    "archivist": "办公室档案员",
    "institution_admin": "信息技术室主任",
    "training_admin": "政治部副主任",
}


@dataclass(frozen=True, slots=True)
class Founded:
    """What was founded. actors: by (party code, role); institutions: by party code."""

    agreement_id: UUID
    institutions: Mapping[str, UUID]
    actors: Mapping[tuple[str, str], Actor]

    def actor(self, code: str, role: str) -> Actor:
        return self.actors[(code, role)]


def found(agreement: Mapping[str, Any]) -> Founded:
    """Found everything agreement.yaml tells, with rotation and calendar reaching into next year."""
    for year in _years(agreement):
        calendars.load_known_year(SYSTEM, year)
    made = agreements.create_agreement(
        SYSTEM,
        title=agreement["title"],
        purpose=agreement["purpose"],
        signed_on=agreement["signed_on"],
    )
    agreements.add_version(
        SYSTEM,
        made.id,
        in_force_from=agreement["signed_on"],
        settings=agreement["settings"],
        clauses=[
            ClauseRow(
                mechanism=one["code"],
                name=one["name"],
                article=one["clause"],
                duty=one["duty"],
                obligations=tuple(ObligationRow(**owed) for owed in one["obligations"]),
            )
            for one in agreement["mechanisms"]
        ],
    )
    institutions = {
        party["code"]: _join(made.id, party, agreement["signed_on"])
        for party in agreement["parties"]
    }
    _rotate(made.id, agreement, institutions)
    actors: dict[tuple[str, str], Actor] = {}
    for number, party in enumerate(agreement["parties"]):
        names = _NAMES[number % len(_NAMES)]
        actors |= _staff(made, party, institutions[party["code"]], names)
    return Founded(made.id, institutions, actors)


def _years(agreement: Mapping[str, Any]) -> range:
    first = min(term["from_on"].year for term in agreement["rotation"])
    last = max(term["to_on"].year for term in agreement["rotation"])
    return range(first, max(last, clock.today().year + 1) + 1)


def _join(agreement_id: UUID, party: Mapping[str, Any], joined_on: date) -> UUID:
    former = sorted(party["former_names"], key=lambda one: one["until"])
    first = former[0] if former else party
    institution = agreements.add_institution(
        SYSTEM, name=first["name"], short_name=first["short_name"], kind=party["kind"]
    )
    for old, new in zip(former, [*former[1:], party], strict=False):
        agreements.rename_institution(
            SYSTEM,
            institution.id,
            name=new["name"],
            short_name=new["short_name"],
            until_on=old["until"],
        )
    agreements.add_party(
        SYSTEM,
        agreement_id,
        institution_id=institution.id,
        code=party["code"],
        issuer_code=party["issuer_code"],
        joined_on=joined_on,
    )
    return institution.id


def _rotate(
    agreement_id: UUID, agreement: Mapping[str, Any], institutions: Mapping[str, UUID]
) -> None:
    """The terms of the file, then the same turn year by year until next year has a host."""
    terms = sorted(agreement["rotation"], key=lambda one: one["from_on"])
    spans = [(one["party"], one["from_on"], one["to_on"]) for one in terms]
    while spans[-1][2].year < clock.today().year + 1:
        year = spans[-1][2].year + 1
        code = terms[(len(spans)) % len(terms)]["party"]
        spans.append((code, date(year, 1, 1), date(year, 12, 31)))
    for code, from_on, to_on in spans:
        agreements.add_term(
            SYSTEM, agreement_id, institution_id=institutions[code], from_on=from_on, to_on=to_on
        )


def _staff(
    agreement: Agreement, party: Mapping[str, Any], institution_id: UUID, names: Sequence[str]
) -> dict[tuple[str, str], Actor]:
    actors = {}
    for (role, title), name in zip(OFFICERS, names, strict=True):
        held = _COURT_TITLES[role] if party["kind"] == "court" else title
        person = agreements.add_person(SYSTEM, institution_id, name=name, title=held)
        agreements.give_post(
            SYSTEM, agreement.id, person_id=person.id, role=role, from_on=agreement.signed_on
        )
        actors[(party["code"], role)] = Actor(
            kind=PERSON,
            id=person.id,
            name=name,
            institution_id=institution_id,
            posts=frozenset({(agreement.id, role)}),
            agreement_ids=frozenset({agreement.id}),
        )
    return actors
