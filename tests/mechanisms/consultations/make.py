"""Consultations brought into a state by the commands that lead there.

The standing consultation: SC asks CQ and CY, 加急, on Monday 2026-09-21; due on 2026-09-24.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.documents.models import Receipt
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.models import Consultation, Opinion
from coop.mechanisms.consultations.queries.views import ConsultationView, OpinionView
from coop.mechanisms.consultations.service import asking, drafting, opinions, outcomes
from coop.registry.models import AgreementVersion
from tests import clocks, papers, told
from tests.due import run_due
from tests.scenes import scene
from tests.world import Team, World

OPENED_AT, REPLIED_AT, LAPSED_AT = "2026-09-21T09:00", "2026-09-22T10:00", "2026-09-28T00:05"
STATES = ("draft", "approved", "open", "replied", "concluded")
QUESTIONS = ["利息计算标准如何统一", "违约金上限如何掌握"]


at = clocks.at


def facts(world: World, **changed: Any) -> dict[str, Any]:
    return {
        "agreement_id": world.agreement_id,
        "title": "金融借款合同利息认定标准",
        "category": "law_application",
        "urgency": "urgent",
        "facts": "近期各地裁判尺度不一。",
        "questions": QUESTIONS,
        "consulted_ids": [world.cq.id, world.cy.id],
        **changed,
    }


def agree_on(world: World, **settings: object) -> None:
    """The agreement's version says this from the beginning."""
    mine = AgreementVersion.agreement_id == world.agreement_id
    session().scalars(sa.select(AgreementVersion).where(mine)).one().settings = settings
    session().commit()


def drafted(world: World, **changed: Any) -> Consultation:
    with at(OPENED_AT):
        return drafting.draft_consultation(world.sc.liaison, **facts(world, **changed))


@scene
def consultation(world: World, state: str = "draft", **changed: Any) -> Consultation:
    """The standing consultation in this state; replied: both agree."""
    made = drafted(world, **changed)
    steps: tuple[Callable[[World, Consultation], Consultation], ...] = (
        approve,
        submit,
        reply,
        conclude,
    )
    for step in steps[: STATES.index(state)]:
        made = step(world, made)
    return made


def approve(world: World, made: Consultation, when: str = OPENED_AT) -> Consultation:
    with at(when):
        return drafting.approve_letter(world.sc.signer, made.id, expected_version=version_of(made))


def submit(world: World, made: Consultation, when: str = OPENED_AT) -> Consultation:
    with at(when):
        return asking.submit_consultation(
            world.sc.liaison, made.id, expected_version=version_of(made)
        )


def reply(world: World, made: Consultation) -> Consultation:
    for team in (world.cq, world.cy):
        give(team, made)
    session().rollback()
    return session().get_one(Consultation, made.id)


def draft_opinion(
    team: Team, made: Consultation, stance: str = "agree", text: str = "", when: str = REPLIED_AT
) -> Opinion:
    with at(when):
        return opinions.draft_opinion(team.liaison, made.id, stance=stance, text=text)


def give(
    team: Team, made: Consultation, stance: str = "agree", text: str = "", when: str = REPLIED_AT
) -> Opinion:
    drafted_one = draft_opinion(team, made, stance, text, when)
    with at(when):
        return opinions.sign_opinion(
            team.signer, drafted_one.id, expected_version=drafted_one.version
        )


def answer(
    world: World, opinion: Opinion | OpinionView, answer: str = "adopted", reason: str = ""
) -> Opinion:
    with at(LAPSED_AT):
        return opinions.answer_opinion(
            world.sc.liaison,
            opinion.id,
            expected_version=opinion_version(opinion.id),
            answer=answer,
            reason=reason,
        )


def answer_all(world: World, made: Consultation) -> None:
    for one in view(world.sc.liaison, made).opinions:
        answer(world, one)


def conclude(world: World, made: Consultation, outcome: str = "agreed") -> Consultation:
    answer_all(world, made)
    with at(LAPSED_AT):
        return outcomes.conclude(
            world.sc.signer,
            made.id,
            expected_version=version_of(made),
            outcome=outcome,
            text="统一按照一年期贷款市场报价利率四倍掌握。",
        )


def lapse(when: str = LAPSED_AT) -> None:
    with at(when):
        run_due("lapse_consultations")


def view(actor: Actor, made: Consultation | UUID, when: str = LAPSED_AT) -> ConsultationView:
    """As this actor reads it, from what was committed."""
    session().rollback()
    with at(when):
        found = queries.get_consultation(actor, made if isinstance(made, UUID) else made.id)
    session().rollback()
    return found


def version_of(made: Consultation) -> int:
    return told.version_of(Consultation, made.id)


def opinion_version(opinion_id: UUID) -> int:
    return told.version_of(Opinion, opinion_id)


def stances(seen: ConsultationView) -> dict[str, str | None]:
    return {one.institution_name: one.stance for one in seen.parties}


actions_logged, events_of = told.actions_logged, told.events_of


def receipts_signed(document_id: UUID | None) -> dict[UUID, bool]:
    """Who was handed the document, and whether each has signed for it."""
    query = sa.select(Receipt.institution_id, Receipt.signed_at)
    found = session().execute(query.where(Receipt.subject_id == document_id))
    signed = {row.institution_id: row.signed_at is not None for row in found}
    session().rollback()
    return signed


pdf_text, paper = papers.pdf_text, papers.paper
