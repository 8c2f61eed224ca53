"""What a text and its addressees must satisfy before anybody is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from coop.core.errors import invalid
from coop.core.language import Text
from coop.documents.secrecy import refuse_telegram_urgency
from coop.mechanisms.consultations.models import Consultation, ConsultationText
from coop.mechanisms.consultations.workflow import LEGAL_ISSUE
from coop.registry import directory


def check_text(made: Consultation, text: ConsultationText) -> None:
    refuse_telegram_urgency(made.urgency or "none")
    if not text.questions:
        words = Text("至少提出一个会商问题。", "Ask at least one question.")
        raise invalid("questions", "empty", words)
    if made.silence_consents:
        require_silence_allowed(made.agreement_id)
    if made.pending_case_no:
        _check_case(made, text)


def require_silence_allowed(agreement_id: UUID) -> None:
    if not directory.settings(agreement_id).consultation_silence_may_consent:
        words = Text(
            "协议不允许“逾期视为无意见”。", "The agreement does not let silence count as consent."
        )
        raise invalid("silence_consents", "silence_not_allowed", words)


def _check_case(made: Consultation, text: ConsultationText) -> None:
    """A matter before the court: its law may be discussed, its outcome may not."""
    if made.category != LEGAL_ISSUE:
        words = Text(
            "涉及在审案件的，只能就法律适用问题会商。",
            "With a pending case only the application of law may be consulted on.",
        )
        raise invalid("category", "pending_case_law_only", words)
    if text.position:
        words = Text(
            "涉及在审案件的，不得提出倾向性意见。", "With a pending case no own position is stated."
        )
        raise invalid("position", "pending_case_no_position", words)


def check_parties(
    made: Consultation, consulted: Sequence[UUID], optional: Collection[UUID]
) -> None:
    if not consulted and not optional:
        words = Text("至少选择一个被会商单位。", "Consult at least one party.")
        raise invalid("consulted_ids", "empty", words)
    members = directory.institution_ids(made.agreement_id)
    for name, listed in (("consulted_ids", consulted), ("optional_ids", optional)):
        for number, one in enumerate(listed):
            if one == made.initiator_id:
                words = Text("不能向本单位会商。", "A party does not consult itself.")
                raise invalid(f"{name}/{number}", "own_party", words)
            if one not in members:
                words = Text("不是本协议的成员单位。", "Not a party of this agreement.")
                raise invalid(f"{name}/{number}", "not_a_party", words)
