"""Lists: keyset pages that neither lose nor repeat, strict parameters."""

from __future__ import annotations

import pytest

from tests.api import job
from tests.api.partner import problem


def walk(partner, path, *, between=None):
    """Every id over all pages; `between` runs once after the first page."""
    ids, cursor = [], ""
    while True:
        page = partner.get(f"{path}&cursor={cursor}" if cursor else path)
        assert page.status_code == 200
        body = page.get_json()
        ids += [one["id"] for one in body["items"]]
        if body["next"] is None:
            assert "Link" not in page.headers
            return ids
        assert 'rel="next"' in page.headers["Link"]
        cursor = page.headers["Link"].split("cursor=")[1].split(">")[0].split("&")[0]
        if between is not None:
            between()
            between = None


def test_pages_hold_every_row_once(world, partners):
    made = [job.planned(world, partners, kind="special")["id"] for _ in range(7)]
    for limit in (1, 2, 3, 7, 200):
        found = walk(partners.cy, f"/meetings?limit={limit}")
        assert sorted(found) == sorted(made)
        assert len(found) == len(set(found))


def test_rows_added_meanwhile_neither_repeat_nor_hide_others(world, partners):
    made = [job.planned(world, partners, kind="special")["id"] for _ in range(5)]
    found = walk(
        partners.cy,
        "/meetings?limit=2",
        between=lambda: job.planned(world, partners, kind="special"),
    )
    assert len(found) == len(set(found))
    assert set(made) <= set(found)


def test_filters_narrow_and_stay_with_the_next_page(world, partners):
    plenary = [job.planned(world, partners)["id"] for _ in range(3)]
    job.planned(world, partners, kind="special")
    assert sorted(walk(partners.cy, "/meetings?limit=2&kind=plenary")) == sorted(plenary)
    assert len(walk(partners.cy, "/meetings?limit=2&year=2026")) == 4
    assert walk(partners.cy, "/meetings?limit=2&year=2025") == []
    assert walk(partners.cy, f"/meetings?limit=2&agreement_id={world.other_agreement_id}") == []


def test_the_partners_own_reference_finds_the_meeting(world, partners):
    made = job.planned(world, partners, external_ref="OA-2026-17")
    job.planned(world, partners)
    assert walk(partners.cy, "/meetings?limit=5&external_ref=OA-2026-17") == [made["id"]]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("colour=red", 400, "unknown_parameter"),
        ("limit=0", 400, "bad_request"),
        ("limit=201", 400, "bad_request"),
        ("limit=-1", 400, "bad_request"),
        ("limit=x", 400, "bad_request"),
        ("limit=²", 400, "bad_request"),
        ("limit=" + "9" * 5000, 400, "bad_request"),
        ("cursor=x", 400, "bad_cursor"),
        ("cursor=%00", 400, "bad_cursor"),
        ("cursor=>i:1", 400, "bad_cursor"),
        ("state=lost", 422, "invalid"),
        ("agreement_id=7", 422, "invalid"),
        ("year=26", 422, "invalid"),
        ("year=x", 422, "invalid"),
    ],
)
def test_wrong_parameters_are_refused(world, partners, query, status, code):
    job.planned(world, partners)
    answer = partners.sc.get(f"/meetings?{query}")
    assert (answer.status_code, problem(answer)["code"]) == (status, code)


@pytest.mark.parametrize(
    "path", ["/meetings", "/minutes", "/agenda-items", "/resolutions", "/documents", "/tasks"]
)
def test_every_list_refuses_unknown_parameters(partners, path):
    answer = partners.sc.get(f"{path}?surprise=1")
    assert (answer.status_code, problem(answer)["code"]) == (400, "unknown_parameter")


def test_a_blank_year_is_no_filter_and_a_foreign_cursor_is_refused(world, partners):
    job.planned(world, partners)
    assert len(walk(partners.sc, "/meetings?limit=2&year=")) == 1
    assert partners.sc.get("/documents?year=").get_json()["items"] == []
    other = partners.sc.get("/meetings?limit=1&cursor=%3Ed%3A2026-01-01")
    assert other.status_code == 400
