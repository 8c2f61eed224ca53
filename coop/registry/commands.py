"""What both doors offer of the registry. Agreements are set up by the operator, so partners only
read.
"""

from __future__ import annotations

from datetime import timedelta

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.registry import queries, sandboxes, schemas
from coop.registry.workflow import SANDBOX_CLOCK as CLOCK

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
            Act(
                "move",
                sandboxes.move_sandbox_clock,
                CLOCK.actions["move"],
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
doors.name_actions(
    {
        "sandbox_opened": Text("开设演练协议", "The sandbox was opened"),
        "sandbox_clock.arrive": CLOCK.actions["arrive"],
    }
)
