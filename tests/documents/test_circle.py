"""A circle 知悉范围: outside of it a document or receipt does not exist."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from uuid_utils.compat import uuid7

from coop.core.db import command, session
from coop.core.errors import NotFound
from coop.core.events import EventPosition
from coop.documents import queries, receipts
from tests.documents.made import file, filing


@command
def hand_over(world, subject_id):
    return receipts.hand_over(
        world.agreement_id,
        "share",
        subject_id,
        [world.cq.id],
        due_on=date(2026, 10, 15),
        title="投诉数据",
        circle=[world.sc.id, world.cq.id],
    )[0]


def told():
    session().rollback()
    return set(session().scalars(sa.select(EventPosition.institution_id)))


def test_a_document_with_a_circle_exists_only_inside_it(app, world):
    document = file(filing(world, None, issue_no="第1期", circle=(world.sc.id, world.cq.id)))
    assert queries.get_document(world.cq.liaison, document.id).issue_no == "第1期"
    assert told() == {world.sc.id, world.cq.id}
    for read in (queries.get_document, queries.document_pdf):
        with pytest.raises(NotFound):
            read(world.cy.liaison, document.id)
    assert queries.list_documents(world.cy.liaison, limit=10).items == ()


def test_a_receipt_with_a_circle_exists_only_inside_it(app, world):
    receipt = hand_over(world, uuid7())
    with pytest.raises(NotFound):
        receipts.get_receipt(world.cy.liaison, receipt.id)
    with pytest.raises(NotFound):
        receipts.sign_for(world.cy.liaison, receipt.id, expected_version=1)
    assert receipts.list_receipts(world.cy.liaison, limit=10).items == ()
    assert len(receipts.list_receipts(world.sc.liaison, limit=10).items) == 1
    receipts.sign_for(world.cq.liaison, receipt.id, expected_version=1)
    assert told() == {world.sc.id, world.cq.id}
