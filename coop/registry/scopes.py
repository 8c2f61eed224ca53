"""What a token may carry: one scope per resource family and direction."""

from __future__ import annotations

from coop.core.errors import invalid
from coop.core.language import Text

FAMILIES = (
    "agreements",
    "clearances",
    "meetings",
    "minutes",
    "documents",
    "tasks",
    "consultations",
    "sharing",
    "referrals",
    "recommendations",
    "party_building",
    "training",
    "research",
    "publicity",
    "events",
    "webhooks",
    "work",
)
KNOWN = frozenset(f"{family}:{way}" for family in FAMILIES for way in ("read", "write"))


def check(scopes: str) -> str:
    """The scopes, each once, sorted, separated by blanks. Raises Invalid for unknown ones."""
    asked = set(scopes.split())
    unknown = sorted(asked - KNOWN)
    if unknown:
        words = Text("没有这些权限范围：{names}。", "There are no such scopes: {names}.")
        raise invalid("scopes", "unknown_scope", words.with_facts(names=unknown))
    return " ".join(sorted(asked))
