"""What meetings print: minutes.py and notice.py."""

from coop.mechanisms.meetings.printing.minutes import (
    body_of,
    draft_pdf,
    file_minutes,
    opening_of,
    text_hash,
)
from coop.mechanisms.meetings.printing.notice import file_notice

__all__ = ["body_of", "draft_pdf", "file_minutes", "file_notice", "opening_of", "text_hash"]
