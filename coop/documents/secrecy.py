"""Classification and urgency marks. State secrets never enter (保守国家秘密法 art. 31(3))."""

from __future__ import annotations

import re
from uuid import UUID

from coop.core.actor import Actor
from coop.core.classification import refuse_above
from coop.core.errors import FieldProblem, Invalid, invalid
from coop.core.ladder import LADDER
from coop.core.language import Text

CLASSIFICATIONS = LADDER
URGENCIES = {
    "none": Text("无", "None"),
    "urgent": Text("加急", "Urgent"),
    "extra_urgent": Text("特急", "Extra urgent"),
}

# Whole values only: 工作秘密 ends in 秘密 and is no state secret. A period may follow (机密★10年).
_STATE_SECRET = re.compile(r"(绝密|机密|秘密)\s*(★.*)?|top_secret|secret|confidential", re.DOTALL)
_TELEGRAM_URGENCIES = frozenset({"telegram_normal", "telegram_top", "平急", "特提"})


class StateSecretRefused(Invalid):
    """Nothing of the request is kept; that it was made is."""

    code = "state_secret_refused"
    text = Text(
        "本系统不得存储、处理国家秘密，请改用机要渠道。内容未保存，本次尝试已记录。",
        "This system may not hold state secrets; use the confidential channel. "
        "Nothing was stored; the attempt was logged.",
    )
    attempt_is_logged = True

    def __init__(self) -> None:
        super().__init__(FieldProblem("/classification", self.code, self.text))


def is_state_secret(classification: str) -> bool:
    return _STATE_SECRET.fullmatch(classification.strip()) is not None


def is_telegram_urgency(urgency: str) -> bool:
    return urgency.strip() in _TELEGRAM_URGENCIES


def refuse_state_secret(classification: str) -> None:
    """Raises StateSecretRefused for 绝密, 机密, 秘密, in words or codes, also with a period."""
    if is_state_secret(classification):
        raise StateSecretRefused


def check_classification(actor: Actor, agreement_id: UUID, classification: str) -> None:
    """What every text is asked that is written: no state secret, and nothing above the writer.

    Raises StateSecretRefused, Invalid (above_own_clearance). "" for what is left as it was.
    """
    refuse_state_secret(classification)
    refuse_above(actor, agreement_id, classification)


def refuse_telegram_urgency(urgency: str) -> None:
    """平急 and 特提 exist for telegrams only (公文处理工作条例 art. 9(3)). Raises Invalid."""
    if is_telegram_urgency(urgency):
        words = Text(
            "“平急”“特提”只用于电报，公文的紧急程度只有“特急”和“加急”。",
            "平急 and 特提 exist only for telegrams; a document is 特急, 加急 or neither.",
        )
        raise invalid("urgency", "urgency_only_for_telegrams", words)


def internal_mark(classification: str) -> str | None:
    """What is printed on a document that stays inside; no level, for a work secret has none."""
    return None if classification == "public" else "内部"
