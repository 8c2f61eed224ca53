"""对账: hashes a partner can compute by itself, and where two lists differ."""

from __future__ import annotations

import hashlib

import pytest

from tests.mechanisms.referrals import make
from tests.mechanisms.referrals.cast import cast_of
from tests.mechanisms.referrals.rosters import system

DAYS = "/dispute-reconciliation"


@pytest.fixture
def cast(world):
    return cast_of(world)


@pytest.fixture
def two(cast):
    """One acknowledged, one still being mediated; registered on 08-31."""
    first = make.dispute(cast, "acknowledged", external_ref="FY-1")
    second = make.dispute(cast, "mediating", external_ref="FY-2", pre_filing_no="诉前2号")
    return first, second


def digest(*lines):
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def asked(client, cast, path, **query):
    told = "&".join(f"{name}={value}" for name, value in query.items())
    return client.get(f"{path}?agreement_id={cast.world.agreement_id}&{told}")


def test_a_court_and_a_body_compute_the_same_hash_from_their_own_lists(app, cast, two):
    court = system(app, cast.world, cast.world.cy.id, "court_clerk")
    body = system(app, cast.world, cast.institution_id, "body")
    first = court.get(f"/disputes/{two[0].id}").json
    line = f"|closed|agreed|{first['concluded_on']}|1"
    told = asked(court, cast, DAYS, from_on="2026-08-30", until_on="2026-08-31").json["days"]
    assert [(one["on"], one["count"]) for one in told] == [("2026-08-30", 0), ("2026-08-31", 2)]
    assert told[0]["sha256"] == hashlib.sha256(b"").hexdigest()
    assert told[1]["sha256"] == digest(f"FY-1{line}", "FY-2|mediating|||0")
    numbers = [one["issue_no"] for one in court.get("/disputes").json["items"]][::-1]
    told = asked(body, cast, DAYS, from_on="2026-08-31", until_on="2026-08-31").json["days"]
    assert told[0]["sha256"] == digest(f"{numbers[0]}{line}", f"{numbers[1]}|mediating|||0")


def test_differences_are_named_field_by_field(app, cast, two):
    court = system(app, cast.world, cast.world.cy.id, "court_clerk")
    concluded_on = court.get(f"/disputes/{two[0].id}").json["concluded_on"]
    right = {
        "reference": "FY-1",
        "state": "closed",
        "ground": "agreed",
        "concluded_on": concluded_on,
        "is_acknowledged": True,
    }

    def compared(*entries):
        return court.create(
            f"{DAYS}/differences",
            "k",
            agreement_id=str(cast.world.agreement_id),
            on="2026-08-31",
            entries=list(entries),
        )

    equal = compared(right, {"reference": "FY-2", "state": "mediating"}).json
    assert (equal["differences"], equal["here"]) == ([], equal["there"])
    wrong = compared({**right, "state": "settled", "is_acknowledged": False}, {
        "reference": "FY-3", "state": "intake"
    }).json  # fmt: skip
    found = [
        (one["reference"], one["kind"], one["field"], one["here"], one["there"])
        for one in wrong["differences"]
    ]
    assert found == [
        ("FY-1", "unequal", "is_acknowledged", "true", "false"),
        ("FY-1", "unequal", "state", "closed", "settled"),
        ("FY-2", "missing_there", None, None, None),
        ("FY-3", "missing_here", None, None, None),
    ]
    assert wrong["here"]["sha256"] != wrong["there"]["sha256"]
    twice = compared(right, right)
    assert (twice.status_code, twice.json["errors"][0]["code"]) == (422, "repeated")


def test_nobody_else_reconciles_and_a_period_is_bounded(app, cast, two):
    world = cast.world
    day = {"from_on": "2026-08-31", "until_on": "2026-08-31"}
    for institution_id, role in ((world.cy.id, "liaison"), (world.sc.id, "secretariat")):
        client = system(app, world, institution_id, role)
        assert asked(client, cast, DAYS, **day).status_code == 404
    other = system(app, world, world.sc.id, "court_clerk")
    assert asked(other, cast, DAYS, **day).json["days"][0]["count"] == 0
    court = system(app, world, world.cy.id, "court_clerk")
    for until_on in ("2026-08-30", "2026-12-31"):
        wrong = asked(court, cast, DAYS, from_on="2026-08-31", until_on=until_on)
        assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (422, "period_too_long")
