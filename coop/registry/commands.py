"""What both doors offer of the registry. Agreements are set up by the operator, so partners only
read.
"""

from __future__ import annotations

from datetime import timedelta

from coop.core import doors
from coop.core.doors import Resource
from coop.core.language import Text
from coop.registry import clearance_register, clearances, queries, sandboxes, schemas
from coop.registry.workflow import CLEARANCE
from coop.registry.workflow import SANDBOX_CLOCK as CLOCK

_clearance = doors.acts_in(CLEARANCE.actions)
_clock = doors.acts_in(CLOCK.actions)


_ONE_DAY = timedelta(days=1)
AGREEMENT = doors.register(
    Resource(
        name="agreement",
        plural="agreements",
        scope="agreements",
        is_kept=True,
        label=Text("协议", "Agreement"),
        view=queries.AgreementView,
        get=queries.get_agreement,
        list=queries.list_agreements,
        home=lambda view: f"/agreements/{view.id}",
    )
)

SANDBOX_CLOCKS = doors.register(
    Resource(
        name="sandbox_clock",
        plural="sandbox-clocks",
        scope="agreements",
        label=Text("演练时钟", "Sandbox clock"),
        view=sandboxes.SandboxClockView,
        get=sandboxes.get_sandbox_clock,
        list=sandboxes.list_sandbox_clocks,
        home=lambda view: f"/sandbox-clocks/{view.id}",
        acts=(
            _clock(
                "move",
                sandboxes.move_sandbox_clock,
                schemas.MoveSandboxClock,
                tone="primary",
                prefill=lambda view: {"to": (view.moves_to or view.at) + _ONE_DAY},
                done=Text(
                    "演练时钟已开始推进，途中到期的事项将逐日办理。",
                    "The clock is on its way; what falls due is done day by day.",
                ),
            ),
        ),
    )
)
CLEARANCES = doors.register(
    Resource(
        name="clearance",
        plural="clearances",
        scope="clearances",
        label=Text("知悉权限", "Clearances"),
        view=clearance_register.ClearanceView,
        get=clearance_register.get_clearance,
        list=clearance_register.list_clearances,
        filters=schemas.ClearanceFilters,
        home=lambda view: f"/clearances/{view.id}",
        create=_clearance(
            "give",
            clearances.set_clearance,
            schemas.SetClearance,
            offered_to=clearance_register.may_set,
            hint=Text(
                "由签发人或秘书处为本单位其他人员、接口核定；单位管理员只能限定为公开。",
                "Signer or secretariat clear others of the own institution; its administrator may"
                " only limit to what is public.",
            ),
            done=Text("知悉权限已核定。", "The clearance is set."),
        ),
        acts=(
            _clearance(
                "withdraw",
                clearances.withdraw_clearance,
                schemas.WithdrawClearance,
                tone="danger",
                done=Text("知悉权限已收回。", "The clearance is withdrawn."),
            ),
        ),
    )
)
doors.name_actions(
    {
        "sandbox_opened": Text("开设演练协议", "The sandbox was opened"),
        "sandbox_clock.arrive": CLOCK.actions["arrive"],
    }
)
