"""Tables of sharing."""

from coop.mechanisms.sharing.models.catalog import CatalogEntry, CatalogRevision
from coop.mechanisms.sharing.models.reminders import SharingReminderSent
from coop.mechanisms.sharing.models.requests import ShareRequest
from coop.mechanisms.sharing.models.shares import (
    CorrectionRequest,
    OnwardRequest,
    Share,
    ShareAccess,
    ShareFile,
    ShareGroup,
    ShareRecipient,
    UsageRecord,
)

__all__ = [
    "CatalogEntry",
    "CatalogRevision",
    "CorrectionRequest",
    "OnwardRequest",
    "Share",
    "ShareAccess",
    "ShareFile",
    "ShareGroup",
    "ShareRecipient",
    "ShareRequest",
    "SharingReminderSent",
    "UsageRecord",
]
