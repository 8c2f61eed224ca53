"""What partners are told about the agreement itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from coop.core.events import DomainEvent
from coop.core.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyJoined(DomainEvent):
    type: ClassVar[str] = "party.joined"
    told: ClassVar[Text] = Text("成员单位加入", "An institution joined the agreement")
    code: str
    joined_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLeft(DomainEvent):
    type: ClassVar[str] = "party.left"
    told: ClassVar[Text] = Text("成员单位退出", "An institution leaves the agreement")
    code: str
    left_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAdded(DomainEvent):
    type: ClassVar[str] = "agreement.version_added"
    told: ClassVar[Text] = Text("协议新版本（补充协议）", "A new version of the agreement")
    number: int
    in_force_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TermAdded(DomainEvent):
    type: ClassVar[str] = "rotation.term_added"
    told: ClassVar[Text] = Text("轮值排定", "A rotation term was set")
    institution_id: UUID
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRenamed(DomainEvent):
    """subject_id: the institution. The former name stays on documents up to `until_on`."""

    type: ClassVar[str] = "institution.renamed"
    told: ClassVar[Text] = Text("成员单位更名", "A member institution has a new name")
    name: str
    former_name: str
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxClockMoved(DomainEvent):
    """Everything that fell due up to `at` has been done."""

    type: ClassVar[str] = "sandbox_clock.moved"
    told: ClassVar[Text] = Text("演练时钟已到达", "The clock of a sandbox arrived")
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceChanged(DomainEvent):
    """Told to the holder's own institution only. highest: what the clearance is or was for."""

    type: ClassVar[str] = "clearance.changed"
    told: ClassVar[Text] = Text(
        "本单位人员或接口的知悉权限已核定或收回",
        "A clearance of a person or system of the institution was set or withdrawn",
    )
    action: str
    person_id: UUID | None
    api_client_id: UUID | None
    highest: str
