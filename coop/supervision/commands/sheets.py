"""Work tips and monthly dispatches."""

from __future__ import annotations

from coop.core import doors
from coop.core.doors import Act, Resource
from coop.core.language import Text
from coop.supervision import service
from coop.supervision.queries import sheets
from coop.supervision.queries.sheets import WorkSheetView
from coop.supervision.schemas import rhythm as schemas
from coop.supervision.workflow import SHEET_KINDS


def _annotate() -> Act:
    return Act(
        "annotate",
        service.annotate_sheet,
        Text("加注", "Add notes"),
        schema=schemas.AnnotateSheet,
        prefill=lambda view: {"notes": view.notes},
        tone="primary",
    )


WORK_TIP = doors.register(
    Resource(
        name="work_tip",
        plural="work-tips",
        scope="tasks",
        label=SHEET_KINDS["work_tip"],
        view=WorkSheetView,
        get=sheets.get_work_tip,
        list=sheets.list_work_tips,
        filters=schemas.AgreementFilter,
        home=lambda view: f"/work-tips/{view.id}",
        acts=(_annotate(),),
    )
)

MONTHLY_DISPATCH = doors.register(
    Resource(
        name="monthly_dispatch",
        plural="monthly-dispatches",
        scope="tasks",
        label=SHEET_KINDS["monthly_dispatch"],
        view=WorkSheetView,
        get=sheets.get_monthly_dispatch,
        list=sheets.list_monthly_dispatches,
        filters=schemas.AgreementFilter,
        home=lambda view: f"/monthly-dispatches/{view.id}",
        acts=(_annotate(),),
    )
)

doors.name_actions(
    {
        "work_sheet.make": Text("印发", "Issued"),
        "work_sheet.annotate": Text("加注", "Notes added"),
    }
)
