"""Every refusal coop gives. Codes are stable, texts are for people, facts are data.

CoopError
├── Invalid        422  a field is wrong; names each field and rule
├── BadRequest     400  the request itself is malformed
├── Unauthenticated 401
├── Forbidden      403  visible, but not for this role
├── NotFound       404  absent, or not visible: no difference is shown
├── Conflict       409
│   ├── IllegalTransition   the state does not allow it; lists what it allows
│   ├── Duplicate           names the clashing value
│   └── RuleViolation       a rule of the mechanism, subclassed beside it
├── Stale          412  someone changed it since; carries the current version
├── PreconditionRequired 428
└── TooManyRequests 429
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from coop.core.language import Text


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One wrong field. pointer: JSON pointer into the body, e.g. "/items/0/title"."""

    pointer: str
    code: str
    text: Text


class CoopError(Exception):
    """A refusal. Subclasses set `code` and `text`; facts fill the places of the text."""

    code: ClassVar[str] = "error"
    text: ClassVar[Text] = Text("请求未能完成。", "The request could not be completed.")
    # True where the refused attempt itself must stay in the audit log, without its content.
    attempt_is_logged: ClassVar[bool] = False

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    @property
    def message(self) -> Text:
        return self.text.with_facts(**self.facts)


class Invalid(CoopError):
    """One or more fields break a rule; `.problems` has one entry per fault."""

    code = "invalid"
    text = Text("提交内容有误，请按提示修改。", "Some fields are not valid.")

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__()
        self.problems: Sequence[FieldProblem] = problems

    def __str__(self) -> str:
        return "; ".join(f"{p.pointer} {p.code}: {p.text.en}" for p in self.problems)


def invalid(name: str, code: str, text: Text) -> Invalid:
    """Invalid for one field; `name` may be nested with slashes ("resolutions/0/due_on")."""
    return Invalid(FieldProblem(f"/{name}", code, text))


class BadRequest(CoopError):
    code = "bad_request"
    text = Text("请求格式不正确：{reason}", "The request is malformed: {reason}")


class Unauthenticated(CoopError):
    code = "unauthenticated"
    text = Text("请先登录。", "Sign in first.")


class Forbidden(CoopError):
    code = "forbidden"
    text = Text("您的岗位不能进行“{action}”。", "Your post does not allow: {action}.")


class NotFound(CoopError):
    code = "not_found"
    text = Text("没有找到，或者您无权查看。", "It does not exist, or is not visible to you.")


class Conflict(CoopError):
    code = "conflict"


class IllegalTransition(Conflict):
    code = "illegal_transition"
    text = Text(
        "当前状态为“{state}”，不能进行“{action}”。",
        "In state “{state}” this is not possible: {action}.",
    )

    def __init__(self, *, state: object, action: object, allowed_actions: Sequence[str]) -> None:
        super().__init__(state=state, action=action)
        self.allowed_actions = tuple(allowed_actions)


class Duplicate(Conflict):
    code = "duplicate"
    text = Text("“{value}”已存在，不能重复。", "“{value}” exists already.")


class RuleViolation(Conflict):
    code = "rule_violation"


class Stale(CoopError):
    code = "stale"
    text = Text(
        "内容已被他人修改（当前版本 {current}），请核对后再提交。",
        "It was changed since you read it (current version {current}).",
    )

    def __init__(self, *, current: int) -> None:
        super().__init__(current=current)
        self.current = current


class PreconditionRequired(CoopError):
    code = "precondition_required"
    text = Text("缺少请求头 {header}。", "The header {header} is required.")


class UnsupportedMedia(CoopError):
    code = "unsupported_media_type"
    text = Text("只接受 {accepted}。", "Only {accepted} is accepted.")


class TooManyRequests(CoopError):
    code = "too_many_requests"
    text = Text(
        "请求过于频繁，请在 {seconds} 秒后再试。", "Too many requests; try again in {seconds} s."
    )

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds
