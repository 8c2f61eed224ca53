"""What waits for one clerk, body or mediator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import Text
from coop.core.worklist import Condition, Due, Held, Steps, Waiting
from coop.mechanisms.referrals.codes import AGREED
from coop.mechanisms.referrals.law import (
    ACCEPTANCE,
    ACKNOWLEDGEMENT,
    APPOINTMENT,
    CONFIRMATION,
    CONTACT,
    FILING,
    MEDIATION,
    PERFORMANCE,
    RULING,
    SELECTION,
)
from coop.mechanisms.referrals.models import (
    BodyChoice,
    Dispute,
    DisputeParty,
    ExtensionConsent,
    Mediator,
    Settlement,
)
from coop.mechanisms.referrals.policy import BODY, CLERK, MEDIATOR, OWN_BODY, own_body_id
from coop.mechanisms.referrals.queries.choices import is_asked
from coop.mechanisms.referrals.queries.due import is_reminded
from coop.mechanisms.referrals.queries.fairness import awaits_waiver
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT
from coop.registry.conditions import due_of

_ACCEPT = Text("接收移送调解", "Accept a referral")
_ACKNOWLEDGE = Text("确认收悉调解结果", "Acknowledge a result")
_CONSENT = Text("征询当事人是否同意调解", "Ask whether the parties will mediate")
_CHOOSE = Text("征询各方共同选定调解组织", "Have the parties choose a body")
_CONTACT = Text("联系对方当事人", "Reach the other side")
_EXTEND = Text("办理调解延期", "Extend a mediation")
_FILE = Text("调解未成，登记立案", "File what came back")
_MEDIATE = Text("调解纠纷", "Mediate a dispute")
_WAIVE = Text("征询各方是否同意调解员继续调解", "Ask whether the mediator may go on")
_SIGN = Text("办理调解协议签署", "Have a settlement signed")
_DECIDE = Text("审查司法确认申请", "Decide on an application")
_APPLY = Text("提醒各方共同申请司法确认", "Tell the parties to apply for confirmation")
_PERFORM = Text("核实协议履行情况", "See whether the settlement is performed")
_AS_SETTLED = Text("调解协议约定的履行期限", "The day that the settlement names")
_RULE = Text("作出司法确认裁定", "Rule on a confirmation")


def waiting(actor: Actor) -> Iterator[Waiting]:
    yield from _referring(actor)
    yield from _mediating(actor)
    yield from _settlements(actor)


def _steps(actor: Actor) -> Steps:
    return Steps(
        workflow=DISPUTE,
        state=Dispute.state,
        held=_held(actor),
        rows=sa.select(Dispute.id),
        url="/disputes/{id}",
        subject_id=Dispute.id,
        title=_title(),
    )


def _title() -> sa.SQLColumnExpression[Any]:
    """案由（诉调〔2026〕1号）."""
    year, ordinal = (sa.cast(one, sa.Text) for one in (Dispute.year, Dispute.ordinal))
    return Dispute.cause.concat("（诉调〔").concat(year).concat("〕").concat(ordinal).concat("号）")


def _held(actor: Actor) -> Held:
    """policy.holds as a condition."""
    own = actor.institution_id
    of_body = Dispute.body_id == own_body_id(actor)
    parts: dict[str, Condition] = {
        CLERK: Dispute.court_id == own,
        BODY: of_body,
        OWN_BODY: sa.and_(of_body, Dispute.court_id.is_(None)),
        MEDIATOR: Dispute.mediator_id.in_(
            sa.select(Mediator.id).where(Mediator.person_id == actor.id)
        ),
    }

    def held(role: str) -> Condition | None:
        under = actor.agreements_with(BODY if role == OWN_BODY else role)
        return sa.and_(Dispute.agreement_id.in_(under), parts[role]) if under else None

    return held


def _at_body(actor: Actor) -> Held:
    """The same for those at the body alone."""
    held = _held(actor)
    return lambda role: held(role) if role in (BODY, MEDIATOR) else None


def _referring(actor: Actor) -> Iterator[Waiting]:
    """Before a body has it: consent, the referral, its acceptance."""
    steps = _steps(actor)
    yield from steps.waiting("decline", "do", kind=_CONSENT)
    yield from _choosing(steps)
    yield from steps.waiting("take_up", "do", Dispute.court_id.is_(None))
    accept_by = due_of(Dispute.id, ACCEPTANCE)
    yield from steps.waiting("accept", "sign_for", _in_time(accept_by), kind=_ACCEPT, due=accept_by)


def _choosing(steps: Steps) -> Iterator[Waiting]:
    """Which body: first the parties' days, then the court's; what is chosen goes on its way."""
    selection, appointment = due_of(Dispute.id, SELECTION), due_of(Dispute.id, APPOINTMENT)
    may_choose = sa.and_(_is_set(selection), _in_time(selection), ~is_asked(Dispute.id))
    chosen = sa.exists().where(
        BodyChoice.dispute_id == Dispute.id, BodyChoice.referral_id.is_(None)
    )
    yield from steps.waiting("choose_body", "do", may_choose, kind=_CHOOSE, due=selection)
    owed = sa.and_(_is_set(appointment), ~may_choose)
    yield from steps.waiting("appoint_body", "do", owed, due=appointment)
    complete = Dispute.state.in_(DISPUTE.sources("take_up"))
    free = sa.and_(complete, ~_is_set(appointment))
    yield from steps.waiting("refer", "do", sa.or_(chosen, free))


def _mediating(actor: Actor) -> Iterator[Waiting]:
    """With the body, and back."""
    steps = _steps(actor)
    until, contact = due_of(Dispute.id, MEDIATION), due_of(Dispute.id, CONTACT)
    yield from steps.waiting("settle", "do", kind=_MEDIATE, due=until)
    yield from steps.waiting("disclose", "do", _is_set(contact), kind=_CONTACT, due=contact)
    undecided = awaits_waiver(Dispute.id, Dispute.mediator_id)
    yield from steps.waiting("waive", "do", undecided, kind=_WAIVE)
    yield from steps.waiting("extend", "review", _all_agree_to_more(), kind=_EXTEND, due=until)
    yield from steps.waiting("review", "review")
    yield from steps.waiting("feedback", "do", _may_be_reported())
    unacknowledged = Dispute.acknowledged_at.is_(None)
    by = due_of(Dispute.id, ACKNOWLEDGEMENT)
    yield from steps.waiting("acknowledge", "sign_for", unacknowledged, kind=_ACKNOWLEDGE, due=by)
    filing = due_of(Dispute.id, FILING)
    yield from steps.waiting("file_case", "do", _is_set(filing), kind=_FILE, due=filing)


def _settlements(actor: Actor) -> Iterator[Waiting]:
    joined: Any = Dispute.id == Settlement.dispute_id
    steps = Steps(
        workflow=SETTLEMENT,
        state=Settlement.state,
        held=_held(actor),
        rows=sa.select(Settlement.id).join(Dispute, joined),
        url="/disputes/{id}#settlement-{subject_id}",
        subject_id=Settlement.id,
        title=_title(),
        opens=Dispute.id,
    )
    yield from steps.waiting("sign", "do", kind=_SIGN)
    yield from steps.waiting("accept", "review", kind=_DECIDE)
    ruling = due_of(Settlement.id, RULING)
    yield from steps.waiting("confirm", "do", kind=_RULE, due=ruling)
    yield from _reminded(replace(steps, held=_at_body(actor)))


def _reminded(steps: Steps) -> Iterator[Waiting]:
    """What parties do themselves, and their body sees to: on the desk once its day comes near."""
    apply_by = due_of(Settlement.id, CONFIRMATION)
    told = sa.and_(_in_time(apply_by), is_reminded(Settlement.id, CONFIRMATION, apply_by.on))
    yield from steps.waiting("apply", "follow", told, kind=_APPLY, due=apply_by)
    perform_by = Due.because(Settlement.perform_by_on, _AS_SETTLED)
    owed = is_reminded(Settlement.id, PERFORMANCE, Settlement.perform_by_on)
    yield from steps.waiting("perform", "follow", owed, kind=_PERFORM, due=perform_by)


# --------------------------------------------------------------------------- conditions


def _in_time(due: Due) -> Condition:
    return due.on >= clock.today()


def _is_set(due: Due) -> Condition:
    return due.on.is_not(None)


def _all_agree_to_more() -> Condition:
    """Every party has consented to an extension that is not granted yet."""
    given = sa.select(ExtensionConsent.party_id).where(
        ExtensionConsent.referral_id == Dispute.referral_id,
        ExtensionConsent.extension_id.is_(None),
    )
    missing = sa.exists().where(
        DisputeParty.dispute_id == Dispute.id, DisputeParty.id.not_in(given.correlate(Dispute))
    )
    return ~missing


def _may_be_reported() -> Condition:
    """Failed, or settled and in effect."""
    in_effect = sa.exists().where(
        Settlement.dispute_id == Dispute.id, Settlement.effective_on.is_not(None)
    )
    return sa.or_(Dispute.ground != AGREED, in_effect)
