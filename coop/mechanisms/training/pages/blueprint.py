"""The one blueprint that all page modules of training register on, and their common words."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from coop.core.errors import NotFound
from coop.core.pages import PageBlueprint, state_tags
from coop.documents import links

pages = PageBlueprint("training", "coop.mechanisms.training")

state_tag = state_tags(
    {
        "planned": "neutral",
        "waiting": "warn",
        "offered": "warn",
        "applied": "info",
        "admitted": "info",
        "attending": "info",
        "passed": "good",
        "certified": "good",
        "issued": "good",
        "finished": "neutral",
        "failed": "bad",
        "withdrawn": "bad",
        "rejected": "bad",
        "lapsed": "neutral",
        "revoked": "bad",
        "cancelled": "bad",
        "declined": "bad",
        "ended": "bad",
        "discarded": "neutral",
    }
)
_TRAINEE, _SESSION = "training-trainee", "training-session"


def trainee_path(enrollment_id: UUID) -> str:
    """The personal link of a trainee; whoever has it acts as that trainee."""
    return f"/trainee/{_signer(_TRAINEE).dumps(enrollment_id.hex)}"


def sign_in_path(session_id: UUID) -> str:
    """The link shown in the room while a session begins."""
    return f"/session-sign-in/{_signer(_SESSION).dumps(session_id.hex)}"


def address(path: str) -> str:
    return links.address(path)


def trainee_of(token: str) -> UUID:
    """Raises NotFound for a link we did not make."""
    return _opened(token, _TRAINEE)


def session_of(token: str) -> UUID:
    """Raises NotFound for a link we did not make."""
    return _opened(token, _SESSION)


def _opened(token: str, salt: str) -> UUID:
    try:
        return UUID(hex=_signer(salt).loads(token))
    except (BadSignature, ValueError, TypeError, AttributeError) as wrong:
        raise NotFound from wrong


def _signer(salt: str) -> URLSafeSerializer:
    """Newest key first when writing; links made with an older key stay good while it is kept."""
    kept = current_app.config.get("SECRET_KEY_FALLBACKS") or []
    keys = [*reversed(kept), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt=salt)
