"""What both doors offer of many disputes at once, and of figures."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from coop.core import doors, filetypes, rest
from coop.core.actor import Actor
from coop.core.doors import Act, Resource
from coop.core.errors import Invalid
from coop.core.language import Text
from coop.core.sheets import SheetRow, read_sheet
from coop.mechanisms.referrals.models import DisputeImport
from coop.mechanisms.referrals.policy import may_register
from coop.mechanisms.referrals.queries import imports as import_reads
from coop.mechanisms.referrals.queries import reports as report_reads
from coop.mechanisms.referrals.queries.figure_views import DisputeReportView
from coop.mechanisms.referrals.queries.imports import DisputeImportView
from coop.mechanisms.referrals.roster import IMPORT
from coop.mechanisms.referrals.schemas import bulk as schemas
from coop.mechanisms.referrals.schemas.mediating import ReferDispute
from coop.mechanisms.referrals.service import imports, reports
from coop.mechanisms.referrals.service.imports import ReadFile
from coop.mechanisms.referrals.sheet_columns import check_columns, fields_of

SCOPE = "referrals"
MOST_ROWS = 10_000
_REFERRING = frozenset({"body_id", "kind", "procedure", "mode", "chosen_by", "materials"})


def row_of(given: Any) -> Mapping[str, Any] | Invalid:
    """One row's fields as the service takes them, or why they can't be read."""
    try:
        read = rest.load(schemas.BulkRow, given)
        terms = {name: read.pop(name) for name in _REFERRING & set(read)}
        named = {name: value for name, value in terms.items() if value not in (None, [])}
        if named:
            read["refer"] = rest.load(ReferDispute, _sent(named))
    except Invalid as wrong:
        return wrong
    return read


def _sent(terms: Mapping[str, Any]) -> dict[str, Any]:
    """The terms as JSON has them, so that the referral's own schema judges what is missing."""
    return {name: str(one) if isinstance(one, UUID) else one for name, one in terms.items()}


def upload_disputes(actor: Actor, *, agreement_id: UUID, file: Mapping[str, str]) -> DisputeImport:
    """Read the file and look at every row; nothing is registered before it is confirmed."""
    content = filetypes.content_of(file)
    filename = filetypes.safe_name(file["filename"])
    sheet = read_sheet(filename, content, most=MOST_ROWS)
    check_columns(sheet.head)
    parts: list[bytes] = []
    refused: list[tuple[int, Invalid]] = []
    rows = iter(sheet.rows)
    while some := list(islice(rows, imports.AT_ONCE)):
        told = [(row.number, _line(row)) for row in some]
        refused += [(number, one) for number, one in told if isinstance(one, Invalid)]
        read = [(number, one) for number, one in told if not isinstance(one, Invalid)]
        parts.append(imports.packed(read))
    read_file = ReadFile(filename, sheet.encoding, parts, refused)
    return imports.preview_import(actor, agreement_id=agreement_id, file=read_file)


def _line(row: SheetRow) -> Mapping[str, Any] | Invalid:
    try:
        return row_of(fields_of(row))
    except Invalid as wrong:
        return wrong


IMPORTS = doors.register(
    Resource(
        name="dispute_import",
        plural="dispute-imports",
        scope=SCOPE,
        label=Text("批量导入", "Imports"),
        view=DisputeImportView,
        get=import_reads.get_import,
        list=import_reads.list_imports,
        filters=schemas.ImportFilters,
        home=lambda view: f"/dispute-imports/{view.id}",
        create=Act(
            "upload_disputes",
            upload_disputes,
            Text("导入纠纷", "Import disputes"),
            schema=schemas.UploadDisputes,
            offered_to=may_register,
            hint=Text(
                "先逐行校验并预览，确认后才登记。",
                "Every row is checked and shown first; nothing is registered before you confirm.",
            ),
        ),
        acts=(
            Act(
                "start",
                imports.start_import,
                IMPORT.actions["start"],
                schema=schemas.StartImport,
                tone="primary",
            ),
            Act("discard", imports.discard_import, IMPORT.actions["discard"], tone="danger"),
        ),
    )
)

REPORTS = doors.register(
    Resource(
        name="dispute_report",
        plural="dispute-reports",
        scope=SCOPE,
        label=Text("调解统计", "Published figures"),
        view=DisputeReportView,
        get=report_reads.get_report,
        list=report_reads.list_reports,
        filters=schemas.ReportFilters,
        home=lambda view: f"/dispute-reports/{view.id}",
        create=Act(
            "publish_figures",
            reports.publish_figures,
            Text("发布调解统计", "Publish figures"),
            schema=schemas.PublishFigures,
            offered_to=reports.may_publish,
            hint=Text(
                "发布后内容不再变化；少于5的数字不公布。",
                "It never changes afterwards; numbers below five are left out.",
            ),
        ),
    )
)

doors.name_actions(
    {
        "dispute_import.preview": Text("上传文件并校验", "File looked through"),
        "dispute_import.finish": Text("登记完成", "Finished"),
        "dispute_report.publish": Text("发布调解统计", "Figures published"),
    }
)
