"""The doors of activities and of their pictures, made for each mechanism."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from coop.activities import queries, schemas
from coop.activities.kinds import Kind
from coop.activities.lifecycle import Lifecycle
from coop.activities.views import JointPictureView
from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.documents.schemas import ArchiveDocument


def activity_acts(
    life: Lifecycle[Any], own: Sequence[Act], *, hold: Text, report: Text | None = None
) -> tuple[Act, ...]:
    """own: what only this mechanism does meanwhile; hold, report: hints on their forms."""
    act = doors.acts_in(life.kind.workflow.actions)
    approve = Text("批准后发出活动通知。", "The notice goes out.")
    return (
        act("approve", life.approve, tone="primary", hint=approve),
        act("confirm", life.confirm, tone="primary"),
        *own,
        act("add_picture", life.add_picture, schemas.AddPicture, adds=True),
        act("hold", life.hold, tone="primary", hint=hold),
        act(
            "report",
            life.report,
            schemas.ReportActivity,
            tone="primary",
            draft=True,
            hint=report,
        ),
        act("archive", life.archive, ArchiveDocument, tone="primary"),
        act("cancel", life.cancel, schemas.CancelActivity, tone="danger"),
    )


def bundle_of(kind: Kind[Any]) -> File:
    return File(
        "bundle.zip",
        partial(queries.bundle_file, kind),
        Text("归档包", "The archive bundle"),
        "application/zip",
    )


def _marks_now(view: JointPictureView) -> dict[str, object]:
    return doors.values_of(view, "caption", "classification", "consent")


def picture_resource(life: Lifecycle[Any], *, scope: str, home: str) -> Resource:
    """home: the plural of the activities, on whose pages pictures are shown."""
    kind = life.kind
    name = f"{kind.name}_picture"
    return Resource(
        name=name,
        plural=f"{name.replace('_', '-')}s",
        scope=scope,
        label=Text("照片", "Pictures"),
        view=JointPictureView,
        get=partial(queries.get_picture, kind),
        home=lambda view: f"/{home}/{view.activity_id}",
        acts=(
            Act(
                "mark",
                life.mark_picture,
                kind.workflow.actions["mark_picture"],
                schema=schemas.MarkPicture,
                prefill=_marks_now,
            ),
        ),
        files=(
            File(
                "content",
                partial(queries.picture_file, kind),
                Text("照片原件", "The picture as received"),
                "application/octet-stream",
            ),
        ),
    )
