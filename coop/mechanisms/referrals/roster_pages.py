"""The pages of the registers, of imports and of figures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request

from coop.core import clock, forms, rest
from coop.core.actor import Actor
from coop.core.browsing import signed_in
from coop.core.language import Text
from coop.core.pages import Column, PageBlueprint
from coop.mechanisms.referrals import sheet_columns
from coop.mechanisms.referrals.import_commands import IMPORTS, REPORTS
from coop.mechanisms.referrals.queries import bodies as reads
from coop.mechanisms.referrals.queries.figure_files import dispute_figures_file
from coop.mechanisms.referrals.queries.imports import DisputeImportView
from coop.mechanisms.referrals.queries.roster_views import MediationBodyView, MediatorView
from coop.mechanisms.referrals.queries.statistics import dispute_figures
from coop.mechanisms.referrals.roster_commands import BODIES, MEDIATORS
from coop.mechanisms.referrals.schemas.bulk import FiguresQuery

_TONES = {
    "listed": "good",
    "active": "good",
    "suspended": "warn",
    "removed": "bad",
    "inactive": "neutral",
    "running": "info",
    "done": "good",
    "discarded": "neutral",
    "previewed": "warn",
}
_MOST_MEDIATORS = 200
_HALF_YEAR = 6


def state_tag(view: Any) -> dict[str, object]:
    return {"tag": view.state_label, "tone": _TONES.get(view.state, "info")}


def _of_body(actor: Actor, view: MediationBodyView) -> dict[str, object]:
    found = reads.list_mediators(actor, limit=_MOST_MEDIATORS, body_id=view.id)
    return {
        "title": view.name,
        "state_tag": state_tag(view),
        "mediators": [_mediator_row(one) for one in found.items],
    }


def _mediator_row(view: MediatorView) -> dict[str, object]:
    cells = [
        view.name,
        view.certificate_no or Text("无", "none"),
        "、".join(view.specialties),
        view.open_count,
        state_tag(view),
    ]
    return {"cells": cells, "url": f"/mediators/{view.id}"}


def _of_mediator(_actor: Actor, view: MediatorView) -> dict[str, object]:
    return {
        "title": view.name,
        "trail": [
            (BODIES.label, "/mediation-bodies"),
            (view.body_name, f"/mediation-bodies/{view.body_id}"),
        ],
        "state_tag": state_tag(view),
        "conflicts": [
            {"cells": [one.party_name, one.relation_label, one.note, one.until_on], "url": None}
            for one in view.conflicts
        ],
    }


def _of_import(_actor: Actor, view: DisputeImportView) -> dict[str, object]:
    return {
        "title": view.filename,
        "state_tag": state_tag(view),
        "faults": [{"cells": [one.row, one.column, one.text], "url": None} for one in view.faults],
    }


pages = PageBlueprint("referrals_roster", __name__)


@pages.blueprint.route("/dispute-imports/template.csv")
def download_template() -> Response:
    signed_in()
    named = {"Content-Disposition": "attachment; filename=dispute-import-template.csv"}
    return Response(sheet_columns.template(), mimetype="text/csv", headers=named)


@pages.blueprint.route("/dispute-figures")
def show_figures() -> str:
    """Figures of the half year so far, or of the months asked for."""
    asked = _asked()
    figures = dispute_figures(signed_in().actor, **asked)
    return render_template(
        "referrals/figures.html",
        title=Text("调解统计", "Figures about mediation"),
        trail=[(REPORTS.label, "/dispute-reports")],
        figures=figures,
        file_url=f"/dispute-figures.xlsx?{urlencode(asked)}",
    )


@pages.blueprint.route("/dispute-figures.xlsx")
def download_figures() -> Response:
    return rest.download(dispute_figures_file(signed_in().actor, **_asked()))


def _asked() -> dict[str, Any]:
    raw = {name: request.args.getlist(name) for name in FiguresQuery._declared_fields}
    asked = {name: values for name, values in raw.items() if values and values[0]}
    wanted = {**_usual(), "agreement_id": [str(signed_in().agreement_id)], **asked}
    query = rest.load(FiguresQuery, forms.read(FiguresQuery, wanted, {}))
    return {name: value for name, value in query.items() if value is not None}


def _usual() -> dict[str, list[str]]:
    today = clock.today()
    first = today.replace(month=1 if today.month <= _HALF_YEAR else _HALF_YEAR + 1, day=1)
    return {"from_month": [first.isoformat()], "until_month": [today.isoformat()]}


pages.serve(
    BODIES,
    detail="referrals/mediation_body.html",
    columns=(
        Column(Text("名称", "Name"), lambda view: view.name),
        Column(Text("类型", "Kind"), lambda view: view.kind_label),
        Column(Text("法院", "Court"), lambda view: view.court_name),
        Column(Text("调解员", "Mediators"), lambda view: str(view.mediator_count)),
        Column(Text("在办", "In hand"), lambda view: view.open_count),
        Column(Text("名册", "Roster"), state_tag),
    ),
    more=_of_body,
    list_template="referrals/list.html",
)
pages.serve(
    MEDIATORS,
    detail="referrals/mediator.html",
    columns=(
        Column(Text("姓名", "Name"), lambda view: view.name),
        Column(Text("调解组织", "Body"), lambda view: view.body_name),
        Column(Text("证号", "Certificate"), lambda view: view.certificate_no),
        Column(Text("在办", "In hand"), lambda view: view.open_count),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_mediator,
    list_template="referrals/list.html",
)
pages.serve(
    IMPORTS,
    detail="referrals/dispute_import.html",
    columns=(
        Column(Text("文件", "File"), lambda view: view.filename),
        Column(Text("上传人", "Uploaded by"), lambda view: view.uploaded_by),
        Column(Text("上传时间", "Uploaded"), lambda view: view.uploaded_at),
        Column(Text("已登记", "Registered"), lambda view: str(view.registered_count)),
        Column(Text("有问题", "Faulty"), lambda view: str(view.faulty_row_count)),
        Column(Text("状态", "State"), state_tag),
    ),
    more=_of_import,
    list_template="referrals/list.html",
)
pages.serve(
    REPORTS,
    detail="referrals/dispute_report.html",
    columns=(
        Column(Text("标题", "Title"), lambda view: view.title),
        Column(Text("编号", "Number"), lambda view: view.issue_no),
        Column(
            Text("期间", "Period"),
            lambda view: f"{view.from_month:%Y-%m}～{view.until_month:%Y-%m}",
        ),
        Column(Text("发布时间", "Published"), lambda view: view.published_at),
    ),
    list_template="referrals/list.html",
)
