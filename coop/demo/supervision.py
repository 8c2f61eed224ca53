"""Tasks in every state and colour, and what the daily job made of them in the last days."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import SHANGHAI
from coop.demo.founding import Founded
from coop.registry import directory, working_days
from coop.supervision import service as tasks
from coop.supervision.models import Bulletin, Task
from coop.supervision.queries import get_task
from coop.supervision.queries.orders import list_orders
from coop.supervision.service.rhythm import keep_rhythm

_OFFICE_HOURS, _JOB = time(9, 30), time(7, 30)
_BEGUN = 12  # working days ago
_RHYTHM_DAYS = 10
_SOURCE = "联席会议第6次全体会议议定事项"


def show(founded: Founded) -> None:
    """The lead is CQ, so that the host may close; the last days' rhythm comes at the end."""
    stage = _Stage(founded)
    with stage.back(_BEGUN):
        stage.states()
        stage.work()
    stage.rhythm()
    stage.stand_in()
    stage.bulletins()


class _Stage:
    def __init__(self, founded: Founded) -> None:
        self.founded = founded
        self.today = clock.today()
        self.calendar = working_days.calendar_of(founded.agreement_id)
        self.lead = founded.actor("CQ", "handler")
        self.codes = {one: code for code, one in founded.institutions.items()}

    def back(self, count: int) -> AbstractContextManager[None]:
        """Within the block it is the morning of the count-th working day before today."""
        return clock.stopped_at(datetime.combine(self._day(-count), _OFFICE_HOURS, SHANGHAI))

    # ------------------------------------------------------------------ tasks

    def states(self) -> None:
        """One task per state that work in progress does not show."""
        self._draft("制定跨区域金融纠纷类案检索指引", 20)
        self._assigned("梳理非法集资风险线索移送流程", 1)
        disputed = self._assigned("统计上市公司虚假陈述群体性纠纷", 15)
        tasks.refuse_task(
            self.lead,
            disputed.id,
            reason="证券业务不属本局职责，建议由证监部门提供数据后再统计。",
            expected_version=disputed.version,
        )
        convener = self._officer("convener")
        suspended = self._accepted("修订金融消费者投诉转办规程", 25)
        tasks.suspend_task(
            convener, suspended.id, reason="等待上级文件印发", expected_version=suspended.version
        )
        cancelled = self._assigned("编印第三季度典型案例汇编", 10)
        tasks.cancel_task(
            convener,
            cancelled.id,
            reason="并入年度汇编统一办理",
            expected_version=cancelled.version,
        )

    def work(self) -> None:
        """In progress: late, near, with an extension asked for; in review; closed."""
        late = self._accepted("建立委派调解期限预警台账", -2)
        tasks.split_task(
            self.lead,
            late.id,
            title="核对第三季度委派调解案件期限",
            demand="逐件核对受理、延期和结束日期，形成差异清单。",
            lead_id=self.founded.institutions["CQ"],
            due_on=late.due_on,
        )
        near = self._accepted("开展信息共享接口联调", 3)
        tasks.ask_extension(
            self.lead,
            near.id,
            reason="法院端测试环境升级，联调推迟一周。",
            new_due_on=self._day(8),
            expected_version=near.version,
        )
        self._submitted("报送金融纠纷多元化解工作要点落实情况")
        done = self._submitted("确定各单位联络员名单")
        tasks.close_task(
            self._officer("secretariat"),
            done.id,
            note="名单已核对并印发。",
            expected_version=done.version,
        )

    def rhythm(self) -> None:
        """The job of the last working days, as it would have run each morning."""
        for count in range(_RHYTHM_DAYS, -1, -1):
            with clock.stopped_at(datetime.combine(self._day(-count), _JOB, SHANGHAI)):
                keep_rhythm(self.founded.agreement_id)
        order = list_orders(self.lead, limit=1, state="issued").items[0]
        tasks.answer_order(
            self.lead,
            order.id,
            answer="已安排专人办理，本周内补报进展。",
            expected_version=order.version,
        )

    # ------------------------------------------------------------------ people and papers

    def stand_in(self) -> None:
        """The court's handler is away for a week."""
        colleague = self.founded.actor("CY", "liaison").id
        if colleague is None:
            raise ValueError("an officer of the demonstration is nobody")
        tasks.name_stand_in(
            self.founded.actor("CY", "handler"),
            agreement_id=self.founded.agreement_id,
            stand_in_id=colleague,
            from_on=self.today,
            to_on=self._day(5),
            reason="外出培训",
        )

    def bulletins(self) -> None:
        """One written, one reviewed, one issued in each series."""
        self._bulletin("regular", "督办任务办理情况周报综述")
        self._reviewed("regular", "委派调解期限管理经验做法")
        for series in ("regular", "extra"):
            ready = self._reviewed(series, "联席会议议定事项落实情况")
            tasks.issue_bulletin(
                self._officer("secretariat"), ready.id, expected_version=ready.version
            )

    # ------------------------------------------------------------------ parts

    def _draft(self, title: str, due: int) -> Task:
        return tasks.draft_task(
            self._officer("secretariat"),
            agreement_id=self.founded.agreement_id,
            source_kind="agreement",
            source_label=_SOURCE,
            title=title,
            demand="形成书面材料，经本单位负责人审定后报送秘书处。",
            lead_id=self.founded.institutions["CQ"],
            due_on=self._day(due),
            parts=[
                {
                    "institution_id": self.founded.institutions["CY"],
                    "text": "提供有关案件数据和意见。",
                }
            ],
        )

    def _assigned(self, title: str, due: int) -> Task:
        draft = self._draft(title, due)
        return tasks.assign_task(
            self._officer("secretariat"), draft.id, expected_version=draft.version
        )

    def _accepted(self, title: str, due: int) -> Task:
        task = self._assigned(title, due)
        return tasks.accept_task(self.lead, task.id, expected_version=task.version)

    def _submitted(self, title: str) -> Task:
        task = self._accepted(title, 12)
        tasks.report_progress(self.lead, task.id, percent=90, text="材料已成稿，正在送审。")
        secretariat = self._officer("secretariat")
        for part in get_task(secretariat, task.id).parts:
            tasks.waive_part(
                secretariat, part.id, reason="已当面提供", expected_version=part.version
            )
        return tasks.submit_task(
            self.lead,
            task.id,
            evidence="已报送书面材料一份，附数据表两张。",
            expected_version=get_task(secretariat, task.id).version,
        )

    def _bulletin(self, series: str, title: str) -> Bulletin:
        return tasks.draft_bulletin(
            self._officer("secretariat"),
            agreement_id=self.founded.agreement_id,
            series=series,
            title=title,
            lead="各成员单位按照联席会议部署，对照序时进度推进各项任务。",
            body="一、总体情况\n多数任务按期推进，个别任务进度滞后。\n"
            "二、下步要求\n各牵头单位每周填报进展，逾期任务说明原因并提出补救措施。",
            report_to="各成员单位主要负责人",
            distribute_to="各成员单位联络员",
            copies=15,
        )

    def _reviewed(self, series: str, title: str) -> Bulletin:
        written = self._bulletin(series, title)
        return tasks.review_bulletin(
            self._officer("convener"), written.id, expected_version=written.version
        )

    def _officer(self, role: str) -> Actor:
        """Of the institution that hosts on the day at which the clock stands."""
        host_id = directory.host_on(self.founded.agreement_id, clock.today())
        return self.founded.actor(self.codes[host_id], role)

    def _day(self, count: int) -> date:
        """The count-th working day after today, or before it when negative."""
        if count >= 0:
            return self.calendar.add(self.today, count).on
        day, left = self.today, -count
        while left:
            day -= timedelta(days=1)
            left -= self.calendar.is_working_day(day)
        return day
