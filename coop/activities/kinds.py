"""What a mechanism tells about its activities, so that the steps here can act on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from coop.activities.models import JointActivity, JointPart, JointPicture
from coop.core.workflow import Workflow

Activity = TypeVar("Activity", bound=JointActivity)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Activity]):
    """One mechanism's activities.

    name: the resource's name; clause: the mechanism's code in the agreement; event: a DomainEvent
    with action and state; series: words before 〔year〕n号.
    """

    name: str
    clause: str
    series: str
    workflow: Workflow
    activity: type[Activity]
    part: type[JointPart]
    picture: type[JointPicture]
    event: Any
