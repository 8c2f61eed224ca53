"""Projects brought into a state by the commands that lead there.

The standing project: SC leads with CQ and CY, proposed on 2026-03-02, mid-term on 2026-06-30, due
on 2026-10-30; the SC handler leads it, the signers of CQ and CY review it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import CoopError, Invalid
from coop.core.events import EventRow
from coop.mechanisms.research import queries
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.queries import waiting
from coop.mechanisms.research.queries.views import ResearchProjectView
from coop.mechanisms.research.service import (
    approving,
    midterm,
    proposing,
    reports,
    results,
    work,
)
from tests import clocks, told
from tests.scenes import scene
from tests.world import World

PROPOSED_AT, APPROVED_AT, STARTED_AT = "2026-03-02T09:00", "2026-03-06T10:00", "2026-03-09T09:00"
MIDTERM_AT, SUBMITTED_AT, ACCEPTED_AT = "2026-06-24T09:00", "2026-10-20T09:00", "2026-10-26T10:00"
STATES = ("proposed", "approved", "reviewed", "running", "checked", "submitted", "accepted")
REPORT = {
    "abstract": "摘要一段。",
    "findings": "委派案件流转平均耗时偏长。",
    "recommendations": "统一移送材料清单，压缩流转时间。",
}


at = clocks.at


def facts(world: World, **changed: Any) -> dict[str, Any]:
    return {
        "agreement_id": world.agreement_id,
        "title": "金融纠纷诉源治理协作机制研究",
        "leader_id": world.sc.handler.id,
        "co_ids": [world.cq.id, world.cy.id],
        "team": [{"institution_id": world.cy.id, "name": "许某某", "duty": "案件数据分析"}],
        "background": "成渝两地金融纠纷多发，委派调解衔接不畅。",
        "plan": "先座谈摸底，再抽样分析，最后形成对策。",
        "stages": [
            {"title": "摸底座谈", "due_on": date(2026, 4, 30)},
            {"title": "抽样分析", "due_on": date(2026, 8, 31)},
        ],
        "midterm_on": date(2026, 6, 30),
        "due_on": date(2026, 10, 30),
        **changed,
    }


@scene
def project(world: World, state: str = "proposed", **changed: Any) -> ResearchProject:
    """The standing project in this state; reviewed: approved with reviewers; checked: mid-term."""
    with at(PROPOSED_AT):
        made = proposing.propose_project(world.sc.liaison, **facts(world, **changed))
    steps = (approve, name_reviewers, start, check_midterm, submit, accept)
    for step in steps[: STATES.index(state)]:
        made = step(world, made)
    return made


def approve(world: World, made: ResearchProject, when: str = APPROVED_AT) -> ResearchProject:
    with at(when):
        return approving.approve_project(
            world.sc.convener, made.id, expected_version=version_of(made)
        )


def name_reviewers(world: World, made: ResearchProject) -> ResearchProject:
    with at(APPROVED_AT):
        return approving.name_reviewers(
            world.sc.secretary,
            made.id,
            expected_version=version_of(made),
            reviewer_ids=[world.cq.signer.id, world.cy.signer.id],  # type: ignore[list-item]
        )


def start(world: World, made: ResearchProject) -> ResearchProject:
    with at(STARTED_AT):
        return approving.start_project(world.sc.handler, made.id, expected_version=version_of(made))


def report_midterm(world: World, made: ResearchProject) -> ResearchProject:
    with at(MIDTERM_AT):
        return midterm.report_midterm(
            world.sc.handler,
            made.id,
            expected_version=version_of(made),
            progress="已完成摸底座谈。",
            next_steps="开展抽样分析。",
        )


def check_midterm(
    world: World, made: ResearchProject, verdict: str = "on_course", comments: str = ""
) -> ResearchProject:
    report_midterm(world, made)
    with at(MIDTERM_AT):
        return midterm.review_midterm(
            world.cq.signer,
            made.id,
            expected_version=version_of(made),
            verdict=verdict,
            comments=comments,
        )


def submit(
    world: World, made: ResearchProject, when: str = SUBMITTED_AT, **changed: Any
) -> ResearchProject:
    with at(when):
        return reports.submit_report(
            world.sc.handler, made.id, expected_version=version_of(made), **{**REPORT, **changed}
        )


def accept(world: World, made: ResearchProject, when: str = ACCEPTED_AT) -> ResearchProject:
    for reviewer in (world.cq.signer, world.cy.signer):
        with at(when):
            made = reports.accept_report(
                reviewer, made.id, expected_version=version_of(made), comments="同意结题。"
            )
    return made


def add_entry(
    actor: Actor, made: ResearchProject, kind: str, text: str, when: str = MIDTERM_AT, **more: Any
) -> UUID:
    """The new line's id."""
    with at(when):
        work.add_entry(actor, made.id, kind=kind, text=text, **more)
        entries = queries.get_project(actor, made.id).entries
    return [one.id for one in entries if one.kind == kind][-1]


def apply(world: World, made: ResearchProject, when: str = "2026-11-16T09:00") -> ResearchProject:
    with at(when):
        return results.apply_outcome(
            world.cq.liaison,
            made.id,
            expected_version=version_of(made),
            kind="policy",
            title="委派调解材料移送清单",
            adopted_on=date(2026, 11, 12),
            reference="渝金发〔2026〕8号",
        )


def view(actor: Actor, made: ResearchProject, when: str = ACCEPTED_AT) -> ResearchProjectView:
    """As this actor reads it, from what was committed."""
    session().rollback()
    with at(when):
        found = queries.get_project(actor, made.id)
    session().rollback()
    return found


def version_of(made: ResearchProject) -> int:
    return told.version_of(ResearchProject, made.id)


log_of = told.actions_logged


def counts() -> tuple[int, int]:
    """(log entries, events) so far."""
    found = tuple(
        session().scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in (AuditEntry, EventRow)
    )
    session().rollback()
    return found[0], found[1]


def refused(command: Callable[..., Any], *args: Any, when: str, **kwargs: Any) -> str:
    """The code of the refusal; of the first wrong field where fields are wrong."""
    session().rollback()
    with pytest.raises(CoopError) as caught, at(when):
        command(*args, **kwargs)
    session().rollback()
    wrong = caught.value
    return wrong.problems[0].code if isinstance(wrong, Invalid) else wrong.code


def waits(actor: Actor, when: str) -> list[tuple[str, date | None]]:
    """What the desk shows of research, with its days."""
    session().rollback()
    with at(when):
        found = [
            (kind.kind.zh, row.due_on)
            for kind in waiting.waiting(actor)
            for row in session().execute(kind.lines(0))
        ]
    session().rollback()
    return found
