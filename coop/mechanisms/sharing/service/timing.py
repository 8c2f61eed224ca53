"""The periods of a request, each from the agreement's settings and with its basis."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.language import Text
from coop.mechanisms.sharing.models import CatalogEntry, ShareRequest
from coop.mechanisms.sharing.workflow import (
    CONDITIONAL,
    DELIVERY,
    DISPOSAL,
    REPLY,
    RESOLUTION,
    REVIEW,
    UPDATE,
)
from coop.registry import deadlines, directory

_LAW = Text(
    "《政务数据共享条例》（协议参照适用）", "Data Sharing Regulations, adopted by the agreement"
)
_KINDS = {True: Text("有条件共享", "conditional"), False: Text("无条件共享", "unconditional")}
_ANSWER_BY = Text(
    "{law}：{kind}{days}个工作日内答复", "{law}: answer within {days} working day(s) ({kind})"
)
_EXTENDED = Text(
    "{basis}，经同意延长{days}个工作日", "{basis}, extended by {days} working days with consent"
)
_DELIVER_BY = Text(
    "{law}：同意共享后{days}个工作日内供给", "{law}: delivery within {days} working days of consent"
)
_DISPOSE_BY = Text(
    "使用终止后{days}个工作日内处置并确认",
    "disposed of and confirmed within {days} working days of the end of use",
)
_UPDATE_BY = Text(
    "{law}：变化之日起{days}个工作日内更新目录",
    "{law}: the catalogue updated within {days} working days of the change",
)
_REVIEW_BY = Text(
    "{law}：收到目录修订之日起{days}个工作日内审核",
    "{law}: a revision reviewed within {days} working days of its receipt",
)
_CLAUSE = "information"
_RESOLVE_BY = Text(
    "{law}：{days}个工作日内反馈校核结果", "{law}: checked and answered within {days} working days"
)


def start_reply_clock(request: ShareRequest, share_class: str) -> date:
    """The answer's due day, counted from clock_from_on with any extension; answers it."""
    rules = directory.settings(request.agreement_id)
    is_conditional = share_class == CONDITIONAL
    days = (
        rules.sharing_reply_days_conditional
        if is_conditional
        else rules.sharing_reply_days_unconditional
    )
    basis = _ANSWER_BY.with_facts(law=_LAW, kind=_KINDS[is_conditional], days=days)
    if request.extension_granted and request.extension_days:
        days += request.extension_days
        basis = _EXTENDED.with_facts(basis=basis, days=request.extension_days)
    start_on = request.clock_from_on or clock.today()
    return _set(request.agreement_id, "share_request", request.id, REPLY, (start_on, days, basis))


def start_delivery_clock(request: ShareRequest) -> date:
    """Due from the day of consent."""
    days = directory.settings(request.agreement_id).sharing_delivery_days
    basis = _DELIVER_BY.with_facts(law=_LAW, days=days)
    about = (clock.today(), days, basis)
    return _set(request.agreement_id, "share_request", request.id, DELIVERY, about)


def start_correction_clock(agreement_id: UUID, correction_id: UUID) -> date:
    days = directory.settings(agreement_id).sharing_correction_days
    about = (clock.today(), days, _RESOLVE_BY.with_facts(law=_LAW, days=days))
    return _set(agreement_id, "correction_request", correction_id, RESOLUTION, about)


def start_disposal_clock(request: ShareRequest) -> date:
    """Due from the day on which the use ended."""
    days = directory.settings(request.agreement_id).sharing_disposal_days
    told = deadlines.by_clause(request.agreement_id, _CLAUSE, _DISPOSE_BY.with_facts(days=days))
    about = (clock.today(), days, told)
    return _set(request.agreement_id, "share_request", request.id, DISPOSAL, about)


def start_update_clock(entry: CatalogEntry, *, is_extended: bool) -> date:
    """Due from the day of the change, with the one extension if it was taken."""
    rules = directory.settings(entry.agreement_id)
    days = rules.catalog_update_days
    basis = _UPDATE_BY.with_facts(law=_LAW, days=days)
    if is_extended:
        more = rules.catalog_update_extension_days
        basis = _EXTENDED.with_facts(basis=basis, days=more)
        days += more
    about = (entry.changed_on or clock.today(), days, basis)
    return _set(entry.agreement_id, "catalog_entry", entry.id, UPDATE, about)


def start_review_clock(entry: CatalogEntry) -> date:
    """Due from the day on which the revision was proposed."""
    days = directory.settings(entry.agreement_id).catalog_review_days
    about = (clock.today(), days, _REVIEW_BY.with_facts(law=_LAW, days=days))
    return _set(entry.agreement_id, "catalog_entry", entry.id, REVIEW, about)


def receipt_due_on(agreement_id: UUID) -> date:
    """By when what is handed over today is signed for."""
    days = directory.settings(agreement_id).receipt_days
    return deadlines.due(agreement_id, clock.today(), days, deadlines.WORKING_DAY).on


def due_on(subject_id: UUID, kind: str) -> date | None:
    found = (one.due_on for one in deadlines.due_dates(subject_id) if one.kind == kind)
    return next(found, None)


def open_due_on(subject_id: UUID, kind: str) -> date | None:
    """The day by which it is still owed."""
    waiting = (
        one.due_on
        for one in deadlines.due_dates(subject_id)
        if one.kind == kind and one.met_on is None
    )
    return next(waiting, None)


def _set(
    agreement_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    kind: str,
    about: tuple[date, int, Text],
) -> date:
    """about: the day it is counted from, working days, basis."""
    start_on, days, basis = about
    return deadlines.set_deadline(
        agreement_id=agreement_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        start_on=start_on,
        amount=days,
        unit=deadlines.WORKING_DAY,
        basis=basis,
    ).due_on
