"""What is between some parties does not exist for the third: consultations, sharing, letters.

The same walk for a stranger to the agreement and for a party that was not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from coop.core import doors
from coop.documents import receipts
from coop.mechanisms.sharing.service import corrections, onward
from tests.api.bodies import body_for
from tests.api.partner import problem
from tests.documents.made import draft as draft_letter
from tests.mechanisms.consultations import make as consulting
from tests.mechanisms.sharing import make as sharing

MOMENT = "2026-09-22T12:00"


@dataclass(frozen=True)
class Kept:
    """One object: who knows of it, and to which parties it does not exist."""

    resource: str
    subject_id: Any
    known_to: str
    hidden_from: tuple[str, ...]


@pytest.fixture
def kept(world):
    """SC consults CQ; SC shares with CQ, which doubts it and asks to pass it on; CQ asks CY."""
    with consulting.at(consulting.OPENED_AT):
        asked = consulting.consultation(world, "open", consulted_ids=[world.cq.id])
        opinion = consulting.draft_opinion(world.cq, asked)
        letter = consulting.view(world.sc.liaison, asked).texts[0].document_id
        receipt = receipts.receipts_of(letter)[0]
        share = sharing.sent(world, onward="ask")
        doubt = corrections.request_correction(world.cq.liaison, share.id, text="第二行有误")
        wish = onward.ask_onward(
            world.cq.liaison, share.id, institution_ids=[world.cy.id], reason="共同处置"
        )
        entry = sharing.entry(world, world.sc)
        request = sharing.drafted(world, entry.id, world.cq)
        own_letter = draft_letter(world)
    parties = ("stranger", "cy")
    return (
        Kept("consultation", asked.id, "cq", parties),
        Kept("opinion", opinion.id, "cq", (*parties, "sc")),
        Kept("document", letter, "cq", parties),
        Kept("receipt", receipt.id, "cq", parties),
        Kept("share", share.id, "cq", parties),
        Kept("correction_request", doubt.id, "cq", parties),
        Kept("onward_request", wish.id, "cq", parties),
        Kept("share_request", request.id, "cq", (*parties, "sc")),
        Kept("catalog_entry", entry.id, "cq", ("stranger",)),
        Kept("document", own_letter.id, "sc", (*parties, "cq")),
    )


def test_what_a_party_was_not_told_of_exists_by_no_path(partners, kept, at):
    refused = 0
    with at(MOMENT):
        for one in kept:
            resource = doors.resource(one.resource)
            path = f"/{resource.plural}/{one.subject_id}"
            assert getattr(partners, one.known_to).get(path).status_code == 200, path
            for name in one.hidden_from:
                outsider = getattr(partners, name)
                for hidden in [path, *(f"{path}/{file.segment}" for file in resource.files)]:
                    answer = outsider.get(hidden)
                    assert (answer.status_code, problem(answer)["code"]) == (404, "not_found")
                refused += _acted_in_vain(outsider, resource, path)
    assert refused > 100


def _acted_in_vain(outsider, resource, path) -> int:
    """Every act answers that there is nothing; how many were tried."""
    acts = [("POST", act, f"/{act.segment}") for act in resource.acts]
    if resource.edit is not None:
        acts.append(("PATCH", resource.edit, ""))
    for method, act, ending in acts:
        answer = outsider.call(
            method,
            f"{path}{ending}",
            json=body_for(act.schema),
            headers={"If-Match": '"1"', "Idempotency-Key": f"{path}{ending}"},
        )
        assert answer.status_code == 404, (path, act.name, answer.get_json())
    return len(acts)


def test_it_is_in_no_list_count_or_stream_of_who_was_not_told(partners, kept, at):
    with at(MOMENT):
        for one in kept:
            resource = doors.resource(one.resource)
            if resource.list is None:
                continue
            assert str(one.subject_id) in _listed(getattr(partners, one.known_to), resource)
            for name in one.hidden_from:
                assert str(one.subject_id) not in _listed(getattr(partners, name), resource)
        for name in ("stranger", "cy", "sc", "cq"):
            told = _told(getattr(partners, name))
            hidden = {str(one.subject_id) for one in kept if name in one.hidden_from}
            assert hidden & told == set(), name


def _listed(partner, resource) -> set[str]:
    page = partner.get(f"/{resource.plural}?limit=200").get_json()
    return {one["id"] for one in page["items"]}


def _told(partner) -> set[str]:
    page = partner.get("/events?limit=200").get_json()
    return {one["subject_id"] for one in page["items"]}
