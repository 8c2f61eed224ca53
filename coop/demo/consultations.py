"""Consultations in every state, asked around the present day."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from typing import Any

from coop.core import clock
from coop.core.actor import SYSTEM, Actor
from coop.core.language import SHANGHAI
from coop.demo.founding import Founded
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service import (
    asking,
    drafting,
    follow_ups,
    joint_meeting,
    opinions,
    outcomes,
    periods,
    rounds,
)
from coop.mechanisms.meetings.queries import list_meetings
from coop.registry import working_days

_OFFICE_HOURS = time(9, 30)
_ALL = ("SC", "CQ", "CY")


def show(founded: Founded) -> None:
    """One consultation per state; the meetings of showcase.py have been planned before."""
    stage = _Stage(founded)
    stage.draft()
    stage.open()
    stage.paused()
    stage.silent()
    stage.concluded()
    stage.concluded_with_a_dispute()
    stage.withdrawn()
    stage.before_meetings()


class _Stage:
    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.calendar = working_days.calendar_of(founded.agreement_id)

    # ------------------------------------------------------------------ one per state

    def draft(self) -> None:
        """Names a pending case: approved by the own signer, waiting for the court's."""
        made = self._drafted(
            "CQ",
            "涉众型保险退保纠纷中格式条款效力的法律适用",
            "类案中对格式条款提示说明义务的认定标准不一。",
            ["提示说明义务的履行标准如何掌握"],
            pending_case_no="（2026）渝87民初108号",
        )
        self._approved("CQ", made)

    def open(self) -> None:
        """Urgent; one party has answered, hidden from the others, and one asks for more time."""
        with self._back(1):
            made = self._sent(
                "SC",
                "金融借款合同中综合融资成本的认定口径",
                "近期多起纠纷对服务费、担保费是否计入综合融资成本认识不一。",
                ["服务费、担保费是否计入综合融资成本", "超出部分如何处理"],
                urgency="urgent",
                position="建议一并计入综合融资成本审查。",
            )
        self._given("CQ", made, "agree_with_changes", "建议明确担保费按实际发生额计入。")
        periods.ask_extension(
            self._actor("CY", "liaison"), made.id, days=1, reason="需提交专业法官会议讨论。"
        )

    def paused(self) -> None:
        with self._back(2):
            made = self._sent(
                "CY",
                "私募基金管理人失联案件的投资者保护衔接",
                "部分管理人失联，投资者同时举报和起诉。",
                ["举报线索与诉讼材料如何衔接", "资金流向协查如何启动"],
            )
        periods.pause_clock(
            self._actor("SC", "liaison"),
            made.id,
            expected_version=self._version(made),
            reason="请补充已受理案件清单及涉及产品备案信息。",
        )

    def silent(self) -> None:
        """Its day has passed: one party did not answer, the initiator has answered the other."""
        with self._back(8):
            made = self._sent(
                "CQ",
                "信用卡纠纷个性化分期协议的审查标准",
                "发卡行与持卡人达成分期协议后再次违约的处理尺度不一。",
                ["再次违约后利息计算基数如何确定"],
                urgency="urgent",
            )
            self._given("CY", made, "agree", "同意按协议约定的本金余额计算。")
        with self._back(3):
            rounds.lapse_consultation(SYSTEM, made.id)
            self._answer_all("CQ", made)

    def concluded(self) -> None:
        """Agreed by all and turned into a task."""
        with self._back(12):
            made = self._answered_by_all("违法违规线索双向移送标准")
        with self._back(9):
            self._answer_all("SC", made)
            made = outcomes.conclude(
                self._actor("SC", "signer"),
                made.id,
                expected_version=self._version(made),
                outcome="agreed",
                text="三方一致同意按统一线索移送表双向移送，十个工作日内反馈受理情况。",
            )
        follow_ups.open_task(
            self._actor("SC", "secretariat"),
            made.id,
            expected_version=self._version(made),
            demand="按会商结论制定统一线索移送表并印发各业务部门。",
            lead_id=self.founded.institutions["CQ"],
            co_ids=[self.founded.institutions["CY"]],
            due_on=self.calendar.add(clock.today(), 20).on,
        )

    def concluded_with_a_dispute(self) -> None:
        """Agreed by all; the court's clerk registers the dispute later, in referrals.py."""
        with self._back(11):
            made = self._answered_by_all("涉众型理财纠纷示范调解")
        with self._back(8):
            self._answer_all("SC", made)
            outcomes.conclude(
                self._actor("SC", "signer"),
                made.id,
                expected_version=self._version(made),
                outcome="agreed",
                text="同意选取典型纠纷由法院委派调解，结果供同类纠纷参考。",
            )

    def withdrawn(self) -> None:
        with self._back(5):
            made = self._sent(
                "CY",
                "小额贷款公司主体资格核查方式",
                "需核查部分地方小额贷款公司经营资质。",
                ["可否建立资质批量核查通道"],
            )
        outcomes.withdraw(
            self._actor("CY", "liaison"),
            made.id,
            expected_version=self._version(made),
            reason="已通过信息共享目录取得，无需会商。",
        )

    def before_meetings(self) -> None:
        """One in a meeting, one escalated, where a meeting takes items."""
        actor = self._actor("SC", "secretariat")
        found = list_meetings(actor, limit=50, agreement_id=self.founded.agreement_id).items
        taking = [one for one in found if one.state == "collecting"]
        if not taking:
            return
        with self._back(3):
            made = self._answered_by_all("上市公司虚假陈述示范判决的选定")
        joint_meeting.call_meeting(
            actor, made.id, expected_version=self._version(made), meeting_id=taking[0].id
        )
        with self._back(6):
            disputed = self._sent(
                "SC",
                "金融消费者适当性义务举证责任分配",
                "对经营者举证应达到的程度认识不一。",
                ["双录资料能否单独作为履行适当性义务的证据"],
                consulted=("CY",),
            )
            self._given("CY", disputed, "disagree", "双录资料应与风险测评等证据综合认定。")
        joint_meeting.escalate(
            self._actor("SC", "signer"),
            disputed.id,
            expected_version=self._version(disputed),
            meeting_id=taking[0].id,
            reason="双方对证据效力认识不一，提请联席会议审议。",
        )

    # ------------------------------------------------------------------ parts

    def _drafted(
        self,
        code: str,
        title: str,
        facts: str,
        questions: list[str],
        *,
        consulted: tuple[str, ...] | None = None,
        **marks: Any,
    ) -> Consultation:
        asked = consulted or tuple(one for one in _ALL if one != code)
        return drafting.draft_consultation(
            self._actor(code, "liaison"),
            agreement_id=self.founded.agreement_id,
            title=title,
            category="law_application",
            facts=facts,
            questions=questions,
            consulted_ids=[self.founded.institutions[one] for one in asked],
            **marks,
        )

    def _approved(self, code: str, made: Consultation) -> None:
        drafting.approve_letter(
            self._actor(code, "signer"), made.id, expected_version=self._version(made)
        )

    def _sent(
        self, code: str, title: str, facts: str, questions: list[str], **marks: Any
    ) -> Consultation:
        made = self._drafted(code, title, facts, questions, **marks)
        self._approved(code, made)
        return asking.submit_consultation(
            self._actor(code, "liaison"), made.id, expected_version=self._version(made)
        )

    def _answered_by_all(self, title: str) -> Consultation:
        made = self._sent(
            "SC", title, "现有做法不一，需统一标准和流程。", ["标准如何统一", "流程如何衔接"]
        )
        self._given("CQ", made, "agree", "同意。")
        self._given("CY", made, "agree_with_changes", "建议同时明确反馈时限。")
        return made

    def _given(self, code: str, made: Consultation, stance: str, text: str) -> None:
        drafted = opinions.draft_opinion(
            self._actor(code, "handler"), made.id, stance=stance, text=text
        )
        opinions.sign_opinion(
            self._actor(code, "signer"), drafted.id, expected_version=drafted.version
        )

    def _answer_all(self, code: str, made: Consultation) -> None:
        liaison = self._actor(code, "liaison")
        for one in queries.get_consultation(liaison, made.id).opinions:
            opinions.answer_opinion(
                liaison, one.id, expected_version=one.version, answer="adopted", reason=""
            )

    def _version(self, made: Consultation) -> int:
        return queries.get_consultation(SYSTEM, made.id).version

    def _actor(self, code: str, role: str) -> Actor:
        return self.founded.actor(code, role)

    def _back(self, count: int) -> AbstractContextManager[None]:
        """The clock on the count-th working day before today, in office hours."""
        day, left = clock.today(), count
        while left:
            day -= timedelta(days=1)
            left -= self.calendar.is_working_day(day)
        return clock.stopped_at(_hours(day))


def _hours(day: date) -> datetime:
    return datetime.combine(day, _OFFICE_HOURS, SHANGHAI)
