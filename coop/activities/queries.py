"""Reads that both mechanisms share: visible activities, their parts, pictures and bundles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.kinds import Activity, Kind
from coop.activities.models import ArchiveBundle, JointActivity, JointPart, JointPicture
from coop.activities.policy import Standing, holds, visible
from coop.activities.views import JointPartView, JointPictureView
from coop.activities.workflow import CONSENTS, MISSING, PART_ROLES, REPORT
from coop.core import clock, policy
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.doors import Download
from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.documents.secrecy import CLASSIFICATIONS
from coop.documents.workflow import RETENTIONS
from coop.registry import directory
from coop.registry.models import Deadline


def get_row(kind: Kind[Activity], actor: Actor, activity_id: UUID) -> Activity:
    """Raises NotFound when it does not exist for the actor."""
    query = _rows(kind, actor).where(kind.activity.id == activity_id)
    found: Activity | None = session().scalar(query)
    if found is None:
        raise NotFound
    return found


def page_of_rows(
    kind: Kind[Activity], actor: Actor, *conditions: Any, limit: int, cursor: str | None
) -> tuple[Page[Any], list[Activity]]:
    """Newest first: the page, and its rows."""
    query = _rows(kind, actor).where(*conditions).order_by(kind.activity.id.desc())
    page = page_of(query, limit=limit, cursor=cursor)
    return page, [one[0] for one in page.items]


def _rows(kind: Kind[Activity], actor: Actor) -> sa.Select[Any]:
    # Another connection may have changed what this session read before.
    fresh = sa.select(kind.activity).execution_options(populate_existing=True)
    return fresh.where(visible(kind, actor))


def number_of(kind: Kind[Activity], row: JointActivity) -> str:
    """共建活动〔2026〕3号; blank until it is approved."""
    return f"{kind.series}〔{row.year}〕{row.ordinal}号" if row.ordinal else ""


# --------------------------------------------------------------------------- many at once


class Loaded:
    """The parts of many activities, loaded together; `told` answers what every view needs."""

    def __init__(self, kind: Kind[Any], actor: Actor, rows: Sequence[JointActivity]) -> None:
        self.kind, self.actor = kind, actor
        ids = [row.id for row in rows]
        self.names = {one: directory.short_names(one) for one in {r.agreement_id for r in rows}}
        self.parts = _grouped(_of(kind.part, ids))
        self.pictures = _grouped(_of(kind.picture, ids))
        self.due = _due_of(ids)
        packed = sa.select(ArchiveBundle.subject_id, ArchiveBundle.sha256)
        found = session().execute(packed.where(ArchiveBundle.subject_id.in_(ids)))
        self.bundles: dict[UUID, str] = {one.subject_id: one.sha256 for one in found}

    def standing(self, row: JointActivity) -> Standing:
        involved = frozenset(one.institution_id for one in self.parts.get(row.id, ()))
        return Standing(row.agreement_id, row.lead_id, involved)

    def may(self, row: JointActivity) -> tuple[str, ...]:
        """Actions the actor may take now; who has confirmed need not do so again."""
        found = policy.allowed(self.actor, self.kind.workflow, row.state, self.standing(row), holds)
        own = self.actor.institution_id
        waits = any(
            one.institution_id == own and one.confirmed_at is None
            for one in self.parts.get(row.id, ())
        )
        left_out = {"mark_picture"} | (set() if waits else {"confirm"})
        return tuple(one for one in found if one not in left_out)

    def told(self, row: JointActivity) -> dict[str, Any]:
        """Values of JointActivityView."""
        names, due = self.names[row.agreement_id], self.due.get(row.id)
        known = (one for one in self.pictures.get(row.id, []) if _is_known(self.actor, row, one))
        pictures = list(known)
        shown = [one for one in pictures if _is_open(self.actor, one)]
        return {
            **{name: getattr(row, name) for name in _PLAIN},
            "state_label": self.kind.workflow.states[row.state],
            "allowed_actions": self.may(row),
            "number": number_of(self.kind, row),
            "lead_name": names.get(row.lead_id, ""),
            "parts": tuple(_part(one, names) for one in self.parts.get(row.id, ())),
            **_due(due),
            "retention_label": RETENTIONS[row.retention] if row.retention else None,
            "bundle_sha256": self.bundles.get(row.id),
            "pictures": tuple(self.picture(row, one) for one in shown),
            "withheld_picture_count": len(pictures) - len(shown),
        }

    def picture(self, row: JointActivity, one: JointPicture) -> JointPictureView:
        may = policy.allowed(self.actor, self.kind.workflow, row.state, self.standing(row), holds)
        own = one.institution_id == self.actor.institution_id
        return JointPictureView(
            **{name: getattr(one, name) for name in _PICTURE_PLAIN},
            allowed_actions=("mark",) if own and "mark_picture" in may else (),
            institution_name=self.names[row.agreement_id].get(one.institution_id, ""),
            classification_label=CLASSIFICATIONS[one.classification],
            consent_label=CONSENTS[one.consent],
            is_withheld=one.consent == MISSING,
        )


_PLAIN = (
    "id", "version", "state", "agreement_id", "title", "lead_id", "approved_at", "approved_by",
    "confirmed_at", "held_on", "summary", "reported_on", "reported_by", "cancelled_on",
    "cancel_reason", "archived_on", "notice_id", "record_id",
)  # fmt: skip
_PICTURE_PLAIN = (
    "id", "version", "activity_id", "institution_id", "caption", "taken_on", "classification",
    "consent", "filename", "media_type", "width", "height", "has_location", "size_bytes", "sha256",
    "added_by",
)  # fmt: skip


def _of(model: type[Any], ids: Sequence[UUID]) -> list[Any]:
    query = sa.select(model).where(model.activity_id.in_(ids)).order_by(model.id)
    return list(session().scalars(query.execution_options(populate_existing=True)))


def _grouped(found: Sequence[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = {}
    for one in found:
        grouped.setdefault(one.activity_id, []).append(one)
    return grouped


def _part(one: JointPart, names: dict[UUID, str]) -> JointPartView:
    return JointPartView(
        institution_id=one.institution_id,
        institution_name=names.get(one.institution_id, ""),
        role=one.role,
        role_label=PART_ROLES[one.role],
        confirmed_at=one.confirmed_at,
        confirmed_by=one.confirmed_by,
    )


def _due_of(ids: Sequence[UUID]) -> dict[UUID, Any]:
    """When each is to be reported on, the basis in the reader's language."""
    query = sa.select(
        Deadline.subject_id,
        Deadline.due_on,
        Deadline.basis,
        Deadline.is_provisional,
        Deadline.met_on,
    ).where(Deadline.subject_id.in_(ids), Deadline.kind == REPORT)
    return {row.subject_id: row for row in session().execute(query)}


def _due(found: Any) -> dict[str, Any]:
    late = found is not None and found.met_on is None and found.due_on < clock.today()
    return {
        "report_due_on": found.due_on if found else None,
        "report_basis": found.basis if found else None,
        "is_provisional": bool(found and found.is_provisional),
        "is_overdue": late,
    }


def _is_known(actor: Actor, row: JointActivity, picture: JointPicture) -> bool:
    """Above the actor's clearance it isn't even counted."""
    return actor.is_cleared(row.agreement_id, picture.classification)


def _is_open(actor: Actor, picture: JointPicture) -> bool:
    """Without consent a picture stays with the institution that took it."""
    return picture.consent != MISSING or picture.institution_id == actor.institution_id


# --------------------------------------------------------------------------- files


def get_picture(kind: Kind[Any], actor: Actor, picture_id: UUID) -> JointPictureView:
    picture = _picture(kind, actor, picture_id)
    row = get_row(kind, actor, picture.activity_id)
    return Loaded(kind, actor, [row]).picture(row, picture)


def picture_file(kind: Kind[Any], actor: Actor, picture_id: UUID) -> Download:
    """The bytes as they were received."""
    picture = _picture(kind, actor, picture_id)
    return Download(picture.filename, picture.media_type, picture.content)


def _picture(kind: Kind[Any], actor: Actor, picture_id: UUID) -> JointPicture:
    query = sa.select(kind.picture).where(kind.picture.id == picture_id)
    found = session().scalar(query.execution_options(populate_existing=True))
    if found is None or not _is_open(actor, found):
        raise NotFound
    if not _is_known(actor, get_row(kind, actor, found.activity_id), found):
        raise NotFound
    return found


def bundle_file(kind: Kind[Any], actor: Actor, activity_id: UUID) -> Download:
    """The archive ZIP. Raises NotFound until the activity is archived."""
    row = get_row(kind, actor, activity_id)
    packed = session().scalar(sa.select(ArchiveBundle).where(ArchiveBundle.subject_id == row.id))
    if packed is None:
        raise NotFound
    return Download(f"{number_of(kind, row)}归档包.zip", "application/zip", packed.content)
