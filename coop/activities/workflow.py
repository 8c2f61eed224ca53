"""The state table of a joint activity, and the codes of parts and pictures.

Roles belong to one activity: host_officer, host_liaison, host_lead and host_archivist at the lead
institution, partner at every other one named in it, participant at any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coop.core.language import Text
from coop.core.workflow import Transition, Workflow, row

_STATES = {
    "planned": Text("拟定中", "Planned"),
    "approved": Text("待各方确认", "To be confirmed"),
    "confirmed": Text("已确认", "Confirmed"),
    "held": Text("已开展，待总结", "Held, to be reported"),
    "reported": Text("已总结", "Reported"),
    "archived": Text("已归档", "Archived"),
    "cancelled": Text("已取消", "Cancelled"),
}
_ACTIONS = {
    "edit": Text("修改", "Edit"),
    "approve": Text("批准", "Approve"),
    "confirm": Text("确认参加", "Confirm"),
    "hold": Text("登记已开展", "Record as held"),
    "add_picture": Text("添加照片", "Add a picture"),
    "mark_picture": Text("变更照片标识", "Mark a picture"),
    "remind": Text("催报总结", "Remind of the report"),
    "report": Text("报送总结", "Report"),
    "archive": Text("归档", "Archive"),
    "cancel": Text("取消", "Cancel"),
}
_ROWS = (
    row("planned", "edit", "planned", "host_officer"),
    row("planned", "approve", "approved", "host_lead"),
    # Of several partners the last one's confirmation confirms the whole.
    row("approved", "confirm", "approved", "partner"),
    row("approved", "confirm", "confirmed", "partner"),
    row("confirmed", "hold", "held", "host_officer"),
    # Only coop itself, the day before the report is due and again once it is late.
    row("held", "remind", "held"),
    row("held", "report", "reported", "host_liaison"),
    row("reported", "archive", "archived", "host_archivist"),
    row("planned|approved|confirmed", "cancel", "cancelled", "host_officer", "host_lead"),
    *(
        row(state, action, state, "participant")
        for state in ("confirmed", "held", "reported")
        for action in ("add_picture", "mark_picture")
    ),
)
ASIDE = frozenset({"cancelled"})


def joint_activity(
    name: str, *, actions: Mapping[str, Text], rows: Sequence[Sequence[Transition]]
) -> Workflow:
    """The table with what one mechanism adds to it."""
    last = {"cancel": _ACTIONS["cancel"]}
    known = {code: text for code, text in _ACTIONS.items() if code not in last}
    return Workflow(
        name, states=_STATES, actions={**known, **actions, **last}, rows=[*_ROWS, *rows]
    )


LEAD, CO_HOST, PARTICIPANT = "lead", "co_host", "participant"
PART_ROLES = {
    LEAD: Text("牵头", "Lead"),
    CO_HOST: Text("共同主办", "Co-host"),
    PARTICIPANT: Text("参加", "Participant"),
}
MISSING = "missing"
CONSENTS = {
    "not_needed": Text("无可辨认的个人", "Nobody can be recognised"),
    "given": Text("已取得本人同意", "Consent given"),
    MISSING: Text("尚未取得本人同意", "Consent not given yet"),
}
# The kind of deadline by which the summary is due.
REPORT = "report"
