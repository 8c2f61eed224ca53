"""What a sandbox gives out says so wherever it is opened, and never passes for the real thing."""

from __future__ import annotations

from coop.core import clock
from coop.core.language import Text

# In Chinese in every language: files travel further than the session they were fetched in.
MARK = "【演练】"
WORDS = Text("演练文件　不具效力", "A trial: nothing here is binding")


def marked(title: str) -> str:
    """A title or file name as it leaves coop."""
    return f"{MARK}{title}" if clock.sandbox() else title


def lines() -> tuple[str, ...]:
    """What stands over a table; nothing outside of a sandbox."""
    return (WORDS.zh,) if clock.sandbox() else ()
