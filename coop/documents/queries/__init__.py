"""Reads: documents and letters, the register of numbers, what waits for an officer (waiting.py)."""

from coop.documents.queries.documents import (
    DocumentSummaryView,
    DocumentView,
    document_pdf,
    find_document,
    get_document,
    list_documents,
)
from coop.documents.queries.numbers import NumberView, get_number, list_numbers

__all__ = [
    "DocumentSummaryView",
    "DocumentView",
    "NumberView",
    "document_pdf",
    "find_document",
    "get_document",
    "get_number",
    "list_documents",
    "list_numbers",
]
