"""The own head's consent, without which neither a request nor an answer of any kind leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coop.core.errors import Forbidden
from coop.core.policy import DrafterMayNotDecide
from coop.documents.queries import get_document, list_documents
from coop.mechanisms.sharing.queries import waiting as desk
from coop.mechanisms.sharing.service import proposals, replies, requests
from coop.mechanisms.sharing.service.requests import ConsentMissing
from tests.mechanisms.sharing import make
from tests.waiting import waiting


@pytest.fixture(autouse=True)
def _stopped(at):
    with at("2026-10-12T09:00"):
        yield


def test_nothing_leaves_without_the_own_heads_consent(app, world):
    draft = make.drafted(world, make.entry(world, world.cq).id)
    with pytest.raises(ConsentMissing):
        requests.submit_share_request(world.cy.liaison, draft.id, expected_version=draft.version)
    agreed = requests.consent_to_share_request(
        world.cy.signer, draft.id, expected_version=draft.version
    )
    edited = requests.edit_share_request(
        world.cy.liaison, draft.id, scope="更大范围", expected_version=agreed.version
    )
    with pytest.raises(ConsentMissing):
        requests.submit_share_request(world.cy.liaison, draft.id, expected_version=edited.version)
    with pytest.raises(Forbidden):
        requests.consent_to_share_request(
            world.cy.liaison, draft.id, expected_version=edited.version
        )


def test_changed_terms_need_the_providers_head_again(app, world):
    request = make.submitted(world, make.entry(world, world.cq).id)
    request = proposals.propose_terms(
        world.cq.liaison, request.id, expected_version=request.version
    )
    request = proposals.endorse_terms(world.cq.signer, request.id, expected_version=request.version)
    request = proposals.propose_terms(
        world.cq.liaison,
        request.id,
        granted_scope="仅重庆",
        expected_version=request.version,
    )
    assert make.request_view(world.cq, request.id).is_partial
    with pytest.raises(ConsentMissing):
        replies.approve_share_request(
            world.cq.liaison, request.id, expected_version=request.version
        )


@pytest.mark.parametrize(
    ("propose", "said", "send", "action"),
    [
        (
            proposals.propose_refusal,
            {"code": "not_held", "reason": "不掌握"},
            replies.refuse_share_request,
            "refuse",
        ),
        (
            proposals.propose_supplement,
            {"missing_items": ["使用依据的条款"]},
            replies.ask_supplement,
            "ask_supplement",
        ),
    ],
)
def test_neither_a_refusal_nor_a_supplement_leaves_without_the_providers_head(
    app, world, propose, said, send, action
):
    request = make.submitted(world, make.entry(world, world.cq).id)
    own = world.cq.liaison
    for act in (send, proposals.endorse_terms):
        by = own if act is send else world.cq.signer
        with pytest.raises(proposals.NotProposed):
            act(by, request.id, expected_version=request.version)
    request = propose(own, request.id, expected_version=request.version, **said)
    assert action not in make.request_view(world.cq, request.id).allowed_actions
    assert "负责人同意答复" in _kinds(world.cq.signer)
    unsaid = make.request_view(world.cy, request.id)
    assert (unsaid.proposal, unsaid.refusal_reason, unsaid.missing_items) == (None, "", ())
    # Nor do log and events, which the requester reads, tell which answer is prepared.
    assert make.told_of(request.id).action == "share_request.propose"
    with pytest.raises(ConsentMissing):
        send(own, request.id, expected_version=request.version)
    both = replace(world.cq.signer, posts=own.posts | world.cq.signer.posts, id=own.id)
    with pytest.raises(DrafterMayNotDecide):
        proposals.endorse_terms(both, request.id, expected_version=request.version)
    request = make.endorsed(world.cq, request)
    assert action in make.request_view(world.cq, request.id).allowed_actions
    with pytest.raises(proposals.NotProposed):
        replies.approve_share_request(own, request.id, expected_version=request.version)
    send(own, request.id, expected_version=request.version)
    letter = list_documents(world.cy.liaison, limit=10).items[0]
    signed = next(
        one for one in get_document(world.cy.liaison, letter.id).steps if one.action == "sign"
    )
    assert signed.by_name == world.cq.signer.name


def _kinds(actor):
    return {one.kind for one in waiting(desk.waiting, actor)}
