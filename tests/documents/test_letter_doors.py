"""A free letter through the two doors."""

from __future__ import annotations

import pytest
from flask import Flask

from coop.core import clock
from coop.documents import letters
from tests.documents.callers import NOW, officer, system_of
from tests.documents.made import LETTER as SAID
from tests.documents.made import draft
from tests.world import World


@pytest.fixture(autouse=True)
def _now():
    with clock.stopped_at(NOW):
        yield


def test_a_system_signs_only_in_the_name_of_an_officer(app: Flask, world: World) -> None:
    document = draft(world)
    letters.review_document(world.sc.secretary, document.id, expected_version=1)
    system = system_of(app, world, world.sc, "signer")
    path = f"/api/v1/documents/{document.id}"
    etag = {"If-Match": f'"{document.version}"'}
    refused = system.post(f"{path}/sign", json={}, headers=etag)
    assert (refused.status_code, refused.json["code"]) == (403, "officer_required")
    done = system.post(f"{path}/sign", json={}, headers={**etag, "Coop-Actor": "李局长"})
    assert (done.status_code, done.json["state"]) == (200, "signed")
    assert done.json["steps"][-1]["by_name"] == "李局长"


def test_a_letter_goes_its_way_on_the_pages(app: Flask, world: World) -> None:
    secretary, signer = officer(app, world.sc.secretary), officer(app, world.sc.signer)
    assert "/documents/new" in secretary.get("/documents").text
    assert "/documents/new" not in signer.get("/documents").text
    blank = secretary.submit("/documents/new", {})
    assert blank.status_code == 422
    fields = {**SAID, "addressee_ids": str(world.cq.id), "classification": "internal"}
    kept = secretary.submit("/documents/new", fields)
    assert kept.status_code == 303, kept.text
    path = kept.location
    assert "核稿" in secretary.get(path).text
    assert SAID["title"] in secretary.get("/my-work/review").text
    assert secretary.submit(f"{path}/review", {"note": "已核"}).status_code == 303
    assert SAID["title"] in signer.get("/my-work/review").text
    assert "待签发" in signer.get(path).text
    assert signer.submit(f"{path}/sign", {}).status_code == 303
    assert "川金会函" in secretary.get(f"{path}/register-and-issue").text
    assert secretary.submit(f"{path}/register-and-issue", {"series": ""}).status_code == 303
    page = officer(app, world.cq.liaison).get(path).text
    for shown in ("川金会函〔2026〕1号", "发文办理", "签发", "已印发", "待签收"):
        assert shown in page
    english = officer(app, world.cq.handler).get(f"{path}?lang=en").text
    assert "How it was approved" in english
