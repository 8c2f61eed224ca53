"""Meetings, minutes and tasks in the states a visitor wants to see, around the present day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import SHANGHAI
from coop.demo import (
    consultations,
    letters,
    party_building,
    publicity,
    recommendations,
    referrals,
    research,
    shares,
    sharing,
    supervision,
    training,
)
from coop.demo.founding import Founded
from coop.demo.main_job import Held
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.models import Meeting, Minutes
from coop.mechanisms.meetings.service import (
    agenda,
    attendance,
    comment_round,
    convening,
    discussion,
    meetings,
    minutes,
    resolutions,
    signing,
)
from coop.registry import directory, working_days
from coop.supervision import service as tasks
from coop.supervision.queries import get_task

_SERIES = "成渝金融司法与金融监管协同联席会议"
_OPENS, _ENDS = time(9, 30), time(11, 30)


def show(founded: Founded, held: Held) -> Mapping[tuple[str, str], Actor]:
    """Six more meetings, tasks of the minutes, consultations, sharing: each in its own state.

    Answers who signs in beside the parties' officers.
    """
    stage = _Stage(founded)
    stage.collecting()
    stage.notified()
    stage.commenting()
    stage.signing()
    stage.cancelled()
    stage.work_on_tasks(held)
    consultations.show(founded)
    sharing.show(founded)
    shares.show(founded)
    letters.show(founded)
    research.show(founded)
    party_building.show(founded)
    publicity.show(founded)
    training.show(founded)
    recommendations.show(founded)
    supervision.show(founded)
    return referrals.show(founded)


class _Stage:
    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.calendar = working_days.calendar_of(founded.agreement_id)
        self.codes = {one: code for code, one in founded.institutions.items()}

    # ------------------------------------------------------------------ meetings

    def collecting(self) -> None:
        """The next plenary: one item accepted, one waiting, nothing approved yet."""
        meeting = self._planned("plenary", self._ahead(15), f"{_SERIES}第7次全体会议")
        meeting = self._collect(meeting)
        self._item(meeting, "CQ", "研究跨区域非法集资风险线索移送标准", accept=True)
        agenda.propose_item(
            self._actor("CY", "liaison"),
            meeting.id,
            title="通报金融纠纷委派调解期限管理情况",
            summary="汇报前三季度委派、委托调解案件办理期限、延期和司法确认情况。",
        )

    def notified(self) -> None:
        """A special meeting whose notice is out; two parties have answered."""
        meeting = self._planned("special", self._ahead(6), f"{_SERIES}2026年第2次专题会议")
        meeting = self._collect(meeting)
        self._item(meeting, "SC", "研究上市公司虚假陈述群体性纠纷协同处置", accept=True)
        self._approve_and_notify(meeting)
        for code in list(self.founded.institutions)[:2]:
            self._confirm(meeting, code)

    def commenting(self) -> None:
        """Minutes under comment: one remark, one objection to be answered."""
        written = self._minuted("liaison", -2, f"{_SERIES}联络员会议", "研究信息共享接口联调安排")
        comment_round.comment_on_minutes(
            self._actor("CQ", "liaison"),
            written.id,
            text="建议将接口联调完成时间写明到日，并列明双方联系人。",
        )
        comment_round.object_to_minutes(
            self._actor("CY", "liaison"),
            written.id,
            text="第一项议定事项未说明涉案数据脱敏要求，与会上讨论不一致，请补充。",
        )

    def signing(self) -> None:
        """Minutes with the signers; the first party has signed."""
        title = f"{_SERIES}专题会议"
        written = self._minuted("special", -8, title, "研究金融消费者权益保护协作")
        comment_round.accept_minutes(self._actor("CQ", "liaison"), written.id)
        comment_round.accept_minutes(self._actor("CY", "liaison"), written.id)
        written = comment_round.close_comments(
            self._host("secretariat"), written.id, expected_version=written.version
        )
        signing.countersign(
            self._actor("SC", "signer"),
            written.id,
            expected_version=written.version,
            text_hash=written.text_hash,
        )

    def cancelled(self) -> None:
        meeting = self._planned("ad_hoc", self._ahead(20), f"{_SERIES}临时会议")
        convening.cancel_meeting(
            self._host("convener", meeting),
            meeting.id,
            expected_version=meeting.version,
            reason="议题并入下次全体会议研究。",
        )

    # ------------------------------------------------------------------ tasks

    def work_on_tasks(self, held: Held) -> None:
        """Accepted, reported, submitted and closed tasks; the others stay as assigned."""
        view = queries.get_meeting(self._host("secretariat"), held.meeting_id)
        opened = [one for item in view.items for one in item.resolutions if one.task_id]
        for number, one in enumerate(opened):
            if one.task_id is None or one.lead_id is None or number > 3:
                continue
            handler = self._actor(self.codes[one.lead_id], "handler")
            task = tasks.accept_task(
                handler, one.task_id, expected_version=self._version(one.task_id)
            )
            if number == 0:
                continue
            tasks.report_progress(
                handler,
                task.id,
                percent=30 * number,
                text="已完成方案起草，正在征求各方意见。",
            )

    def _version(self, task_id: UUID) -> int:
        return get_task(self._host("secretariat"), task_id).version

    # ------------------------------------------------------------------ parts

    def _planned(self, kind: str, on: date, title: str) -> Meeting:
        host_code = self._host_code(on)
        return meetings.plan_meeting(
            self._actor(host_code, "secretariat"),
            agreement_id=self.founded.agreement_id,
            kind=kind,
            title=title,
            starts_at=datetime.combine(on, _OPENS, SHANGHAI),
            ends_at=datetime.combine(on, _ENDS, SHANGHAI),
            place=f"{self._name(host_code)}第一会议室",
        )

    def _minuted(self, kind: str, days: int, title: str, item_title: str) -> Minutes:
        """A concluded meeting of some working days ago whose minutes went round."""
        on = self._back(-days)
        with clock.stopped_at(datetime.combine(self._back(-days + 6), _OPENS, SHANGHAI)):
            meeting = self._collect(self._planned(kind, on, title))
            item = self._item(meeting, "SC", item_title, accept=True)
            self._approve_and_notify(meeting)
            for code in self.founded.institutions:
                self._confirm(meeting, code)
        with clock.stopped_at(datetime.combine(on, _OPENS, SHANGHAI)):
            secretary = self._host("secretariat", meeting)
            convening.hold_meeting(secretary, meeting.id, expected_version=meeting.version)
            discussion.record_discussion(
                secretary,
                item,
                expected_version=queries.get_item(secretary, item).version,
                heard="会议听取了有关情况汇报，对下一步工作进行了讨论。",
            )
            resolutions.add_resolution(
                secretary,
                item,
                kind="decided",
                text="由重庆金融监管局牵头，年底前完成有关接口联调并形成操作规程。",
                lead_id=self.founded.institutions["CQ"],
                co_ids=[self.founded.institutions["SC"], self.founded.institutions["CY"]],
                due_on=self._ahead(20),
            )
            convening.finish_meeting(secretary, meeting.id, expected_version=meeting.version)
            written = minutes.draft_minutes(secretary, meeting.id)
        return minutes.submit_minutes(secretary, written.id, expected_version=written.version)

    def _collect(self, meeting: Meeting) -> Meeting:
        return meetings.open_collection(
            self._host("secretariat", meeting), meeting.id, expected_version=meeting.version
        )

    def _item(self, meeting: Meeting, code: str, title: str, *, accept: bool) -> UUID:
        item = agenda.propose_item(self._actor(code, "liaison"), meeting.id, title=title)
        secretary = self._host("secretariat", meeting)
        if accept:
            item = agenda.accept_item(secretary, item.id, expected_version=item.version)
            agenda.settle_item(
                secretary, item.id, expected_version=item.version, prior_agreement="for_discussion"
            )
        return item.id

    def _approve_and_notify(self, meeting: Meeting) -> None:
        meetings.approve_agenda(
            self._host("convener", meeting), meeting.id, expected_version=meeting.version
        )
        convening.send_notice(
            self._host("secretariat", meeting), meeting.id, expected_version=meeting.version
        )

    def _confirm(self, meeting: Meeting, code: str) -> None:
        attendance.confirm_attendance(
            self._actor(code, "liaison"),
            meeting.id,
            attendees=[
                {"name": "郑某某", "title": "分管负责人", "capacity": "present"},
                {"name": "冯某", "title": "部门负责人", "capacity": "observer"},
            ],
        )

    def _actor(self, code: str, role: str) -> Actor:
        return self.founded.actor(code, role)

    def _host(self, role: str, meeting: Meeting | None = None) -> Actor:
        code = self.codes[meeting.host_id] if meeting else "SC"
        return self._actor(code, role)

    def _host_code(self, on: date) -> str:
        return self.codes[directory.host_on(self.founded.agreement_id, on)]

    def _name(self, code: str) -> str:
        return directory.party_by_code(self.founded.agreement_id, code).short_name

    def _ahead(self, count: int) -> date:
        return self.calendar.add(clock.today(), count).on

    def _back(self, count: int) -> date:
        """The count-th working day before today."""
        day, left = clock.today(), count
        while left:
            day -= timedelta(days=1)
            left -= self.calendar.is_working_day(day)
        return day
