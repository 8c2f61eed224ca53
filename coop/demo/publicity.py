"""Campaigns for the dates of the year, materials in every state, and reminders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from coop.core import clock
from coop.demo.founding import Founded
from coop.demo.joint import JointStage, photograph
from coop.mechanisms.publicity.models import Campaign, Material
from coop.mechanisms.publicity.queries.materials import get_material
from coop.mechanisms.publicity.seasons import SEASONS
from coop.mechanisms.publicity.service import campaigns, materials, reminders, reviewing
from coop.mechanisms.publicity.workflow import DECLARATIONS

_CASE = (
    "基本案情：某投资者购买某理财产品后遭受损失，起诉销售机构。\n"
    "裁判结果：成渝金融法院判决机构承担部分赔偿责任。\n"
    "典型意义：提示机构履行适当性义务，引导金融消费者理性投资。"
)


def show(founded: Founded) -> None:
    """One campaign per state and season; materials from draft to withdrawn."""
    stage = _Stage(founded)
    stage.archived()
    stage.reported()
    stage.overdue()
    stage.upcoming()
    stage.planned()
    stage.reminders()


class _Stage(JointStage):
    def archived(self) -> None:
        first, last = _latest("consumer_rights_day")
        made = self._held("SC", "金融消费者权益保护宣传", "consumer_rights_day", (first, last))
        with self.at(last + timedelta(days=5)):
            made = self._reported("SC", made, 3)
            campaigns.LIFECYCLE.archive(
                self.actor("SC", "archivist"),
                made.id,
                retention="ten_years",
                expected_version=made.version,
            )

    def reported(self) -> None:
        first, last = _latest("illegal_fundraising_month")
        made = self._held(
            "CQ", "守住钱袋子，远离非法集资", "illegal_fundraising_month", (first, last)
        )
        with self.at(last + timedelta(days=6)):
            self._reported("CQ", made, 5)

    def overdue(self) -> None:
        """Held; one party has not reported its figures, and the summary is late."""
        first, last = _latest("finance_education_month")
        made = self._held("SC", "金融教育进万家", "finance_education_month", (first, last))
        with self.at(last + timedelta(days=9)):
            for times, code in enumerate(("SC", "CQ"), 2):
                made = self._reach(code, made, times)

    def upcoming(self) -> None:
        """Materials in every state; one release is void since the text was changed."""
        made = self._confirmed("CY", "宪法与金融同行", "constitution_day", self._next())
        self._released("以案说法：适当性义务典型案例", made, ("CY", "SC", "CQ"), publish=True)
        everybody = ("CY", "SC", "CQ")
        changed = self._released("宪法日联合倡议", made, everybody, publish=False, kind="article")
        changed = materials.edit_material(
            self.actor("CY", "handler"),
            changed.id,
            text="四川金融监管局、重庆金融监管局、成渝金融法院联合倡议：学宪法、守法律、护权益。",
            expected_version=changed.version,
        )
        self._review(changed)
        self._drafted("非法集资警示案例", made, text="被害人张某某（电话13812345678）投入资金。")
        withdrawn = self._released(
            "旧版风险提示折页", made, ("CY",), publish=True, text="风险提示。"
        )
        materials.withdraw_material(
            self.actor("CY", "liaison"),
            withdrawn.id,
            reason="所引规定已修订。",
            expected_version=withdrawn.version,
        )

    def planned(self) -> None:
        first, last = _latest("consumer_rights_day")
        year = clock.today().year + 1
        self._planned(
            "CQ",
            "来年3·15联合宣传",
            "consumer_rights_day",
            (first.replace(year=year), last.replace(year=year)),
        )

    def reminders(self) -> None:
        for code, days, is_answered in (("SC", 12, False), ("CQ", 60, True)):
            officer = self.actor(code, "liaison")
            with self.at(self.back(days)):
                made = reminders.register_legal_reminder(
                    officer,
                    agreement_id=self.founded.agreement_id,
                    issuer="示范市司法局",
                    title="关于加强以案普法工作的普法提示",
                    text="部分辖内机构对消费者的法律宣传不够及时，请改进。",
                    received_on=clock.today(),
                    answer_by_on=clock.today() + timedelta(days=30),
                )
                made = reminders.plan_improvement(
                    officer,
                    made.id,
                    measures="每季度发布典型案例，网点设置普法专区。",
                    expected_version=made.version,
                )
                if is_answered:
                    reminders.report_back(
                        officer,
                        made.id,
                        outcome="已发布案例四件，覆盖网点二百个。",
                        expected_version=made.version,
                    )

    # ------------------------------------------------------------------ campaigns

    def _next(self) -> tuple[date, date]:
        """Constitution day's week: the coming one, or the days after next week in December."""
        first = date(clock.today().year, 12, 1)
        start = max(first, self.ahead(3))
        return start, start + timedelta(days=6)

    def _planned(self, code: str, title: str, season: str, days: tuple[date, date]) -> Campaign:
        others = [one for one in self.founded.institutions if one != code]
        return campaigns.plan_campaign(
            self.actor(code, "liaison"),
            agreement_id=self.founded.agreement_id,
            title=title,
            season=season,
            from_on=days[0],
            to_on=days[1],
            channels=["onsite", "outlet", "online"],
            target_group="金融消费者、中小企业、社区居民",
            programme="一、统一制作宣传材料\n二、线上线下同步宣传\n三、汇总宣传效果",
            co_host_ids=[self.institution(others[0])],
            participant_ids=[self.institution(others[1])],
        )

    def _confirmed(self, code: str, title: str, season: str, days: tuple[date, date]) -> Campaign:
        made = self._planned(code, title, season, days)
        made = campaigns.LIFECYCLE.approve(
            self.actor(code, "signer"), made.id, expected_version=made.version
        )
        for other in self.founded.institutions:
            if other != code:
                made = campaigns.LIFECYCLE.confirm(
                    self.actor(other, "liaison"), made.id, expected_version=made.version
                )
        return made

    def _held(self, code: str, title: str, season: str, days: tuple[date, date]) -> Campaign:
        first, last = days
        with self.at(first - timedelta(days=14)):
            made = self._confirmed(code, title, season, days)
        with self.at(last + timedelta(days=1)):
            for number, other in enumerate(self.founded.institutions):
                campaigns.add_publicity_event(
                    self.actor(other, "handler"),
                    made.id,
                    topic=f"{title}第{number + 1}场",
                    channel=("onsite", "outlet", "lecture")[number % 3],
                    on_day=first,
                    place="某社区文化广场",
                )
            campaigns.LIFECYCLE.add_picture(
                self.actor(code, "liaison"),
                made.id,
                file=photograph(len(title), "宣传现场.jpg"),
                caption="宣传现场",
                taken_on=first,
                classification="public",
                consent="not_needed",
            )
            return campaigns.LIFECYCLE.hold(
                self.actor(code, "handler"), made.id, expected_version=made.version
            )

    def _reach(self, code: str, made: Campaign, times: int) -> Campaign:
        return campaigns.report_reach(
            self.actor(code, "liaison"),
            made.id,
            staff_count=42 * times,
            outlet_count=35 * times,
            event_count=6 * times,
            item_count=3_200 * times,
            post_count=24 * times,
            click_count=56_000 * times,
            people_count=8_100 * times,
            source="各部门、网点汇总，截至活动结束日。",
            expected_version=made.version,
        )

    def _reported(self, code: str, made: Campaign, times: int) -> Campaign:
        for number, other in enumerate(self.founded.institutions):
            made = self._reach(other, made, times + number)
        return campaigns.LIFECYCLE.report(
            self.actor(code, "liaison"),
            made.id,
            summary="一、三方联合开展集中宣传，覆盖城乡网点。\n"
            "二、发布典型案例和风险提示，咨询量明显上升。\n三、下一步推动普法宣传常态化。",
            expected_version=made.version,
        )

    # ------------------------------------------------------------------ materials

    def _drafted(self, title: str, campaign: Campaign, **changes: Any) -> Material:
        said = {
            "kind": "typical_case",
            "title": title,
            "text": _CASE,
            "classification": "public",
            "names_left_out": ["张某某"],
        }
        return materials.draft_material(
            self.actor("CY", "handler"), campaign.id, **(said | changes)
        )

    def _review(self, made: Material) -> Material:
        reviewer = self.actor("SC", "liaison")
        declared: dict[str, Any] = dict.fromkeys(DECLARATIONS, True)
        return reviewing.review_material(
            reviewer,
            made.id,
            text_hash=get_material(reviewer, made.id).text_hash,
            outcome="approve",
            expected_version=made.version,
            **declared,
        )

    def _released(
        self, title: str, campaign: Campaign, codes: tuple[str, ...], *, publish: bool, **more: Any
    ) -> Material:
        named = [self.institution(code) for code in codes]
        made = self._review(self._drafted(title, campaign, named_ids=named, **more))
        read = get_material(self.actor("CY", "liaison"), made.id).text_hash
        for code in codes:
            made = reviewing.release_material(
                self.actor(code, "signer"),
                made.id,
                text_hash=read,
                expected_version=made.version,
            )
        if not publish:
            return made
        return materials.publish_material(
            self.actor("CY", "liaison"),
            made.id,
            text_hash=read,
            where="三方官方微信公众号",
            expected_version=made.version,
        )


def _latest(season: str) -> tuple[date, date]:
    """The season that ended last, so that its summary had time to come in or be late."""
    today = clock.today()
    known = [SEASONS[season].in_year(year) for year in (today.year, today.year - 1)]
    return next(one for one in known if one[1] + timedelta(days=20) < today)
