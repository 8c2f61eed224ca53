"""Opinions: who sees them when, who signs, what must be answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.policy import DrafterMayNotSign
from coop.documents.queries import list_documents
from coop.mechanisms.consultations import printing, queries
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service import opinions
from coop.mechanisms.consultations.service.opinions import NotAnswerable, OpinionExists
from tests.mechanisms.consultations import make
from tests.world import World

SECRET = "应当按照最严格的口径执行"


def test_an_opinion_is_hidden_from_all_but_its_author_until_all_are_in(world: World) -> None:
    made = make.consultation(world, "open")
    given = make.give(world.cq, made, "disagree", SECRET)
    for reader in (world.sc.liaison, world.sc.signer, world.cy.liaison, world.sc.secretary):
        seen = make.view(reader, made, make.REPLIED_AT)
        assert seen.opinions == ()
        assert make.stances(seen) == {"重庆金融监管局": None, "成渝金融法院": None}
        assert queries.list_opinions(reader, limit=9).items == ()
        with pytest.raises(NotFound):
            queries.get_opinion(reader, given.id)
        with pytest.raises(NotFound):
            queries.opinion_pdf(reader, given.id)
    own = make.view(world.cq.handler, made, make.REPLIED_AT)
    assert (own.opinions[0].text, own.parties[0].stance) == (SECRET, "disagree")

    make.give(world.cy, made)
    seen = make.view(world.sc.liaison, made)
    assert seen.state == "replied"
    assert SECRET in {one.text for one in seen.opinions}


def test_no_paper_event_or_log_entry_tells_a_hidden_opinion(world: World) -> None:
    made = make.consultation(world, "open")
    given = make.give(world.cq, made, "disagree", SECRET)
    row = session().get_one(Consultation, made.id)
    with make.at(make.REPLIED_AT):
        dossier = make.pdf_text(printing.dossier_pdf(row, world.sc.liaison))
        own = make.pdf_text(printing.dossier_pdf(row, world.cq.liaison))
    assert SECRET[:6] not in dossier
    assert SECRET[:6] in own
    kinds = {one.kind for one in list_documents(world.sc.liaison, limit=50).items}
    assert "opinion" not in kinds
    for team in (world.sc, world.cy):
        told = make.events_of(team.id)
        assert not any(kind == "opinion.changed" for kind, _body in told)
        assert not any("disagree" in body or SECRET in body for _kind, body in told)
    assert make.actions_logged(given.id) == ["opinion.draft", "opinion.sign"]
    assert "consultation.sign_opinion" in make.actions_logged(made.id)


def test_opinions_become_documents_and_events_when_the_round_closes(world: World) -> None:
    make.consultation(world, "replied")
    kinds = [one.kind for one in list_documents(world.cy.liaison, limit=50).items]
    assert kinds.count("opinion") == 2
    assert "consultation.round_closed" in {kind for kind, _body in make.events_of(world.cy.id)}


def test_a_draft_never_counts_and_is_outdated_with_its_round(world: World) -> None:
    made = make.consultation(world, "open")
    drafted = make.draft_opinion(world.cy, made)
    make.give(world.cq, made)
    make.lapse()
    assert make.view(world.cy.liaison, made).parties[1].stance == "no_reply"
    assert queries.get_opinion(world.cy.liaison, drafted.id).state == "outdated"
    assert len(make.view(world.sc.liaison, made).opinions) == 1


def test_the_drafter_does_not_sign_and_another_party_neither(world: World) -> None:
    made = make.consultation(world, "open")
    both = replace(world.cy.signer, posts=world.cy.signer.posts | world.cy.liaison.posts)
    with make.at(make.REPLIED_AT):
        drafted = opinions.draft_opinion(both, made.id, stance="agree")
        with pytest.raises(DrafterMayNotSign):
            opinions.sign_opinion(both, drafted.id, expected_version=1)
        with pytest.raises(NotFound):
            opinions.sign_opinion(world.cq.signer, drafted.id, expected_version=1)
        with pytest.raises(Forbidden):
            opinions.sign_opinion(world.cy.liaison, drafted.id, expected_version=1)
        with pytest.raises(Stale):
            opinions.sign_opinion(world.cy.signer, drafted.id, expected_version=9)


def test_the_initiator_and_strangers_give_no_opinion(world: World) -> None:
    made = make.consultation(world, "open")
    with pytest.raises(Forbidden):
        make.draft_opinion(world.sc, made)
    with pytest.raises(NotFound):
        make.draft_opinion(world.strangers, made)


def test_one_opinion_a_party_and_text(world: World) -> None:
    made = make.consultation(world, "open")
    make.draft_opinion(world.cq, made)
    with pytest.raises(OpinionExists):
        make.draft_opinion(world.cq, made)


@pytest.mark.parametrize("stance", ["disagree", "agree_with_changes"])
def test_disagreement_and_changes_need_words(world: World, stance: str) -> None:
    made = make.consultation(world, "open")
    with pytest.raises(Invalid) as refused:
        make.draft_opinion(world.cq, made, stance)
    assert refused.value.problems[0].pointer == "/text"


def test_signing_counts_as_signing_for_the_letter(world: World) -> None:
    made = make.consultation(world, "open")
    letter = make.view(world.cq.liaison, made).texts[0].document_id
    make.give(world.cq, made)
    signed = make.receipts_signed(letter)
    assert signed == {world.cq.id: True, world.cy.id: False}


def test_every_opinion_is_answered_with_reasons_unless_adopted(world: World) -> None:
    made = make.consultation(world, "open")
    early = make.give(world.cq, made, "agree_with_changes", "第二条删去")
    with pytest.raises(NotFound):
        make.answer(world, early)
    make.give(world.cy, made)
    with pytest.raises(Invalid):
        make.answer(world, early, "not_adopted")
    answered = make.answer(world, early, "partly", "删去后半句")
    assert (answered.answer, answered.answer_reason) == ("partly", "删去后半句")
    seen = make.view(world.cq.liaison, made).opinions[0]
    assert str(seen.answer_label) == "部分采纳"


def test_answers_stand_once_it_is_concluded(world: World) -> None:
    made = make.consultation(world, "concluded")
    first = make.view(world.sc.liaison, made).opinions[0]
    assert first.allowed_actions == ()
    with pytest.raises(NotAnswerable):
        make.answer(world, first, "partly", "改变主意")
    with pytest.raises(IllegalTransition):
        make.draft_opinion(world.cq, made, when="2026-09-29T09:00")
