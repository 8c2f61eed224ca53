"""Every period and rule of an agreement version, with the value used where the agreement is silent.

Defaults are design choices (no law or clause sets them); where a law fixes the number the comment
names it.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from datetime import date
from typing import Any, get_args, get_type_hints

from coop.core.errors import FieldProblem, Invalid
from coop.core.messages import MESSAGES

_MOST = 3650


def _one_of(*codes: str) -> Any:
    return field(default=codes[0], metadata={"choices": codes})


@dataclass(frozen=True, slots=True)
class AgreementSettings:
    """Settings of one agreement version. `_days` are working days, `_calendar_days` calendar
    days.
    """

    # What is handed over is signed for
    receipt_days: int = 3
    # Joint meetings
    notice_days: int = 3
    papers_days: int = 2
    minutes_draft_days: int = 3
    minutes_comment_days: int = 3
    minutes_issue_days: int = 10
    extraordinary_meeting_days: int = 15
    comment_silence: str = _one_of("no_objection", "blocks")
    quorum_rule: str = _one_of("every_party", "k_of_n")
    quorum_count: int = 2
    # Consultations
    consultation_reply_days_normal: int = 10
    consultation_reply_days_urgent: int = 3
    consultation_reply_days_extra_urgent: int = 1
    consultation_reply_unit: str = _one_of("working_day", "calendar_day")
    consultation_silence_may_consent: bool = True
    # Sharing: Government Data Sharing Regulations arts. 20-24, taken over by agreement
    sharing_reply_days_unconditional: int = 1
    sharing_reply_days_conditional: int = 10
    sharing_extension_days: int = 10
    sharing_delivery_days: int = 20
    sharing_correction_days: int = 10
    sharing_disposal_days: int = 10
    catalog_update_days: int = 10
    catalog_update_extension_days: int = 5
    catalog_review_days: int = 2
    # Dispute referral: Provisions on specially invited mediation art. 27; Online Mediation Rules
    # art. 10
    mediation_calendar_days_delegated: int = 30
    mediation_calendar_days_entrusted_ordinary: int = 15
    mediation_calendar_days_entrusted_summary: int = 7
    mediation_acceptance_days: int = 3
    max_extension_calendar_days: int | None = None
    # Working days before the last day, of periods in working days and of all others
    dispute_window_reminder_days: int = 1
    dispute_reminder_days: int = 3
    # Civil Procedure Law art. 205
    confirmation_calendar_days: int = 30
    # Training: leave above total hours / divisor counts as withdrawal
    training_pass_mark: int = 60
    training_resit_count: int = 1
    training_leave_divisor: int = 7
    training_answer_days: int = 2
    training_withdrawal_days: int = 3
    training_sign_in_minutes: int = 30
    # Party building, research, publicity
    activity_report_days: int = 10
    research_extension_months: int = 6
    research_follow_up_months: int = 6
    # Supervision
    task_acceptance_days: int = 5
    blue_days: int = 3
    escalation_step_days: int = 3
    tip_anchor_on: date = date(2026, 1, 5)
    tip_interval_weeks: int = 2
    # Court recommendations: 法释〔2023〕11号 allows two months at most
    recommendation_reply_months: int = 2

    def stored(self) -> dict[str, object]:
        """All values as JSON keeps them."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }


_FIELDS: dict[str, Field[Any]] = {one.name: one for one in fields(AgreementSettings)}
_HINTS = get_type_hints(AgreementSettings)


def read(given: Mapping[str, object]) -> AgreementSettings:
    """Settings from JSON or YAML; nested groups are joined with "_" (reply_days: {normal: 3}).

    Raises Invalid naming every unknown or ill-typed setting.
    """
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for name, raw in _flat(given):
        code, value = _parsed(name, raw)
        values[name] = value
        if code is not None:
            words = MESSAGES[code].with_facts(limit=0, choices=_choices(name))
            problems.append(FieldProblem(f"/settings/{name}", code, words))
    if problems:
        raise Invalid(*problems)
    return AgreementSettings(**values)


def from_stored(stored: Mapping[str, object]) -> AgreementSettings:
    """Settings of a version that `read` accepted when it was added."""
    return read({name: value for name, value in stored.items() if name in _FIELDS})


def _flat(given: Mapping[str, object], path: str = "") -> Iterator[tuple[str, object]]:
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}_")
        else:
            yield f"{path}{name}", value


def _choices(name: str) -> tuple[str, ...]:
    found: tuple[str, ...] = _FIELDS[name].metadata.get("choices", ()) if name in _FIELDS else ()
    return found


def _parsed(name: str, raw: object) -> tuple[str | None, object]:
    """(code of the fault, None) or (None, value)."""
    if name not in _FIELDS:
        return "unknown", None
    hint = _HINTS[name]
    kind = get_args(hint)[0] if isinstance(hint, types.UnionType) else hint
    if raw is None:
        return (None, None) if kind is not hint else ("null", None)
    if kind is date:
        return _parsed_day(raw)
    if type(raw) is not kind:
        return "type", None
    return _fault_of_value(name, raw), raw


def _fault_of_value(name: str, value: object) -> str | None:
    if isinstance(value, str) and value not in _choices(name):
        return "not_a_choice"
    if isinstance(value, int) and value < 0:
        return "too_small"
    return "invalid" if isinstance(value, int) and value > _MOST else None


def _parsed_day(raw: object) -> tuple[str | None, object]:
    if isinstance(raw, date):
        return None, raw
    try:
        return None, date.fromisoformat(str(raw))
    except ValueError:
        return "not_a_date", None
