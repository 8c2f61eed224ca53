"""The door of pictures, made for each mechanism."""

from __future__ import annotations

from functools import partial
from typing import Any

from coop.activities import queries, schemas
from coop.activities.kinds import Kind
from coop.activities.views import JointPictureView
from coop.core.doors import Act, File, Resource
from coop.core.language import Text


def _marks_now(view: JointPictureView) -> dict[str, object]:
    return {name: getattr(view, name) for name in ("caption", "classification", "consent")}


def picture_resource(kind: Kind[Any], mark: Any, *, scope: str, home: str) -> Resource:
    """home: the plural of the activities, on whose pages pictures are shown."""
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
                mark,
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
