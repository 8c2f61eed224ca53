"""What is there now: read from what was committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import pypdfium2 as pdfium

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.language import SHANGHAI
from coop.documents.queries import document_pdf
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.models import Dispute, Settlement
from coop.mechanisms.referrals.queries.views import DisputeView, SettlementView
from tests import told
from tests.mechanisms.referrals.cast import Cast

TALKED_AT = "2026-09-10T10:00"


@contextmanager
def at(text: str) -> Iterator[None]:
    """The clock stands at this time in Shanghai."""
    with clock.stopped_at(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)):
        yield


def view(actor: Actor, made: Dispute | UUID, when: str = TALKED_AT) -> DisputeView:
    """As this actor reads it, from what was committed."""
    session().rollback()
    with at(when):
        found = queries.get_dispute(actor, made if isinstance(made, UUID) else made.id)
    session().rollback()
    return found


def party_ids(cast: Cast, made: Dispute) -> list[UUID]:
    seen_by = cast.clerk if made.court_id else cast.desk
    return [one.id for one in view(seen_by, made).parties]


def settlement_of(cast: Cast, made: Dispute) -> SettlementView:
    return view(cast.desk, made).settlements[-1]


def day_of(seen: DisputeView | SettlementView, kind: str) -> Any:
    return next(one for one in seen.days if one.kind == kind)


def version_of(made: Dispute | UUID) -> int:
    return told.version_of(Dispute, made if isinstance(made, UUID) else made.id)


def settlement_version(settlement_id: UUID) -> int:
    return told.version_of(Settlement, settlement_id)


actions_logged, events_of = told.actions_logged, told.events_of


def pdf_text(content: bytes) -> str:
    """Everything a PDF says, without blanks and line ends."""
    pages = pdfium.PdfDocument(content)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def paper(actor: Actor, document_id: UUID | None) -> str:
    """What a filed document says."""
    assert document_id is not None
    found = pdf_text(document_pdf(actor, document_id).content)
    session().rollback()
    return found
