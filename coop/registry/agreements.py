"""Commands that set up an agreement.

Versions and parties are here; rotation, institutions and posts are offered under one name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import command, lock, session, touch
from coop.core.errors import Conflict, NotFound, invalid
from coop.core.evidence import CASE, EVERY
from coop.core.language import Text
from coop.registry import agreement_settings
from coop.registry.directory import (
    ClauseRow,
    ObligationRow,
    forget_parties,
    institution_ids,
)
from coop.registry.events import PartyJoined, PartyLeft, VersionAdded
from coop.registry.institutions import add_institution, add_person, rename_institution
from coop.registry.models import Agreement, AgreementVersion, Clause, ClauseObligation, Party
from coop.registry.posts import end_post, give_post
from coop.registry.rights import require_operator
from coop.registry.rotation import add_term

__all__ = [
    "AlreadyLeft",
    "add_institution",
    "add_party",
    "add_person",
    "add_term",
    "add_version",
    "create_agreement",
    "end_post",
    "give_post",
    "leave",
    "rename_institution",
]


class AlreadyLeft(Conflict):
    code = "already_left"
    text = Text("该单位已于{day}退出。", "The institution left on {day}.")


@command
def create_agreement(actor: Actor, *, title: str, purpose: str, signed_on: date) -> Agreement:
    """An agreement without version and parties: add_version and add_party follow."""
    require_operator(actor)
    agreement = Agreement(title=title, purpose=purpose, signed_on=signed_on)
    session().add(agreement)
    session().flush()
    audit.record(actor, "agreement_created", _subject(agreement.id), title=title)
    return agreement


@command
def add_version(
    actor: Actor,
    agreement_id: UUID,
    *,
    in_force_from: date,
    settings: Mapping[str, object],
    clauses: Sequence[ClauseRow] = (),
) -> AgreementVersion:
    """The text in force from a day on; it must begin after the version before it.

    settings: see AgreementSettings; what is not given takes its default. Raises Invalid for
    unknown or ill-typed ones.
    """
    require_operator(actor)
    touch(lock(Agreement, agreement_id))
    values = agreement_settings.read(settings)
    number, last_from = _last_version(agreement_id)
    if last_from is not None and in_force_from <= last_from:
        words = Text("必须晚于上一版本的生效日{day}。", "It must be after the version of {day}.")
        raise invalid("in_force_from", "not_after_last_version", words.with_facts(day=last_from))
    version = AgreementVersion(
        agreement_id=agreement_id,
        number=number + 1,
        in_force_from=in_force_from,
        settings=values.stored(),
    )
    session().add(version)
    session().flush()
    _add_clauses(version, clauses)
    _record_version(actor, version)
    return version


def _record_version(actor: Actor, version: AgreementVersion) -> None:
    audit.record(
        actor,
        "agreement_version_added",
        _subject(version.agreement_id),
        number=version.number,
        in_force_from=version.in_force_from,
    )
    events.record(
        VersionAdded(
            agreement_id=version.agreement_id,
            subject_id=version.agreement_id,
            audience=institution_ids(version.agreement_id),
            number=version.number,
            in_force_from=version.in_force_from,
        )
    )


def _last_version(agreement_id: UUID) -> tuple[int, date | None]:
    found = (
        session()
        .execute(
            sa.select(AgreementVersion.number, AgreementVersion.in_force_from)
            .where(AgreementVersion.agreement_id == agreement_id)
            .order_by(AgreementVersion.number.desc())
            .limit(1)
        )
        .first()
    )
    return (found[0], found[1]) if found else (0, None)


def _add_clauses(version: AgreementVersion, clauses: Sequence[ClauseRow]) -> None:
    for number, one in enumerate(clauses):
        clause = Clause(
            agreement_version_id=version.id,
            mechanism=one.mechanism,
            name=one.name,
            article=one.article,
            duty=one.duty,
        )
        session().add(clause)
        session().flush()
        _add_obligations(clause, number, one.obligations)


def _add_obligations(clause: Clause, number: int, obligations: Sequence[ObligationRow]) -> None:
    for place, one in enumerate(obligations):
        if (one.every == CASE) != (one.times is None) or one.every not in EVERY:
            words = Text(
                "每期义务须写明次数，逐件义务不写次数。",
                "Say how often within each period; each case has its own day instead.",
            )
            raise invalid(f"clauses/{number}/obligations/{place}", "cadence", words)
        session().add(
            ClauseObligation(
                clause_id=clause.id,
                code=one.code,
                what=one.what,
                every=one.every,
                borne_by=one.borne_by,
                times=one.times,
            )
        )
    session().flush()


# --------------------------------------------------------------------------- parties


@command
def add_party(  # keywords only: a membership has these facts
    actor: Actor,
    agreement_id: UUID,
    *,
    institution_id: UUID,
    code: str,
    issuer_code: str,
    joined_on: date,
) -> Party:
    """An institution joins; it is listed after those that joined before it."""
    require_operator(actor)
    touch(lock(Agreement, agreement_id))
    before = session().scalar(
        sa.select(sa.func.max(Party.order)).where(Party.agreement_id == agreement_id)
    )
    party = Party(
        agreement_id=agreement_id,
        institution_id=institution_id,
        code=code,
        issuer_code=issuer_code,
        order=(before or 0) + 1,
        joined_on=joined_on,
    )
    session().add(party)
    session().flush()
    forget_parties()
    audit.record(actor, "party_joined", _subject(agreement_id), code=code, joined_on=joined_on)
    events.record(
        PartyJoined(
            agreement_id=agreement_id,
            subject_id=institution_id,
            audience=institution_ids(agreement_id),
            code=code,
            joined_on=joined_on,
        )
    )
    return party


@command
def leave(actor: Actor, agreement_id: UUID, *, institution_id: UUID, left_on: date) -> Party:
    """An institution leaves; left_on is the first day on which it is no longer a member."""
    require_operator(actor)
    touch(lock(Agreement, agreement_id))
    party = _party(agreement_id, institution_id)
    if party.left_on is not None:
        raise AlreadyLeft(day=party.left_on)
    if left_on <= party.joined_on:
        words = Text("必须晚于加入日{day}。", "It must be after {day}, the day of joining.")
        raise invalid("left_on", "not_after_joining", words.with_facts(day=party.joined_on))
    audience = institution_ids(agreement_id)
    party.left_on = left_on
    session().flush()
    forget_parties()
    audit.record(actor, "party_left", _subject(agreement_id), code=party.code, left_on=left_on)
    events.record(
        PartyLeft(
            agreement_id=agreement_id,
            subject_id=institution_id,
            audience=audience,
            code=party.code,
            left_on=left_on,
        )
    )
    return party


def _party(agreement_id: UUID, institution_id: UUID) -> Party:
    found = session().scalar(
        sa.select(Party).where(
            Party.agreement_id == agreement_id, Party.institution_id == institution_id
        )
    )
    if found is None:
        raise NotFound
    return found


def _subject(agreement_id: UUID) -> Subject:
    return Subject("agreement", agreement_id, agreement_id)
