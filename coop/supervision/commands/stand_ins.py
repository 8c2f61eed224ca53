"""Stand-in arrangements."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.supervision import service
from coop.supervision.policy import END_STAND_IN, NAME_STAND_IN
from coop.supervision.queries import stand_ins
from coop.supervision.queries.stand_ins import StandInView
from coop.supervision.schemas import rhythm as schemas

STAND_IN = doors.register(
    Resource(
        name="stand_in",
        plural="stand-ins",
        scope="tasks",
        label=Text("代办安排", "Stand-ins"),
        view=StandInView,
        get=stand_ins.get_stand_in,
        list=stand_ins.list_stand_ins,
        filters=schemas.StandInFilters,
        home=lambda view: f"/stand-ins/{view.id}",
        create=Act(
            "name_stand_in",
            service.name_stand_in,
            NAME_STAND_IN,
            schema=schemas.NameStandIn,
            hint=Text(
                "代办期间，经办人、联络员的工作和提醒都转给代办人。",
                "In these days the stand-in gets a handler's and a liaison's work and reminders.",
            ),
        ),
        acts=(Act("end", service.end_stand_in, END_STAND_IN, tone="danger"),),
    )
)

doors.name_actions({"stand_in.name": NAME_STAND_IN})
