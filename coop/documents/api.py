"""The REST door of documents, numbers and receipts."""

from __future__ import annotations

from coop.core.api import ApiBlueprint
from coop.documents import commands

api = ApiBlueprint("documents")
api.serve(commands.DOCUMENT_RESOURCE)
api.serve(commands.NUMBER_RESOURCE)
api.serve(commands.RESERVATION_RESOURCE)
api.serve(commands.RECEIPT_RESOURCE)
