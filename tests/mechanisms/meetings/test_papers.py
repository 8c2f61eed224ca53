"""Papers of an item: sniffed, in editions, marked as supplements after the notice."""

from __future__ import annotations

import base64
from datetime import date

import pytest

from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.service import discussion
from tests.mechanisms.meetings import make
from tests.mechanisms.meetings.test_agenda import propose

PDF = base64.b64encode(b"%PDF-1.7 a paper").decode()


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.PLANNED_AT):
        yield


def paper(title="说明", name="说明.pdf", content=PDF):
    return {"title": title, "file": {"filename": name, "content_base64": content}}


def test_papers_have_editions_and_supplements_after_the_notice(world):
    made = make.meeting(world, "notified")
    item = make.accepted(made)[0]
    discussion.add_paper(world.cq.liaison, item.id, **paper())
    discussion.add_paper(world.sc.secretary, item.id, **paper())
    papers = queries.get_item(world.cy.liaison, item.id).papers
    assert [(one.edition, one.is_supplement, one.media_type) for one in papers] == [
        (1, True, "application/pdf"),
        (2, True, "application/pdf"),
    ]
    assert queries.paper_file(world.cy.liaison, papers[0].id).content == b"%PDF-1.7 a paper"
    with pytest.raises(NotFound):
        queries.paper_file(world.stranger, papers[0].id)


def test_a_paper_before_the_notice_is_no_supplement(world):
    made = make.meeting(world, "collecting")
    item = discussion.add_paper(world.cq.liaison, propose(world.cq, made).id, **paper())
    assert [one.is_supplement for one in queries.get_item(world.cy.liaison, item.id).papers] == [
        False
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.exe", PDF, "file_kind_refused"),
        ("x.png", PDF, "file_not_as_named"),
        ("x.pdf", base64.b64encode(b"%!PS-Adobe").decode(), "file_not_as_named"),
        ("x.pdf", "no base64!", "not_base64"),
        ("x.pdf", "", "empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(world, name, content, code):
    made = make.meeting(world, "collecting")
    item = propose(world.cq, made)
    with pytest.raises(Invalid) as refused:
        discussion.add_paper(world.cq.liaison, item.id, **paper(name=name, content=content))
    assert refused.value.problems[0].code == code


def test_a_third_party_adds_no_papers_to_anothers_item(world):
    made = make.meeting(world, "collecting")
    with pytest.raises(Forbidden):
        discussion.add_paper(world.cy.liaison, propose(world.cq, made).id, **paper())


def test_papers_close_with_the_meeting(world):
    made = make.meeting(world, "concluded")
    item = make.accepted(made)[0]
    with pytest.raises(Conflict):
        discussion.add_paper(world.cq.liaison, item.id, **paper())


def test_a_paper_later_than_the_agreements_days_before_the_meeting_is_marked(world, at):
    """Two working days before 2026-09-22, with Sunday 09-20 worked: the last day is that Sunday."""
    made = make.meeting(world, "collecting")
    item = propose(world.cq, made)
    assert queries.get_meeting(world.cy.liaison, made.id).papers_due_on == date(2026, 9, 20)
    for day, title in (("2026-09-20T17:00", "按时"), ("2026-09-21T09:00", "逾期")):
        with at(day):
            discussion.add_paper(world.cq.liaison, item.id, **paper(title=title))
    papers = queries.get_item(world.cy.liaison, item.id).papers
    assert [(one.title, one.is_late) for one in papers] == [("按时", False), ("逾期", True)]
