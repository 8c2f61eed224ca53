"""The REST door of documents, numbers and receipts."""

from flask import Flask

from tests.documents import made
from tests.documents.callers import system_of
from tests.documents.made import CODE, PDF
from tests.world import World

API = "/api/v1"


def test_a_document_is_listed_read_and_downloaded(app: Flask, world: World) -> None:
    document = made.issue(world)
    system = system_of(app, world, world.cy, "liaison")
    listed = system.get(f"{API}/documents?kind=minutes&year=2026&number={CODE}").json
    assert [one["id"] for one in listed["items"]] == [str(document.id)]
    answer = system.get(f"{API}/documents/{document.id}")
    assert answer.json["number"] == f"{CODE}〔2026〕1号"
    assert (answer.json["state"], answer.json["state_label"]) == ("issued", "已印发")
    english = system.get(f"{API}/documents/{document.id}", headers={"Accept-Language": "en"})
    assert english.json["state_label"] == "Issued"
    assert "content" not in answer.json
    again = system.get(
        f"{API}/documents/{document.id}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    pdf = system.get(f"{API}/documents/{document.id}/document.pdf")
    assert (pdf.data, pdf.mimetype) == (PDF, "application/pdf")


def test_a_strangers_system_finds_nothing(app: Flask, world: World) -> None:
    document = made.issue(world)
    receipt = made.hand_over(world, [world.cq.id])[0]
    system = system_of(app, world, world.strangers, "liaison")
    for path in (
        f"documents/{document.id}",
        f"documents/{document.id}/document.pdf",
        f"receipts/{receipt.id}",
    ):
        assert system.get(f"{API}/{path}").status_code == 404
    for plural in ("documents", "numbers", "receipts"):
        assert system.get(f"{API}/{plural}").json["items"] == []


def test_the_archivists_system_archives_with_the_version_it_read(app: Flask, world: World) -> None:
    document = made.issue(world)
    system = system_of(app, world, world.sc, "archivist")
    path = f"{API}/documents/{document.id}"
    body = {"retention": "permanent"}
    assert system.post(f"{path}/archive", json=body).status_code == 428
    stale = system.post(f"{path}/archive", json=body, headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    etag = system.get(path).headers["ETag"]
    done = system.post(f"{path}/archive", json=body, headers={"If-Match": etag})
    assert (done.status_code, done.json["state"]) == (200, "archived")
    refused = system.post(f"{path}/archive", json=body, headers={"If-Match": done.headers["ETag"]})
    assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition")


def test_a_wrong_number_is_answered_with_every_reason(app: Flask, world: World) -> None:
    system = system_of(app, world, world.sc, "secretariat")
    body = {
        "agreement_id": str(world.agreement_id),
        "number": f"{CODE}[2026]第03号",
        "reason": "线下印发",
    }
    answer = system.post(f"{API}/numbers", json=body, headers={"Idempotency-Key": "import-1"})
    assert answer.status_code == 422
    assert [one["code"] for one in answer.json["errors"]] == [
        "number_wrong_brackets",
        "number_leading_zero",
        "number_with_di",
    ]
    assert {one["pointer"] for one in answer.json["errors"]} == {"/number"}


def test_importing_a_taken_number_names_it(app: Flask, world: World) -> None:
    number = made.issue(world).number
    system = system_of(app, world, world.sc, "secretariat")
    body = {"agreement_id": str(world.agreement_id), "number": number, "reason": "线下印发"}
    answer = system.post(f"{API}/numbers", json=body, headers={"Idempotency-Key": "import-2"})
    assert (answer.status_code, answer.json["code"]) == (409, "duplicate")
    assert answer.json["value"] == number


def test_a_repeated_reservation_is_answered_with_the_same_number(app: Flask, world: World) -> None:
    system = system_of(app, world, world.sc, "secretariat")
    body = {"agreement_id": str(world.agreement_id), "reason": "线下会签"}
    first, second = (
        system.post(
            f"{API}/number-reservations", json=body, headers={"Idempotency-Key": "reserve-1"}
        )
        for _ in range(2)
    )
    assert (first.status_code, first.json["number"]) == (201, f"{CODE}〔2026〕1号")
    assert second.data == first.data
    assert second.headers["Idempotent-Replayed"] == "true"
    assert len(system.get(f"{API}/numbers?year=2026&state=reserved").json["items"]) == 1


def test_a_receipt_is_signed_once(app: Flask, world: World) -> None:
    receipt = made.hand_over(world, [world.cq.id])[0]
    system = system_of(app, world, world.cq, "handler")
    path = f"{API}/receipts/{receipt.id}"
    answer = system.post(f"{path}/sign-for", headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json["signed_by_name"]) == (200, "CQ 业务系统")
    again = system.post(f"{path}/sign-for", headers={"If-Match": '"1"'})
    assert (again.status_code, again.json["code"]) == (409, "already_signed")


def test_an_unknown_year_or_filter_is_refused(app: Flask, world: World) -> None:
    system = system_of(app, world, world.sc, "liaison")
    assert system.get(f"{API}/documents?year=26").status_code == 422
    assert system.get(f"{API}/documents?colour=red").status_code == 400
