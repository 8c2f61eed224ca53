"""What partners are told about party building; never anything about a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchEvent(DomainEvent):
    type: ClassVar[str] = "branch.changed"
    told: ClassVar[Text] = Text("党支部信息有变化", "A branch changed")
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchMemberEvent(DomainEvent):
    """Told to the institution that owns the roster alone."""

    type: ClassVar[str] = "branch_member.changed"
    told: ClassVar[Text] = Text("本单位党支部名册有变化", "The own roster of a branch changed")
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchPairEvent(DomainEvent):
    """Told to the institutions whose branches are paired."""

    type: ClassVar[str] = "branch_pair.changed"
    told: ClassVar[Text] = Text("支部结对有变化", "A pairing of branches changed")
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlanEvent(DomainEvent):
    type: ClassVar[str] = "joint_plan.changed"
    told: ClassVar[Text] = Text("共建年度计划有变化", "A year's joint plan changed")
    action: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyActivityEvent(DomainEvent):
    """Told to the institutions named in the activity."""

    type: ClassVar[str] = "party_activity.changed"
    told: ClassVar[Text] = Text("共建活动有变化", "A party-building activity changed")
    action: str
    state: str
