"""专刊: drafted, reviewed by somebody else, issued under the next number of its series."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core import policy as core_policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, command, lock, session
from coop.core.errors import Forbidden, NotFound
from coop.core.language import Text
from coop.documents.handling import DRAFT, Taken, taken
from coop.registry import directory
from coop.registry.models import Agreement
from coop.supervision import policy
from coop.supervision.events import BulletinDrafted, BulletinIssued, BulletinReviewed
from coop.supervision.models import Bulletin
from coop.supervision.policy import Editorial
from coop.supervision.printing.bulletins import Issue, file_bulletin
from coop.supervision.workflow import BULLETIN_WORKFLOW


class BulletinChanges(TypedDict, total=False):
    """What may be changed in a draft."""

    series: str
    title: str
    lead: str
    body: str
    report_to: str
    send_to: str
    distribute_to: str
    copies: int | None


class BulletinFields(TypedDict):
    """A bulletin as it is written. series: "regular" or "extra"."""

    series: str
    title: str
    body: str
    lead: NotRequired[str]
    report_to: NotRequired[str]
    send_to: NotRequired[str]
    distribute_to: NotRequired[str]
    copies: NotRequired[int | None]


@command
def draft_bulletin(
    actor: Actor, *, agreement_id: UUID, **fields: Unpack[BulletinFields]
) -> Bulletin:
    """A draft that only the drafting institution sees."""
    if not actor.sees(agreement_id):
        raise NotFound
    if not policy.is_secretariat(actor, agreement_id) or actor.id is None:
        raise Forbidden(action=Text("拟写专刊", "Write a bulletin"))
    bulletin = Bulletin(
        agreement_id=agreement_id,
        institution_id=actor.institution_id,
        drafted_by_id=actor.id,
        drafted_by=actor.on_behalf_of or actor.name,
        **fields,
    )
    session().add(bulletin)
    session().flush()
    _log(actor, "draft", bulletin, title=bulletin.title)
    _tell(bulletin, BulletinDrafted)
    return bulletin


@command
def edit_bulletin(
    actor: Actor, bulletin_id: UUID, *, expected_version: int, **changes: Unpack[BulletinChanges]
) -> Bulletin:
    """Change a draft; what is not named stays. Whoever changes it may not review it."""
    bulletin = _admit(actor, bulletin_id, "edit", expected_version)
    for name, value in changes.items():
        setattr(bulletin, name, value)
    bulletin.drafted_by_id = actor.id or bulletin.drafted_by_id
    bulletin.drafted_by = actor.on_behalf_of or actor.name
    _log(actor, "edit", bulletin, fields=sorted(changes))
    _tell(bulletin, BulletinDrafted)
    return bulletin


@command
def review_bulletin(actor: Actor, bulletin_id: UUID, *, expected_version: int) -> Bulletin:
    """By another officer than who drafted it. Raises OfficerRequired, DrafterMayNotDecide."""
    bulletin = _admit(actor, bulletin_id, "review", expected_version)
    core_policy.require_head(actor, bulletin.drafted_by_id)
    moved = _move(bulletin, "review")
    bulletin.reviewed_by_id, bulletin.reviewed_by = actor.id, actor.on_behalf_of or actor.name
    bulletin.reason = ""
    _log(actor, "review", bulletin, state=moved)
    _tell(bulletin, BulletinReviewed, state=bulletin.state)
    return bulletin


@command
def return_bulletin(
    actor: Actor, bulletin_id: UUID, *, reason: str, expected_version: int
) -> Bulletin:
    """Back to the draft; it has to be reviewed again."""
    bulletin = _admit(actor, bulletin_id, "return", expected_version)
    moved = _move(bulletin, "return")
    bulletin.reviewed_by_id, bulletin.reviewed_by, bulletin.reason = None, "", reason
    _log(actor, "return", bulletin, reason=reason, state=moved)
    _tell(bulletin, BulletinReviewed, state=bulletin.state)
    return bulletin


@command
def issue_bulletin(actor: Actor, bulletin_id: UUID, *, expected_version: int) -> Bulletin:
    """Give it the next number of its series and year, print and keep it; every party sees it."""
    bulletin = _admit(actor, bulletin_id, "issue", expected_version)
    # Parallel issues queue here, so that numbers have neither gap nor repetition.
    lock(Agreement, bulletin.agreement_id)
    issue = Issue(clock.today().year, _next_number(bulletin), clock.today())
    document = file_bulletin(bulletin, issue, _way_of(actor, bulletin))
    moved = _move(bulletin, "issue")
    bulletin.year, bulletin.issue_no, bulletin.issued_on = issue.year, issue.number, issue.on
    bulletin.document_id = document.id
    session().flush()
    _log(actor, "issue", bulletin, state=moved, issue_no=issue.number, year=issue.year)
    _tell(
        bulletin,
        BulletinIssued,
        series=bulletin.series,
        year=issue.year,
        issue_no=issue.number,
        document_id=document.id,
    )
    return bulletin


def _admit(actor: Actor, bulletin_id: UUID, action: str, expected_version: int) -> Bulletin:
    bulletin = lock(Bulletin, bulletin_id)
    if not policy.sees_bulletin(actor, bulletin):
        raise NotFound
    editorial = Editorial(bulletin.agreement_id, bulletin.institution_id)
    core_policy.require(actor, BULLETIN_WORKFLOW, action, editorial, policy.edits)
    check_version(bulletin, expected_version)
    BULLETIN_WORKFLOW.next(bulletin.state, action)
    return bulletin


def _move(bulletin: Bulletin, action: str) -> tuple[str, str]:
    before, bulletin.state = bulletin.state, BULLETIN_WORKFLOW.next(bulletin.state, action)
    return before, bulletin.state


def _way_of(actor: Actor, bulletin: Bulletin) -> tuple[Taken, ...]:
    """A house paper: written and reviewed by two officers, signed by none."""
    return (
        Taken(DRAFT, bulletin.drafted_by, clock.now(), bulletin.drafted_by_id),
        Taken("review", bulletin.reviewed_by, clock.now(), bulletin.reviewed_by_id),
        taken(actor, "publish"),
    )


def _next_number(bulletin: Bulletin) -> int:
    newest = sa.select(sa.func.max(Bulletin.issue_no)).where(
        Bulletin.agreement_id == bulletin.agreement_id,
        Bulletin.series == bulletin.series,
        Bulletin.year == clock.today().year,
    )
    return (session().scalar(newest) or 0) + 1


def _log(
    actor: Actor, action: str, bulletin: Bulletin, *, reason: str | None = None, **changes: Any
) -> None:
    subject = Subject("bulletin", bulletin.id, bulletin.agreement_id)
    audit.record(actor, f"bulletin.{action}", subject, reason=reason, **changes)


def _tell(bulletin: Bulletin, event: type[events.DomainEvent], **facts: Any) -> None:
    """Every party once it is issued; before, only who writes it."""
    everyone = directory.institution_ids(bulletin.agreement_id)
    about: dict[str, Any] = {
        "agreement_id": bulletin.agreement_id,
        "subject_id": bulletin.id,
        "audience": everyone if bulletin.issue_no is not None else (bulletin.institution_id,),
    }
    events.record(event(**about, **facts))
