"""签收: who was handed what, by when it is to be signed for, and who did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session, step
from coop.core.errors import NotFound, RuleViolation
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.core.policy import require
from coop.core.views import View
from coop.core.worklist import Due, Waiting
from coop.documents import marks
from coop.documents import policy as papers
from coop.documents.events import ReceiptSigned
from coop.documents.models import OfficialDocument, Receipt
from coop.documents.policy import Seat, audience_of, draw_circle, holds, seen_by, sees
from coop.documents.workflow import RECEIPT, SIGNED_BY_ANSWER
from coop.registry.conditions import hosted_by
from coop.registry.models import Institution

_UNSIGNED = Receipt.signed_at.is_(None)
_URGE = Text("逾期未签收，待催办", "Not signed for in time")
_SIGN_BY = Text("签收期限", "To be signed for by then")
_COLUMNS: tuple[Any, ...] = (
    Receipt.id,
    Receipt.version,
    Receipt.agreement_id,
    Receipt.subject_kind,
    Receipt.subject_id,
    Receipt.title,
    Receipt.institution_id,
    Institution.short_name.label("institution_name"),
    Receipt.handed_at,
    Receipt.due_on,
    Receipt.signed_at,
    Receipt.signed_by_name,
)


class AlreadySigned(RuleViolation):
    code = "already_signed"
    text = Text("{name}已于{at}签收。", "{name} signed for it on {at}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView(View):
    """签收: one institution's acknowledgement of one handed-over thing."""

    state: str
    state_label: Text
    allowed_actions: tuple[str, ...]
    agreement_id: UUID
    subject_kind: str
    subject_id: UUID
    title: str
    institution_id: UUID
    institution_name: str
    handed_at: datetime
    due_on: date | None
    is_overdue: bool
    signed_at: datetime | None
    signed_by_name: str | None


# --------------------------------------------------------------------------- acts


@step
def hand_over(  # noqa: PLR0913  # the facts of a handover
    agreement_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    institution_ids: Iterable[UUID],
    *,
    due_on: date | None,
    title: str | None = None,
    circle: Iterable[UUID] = (),
    must_be_read: bool = True,
) -> tuple[Receipt, ...]:
    """Ask each institution to sign for the subject.

    subject_kind: the resource's name ("document", "meeting").
    title: what lists call it, if no document. circle: who alone may know of it, else every party.
    must_be_read: raises NobodyCleared where nobody of an institution may read and sign for it.
    """
    to = tuple(dict.fromkeys(institution_ids))
    if must_be_read:
        papers.require_receivers(agreement_id, to, marks.class_of(subject_id))
    draw_circle(subject_id, circle)
    named = title or _title_of(subject_kind, subject_id)
    made = tuple(
        Receipt(
            agreement_id=agreement_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            title=named,
            institution_id=institution_id,
            handed_at=clock.now(),
            due_on=due_on,
        )
        for institution_id in to
    )
    session().add_all(made)
    session().flush()
    return made


@step
def sign(actor: Actor, subject_id: UUID, institution_id: UUID) -> None:
    """Count an answer to the subject as the institution's signature, if it has not signed yet."""
    waiting = sa.select(Receipt).where(
        Receipt.subject_id == subject_id, Receipt.institution_id == institution_id, _UNSIGNED
    )
    receipt = session().scalar(waiting)
    if receipt is not None:
        _sign(actor, receipt)


@step
def withdraw(subject_id: UUID, institution_ids: Iterable[UUID] | None = None) -> None:
    """Take back what was handed over (a postponed meeting's notice): nobody need sign for it.

    institution_ids: only these; everyone unless given.
    """
    taken_back = sa.delete(Receipt).where(Receipt.subject_id == subject_id)
    if institution_ids is not None:
        taken_back = taken_back.where(Receipt.institution_id.in_(list(institution_ids)))
    session().execute(taken_back)


@step
def release(subject_id: UUID) -> None:
    """Nobody need sign any more; who has signed stays on record."""
    session().execute(sa.delete(Receipt).where(Receipt.subject_id == subject_id, _UNSIGNED))


def _title_of(subject_kind: str, subject_id: UUID) -> str:
    if subject_kind != "document":
        return ""
    document = session().get_one(OfficialDocument, subject_id)
    return f"{document.title}（{document.number or document.issue_no}）"


@command
def sign_for(actor: Actor, receipt_id: UUID, *, expected_version: int) -> Receipt:
    """Sign once, for one's own institution. Raises AlreadySigned naming who was first."""
    receipt = lock(Receipt, receipt_id)
    if not sees(actor, receipt.agreement_id, receipt.subject_id):
        raise NotFound
    require(actor, RECEIPT, "sign_for", _seat(receipt), holds)
    # Before the version: it changes only once, and who comes second wants to know who signed.
    if receipt.signed_at is not None:
        raise AlreadySigned(name=receipt.signed_by_name, at=receipt.signed_at)
    check_version(receipt, expected_version)
    _sign(actor, receipt)
    return receipt


def _sign(actor: Actor, receipt: Receipt) -> None:
    before = receipt.state
    receipt.signed_at = clock.now()
    receipt.signed_by_name, receipt.signed_by_id = actor.on_behalf_of or actor.name, actor.id
    subject = Subject("receipt", receipt.id, receipt.agreement_id)
    audit.record(actor, "receipt.sign_for", subject, state=(before, receipt.state))
    events.record(
        ReceiptSigned(
            agreement_id=receipt.agreement_id,
            subject_id=receipt.id,
            audience=audience_of(receipt.agreement_id, receipt.subject_id),
            handed_kind=receipt.subject_kind,
            handed_id=receipt.subject_id,
            institution_id=receipt.institution_id,
        )
    )


# --------------------------------------------------------------------------- reads


def get_receipt(actor: Actor, receipt_id: UUID) -> ReceiptView:
    """Raises NotFound outside the actor's agreements."""
    found = session().execute(_receipts(actor).where(Receipt.id == receipt_id)).first()
    if found is None:
        raise NotFound
    return _view(found, actor)


def list_receipts(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: UUID | str
) -> Page[ReceiptView]:
    """Newest first.

    wanted: agreement_id, subject_id, institution_id, state ("waiting" or "signed"), is_overdue.
    """
    query = _receipts(actor).order_by(Receipt.handed_at.desc(), Receipt.id.desc())
    state, is_overdue = wanted.pop("state", None), wanted.pop("is_overdue", None)
    if is_overdue is not None:
        query = query.where(is_late() if is_overdue else ~is_late())
    if state is not None:
        query = query.where({"waiting": _UNSIGNED, "signed": ~_UNSIGNED}[str(state)])
    for name, value in wanted.items():
        query = query.where(getattr(Receipt, name) == value)
    page = page_of(query, limit=limit, cursor=cursor)
    return Page(tuple(_view(row, actor) for row in page.items), page.next)


def receipts_of(subject_id: UUID, *, actor: Actor | None = None) -> tuple[ReceiptView, ...]:
    """Everyone's receipts of a subject; the caller has checked that it is visible.

    actor: whose actions the views tell.
    """
    query = _receipts(None).where(Receipt.subject_id == subject_id).order_by(Receipt.id)
    return tuple(_view(row, actor) for row in session().execute(query))


def is_late() -> sa.ColumnElement[bool]:
    """Whether a Receipt row is unsigned past its day; one without a day never is."""
    past = sa.func.coalesce(Receipt.due_on, date.max, type_=sa.Date()) < clock.today()
    return sa.and_(_UNSIGNED, past)


def overdue_receipts(agreement_id: UUID) -> tuple[ReceiptView, ...]:
    """Unsigned past their day, longest overdue first; for the secretariat's reminders."""
    late = _receipts(None).where(Receipt.agreement_id == agreement_id, is_late())
    late = late.order_by(Receipt.due_on, Receipt.id)
    return tuple(_view(row, None) for row in session().execute(late))


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What this officer may sign for now; for the host's secretariat also what is late."""
    under = actor.agreements_with(*RECEIPT.roles("sign_for"))
    if under:
        yield Waiting(
            kind=RECEIPT.states["waiting"],
            group="sign_for",
            url="/receipts/{id}",
            rows=sa.select(Receipt.id).where(
                _UNSIGNED,
                Receipt.institution_id == actor.institution_id,
                Receipt.agreement_id.in_(under),
                Receipt.subject_kind.not_in(SIGNED_BY_ANSWER),
                seen_by(actor, Receipt.agreement_id, Receipt.subject_id),
            ),
            subject_id=Receipt.id,
            title=Receipt.title,
            due=Due.because(Receipt.due_on, _SIGN_BY),
        )
    if hosting := actor.agreements_with("secretariat"):
        yield Waiting(
            kind=_URGE,
            group="follow",
            url="/receipts/{id}",
            rows=sa.select(Receipt.id).where(
                is_late(),
                Receipt.agreement_id.in_(hosting),
                # Shares are followed by their provider.
                Receipt.subject_kind.in_(("document", "meeting")),
                hosted_by(Receipt.agreement_id, actor.institution_id),
                seen_by(actor, Receipt.agreement_id, Receipt.subject_id),
            ),
            subject_id=Receipt.id,
            title=Receipt.title,
            due=Due.because(Receipt.due_on, _SIGN_BY),
        )


def _seat(row: Any) -> Seat:
    """The receiver's; nobody's where the receiver signs by answering on the subject's own page."""
    by_answer = row.subject_kind in SIGNED_BY_ANSWER
    return Seat(row.agreement_id, None if by_answer else row.institution_id)


def _receipts(actor: Actor | None) -> sa.Select[Any]:
    """None for actor: the caller has checked what is visible."""
    query = sa.select(*_COLUMNS).join(Institution, Institution.id == Receipt.institution_id)
    if actor is None:
        return query
    return query.where(seen_by(actor, Receipt.agreement_id, Receipt.subject_id))


def _view(row: Any, actor: Actor | None) -> ReceiptView:
    state = "waiting" if row.signed_at is None else "signed"
    return ReceiptView(
        **row._mapping,
        state=state,
        state_label=RECEIPT.states[state],
        allowed_actions=policy.allowed(actor, RECEIPT, state, _seat(row), holds) if actor else (),
        is_overdue=bool(row.signed_at is None and row.due_on and row.due_on < clock.today()),
    )
