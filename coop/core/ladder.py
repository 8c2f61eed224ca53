"""The ladder of classification 公开 < 内部 < 工作秘密, the only place that knows its order."""

from __future__ import annotations

from coop.core.language import Text

LADDER = {
    "public": Text("公开", "Public"),
    "internal": Text("内部", "Internal"),
    "work_secret": Text("工作秘密", "Work secret"),
}
PUBLIC, INTERNAL, WORK_SECRET = LADDER


def up_to(highest: str) -> tuple[str, ...]:
    """The classes that someone cleared up to this one may read."""
    codes = tuple(LADDER)
    return codes[: codes.index(highest) + 1]


def is_within(classification: str, highest: str) -> bool:
    return classification in up_to(highest)
