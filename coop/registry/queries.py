"""Agreements as those who work under them read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.ladder import PUBLIC
from coop.core.paging import Page, page_of
from coop.core.views import View
from coop.registry import agreement_settings, directory
from coop.registry.agreement_settings import AgreementSettings
from coop.registry.directory import ClauseRow, PartyRow, TermRow
from coop.registry.models import Agreement, AgreementVersion, CalendarYear, SandboxClock


@dataclass(frozen=True, slots=True)
class CalendarYearView:
    """A year of the working-day calendar; unpublished ones make deadlines provisional."""

    year: int
    is_published: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView(View):
    """An agreement as it stands today: text in force, members, hosts, calendar.

    version_number, in_force_from, settings: null before the first version is in force.
    """

    title: str
    purpose: str
    signed_on: date
    is_sandbox: bool
    version_number: int | None
    in_force_from: date | None
    settings: AgreementSettings | None
    clauses: tuple[ClauseRow, ...]
    parties: tuple[PartyRow, ...]
    terms: tuple[TermRow, ...]
    calendar_years: tuple[CalendarYearView, ...]
    allowed_actions: tuple[str, ...] = ()


_COLUMNS = (
    Agreement.id,
    Agreement.version,
    Agreement.title,
    Agreement.purpose,
    Agreement.signed_on,
    sa.exists().where(SandboxClock.agreement_id == Agreement.id).label("is_sandbox"),
)


def get_agreement(actor: Actor, agreement_id: UUID) -> AgreementView:
    """Raises NotFound unless the actor works under it."""
    if not actor.may_read(agreement_id, PUBLIC):
        raise NotFound
    found = session().execute(sa.select(*_COLUMNS).where(Agreement.id == agreement_id)).first()
    if found is None:
        raise NotFound
    return _view(found, _calendar_years())


def list_agreements(actor: Actor, *, limit: int, cursor: str | None) -> Page[AgreementView]:
    """Agreements the actor works under, oldest first."""
    listed: Any = sa.select(*_COLUMNS).order_by(Agreement.id)
    if not actor.is_system:
        listed = listed.where(Agreement.id.in_(actor.open_ids))
    page = page_of(listed, limit=limit, cursor=cursor)
    years = _calendar_years()
    return Page(tuple(_view(row, years) for row in page.items), page.next)


def _view(row: Any, years: tuple[CalendarYearView, ...]) -> AgreementView:
    agreement_id, version, title, purpose, signed_on, is_sandbox = row
    text = _text_in_force(agreement_id)
    return AgreementView(
        id=agreement_id,
        version=version,
        title=title,
        purpose=purpose,
        signed_on=signed_on,
        is_sandbox=bool(is_sandbox),
        version_number=text.number if text else None,
        in_force_from=text.in_force_from if text else None,
        settings=agreement_settings.from_stored(text.settings) if text else None,
        clauses=directory.clauses(agreement_id) if text else (),
        parties=directory.parties(agreement_id),
        terms=directory.terms(agreement_id),
        calendar_years=years,
    )


def _text_in_force(agreement_id: UUID) -> AgreementVersion | None:
    return session().scalar(
        sa.select(AgreementVersion)
        .where(
            AgreementVersion.agreement_id == agreement_id,
            AgreementVersion.in_force_from <= clock.today(),
        )
        .order_by(AgreementVersion.in_force_from.desc())
        .limit(1)
    )


def _calendar_years() -> tuple[CalendarYearView, ...]:
    found = session().execute(
        sa.select(CalendarYear.year, CalendarYear.is_published, CalendarYear.source).order_by(
            CalendarYear.year
        )
    )
    return tuple(CalendarYearView(*row) for row in found)
