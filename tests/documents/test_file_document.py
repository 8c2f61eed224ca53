"""Filing, correcting, revoking and repealing documents."""

from datetime import date

import pytest
from flask import Flask

from coop.core.errors import IllegalTransition, Invalid, NotFound
from coop.documents import queries
from tests.clearing import cleared
from tests.documents import made
from tests.documents.made import CODE, PDF
from tests.world import World

ON = date(2026, 10, 20)


def test_a_filed_document_is_issued_under_its_number(app: Flask, world: World) -> None:
    document = made.issue(world, urgency="urgent", classification="work_secret", copies=15)
    view = queries.get_document(cleared(world.cy.liaison), document.id)
    assert (view.number, view.state, view.edition) == (f"{CODE}〔2026〕1号", "issued", 1)
    assert (view.urgency, view.classification, view.copies) == ("urgent", "work_secret", 15)
    assert (view.issuer_name, view.cc) == ("四川金融监管局", ("四川省高级人民法院",))
    assert made.events_about(document.id) == [("document.issued", 3)]


def test_a_bulletin_may_carry_an_issue_number_only(app: Flask, world: World) -> None:
    document = made.file(made.filing(world, None, kind="bulletin", issue_no="第3期"))
    view = queries.get_document(world.sc.liaison, document.id)
    assert (view.number, view.issue_no) == (None, "第3期")


def test_bytes_that_were_not_the_hashed_ones_are_never_kept(app: Flask, world: World) -> None:
    with pytest.raises(ValueError, match="not the one that was hashed"):
        made.issue(world, content=PDF + b"!")
    assert queries.list_documents(world.sc.liaison, limit=10).items == ()
    assert queries.list_numbers(world.sc.liaison, limit=10).items == ()


def test_what_is_no_pdf_is_never_kept(app: Flask, world: World) -> None:
    with pytest.raises(ValueError, match="no PDF"):
        made.issue(world, content=b"%!PS")


def test_a_correction_is_a_new_edition_under_the_same_number(app: Flask, world: World) -> None:
    first = made.issue(world)
    second = made.file(made.filing(world, first.number, corrects_id=first.id))
    third = made.file(made.filing(world, first.number, corrects_id=second.id))
    assert (second.edition, third.edition) == (2, 3)
    assert queries.get_document(world.cq.liaison, first.id).corrected_by_id == second.id
    assert queries.find_document(world.cq.liaison, f"{CODE}〔2026〕1号").id == third.id
    entry = queries.list_numbers(world.cq.liaison, limit=10).items
    assert [one.document_id for one in entry] == [third.id]


def test_a_correction_may_not_change_the_number(app: Flask, world: World) -> None:
    first, other = made.issue(world), made.issue(world)
    with pytest.raises(Invalid) as refused:
        made.file(made.filing(world, other.number, corrects_id=first.id))
    assert refused.value.problems[0].code == "correction_keeps_number"


def test_only_an_issued_document_is_corrected(app: Flask, world: World) -> None:
    first = made.issue(world)
    made.revoke(first.id, ON)
    with pytest.raises(IllegalTransition):
        made.file(made.filing(world, first.number, corrects_id=first.id))


def test_revoking_tells_when_and_why(app: Flask, world: World) -> None:
    document = made.issue(world)
    made.revoke(document.id, ON, "依据有误")
    view = queries.get_document(world.cy.liaison, document.id)
    assert (view.state, view.revoked_on, view.reason) == ("revoked", ON, "依据有误")
    assert made.events_about(document.id)[-1] == ("document.revoked", 3)


def test_repealing_tells_from_which_day_and_why(app: Flask, world: World) -> None:
    document = made.issue(world)
    made.repeal(document.id, ON, "已被代替")
    view = queries.get_document(world.cy.liaison, document.id)
    assert (view.state, view.repealed_on, view.reason) == ("repealed", ON, "已被代替")
    assert made.events_about(document.id)[-1] == ("document.repealed", 3)


def test_a_document_is_revoked_or_repealed_once(app: Flask, world: World) -> None:
    document = made.issue(world)
    made.revoke(document.id, ON)
    for again in (made.revoke, made.repeal):
        with pytest.raises(IllegalTransition):
            again(document.id, ON)


def test_nothing_is_revoked_before_its_formation_date(app: Flask, world: World) -> None:
    document = made.issue(world)
    for withdraw in (made.revoke, made.repeal):
        with pytest.raises(Invalid) as refused:
            withdraw(document.id, date(2026, 10, 11))
        assert refused.value.problems[0].code == "before_formation"


def test_the_pdf_is_the_issued_bytes_under_a_safe_name(app: Flask, world: World) -> None:
    document = made.issue(world, title="关于A/B的纪要")
    download = queries.document_pdf(world.cy.liaison, document.id)
    assert (download.content, download.media_type) == (PDF, "application/pdf")
    assert download.filename == f"{CODE}〔2026〕1号 关于A_B的纪要.pdf"


def test_for_strangers_no_document_exists_whatever_its_classification(
    app: Flask, world: World
) -> None:
    for classification in ("public", "internal", "work_secret"):
        document = made.issue(world, classification=classification)
        for read in (queries.get_document, queries.document_pdf):
            with pytest.raises(NotFound):
                read(world.stranger, document.id)
        with pytest.raises(NotFound):
            queries.find_document(world.stranger, str(document.number))
    assert queries.list_documents(world.stranger, limit=10).items == ()


def test_documents_are_found_by_kind_year_state_and_part_of_the_number(
    app: Flask, world: World
) -> None:
    old = made.issue(world, 2025, formation_on=date(2025, 12, 31))
    new = made.issue(world)
    tip = made.file(made.filing(world, None, kind="work_tip", issue_no="第1期"))
    made.revoke(new.id, ON)

    def found(**wanted: str | int) -> set[object]:
        page = queries.list_documents(world.cq.liaison, limit=10, **wanted)
        return {one.id for one in page.items}

    assert found() == {old.id, new.id, tip.id}
    assert found(year=2025) == {old.id}
    assert found(kind="minutes") == {old.id, new.id}
    assert found(state="revoked") == {new.id}
    assert found(number="〔2026〕1") == {new.id}
    assert found(number="%") == set()
