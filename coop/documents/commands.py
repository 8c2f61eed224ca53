"""What both doors offer: documents, the register of numbers, receipts."""

from __future__ import annotations

from typing import Any

from coop.core import doors
from coop.core.doors import Act, File, Resource
from coop.core.language import Text
from coop.documents import letters, numbers, queries, receipts, schemas, service
from coop.documents.policy import is_host_secretariat
from coop.documents.workflow import DOCUMENT, NUMBER, RECEIPT

_document = doors.acts_in(DOCUMENT.actions)
_number = doors.acts_in(NUMBER.actions)
_receipt = doors.acts_in(RECEIPT.actions)


def _letter(view: Any) -> dict[str, object]:
    marks = ("title", "urgency", "classification", "disclosure")
    shown = {name: getattr(view, name) for name in marks}
    return {
        **shown,
        "cc": list(view.cc),
        "addressee_ids": list(view.letter.addressee_ids),
        "other_addressees": list(view.letter.other_addressees),
        "body": view.letter.body,
        "note": view.letter.note,
    }


def _series(view: Any) -> dict[str, object]:
    return {"series": letters.letter_series(view.agreement_id, view.issuer_id)}


_LETTERS = (
    _document(
        "review",
        letters.review_document,
        schemas.ReviewDocument,
        hint=Text(
            "核对内容、格式和依据后送签发人签发。", "Check text, form and basis; then it is signed."
        ),
        tone="primary",
        done=Text("已核稿，待签发。", "Reviewed; it waits for the signature."),
    ),
    _document(
        "sign",
        letters.sign_document,
        schemas.SignDocument,
        hint=Text(
            "签发之日为成文日期，签发后文稿不再改动；拟稿人不能签发。",
            "The day becomes the formation date and the text is fixed; not by its drafter.",
        ),
        tone="primary",
        done=Text("已签发，待编号印发。", "Signed; it waits for its number."),
    ),
    _document(
        "return",
        letters.return_document,
        schemas.ReturnDocument,
        done=Text("已退回修改。", "Sent back."),
    ),
    _document(
        "register_and_issue",
        letters.register_and_issue,
        schemas.RegisterAndIssue,
        prefill=_series,
        hint=Text(
            "编发文号、印制定稿并送主送单位签收。",
            "It is numbered, printed and handed to its addressees.",
        ),
        tone="primary",
        done=Text("已编号印发。", "Numbered and issued."),
    ),
    _document(
        "repeal",
        letters.repeal_letter,
        schemas.RepealLetter,
        tone="danger",
        done=Text("已废止。", "Repealed."),
    ),
    _document(
        "revoke",
        letters.revoke_letter,
        schemas.RevokeLetter,
        tone="danger",
        done=Text("已撤销。", "Revoked."),
    ),
)

DOCUMENT_RESOURCE = doors.register(
    Resource(
        name="document",
        plural="documents",
        scope="documents",
        is_kept=True,
        label=Text("公文", "Documents"),
        view=queries.DocumentView,
        list_view=queries.DocumentSummaryView,
        get=queries.get_document,
        list=queries.list_documents,
        filters=schemas.DocumentFilters,
        home=lambda view: f"/documents/{view.id}",
        create=Act(
            "draft_letter",
            letters.draft_letter,
            Text("拟写函件", "Write a letter"),
            schema=schemas.DraftLetter,
            draft=True,
            offered_to=is_host_secretariat,
            hint=Text(
                "以轮值单位名义发出：拟稿、核稿、签发后编号印发。",
                "In the host's name: drafted, reviewed, signed, then numbered and issued.",
            ),
            done=Text("草稿已保存。", "The draft is kept."),
        ),
        edit=_document(
            "edit", letters.edit_letter, schemas.EditLetter, prefill=_letter, draft=True
        ),
        acts=(
            *_LETTERS,
            _document(
                "archive",
                service.archive_document,
                schemas.ArchiveDocument,
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
        create=_number(
            "import_number",
            numbers.import_number,
            schemas.ImportNumber,
            offered_to=is_host_secretariat,
            done=Text("文号已登记。", "The number is registered."),
        ),
        acts=(
            _number(
                "void",
                numbers.void_number,
                schemas.VoidNumber,
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
        create=_number(
            "reserve_number",
            numbers.reserve_number,
            schemas.ReserveNumber,
            offered_to=is_host_secretariat,
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
            _receipt(
                "sign_for",
                receipts.sign_for,
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

doors.name_actions(
    {
        "number.reserve_number": NUMBER.actions["reserve_number"],
        "receipt.remind": Text("系统催办签收", "Reminded by coop"),
    }
)
