"""A project from proposal to result through both doors: partners' systems, and officers' pages."""

from __future__ import annotations

import base64
import itertools
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from flask import Flask

from coop.core.actor import SYSTEM, Actor
from coop.core.db import session
from coop.documents.queries import document_pdf
from coop.mechanisms.research import queries
from coop.registry import clients, tokens
from coop.registry.clients import ClientData
from tests.documents.callers import Caller
from tests.mechanisms.research import make
from tests.meta.golden import assert_same_as_file
from tests.people import add_account, let_in
from tests.world import Team, World

GOLDEN = Path(__file__).with_name("golden")
_keys = itertools.count()


class At(Caller):
    """A caller whose requests come at a given time."""

    when = make.PROPOSED_AT

    def _call(self, method: str, path: str, given: dict[str, Any]) -> Any:
        headers = {**self.headers, **given.pop("headers", {})}
        with make.at(self.when):
            return self.browser.open(path, method=method, headers=headers, **given)


SCOPES = "research:read research:write"


def system_of(  # what a system is bound to
    app: Flask, world: World, team: Team, role: str, officer: Actor, scopes: str = SCOPES
) -> Any:
    """ask(when, path, body, version) as the institution's system in the officer's name."""
    under = world.other_agreement_id if team is world.strangers else world.agreement_id
    data = ClientData(name=f"{team.code}{role}系统", scopes=scopes, posts=((under, role),))

    def ask(when: str, path: str, body: dict[str, Any] | None = None, version: int = 0) -> Any:
        with make.at(when):
            token, _lifetime = tokens.issue_token(made.id, made.scopes)
        called = At(app.test_client(), {"Authorization": f"Bearer {token}"})
        called.when = when
        called.headers |= {"Coop-Actor": officer.name}
        if body is None:
            return called.get(f"/api/v1{path}")
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": f"k{next(_keys)}"}
        return called.post(f"/api/v1{path}", json=body, headers=headers)

    with make.at(make.PROPOSED_AT):
        made = clients.add_client(SYSTEM, team.id, data).client
    return ask


def browser_of(app: Flask, actor: Actor, when: str) -> At:
    """Signed in then; sessions end before the next stage of a project."""
    browser = app.test_client()
    with make.at(when):
        let_in(browser, add_account(actor))
    called = At(browser)
    called.when = when
    return called


def proposal(world: World) -> dict[str, Any]:
    given = make.facts(world)
    return {
        **{
            name: str(given[name]) for name in ("agreement_id", "leader_id", "midterm_on", "due_on")
        },
        **{name: given[name] for name in ("title", "background", "plan")},
        "co_ids": [str(one) for one in given["co_ids"]],
        "stages": [{**one, "due_on": str(one["due_on"])} for one in given["stages"]],
        "external_ref": "SC-YJ-2026-3",
    }


def test_a_project_runs_from_proposal_to_result_through_the_api(app: Flask, world: World) -> None:
    sc, cq = world.sc, world.cq
    liaison = system_of(app, world, sc, "liaison", sc.liaison)
    convener = system_of(app, world, sc, "convener", sc.convener)
    secretary = system_of(app, world, sc, "secretariat", sc.secretary)
    leader = system_of(app, world, sc, "research_lead", sc.handler)
    reviewer = system_of(app, world, cq, "reviewer", cq.signer)
    partner = system_of(app, world, cq, "liaison", cq.liaison)
    made = liaison(make.PROPOSED_AT, "/research-projects", proposal(world))
    assert made.status_code == 201, made.text
    path = f"/research-projects/{made.json['id']}"
    clash = liaison(make.PROPOSED_AT, "/research-projects", proposal(world))
    assert (clash.status_code, clash.json["code"]) == (409, "duplicate")

    page = {"filename": "报告.pdf", "content_base64": base64.b64encode(b"%PDF-1.7 x").decode()}
    visit = {"title": "座谈", "place": "重庆", "visit_on": "2026-04-08"}
    outcome = {"kind": "policy", "title": "清单", "adopted_on": "2026-10-26"}
    steps: list[tuple[Any, str, str, dict[str, Any]]] = [
        (convener, make.APPROVED_AT, "approve", {}),
        (secretary, make.APPROVED_AT, "name-reviewers", {"reviewer_ids": [str(cq.signer.id)]}),
        (leader, make.STARTED_AT, "start", {}),
        (leader, make.STARTED_AT, "plan-visit", visit),
        (leader, make.MIDTERM_AT, "report-midterm", {"progress": "已座谈", "next_steps": "抽样"}),
        (reviewer, make.MIDTERM_AT, "midterm", {"verdict": "on_course"}),
        (leader, make.SUBMITTED_AT, "submit", {**make.REPORT, "file": page}),
        (reviewer, make.ACCEPTED_AT, "accept", {}),
        (partner, make.ACCEPTED_AT, "apply", outcome),
    ]
    for ask, when, segment, fields in steps:
        answered = ask(when, f"{path}/{segment}", fields, ask(when, path).json["version"])
        assert answered.status_code in (200, 201), answered.text
    seen = partner(make.ACCEPTED_AT, path).json
    assert (seen["state"], seen["outcomes"][0]["adopter_name"]) == ("applied", "重庆金融监管局")
    assert seen["reports"][0]["filename"] == "报告.pdf"
    file = partner(make.ACCEPTED_AT, f"/research-reports/{seen['reports'][0]['id']}/file")
    assert file.data == b"%PDF-1.7 x"
    _read_by_partner_and_stranger(app, world, seen, partner)


def _read_by_partner_and_stranger(
    app: Flask, world: World, seen: dict[str, Any], partner: Any
) -> None:
    stranger = system_of(app, world, world.strangers, "liaison", world.strangers.liaison)
    listed = partner(make.ACCEPTED_AT, "/research-projects?external_ref=SC-YJ-2026-3").json
    assert [one["id"] for one in listed["items"]] == [seen["id"]]
    assert len(partner(make.ACCEPTED_AT, "/field-visits").json["items"]) == 1
    period = f"agreement_id={world.agreement_id}&from_on=2026-01-01&until_on=2026-12-31"
    figures, path = f"/research-statistics?{period}", f"/research-projects/{seen['id']}"
    assert partner(make.ACCEPTED_AT, figures).json["adopted"]["percent"] == 100.0
    report = f"/research-reports/{seen['reports'][0]['id']}/file"
    for hidden in (path, figures, report, f"{path}/results.pdf"):
        assert stranger(make.ACCEPTED_AT, hidden).status_code == 404
    assert stranger(make.ACCEPTED_AT, "/research-projects").json["items"] == []


def test_precise_refusals_reach_the_caller(app: Flask, world: World) -> None:
    made = make.project(world, "running")
    leader = system_of(app, world, world.sc, "research_lead", world.sc.handler)
    path, version = f"/research-projects/{made.id}", make.version_of(made)
    asked = leader(make.MIDTERM_AT, f"{path}/submit", dict(make.REPORT), version)
    assert (asked.status_code, asked.json["code"]) == (409, "midterm_not_passed")
    false = {"filename": "报告.pdf", "content_base64": base64.b64encode(b"MZ").decode()}
    checked = make.project(world, "checked", title="另一课题")
    path, version = f"/research-projects/{checked.id}", make.version_of(checked)
    asked = leader(make.SUBMITTED_AT, f"{path}/submit", {**make.REPORT, "file": false}, version)
    assert (asked.status_code, asked.json["errors"][0]["code"]) == (422, "file_not_as_named")


def _proposed_on_page(app: Flask, world: World) -> str:
    proposer = browser_of(app, world.sc.liaison, make.PROPOSED_AT)
    given = proposal(world)
    del given["agreement_id"], given["stages"]
    given |= {"stages-0-title": "摸底座谈", "stages-0-due_on": "2026-04-30"}
    wrong = proposer.submit("/research-projects/new", {**given, "midterm_on": "2026-11-30"})
    assert wrong.status_code == 422
    assert "中期检查应早于结题期限" in wrong.text
    sent = proposer.submit("/research-projects/new", given)
    assert sent.status_code == 303, sent.text
    return str(sent.location)


def test_a_project_is_proposed_and_finished_on_the_pages(app: Flask, world: World) -> None:
    home = _proposed_on_page(app, world)
    sc, cq = world.sc, world.cq
    assert "请审核选题" in browser_of(app, sc.convener, make.APPROVED_AT).get(home).text
    steps: list[tuple[Actor, str, str, dict[str, Any]]] = [
        (sc.convener, make.APPROVED_AT, "approve", {}),
        (sc.secretary, make.APPROVED_AT, "name-reviewers", {"reviewer_ids": [str(cq.signer.id)]}),
        (sc.handler, make.STARTED_AT, "start", {}),
        (sc.handler, make.MIDTERM_AT, "report-midterm", {"progress": "座谈", "next_steps": "抽样"}),
        (cq.signer, make.MIDTERM_AT, "midterm", {"verdict": "on_course"}),
        (sc.handler, make.SUBMITTED_AT, "submit", dict(make.REPORT)),
        (cq.signer, make.ACCEPTED_AT, "accept", {}),
    ]
    for actor, when, segment, fields in steps:
        sent = browser_of(app, actor, when).submit(f"{home}/{segment}", fields)
        assert sent.status_code == 303, (segment, sent.text)
    reader = browser_of(app, world.cy.archivist, make.ACCEPTED_AT)
    page = reader.get(home).text
    for shown in ("课题〔2026〕1号", "委派案件流转平均耗时偏长", "2027年4月26日", "SChandler"):
        assert shown in page
    assert "Joint research" in reader.get("/research-projects?lang=en").text
    assert "The three lists" in reader.get(f"{home}?lang=en").text
    assert reader.get(f"{home}/results.pdf").data.startswith(b"%PDF-")


def test_a_leader_can_not_be_changed_on_the_form(app: Flask, world: World) -> None:
    made = make.project(world, "running")
    home = f"/research-projects/{made.id}"
    leader = browser_of(app, world.sc.handler, make.MIDTERM_AT)
    given = proposal(world)
    del given["agreement_id"], given["stages"], given["external_ref"]
    given |= {
        "stages-0-title": "摸底座谈",
        "stages-0-due_on": "2026-04-30",
        "stages-1-title": "抽样分析",
        "stages-1-due_on": "2026-08-31",
        "team-0-institution_id": str(world.cy.id),
        "team-0-name": "许某某",
        "team-0-duty": "案件数据分析",
        "classification": "internal",
    }
    changed = leader.submit(f"{home}/edit", {**given, "leader_id": str(world.sc.liaison.id)})
    assert changed.status_code == 409
    assert "须由牵头单位申请" in changed.text
    assert leader.submit(f"{home}/edit", {**given, "plan": "改进"}).status_code == 303
    assert make.view(world.sc.handler, made).plan == "改进"


def test_every_action_offered_leads_to_its_form(app: Flask, world: World) -> None:
    made = make.project(world, "running")
    make.name_reviewers(world, made)
    make.report_midterm(world, made)
    for actor in (world.sc.handler, world.sc.liaison, world.sc.convener, world.cq.signer):
        browser = browser_of(app, actor, make.MIDTERM_AT)
        for name in make.view(actor, made, make.MIDTERM_AT).allowed_actions:
            page = browser.get(f"/research-projects/{made.id}/{name.replace('_', '-')}")
            assert page.status_code == 200, name


# --------------------------------------------------------------------------- papers


def _lines(content: bytes) -> str:
    pages = pdfium.PdfDocument(content)
    told = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return "\n".join(line.rstrip() for line in told.splitlines()) + "\n"


@pytest.mark.golden
def test_the_papers_say_what_was_reviewed(world: World) -> None:
    made = make.project(world, "reviewed")
    make.start(world, made)
    problem = make.add_entry(world.cq.liaison, made, "problem", "移送材料要求不统一")
    measure = make.add_entry(
        world.sc.handler, made, "measure", "制定统一的移送材料清单", answers_id=problem
    )
    make.check_midterm(world, made, "on_course", "建议增加跨区域样本。")
    make.submit(world, made)
    make.accept(world, made)
    make.add_entry(
        world.cq.liaison, made, "result", "已在辖内推行", "2026-11-16T09:00", answers_id=measure
    )
    make.apply(world, made)
    seen = make.view(world.cy.liaison, made)
    with make.at("2026-11-20T09:00"):
        papers = {
            "notice": document_pdf(world.cy.liaison, _known(seen.notice_document_id)).content,
            "midterm": document_pdf(world.cy.liaison, _known(seen.midterms[0].document_id)).content,
            "report": document_pdf(world.cy.liaison, _known(seen.report_document_id)).content,
            "results": queries.results_pdf(world.cy.liaison, made.id).content,
        }
        again = queries.results_pdf(world.cy.liaison, made.id).content
    session().rollback()
    assert again == papers["results"]
    for name, content in papers.items():
        assert_same_as_file(GOLDEN / f"{name}.txt", _lines(content))


def _known(document_id: Any) -> Any:
    assert document_id is not None
    return document_id
