"""The commands on a joint activity, from its approval to its archive, one set for every mechanism.

Planning and editing are each mechanism's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic
from uuid import UUID

from coop.activities import archiving, reminding, service
from coop.activities.kinds import Activity, Kind
from coop.activities.models import JointPicture
from coop.activities.printing import Sheet, file_sheet
from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command
from coop.documents.handling import SignOff, issued_after, published


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[Activity]):
    """What one mechanism adds to the commands.

    notice: the paper 活动通知; sign_by: the day by which partners sign for it. held_on: the day it
    is held; refuses what may not be recorded as held. record: the paper with the summary; refuses
    while something for it is missing. facts: what only this mechanism's archives tell.
    """

    kind: Kind[Activity]
    notice: Callable[[Activity], Sheet]
    sign_by: Callable[[Activity], date]
    held_on: Callable[[Activity], date]
    record: Callable[[Activity, str], Sheet]
    facts: Callable[[Activity], Mapping[str, object]]

    @command
    def approve(self, actor: Actor, activity_id: UUID, *, expected_version: int) -> Activity:
        """The notice goes to the others."""
        activity = service.admit(self.kind, actor, activity_id, "approve", expected_version)
        moved = service.approve(self.kind, actor, activity)
        approved = SignOff(
            signed_by=activity.approved_by,
            signed_at=activity.approved_at or clock.now(),
            drafted_by_id=activity.planned_by_id,
        )
        steps = issued_after(approved, actor)
        notice = file_sheet(self.kind, activity, "notice", self.notice(activity), steps)
        service.send_notice(self.kind, activity, notice.id, self.sign_by(activity))
        service.record(self.kind, actor, activity, "approve", state=moved)
        return activity

    @command
    def confirm(self, actor: Actor, activity_id: UUID, *, expected_version: int) -> Activity:
        activity = service.admit(self.kind, actor, activity_id, "confirm", expected_version)
        moved = service.confirm(self.kind, actor, activity)
        service.record(self.kind, actor, activity, "confirm", state=moved)
        return activity

    @command
    def hold(self, actor: Actor, activity_id: UUID, *, expected_version: int) -> Activity:
        activity = service.admit(self.kind, actor, activity_id, "hold", expected_version)
        moved = service.hold(self.kind, activity, self.held_on(activity))
        service.record(self.kind, actor, activity, "hold", state=moved)
        return activity

    @command
    def remind(self, activity_id: UUID) -> Activity:
        """By coop itself; may run twice."""
        return reminding.remind(self.kind, activity_id)

    @command
    def report(
        self, actor: Actor, activity_id: UUID, *, summary: str, expected_version: int
    ) -> Activity:
        activity = service.admit(self.kind, actor, activity_id, "report", expected_version)
        sheet = self.record(activity, summary)
        document = file_sheet(self.kind, activity, "report", sheet, published(actor))
        moved = service.report(self.kind, actor, activity, summary, document.id)
        service.record(self.kind, actor, activity, "report", state=moved)
        return activity

    @command
    def archive(
        self, actor: Actor, activity_id: UUID, *, retention: str, expected_version: int
    ) -> Activity:
        activity = service.admit(self.kind, actor, activity_id, "archive", expected_version)
        before, facts = activity.state, self.facts(activity)
        packed = archiving.archive(self.kind, actor, activity, retention, facts)
        moved = (before, activity.state)
        service.record(self.kind, actor, activity, "archive", state=moved, sha256=packed.sha256)
        return activity

    @command
    def cancel(
        self, actor: Actor, activity_id: UUID, *, reason: str, expected_version: int
    ) -> Activity:
        activity = service.admit(self.kind, actor, activity_id, "cancel", expected_version)
        moved = service.cancel(self.kind, activity, reason)
        service.record(self.kind, actor, activity, "cancel", reason=reason, state=moved)
        return activity

    @command
    def add_picture(
        self, actor: Actor, activity_id: UUID, *, file: Mapping[str, str], **said: Any
    ) -> Activity:
        """said: caption, taken_on, classification, consent."""
        activity = service.admit(self.kind, actor, activity_id, "add_picture", None)
        made = service.add_picture(self.kind, actor, activity, file, **said)
        facts = {"sha256": made.sha256, "consent": made.consent}
        service.record(self.kind, actor, activity, "add_picture", **facts)
        return activity

    @command
    def mark_picture(
        self, actor: Actor, picture_id: UUID, *, expected_version: int, **said: Any
    ) -> JointPicture:
        picture, activity = service.mark_picture(
            self.kind, actor, picture_id, expected_version, **said
        )
        marks = {name: said[name] for name in ("classification", "consent") if name in said}
        service.record(self.kind, actor, activity, "mark_picture", picture=picture.id, **marks)
        return picture
