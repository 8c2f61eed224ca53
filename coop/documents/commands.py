"""What both doors offer: documents, the register of numbers, receipts."""

from __future__ import annotations

from uuid import UUID

from coop.core import clock, doors
from coop.core.actor import Actor
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.documents import numbers, queries, receipts, schemas, service
from coop.documents.workflow import DOCUMENT, NUMBER, RECEIPT
from coop.registry import directory


def _is_host_secretariat(actor: Actor, agreement_id: UUID | None) -> bool:
    if agreement_id is None or not actor.has("secretariat", agreement_id):
        return False
    today = clock.today()
    hosting = [
        one.institution_id
        for one in directory.terms(agreement_id)
        if one.from_on <= today <= one.to_on
    ]
    return actor.institution_id in hosting


DOCUMENT_RESOURCE = doors.register(
    Resource(
        name="document",
        plural="documents",
        scope="documents",
        is_kept=True,
        label=Text("公文", "Documents"),
        view=queries.DocumentView,
        get=queries.get_document,
        list=queries.list_documents,
        filters=schemas.DocumentFilters,
        home=lambda view: f"/documents/{view.id}",
        acts=(
            Act(
                "archive",
                service.archive_document,
                DOCUMENT.actions["archive"],
                schema=schemas.ArchiveDocument,
                hint=Text(
                    "由印发单位的档案员办理，归档后不再变动。",
                    "Done by the issuer's archivist; an archived document doesn't change any more.",
                ),
                done=Text("已归档。", "Archived."),
            ),
        ),
        files=(
            File(
                "document.pdf",
                queries.document_pdf,
                Text("公文 PDF", "The document as PDF"),
                "application/pdf",
            ),
        ),
    )
)

NUMBER_RESOURCE = doors.register(
    Resource(
        name="number",
        plural="numbers",
        scope="documents",
        is_kept=True,
        label=Text("文号登记", "Register of numbers"),
        view=queries.NumberView,
        get=queries.get_number,
        list=queries.list_numbers,
        filters=schemas.NumberFilters,
        home=lambda view: f"/numbers/{view.id}",
        create=Act(
            "import_number",
            numbers.import_number,
            NUMBER.actions["import_number"],
            schema=schemas.ImportNumber,
            offered_to=_is_host_secretariat,
            done=Text("文号已登记。", "The number is registered."),
        ),
        acts=(
            Act(
                "void",
                numbers.void_number,
                NUMBER.actions["void"],
                schema=schemas.VoidNumber,
                tone="danger",
                done=Text("文号已作废。", "The number is void."),
            ),
        ),
    )
)

RESERVATION_RESOURCE = doors.register(
    Resource(
        name="number_reservation",
        plural="number-reservations",
        scope="documents",
        is_kept=True,
        label=Text("预留文号", "Reserved numbers"),
        view=queries.NumberView,
        get=queries.get_number,
        home=lambda view: f"/numbers/{view.id}",
        create=Act(
            "reserve_number",
            numbers.reserve_number,
            NUMBER.actions["reserve_number"],
            schema=schemas.ReserveNumber,
            offered_to=_is_host_secretariat,
            hint=Text(
                "取本年度下一个文号，留给尚在线下办理的公文。",
                "Takes this year's next number for a document still handled on paper.",
            ),
            done=Text("文号已预留。", "The number is reserved."),
        ),
    )
)

RECEIPT_RESOURCE = doors.register(
    Resource(
        name="receipt",
        plural="receipts",
        scope="documents",
        is_kept=True,
        label=Text("签收", "Receipts"),
        view=receipts.ReceiptView,
        get=receipts.get_receipt,
        list=receipts.list_receipts,
        filters=schemas.ReceiptFilters,
        home=lambda view: f"/receipts/{view.id}",
        acts=(
            Act(
                "sign_for",
                receipts.sign_for,
                RECEIPT.actions["sign_for"],
                hint=Text(
                    "签收表示本单位已收到，每个单位只签收一次。",
                    "Signing says that your institution has received it; it is done once.",
                ),
                tone="primary",
                done=Text("已签收。", "Signed for."),
            ),
        ),
    )
)

doors.name_actions({"number.reserve_number": NUMBER.actions["reserve_number"]})
