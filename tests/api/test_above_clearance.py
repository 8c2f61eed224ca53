"""What is above a clearance exists nowhere: every address of both doors is walked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core.db import session
from coop.core.events import EventRow
from coop.core.rest import PREFIX
from coop.documents import letters
from coop.documents.models import Receipt
from coop.exchange.events import EventWithheld
from coop.exchange.stream import events_as_told
from coop.mechanisms.publicity.models import CampaignPicture
from coop.mechanisms.publicity.service import campaigns
from coop.registry import clearances, readers
from coop.registry.models import Clearance
from coop.registry.scopes import KNOWN
from coop.supervision.models import Task
from tests.api.partner import Contract, Partner, partner_of
from tests.clearing import cleared_world
from tests.documents import made
from tests.mechanisms.meetings import make as meetings
from tests.mechanisms.publicity import make as publicity
from tests.mechanisms.research import make as research
from tests.people import Browser, browser_of
from tests.world import World

NOW = "2026-12-08T09:00"
SECRET = {"classification": "work_secret"}
LETTER, PROJECT, MATERIAL, PICTURE = "密函标题", "密题标题", "密稿标题", "密图标题"
# Of the resolution, which stands in minutes and task; the agenda has the rest of its words.
RESOLVED = "按月通报"
TITLES = (LETTER, PROJECT, MATERIAL, PICTURE, RESOLVED)


@dataclass(frozen=True)
class Scene:
    """ids: of every work secret, by the segment of its addresses."""

    ids: dict[str, UUID]


@pytest.fixture
def everybody(world: World) -> World:
    return cleared_world(world)


@pytest.fixture
def scene(everybody: World) -> Scene:
    world = everybody
    with meetings.at(meetings.ISSUED_AT):
        letter = made.draft(world, title=LETTER, **SECRET)
        letters.review_document(world.sc.secretary, letter.id, expected_version=letter.version)
        letters.sign_document(world.sc.signer, letter.id, expected_version=letter.version)
        letters.register_and_issue(world.sc.secretary, letter.id, expected_version=letter.version)
        receipt = sa.select(Receipt.id).where(Receipt.subject_id == letter.id)
        receipt_id = session().execute(receipt).scalar_one()
    project = research.project(world, "approved", title=PROJECT, **SECRET)
    minutes = meetings.minutes_in(world, "issued", **SECRET)
    with publicity.at(publicity.PLANNED_AT):
        campaign = publicity.confirmed(world)
        material = publicity.drafted(world, campaign, title=MATERIAL, **SECRET)
    with publicity.at(NOW):
        campaign = publicity.confirmed(world, title="另一活动")
        fields = publicity.picture_fields(caption=PICTURE, **SECRET)
        campaigns.LIFECYCLE.add_picture(world.sc.liaison, campaign.id, **fields)
    picture_id = session().execute(sa.select(CampaignPicture.id)).scalar_one()
    task_id = session().execute(sa.select(Task.id)).scalar_one()
    session().rollback()
    ids = {
        "documents": letter.id,
        "receipts": receipt_id,
        "research-projects": project.id,
        "minutes": minutes.id,
        "materials": material.id,
        "campaign-pictures": picture_id,
        "tasks": task_id,
    }
    return Scene(ids)


def _addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """(segment, address) of every GET with at most one id in it."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or len(rule.arguments) > 1:
            continue
        if rule.arguments and "<uuid:" not in rule.rule:
            continue
        segment = rule.rule.removeprefix(PREFIX).split("/")[1]
        yield segment, rule.rule.replace("<uuid:subject_id>", "{}")


def _known(partner: Partner, app: Flask) -> dict[str, list[str]]:
    """The ids in every list that this reader gets, by segment."""
    found = {}
    for segment, path in sorted(_addresses(app)):
        if path == f"{PREFIX}/{segment}":
            page = partner.get(f"/{segment}").get_json()
            found[segment] = [one["id"] for one in page.get("items", ()) if "id" in one]
    return found


def _walked(app: Flask, known: dict[str, list[str]], hidden: set[str]) -> Iterator[tuple[str, str]]:
    """Every address without an id, or with each hidden one; every object's own with two others.

    The bytes of files can't be searched, so of these only the hidden ones are asked for.
    """
    for segment, path in _addresses(app):
        if "{}" not in path and "." not in path and not path.endswith("/new"):
            yield path, ""
        ids = known.get(segment, ()) if "{}" in path else ()
        others = [one for one in ids if one not in hidden][:2] if path.endswith("{}") else []
        for one in (*others, *(one for one in ids if one in hidden)):
            yield path.format(one), one


def _asked(browser: Browser, partner: Partner, path: str) -> tuple[int, str]:
    if path.startswith(PREFIX):
        answer = partner.get(path.removeprefix(PREFIX))
    else:
        answer = browser.get(path)
    return answer.status_code, answer.get_data().decode("utf-8", "replace")


def test_what_is_above_a_clearance_is_found_by_no_address(
    app: Flask, contract: Contract, world: World, scene: Scene
) -> None:
    scopes = " ".join(sorted(KNOWN))
    reader = partner_of(app, contract, world, world.cq, scopes=scopes)
    other = partner_of(app, contract, world, world.cq, scopes=scopes, name="未核定的系统")
    client_id = session().scalar(
        sa.text("SELECT id FROM api_client WHERE client_id = :one").bindparams(one=reader.client_id)
    )
    with publicity.at(NOW):
        clearances.set_clearance(
            world.cq.secretary,
            world.agreement_id,
            api_client_id=UUID(str(client_id)),
            highest="work_secret",
            reason="业务系统",
            to_on=date(2027, 12, 31),
        )
        known = _known(reader, app)
        for segment, one in scene.ids.items():
            known[segment] = list({*known.get(segment, ()), str(one)})
        hidden = {str(one) for one in scene.ids.values()}
        hidden |= set(known["documents"]) - set(_known(other, app)["documents"])
        browser = _uncleared(app, world)
        seen, gone, leaks = set(), 0, []
        for path, subject_id in _walked(app, known, hidden):
            status, text = _asked(browser, other, path)
            leaks += [(path, one) for one in TITLES if one in text]
            if subject_id in hidden:
                leaks += [(path, status)] if status != 404 else []
                gone += 1
            if path.startswith(PREFIX) and not subject_id:
                seen |= {one for one in TITLES if one in _asked(browser, reader, path)[1]}
        assert leaks == []
        assert seen == set(TITLES)
        assert gone > 2 * len(hidden)
        _judge_streams(reader, other)


def _uncleared(app: Flask, world: World) -> Browser:
    """The liaison of CQ, who was cleared with everybody, isn't any more."""
    actor: Any = world.cq.liaison
    (own,) = clearances_of(actor)
    clearances.withdraw_clearance(world.cq.signer, own, reason="不再需要", expected_version=1)
    return browser_of(app, actor, now=NOW)


def clearances_of(actor: Any) -> list[UUID]:

    return list(session().scalars(sa.select(Clearance.id).where(Clearance.person_id == actor.id)))


def _judge_streams(reader: Partner, other: Partner) -> None:
    """Both read every position; what the one may not know keeps its place and nothing else."""
    whole = reader.get("/events?limit=100").get_json()["items"]
    cut = other.get("/events?limit=100").get_json()["items"]
    assert [one["position"] for one in whole] == [one["position"] for one in cut]
    withheld = [one for one in cut if one["type"] == EventWithheld.type]
    assert {one["type"] for one in whole} > {"minutes.issued", "document.issued", "task.assigned"}
    assert withheld
    assert all(one["data"] == {} for one in withheld)
    told = {one["id"] for one in cut} - {one["id"] for one in withheld}
    assert {one["type"] for one in whole if one["id"] not in told} > {
        "minutes.issued",
        "research.approved",
        "material.changed",
    }


def test_a_work_secret_reaches_nobody_who_could_not_read_it(world: World) -> None:
    """Whoever would have to act is named before the text leaves the office."""
    cleared = cleared_world(world)
    for own in clearances_of(world.cq.signer) + clearances_of(world.cq.handler):
        with meetings.at(meetings.PLANNED_AT):
            clearances.withdraw_clearance(
                world.cq.secretary, own, reason="不再需要", expected_version=1
            )
    drafted = meetings.minutes_in(cleared, **SECRET)
    with pytest.raises(readers.NobodyCleared) as refused:
        meetings.submit(cleared, drafted)
    assert refused.value.facts["institutions"] == ["重庆金融监管局"]
    for own in (*clearances_of(world.cq.liaison), *clearances_of(world.cq.secretary)):
        with meetings.at(meetings.PLANNED_AT):
            clearances.withdraw_clearance(
                cleared.cq.signer,
                own,
                reason="不再需要",
                expected_version=1,
            )
    with meetings.at(meetings.ISSUED_AT):
        letter = made.draft(cleared, title=LETTER, **SECRET)
        told = sa.select(EventRow.id).where(EventRow.about_id == letter.id)
        (event_id,) = session().scalars(told)
        # A webhook's address belongs to no person, so nothing above internal is sent there.
        assert [one.type for one in events_as_told(event_id).values()] == [EventWithheld.type]
        with pytest.raises(readers.NobodyCleared):
            letters.review_document(
                cleared.sc.secretary, letter.id, expected_version=letter.version
            )
