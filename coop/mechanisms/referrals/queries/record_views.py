"""What is answered about sessions, addresses for service, and parties in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coop.core.language import Text
from coop.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAttendeeView:
    """到场人员. party_id: who that is, or whom a representative stands for."""

    id: UUID
    name: str
    capacity: str
    capacity_label: Text
    party_id: UUID | None
    has_signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationSessionView(View):
    """调解会 with its 调解笔录. note (the course it took), concessions, unsigned_reason: null to
    everybody but the body that mediates, which alone opens the record itself.
    """

    dispute_id: UUID
    number: int
    title: str
    held_on: date
    starts_at: datetime | None
    ends_at: datetime | None
    mode: str
    mode_label: Text
    place: str
    attendees: tuple[SessionAttendeeView, ...]
    recorded_by: str
    state: str
    state_label: Text
    signed_on: date | None
    note: str | None
    concessions: str | None
    unsigned_reason: str | None
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressConfirmationView(View):
    """送达地址确认书. address, phone, electronic_address: masked, whoever reads them.

    is_current: no later one of the same party takes its place. is_readable: the reader may open
    it in full, which is logged.
    """

    dispute_id: UUID
    party_id: UUID
    party_name: str
    recipient: str
    recipient_kind: str
    recipient_kind_label: Text
    address: str
    phone: str
    accepts_electronic: bool
    electronic_address: str | None
    confirmed_on: date
    means: str
    means_label: Text
    recorded_by: str
    is_current: bool
    is_readable: bool
    allowed_actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAddressView:
    """What a party confirmed last for service, in full."""

    recipient: str
    recipient_kind_label: Text
    address: str
    postcode: str | None
    phone: str
    electronic_address: str | None
    confirmed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyContactView:
    """One party as a court or the mediator in charge may need it; null where the post does not.

    address: as registered; service: as the party confirmed it, if it has.
    """

    party_id: UUID
    name: str
    identity_no: str | None
    phone: str | None
    address: str | None
    service: ServiceAddressView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeContactsView(View):
    """Identity numbers, telephones and addresses in full. Every reading is logged."""

    contacts: tuple[PartyContactView, ...]
