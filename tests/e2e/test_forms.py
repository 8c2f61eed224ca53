"""What happens to a form that is sent twice, too late, or after the session ran out."""

from __future__ import annotations

import pytest

from tests.e2e import story
from tests.e2e.office import Office, Officer
from tests.mechanisms.meetings import make

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

_SEND_TWICE = """async () => {
  const form = document.querySelector("main form[method=post]");
  const body = new URLSearchParams(new FormData(form));
  const send = () => fetch(form.action, { method: "POST", body });
  return (await Promise.all([send(), send()])).map((answer) => answer.url);
}"""


@pytest.fixture
def secretary(office: Office) -> Officer:
    return office.of(office.world.sc.secretary)


def test_a_form_sent_twice_at_once_makes_one_meeting(secretary: Officer) -> None:
    secretary.open("/meetings/new")
    secretary.fill(story.MEETING)
    first, second = secretary.page.evaluate(_SEND_TWICE)
    assert first == second
    secretary.open("/meetings")
    assert secretary.page.locator("tbody tr").count() == 1


def test_pressing_the_button_twice_makes_one_meeting(secretary: Officer) -> None:
    secretary.open("/meetings/new")
    secretary.fill(story.MEETING)
    with secretary.page.expect_navigation():
        secretary.page.evaluate(
            "for (const n of [1, 2]) document.querySelector('main form .actions button').click()"
        )
    secretary.open("/meetings")
    assert secretary.page.locator("tbody tr").count() == 1


def test_a_stale_form_shows_both_versions_and_keeps_what_was_written(
    office: Office, secretary: Officer
) -> None:
    meeting = at_meeting(office, "planned")
    slow, quick = secretary.other_tab(), secretary.other_tab()
    for tab in (slow, quick):
        tab.open(f"{meeting}/edit")
    quick.fill({"place": "重庆市会议中心"})
    quick.submit()
    slow.fill({"place": "成都市第二会议室"})
    slow.submit()
    told = slow.page.inner_text("table.comparison")
    assert "重庆市会议中心" in told
    assert "成都市第二会议室" in told
    assert slow.page.input_value('[name="place"]') == "成都市第二会议室"
    slow.submit()
    assert slow.path == meeting
    assert "成都市第二会议室" in slow.reads()


def test_what_was_written_comes_back_after_the_session_ran_out(
    office: Office, secretary: Officer
) -> None:
    secretary.open("/meetings/new")
    secretary.fill({**story.MEETING, "title": "写了很久的会议名称"})
    office.clock.now = "2026-09-01T11:00"
    secretary.submit()
    assert secretary.path.startswith("/sign-in?")
    assert "您填写的内容已保留" in secretary.reads()
    secretary.give_password()
    assert secretary.path == "/meetings/new"
    assert "已恢复您上次未提交的内容" in secretary.reads()
    assert secretary.page.input_value('[name="title"]') == "写了很久的会议名称"
    secretary.submit()
    assert "写了很久的会议名称" in secretary.reads()


def test_items_are_put_in_another_order_by_their_numbers(
    office: Office, secretary: Officer
) -> None:
    meeting = at_meeting(office, "collecting")
    for title in (story.ITEM, story.OTHER_ITEM):
        secretary.open(meeting)
        secretary.do("列入议题", {"title": title})
    secretary.open(meeting)
    secretary.follow("调整议程顺序")
    numbers = secretary.page.locator('main form input[type="number"]')
    numbers.nth(0).fill("2")
    numbers.nth(1).fill("1")
    secretary.submit()
    headings = secretary.page.locator("article.entry h3").all_inner_texts()
    assert headings == [f"1．{story.OTHER_ITEM}", f"2．{story.ITEM}"]


def test_a_liaison_officer_adds_one_person_without_naming_all_again(
    office: Office,
) -> None:
    cq = office.world.cq
    meeting = make.meeting(office.world, "notified")
    make.confirm(cq, meeting, make.person("CQ局长"), make.person("CQ处长", "observer"))
    office.clock.now = make.NOTICE_AT
    liaison = office.of(cq.liaison)
    liaison.open(f"/meetings/{meeting.id}")
    liaison.do("回执参会人员", {"attendees-2-name": "CQ科长", "attendees-2-capacity": "列席"})
    names = liaison.page.locator("#attendance tbody th").all_inner_texts()
    assert [name for name in names if name.startswith("CQ")] == ["CQ局长", "CQ处长", "CQ科长"]


def at_meeting(office: Office, state: str) -> str:
    office.clock.now = make.PLANNED_AT
    return f"/meetings/{make.meeting(office.world, state).id}"
