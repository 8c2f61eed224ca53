"""What both doors offer of the registers."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.mechanisms.referrals import roster_schemas as schemas
from coop.mechanisms.referrals.queries import bodies as reads
from coop.mechanisms.referrals.queries.roster_views import MediationBodyView, MediatorView
from coop.mechanisms.referrals.roster import BODY, MEDIATOR
from coop.mechanisms.referrals.roster_policy import may_register_body
from coop.mechanisms.referrals.service import bodies, mediators

SCOPE = "referrals"
_OF_BODY = (
    "founded_on",
    "licence_no",
    "licence_valid_to",
    "certificate_no",
    "seat",
    "contact",
)


def _entry_now(view: MediationBodyView) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(view, name) for name in _OF_BODY}
    return {**said, "causes": ["\n".join(view.causes)]}


def _mediator_now(view: MediatorView) -> dict[str, object]:
    said = {
        "certificate_no": view.certificate_no,
        "certificate_valid_to": view.certificate_valid_to,
        "most_open": view.most_open,
    }
    return {**said, "specialties": ["\n".join(view.specialties)]}


BODIES = doors.register(
    Resource(
        name="mediation_body",
        plural="mediation-bodies",
        scope=SCOPE,
        label=Text("调解组织", "Mediation bodies"),
        view=MediationBodyView,
        get=reads.get_body,
        list=reads.list_bodies,
        filters=schemas.BodyFilters,
        home=lambda view: f"/mediation-bodies/{view.id}",
        create=Act(
            "register_body",
            bodies.register_body,
            Text("登记调解组织", "Register a mediation body"),
            schema=schemas.RegisterBody,
            offered_to=may_register_body,
        ),
        edit=Act(
            "edit",
            bodies.edit_body,
            BODY.actions["edit"],
            schema=schemas.EditBody,
            prefill=_entry_now,
        ),
        acts=(
            Act(
                "add_officer",
                bodies.add_officer,
                BODY.actions["add_officer"],
                schema=schemas.AddOfficer,
                adds=True,
            ),
            Act(
                "add_mediator",
                mediators.add_mediator,
                BODY.actions["add_mediator"],
                schema=schemas.AddMediator,
                adds=True,
                answers="mediator",
                tone="primary",
            ),
            Act(
                "suspend",
                bodies.suspend_body,
                BODY.actions["suspend"],
                schema=schemas.RosterReason,
            ),
            Act("restore", bodies.restore_body, BODY.actions["restore"], tone="primary"),
            Act(
                "remove",
                bodies.remove_body,
                BODY.actions["remove"],
                schema=schemas.RosterReason,
                tone="danger",
            ),
        ),
    )
)

MEDIATORS = doors.register(
    Resource(
        name="mediator",
        plural="mediators",
        scope=SCOPE,
        label=Text("调解员", "Mediators"),
        view=MediatorView,
        get=reads.get_mediator,
        list=reads.list_mediators,
        filters=schemas.MediatorFilters,
        home=lambda view: f"/mediators/{view.id}",
        edit=Act(
            "edit",
            mediators.edit_mediator,
            MEDIATOR.actions["edit"],
            schema=schemas.EditMediator,
            prefill=_mediator_now,
        ),
        acts=(
            Act(
                "declare_conflict",
                mediators.declare_conflict,
                MEDIATOR.actions["declare_conflict"],
                schema=schemas.DeclareConflict,
                adds=True,
            ),
            Act(
                "leave",
                mediators.leave_mediator,
                MEDIATOR.actions["leave"],
                schema=schemas.RosterReason,
            ),
            Act("rejoin", mediators.rejoin_mediator, MEDIATOR.actions["rejoin"], tone="primary"),
        ),
    )
)

doors.name_actions(
    {
        "mediation_body.register": Text("登记调解组织", "Body registered"),
        "mediator.add": Text("登记调解员", "Mediator registered"),
    }
)
