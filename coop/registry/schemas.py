"""What the registry's commands take."""

from __future__ import annotations

from typing import Any

from coop.core.actor import Actor
from coop.core.fields import Choice, Day, Flag, Instant, LongText, Ref, Schema
from coop.core.ladder import INTERNAL, LADDER
from coop.core.language import Text
from coop.registry import directory
from coop.registry.clearance_register import people_of, systems_of
from coop.registry.workflow import CLEARANCE

_SET = {code: text for code, text in LADDER.items() if code != INTERNAL}


class MoveSandboxClock(Schema):
    to = Instant(
        Text("推进到", "Move to"),
        hint=Text(
            "只能向前，一次最多366天；途中到期的事项按各自时刻自动办理。",
            "Only forward, at most 366 days at a time; what falls due on the way is done in turn.",
        ),
        required=True,
    )


def _agreements(actor: Actor, _view: object) -> list[tuple[Any, str]]:
    return [(one, directory.agreement_title(one)) for one in sorted(actor.posted_ids)]


def _reason(hint: Text) -> LongText:
    return LongText(Text("理由", "Reason"), limit=500, hint=hint, required=True, printable=False)


class SetClearance(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), offered=_agreements, required=True)
    person_id = Ref(
        Text("人员", "Person"),
        offered=people_of,
        allow_none=True,
        hint=Text("人员和接口选一个；不能为本人核定。", "A person or a system; never oneself."),
    )
    api_client_id = Ref(Text("接口", "System"), offered=systems_of, allow_none=True)
    highest = Choice(
        Text("最高可知悉", "May read up to"),
        _SET,
        required=True,
        hint=Text(
            "未核定的均可知悉公开、内部事项。限定为公开的，不能再办理该协议下的事项。",
            "Without a clearance one reads what is public and internal. Who is limited to what is"
            " public can't act under the agreement any more.",
        ),
    )
    from_on = Day(Text("自", "From"), allow_none=True, hint=Text("不填为今天。", "Today if blank."))
    to_on = Day(
        Text("至（含当日）", "Up to and including"),
        allow_none=True,
        hint=Text("工作秘密须填。", "Needed for work secrets."),
    )
    reason = _reason(
        Text("写明因何事项需要知悉或限定。", "For which matter it is needed, or why it is limited.")
    )


class WithdrawClearance(Schema):
    reason = _reason(Text("收回后立即生效。", "It takes effect at once."))


class ClearanceFilters(Schema):
    agreement_id = Ref(Text("协议", "Agreement"), offered=_agreements)
    highest = Choice(Text("最高可知悉", "May read up to"), _SET)
    state = Choice(Text("状态", "State"), CLEARANCE.states)
    is_in_force = Flag(Text("只看有效的", "Only those in force"))
